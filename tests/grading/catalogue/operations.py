"""Operations: what happens to graders, machines and class lists."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from grading_catalogue.case import Case, CourseCase
from grading_courses import RIGHT, WRONG, gradebook_rows, instant, submit

from coursekit.errors import CourseKitError
from coursekit.grading.course import Course, open_course
from coursekit.grading.record import ledger_path
from coursekit.grading.run import Summary, grade_assignment
from coursekit.grading.submission import Outcome, Submission


def _grade(course: Course, **more: object) -> Summary:
    return grade_assignment(course, "ps1", **({"grader": instant} | more))  # type: ignore[arg-type]


def _scores(found: Summary) -> dict[tuple[str, str], float | None]:
    return {(row.student, row.notebook): row.score for row in found.rows}


class Killed(BaseException):
    """Stands for a kill at this very line."""


def _killed(course: Course, place: Path) -> None:
    for student in ("ana", "ben", "cem"):
        submit(course, student, RIGHT)

    def dies(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for number, outcome in enumerate(instant(submissions)):
            if number == 3:
                raise Killed
            yield outcome

    with pytest.raises(Killed):
        _grade(course, grader=dies)
    assert set(_scores(_grade(course)).values()) == {0.0, 5.0}
    assert len({row for row in gradebook_rows(course)["grades"]}) == len(gradebook_rows(course)["grades"])


def _killed_between_steps(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    real, left = os.rename, [0]
    for step in range(1, 4):
        left[0] = step

        def dying(*args: object, **more: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            real(*args, **more)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "rename", dying)
            patch.setattr(os, "replace", dying)
            with contextlib.suppress(Killed):
                _grade(course, force=True)
    assert _scores(_grade(course))["ana", "squares"] == 5.0
    assert not list((course.root / "autograded").glob("*/.*"))


def _two_at_once(course: Course, place: Path) -> None:
    for number in range(6):
        submit(course, f"s{number}", RIGHT)
    context = multiprocessing.get_context("fork")
    did = context.Queue()

    def share() -> None:
        rows = _grade(open_course(course.root)).rows
        did.put([(row.student, row.notebook, row.status, row.score) for row in rows])

    graders = [context.Process(target=share) for _ in range(2)]
    for grader in graders:
        grader.start()
    found = [row for _ in graders for row in did.get(timeout=120)]
    for grader in graders:
        grader.join(60)
    assert all(score is not None for *_, score in found)
    assert len([row for row in found if row[2] == "graded"]) == 12


def _submitted_again(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    _grade(course)
    submit(course, "ana", WRONG)
    assert _scores(_grade(course))["ana", "squares"] == 0.0
    submit(course, "ana", RIGHT)
    assert _scores(_grade(course))["ana", "squares"] == 5.0


def _late(course: Course, place: Path) -> None:
    for student, at in {
        "ana": "2999-01-01 00:00:00 UTC",
        "ben": "yesterday, I think",
        "cem": "\0" * 999,
    }.items():
        submit(course, student, RIGHT, at=at)
    assert {score for (_, name), score in _scores(_grade(course)).items() if name == "squares"} == {5.0}


def _locked(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    _grade(course)
    connection = sqlite3.connect(
        course.db_url.removeprefix("sqlite:///"), check_same_thread=False, isolation_level=None
    )
    connection.execute("begin exclusive")
    threading.Timer(1.0, lambda: connection.execute("commit")).start()
    assert _scores(_grade(course, force=True))["ana", "squares"] == 5.0
    connection.close()


def _full_disk(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    _grade(course)
    before = gradebook_rows(course)
    submit(course, "ana", WRONG)

    def full(path: Path, *_: object, **__: object) -> int:
        raise OSError(28, "No space left on device", str(path))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        patch.setattr(Path, "write_text", full)
        with pytest.raises(CourseKitError, match="full"):
            _grade(course)
    assert gradebook_rows(course) == before
    assert _scores(_grade(course))["ana", "squares"] == 0.0


def _odd_ids(course: Course, place: Path) -> None:
    names = [
        "李雷",
        "o'neil; drop table grade",
        "ana b",
        "-rf",
        "$(id)",
        "<b>x",
        "a" * 120,
        "%s%n",
        "Ana",
        "ana",
        "\u202egnp.ana",
    ]
    for name in names:
        submit(course, name, RIGHT)
    found = _grade(course)
    assert {row.student for row in found.rows} == set(names)
    for row in found.rows:
        assert row.reason or row.status == "graded"
    assert {r.student for r in found.rows if r.notebook == "squares" and r.score == 5.0} >= set(names[:-1])


def _duplicates(course: Course, place: Path) -> None:
    (course.root / "roster.csv").write_text("id\nana\nana\nben\n")
    submit(course, "ana", RIGHT)
    with pytest.raises(CourseKitError, match="twice"):
        _grade(open_course(course.root))
    assert not (course.root / "autograded").exists()


def _ten_thousand(course: Course, place: Path) -> None:
    template = submit(course, "s00000", RIGHT)
    for number in range(1, 10_000):
        folder = course.folder("submitted", f"s{number:05}", "ps1")
        folder.mkdir(parents=True)
        os.link(template / "squares.ipynb", folder / "squares.ipynb")
    drawn = [0]

    def some(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for submission in submissions:
            drawn[0] += 1
            yield from instant([submission])
            if drawn[0] == 20:
                raise Killed

    with pytest.raises(Killed):
        _grade(course, grader=some)
    assert drawn[0] == 20
    assert _scores(_grade(course, students=["s09999"]))["s09999", "squares"] == 5.0


def _unreadable(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    folder = submit(course, "ben", RIGHT)
    for path in folder.glob("*.ipynb"):
        path.write_bytes(b"")
    found = _grade(course)
    assert all(row.reason for row in found.rows if row.student == "ben")
    assert _scores(found)["ana", "squares"] == 5.0
    assert not [row for row in gradebook_rows(course)["grades"] if row[0] == "ben"]


def _ledger(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    _grade(course)
    for content in (b"", b"{", b"[1]", b'{"entries": [{"x": 1}]}', b"\xff" * 50):
        ledger_path(course, "ana", "ps1").write_bytes(content)
        assert _scores(_grade(course))["ana", "squares"] == 5.0


def _broken_gradebook(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    Path(course.db_url.removeprefix("sqlite:///")).write_bytes(b"not a database" * 100)
    with pytest.raises(CourseKitError):
        _grade(course)
    assert not (course.root / "autograded" / "ana" / "ps1").exists()


def _faulty_grader(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", RIGHT)

    def faulty(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for submission in submissions:
            if submission.student == "ana":
                yield Outcome("ana", submission.assignment, submission.notebook, reason="The engine failed.")
            else:
                yield from instant([submission])

    found = _grade(course, grader=faulty)
    assert all(row.reason and row.score is None for row in found.rows if row.student == "ana")
    assert _scores(found)["ben", "squares"] == 5.0
    assert _scores(_grade(course))["ana", "squares"] == 5.0


def _stranger(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)

    def lying(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for outcome in instant(submissions):
            yield Outcome("nobody", "ps1", outcome.notebook, outcome.scores, autograded=outcome.autograded)
            yield outcome

    found = _grade(course, grader=lying)
    assert {row.student for row in found.rows} == {"ana"}


def _big_files(course: Course, place: Path) -> None:
    folder = submit(course, "ana", RIGHT)
    with (folder / "film.csv").open("wb") as film:
        film.truncate(5 << 30)
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "deep.csv").write_text("x")
    assert _scores(_grade(course))["ana", "squares"] == 5.0


def _nothing_there(course: Course, place: Path) -> None:
    submit(course, "ana", RIGHT)
    course.folder("submitted", "ben", "ps1").mkdir(parents=True)
    found = _grade(course)
    assert all(row.reason for row in found.rows if row.student == "ben")
    assert _scores(found)["ana", "squares"] == 5.0


def _instructors_file(course: Course, place: Path) -> None:
    folder = submit(course, "ana", RIGHT)
    (folder / "scale.txt").write_text("1000")
    seen: list[bytes] = []

    def watching(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for submission in submissions:
            seen.append(submission.files["scale.txt"])
            yield from instant([submission])

    _grade(course, grader=watching)
    assert set(seen) == {b"1.0"}


CASES: list[Case | CourseCase] = [
    CourseCase("killed and run again", "nothing: a kill", "what is done is done, the rest is graded", _killed),
    CourseCase("killed between two steps of keeping", "nothing: a kill", "graded again, nothing left half written", _killed_between_steps),
    CourseCase("two graders at once", "nothing: two people", "each notebook once", _two_at_once),
    CourseCase("handed in again, worse and better", "nothing: a new version", "the newest counts", _submitted_again),
    CourseCase("odd times of handing in", "nothing: a clock", "graded", _late),
    CourseCase("locked gradebook", "nothing: another program", "waits", _locked),
    CourseCase("full disk", "nothing: a full disk", "stops clean, older scores stay", _full_disk),
    CourseCase("odd trainee ids", "a query or a shell that reads them", "graded or ungraded with a reason, each its own", _odd_ids),
    CourseCase("a trainee twice on the roster", "nothing: an accident", "told, nothing written", _duplicates),
    CourseCase("ten thousand trainees", "nothing: a large class", "read as workers come free; one of them graded alone", _ten_thousand),
    CourseCase("one unreadable among others", "nothing: an accident", "ungraded with a reason, no zero", _unreadable),
    CourseCase("damaged ledger", "nothing: a broken disk", "graded, no crash", _ledger),
    CourseCase("damaged gradebook", "nothing: a broken disk", "one clear error, nothing written", _broken_gradebook),
    CourseCase("a submission on which the engine fails", "nothing: a fault of ours", "ungraded with a reason, tried again", _faulty_grader),
    CourseCase("outcome for somebody else", "a neighbour's score", "not kept", _stranger),
    CourseCase("5 GB beside the notebook", "the grader's memory", "left out, the notebook graded", _big_files),
    CourseCase("empty folder", "nothing: an accident", "ungraded with a reason", _nothing_there),
    CourseCase("the instructor's data file replaced", "easier data", "the instructor's counts", _instructors_file),
]  # fmt: skip
