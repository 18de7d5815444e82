"""nbgrader's gradebook: one transaction a submission, in time that does not grow with the class.

The tables are nbgrader's own. Its queries load whole relations (80 s a submission at 10,000 trainees); here
every row is found by the columns of a unique index.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from coursekit.errors import CourseFolderError, CourseKitError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

WAIT_SECONDS = 60.0
CONNECT_SECONDS = 10
NO_CONNECTION = ("connection failed", "connection timeout", "failed to resolve")  # psycopg's words
CHUNK = 400  # names in one query; SQLite allows about a thousand


class GradebookBusy(CourseKitError):
    """The gradebook cannot be written now: locked by another program, full disk, server gone."""


@dataclass(frozen=True)
class NotebookGrades:
    """What one notebook earned, as nbgrader stores it; ``scores`` is None for one that could not be graded.

    ``scores`` maps grade ids to points (None: a person grades), ``comments`` those that nbgrader comments on
    to its comment (``No response.``) or None.
    """

    scores: Mapping[str, float | None] | None
    comments: Mapping[str, str | None]


@dataclass(frozen=True)
class _Cell:
    cell_id: str
    kind: str  # GradeCell, SolutionCell, TaskCell
    max_score: float | None


class Gradebook:
    """The gradebook of one course, opened for recording one assignment.

    Raises CourseFolderError when the assignment was never released into it, GradebookBusy when it is locked.
    """

    def __init__(self, db_url: str, assignment: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.assignment = assignment
        self.engine = _engine(db_url, wait_seconds)
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
            f"Release it again: coursekit class release {self.assignment} (or nbgrader generate_assignment).",
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
                    _Recording(self, connection, student, penalty).write(notebooks, timestamp, profile or {})
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
            raise _explained(error, self.engine.url.render_as_string(hide_password=True)) from error


def _explained(error: Exception, url: str) -> CourseKitError:
    reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
    if "no such column" in reason or "no such table" in reason or "UndefinedColumn" in type(error).__name__:
        return CourseFolderError(
            f"Found a gradebook of another nbgrader version at {url} ({reason}).",
            "Expected the tables of the installed nbgrader.",
            "Make a copy of it, then run 'nbgrader db upgrade'.",
        )
    if "not a database" in reason or "malformed" in reason:
        return CourseFolderError(
            f"Found a damaged gradebook at {url} ({reason}).",
            "Expected nbgrader's database.",
            "Restore a copy of it.",
        )
    if reason.startswith(NO_CONNECTION):
        return CourseFolderError(
            f"Found no database server that lets us in at {url} ({reason}).",
            "Expected a running PostgreSQL with that user and database.",
            "Check the address and start the server, then run the command again.",
        )
    return GradebookBusy(
        f"The gradebook at {url} cannot be used now: {reason}.",
        "Expected to write to it within a minute.",
        "Close other programs that use it, see that the disk has room, and run the command again: "
        "what is graded stays graded.",
    )


def _engine(db_url: str, wait_seconds: float) -> Engine:
    from pathlib import Path

    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        url = make_url(db_url)
        sqlite = url.get_backend_name() == "sqlite"
        if sqlite and url.database and not Path(url.database).is_file():
            raise CourseFolderError(
                f"Found no gradebook {url.database}.",
                "Expected the one that nbgrader makes when an exercise is released.",
                "Release the exercise first: coursekit class release EXERCISE (or nbgrader generate_assignment).",
            )
        waits = {"timeout": wait_seconds} if sqlite else {"connect_timeout": CONNECT_SECONDS}
        engine = create_engine(url, connect_args=waits)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise CourseFolderError(
            f"Cannot use the database {db_url.split('@')[-1]} ({error}).",
            "Expected sqlite:///path or postgresql://user@host/name.",
            "Check the address; for PostgreSQL install psycopg.",
        ) from error
    if sqlite:
        # Take the write lock at once: two graders that both read first could never both write.
        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _: object) -> None:
            connection.isolation_level = None

        @event.listens_for(engine, "begin")
        def _begun(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _structure(
    connection: Connection, assignment: str, db_url: str
) -> tuple[str, datetime | None, dict[str, tuple[str, dict[tuple[str, str], _Cell]]]]:
    from nbgrader.api import Assignment, BaseCell, GradeCell, Notebook, TaskCell
    from sqlalchemy import inspect, select

    tables = set(inspect(connection).get_table_names())
    found = None
    if "assignment" in tables:
        a = Assignment.__table__
        found = connection.execute(select(a.c.id, a.c.duedate).where(a.c.name == assignment)).first()
    notebooks: dict[str, tuple[str, dict[tuple[str, str], _Cell]]] = {}
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
                cells[cell, kind] = _Cell(cell_id, kind, graded if graded is not None else task)
    if found is None or not notebooks:
        raise CourseFolderError(
            f"The exercise {assignment} has not been released: the gradebook does not know its questions.",
            "Expected an exercise that was given out.",
            f"Release it first: coursekit class release {assignment} (or nbgrader generate_assignment {assignment}).",
        )
    return found.id, found.duedate, notebooks


class _Recording:
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
        self, row_id: str, cells: Mapping[tuple[str, str], _Cell], grades: NotebookGrades | None
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
        self, row_id: str, cells: Mapping[tuple[str, str], _Cell], grades: NotebookGrades | None
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
        self, row_id: str, cells: Mapping[tuple[str, str], _Cell], seconds_late: float
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
