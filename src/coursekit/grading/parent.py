"""Our end of a preloaded process that forks children; see :mod:`zygote` for its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from coursekit.grading.outer_wall import outer_command, outer_environment, scrubbed_environment
from coursekit.grading.protocol import Channel, Message, PeerGone, ProtocolError
from coursekit.grading.submission import Isolation
from coursekit.grading.walls import no_walls

START_SECONDS = 120.0


class Parent:
    """Our end of a preloaded process that forks children; it removes ``folder`` when we end, however that is."""

    def __init__(self, role: str, isolation: Isolation, folder: str) -> None:
        self.role = role
        mine, theirs = socket.socketpair()
        outer = outer_command() if role == "worker" and isolation == "full" else []
        environment = dict(os.environ)
        if role == "worker":
            environment = outer_environment() if outer else scrubbed_environment()
        program = [
            sys.executable,
            "-P",
            "-m",
            "coursekit.grading.zygote",
            role,
            isolation,
            str(theirs.fileno()),
            folder,
        ]
        with theirs:
            self.process = subprocess.Popen(
                [*outer, *program], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                start_new_session=True, env=environment, cwd="/",
            )  # fmt: skip
        self.channel = Channel(mine)
        self._preloaded = self._ready = False

    def check(self) -> None:
        """Wait until the process is up; raises CourseKitError when it cannot build its walls."""
        try:
            problem = self.channel.receive(time.monotonic() + START_SECONDS).header["problem"]
        except ProtocolError:
            self.process.kill()
            problem = (
                (self.process.stderr.read() if self.process.stderr else b"")
                .decode("utf-8", "replace")
                .strip()
            )
            problem = problem.splitlines()[-1] if problem else "its process ended"
        if problem:
            self.close()
            raise no_walls(str(problem))

    def preload(self, modules: Sequence[str]) -> None:
        """Let the process import ``modules``; returns at once."""
        self.channel.send(Message({"op": "preload", "modules": list(modules)}))
        self._preloaded = True

    def rehearse(self, cells: Sequence[str]) -> None:
        """Let the process run an exercise's set-up once; returns at once."""
        self._wait()
        self.channel.send(Message({"op": "rehearse", "cells": list(cells)}))
        self._ready = False

    def study(self, source: bytes, answered: bytes) -> None:
        """Let a checkers' process read an exercise, once for all its submissions; returns at once."""
        self._wait()
        self.channel.send(Message({"op": "study"}, [source, answered]))
        self._ready = False

    def learn(self, modules: Sequence[str]) -> None:
        """Let the process import what a first run turned out to need; returns at once."""
        self._wait()
        self.channel.send(Message({"op": "learn", "modules": list(modules)}))
        self._ready = False

    def _wait(self) -> None:
        if not self._ready:
            self.channel.receive(time.monotonic() + START_SECONDS)
            self._ready = True

    def fork(self, header: dict[str, object]) -> tuple[socket.socket, int]:
        """A new child: our end of its socket, and a handle on its process."""
        self._wait()
        mine, theirs = socket.socketpair()
        with theirs:
            self.channel.send(Message({"op": "fork"} | header))
            socket.send_fds(self.channel.sock, [b"+"], [theirs.fileno()])
            self.channel.sock.settimeout(START_SECONDS)
            try:
                _, descriptors, _, _ = socket.recv_fds(self.channel.sock, 1, 1)
            except TimeoutError:
                descriptors = []
        if not descriptors:
            mine.close()
            raise PeerGone("the preloaded process has ended")
        return mine, descriptors[0]

    def hang_up(self) -> None:
        """Let the process end; returns at once."""
        self.channel.close()
        if not self._ready:  # it is importing, and would hear of the end late
            self.process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self.hang_up()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(2)
        self.process.kill()
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
