"""The untrusted side: runs the trainee's cells in order and answers for copies of itself.

The checker drives it over one socket: ``start``, ``run``, ``copy``, ``inside``. For each group of tests the worker
forks a copy that answers in its place, so that a test sees the state after the cells above it while the
cells below never see what a test sent.
"""

from __future__ import annotations

import os
import random
import socket
import sys
from pathlib import Path
from typing import Any

from coursekit.data import variants
from coursekit.grading.decoding import Decoder
from coursekit.grading.exports import Exports
from coursekit.grading.protocol import DATA_SUFFIXES, Channel, Message, PeerGone
from coursekit.grading.shell import fresh_event_loop, quiet_descriptors, run
from coursekit.grading.values import Encoder
from coursekit.grading.walls import Confinement, confine, spare_files

MAX_WRITTEN, MAX_FILES = 8 << 20, 50  # of the files that tests may read


class Worker:
    """One trainee's work, in a process of its own."""

    def __init__(self, shell: Any, channel: Channel) -> None:
        self.shell, self.channel = shell, channel
        self._laid: dict[str, bytes] = {}
        self._copying = False
        self._before = frozenset(sys.modules)
        os.register_at_fork(after_in_child=self._stay_silent)

    def _stay_silent(self) -> None:
        """A process that a cell forks and lets run on must not answer in its parent's place."""
        if not self._copying:
            self.channel.close()

    def serve(self) -> None:
        """Answer until the checker is done."""
        while True:
            message = self.channel.receive()
            operation = message.header["op"]
            if operation == "copy":
                with spare_files():
                    self._copy()
            elif operation == "run":
                outputs, _ = run(self.shell, message.header["source"])
                self.channel.send(Message({"outputs": outputs, "count": self.shell.execution_count - 1}))
            elif operation == "modules":
                self.channel.send(
                    Message({"modules": [n for n in list(sys.modules) if n not in self._before]})
                )
            elif operation == "files":
                with spare_files():
                    self.channel.send(self._files())
            else:
                self.channel.send(Message({"error": f"unknown operation {operation!r}"}))

    def start(self, header: dict[str, Any], buffers: list[bytes]) -> None:
        """Take the trainee's environment and data files, seed anew, and be ready to run."""
        os.environ.update(header["environment"])
        variants.start_as(os.environ)
        for name, content in Decoder(buffers).decode(header["files"]).items():
            path = Path(name)
            if path.is_absolute() or ".." in path.parts:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            self._laid[name] = content
        sys.path.insert(0, "")  # as in a kernel: modules beside the notebook
        fresh_event_loop()
        random.seed()
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()
        self.shell.recorder.limit = header["output"]

    def _copy(self) -> None:
        """Fork a copy that answers on the socket that comes with the next byte."""
        _, descriptors, _, _ = socket.recv_fds(self.channel.sock, 1, 1)
        self._copying = True
        pid = os.fork()
        self._copying = False
        if pid:
            os.close(descriptors[0])
            self.channel.send(Message({"copied": True}))
            return
        try:
            self.channel.close()
            self.shell.display_formatter.format = lambda *_, **__: ({}, {})
            self.shell.recorder.limit = 0
            self.channel = Channel(socket.socket(fileno=descriptors[0]))
            answer(self.shell, self.channel)
        finally:
            os._exit(0)

    def _files(self) -> Message:
        """Data files that the trainee's cells wrote, for tests that read them."""
        found: dict[str, bytes] = {}
        room = MAX_WRITTEN
        for path in sorted(Path().rglob("*"))[:1000]:
            plain = path.suffix.lower() in DATA_SUFFIXES and path.is_file() and not path.is_symlink()
            if plain and path.stat().st_size <= room and len(found) < MAX_FILES:
                content = path.read_bytes()
                if self._laid.get(path.as_posix()) != content:
                    found[path.as_posix()] = content
                    room -= len(content)
        encoder = Encoder()
        return Message({"files": encoder.encode(found)}, encoder.buffers)


def answer(shell: Any, channel: Channel) -> None:
    """Answer what tests ask, until the checker closes its end."""

    def call_back(number: int, args: Any, kwargs: Any) -> Any:
        encoder = Encoder(exports.describe)
        channel.send(
            Message(
                {"call": number, "args": encoder.encode(args), "kwargs": encoder.encode(kwargs)},
                encoder.buffers,
            )
        )
        reply = channel.receive()
        if "error" in reply.header:
            raise RuntimeError(str(reply.header["error"]))
        return Decoder(reply.buffers, exports.resolve).decode(reply.header["ok"])

    exports = Exports(shell.user_ns, call_back)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115  # what a test makes the trainee's code print is nobody's
    while True:
        try:
            message = channel.receive()
        except PeerGone:
            return
        if message.header["op"] == "inside":
            channel.send(Message(_inside(shell, message.header)))
        else:
            channel.send(Message(*exports.perform(message.header, message.buffers)))


def _inside(shell: Any, header: dict[str, Any]) -> dict[str, Any]:
    """Run tests that need the trainee's own process; says whether the last one passed, and with what value."""
    shell.recorder.limit = 4 << 20
    del shell.display_formatter.format
    for source in header["before"]:
        run(shell, source)
    outputs, result = run(shell, header["source"])
    error = result.error_before_exec or result.error_in_exec
    line = 0
    trace = error.__traceback__ if error is not None else None
    while trace is not None:
        if (
            "ipykernel" in trace.tb_frame.f_code.co_filename
            or "ipython-input" in trace.tb_frame.f_code.co_filename
        ):
            line = trace.tb_lineno
        trace = trace.tb_next
    values = [o["data"].get("text/plain") for o in outputs if o["output_type"] == "execute_result"]
    kind = type(error).__name__ if error is not None else None
    value = values[0] if values else None
    if value is not None and hasattr(result.result, "dtype") and isinstance(result.result, float):
        value = repr(float(result.result))  # numpy's numbers are shown with their type's name
    return {"error": kind, "line": line, "value": value}


def main(shell: Any, sock: socket.socket, confinement: Confinement) -> None:
    """The child's life: wall itself in, take the start message, serve. Never returns."""
    status = 1
    try:
        quiet_descriptors()
        channel = Channel(sock)
        walls = confine(confinement)
        message = channel.receive()
        worker = Worker(shell, channel)
        worker.start(message.header, message.buffers)
        channel.send(Message({"ready": True, "walls": walls}))
        worker.serve()
        status = 0
    except PeerGone:
        status = 0
    except Exception as error:
        Channel(sock).send(Message({"error": f"{type(error).__name__}: {error}"}))
    finally:
        os._exit(status)
