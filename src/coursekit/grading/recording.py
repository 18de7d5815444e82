"""One submission on its way into nbgrader's tables, inside one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coursekit.grading.gradebook import Gradebook

CHUNK = 400  # names in one query; SQLite allows about a thousand


@dataclass(frozen=True)
class NotebookGrades:
    """What one notebook earned, as nbgrader stores it; ``scores`` is None for one that could not be graded.

    ``scores`` maps grade ids to points (None: a person grades), ``comments`` those that nbgrader comments on
    to its comment (``No response.``) or None.
    """

    scores: Mapping[str, float | None] | None
    comments: Mapping[str, str | None]


@dataclass(frozen=True)
class GradebookCell:
    """A graded cell as the gradebook knows it."""

    cell_id: str
    kind: str  # GradeCell, SolutionCell, TaskCell
    max_score: float | None


class Recording:
    """One submission on its way into the tables, inside one transaction."""

    def __init__(self, gradebook: Gradebook, connection: Connection, student: str, penalty: Any) -> None:
        self.gradebook, self.connection, self.student, self.penalty = gradebook, connection, student, penalty

    def write(
        self, notebooks: Mapping[str, NotebookGrades], timestamp: datetime | None, profile: Mapping[str, str]
    ) -> None:
        self._add_student(profile)
        submission, seconds_late = self._submission(timestamp)
        rows = self._submitted_notebooks(submission)
        for name, (_, cells) in self.gradebook.notebooks.items():
            grades = notebooks.get(name)
            self._write_scores(rows[name], cells, grades)
            self._write_comments(rows[name], cells, grades)
            if grades is not None and grades.scores is not None:
                self._write_penalty(rows[name], cells, seconds_late)

    def _add_student(self, profile: Mapping[str, str]) -> None:
        from nbgrader.api import Student
        from sqlalchemy import insert, select

        s = Student.__table__
        if self.connection.execute(select(s.c.id).where(s.c.id == self.student)).first() is None:
            known = {k: profile[k] for k in ("first_name", "last_name", "email") if profile.get(k)}
            self.connection.execute(insert(s).values(id=self.student, **known))

    def _submission(self, timestamp: datetime | None) -> tuple[str, float]:
        from nbgrader.api import SubmittedAssignment
        from sqlalchemy import insert, select, update

        s = SubmittedAssignment.__table__
        mine = (s.c.assignment_id == self.gradebook.assignment_id) & (s.c.student_id == self.student)
        found = self.connection.execute(select(s.c.id, s.c.timestamp, s.c.extension).where(mine)).first()
        extension = timedelta(0)
        if found is None:
            submission = uuid.uuid4().hex
            self.connection.execute(
                insert(s).values(
                    id=submission,
                    assignment_id=self.gradebook.assignment_id,
                    student_id=self.student,
                    timestamp=timestamp,
                )
            )
        else:
            submission, extension = found.id, found.extension or extension
            if timestamp is not None:
                self.connection.execute(update(s).where(s.c.id == submission).values(timestamp=timestamp))
            timestamp = timestamp or found.timestamp
        due = self.gradebook.duedate
        late = (timestamp - due - extension).total_seconds() if timestamp and due else 0.0
        return submission, max(0.0, late)

    def _submitted_notebooks(self, submission: str) -> dict[str, str]:
        from nbgrader.api import SubmittedNotebook

        s = SubmittedNotebook.__table__
        ids = {notebook_id: name for name, (notebook_id, _) in self.gradebook.notebooks.items()}
        found = self._rows(s, s.c.notebook_id, list(ids), s.c.assignment_id == submission)
        missing = [
            {"id": uuid.uuid4().hex, "notebook_id": i, "assignment_id": submission, "flagged": False}
            for i in ids
            if i not in found
        ]
        self._insert(s, missing)
        added = {str(row["notebook_id"]): str(row["id"]) for row in missing}
        held = {i: str(row.id) for i, row in found.items()} | added
        return {ids[i]: row_id for i, row_id in held.items()}

    def _write_scores(
        self, row_id: str, cells: Mapping[tuple[str, str], GradebookCell], grades: NotebookGrades | None
    ) -> None:
        from nbgrader.api import Grade
        from sqlalchemy import update

        g = Grade.__table__
        graded = {
            cell.cell_id: (name, cell) for (name, _), cell in cells.items() if cell.max_score is not None
        }
        found = self._rows(g, g.c.cell_id, list(graded), g.c.notebook_id == row_id)
        new = []
        for cell_id, (name, cell) in graded.items():
            scores = grades.scores if grades is not None else None
            score = None if scores is None else scores.get(name)
            row = found.get(cell_id)
            if row is None:
                needs = score is None
                new.append(
                    {
                        "id": uuid.uuid4().hex,
                        "cell_id": cell_id,
                        "notebook_id": row_id,
                        "auto_score": score,
                        "needs_manual_grade": needs,
                    }
                )
            elif grades is not None and (cell.kind != "TaskCell" or scores is None):
                needs = score is None or row.manual_score is not None
                values = {"auto_score": score, "needs_manual_grade": needs}
                self.connection.execute(update(g).where(g.c.id == row.id).values(values))
        self._insert(g, new)

    def _write_comments(
        self, row_id: str, cells: Mapping[tuple[str, str], GradebookCell], grades: NotebookGrades | None
    ) -> None:
        from nbgrader.api import Comment
        from sqlalchemy import update

        c = Comment.__table__
        commented = {
            cell.cell_id: name
            for (name, _), cell in cells.items()
            if cell.kind in ("SolutionCell", "TaskCell")
        }
        found = self._rows(c, c.c.cell_id, list(commented), c.c.notebook_id == row_id)
        new = []
        for cell_id, name in commented.items():
            said = None if grades is None else grades.comments.get(name)
            row = found.get(cell_id)
            if row is None:
                new.append(
                    {"id": uuid.uuid4().hex, "cell_id": cell_id, "notebook_id": row_id, "auto_comment": said}
                )
            elif grades is not None and row.auto_comment != said:
                self.connection.execute(update(c).where(c.c.id == row.id).values(auto_comment=said))
        self._insert(c, new)

    def _write_penalty(
        self, row_id: str, cells: Mapping[tuple[str, str], GradebookCell], seconds_late: float
    ) -> None:
        from nbgrader.api import Grade, SubmittedNotebook
        from sqlalchemy import update

        taken_off = None
        if seconds_late > 0 and self.penalty is not None:
            g = Grade.__table__
            ids = [cell.cell_id for cell in cells.values() if cell.max_score is not None]
            score = sum(
                (row.manual_score if row.manual_score is not None else row.auto_score or 0.0)
                + (row.extra_credit or 0.0 if (row.manual_score, row.auto_score) != (None, None) else 0.0)
                for row in self._rows(g, g.c.cell_id, ids, g.c.notebook_id == row_id).values()
            )
            taken_off = self.penalty(self.student, score, seconds_late)
            if taken_off is not None:
                taken_off = min(max(float(taken_off), 0.0), score)
        s = SubmittedNotebook.__table__
        self.connection.execute(update(s).where(s.c.id == row_id).values(late_submission_penalty=taken_off))

    def _rows(self, table: Any, column: Any, values: Sequence[str], also: Any) -> dict[str, Any]:
        from sqlalchemy import select

        found: dict[str, Any] = {}
        for start in range(0, len(values), CHUNK):
            part = values[start : start + CHUNK]
            rows = self.connection.execute(select(table).where(column.in_(part) & also))
            found |= {getattr(row, column.name): row for row in rows}
        return found

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        from sqlalchemy import insert

        if rows:
            self.connection.execute(insert(table), rows)
