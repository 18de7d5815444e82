"""Real course folders for the tests: released by nbgrader itself, once a session, copied for each test."""

from __future__ import annotations

import copy
import dataclasses
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from coursekit.grading import intake, marks
from coursekit.grading.course import Course, open_course
from coursekit.grading.release import release
from coursekit.grading.submission import CellScore, Outcome, Submission

Cell = dict[str, Any]


def marked(
    kind: str,
    cell_id: str,
    source: str,
    *,
    grade: bool = False,
    solution: bool = False,
    points: float = 1,
    task: bool = False,
) -> Cell:
    """A cell with nbgrader's mark."""
    mark: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": cell_id,
        "grade": grade,
        "solution": solution,
        "locked": not solution,
        "task": task,
    }
    if grade or task:
        mark["points"] = points
    return plain(kind, cell_id, source) | {"metadata": {"nbgrader": mark}}


def plain(kind: str, cell_id: str, source: str) -> Cell:
    """A cell without a mark."""
    cell: Cell = {"cell_type": kind, "id": cell_id, "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(cells: list[Cell], language: str = "en") -> bytes:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    held = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "coursekit": {"language": language}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(held, ensure_ascii=False).encode()


SQUARES = [
    plain("markdown", "intro", "# Squares"),
    marked("code", "setup", "scale = float(open('scale.txt').read())"),
    marked(
        "code",
        "square",
        "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION",
        solution=True,
    ),
    marked(
        "code",
        "square-test",
        "assert square(2) == 4, 'square(2) is not 4'\n### BEGIN HIDDEN TESTS\nassert square(-3) == 9\n### END HIDDEN TESTS",
        grade=True,
        points=2,
    ),
    marked("code", "sums", "### BEGIN SOLUTION\ntotal = 6\n### END SOLUTION", solution=True),
    marked("code", "sums-test", "float(total == 6) * 1.5", grade=True, points=3),
    marked("markdown", "why", "Because squares are even functions.", grade=True, solution=True, points=4),
    marked(
        "markdown",
        "task",
        "Draw it.\n### BEGIN MARK SCHEME\nOne point for axes.\n### END MARK SCHEME",
        task=True,
        points=5,
    ),
]
CUBES = [
    marked("code", "cube", "### BEGIN SOLUTION\ncube = lambda x: x ** 3\n### END SOLUTION", solution=True),
    marked("code", "cube-test", "assert cube(2) == 8", grade=True, points=1),
]
RIGHT = {"square": "def square(x):\n    return x * x", "sums": "total = 6", "why": "Because (-x)² = x²."}
WRONG = {"square": "def square(x):\n    return 2 * x", "sums": "total = 5"}
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "demo"\n'


def make(root: Path, config: str = CONFIG) -> Course:
    """A released course with one assignment of two notebooks and a data file."""
    folder = root / "source" / "ps1"
    folder.mkdir(parents=True)
    (folder / "squares.ipynb").write_bytes(notebook(SQUARES))
    (folder / "cubes.ipynb").write_bytes(notebook(CUBES))
    (folder / "scale.txt").write_text("1.0")
    (root / "nbgrader_config.py").write_text(config)
    course = open_course(root)
    release(course, "ps1")
    return course


def copied(template: Path, root: Path) -> Course:
    """A copy of a released course for one test to write into."""
    shutil.copytree(template, root)
    return open_course(root)


def submit(
    course: Course,
    student: str,
    answers: Mapping[str, str] | None = None,
    *,
    assignment: str = "ps1",
    at: str = "",
) -> Path:
    """Hand in the released notebooks with answers in them; returns the folder."""
    folder = course.folder("submitted", student, assignment)
    folder.mkdir(parents=True, exist_ok=True)
    for path in course.folder("release", ".", assignment).iterdir():
        if path.suffix == ".ipynb":
            held = answered(json.loads(path.read_bytes()), answers or {})
            (folder / path.name).write_text(json.dumps(held), encoding="utf-8")
        else:
            shutil.copy(path, folder)
    if at:
        (folder / "timestamp.txt").write_text(at)
    return folder


def answered(held: dict[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
    held = copy.deepcopy(held)
    for cell in held["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(grade_id, cell["source"])
    return held


def instant(submissions: Iterable[Submission]) -> Iterator[Outcome]:
    """A grader that runs nothing: full marks for a test whose answer is in RIGHT, none otherwise."""
    for submission in submissions:
        blank = Outcome(submission.student, submission.assignment, submission.notebook)
        try:
            held = intake.graft(submission.source, submission.submitted, submission.language)
        except intake.Ungradable as reason:
            yield dataclasses.replace(blank, reason=str(reason))
            continue
        written = {marks.grade_id(cell): cell.source for cell in held.notebook.cells}
        scores = []
        for cell in held.notebook.cells:
            name, most = marks.grade_id(cell), marks.points(cell)
            if marks.is_grade(cell) and marks.is_locked(cell):
                right = written[name.removesuffix("-test")] == RIGHT.get(name.removesuffix("-test"))
                scores.append(
                    CellScore(name, most if right else 0.0, most, "outside", "" if right else "Not yet.")
                )
            elif marks.is_grade(cell) or marks.is_task(cell):
                score = 0.0 if marks.is_untouched(cell) and not marks.is_task(cell) else None
                scores.append(CellScore(name, score, most, "manual"))
        yield dataclasses.replace(
            blank,
            scores=tuple(scores),
            repairs=held.repairs,
            autograded=json.dumps(held.notebook, ensure_ascii=False).encode(),
            isolation="full",
        )


def gradebook_rows(course: Course) -> dict[str, list[tuple[Any, ...]]]:
    """What the gradebook says, by names instead of ids, in a fixed order."""
    queries = {
        "grades": """select s.student_id, n.name, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit,
            g.needs_manual_grade from grade g join submitted_notebook sn on g.notebook_id = sn.id
            join submitted_assignment s on sn.assignment_id = s.id join notebook n on sn.notebook_id = n.id
            join base_cell c on g.cell_id = c.id""",
        "comments": """select s.student_id, n.name, c.name, k.auto_comment, k.manual_comment from comment k
            join submitted_notebook sn on k.notebook_id = sn.id join submitted_assignment s on sn.assignment_id = s.id
            join notebook n on sn.notebook_id = n.id join base_cell c on k.cell_id = c.id""",
        "notebooks": """select s.student_id, n.name, sn.flagged, sn.late_submission_penalty from submitted_notebook sn
            join submitted_assignment s on sn.assignment_id = s.id join notebook n on sn.notebook_id = n.id""",
        "submissions": """select s.student_id, a.name, s.timestamp, s.extension from submitted_assignment s
            join assignment a on s.assignment_id = a.id""",
        "students": "select id, first_name, last_name, email from student",
    }
    connection = sqlite3.connect(course.db_url.removeprefix("sqlite:///"))
    try:
        return {name: sorted(connection.execute(query), key=repr) for name, query in queries.items()}
    finally:
        connection.close()
