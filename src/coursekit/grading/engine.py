"""The engine: keeps two preloaded processes warm and grades submissions with them, several at a time."""

from __future__ import annotations

import contextlib
import selectors
import shutil
import socket
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from types import TracebackType

from coursekit.errors import CourseKitError
from coursekit.grading.parent import Parent
from coursekit.grading.preload import Preload, imports_of, setup_of
from coursekit.grading.protocol import Channel, Message, PeerGone, ProtocolError
from coursekit.grading.running import Running
from coursekit.grading.submission import Isolation, Limits, Outcome, Submission
from coursekit.grading.unit import MAX_MESSAGE, pack, unpack_outcome
from coursekit.grading.values import Encoder
from coursekit.grading.walls import Confinement
from coursekit.messages import text

LOOK = 0.5  # seconds between looks at memory
MARGIN = 128 << 20  # bytes above the limit before a worker is ended
REFERENCE = "\x00reference"  # who hands in the instructor's own answers
GRACE = 60.0  # a checker ends by itself in time; this is for one that does not


class Engine:
    """Grades submissions, ``workers`` at a time. Use it as a context manager.

    ``checks="outside"`` refuses tests that need the trainee's own process. ``preload`` names modules to import
    once; without it they are told from the first submission's source.
    Raises CourseKitError on entry when this machine cannot give the walls that ``isolation`` asks for.
    """

    def __init__(
        self, workers: int = 2, isolation: Isolation = "full", limits: Limits | None = None, checks: str = "auto",
        preload: Preload | None = None,
    ) -> None:  # fmt: skip
        self.workers, self.isolation, self.checks = workers, isolation, checks
        self.limits = limits or Limits()
        self._preload = preload
        self._parents: Sequence[Parent] = ()
        self._started, self._folder = False, ""
        # By role, modules that the instructor's answers turned out to need.
        self._met: dict[str, list[str]] = {}
        self._inside: dict[
            bytes, frozenset[str]
        ] = {}  # by source, tests that the instructor's answers pass only inside
        self._put_off: set[bytes] = set()  # sources whose own answers are still to be graded
        self._running: dict[Channel, Running] = {}
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Engine:
        self._folder = tempfile.mkdtemp(prefix="coursekit-engine-")
        self._parents = tuple(Parent(role, self.isolation, self._folder) for role in ("worker", "checker"))
        try:
            for parent in self._parents:
                parent.check()
        except CourseKitError:
            self.close()
            raise
        if self._preload is not None:
            self._start(b"")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything that the engine started; does nothing the second time."""
        for running in list(self._running.values()):
            self._end(running)
        for parent in self._parents:
            parent.hang_up()
        for parent in self._parents:
            parent.close()
        self._parents = ()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def alive(self) -> bool:
        """Whether the preloaded processes are up."""
        return bool(self._parents) and all(parent.process.poll() is None for parent in self._parents)

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Outcome]:
        """Outcomes in the order in which they are ready; reads on in ``submissions`` only as workers come free."""
        waiting = iter(submissions)
        more = True
        done: list[Outcome] = []
        try:
            while more or self._running:
                while more and len(self._running) < self.workers:
                    submission = next(waiting, None)
                    if submission is None:
                        more = False
                        break
                    if submission.source not in self._inside or submission.source in self._put_off:
                        while self._running:
                            done += self._wait()
                        yield from done
                        done = [self._meet(submission)]
                        continue
                    while not (begun := self._begin(submission)) and self._running:
                        done += self._wait()  # those in hand end first
                    if not begun:
                        done.append(self._failed(submission, "its parent process has ended"))
                yield from done  # only now: the next are under way while the caller keeps these
                done = self._wait()
            yield from done
        finally:  # also when the caller stops early
            for running in list(self._running.values()):
                self._end(running)

    def _meet(self, submission: Submission) -> Outcome:
        """The first submission of an exercise, beside which the instructor's own answers are graded once.

        A test that those pass only inside is run inside for everybody, this submission included. With one worker
        somebody waits: the instructor's answers give way, and are put off while submissions have all their points.
        """
        first, alone = submission.source not in self._inside, self.workers == 1
        due = self.checks == "auto" and bool(submission.reference)
        reference = replace(submission, submitted=submission.reference, student=REFERENCE)
        if first:
            self._inside[submission.source] = frozenset()
            self._rehearse(submission)
            if due:
                self._begin(reference, "calibrate", second=alone)
        outcomes = self._finish(submission, alone=alone)
        own = outcomes[submission.student]
        if alone and due and own.has_all_points and REFERENCE not in outcomes:
            self._put_off.add(submission.source)
            return own
        self._put_off.discard(submission.source)
        if due and not first:
            outcomes |= self._finish(reference, "calibrate")
        if due:
            scores = outcomes[REFERENCE].scores if REFERENCE in outcomes else ()
            inside = frozenset(score.grade_id for score in scores if score.where == "inside")
            self._inside[submission.source] = inside
            with contextlib.suppress(ProtocolError):
                for parent in self._parents:
                    parent.learn(self._met.get(parent.role, []))
            if any(score.grade_id in inside and score.where != "inside" for score in own.scores):
                own = self._finish(submission)[submission.student]
        return own

    def _finish(self, submission: Submission, checks: str = "", alone: bool = False) -> dict[str, Outcome]:
        """Grade ``submission`` and wait until nothing is in hand; outcomes by student.

        ``alone``: once it has all its points, what else is in hand is given up.
        """
        outcomes: dict[str, Outcome] = {}
        while not (begun := self._begin(submission, checks)) and self._running:
            outcomes |= {outcome.student: outcome for outcome in self._wait()}
        if not begun:
            outcomes[submission.student] = self._failed(submission, "its parent process has ended")
        while self._running:
            outcomes |= {outcome.student: outcome for outcome in self._wait()}
            if alone and submission.student in outcomes and outcomes[submission.student].has_all_points:
                for running in list(self._running.values()):
                    self._end(running)
        return outcomes

    def _rehearse(self, submission: Submission) -> None:
        if not self._started:
            self._start(submission.source)
        with contextlib.suppress(ProtocolError):  # a parent that has ended is started anew when it is to fork
            for parent in self._parents:
                if setup := setup_of(submission.source, parent.role):
                    parent.rehearse(setup)
            self._parents[1].study(submission.source, submission.reference)

    def _start(self, source: bytes) -> None:
        for parent in self._parents:
            known = self._preload.of(parent.role) if self._preload is not None else None
            parent.preload(imports_of(source, parent.role) if known is None else known)
        self._started = True

    def _begin(self, submission: Submission, checks: str = "", second: bool = False) -> bool:
        """Start on a submission; a parent process that has ended (killed for its memory, say) is started anew.

        ``second`` gives way to others on the processor.
        """
        if not self._started:
            self._start(submission.source)
        try:
            if not self.alive:
                raise PeerGone
            sock, handle = self._parents[1].fork({})
        except (ProtocolError, OSError):
            if self._running:
                return False
            self._renew(submission)
            try:
                sock, handle = self._parents[1].fork({})
            except (ProtocolError, OSError):
                return False
        directory = tempfile.mkdtemp(prefix="checker-", dir=self._folder)
        channel = Channel(sock, MAX_MESSAGE)
        deadline = time.monotonic() + self.limits.wall_seconds + GRACE
        running = Running(submission, channel, handle, [directory], deadline, second)
        self._running[channel] = running
        self._selector.register(channel, selectors.EVENT_READ)
        encoder = Encoder()
        order = {
            "limits": encoder.encode(asdict(self.limits)),
            "isolation": self.isolation,
            "checks": checks or self.checks,
            "inside": sorted(self._inside.get(submission.source, ())),
            "directory": directory,
        }
        with contextlib.suppress(ProtocolError):  # a checker that is gone is noticed when its answer is read
            channel.send(Message(order))
            channel.send(pack(submission))
        return True

    def _renew(self, submission: Submission) -> None:
        self.close()
        self._started = False
        self.__enter__()
        if not self._started:
            self._start(submission.source)

    def _wait(self) -> list[Outcome]:
        outcomes: list[Outcome] = []
        left = min((r.deadline for r in self._running.values()), default=0) - time.monotonic()
        ready = self._selector.select(min(max(left, 0), LOOK)) if self._running else []
        if not ready:
            for running in self._running.values():
                running.kill_larger_than(self.limits.memory + MARGIN)
        for key, _ in ready:
            running = self._running[key.fileobj]  # type: ignore[index]  # channels are what was registered
            try:
                message = running.channel.receive(running.deadline)
                if "met" in message.header:
                    self._met = {
                        str(role): list(map(str, met)) for role, met in message.header["met"].items()
                    }
                    continue
                if "need" in message.header:
                    self._give_worker(running, message.header["copies"])
                    continue
                outcome = self._outcome(running, message)
            except ProtocolError as error:
                outcome = self._failed(running.submission, str(error))
            self._end(running)
            outcomes.append(outcome)
        now = time.monotonic()
        for running in [r for r in self._running.values() if r.deadline <= now]:
            self._end(running)
            reason = text("engine.wall_time", running.submission.language, seconds=self.limits.wall_seconds)
            outcomes.append(replace(_blank(running.submission, self.isolation), reason=reason))
        return outcomes

    def _outcome(self, running: Running, message: Message) -> Outcome:
        if "fault" in message.header:
            return self._failed(running.submission, str(message.header["fault"]))
        return unpack_outcome(message)

    def _failed(self, submission: Submission, problem: str) -> Outcome:
        reason = text("engine.engine_fault", submission.language, problem=problem)
        return replace(_blank(submission, self.isolation), reason=reason)

    def _give_worker(self, running: Running, copies: int) -> None:
        limits = self.limits
        directory = ""
        if self.isolation != "full":
            directory = tempfile.mkdtemp(prefix="worker-", dir=self._folder)
            running.directories.append(directory)
        confinement = Confinement(
            self.isolation, limits.memory, limits.processes + copies, limits.file_size, limits.scratch, limits.wall_seconds,
            directory,
        )  # fmt: skip
        header = {"confinement": asdict(confinement), "own_processes": self.isolation == "full"}
        sock, handle = self._parents[0].fork(header)
        with sock:
            socket.send_fds(running.channel.sock, [b"+"], [sock.fileno(), handle])
        running.adopt(handle)

    def _end(self, running: Running) -> None:
        self._selector.unregister(running.channel)
        del self._running[running.channel]
        running.end()


def _blank(submission: Submission, isolation: Isolation) -> Outcome:
    return Outcome(submission.student, submission.assignment, submission.notebook, isolation=isolation)
