"""What a class has scored and what it has not understood, as plain tables and CSV."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.errors import CourseFolderError
from coursekit.grading import notebook_file
from coursekit.grading.record import read_page
from coursekit.grading.results import NotebookResult, results
from coursekit.messages import text
from coursekit.report.tables import plain, print_table

if TYPE_CHECKING:
    from coursekit.grading.course import Course

COLUMNS = (
    "course", "language", "exercise", "notebook", "trainee", "name", "question", "score", "max_score", "by_person",
    "late_penalty", "state", "message",
)  # fmt: skip
MESSAGES_SHOWN = 3  # of one question; the rest are rarer
SHORT = 100  # characters of a message in the table


class NothingGraded(CourseFolderError):
    """A course without any score to report."""


@dataclass(frozen=True)
class Score:
    """One question of one trainee; ``score`` is None while a person has still to read it."""

    exercise: str
    notebook: str
    trainee: str
    name: str
    question: str
    score: float | None
    max_score: float
    by_person: bool
    message: str


@dataclass(frozen=True)
class Question:
    """How a class did on a question: of ``graded`` trainees ``missed`` got no full marks; by which messages."""

    exercise: str
    question: str
    graded: int
    missed: int
    mean_share: float  # of the points, from 0 to 1
    messages: tuple[tuple[str, int], ...]  # the most frequent first


@dataclass
class ClassReport:
    """All scores of a course, and what could not be graded."""

    course_id: str
    language: str
    scores: list[Score] = field(default_factory=list)
    penalties: dict[tuple[str, str, str], float] = field(default_factory=dict)  # exercise, notebook, trainee
    ungraded: list[tuple[str, str, str, str]] = field(
        default_factory=list
    )  # exercise, notebook, trainee, reason
    names: dict[str, str] = field(default_factory=dict)

    def totals(self) -> dict[tuple[str, str], tuple[float, float, float]]:
        """By (trainee, exercise): points earned with late penalties taken off, all points, points still to be given."""
        found: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for score in self.scores:
            total = found[score.trainee, score.exercise]
            total[0] += score.score or 0.0
            total[1] += score.max_score
            total[2] += score.max_score if score.score is None else 0.0
        for (exercise, _, trainee), penalty in self.penalties.items():
            found[trainee, exercise][0] -= penalty
        return {key: (earned, most, still) for key, (earned, most, still) in found.items()}

    def questions(self) -> list[Question]:
        """How the class did on each question, in the order of exercises; unread answers are left out."""
        by_question: dict[tuple[str, str], list[Score]] = defaultdict(list)
        for score in self.scores:
            if score.score is not None:
                by_question[score.exercise, score.question].append(score)
        return [_question(exercise, name, held) for (exercise, name), held in by_question.items()]


def class_report(course: Course) -> ClassReport:
    """Collect the scores of every exercise of a course that has been graded.

    Raises CourseFolderError when none has.
    """
    report = ClassReport(course.course_id, course.language)
    for exercise in course.assignments:
        try:
            graded = results(course, exercise)
        except CourseFolderError:
            continue  # not released yet: nothing to report
        for (trainee, _), result in graded.items():
            report.names[trainee] = result.name
        notebooks = course.notebooks(exercise)
        for trainee in sorted(
            {trainee for trainee, _ in graded} | course.students_with_folder(exercise).keys()
        ):
            _add(report, course, exercise, notebooks, trainee, graded)
    if not report.scores and not report.ungraded:
        raise NothingGraded(
            "Found nothing graded.",
            f"Expected scores in the gradebook of {course.root}.",
            "Grade an exercise first: coursekit grade EXERCISE.",
        )
    return report


def print_report(report: ClassReport) -> None:
    """Print the scores of every trainee, what the class missed and by which message, and what is ungraded."""
    language = report.language

    def say(key: str) -> str:
        return text(f"feedback.report_{key}", language)

    totals = report.totals()
    exercises = sorted({exercise for _, exercise in totals})
    rows = []
    for trainee in sorted({trainee for trainee, _ in totals}):
        mine = [totals.get((trainee, exercise)) for exercise in exercises]
        rows.append([trainee, report.names.get(trainee, ""), *map(_points, mine)])
    print_table(
        [say("trainee"), say("name"), *exercises], rows, title=f"{say('scores')} – {report.course_id}"
    )
    questions = [
        [
            question.exercise,
            question.question,
            f"{question.missed} / {question.graded}",
            f"{100 * question.mean_share:.0f} %",
            "\n".join(f"{count} × {_short(said)}" for said, count in question.messages[:MESSAGES_SHOWN]),
        ]
        for question in sorted(report.questions(), key=lambda q: (q.exercise, q.mean_share))
    ]
    headings = [say("exercise"), say("question"), say("missed"), say("mean"), say("messages")]
    print_table(headings, questions, title=say("understood"))
    if report.ungraded:
        reasons = [[trainee, exercise, notebook, why] for exercise, notebook, trainee, why in report.ungraded]
        print_table(
            [say("trainee"), say("exercise"), say("notebook"), say("reason")], reasons, title=say("ungraded")
        )


def write_csv(reports: Sequence[ClassReport], path: Path) -> None:
    """Write a line for each trainee and question, and for each notebook that could not be graded.

    The file has a byte order mark, so that spreadsheets read Chinese; cells that a spreadsheet would take for a
    formula begin with an apostrophe. Raises CourseFolderError when it cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for report in reports:
                writer.writerows([[_harmless(value) for value in row] for row in _lines(report)])
    except OSError as error:
        raise CourseFolderError(
            f"Cannot write {path} ({error.strerror}).", "Expected a place that this user may write to."
        ) from error


