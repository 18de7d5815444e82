"""An exercise run in this process: fast enough to try thousands of answers against its tests.

No kernel and no walls: for the instructor's own notebooks and for the answers that authors write to
try them, never for other people's work.
"""

from __future__ import annotations

import contextlib
import copy
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any
from unittest import mock

from coursekit.authoring.notebooks import Cell, graded_kind, read
from coursekit.checks import CheckFailed, explain
from coursekit.data import variants
from coursekit.errors import UsageError
from coursekit.messages import current_language, set_language

Names = dict[str, Any]
_DATA = ("builtins", "datetime", "numpy", "pandas")  # modules whose objects an answer might change


@dataclass
class Question:
    """One question: its prompt, answer cell and the test cells that follow, by place in the notebook."""

    name: str
    answer: int
    tests: list[int] = field(default_factory=list)
    points: float = 0.0
    manual: bool = False


@dataclass(frozen=True)
class Verdict:
    """What became of one test cell: ``key`` and ``message`` are empty when it passed."""

    grade_id: str
    points: float
    key: str = ""
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether the cell ran to its end."""
        return not self.message


class Exercise:
    """The notebook of an exercise, split into questions.

    A question's name is its answer cell's id without ``-answer``; its tests are the test cells up to the
    next answer cell.
    """

    def __init__(self, path: Path) -> None:
        notebook = read(path)
        self.path = path
        self.cells: list[Cell] = notebook["cells"]
        self.language: str = notebook["metadata"]["coursekit"]["language"]
        self.questions = {question.name: question for question in _questions(self.cells)}

    @property
    def points(self) -> float:
        """All points, those that a person gives included."""
        return sum(question.points for question in self.questions.values())

    def source(self, place: int) -> str:
        """The text of the cell at ``place``."""
        text: str = self.cells[place]["source"]
        return text

    def run(self, trainee: str) -> Session:
        """A run of the notebook as ``trainee``."""
        return Session(self, trainee)


class Session:
    """One run of an exercise as one trainee: ``names`` at its end, ``stderr``, and the ``verdicts`` of its tests.

    The notebook's own answers run once, top to bottom; another answer is then tried on copies of the names
    that its question started from.
    """

    def __init__(self, exercise: Exercise, trainee: str) -> None:
        self.exercise, self.trainee = exercise, trainee
        self.verdicts: dict[str, list[Verdict]] = {name: [] for name in exercise.questions}
        self.names: Names = {}
        self.stderr = ""
        self._before: dict[str, Names] = {}
        self._run()

    def answered(self, question: str, answer: str) -> list[Verdict]:
        """The verdicts of ``question``'s tests when its answer cell holds ``answer``."""
        asked = self.exercise.questions[question]
        names = _copied(self._before[question])
        with self._as_trainee():
            _attempt(answer, names, f"{question}-answer")
            return [self._test(place, names) for place in asked.tests]

    def score(self) -> float:
        """Points of the test cells that passed."""
        return sum(v.points for verdicts in self.verdicts.values() for v in verdicts if v.passed)

    def _run(self) -> None:
        answers = {question.answer: question for question in self.exercise.questions.values()}
        tests = {place: question for question in answers.values() for place in question.tests}
        self.names = names = {"__name__": "__main__"}
        with self._as_trainee():
            for place, cell in enumerate(self.exercise.cells):
                if cell["cell_type"] != "code":
                    continue
                if place in answers:
                    self._before[answers[place].name] = _copied(names)
                    _attempt(cell["source"], names, cell["id"])
                elif place in tests:
                    self.verdicts[tests[place].name].append(self._test(place, _copied(names)))
                else:
                    _execute(cell["source"], names, cell["id"])

    def _test(self, place: int, names: Names) -> Verdict:
        cell = self.exercise.cells[place]
        mark = cell["metadata"]["nbgrader"]
        try:
            last = _execute(cell["source"], names, cell["id"])
        except Exception as error:  # whatever stops a test cell is that test's verdict
            key = error.key if isinstance(error, CheckFailed) else type(error).__name__
            return Verdict(mark["grade_id"], mark["points"], key, explain(error))
        if last is not None:
            raise UsageError(f"Test cell '{cell['id']}' ends in a value.", "Expected an assert or None.")
        return Verdict(mark["grade_id"], mark["points"])

    @contextlib.contextmanager
    def _as_trainee(self) -> Iterator[None]:
        environment: Mapping[str, str] = {variants.TRAINEE_VARIABLE: self.trainee}
        complaints, before = io.StringIO(), current_language()
        with (
            mock.patch.object(variants, "_at_start", environment),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(complaints),
        ):
            set_language(self.exercise.language)
            try:
                yield
            finally:
                set_language(before)
        self.stderr += complaints.getvalue()


def _questions(cells: list[Cell]) -> Iterator[Question]:
    current: Question | None = None
    for place, cell in enumerate(cells):
        kind = graded_kind(cell)
        if kind in ("answer", "manual"):
            if current:
                yield current
            current = Question(cell["id"].removesuffix("-answer"), place, manual=kind == "manual")
        if current and kind in ("test", "manual"):
            current.points += cell["metadata"]["nbgrader"]["points"]
        if current and kind == "test":
            current.tests.append(place)
    if current:
        yield current


def _attempt(source: str, names: Names, label: str) -> None:
    """Run an answer as a kernel does: what stops it is shown and the notebook goes on, its names so far set."""
    with contextlib.suppress(Exception):
        _execute(source, names, label)


def _execute(source: str, names: Names, label: str) -> object:
    """Run a cell; returns the value of a last line that is an expression."""
    import ast

    tree = ast.parse(source, filename=label)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, label, "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], type_ignores=[]), label, "exec"), names)
    return eval(compile(ast.Expression(last.value), label, "eval"), names)


def _copied(names: Names) -> Names:
    """The names with their data copied; modules, functions, figures and other machinery are shared."""
    shared = (ModuleType, FunctionType, type)
    return {
        name: copy.deepcopy(value) if not isinstance(value, shared) and _is_data(value) else value
        for name, value in names.items()
        if name != "__builtins__"
    }


def _is_data(value: object) -> bool:
    return type(value).__module__.partition(".")[0] in _DATA
