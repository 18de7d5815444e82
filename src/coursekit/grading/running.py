"""One submission in hand: its checker, the workers that the checker was given, and what there is to clear up."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from dataclasses import dataclass, field

from coursekit.grading.memory import holds_more_than, pid_of
from coursekit.grading.protocol import Channel
from coursekit.grading.submission import Submission


@dataclass
class Running:
    """A submission being graded. ``second`` gives way to others on the processor."""

    submission: Submission
    channel: Channel
    handle: int  # of the checker's process
    directories: list[str]
    deadline: float  # of ``time.monotonic``
    second: bool = False
    workers: list[int] = field(default_factory=list)  # handles of their processes

    def __post_init__(self) -> None:
        if self.second:
            _give_way(self.handle)

    def adopt(self, worker: int) -> None:
        """Take a worker's handle, to end it with the submission."""
        self.workers.append(worker)
        if self.second:
            _give_way(worker)

    def kill_larger_than(self, limit: int) -> None:
        """End a worker that holds more than ``limit`` bytes with all that it started; its checker tells why."""
        for handle in self.workers:
            if holds_more_than(pid_of(handle), limit):
                _kill(handle)

    def end(self) -> None:
        """Kill what is left and clear up after it."""
        self.channel.close()
        for handle in [self.handle, *self.workers]:
            _kill(handle)
            os.close(handle)
        for directory in self.directories:
            shutil.rmtree(directory, ignore_errors=True)


def _kill(handle: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        signal.pidfd_send_signal(handle, signal.SIGKILL)


def _give_way(handle: int) -> None:
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid_of(handle), 19)
