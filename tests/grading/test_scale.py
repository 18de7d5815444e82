"""What recording a submission costs does not grow with the class: from 100 trainees to 10,000."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
import statistics
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from grading_courses import RIGHT, instant, submit

from coursekit.grading.course import Course, open_course
from coursekit.grading.record import Record
from coursekit.grading.submission import Outcome, Submission

SIZES = (100, 1_000, 10_000)
MEASURED = 30  # submissions recorded at each size


def fill(course: Course, size: int) -> None:
    """As many trainees as if they had been graded: rows and folders."""
    with sqlite3.connect(course.db_url.removeprefix("sqlite:///")) as db:
        (assignment,) = db.execute("select id from assignment where name = 'ps1'").fetchone()
        cells = db.execute(
            "select b.id, b.notebook_id, b.type from base_cell b join notebook n on n.id = b.notebook_id "
            "where n.assignment_id = ?",
            (assignment,),
        ).fetchall()
        notebooks = sorted({notebook for _, notebook, _ in cells})
        for number in range(size):
            student, submission = f"t{number}", uuid.uuid4().hex
            db.execute("insert into student (id) values (?)", (student,))
            db.execute(
                "insert into submitted_assignment (id, assignment_id, student_id) values (?, ?, ?)",
                (submission, assignment, student),
            )
            for notebook in notebooks:
                row = uuid.uuid4().hex
                db.execute(
                    "insert into submitted_notebook (id, notebook_id, assignment_id, flagged) values (?, ?, ?, 0)",
                    (row, notebook, submission),
                )
                for cell, of, kind in cells:
                    graded = kind in ("GradeCell", "TaskCell")
                    if of == notebook and graded:
                        db.execute(
                            "insert into grade (id, cell_id, notebook_id, auto_score, needs_manual_grade) values (?, ?, ?, 1, 0)",
                            (uuid.uuid4().hex, cell, row),
                        )
                    if of == notebook and kind in ("SolutionCell", "TaskCell"):
                        db.execute(
                            "insert into comment (id, cell_id, notebook_id) values (?, ?, ?)",
                            (uuid.uuid4().hex, cell, row),
                        )
            (course.root / "autograded" / student).mkdir(parents=True)


@pytest.fixture
def outcomes(course: Course) -> list[Outcome]:
    """What a grader says of a right submission, without running it."""
    folder = submit(course, "pattern", RIGHT)
    return [
        next(
            instant(
                [
                    Submission(
                        "pattern",
                        "ps1",
                        name,
                        course.source("ps1", name),
                        (folder / f"{name}.ipynb").read_bytes(),
                    )
                ]
            )
        )
        for name in course.notebooks("ps1")
    ]


def statements_of(record: Record) -> list[str]:
    """The statements that the record sends from now on."""
    from sqlalchemy import event

    asked: list[str] = []

    @event.listens_for(record.gradebook.engine, "before_cursor_execute")
    def _note(_c: object, _cursor: object, statement: str, *_: Any) -> None:
        asked.append(statement)

    return asked


@pytest.mark.slow
def test_a_record_takes_the_same_queries_in_a_class_of_100_and_of_10_000(
    course: Course, outcomes: list[Outcome], tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    classes: dict[int, tuple[Record, list[str]]] = {}
    for size in SIZES:
        shutil.copytree(course.root, tmp_path / str(size))
        held = open_course(tmp_path / str(size))
        fill(held, size)
        record = Record(held, "ps1", {name: held.source("ps1", name) for name in held.notebooks("ps1")})
        classes[size] = record, statements_of(record)
    counts: set[int] = set()
    seconds: dict[int, list[float]] = {size: [] for size in SIZES}
    for number in range(MEASURED):  # in turns, so that a load from elsewhere meets all sizes alike
        mine = [dataclasses.replace(outcome, student=f"n{number}") for outcome in outcomes]
        for size, (record, asked) in classes.items():
            asked.clear()
            begin = time.perf_counter()
            page = record.keep(f"n{number}", mine, digest="d")
            seconds[size].append(time.perf_counter() - begin)
            counts.add(len(asked))
            assert page.graded
    for record, _ in classes.values():
        record.gradebook.close()
    assert len(counts) == 1
    medians = ", ".join(
        f"{size:,}: {1000 * statistics.median(taken):.1f} ms" for size, taken in seconds.items()
    )
    record_property("shown", f"one record by size of the class: {medians}; {counts.pop()} statements each")
