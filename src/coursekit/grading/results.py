"""What the gradebook holds for an assignment, people's scores and comments included, read in a few queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coursekit.grading.gradebook import Gradebook

if TYPE_CHECKING:
    from coursekit.grading.course import Course


@dataclass(frozen=True)
class QuestionResult:
    """One graded cell of one trainee: ``score`` is what counts now, None until a person has graded it."""

    grade_id: str
    score: float | None
    max_score: float
    by_person: bool  # whether a person gave the score or is to give it
    to_review: bool  # whether nbgrader asks a person to look at it


@dataclass
class NotebookResult:
    """One notebook of one trainee as the gradebook has it."""

    student: str
    name: str  # the trainee's own name, or the id
    notebook: str
    handed_in: datetime | None
    penalty: float
    questions: dict[str, QuestionResult] = field(default_factory=dict)
    comments: dict[str, str] = field(
        default_factory=dict
    )  # by grade id of the answer, as a person wrote them

    @property
    def score(self) -> float:
        """Points so far, the late penalty taken off."""
        return sum(q.score for q in self.questions.values() if q.score is not None) - self.penalty

    @property
    def max_score(self) -> float:
        """All the points there are."""
        return sum(q.max_score for q in self.questions.values())


def full_name(student: str, first: str | None, last: str | None) -> str:
    """A trainee's name as their language writes it; the id where no name is known.

    >>> full_name("a1", "Ana", "Lopez"), full_name("b2", "雷", "李"), full_name("c3", None, "")
    ('Ana Lopez', '李雷', 'c3')
    """
    first, last = (first or "").strip(), (last or "").strip()
    if first and last and all("\u4e00" <= sign <= "\u9fff" for sign in first + last):
        return last + first
    return f"{first} {last}".strip() or student


def results(course: Course, assignment: str) -> dict[tuple[str, str], NotebookResult]:
    """Everything graded of an assignment by (student, notebook).

    Raises CourseFolderError when the assignment was never released.
    """
    gradebook = Gradebook(course.db_url, assignment)
    try:
        return _read(gradebook)
    finally:
        gradebook.close()


def _read(gradebook: Gradebook) -> dict[tuple[str, str], NotebookResult]:
    names = {notebook_id: name for name, (notebook_id, _) in gradebook.notebooks.items()}
    cells = {
        cell.cell_id: (name, cell)
        for _, held in gradebook.notebooks.values()
        for (name, _), cell in held.items()
    }
    found: dict[str, NotebookResult] = {}
    for row in gradebook.submitted_notebooks():
        found[row.id] = NotebookResult(
            row.student_id,
            full_name(row.student_id, row.first_name, row.last_name),
            names[row.notebook_id],
            row.timestamp,
            row.late_submission_penalty or 0.0,
        )
    for row in gradebook.grades():
        grade_id, cell = cells[row.cell_id]
        found[row.notebook_id].questions[grade_id] = QuestionResult(
            grade_id,
            _score(row),
            cell.max_score or 0.0,
            row.manual_score is not None or row.auto_score is None,
            bool(row.needs_manual_grade),
        )
    for row in gradebook.comments():
        if row.manual_comment:
            found[row.notebook_id].comments[cells[row.cell_id][0]] = row.manual_comment
    return {(result.student, result.notebook): result for result in _sorted(found)}


def _score(row: Any) -> float | None:
    """nbgrader's rule: a person's score before the program's, extra credit on top."""
    given = row.manual_score if row.manual_score is not None else row.auto_score
    return None if given is None else float(given) + float(row.extra_credit or 0.0)


def _sorted(found: dict[str, NotebookResult]) -> Iterator[NotebookResult]:
    yield from sorted(found.values(), key=lambda result: (result.student, result.notebook))
