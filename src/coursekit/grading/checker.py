"""The trusted side: drives the worker through the notebook and runs the instructor's cells and tests itself.

Checker and worker advance in step. Before a test runs, the worker has run every cell above it; the checker has
run the instructor's locked cells among them on its own data.
"""

from __future__ import annotations

import ast
import contextlib
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from coursekit.grading import marks
from coursekit.grading.cells import is_graded, partial_credit, role
from coursekit.grading.crossing import crosses
from coursekit.grading.link import CellTimeout, Link, outputs_of
from coursekit.grading.names import Names, names
from coursekit.grading.outputs import clean
from coursekit.grading.protocol import PeerGone, ProtocolError
from coursekit.grading.remote import Remote, WorkStopped
from coursekit.grading.shell import run
from coursekit.grading.submission import CellScore, Limits, Where
from coursekit.grading.verdict import explain, explain_line, hidden_lines
from coursekit.messages import text

MAX_RESTARTS = 2
Connect = Callable[[], Link]


class TestTimeout(BaseException):
    """The test in hand ran out of time."""

    __test__ = False


class WorkEnded(Exception):
    """No worker is left to run the trainee's cells."""


@dataclass
class Checker:
    """One submission being graded: ``notebook`` is the grafted one, ``trusted`` the texts of the instructor's cells."""

    shell: Any
    notebook: Any
    trusted: frozenset[str]
    reference: dict[str, Names]
    connect: Connect
    limits: Limits
    language: str
    checks: str = "auto"
    incidents: list[str] = field(default_factory=list)
    scores: dict[int, CellScore] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.link: Link | None = None
        self.remote: Remote | None = None
        self._cells = list(self.notebook.cells)
        self._done: list[int] = []  # cells that the worker has run, in order
        self._left_out: set[int] = set()
        self._restarts = 0
        self._inside: list[int] = []
        self._exposed = False
        self._permitted = frozenset(name for found in self.reference.values() for name in found.methods)
        self.shell.user_ns.fetch = self._fetch

    def grade(self) -> list[CellScore]:
        """Run everything; returns the scores in the notebook's order."""
        self.link = self.connect()
        for at, cell in enumerate(self._cells):
            kind = role(cell)
            if kind == "test":
                self._test(at)
            elif kind != "text":
                self._step(at)
            if is_graded(cell) and at not in self.scores and at not in self._inside:
                self._by_hand(at)
        for at in self._inside:
            self._test_inside(at)
        return [self.scores[at] for at in sorted(self.scores)]

    # Cells of the trainee's and locked cells

    def _step(self, at: int) -> None:
        """Run a cell that is no test: in the worker, and if it is the instructor's here as well."""
        source = self._cells[at].source
        self._forget_remote()
        ours = source in self.trusted and role(self._cells[at]) != "answer"
        started = self._begin(at)
        if ours:
            with contextlib.suppress(WorkStopped):
                self._run_here(source)
        else:
            self._hand_over(at)
        if started:
            self._finish(at)

    def _begin(self, at: int) -> bool:
        if self.link is None:
            return False
        try:
            self.link.begin(self._cells[at].source)
        except ProtocolError:
            self._lost(at, "cell_ended")
            return False
        return True

    def _finish(self, at: int) -> None:
        cell = self._cells[at]
        try:
            if self.link is None:
                return
            reply = self.link.finish(self.limits.cell_seconds)
        except CellTimeout as error:
            self._note("cell_timeout", at, seconds=self.limits.cell_seconds)
            if error.stopped and error.reply is not None:
                reply = error.reply
            else:
                cell.outputs = [_error("CellTimeoutError", "")]
                self._left_out.add(at)
                self._restart()
                return
        except PeerGone:
            self._lost(at, "cell_ended")
            return
        except ProtocolError:
            self._lost(at, "cell_nonsense")
            return
        outputs, count, _ = outputs_of(reply)
        cell.outputs, cell.execution_count = _nodes(clean(outputs)), count
        self._done.append(at)

    def _lost(self, at: int, key: str) -> None:
        self._note(key, at, memory=self.limits.memory >> 20)
        self._cells[at].outputs = [_error("DeadKernelError", "")]
        self._left_out.add(at)
        self._restart()

    def _restart(self) -> None:
        """A new worker, with the cells so far run again except those that stopped it."""
        self._forget_remote()
        if self.link is not None:
            self.link.kill()
            self.link = None
        while self._restarts < MAX_RESTARTS:
            self._restarts += 1
            try:
                self.link = self.connect()
                for at in self._done:
                    self.link.begin(self._cells[at].source)
                    self.link.finish(self.limits.cell_seconds)
                return
            except (CellTimeout, ProtocolError):
                if self.link is not None:
                    self.link.kill()
                    self.link = None
        self.incidents.append(text("engine.worker_lost", self.language))

    def _note(self, key: str, at: int, **facts: object) -> None:
        cell = self._cells[at]
        name = marks.grade_id(cell) or cell.get("id") or at + 1
        self.incidents.append(text(f"engine.{key}", self.language, cell=name, **facts))

    def _hand_over(self, at: int) -> None:
        """After an answer: what the instructor's answer binds or changes is the trainee's from here on."""
        grade_id = marks.grade_id(self._cells[at])
        expected = self.reference.get(grade_id)
        space = self.shell.user_ns
        if expected is None:
            return
        for statement in expected.imports:
            with contextlib.suppress(Exception):
                exec(compile(ast.parse(statement), "<answer>", "exec"), space)
        imported = {name for statement in expected.imports for name in names(statement).bound}
        space.hand_over((expected.bound | expected.changed) - imported)

    # Tests

    def _test(self, at: int) -> None:
        cell = self._cells[at]
        reason = crosses(cell.source)
        if reason is not None:
            if self.checks == "outside":
                self._score(at, 0.0, "outside", text("engine.inside_refused", self.language, reason=reason))
            else:
                self._inside.append(at)
            return
        maximum = marks.points(cell)
        self._bring_files(cell.source)
        outputs, value, error = self._run_test(cell.source)
        cell.outputs, cell.execution_count = outputs, self.shell.execution_count - 1
        if error is None:
            shown = [o["data"]["text/plain"] for o in outputs if o["output_type"] == "execute_result"]
            score = partial_credit(shown[0], value, maximum) if shown else maximum
            self._score(at, score, "outside", "")
        else:
            self._score(at, 0.0, "outside", self._explained(error, cell.source))
        self._exposed = self._exposed or bool(hidden_lines(cell.source))

    def _run_test(self, source: str) -> tuple[list[Any], Any, BaseException | None]:
        error: BaseException | None = None
        with self._time_limit():
            try:
                outputs, result = self._run_here(source)
                error = result.error_before_exec or result.error_in_exec
            except (TestTimeout, WorkStopped) as stop:
                outputs, result, error = [], None, stop
        if self.remote is not None and self.remote.lost:
            error = error if isinstance(error, TestTimeout | WorkStopped) else WorkStopped(self.remote.lost)
            self._end_remote()
        elif isinstance(error, TestTimeout):
            self._end_remote()
        nodes = [node for node in _nodes(clean(outputs)) if node.get("name") != "stderr"]
        if error is not None and not any(node["output_type"] == "error" for node in nodes):
            nodes.append(_error(type(error).__name__, ""))
        value = self.shell.last_value[1] if result is not None else None
        return nodes, value, error

    def _run_here(self, source: str) -> tuple[list[dict[str, Any]], Any]:
        outputs, result = run(self.shell, source)
        error = result.error_in_exec
        if isinstance(error, TestTimeout | WorkStopped):
            raise error
        return outputs, result

    @contextlib.contextmanager
    def _time_limit(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            raise TestTimeout

        previous = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, self.limits.cell_seconds, 1.0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)

    def _explained(self, error: BaseException, source: str) -> str:
        if isinstance(error, TestTimeout) or (isinstance(error, WorkStopped) and str(error) == "timeout"):
            return text("engine.test_timeout", self.language, seconds=self.limits.cell_seconds)
        if isinstance(error, WorkStopped):
            key = {"nonsense": "test_nonsense", "none": "not_run"}.get(str(error), "test_stopped")
            reason = self.incidents[-1] if self.incidents else ""
            return text(f"engine.{key}", self.language, **({"reason": reason} if key == "not_run" else {}))
        return explain(error, source, self.language, self._exposed)

    def _test_inside(self, at: int) -> None:
        """A test that needs the trainee's process, in a copy of it that nothing else uses."""
        cell = self._cells[at]
        maximum = marks.points(cell)
        earlier = [c.source for c in self._cells[:at] if role(c) == "test"]
        try:
            if self.link is None:
                raise PeerGone
            remote = self.link.copy(frozenset())
            remote.deadline = time.monotonic() + self.limits.cell_seconds
            reply = remote.inside(earlier, cell.source)
            remote.close()
        except (ProtocolError, WorkStopped):
            self._score(at, 0.0, "inside", text("engine.test_stopped", self.language))
            return
        error, line, value = reply
        if error:
            cell.outputs = [_error(error, "")]
            self._score(at, 0.0, "inside", explain_line(line, cell.source, self.language, error))
        else:
            score = maximum if value is None else partial_credit(value, None, maximum)
            self._score(at, score, "inside", "")

    # The trainee's names

    def _fetch(self, name: str) -> tuple[bool, Any]:
        if self.remote is None or self.remote.lost:
            if self.link is None:
                raise WorkStopped("none")
            try:
                self.remote = self.link.copy(self._permitted)
            except PeerGone:
                raise WorkStopped("ended") from None
            except ProtocolError:
                raise WorkStopped("nonsense") from None
            self.remote.deadline = time.monotonic() + self.limits.cell_seconds
        return self.remote.get(name)

    def _forget_remote(self) -> None:
        """The worker goes on: names are fetched anew; stand-ins that a test kept go on working."""
        self.remote = None
        self.shell.user_ns.refresh()

    def _end_remote(self) -> None:
        remote, self.remote = self.remote, None
        self.shell.user_ns.refresh()
        if remote is not None and self.link is not None:
            try:
                self.link.drop(remote)
            except ProtocolError:
                self._restart()

    def _bring_files(self, source: str) -> None:
        """Lay files that the trainee's cells wrote, and that this test names, into the checker's folder."""
        wanted = sorted(names(source).files)
        if not wanted or self.link is None:
            return
        try:
            found = self.link.files(wanted)
        except ProtocolError:
            return
        for name, content in found.items():
            path = PurePosixPath(name)
            if not path.is_absolute() and ".." not in path.parts and path.name in wanted:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                Path(path).write_bytes(content)

    # Scores

    def _by_hand(self, at: int) -> None:
        """A cell that a person grades; one left as it was released earns nothing without being read."""
        cell = self._cells[at]
        blank = marks.is_grade(cell) and marks.is_solution(cell) and marks.is_untouched(cell)
        self._score(at, 0.0 if blank else None, "manual", "")

    def _score(self, at: int, score: float | None, where: Where, message: str) -> None:
        cell = self._cells[at]
        grade_id = marks.grade_id(cell)
        self.scores[at] = CellScore(grade_id, score, marks.points(cell), where, message)


def _nodes(outputs: list[dict[str, Any]]) -> list[Any]:
    from nbformat import from_dict

    return [from_dict(output) for output in outputs]


def _error(name: str, value: str) -> Any:
    return _nodes(
        [
            {
                "output_type": "error",
                "ename": name,
                "evalue": value,
                "traceback": [f"{name}: {value}".rstrip(": ")],
            }
        ]
    )[0]
