"""The class report counts what was missed and by which message, and loses nobody."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from grading_courses import RIGHT, WRONG, instant, submit

from coursekit.errors import CourseFolderError
from coursekit.grading.course import Course, open_course
from coursekit.grading.run import grade_assignment
from coursekit.report.class_report import ClassReport, class_report, print_report, write_csv
from coursekit.report.feedback import write_feedback


@pytest.fixture
def report(course: Course) -> ClassReport:
    (course.root / "roster.csv").write_text(
        "id,first_name,last_name\nana,雷,李\nben,Ben,\ncem,,\ndan,,\n", encoding="utf-8"
    )
    listed = open_course(course.root)
    submit(listed, "ana", RIGHT)
    submit(listed, "ben", WRONG)
    submit(listed, "cem", RIGHT | {"sums": "total = 0"})
    folder = submit(listed, "dan", RIGHT)
    (folder / "squares.ipynb").write_bytes(b"")
    grade_assignment(listed, "ps1", grader=instant)
    return class_report(listed)


def test_totals_by_trainee_with_what_is_still_to_be_read(report: ClassReport) -> None:
    # ben left 'why' blank: nbgrader gives 0 for it; the task is read by a person
    assert report.totals() == {
        ("ana", "ps1"): (5.0, 15.0, 9.0),
        ("ben", "ps1"): (0.0, 15.0, 5.0),
        ("cem", "ps1"): (2.0, 15.0, 9.0),
        ("dan", "ps1"): (0.0, 1.0, 0.0),
    }


def test_questions_count_who_missed_them_and_why(report: ClassReport) -> None:
    found = {question.question: question for question in report.questions()}
    assert (found["sums-test"].missed, found["sums-test"].graded) == (2, 3)
    assert found["sums-test"].mean_share == pytest.approx(1 / 3)
    assert found["sums-test"].messages == (("Not yet.", 2),)
    assert list(found) == ["cube-test", "square-test", "sums-test", "why"]


def test_ungraded_work_is_listed_with_its_reason(report: ClassReport) -> None:
    [(exercise, notebook, trainee, reason)] = report.ungraded
    assert (exercise, notebook, trainee) == ("ps1", "squares", "dan")
    assert "empty" in reason


def test_everything_is_in_the_csv(report: ClassReport, tmp_path: Path) -> None:
    write_csv([report], tmp_path / "scores.csv")
    with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["trainee"] for row in rows} == {"ana", "ben", "cem", "dan"}
    assert sum(float(row["score"] or 0) for row in rows) == 7.0
    assert [row["state"] for row in rows if row["trainee"] == "dan"] == ["graded", "ungraded"]
    assert rows[0]["name"] == "李雷"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode on this system")
def test_a_folder_whose_name_is_not_utf8_is_reported_with_the_bytes_numbers(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "bad\udcff", RIGHT)
    grade_assignment(course, "ps1", grader=instant)
    report = class_report(course)
    write_csv([report], tmp_path / "scores.csv")
    print_report(report)
    assert "bad\\xff" in (tmp_path / "scores.csv").read_text(encoding="utf-8-sig")
    assert "bad\\xff" in capsys.readouterr().out
    write_feedback(course, "ps1")
    for student, words in (("ana", "ana"), ("bad\udcff", "not a usable id")):
        path = course.folder("feedback", student, "ps1") / "squares.html"
        assert words in path.read_text(encoding="utf-8")


def test_cells_that_a_spreadsheet_would_run_are_made_text(course: Course, tmp_path: Path) -> None:
    submit(course, "=1+1", RIGHT)
    grade_assignment(course, "ps1", grader=instant)
    write_csv([class_report(course)], tmp_path / "scores.csv")
    assert "'=1+1" in (tmp_path / "scores.csv").read_text(encoding="utf-8-sig")


def test_printed_tables_name_scores_misses_and_reasons(
    report: ClassReport, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(report)
    shown = " ".join(capsys.readouterr().out.split())
    assert "5 / 15 (+9?)" in shown
    assert "2 × Not yet." in shown
    assert "Not graded" in shown


def test_nothing_graded_is_told(course: Course) -> None:
    with pytest.raises(CourseFolderError, match="Grade an exercise first"):
        class_report(course)


def test_a_file_that_cannot_be_written_is_told(report: ClassReport, tmp_path: Path) -> None:
    with pytest.raises(CourseFolderError, match="Cannot write"):
        write_csv([report], tmp_path / "missing" / "scores.csv")
