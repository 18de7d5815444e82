"""An IPython shell without a kernel: runs cells and keeps what they show, as a notebook would hold it."""

from __future__ import annotations

import asyncio
import base64
import builtins
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

NO_INPUT = "input() was called, but nobody is there to answer while work is graded."
SHORTENED = "\n[output was longer than allowed and is cut here]\n"


@dataclass
class Recorder:
    """The outputs of the cell that runs, up to ``limit`` bytes in the whole session."""

    limit: int = 4 << 20
    outputs: list[dict[str, Any]] = field(default_factory=list)
    used: int = 0
    full: bool = False

    def start(self) -> None:
        self.outputs = []

    def _room(self, size: int) -> bool:
        self.used += size
        if self.used > self.limit and not self.full:
            self.full = True
            self.outputs.append({"output_type": "stream", "name": "stderr", "text": SHORTENED})
        return not self.full

    def stream(self, name: str, text: str) -> None:
        if not self._room(len(text)):
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last.get("name") == name:
            last["parts"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "parts": [text]})

    def data(self, data: dict[str, Any], metadata: dict[str, Any], count: int | None = None) -> None:
        """A display (``count`` None) or the value of a cell's last line."""
        bundle = {mime: _text(content) for mime, content in data.items()}
        if not self._room(sum(len(content) for content in bundle.values() if isinstance(content, str))):
            return
        output: dict[str, Any] = {"output_type": "display_data", "data": bundle, "metadata": dict(metadata)}
        if count is not None:
            output |= {"output_type": "execute_result", "execution_count": count}
        self.outputs.append(output)

    def clear(self) -> None:
        self.outputs = []

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        if self._room(sum(map(len, traceback))) or len(value) < 1000:
            self.outputs.append(
                {"output_type": "error", "ename": name, "evalue": value, "traceback": traceback}
            )

    def finished(self) -> list[dict[str, Any]]:
        """The outputs of the cell, streams joined."""
        for output in self.outputs:
            if "parts" in output:
                output["text"] = "".join(output.pop("parts"))
        return self.outputs


def _text(content: Any) -> Any:
    if isinstance(content, bytes):
        return base64.b64encode(content).decode("ascii")
    return content


class _Stream:
    """What ``sys.stdout`` and ``sys.stderr`` are while a cell runs."""

    encoding, errors, newlines, line_buffering, closed = "utf-8", "replace", None, True, False

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self.name = recorder, f"<{name}>"
        self._stream = name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.stream(self._stream, text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def fileno(self) -> int:
        return 1 if self._stream == "stdout" else 2

    @property
    def buffer(self) -> Any:
        return _Bytes(self)


class _Bytes:
    def __init__(self, stream: _Stream) -> None:
        self._text = stream

    def write(self, data: bytes) -> int:
        self._text.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def create_shell(namespace: dict[str, Any], figures: bool, traces: bool = True) -> Any:
    """One shell whose names live in ``namespace``. ``figures`` shows open figures after each cell.

    Without ``traces`` an error shows its name and text only: a trace takes 30 ms to write.

    Made once, before forking: a shell takes 50 ms to make and nothing to inherit.
    """
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Publisher(DisplayPublisher):  # type: ignore[misc]  # IPython ships no types
        def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:
            self.shell.recorder.data(data, metadata or {})

        def clear_output(self, wait: bool = False) -> None:
            self.shell.recorder.clear()

    class Hook(DisplayHook):  # type: ignore[misc]
        def start_displayhook(self) -> None:
            """No prompt."""

        def write_output_prompt(self) -> None:
            """No prompt."""

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            self.shell.recorder.data(format_dict, md_dict or {}, self.shell.execution_count)

        def log_output(self, format_dict: Any) -> None:
            """No log."""

        def finish_displayhook(self) -> None:
            """Nothing is held back."""

    class Shell(InteractiveShell):  # type: ignore[misc]
        display_pub_class = Publisher
        displayhook_class = Hook
        recorder = Recorder()

        def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
            self.recorder.error(getattr(etype, "__name__", str(etype)), _safe(str, evalue), [*map(str, stb)])

        def showtraceback(self, exc_tuple: Any = None, *given: Any, **options: Any) -> None:
            if traces:
                super().showtraceback(exc_tuple, *given, **options)
            else:
                etype, evalue, _ = self._get_exc_info(exc_tuple)
                self._showtraceback(etype, evalue, [])

        def showsyntaxerror(self, filename: Any = None, running_compiled_code: bool = False) -> None:
            if traces:
                super().showsyntaxerror(filename, running_compiled_code)
            else:
                self.showtraceback()

        def _format_exception_for_storage(self, *_: Any, **__: Any) -> dict[str, Any]:
            return {}  # a second trace, for ``%notebook`` alone

        def system(self, command: str) -> None:
            """``!command``: its output is the cell's, its errors beside it."""
            done = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  errors="replace", check=False)  # fmt: skip
            sys.stdout.write(done.stdout)
            sys.stderr.write(done.stderr)
            self.user_ns["_exit_code"] = done.returncode

        def enable_gui(self, gui: Any = None) -> None:
            """There is no window."""

        def init_history(self) -> None:
            super().init_history()
            self.history_manager.end_session = lambda: None

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor"
    config.InteractiveShell.xmode = "Context"
    InteractiveShell.clear_instance()
    shell = Shell.instance(config=config, user_ns=namespace)
    if figures:
        from matplotlib_inline import backend_inline

        support: Any = backend_inline.configure_inline_support
        support(shell, "module://matplotlib_inline.backend_inline")
    return shell


def _safe(function: Callable[[Any], str], value: Any) -> str:
    try:
        return function(value)
    except Exception:
        return f"<{type(value).__name__}>"


def run(shell: Any, source: str) -> tuple[list[dict[str, Any]], Any]:
    """Run one cell; returns its outputs and IPython's result."""
    shell.recorder.start()
    saved = sys.stdout, sys.stderr, builtins.input
    sys.stdout, sys.stderr = _Stream(shell.recorder, "stdout"), _Stream(shell.recorder, "stderr")
    builtins.input = _no_input
    try:
        result = shell.run_cell(source, store_history=True)
    finally:
        sys.stdout, sys.stderr, builtins.input = saved
    return shell.recorder.finished(), result


@contextmanager
def unseen(shell: Any) -> Iterator[None]:
    """Cells that run in it make the plain text of what they show, no tables and pictures: nobody looks at them."""
    formatter = shell.display_formatter
    before, formatter.active_types = formatter.active_types, ["text/plain"]
    try:
        yield
    finally:
        formatter.active_types = before


def _no_input(prompt: object = "") -> NoReturn:
    raise RuntimeError(NO_INPUT)


def quiet_descriptors() -> None:
    """Point the process's own stdin, stdout and stderr at nothing: what C code prints is nobody's."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def fresh_event_loop() -> None:
    """A loop of this process's own for top-level await."""
    asyncio.set_event_loop(asyncio.new_event_loop())
