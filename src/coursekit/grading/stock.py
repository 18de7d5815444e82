"""Stock nbgrader as a grader: the peer in benchmarks and parity tests, and the engine where no other works.

Each submission is graded by nbgrader's own ``Autograde`` in a child process with a course folder of its own, in the
trainee's kernel, without walls.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from coursekit.grading import intake, marks
from coursekit.grading.submission import CellScore, Outcome, Submission, Where
from coursekit.messages import text

SAID_BY_AUTHOR = ("AssertionError", "CheckFailed", "NameError")
FIRST_LINE = 400  # characters of an error's text that are kept as the message


def grade(
    submissions: Iterable[Submission], *, cell_seconds: float = 30.0, graft: bool = True
) -> Iterator[Outcome]:
    """Grade with stock nbgrader, one after the other; ``graft=False`` hands the file over as it is.

    With ``graft`` unreadable files end as ungraded with a reason, as with the engine.
    """
    child: ProcessPoolExecutor | None = None
    try:
        for submission in submissions:
            begin = time.monotonic()
            repairs: tuple[str, ...] = ()
            try:
                if graft:
                    submission, repairs = _grafted(submission)
                child = child or ProcessPoolExecutor(1, get_context("spawn"), initializer=_start)
                outcome = child.submit(_grade_one, submission, cell_seconds).result()
            except intake.Ungradable as reason:
                outcome = Outcome(
                    submission.student, submission.assignment, submission.notebook, reason=str(reason)
                )
            yield replace(outcome, repairs=repairs, seconds=time.monotonic() - begin)
    finally:
        if child is not None:
            child.shutdown()


def _grafted(submission: Submission) -> tuple[Submission, tuple[str, ...]]:
    found = intake.graft(submission.source, submission.submitted, submission.language)
    return replace(submission, submitted=json.dumps(found.notebook).encode()), found.repairs


_courses: dict[str, tuple[tempfile.TemporaryDirectory[str], Path]] = {}


def _start() -> None:
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # nbgrader's own


def _grade_one(submission: Submission, cell_seconds: float) -> Outcome:
    blank = Outcome(submission.student, submission.assignment, submission.notebook)
    try:
        root = _course(submission)
        given = {**submission.environment, **submission.secrets}
        before = {name: os.environ.get(name) for name in given}
        os.environ.update(given)
        try:
            return replace(blank, **_autograde(root, submission, cell_seconds))
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
    except Exception as error:  # nbgrader's reason, whatever it raises
        reason = (traceback.format_exception_only(error)[-1].strip() or type(error).__name__)[:FIRST_LINE]
        return replace(blank, reason=text("grading.stock_failed", submission.language, reason=reason))


def _course(submission: Submission) -> Path:
    """A course folder with this notebook released into it; one for all submissions of the same source."""
    key = sha256(submission.source).hexdigest() + submission.notebook
    if key not in _courses:
        held = tempfile.TemporaryDirectory(prefix="coursekit-stock-")
        root = Path(held.name)
        folder = root / "source" / "a"
        folder.mkdir(parents=True)
        (folder / f"{submission.notebook}.ipynb").write_bytes(submission.source)
        from nbgrader.converters import GenerateAssignment
        from nbgrader.preprocessors import SaveCells

        _run(GenerateAssignment, root, {"GenerateAssignment": {"preprocessors": [SaveCells]}})
        _courses[key] = held, root
    return _courses[key][1]


def _run(converter: Any, root: Path, settings: dict[str, dict[str, Any]]) -> None:
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config(settings)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = "a"
    converter(coursedir=CourseDirectory(config=config), config=config).start()


def _autograde(root: Path, submission: Submission, cell_seconds: float) -> dict[str, Any]:
    from nbgrader.api import Gradebook
    from nbgrader.converters import Autograde

    student = sha256(submission.student.encode()).hexdigest()[:16]  # any id makes a plain folder name
    handed_in = root / "submitted" / student / "a"
    shutil.rmtree(root / "autograded", ignore_errors=True)
    shutil.rmtree(root / "submitted", ignore_errors=True)
    for name, content in submission.files.items():
        (handed_in / name).parent.mkdir(parents=True, exist_ok=True)
        (handed_in / name).write_bytes(content)
    handed_in.mkdir(parents=True, exist_ok=True)
    (handed_in / f"{submission.notebook}.ipynb").write_bytes(submission.submitted)
    timeout = int(cell_seconds) if cell_seconds != float("inf") else -1
    _run(Autograde, root, {"ExecutePreprocessor": {"timeout": timeout}})
    written = root / "autograded" / student / "a" / f"{submission.notebook}.ipynb"
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        found = gradebook.find_submission_notebook(submission.notebook, "a", student)
        grades = {grade.name: (grade.auto_score, grade.max_score) for grade in found.grades}
        gradebook.remove_submission("a", student)
    content = written.read_bytes()
    return {"scores": tuple(_scores(content, grades)), "autograded": content}


def _scores(notebook: bytes, grades: dict[str, tuple[float | None, float]]) -> Iterator[CellScore]:
    from nbformat import from_dict

    for raw in json.loads(notebook)["cells"]:
        cell = from_dict(raw)
        name = marks.grade_id(cell)
        if name in grades:
            score, max_score = grades.pop(name)
            where: Where = "inside" if marks.is_locked(cell) and not marks.is_task(cell) else "manual"
            yield CellScore(name, score, max_score, where, _message(raw) if score != max_score else "")
    for name, (score, max_score) in grades.items():  # cells that stock did not find in what was handed in
        yield CellScore(name, score, max_score, "manual")


def _message(cell: dict[str, Any]) -> str:
    """What the failing test said: an assertion's text is the author's; of other errors only the type is safe to tell."""
    errors = [output for output in cell.get("outputs", ()) if output.get("output_type") == "error"]
    if not errors:
        return ""
    kind, said = str(errors[0].get("ename", "")), str(errors[0].get("evalue", "")).strip()
    return (said if kind in SAID_BY_AUTHOR and said else kind)[:FIRST_LINE]
