"""nbgrader's gradebook: one transaction a submission, in time that does not grow with the class.

The tables are nbgrader's own. Its queries load whole relations (80 s a submission at 10,000 trainees); here
every row is found by the columns of a unique index.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coursekit.errors import CourseFolderError
from coursekit.grading.database import explained, open_engine
from coursekit.grading.recording import GradebookCell, NotebookGrades, Recording

if TYPE_CHECKING:
    from sqlalchemy import Connection

WAIT_SECONDS = 60.0


class Gradebook:
    """The gradebook of one course, opened for recording one assignment.

    Raises CourseFolderError when the assignment was never released into it, GradebookBusy when it is locked.
    """

    def __init__(self, db_url: str, assignment: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.assignment = assignment
        self.engine = open_engine(db_url, wait_seconds)
        with self._transaction() as connection:
            self.assignment_id, self.duedate, self.notebooks = _structure(connection, assignment, db_url)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def questions(self, notebook: str) -> dict[str, float]:
        """Grade ids of a notebook with the points that each can earn, task cells included."""
        cells = self.notebooks[notebook][1].items()
        return {name: cell.max_score for (name, _), cell in cells if cell.max_score is not None}

    def require_same_questions(self, notebook: str, questions: Mapping[str, float]) -> None:
        """Raise CourseFolderError unless the source has the questions that were released."""
        known = self.questions(notebook) if notebook in self.notebooks else None
        if known == dict(questions):
            return
        differing = sorted(
            n for n in {*(known or {}), *questions} if (known or {}).get(n) != questions.get(n)
        )
        found = "is not in the gradebook" if known is None else f"differs in {', '.join(differing[:5])}"
        raise CourseFolderError(
            f"Found a source of {self.assignment}/{notebook} that {found}: it has changed since it was released.",
            "Expected the questions and points that were given out.",
            f"Release it again: coursekit release {self.assignment} (or nbgrader generate_assignment).",
        )

    def students(self) -> set[str]:
        """The ids of everybody whom the gradebook knows."""
        from nbgrader.api import Student
        from sqlalchemy import select

        with self._transaction() as connection:
            return set(connection.execute(select(Student.__table__.c.id)).scalars())

    def submitted_notebooks(self) -> Sequence[Any]:
        """Every submitted notebook of the assignment with its trainee's id and name, time and late penalty."""
        from nbgrader.api import Student, SubmittedAssignment, SubmittedNotebook
        from sqlalchemy import select

        n, a, s = (model.__table__ for model in (SubmittedNotebook, SubmittedAssignment, Student))
        query = (
            select(
                *(n.c.id, n.c.notebook_id, n.c.late_submission_penalty),
                *(a.c.student_id, a.c.timestamp, s.c.first_name, s.c.last_name),
            )
            .join(a, a.c.id == n.c.assignment_id)
            .join(s, s.c.id == a.c.student_id)
            .where(a.c.assignment_id == self.assignment_id)
        )
        return self._all(query)

    def grades(self) -> Sequence[Any]:
        """Every grade row of the assignment."""
        from nbgrader.api import Grade

        return self._all(self._of_assignment(Grade.__table__))

    def comments(self) -> Sequence[Any]:
        """Every comment row of the assignment."""
        from nbgrader.api import Comment

        return self._all(self._of_assignment(Comment.__table__))

    def _of_assignment(self, table: Any) -> Any:
        from nbgrader.api import SubmittedAssignment, SubmittedNotebook
        from sqlalchemy import select

        n, a = SubmittedNotebook.__table__, SubmittedAssignment.__table__
        joined = select(table).join(n, n.c.id == table.c.notebook_id).join(a, a.c.id == n.c.assignment_id)
        return joined.where(a.c.assignment_id == self.assignment_id)

    def _all(self, query: Any) -> Sequence[Any]:
        with self._transaction() as connection:
            return connection.execute(query).all()

    def record(
        self,
        student: str,
        notebooks: Mapping[str, NotebookGrades],
        *,
        timestamp: datetime | None = None,
        profile: Mapping[str, str] | None = None,
        penalty: Any = None,
    ) -> None:
        """Write one submission: all of it, or nothing.

        Keeps a person's scores, extra credit and comments, as nbgrader does on grading again. ``penalty`` maps
        (student, score, seconds late) to points taken off, or None; ``profile`` fills in an unknown student.
        """
        from sqlalchemy.exc import IntegrityError

        for attempt in (1, 2):
            try:
                with self._transaction() as connection:
                    Recording(self, connection, student, penalty).write(notebooks, timestamp, profile or {})
                return
            except IntegrityError:  # another grader added the same rows between our look and our write
                if attempt == 2:
                    raise

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        from sqlalchemy.exc import DatabaseError, IntegrityError

        try:
            with self.engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except DatabaseError as error:
            raise explained(error, self.engine.url.render_as_string(hide_password=True)) from error


def _structure(
    connection: Connection, assignment: str, db_url: str
) -> tuple[str, datetime | None, dict[str, tuple[str, dict[tuple[str, str], GradebookCell]]]]:
    from nbgrader.api import Assignment, BaseCell, GradeCell, Notebook, TaskCell
    from sqlalchemy import inspect, select

    tables = set(inspect(connection).get_table_names())
    found = None
    if "assignment" in tables:
        a = Assignment.__table__
        found = connection.execute(select(a.c.id, a.c.duedate).where(a.c.name == assignment)).first()
    notebooks: dict[str, tuple[str, dict[tuple[str, str], GradebookCell]]] = {}
    if found is not None:
        n, b, g, t = (model.__table__ for model in (Notebook, BaseCell, GradeCell, TaskCell))
        rows = connection.execute(
            select(n.c.name, n.c.id, b.c.name, b.c.id, b.c.type, g.c.max_score, t.c.max_score)
            .select_from(
                n.outerjoin(b, b.c.notebook_id == n.c.id)
                .outerjoin(g, g.c.id == b.c.id)
                .outerjoin(t, t.c.id == b.c.id)
            )
            .where(n.c.assignment_id == found.id)
        )
        for name, notebook_id, cell, cell_id, kind, graded, task in rows:
            cells = notebooks.setdefault(name, (notebook_id, {}))[1]
            if cell is not None:
                cells[cell, kind] = GradebookCell(cell_id, kind, graded if graded is not None else task)
    if found is None or not notebooks:
        raise CourseFolderError(
            f"The exercise {assignment} has not been released: the gradebook does not know its questions.",
            "Expected an exercise that was given out.",
            f"Release it first: coursekit release {assignment} (or nbgrader generate_assignment {assignment}).",
        )
    return found.id, found.duedate, notebooks
