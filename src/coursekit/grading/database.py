"""Reaching the gradebook's database: SQLite or PostgreSQL, and what to say when it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.errors import CourseFolderError, CourseKitError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

CONNECT_SECONDS = 10
NO_CONNECTION = ("connection failed", "connection timeout", "failed to resolve")  # psycopg's words


class GradebookBusy(CourseKitError):
    """The gradebook cannot be written now: locked by another program, full disk, server gone."""


def explained(error: Exception, url: str) -> CourseKitError:
    """The database's error as something a person can mend."""
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


def open_engine(db_url: str, wait_seconds: float) -> Engine:
    """An engine whose transactions take the write lock at once and wait ``wait_seconds`` for it.

    Raises CourseFolderError for an address that is none and for a gradebook that is not there.
    """
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
                "Release the exercise first: coursekit release EXERCISE (or nbgrader generate_assignment).",
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
