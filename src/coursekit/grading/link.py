"""The checker's hold on one worker: run cells, make copies, interrupt, kill."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from typing import Any

from coursekit.grading.decoding import Decoder
from coursekit.grading.protocol import Channel, Message, PeerTimeout, ProtocolError
from coursekit.grading.remote import Remote
from coursekit.grading.submission import Limits, Submission
from coursekit.grading.values import Encoder

GRACE = 2.0  # seconds between asking a cell to stop and killing its process
START = 60.0


class CellTimeout(Exception):
    """A cell ran out of time; ``stopped`` tells whether it stopped when asked."""

    def __init__(self, stopped: bool, reply: Message | None = None) -> None:
        super().__init__("a cell ran out of time")
        self.stopped, self.reply = stopped, reply


class Link:
    """One worker process, told apart from its number by a handle that cannot go stale."""

    def __init__(self, sock: socket.socket, handle: int, limits: Limits) -> None:
        self.channel, self.handle, self.limits = (
            Channel(sock, limits.value + limits.output * 2),
            handle,
            limits,
        )
        self.alive = True

    def start(self, submission: Submission) -> str:
        """Hand over the trainee's environment and data files; returns the walls that the worker built."""
        encoder = Encoder()
        header = {
            "op": "start",
            "environment": dict(submission.environment),
            "files": encoder.encode(dict(submission.files)),
            "output": self.limits.output,
        }
        deadline = time.monotonic() + START
        self.channel.send(Message(header, encoder.buffers), deadline)
        reply = self.channel.receive(deadline)
        if reply.header.get("ready") is not True:
            raise ProtocolError(str(reply.header.get("error"))[:500])
        return str(reply.header.get("walls"))

    def begin(self, source: str) -> None:
        """Let the worker run a cell; :meth:`finish` waits for it."""
        self.channel.send(
            Message({"op": "run", "source": source}), time.monotonic() + self.limits.cell_seconds
        )

    def finish(self, seconds: float) -> Message:
        """What the cell showed. Raises CellTimeout, PeerGone or ProtocolError."""
        try:
            return self.channel.receive(time.monotonic() + seconds)
        except PeerTimeout:
            pass
        self._signal(signal.SIGINT)
        try:
            reply = self.channel.receive(time.monotonic() + GRACE)
        except PeerTimeout:
            self.kill()
            raise CellTimeout(stopped=False) from None
        raise CellTimeout(stopped=True, reply=reply)

    def copy(self, permitted: frozenset[str]) -> Remote:
        """A copy of the worker as it is now, to answer one group of tests."""
        mine, theirs = socket.socketpair()
        deadline = time.monotonic() + 10.0
        with theirs:
            self.channel.send(Message({"op": "copy"}), deadline)
            socket.send_fds(self.channel.sock, [b"+"], [theirs.fileno()])
            self.channel.receive(deadline)
        return Remote(Channel(mine, self.limits.value), permitted)

    def files(self) -> dict[str, bytes]:
        """Data files that the trainee's cells wrote, by relative path."""
        deadline = time.monotonic() + 10.0
        self.channel.send(Message({"op": "files"}), deadline)
        reply = self.channel.receive(deadline)
        found: dict[str, bytes] = Decoder(reply.buffers).decode(reply.header.get("files"))
        good = isinstance(found, dict) and len(found) <= 50
        if not good or not all(isinstance(n, str) and isinstance(c, bytes) for n, c in found.items()):
            raise ProtocolError("these are no files")
        return found

    def modules(self) -> list[str]:
        """Modules that the cells imported, as the worker says: ask only one that ran the instructor's own."""
        deadline = time.monotonic() + 10.0
        self.channel.send(Message({"op": "modules"}), deadline)
        found = self.channel.receive(deadline).header.get("modules")
        return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []

    def kill(self, patience: float = 0.0) -> None:
        """End the worker and everything that it started; wait until all of it is gone, up to ``patience`` seconds."""
        if self.alive:
            self.alive = False
            self._signal(signal.SIGKILL)
            self.channel.close()
            select.select([self.handle], [], [], patience)
            os.close(self.handle)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, number)


def outputs_of(reply: Message) -> tuple[Any, int | None]:
    """Outputs and execution count of a cell, as the worker claims them."""
    count = reply.header.get("count")
    return reply.header.get("outputs"), count if type(count) is int and 0 <= count < 100_000 else None
