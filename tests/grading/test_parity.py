"""Honest work scores as with stock nbgrader, cell by cell; the intended differences are listed and shown."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursekit.grading import stock
from coursekit.grading.course import open_course
from coursekit.grading.engine import Engine
from coursekit.grading.prepared import prepared
from coursekit.grading.release import nbgrader_environment
from coursekit.grading.submission import Outcome, Submission

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
DIFFERENCES = ROOT / "docs" / "differences-from-nbgrader.md"
WRONG = {
    "squares": "def squares(n):\n    return [i for i in range(1, n + 1)]",
    "sum_of_squares": "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6",
    "sum_of_squares_equation": "$n^2$",
    "part-a": "It prints.",
    "part-b": "None.",
}


def grade_id(cell: dict[str, dict[str, dict[str, str]]]) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def handed_in(source: bytes, answer: Callable[[str, str, str], str]) -> bytes:
    """The released notebook with ``answer(grade_id, blank, right)`` in each answer cell."""
    notebook, right = json.loads(prepared(source)), json.loads(source)
    for cell, solved in zip(notebook["cells"], right["cells"], strict=True):
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            blank, full = ("".join(c["source"]) for c in (cell, solved))
            cell["source"] = answer(grade_id(cell), blank, full)
    return json.dumps(notebook).encode()


ANSWERS: dict[str, Callable[[str, str, str], str]] = {
    "right": lambda name, blank, right: right,
    "wrong": lambda name, blank, right: WRONG.get(name, "raise ValueError"),
    "blank": lambda name, blank, right: blank,
    "partly": lambda name, blank, right: right if name in ("squares", "part-a") else blank,
}


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source folder of nbgrader's own course, as ``nbgrader quickstart`` writes it."""
    root = tmp_path_factory.mktemp("quickstart")
    command = [sys.executable, "-m", "nbgrader", "quickstart", "course101"]
    subprocess.run(command, cwd=root, env=nbgrader_environment("en"), check=True, capture_output=True)
    return root / "course101" / "source" / "ps1"


def test_nbgraders_quickstart_course_is_read(quickstart: Path) -> None:
    found = open_course(quickstart.parents[1])
    assert found.course_id == "course101"
    assert list(found.notebooks("ps1")) == ["problem1", "problem2"]
    held = found.source("ps1", "problem1")
    assert b"raise NotImplementedError" in held
    assert b"BEGIN SOLUTION" not in held


@pytest.fixture(scope="module")
def both(quickstart: Path) -> Iterator[dict[tuple[str, str], tuple[Outcome, Outcome]]]:
    """Each notebook answered in each way, graded by stock nbgrader and by the engine."""
    files = {"jupyter.png": (quickstart / "jupyter.png").read_bytes()}
    submissions = [
        Submission(
            how,
            "ps1",
            name,
            source=prepared(source),
            submitted=handed_in(source, answer),
            files=files,
            reference=source,
        )
        for name in ("problem1", "problem2")
        for source in [(quickstart / f"{name}.ipynb").read_bytes()]
        for how, answer in ANSWERS.items()
    ]
    with Engine(workers=2, isolation="process") as engine:
        ours = {(o.notebook, o.student): o for o in engine.grade(submissions)}
    theirs = {(o.notebook, o.student): o for o in stock.grade(submissions)}
    return {key: (theirs[key], ours[key]) for key in theirs}


def scores(outcome: Outcome) -> dict[str, tuple[float | None, float]]:
    return {cell.grade_id: (cell.score, cell.max_score) for cell in outcome.scores}


@pytest.mark.parametrize("how", ANSWERS)
@pytest.mark.parametrize("name", ["problem1", "problem2"])
def test_every_cell_of_the_quickstart_course_scores_as_in_stock(
    name: str,
    how: str,
    both: dict[tuple[str, str], tuple[Outcome, Outcome]],
    record_property: Callable[[str, object], None],
) -> None:
    theirs, ours = both[name, how]
    assert ours.graded, ours.reason
    assert scores(ours) == scores(theirs)
    record_property("shown", f"parity with stock: {name}, {how}: {len(ours.scores)} cells equal")


def test_right_and_wrong_differ(both: dict[tuple[str, str], tuple[Outcome, Outcome]]) -> None:
    assert scores(both["problem1", "right"][1]) != scores(both["problem1", "wrong"][1])


def test_a_test_that_takes_a_name_away_runs_inside(
    both: dict[tuple[str, str], tuple[Outcome, Outcome]],
) -> None:
    where = {cell.grade_id: cell.where for cell in both["problem1", "right"][1].scores}
    assert where["sum_of_squares_uses_squares"] == "inside"
    assert where["correct_squares"] == "outside"


def cells(*sources: tuple[str, str]) -> bytes:
    """A notebook of an answer ``a`` and tests ``t1``, …; each source with its kind."""
    import nbformat

    made = nbformat.v4.new_notebook()
    for number, (kind, source) in enumerate(sources):
        test = kind == "test"
        cell = nbformat.v4.new_code_cell(source)
        cell.metadata["nbgrader"] = {
            "grade": test, "solution": not test, "locked": test, "schema_version": 3, "grade_id": f"{kind}{number}",
        } | ({"points": 1} if test else {})  # fmt: skip
        made.cells.append(cell)
    return nbformat.writes(made).encode()


# What the table of docs/differences-from-nbgrader.md lists: source, answer, and the two scores.
INTENDED = {
    "A warning in a test cell": (
        cells(("answer", "x = 1"), ("test", "import warnings\nwarnings.warn('old')\nassert x == 1")), "x = 1", 0.0, 1.0,
    ),
    "A line on stderr in a test cell": (
        cells(("answer", "x = 1"), ("test", "import sys\nprint('note', file=sys.stderr)\nassert x == 1")), "x = 1", 0.0, 1.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INTENDED)
def test_intended_difference_is_as_the_table_says(name: str) -> None:
    source, answer, in_stock, in_engine = INTENDED[name]
    submission = Submission(
        "ana", "d", "d", prepared(source), handed_in(source, lambda *_: answer), reference=source
    )
    (theirs,) = stock.grade([submission])
    with Engine(workers=1, isolation="process") as engine:
        (ours,) = engine.grade([submission])
    assert (theirs.scores[0].score, ours.scores[0].score) == (in_stock, in_engine)


def test_a_deleted_test_cell_is_restored() -> None:
    source = cells(("answer", "x = 1"), ("test", "assert x == 1"))
    notebook = json.loads(handed_in(source, lambda *_: "x = 1"))
    del notebook["cells"][1]
    submission = Submission(
        "ana", "d", "d", prepared(source), json.dumps(notebook).encode(), reference=source
    )
    (theirs,) = stock.grade([submission], graft=False)
    with Engine(workers=1, isolation="process") as engine:
        (ours,) = engine.grade([submission])
    assert ours.scores[0].score == 1.0
    assert ours.repairs
    assert scores(theirs) != scores(ours)


def test_every_difference_shown_here_is_in_the_docs() -> None:
    table = DIFFERENCES.read_text(encoding="utf-8")
    assert [name for name in [*INTENDED, "A deleted test cell"] if name not in table] == []
