"""The trusted side: runs the instructor's cells and tests on its own data, once the trainee's cells have run.

It goes through the notebook in order. A locked cell runs here as it did in the worker; after an answer, the names
that the instructor's answer binds or changes are the trainee's; a test asks the copy of the worker that stands
where the test stands.
"""

from __future__ import annotations

import ast
import contextlib
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from coursekit.grading import marks
from coursekit.grading.cells import Trusted, is_graded, partial_credit, role
from coursekit.grading.crossing import crosses
from coursekit.grading.execution import Execution
from coursekit.grading.names import WORD, Names, names
from coursekit.grading.outputs import clean, error_node, is_safe, nodes
from coursekit.grading.remote import Remote, WorkStopped
from coursekit.grading.shell import run, unseen
from coursekit.grading.spared import spared
from coursekit.grading.submission import CellScore, Where
from coursekit.grading.verdict import explain, explain_line, hidden_lines, shown_name
from coursekit.messages import text


class TestTimeout(BaseException):
    """The test in hand ran out of time."""

    __test__ = False


@dataclass
class Checker:
    """One submission being graded. ``trusted`` are the instructor's cells that are neither answer nor test.

    ``reference`` tells for each answer what the instructor's own does to names; ``checks="outside"`` refuses
    tests that need the trainee's process. ``inside`` are further tests that do, found by grading the instructor's own
    answers with ``checks="calibrate"``: there, a test that fails outside is tried inside as well.
    """

    shell: Any
    execution: Execution
    trusted: Trusted
    reference: Mapping[str, Names]
    checks: str = "auto"
    inside: frozenset[str] = frozenset()
    not_run: frozenset[str] = frozenset()  # texts of the instructor's cells that only a reader needs
    written: frozenset[str] = frozenset()  # last parts of names of files that the instructor's answers write
    theirs: set[str] = field(
        default_factory=set
    )  # files that were handed in, or were written by the trainee's cells
    scores: dict[int, CellScore] = field(default_factory=dict)
    needed: list[str] = field(
        default_factory=list
    )  # modules that a calibrated run's answers made libraries load

    def __post_init__(self) -> None:
        self._cells, self._language = self.execution.cells, self.execution.language
        self._seconds = self.execution.limits.cell_seconds
        self._at = 0
        self._remote: Remote | None = None
        self._ended: WorkStopped | None = None
        self._exposed = False
        self._begun = 0  # leading cells that have run here while the worker ran them
        tests = [cell.source for cell in self._cells if role(cell) == "test"]
        ours = [
            cell.source
            for at, cell in enumerate(self._cells)
            if self._is_ours(at) and cell.source not in self.not_run
        ]
        self._texts = spared(ours, tests)
        words = {word for source in (*self._texts.values(), *tests) for word in WORD.findall(source)}
        self.shell.user_ns.mentioned = frozenset(
            word for word in words if word.strip("_") and word[:2] != "__"
        )

    def grade(self) -> list[CellScore]:
        """Run everything; returns the scores in the notebook's order."""
        self.execution.run(self._begin)
        self.shell.user_ns.fetch = self._fetch
        inside: list[int] = []
        for at, cell in enumerate(self._cells):
            self._at = at
            kind = role(cell)
            if kind == "test" and self._is_inside(at):
                inside.append(at)
            elif kind == "test":
                self._test(at)
            elif kind != "text" and at >= self._begun:
                self._follow(at)
            if is_graded(cell) and kind != "test":
                self._by_hand(at)
        for at in inside:
            self._test_inside(at)
        for at in [at for at, score in self.scores.items() if self._is_doubtful(score)]:
            outside = self.scores[at]
            self._test_inside(at)
            if (self.scores[at].score or 0) <= (outside.score or 0):
                self.scores[at] = outside
        if self.checks == "calibrate":
            self.needed = self.execution.modules()
        self.execution.close()
        return [self.scores[at] for at in sorted(self.scores)]

    # Cells that are no tests

    def _begin(self) -> None:
        """The instructor's cells before anybody else's: they need nothing of the trainee's."""
        for at, cell in enumerate(self._cells):
            if role(cell) != "text":
                if not self._is_ours(at):
                    return
                self._follow(at)
            self._begun = at + 1

    def _is_ours(self, at: int) -> bool:
        return (
            role(self._cells[at]) in ("locked", "own")
            and (self._cells[at].id, self._cells[at].source) in self.trusted
        )

    def _follow(self, at: int) -> None:
        """Do here what a cell that is no test does to the names."""
        self._remote, self._ended = None, None
        self.shell.user_ns.refresh()
        ours = self._is_ours(at)
        if ours and self._cells[at].source in self.not_run:
            return
        if ours:
            stops = contextlib.suppress(WorkStopped, TestTimeout)
            with stops, self._time_limit(), unseen(self.shell):
                self._run_here(self._texts[self._cells[at].source])
        else:
            self._hand_over(self.reference.get(marks.grade_id(self._cells[at])))

    def _hand_over(self, expected: Names | None) -> None:
        if expected is None:
            return
        space = self.shell.user_ns
        for (
            statement
        ) in expected.imports:  # the instructor's own, so that tests find the modules that they use
            if not names(statement).bound & space.mentioned:
                continue
            with contextlib.suppress(Exception):
                exec(compile(ast.parse(statement), "<answer>", "exec"), space)
        imported = {name for statement in expected.imports for name in names(statement).bound}
        space.hand_over((expected.bound | expected.changed) - imported)

    # Tests

    def _is_doubtful(self, score: CellScore) -> bool:
        missed = score.where == "outside" and score.score is not None and score.score < score.max_score
        return self.checks == "calibrate" and missed

    def _is_inside(self, at: int) -> bool:
        if marks.grade_id(self._cells[at]) in self.inside:
            return True
        reason = crosses(self._cells[at].source)
        if reason is not None and self.checks == "outside":
            self._score(at, 0.0, "outside", text("engine.inside_refused", self._language, reason=reason))
            return False
        return reason is not None

    def _test(self, at: int) -> None:
        cell = self._cells[at]
        if at in self.scores:
            return
        self._lay_files(at)
        outputs, value, error = self._run_test(cell.source)
        cell.execution_count = self.shell.execution_count - 1
        if error is None:
            shown = [o["data"].get("text/plain", "") for o in outputs if o["output_type"] == "execute_result"]
            maximum = marks.points(cell)
            self._score(at, partial_credit(shown[0], value, maximum) if shown else maximum, "outside", "")
        else:
            message = self._explained(error, cell.source)
            # The trace could repeat a hidden input: the notebook holds what the trainee may be told.
            outputs = [node for node in outputs if node["output_type"] != "error"]
            outputs.append(error_node(shown_name(error), message))
            self._score(at, 0.0, "outside", message)
        self._exposed = self._exposed or bool(hidden_lines(cell.source))
        # From here on what a test shows of the trainee's values could repeat a hidden input.
        cell.outputs = [node for node in outputs if is_safe(node)] if self._exposed else outputs

    def _run_test(self, source: str) -> tuple[list[Any], Any, BaseException | None]:
        outputs: list[dict[str, Any]] = []
        value: Any = None
        error: BaseException | None = None
        try:
            with self._time_limit():
                outputs, result = self._run_here(source)
                error, value = result.error_before_exec or result.error_in_exec, result.result
        except (TestTimeout, WorkStopped) as stop:
            error = stop
        ended, self._ended = self._ended, None
        if ended is not None and not isinstance(error, TestTimeout | WorkStopped):
            error = ended  # the test went on without what it had asked for
        if isinstance(error, TestTimeout | WorkStopped):
            self._give_up_copy()
        return [node for node in nodes(clean(outputs)) if node.get("name") != "stderr"], value, error

    def _run_here(self, source: str) -> tuple[list[dict[str, Any]], Any]:
        outputs, result = run(self.shell, source)
        if isinstance(result.error_in_exec, TestTimeout | WorkStopped):
            raise result.error_in_exec
        return outputs, result

    @contextlib.contextmanager
    def _time_limit(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            raise TestTimeout

        previous = signal.signal(signal.SIGALRM, stop)
        seconds = max(min(self._seconds, self.execution.seconds_left), 0.001)
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)

    def _explained(self, error: BaseException, source: str) -> str:
        why = str(error)
        if isinstance(error, TestTimeout) or (isinstance(error, WorkStopped) and why == "timeout"):
            if self.execution.seconds_left <= 0:
                return text("engine.wall_time", self._language, seconds=self.execution.limits.wall_seconds)
            return text("engine.test_timeout", self._language, seconds=self._seconds)
        if isinstance(error, WorkStopped):
            if why == "none":
                reason = self.execution.incidents[-1] if self.execution.incidents else ""
                return text("engine.not_run", self._language, reason=reason)
            return text(
                "engine.test_nonsense" if why == "nonsense" else "engine.test_stopped", self._language
            )
        return explain(error, source, self._language, self._exposed)

    def _test_inside(self, at: int) -> None:
        """A test that needs the trainee's process, in a copy of it that nothing else uses."""
        cell = self._cells[at]
        maximum = marks.points(cell)
        try:
            remote = self.execution.last_copy()
            remote.deadline = time.monotonic() + self._seconds
            error, line, value = remote.inside(self._earlier_tests(at), cell.source)
            remote.close()
        except WorkStopped as stop:
            self._score(at, 0.0, "inside", self._explained(stop, cell.source))
            return
        if error:
            message = explain_line(line, cell.source, self._language, error)
            cell.outputs = [error_node("AssertionError", message)]
            self._score(at, 0.0, "inside", message)
        else:
            self._score(at, maximum if value is None else partial_credit(value, None, maximum), "inside", "")

    def _earlier_tests(self, at: int) -> list[str]:
        """Earlier tests that set names which the test at ``at`` uses; the trainee's process is shown no others."""
        wanted = names(self._cells[at].source)
        needed, chosen = wanted.read - wanted.modules, []
        for cell in reversed(self._cells[:at]):
            does = names(cell.source) if role(cell) == "test" else Names()
            if role(cell) == "test" and (wanted.is_other_language or (does.bound | does.changed) & needed):
                needed |= does.read
                chosen.append(cell.source)
        return chosen[::-1]

    # What is the trainee's

    def _fetch(self, name: str) -> tuple[bool, Any]:
        if self._remote is None or self._remote.lost:
            try:
                self._remote = self.execution.remote(self._at)
            except WorkStopped as stop:
                self._ended = stop
                raise
        self._remote.deadline = time.monotonic() + self._seconds
        self._remote.on_loss = self._note_loss
        return self._remote.get(name)

    def _note_loss(self, stop: WorkStopped) -> None:
        self._ended = stop

    def _give_up_copy(self) -> None:
        """A copy that was interrupted may still be answering an old question: it is asked no more."""
        if self._remote is not None:
            self._remote.end()
        self._remote = None
        self.shell.user_ns.refresh()

    def _lay_files(self, at: int) -> None:
        """Put files that the trainee's cells wrote, and that this test names, into the checker's folder.

        A file of the instructor's, given out or written here, stands unless the instructor's answers write it too.
        """
        wanted = names(self._cells[at].source).files
        for name, content in self.execution.files(at).items() if wanted else ():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or path.name not in wanted:
                continue
            if name in self.theirs or path.name in self.written or not Path(path).exists():
                self.theirs.add(name)
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
        self.scores[at] = CellScore(marks.grade_id(cell), score, marks.points(cell), where, message)