def _add(
    report: ClassReport,
    course: Course,
    exercise: str,
    notebooks: dict[str, Path],
    trainee: str,
    graded: dict[tuple[str, str], NotebookResult],
) -> None:
    page = read_page(course, trainee, exercise)
    entries = {entry.notebook: entry for entry in page.entries} if page else {}
    for notebook, source in notebooks.items():
        entry, result = entries.get(notebook), graded.get((trainee, notebook))
        if entry is not None and entry.reason:
            report.ungraded.append((exercise, notebook, trainee, entry.reason))
        elif result is not None:
            if result.penalty:
                report.penalties[exercise, notebook, trainee] = result.penalty
            order = _order(source)
            for question in sorted(
                result.questions.values(), key=lambda q: order.get(q.grade_id, len(order))
            ):
                said = entry.messages.get(question.grade_id, "") if entry else ""
                missed = question.score is not None and question.score < question.max_score
                report.scores.append(
                    Score(
                        exercise,
                        notebook,
                        trainee,
                        result.name,
                        question.grade_id,
                        question.score,
                        question.max_score,
                        question.by_person,
                        said if missed else "",
                    )
                )


@cache
def _order(source: Path) -> dict[str, int]:
    """Where each grade id stands in a source notebook."""
    cells, _ = notebook_file.read(source.read_bytes(), "en")
    return {cell.grade_id: position for position, cell in enumerate(cells) if cell.grade_id}


def _question(exercise: str, name: str, held: Sequence[Score]) -> Question:
    missed = [score for score in held if (score.score or 0.0) < score.max_score]
    most = sum(score.max_score for score in held)
    share = sum(score.score or 0.0 for score in held) / most if most else 1.0
    said = Counter(score.message.splitlines()[0] for score in missed if score.message.strip())
    return Question(exercise, name, len(held), len(missed), share, tuple(said.most_common()))


def _points(total: tuple[float, float, float] | None) -> str:
    if total is None:
        return "–"
    earned, most, still = total
    return f"{earned:g} / {most:g}" + (f" (+{still:g}?)" if still else "")


def _short(said: str) -> str:
    return said if len(said) <= SHORT else said[: SHORT - 1] + "…"


def _lines(report: ClassReport) -> Iterable[list[object]]:
    for score in report.scores:
        state = "to be read" if score.score is None else "graded"
        penalty = report.penalties.get((score.exercise, score.notebook, score.trainee), 0.0)
        yield [
            report.course_id, report.language, score.exercise, score.notebook, score.trainee, score.name, score.question,
            "" if score.score is None else score.score, score.max_score, int(score.by_person), penalty, state, score.message,
        ]  # fmt: skip
    for exercise, notebook, trainee, reason in report.ungraded:
        name = report.names.get(trainee, "")
        yield [
            report.course_id,
            report.language,
            exercise,
            notebook,
            trainee,
            name,
            "",
            "",
            "",
            "",
            "",
            "ungraded",
            reason,
        ]


def _harmless(value: object) -> object:
    """Text as a spreadsheet shows it: no control signs, and nothing that it would run as a formula."""
    if not isinstance(value, str):
        return value
    shown = plain(value)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@", "\t", "\r") else shown
