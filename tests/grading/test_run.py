"""Grading an assignment: everything is kept once, nothing is silent, a killed run goes on."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from grading_courses import RIGHT, WRONG, gradebook_rows, instant, submit

from coursekit.errors import CourseFolderError
from coursekit.grading import stock
from coursekit.grading.course import Course, open_course
from coursekit.grading.engine import Engine
from coursekit.grading.locks import SubmissionLocks
from coursekit.grading.record import ledger_path, read_page
from coursekit.grading.run import Progress, Summary, grade_assignment
from coursekit.grading.submission import Outcome, Submission
from coursekit.grading.walls import strongest


def grade(course: Course, **options: object) -> Summary:
    return grade_assignment(course, "ps1", **({"grader": instant} | options))  # type: ignore[arg-type]


def scores(summary: Summary) -> dict[tuple[str, str], tuple[str, float | None]]:
    return {(row.student, row.notebook): (row.status, row.score) for row in summary.rows}


def no_grader(submissions: Iterable[Submission]) -> Iterator[Outcome]:
    for submission in submissions:
        pytest.fail(f"{submission.student} was graded again")
    yield from ()


def test_every_notebook_of_every_trainee_is_graded_once(course: Course) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", WRONG)
    found = grade(course)
    assert scores(found) == {
        ("ana", "cubes"): ("graded", 0.0),
        ("ana", "squares"): ("graded", 5.0),
        ("ben", "cubes"): ("graded", 0.0),
        ("ben", "squares"): ("graded", 0.0),
    }
    assert (found.graded, found.ungraded) == (4, 0)


def test_what_is_graded_is_not_graded_again(course: Course) -> None:
    submit(course, "ana", RIGHT)
    first = grade(course)
    again = grade(course, grader=no_grader)
    assert [row.status for row in again.rows] == ["already graded"] * 2
    assert [row.score for row in again.rows] == [row.score for row in first.rows]


def test_force_grades_again(course: Course) -> None:
    submit(course, "ana", RIGHT)
    grade(course)
    assert {row.status for row in grade(course, force=True).rows} == {"graded"}


def test_new_work_is_graded_again(course: Course) -> None:
    submit(course, "ana", WRONG)
    grade(course)
    submit(course, "ana", RIGHT)
    assert scores(grade(course))["ana", "squares"] == ("graded", 5.0)


def test_unreadable_work_has_a_reason_and_no_scores(course: Course) -> None:
    folder = submit(course, "ana", RIGHT)
    for path in folder.glob("*.ipynb"):
        path.write_bytes(b"")
    found = grade(course)
    assert found.ungraded == 2
    assert all("empty" in row.reason for row in found.rows)
    assert gradebook_rows(course)["grades"] == []
    page = read_page(course, "ana", "ps1")
    assert page is not None
    assert "empty" in page.entries[0].reason


NOT_UTF8 = "bad\udcff\udcfe"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode on this system")
def test_a_folder_whose_name_is_not_utf8_is_ungraded_with_a_reason_and_stops_nobody(course: Course) -> None:
    submit(course, "ana", RIGHT)
    submit(course, NOT_UTF8, RIGHT)
    found = grade(course)
    assert scores(found) == {
        ("ana", "cubes"): ("graded", 0.0),
        ("ana", "squares"): ("graded", 5.0),
        (NOT_UTF8, "cubes"): ("ungraded", None),
        (NOT_UTF8, "squares"): ("ungraded", None),
    }
    assert "not a usable id" in found.rows[-1].reason
    page = read_page(course, NOT_UTF8, "ps1")
    assert page is not None
    assert page.student == NOT_UTF8


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode on this system")
def test_a_data_file_whose_name_is_not_utf8_stops_nobody(course: Course) -> None:
    folder = submit(course, "ana", RIGHT)
    (folder / "data\udcff.csv").write_text("1")
    with Engine(1, strongest()) as engine:
        found = grade(course, grader=engine.grade)
    assert scores(found)["ana", "squares"] == ("graded", 3.5)  # sums-test gives 1.5 of its 3


def test_a_folder_in_the_place_of_a_notebook_is_called_a_folder(course: Course) -> None:
    folder = submit(course, "ana", RIGHT)
    (folder / "squares.ipynb").unlink()
    (folder / "squares.ipynb").mkdir()
    reasons = {row.notebook: row.reason for row in grade(course).rows}
    assert reasons["cubes"] == ""
    assert "“squares.ipynb” is a folder" in reasons["squares"]


def test_one_unreadable_notebook_does_not_take_the_other_along(course: Course) -> None:
    folder = submit(course, "ana", RIGHT)
    (folder / "cubes.ipynb").write_bytes(b"{")
    assert scores(grade(course)) == {
        ("ana", "cubes"): ("ungraded", None),
        ("ana", "squares"): ("graded", 5.0),
    }
    rows = [row for row in gradebook_rows(course)["grades"] if row[1] == "cubes"]
    assert [(row[4], row[7]) for row in rows] == [(None, 1)]


def test_unreadable_new_work_leaves_the_older_scores(course: Course) -> None:
    folder = submit(course, "ana", RIGHT)
    grade(course)
    before = gradebook_rows(course)
    for path in folder.glob("*.ipynb"):
        path.write_bytes(b"")
    assert grade(course).ungraded == 2
    assert gradebook_rows(course) == before
    assert (course.folder("autograded", "ana", "ps1") / "squares.ipynb").is_file()


def test_somebody_who_is_not_on_the_roster_is_ungraded_with_a_reason(course: Course) -> None:
    (course.root / "roster.csv").write_text("id,first_name,last_name,email\nana,Ana,Li,ana@example.org\n")
    submit(course, "ana", RIGHT)
    submit(course, "eve", RIGHT)
    found = grade(open_course(course.root))
    assert [row.student for row in found.rows if row.reason] == ["eve", "eve"]
    assert "roster" in found.rows[-1].reason
    assert gradebook_rows(course)["students"] == [("ana", "Ana", "Li", "ana@example.org")]


def test_a_trainee_who_joins_the_roster_later_is_graded_then(course: Course) -> None:
    (course.root / "roster.csv").write_text("id\nana\n")
    submit(course, "eve", RIGHT)
    grade(open_course(course.root))
    (course.root / "roster.csv").write_text("id\nana\neve\n")
    assert grade(open_course(course.root)).graded == 2


def test_only_the_trainees_asked_for_are_graded(course: Course) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", RIGHT)
    assert {row.student for row in grade(course, students=["ben"]).rows} == {"ben"}


def test_a_trainee_who_handed_nothing_in_is_told(course: Course) -> None:
    submit(course, "ana", RIGHT)
    with pytest.raises(CourseFolderError, match="'zoe'"):
        grade(course, students=["zoe"])


def test_no_submissions_at_all_is_told(course: Course) -> None:
    with pytest.raises(CourseFolderError, match="no submissions"):
        grade(course)


def test_a_source_changed_after_release_is_refused_before_anything_is_written(course: Course) -> None:
    submit(course, "ana", RIGHT)
    path = course.root / "source" / "ps1" / "squares.ipynb"
    path.write_text(path.read_text().replace('"points": 2', '"points": 20'))
    with pytest.raises(CourseFolderError, match="changed since it was released"):
        grade(course)
    assert not (course.root / "autograded").exists()


def test_environment_names_trainee_and_class_and_keeps_the_salt_apart(course: Course) -> None:
    (course.root / "class.toml").write_text('id = "spring"\nsalt = "s3cret"\n')
    submit(course, "ana", RIGHT)
    seen: list[Submission] = []

    def watching(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for submission in submissions:
            seen.append(submission)
            yield from instant([submission])

    grade(open_course(course.root), grader=watching)
    assert seen[0].environment == {"COURSEKIT_TRAINEE": "ana", "COURSEKIT_CLASS": "spring"}
    assert seen[0].secrets == {"COURSEKIT_SALT": "s3cret"}


def test_progress_tells_every_notebook(course: Course) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", RIGHT)
    told: list[Progress] = []
    grade(course, on_progress=told.append)
    assert [(step.done, step.total) for step in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_outcomes_in_another_order_and_twice_are_kept_once(course: Course) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", RIGHT)

    def shuffled(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        outcomes = list(instant(submissions))
        yield from reversed(outcomes + outcomes)

    assert len(grade(course, grader=shuffled).rows) == 4


def test_a_grader_that_stops_early_leaves_a_reason_and_the_place(course: Course) -> None:
    submit(course, "ana", RIGHT)

    def stopping(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        yield from list(instant(submissions))[:1]

    assert scores(grade(course, grader=stopping))["ana", "squares"][0] == "ungraded"


def test_repairs_and_messages_are_in_the_ledger(course: Course) -> None:
    folder = submit(course, "ana", WRONG)
    held = json.loads((folder / "squares.ipynb").read_text())
    held["cells"] = [cell for cell in held["cells"] if cell["id"] != "square-test"]
    (folder / "squares.ipynb").write_text(json.dumps(held))
    grade(course)
    page = read_page(course, "ana", "ps1")
    assert page is not None
    entry = page.entries[1]
    assert "put back" in entry.repairs[0]
    assert entry.messages == {"square-test": "Not yet.", "sums-test": "Not yet."}
    assert entry.where["square-test"] == "outside"


def test_work_graded_by_stock_nbgrader_counts_as_graded(course: Course) -> None:
    submit(course, "ana", RIGHT)
    grade(course)
    ledger_path(course, "ana", "ps1").unlink()
    assert [row.status for row in grade(course, grader=no_grader).rows] == ["already graded"] * 2


def test_the_lock_of_another_run_is_waited_for_and_its_work_not_done_again(course: Course) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", RIGHT)
    context = multiprocessing.get_context("fork")
    holds, go = context.Event(), context.Event()

    def slow(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for outcome in instant(submissions):
            holds.set()
            go.wait(20)
            yield outcome

    other = context.Process(target=lambda: grade(course, grader=slow, students=["ana"]))
    other.start()
    assert holds.wait(20)
    threading.Timer(0.5, go.set).start()
    found = grade(course)
    other.join(20)
    assert other.exitcode == 0
    assert scores(found)["ana", "squares"] == ("already graded", 5.0)
    assert scores(found)["ben", "squares"] == ("graded", 5.0)


def test_locks_of_a_killed_run_are_free(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    taken = context.Event()

    def hold() -> None:
        SubmissionLocks(tmp_path).take("ana")
        taken.set()
        time.sleep(60)

    other = context.Process(target=hold)
    other.start()
    assert taken.wait(20)
    with SubmissionLocks(tmp_path) as locks:
        assert not locks.take("ana")
        assert locks.take("ben")
        assert other.pid is not None
        os.kill(other.pid, signal.SIGKILL)
        other.join()
        assert locks.take("ana")


def undisturbed(course: Course, names: list[str]) -> dict[str, list[tuple[object, ...]]]:
    for name in names:
        submit(course, name, RIGHT if int(name[1:]) % 2 else WRONG)
    grade(course)
    return gradebook_rows(course)


@pytest.mark.slow
def test_a_run_killed_fifty_times_ends_like_one_left_alone(
    course: Course, released: Path, tmp_path: Path
) -> None:
    names = [f"s{number}" for number in range(40)]
    expected = undisturbed(course, names)
    root = tmp_path / "killed"
    shutil.copytree(released, root)
    shutil.copytree(course.root / "submitted", root / "submitted")
    killed = open_course(root)
    dice = random.Random(20261121)
    context = multiprocessing.get_context("fork")
    kills = 0
    while kills < 50:
        other = context.Process(target=grade, args=(killed,), kwargs={"force": kills % 10 == 9})
        other.start()
        other.join(dice.uniform(0.01, 0.25))
        if other.pid is not None and other.is_alive():
            os.kill(other.pid, signal.SIGKILL)
            kills += 1
        elif other.exitcode == 0:
            shutil.rmtree(root / "autograded")
            kills += 1
        other.join()
    assert grade(killed).graded == 80
    assert gradebook_rows(killed) == expected
    left = [path.name for path in (root / "autograded").glob("*/.*")]
    assert left == []
    pages = [read_page(killed, name, "ps1") for name in names]
    assert all(page is not None and page.graded for page in pages)


def test_two_runs_at_once_share_the_work(course: Course) -> None:
    names = [f"s{number}" for number in range(12)]
    for name in names:
        submit(course, name, RIGHT)
    context = multiprocessing.get_context("fork")
    did = context.Queue()

    def share() -> None:
        found = grade(course)
        did.put([(row.student, row.notebook) for row in found.rows if row.status == "graded"])

    runs = [context.Process(target=share) for _ in range(2)]
    for run in runs:
        run.start()
    work = [did.get(timeout=60) for _ in runs]
    for run in runs:
        run.join(60)
    assert sorted(work[0] + work[1]) == sorted((name, n) for name in names for n in ("cubes", "squares"))


@pytest.mark.slow
def test_the_engine_and_stock_nbgrader_record_the_same(course: Course, tmp_path: Path) -> None:
    partly = {"square": "def square(x):\n    return 2 * x", "cube": "cube = lambda x: x ** 3"}
    for student, answers in {"ana": RIGHT | partly, "ben": RIGHT, "cem": WRONG, "dan": {}}.items():
        submit(course, student, answers, at="2026-11-01 10:00:00 UTC")
    shutil.copytree(course.root, tmp_path / "stock")
    peer = open_course(tmp_path / "stock")
    with Engine(isolation=strongest()) as engine:
        grade(course, grader=engine.grade)
    grade(peer, grader=stock.grade)
    assert gradebook_rows(course) == gradebook_rows(peer)


def test_a_folder_that_cannot_be_written_is_told(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(course, "ana", RIGHT)
    monkeypatch.setattr(os, "open", _refusing(os.open))
    with pytest.raises(CourseFolderError, match="Cannot write"):
        grade(course)


def _refusing(real: object) -> object:
    def opened(path: object, flags: int, *rest: object, **more: object) -> object:
        if str(path).endswith(".coursekit.lock"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *rest, **more)  # type: ignore[operator]

    return opened
