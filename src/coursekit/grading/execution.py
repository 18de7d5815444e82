"""Running the trainee's notebook in a worker, from top to bottom, before any test is asked anything.

Before each group of tests the worker forks a copy of itself that waits. Only when all cells have run and all
that they showed has been collected do the tests talk to the copies: so each test sees the state after the
cells above it, and nothing that a trainee's cell shows can hold what a test sent.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from coursekit.grading.cells import role
from coursekit.grading.link import CellTimeout, Link, outputs_of
from coursekit.grading.marks import grade_id
from coursekit.grading.outputs import clean, error_node, nodes
from coursekit.grading.protocol import PeerGone, ProtocolError
from coursekit.grading.remote import Remote, WorkStopped
from coursekit.grading.submission import Limits
from coursekit.messages import text

PATIENCE = 10.0  # seconds that a stopped worker's processes may take to end
MAX_RESTARTS = 6  # of a submission: cells that end their process, and tests that end a copy
SHARE_OF_WALL = 0.75  # of the submission's time is for its cells, the rest for its tests
Connect = Callable[[int], Link]


class Stopped(Exception):
    """The worker is gone; ``at`` is the cell that was running, if any."""

    def __init__(self, at: int | None) -> None:
        super().__init__("the worker is gone")
        self.at = at


@dataclass
class Execution:
    """One notebook being run; ``cells`` get their outputs, ``incidents`` what was stopped; see :mod:`groups`."""

    cells: list[Any]
    connect: Connect
    limits: Limits
    language: str
    copy_points: dict[int, int]
    permitted: frozenset[str] = frozenset()
    incidents: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._link: Link | None = None
        self._copies: dict[int, Remote] = {}
        self._files: dict[int, dict[str, bytes]] = {}
        self._left_out: set[int] = set()
        self._restarts = 0
        self._overran = False  # a cell of this attempt was stopped; the next attempt leaves it out
        self._probing = False  # a copy failed: look for the cell after which none can be made
        self._end = time.monotonic() + self.limits.wall_seconds
        self._meanwhile: Callable[[], None] | None = None

    def run(self, meanwhile: Callable[[], None]) -> None:
        """Run all cells; ``meanwhile`` is called once while the worker runs the first."""
        self._meanwhile = meanwhile
        while not self._attempt(until=len(self.cells)):
            if self._restarts >= MAX_RESTARTS:
                self.incidents.append(text("engine.worker_lost", self.language))
                break
            self._restarts += 1
        if self._meanwhile is not None:
            meanwhile()

    @property
    def seconds_left(self) -> float:
        """Of the submission's wall clock."""
        return self._end - time.monotonic()

    def remote(self, at: int) -> Remote:
        """The copy that answers the test at ``at``, made anew if an earlier test ended it. Raises WorkStopped."""
        group = self.copy_points.get(at, at)
        held = self._copies.get(group)
        if held is None or held.lost:
            if self._restarts >= MAX_RESTARTS or self.seconds_left <= 0:
                raise WorkStopped("none")
            self._restarts += 1
            if not self._attempt(until=group, only=group):
                raise WorkStopped("none")
            held = self._copies[group]
        return held

    def files(self, at: int) -> dict[str, bytes]:
        """Data files that the cells above the test at ``at`` had written."""
        return self._files.get(self.copy_points.get(at, at), {})

    def last_copy(self) -> Remote:
        """A copy of the worker after all cells. Raises WorkStopped."""
        try:
            if self._link is None or not self._link.alive:
                raise PeerGone
            return self._link.copy(frozenset())
        except ProtocolError:
            raise WorkStopped("none") from None

    def modules(self) -> list[str]:
        """What the cells imported, as the worker says: ask only after the instructor's own cells."""
        with suppress(ProtocolError):
            if self._link is not None and self._link.alive:
                return self._link.modules()
        return []

    def close(self, patience: float = 0.0) -> None:
        """End the worker and its copies; ``patience`` is how long to wait for the last of its processes."""
        if self._link is not None:
            self._link.kill(patience)

    def _attempt(self, until: int, only: int | None = None) -> bool:
        """Run the cells up to ``until`` in a new worker; ``only`` names the one group that needs a copy."""
        self.close(PATIENCE)  # thousands of processes die slowly, and count against the next worker
        self._overran = False
        try:
            self._link = self.connect(len(set(self.copy_points.values())))
            points = set(self.copy_points.values()) if only is None else {only}
            for at in range(until + 1):
                if at in points:
                    self._make_copy(at)
                if at == until:
                    break
                if role(self.cells[at]) not in ("text", "test") and at not in self._left_out:
                    self._run(at, shown=only is None)
                    if self._probing and not self._overran:
                        self._probe(at)
        except Stopped:
            return False
        except ProtocolError:
            if self._link is None or not self._link.alive:
                raise  # the worker did not even start: the machine's fault, not the trainee's
            return False
        return True

    def _make_copy(self, at: int) -> None:
        assert self._link is not None
        try:
            self._copies[at] = self._link.copy(self.permitted)
            self._files[at] = self._link.files()
        except ProtocolError:
            self._blame(at)

    def _blame(self, at: int) -> NoReturn:
        """A copy failed, and any cell above may be why: the next attempt tries one after each of them."""
        if self._overran:
            raise Stopped(None)
        if not self._probing:
            self._probing = True
            raise Stopped(None)
        running = [
            i for i in range(at) if role(self.cells[i]) not in ("text", "test") and i not in self._left_out
        ]
        self._lost(running[-1] if running else None, "cell_nonsense")

    def _probe(self, at: int) -> None:
        """Whether copies can still be made after the cell ``at``: one that fills the process table prevents them."""
        assert self._link is not None
        try:
            self._link.copy(frozenset()).end()
            self._link.files()
        except ProtocolError:
            self._lost(at, "cell_nonsense")

    def _run(self, at: int, shown: bool) -> None:
        link, cell = self._link, self.cells[at]
        assert link is not None
        seconds = min(
            self.limits.cell_seconds, self.seconds_left - (1 - SHARE_OF_WALL) * self.limits.wall_seconds
        )
        if seconds <= 0:
            if at not in self._left_out:
                self.incidents.append(
                    text("engine.wall_time", self.language, seconds=self.limits.wall_seconds)
                )
            self._left_out |= set(range(at, len(self.cells)))
            return
        try:
            link.begin(cell.source)
            self._use_the_wait()
            reply = link.finish(seconds)
        except CellTimeout as error:
            self._note("cell_timeout", at, seconds=seconds)
            self._left_out.add(at)  # of a further attempt; in this one it has run as far as it came
            self._overran = True
            if not error.stopped or error.reply is None:
                cell.outputs = [error_node("CellTimeoutError")]
                raise Stopped(at) from None
            reply = error.reply
        except PeerGone:
            self._lost(at, "cell_ended")
        except ProtocolError:
            self._lost(at, "cell_nonsense")
        if shown:
            outputs, cell.execution_count = outputs_of(reply)
            cell.outputs = nodes(clean(outputs))

    def _use_the_wait(self) -> None:
        if self._meanwhile is not None:
            meanwhile, self._meanwhile = self._meanwhile, None
            meanwhile()

    def _lost(self, at: int | None, key: str) -> NoReturn:
        if at is not None:
            self._note(key, at, memory=self.limits.memory >> 20)
            self.cells[at].outputs = [error_node("DeadKernelError")]
            self._left_out.add(at)
        raise Stopped(at)

    def _note(self, key: str, at: int, **facts: object) -> None:
        told = self._told(key, at, **facts)
        if told not in self.incidents:
            self.incidents.append(told)

    def _told(self, key: str, at: int, **facts: object) -> str:
        name = grade_id(self.cells[at]) or self.cells[at].get("id") or at + 1
        return text(f"engine.{key}", self.language, cell=name, **facts)
