"""A course folder as nbgrader sees it: its configuration, sources and submissions, also one without coursekit."""

from __future__ import annotations

import csv
import json
import os
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.errors import CourseFolderError, UsageError
from coursekit.grading.folder import read_files
from coursekit.messages import LANGUAGES

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory

CONFIG = "nbgrader_config.py"
ROSTER = "roster.csv"
CLASS = "class.toml"
STUDENT = "\x00student\x00"  # stands for the trainee in a path; no path can hold it
_loading = threading.Lock()  # nbgrader's configuration is read relative to the current folder


@dataclass(frozen=True)
class Course:
    """A course folder; everything in it is found the way ``nbgrader autograde`` finds it.

    Use :func:`open_course`. ``language`` is that of messages where a notebook does not say its own.
    """

    root: Path
    config: Any = field(repr=False)  # traitlets' Config
    directory: CourseDirectory = field(repr=False)
    db_url: str
    language: str = "en"

    @property
    def course_id(self) -> str:
        """nbgrader's id of the course; its gradebook uses ``default_course`` for none."""
        return self.directory.course_id or "default_course"

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Where nbgrader keeps a step (``source``, ``submitted``, ``autograded``, ``feedback``) of an assignment."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    @cached_property
    def assignments(self) -> tuple[str, ...]:
        """Assignments that have a source folder with notebooks in it."""
        pattern = self.folder("source", ".", STUDENT)
        found = [name for name, path in _matching(pattern) if any(path.glob("*.ipynb"))]
        return tuple(sorted(found))

    def require_assignment(self, assignment: str) -> None:
        """Raise CourseFolderError unless ``assignment`` has a source with notebooks."""
        if assignment not in self.assignments:
            from difflib import get_close_matches

            given = assignment.lower()
            near = [name for name in self.assignments if given and name.lower().startswith(given)]
            near = near or get_close_matches(given, self.assignments, n=3, cutoff=0.5)
            raise CourseFolderError(
                f"Found no exercise '{assignment}' in {self.folder('source', '.', '.')}.",
                f"Expected one of: {', '.join(near or self.assignments) or 'none'}.",
                "Check the name, or create its source notebook.",
            )

    def notebooks(self, assignment: str) -> dict[str, Path]:
        """The source notebooks of an assignment by name, in order."""
        self.require_assignment(assignment)
        return {path.stem: path for path in sorted(self.folder("source", ".", assignment).glob("*.ipynb"))}

    def files(self, assignment: str) -> dict[str, bytes]:
        """The instructor's data files beside the source notebooks, by relative path."""
        folder = self.folder("source", ".", assignment)
        held, _ = read_files(folder, ignore=self.directory.ignore, limit=self.file_limit, total=None)
        return held

    def kept_from_trainee(self, assignment: str) -> frozenset[str]:
        """Files that trainees may change (``Autograde.exclude_overwriting``)."""
        kept = self.config.get("Autograde", {}).get("exclude_overwriting", {})
        return frozenset(kept.get(assignment, ()))

    @property
    def file_limit(self) -> int:
        """The largest data file that is taken along, in bytes."""
        return int(self.directory.max_file_size) * 1000

    @cached_property
    def cell_seconds(self) -> float:
        """The time a cell may take: nbgrader's ``ExecutePreprocessor.timeout`` (30 s); infinite when switched off."""
        from nbgrader.preprocessors import Execute

        timeout = Execute(config=self.config).timeout
        return float(timeout) if timeout and timeout > 0 else float("inf")

    @cached_property
    def permissions(self) -> int:
        """The mode of files in ``autograded/``, as nbgrader sets it."""
        from nbgrader.converters import Autograde

        return int(str(Autograde(coursedir=self.directory, config=self.config).permissions), 8)

    @cached_property
    def creates_students(self) -> bool:
        """Whether somebody who is not in the gradebook yet is added to it."""
        return bool(self.config.get("Autograde", {}).get("create_student", True))

    @cached_property
    def roster(self) -> dict[str, dict[str, str]] | None:
        """The trainees of ``roster.csv`` by id, with the other columns; None where there is no such file.

        Raises CourseFolderError for a file without the column ``id``, or with an id twice.
        """
        return read_roster(self.root / ROSTER) if (self.root / ROSTER).is_file() else None

    @cached_property
    def class_settings(self) -> Mapping[str, Any]:
        """What ``class.toml`` says (id, languages, salt); empty without one."""
        path = self.root / CLASS
        if not path.is_file():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CourseFolderError(
                f"Found a {CLASS} that cannot be read ({error}).",
                'Expected lines such as: id = "spring".',
                "Mend that line; the salt in it must stay as it was.",
            ) from error

    def students_with_folder(self, assignment: str) -> dict[str, Path]:
        """Everybody who has a folder in ``submitted/`` for the assignment, links included, by student id."""
        found = dict(_matching(self.folder("submitted", STUDENT, assignment)))
        excluded = {name.strip() for name in self.directory.student_id_exclude.split(",")}
        return {name: path for name, path in sorted(found.items()) if name not in excluded}

    def notebook_language(self, source: bytes) -> str:
        """The language a source notebook states in its metadata, else the course's."""
        try:
            stated = json.loads(source)["metadata"]["coursekit"]["language"]
        except (ValueError, KeyError, TypeError):
            return self.language
        return stated if stated in ("en", "zh") else self.language

    def source(self, assignment: str, notebook: str) -> bytes:
        """The instructor's notebook with its tests and without its answers, by nbgrader's own steps.

        Raises CourseFolderError for a source that nbgrader would refuse, with the reason.
        """
        from coursekit.grading.release import source_for_grading

        return source_for_grading(self, assignment, notebook)


