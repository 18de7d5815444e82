"""A process that imports the libraries once and forks a child for each submission.

It is started fresh (never forked from a kernel or a program with threads) and takes requests on the
socket whose number it is given. It runs no trainee's code itself. One serves workers, one checkers, so that a
checker never shares memory with what trainees' processes started from.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import shutil
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from typing import Any

from coursekit.grading import kernel, walls
from coursekit.grading.memory import family
from coursekit.grading.protocol import Channel, Message, PeerGone
from coursekit.grading.walls import Confinement

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS",
                                     "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS", "POLARS_MAX_THREADS")}  # fmt: skip


def preload(modules: list[str], extra: list[str]) -> None:
    """Import what submissions will want; what is not installed is theirs to find out."""
    gc.disable()  # imports make little garbage and much to look through: 6 % of their time
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in [*extra, *modules]:
            try:
                importlib.import_module(name)
            except (Exception, SystemExit):  # any failure to import is the submission's to see
                continue
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.default_rng()


class Zygote:
    """The process that forks; ``role`` is ``worker`` or ``checker``."""

    def __init__(self, role: str, channel: Channel, folder: str) -> None:
        self.role, self.channel, self._folder = role, channel, folder
        self._shell: Any = None

    def serve(self) -> None:
        """Preload when told to, fork a child for each request, until the engine closes its end."""
        while True:
            _reap()
            try:
                message = self.channel.receive()
            except PeerGone:
                self._clear_up()
                return
            if message.header["op"] == "preload":
                self._preload([str(name) for name in message.header["modules"]])
            elif message.header["op"] == "rehearse":
                self._rehearse([str(cell) for cell in message.header["cells"]])
            elif message.header["op"] == "study":
                from coursekit.grading import unit

                unit.study(*message.buffers)
                self._settle()
            elif message.header["op"] == "learn":
                preload([str(name) for name in message.header["modules"]], [])
                self._settle()
            else:
                self._fork(message)

    def _clear_up(self) -> None:
        """The engine has ended, perhaps killed: nothing that it started stays."""
        for pid in family(os.getpid())[1:]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if self.role == "checker":
            shutil.rmtree(self._folder, ignore_errors=True)

    def _preload(self, modules: list[str]) -> None:
        figures = any(name.split(".")[0] in ("matplotlib", "seaborn") for name in modules)
        preload(modules, ["matplotlib_inline.backend_inline"] if figures and self.role == "worker" else [])
        from coursekit.grading.shell import create_shell

        if self.role == "checker":
            from coursekit.grading.namespace import Namespace

            self._shell = create_shell(Namespace(), figures=False, traces=False)
        else:
            self._shell = create_shell({}, figures=figures)
        from coursekit.grading.warmth import warm

        warm(self.role, self._shell)
        self._settle()

    def _rehearse(self, cells: list[str]) -> None:
        from coursekit.grading.warmth import rehearse

        rehearse(cells)
        self._settle()

    def _settle(self) -> None:
        """Keep what is loaded apart from what children will collect, and say that we are ready."""
        gc.enable()
        gc.set_threshold(10_000, 20, 20)  # children are short-lived: Python's own 700 costs them 4 %
        gc.freeze()
        walls.note_address_space()
        self.channel.send(Message({"ready": True}))

    def _fork(self, message: Message) -> None:
        _, descriptors, _, _ = socket.recv_fds(self.channel.sock, 1, 1)
        pid = _fork(own_processes=message.header.get("own_processes") is True)
        if pid == 0:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self.channel.close()
            self._child(message, socket.socket(fileno=descriptors[0]))
        os.close(descriptors[0])
        handle = os.pidfd_open(pid)
        socket.send_fds(self.channel.sock, [b"+"], [handle])
        os.close(handle)

    def _child(self, message: Message, sock: socket.socket) -> None:
        if self.role == "worker":
            from coursekit.grading import worker

            worker.main(self._shell, sock, Confinement(**message.header["confinement"]))
        from coursekit.grading import unit

        unit.main(self._shell, sock)


def inner_wall_problem() -> str:
    """Why a child of this process cannot wall itself in; empty if it can."""
    return _wall_probe()()


def _wall_probe() -> Callable[[], str]:
    """Let a child try; the function that is returned waits for it and says why it cannot."""
    reader, writer = os.pipe()
    try:
        pid = _fork(own_processes=True)
    except OSError as error:
        problem = str(error)
        return lambda: problem
    if pid == 0:
        try:
            walls.confine(Confinement())
        except Exception as error:
            os.write(writer, str(error).encode()[:500])
        os._exit(0)
    os.close(writer)

    def outcome() -> str:
        with open(reader, "rb") as said:
            problem = said.read().decode("utf-8", "replace")
        os.waitpid(pid, 0)
        return problem

    return outcome


def _fork(own_processes: bool) -> int:
    """Fork; with ``own_processes`` the child is the first process of a namespace, so that all of it ends with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 counts threads of C libraries
        if not own_processes:
            return os.fork()
        here = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        try:
            kernel.unshare(kernel.NEWPID)
            pid = os.fork()
            if pid:
                kernel.enter_namespace(here, kernel.NEWPID)
            return pid
        finally:
            os.close(here)


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return


def main() -> None:
    """``python -m coursekit.grading.zygote ROLE ISOLATION DESCRIPTOR FOLDER``: check the walls, say so, serve."""
    role, isolation, channel = sys.argv[1], sys.argv[2], Channel(socket.socket(fileno=int(sys.argv[3])))
    os.environ.update(ONE_THREAD)
    os.environ["MPLBACKEND"] = "agg" if role == "checker" else "module://matplotlib_inline.backend_inline"
    shared = ["IPython.core.interactiveshell", "IPython.core.magics"]
    if role == "checker":
        channel.send(Message({"problem": ""}))
        preload([], [*shared, "coursekit.grading.unit", "nbformat"])
    else:
        walls.settle()
        walls.note_address_space()
        problem = _wall_probe() if isolation == "full" else str
        preload([], [*shared, "coursekit.grading.worker"])
        channel.send(Message({"problem": problem()}))  # the child has tried meanwhile
    Zygote(role, channel, sys.argv[4]).serve()
    os._exit(0)  # taking all libraries down in order would take 0.1 s


if __name__ == "__main__":
    main()
