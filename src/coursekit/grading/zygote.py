"""A process that imports the libraries once and forks a child for each submission.

It is started fresh (never forked from a kernel or a program with threads) and takes requests on the
socket whose number it is given. It runs no trainee's code itself. One serves workers, one checkers, so that a
checker never shares memory with what trainees' processes started from.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import sys
import warnings
from dataclasses import asdict
from typing import Any

from coursekit.grading.protocol import Channel, Message, PeerGone
from coursekit.grading.walls import Confinement

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS",
                                     "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS", "POLARS_MAX_THREADS")}  # fmt: skip


def preload(modules: list[str], extra: list[str]) -> None:
    """Import what submissions will want; what is not installed is theirs to find out."""
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # jsonschema's optional grammar: 1.5 s to import
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in [*extra, *modules]:
            try:
                importlib.import_module(name)
            except Exception:  # any failure to import is the submission's to see
                continue
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.default_rng()


def serve(role: str, channel: Channel, shell: Any) -> None:
    """Fork a child for each request until the engine closes its end."""
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(-1)
    while True:
        _reap()
        try:
            message = channel.receive()
        except PeerGone:
            return
        _, descriptors, _, _ = socket.recv_fds(channel.sock, 1, 8)
        pid = _fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            channel.close()
            _child(role, shell, message, descriptors)
        handle = os.pidfd_open(pid)
        for descriptor in descriptors:
            os.close(descriptor)
        socket.send_fds(channel.sock, [b"+"], [handle])
        os.close(handle)


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 counts threads of C libraries
        return os.fork()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return


def _child(role: str, shell: Any, message: Message, descriptors: list[int]) -> None:
    sockets = [socket.socket(fileno=descriptors[0])]
    if role == "worker":
        from coursekit.grading import worker

        worker.main(shell, sockets[0], Confinement(**message.header["confinement"]))
    from coursekit.grading import unit

    unit.main(shell, sockets[0])


def main() -> None:
    """``python -m coursekit.grading.zygote ROLE DESCRIPTOR``: preload, say so, serve."""
    role, channel = sys.argv[1], Channel(socket.socket(fileno=int(sys.argv[2])))
    wanted = channel.receive().header
    os.environ.update(ONE_THREAD)
    os.environ["MPLBACKEND"] = "agg" if role == "checker" else "module://matplotlib_inline.backend_inline"
    modules = [str(name) for name in wanted["modules"]]
    figures = any(name.split(".")[0] in ("matplotlib", "seaborn") for name in modules)
    if role == "worker":
        extra = ["coursekit.grading.worker", *(["matplotlib_inline.backend_inline"] if figures else [])]
    else:
        extra = ["coursekit.grading.unit", "nbformat"]
    preload(modules, ["IPython.core.interactiveshell", "IPython.core.magics", *extra])
    from coursekit.grading.shell import create_shell

    if role == "checker":
        from coursekit.grading.namespace import Namespace

        shell = create_shell(Namespace(), figures=False)
    else:
        shell = create_shell({}, figures=figures)
    gc.collect()
    gc.freeze()
    channel.send(Message({"ready": True, "confinement": sorted(asdict(Confinement()))}))
    serve(role, channel, shell)


if __name__ == "__main__":
    main()