def open_course(
    root: str | os.PathLike[str] = ".", *, language: str | None = None, db: str | None = None
) -> Course:
    """The course in ``root``, with its ``nbgrader_config.py`` honoured.

    ``language`` sets COURSE_LANG while the configuration is read; ``db`` takes the place of its database.
    Raises CourseFolderError when the folder is no course or its configuration fails, UsageError for another language.
    """
    folder = Path(root).expanduser()
    if not folder.is_dir():
        raise CourseFolderError(f"Found no folder {folder}.", "Expected a course folder.", "Check the path.")
    folder = folder.resolve()
    if language is not None and language not in LANGUAGES:
        raise UsageError(f"Found --lang '{language}'.", f"Expected one of {', '.join(LANGUAGES)}.")
    spoken = language or os.environ.get("COURSE_LANG") or "en"
    config, directory = _nbgrader_settings(folder, language)
    if not Path(directory.format_path(directory.source_directory, ".", "x")).parent.is_dir():
        raise CourseFolderError(
            f"{folder} is not a course folder: it has no folder '{directory.source_directory}'"
            + ("." if (folder / CONFIG).is_file() else f" and no {CONFIG}."),
            "Expected a folder made by 'coursekit class init' or 'nbgrader quickstart'.",
            "Change into the course folder, or name it with --course.",
        )
    if db:
        directory.db_url = db
    return Course(folder, config, directory, _absolute(directory.db_url, Path(directory.root)), spoken)


def read_roster(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a roster by the column ``id``; any of the usual encodings, also as Excel saves it.

    Raises CourseFolderError for a table without that column or with an id twice.
    """
    raw = path.read_bytes()
    content = ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
            break
        except UnicodeDecodeError:
            continue
    lines = content.splitlines()
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.DictReader(lines, delimiter=delimiter)
    if "id" not in (reader.fieldnames or ()):
        raise CourseFolderError(
            f"Found no column 'id' in {path}.",
            "Expected a table with the columns id, first_name, last_name, email.",
        )
    people: dict[str, dict[str, str]] = {}
    for row in reader:
        student = (row.pop("id", "") or "").strip()
        if student in people:
            raise CourseFolderError(
                f"Found the id '{student}' twice in {path}.",
                "Expected every trainee once.",
                "Remove one of the rows.",
            )
        if student:
            people[student] = {
                name: (value or "").strip() for name, value in row.items() if isinstance(name, str)
            }
    return people


def _nbgrader_settings(folder: Path, language: str | None) -> tuple[Any, CourseDirectory]:
    """nbgrader's configuration for ``folder``, read by nbgrader's own application."""
    from nbgrader.apps.baseapp import NbGrader
    from traitlets import TraitError

    with _loading, standing_in(folder, language):
        app = NbGrader()
        app.log_level = 50  # what it logs while loading is for its own command line
        try:
            app.initialize(argv=[f"--CourseDirectory.root={folder}"])
        except (SystemExit, TraitError) as error:
            raise CourseFolderError(
                f"Found a configuration in {folder} that nbgrader refuses ({error}).",
                f"Expected a working {CONFIG}.",
                "Run 'nbgrader autograde --debug' in that folder to see the line.",
            ) from error
        return app.config, app.coursedir


@contextmanager
def standing_in(folder: Path, language: str | None) -> Iterator[None]:
    """Be in ``folder``, with COURSE_LANG set: nbgrader takes relative paths and the language from there."""
    here, path, spoken = Path.cwd(), sys.path[:], os.environ.get("COURSE_LANG")
    os.chdir(folder)
    sys.path.insert(0, str(folder))  # where nbgrader finds a course's own plugins
    if language:
        os.environ["COURSE_LANG"] = language
    try:
        yield
    finally:
        os.chdir(here)
        sys.path[:] = path
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(f"{folder}{os.sep}"):
                del sys.modules[name]  # another course may have a plugin of the same name
        if language:
            os.environ.pop("COURSE_LANG")
        if spoken is not None:
            os.environ["COURSE_LANG"] = spoken


def _absolute(db_url: str, root: Path) -> str:
    """SQLite files are named relative to the course folder; PostgreSQL is reached with psycopg 3."""
    start = "sqlite:///"
    for short in ("postgres://", "postgresql://"):
        if db_url.startswith(short):
            return "postgresql+psycopg://" + db_url.removeprefix(short)
    if db_url.startswith(start) and db_url != start:
        return start + str(root / db_url.removeprefix(start))
    return db_url


def _matching(pattern: Path) -> Iterator[tuple[str, Path]]:
    """Folders that ``pattern`` stands for, each with the name that takes the place of STUDENT."""
    parts = pattern.parts
    at = next(i for i, part in enumerate(parts) if STUDENT in part)
    before, after = parts[at].split(STUDENT, 1)
    parent = Path(*parts[:at])
    if not parent.is_dir():
        return
    for entry in os.scandir(parent):
        name = entry.name
        inner = name[len(before) : len(name) - len(after)]
        fits = name.startswith(before) and name.endswith(after) and inner and not inner.startswith(".")
        path = Path(entry.path, *parts[at + 1 :])
        if fits and (path.is_dir() or path.is_symlink()):
            yield inner, path
