"""Collect submissions from a folder or zip into ``submitted/``, whatever learning platform packed them.

Nothing is lost: of several versions the newest is graded and the others are kept beside, dated; what belongs to
nobody on the roster stays where it is and is reported.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from coursekit.errors import CourseFolderError
from coursekit.grading import notebook_file
from coursekit.grading.archive import ArchiveFile, Unreadable, files_in
from coursekit.grading.handed_in import TIMESTAMP
from coursekit.grading.matching import is_same_exercise
from coursekit.messages import text

if TYPE_CHECKING:
    from coursekit.grading.course import Course

Status = Literal["collected", "same as before", "older version", "not collected"]
OLDER = "submitted-older"  # beside nbgrader's own steps, which never look there
NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """What became of one file; ``detail`` says why it was not collected, or what to know about it."""

    file: str
    student: str
    notebook: str
    status: Status
    detail: str = ""

    @property
    def taken(self) -> bool:
        """Whether the file is in the course now, to be graded or kept as an older version."""
        return self.status != "not collected"

    def cells(self) -> list[str]:
        """The row as text: trainee, file, what became of it."""
        return [self.student, self.file, f"{self.status}. {self.detail}" if self.detail else self.status]


@dataclass(frozen=True)
class _Version:
    file: ArchiveFile
    student: str
    notebook: str
    content: bytes
    detail: str


def collect(
    course: Course, assignment: str, source: Path, elsewhere: Container[str] = frozenset()
) -> list[Row]:
    """Put the notebooks of ``source`` (a folder or zip) where nbgrader expects them; returns a row for each file.

    A trainee is recognised by the id of the roster in a folder's or file's name (``ana/ex04/ex04.ipynb``,
    ``ana.ipynb``, ``ex04_ana.ipynb``), or by name, as in Moodle's folders. Notebooks that say they are in a language
    of ``elsewhere``, which is collected as well, are left to that course, with the files beside them.

    Raises CourseFolderError without a roster, UsageError when ``source`` cannot be read.
    """
    roster = course.roster
    if not roster:
        raise CourseFolderError(
            f"Found no {'trainees in' if roster is not None else 'file'} {course.root / 'roster.csv'}.",
            "Expected a table with the columns id, first_name, last_name, email and a line for each trainee.",
            "Fill it in; submissions are recognised by it.",
        )
    return _Collection(course, assignment, roster, elsewhere).run(source)


class _Collection:
    def __init__(
        self,
        course: Course,
        assignment: str,
        roster: Mapping[str, Mapping[str, str]],
        elsewhere: Container[str],
    ) -> None:
        self.elsewhere = elsewhere
        self.left: set[PurePosixPath] = set()  # folders of notebooks that are another language's
        self.course, self.assignment = course, assignment
        self.people = People(roster)
        self.questions = {
            name: _grade_ids(path.read_bytes()) for name, path in course.notebooks(assignment).items()
        }
        self.rows: list[Row] = []
        self.placed: dict[tuple[str, str], int] = {}  # row of the notebook that lies in submitted/ now
        self.homes: set[tuple[str, PurePosixPath]] = set()  # folders that hold one trainee's work

    def run(self, source: Path) -> list[Row]:
        """Each notebook as it comes, so that a large class needs little memory; then the files beside them."""
        beside: list[ArchiveFile] = []
        for file in files_in(source):
            if NOTEBOOK.search(file.path.name):
                version = self._version(file)
                if version is not None:
                    self._place(version)
            else:
                beside.append(file)
        for file in beside:
            self._place_beside(file)
        return sorted(self.rows, key=lambda row: (row.student, row.file))

    def _version(self, file: ArchiveFile) -> _Version | None:
        student, why = self.people.owner(file.path)
        if not student:
            self._refuse(file, "", why)
            return None
        try:
            content = file.read(notebook_file.MAX_BYTES)
        except Unreadable as error:
            self._refuse(file, student, error.key)
            return None
        ids: set[str] = set()
        detail = ""
        try:
            cells, _ = notebook_file.read(content, self.course.language)
            ids = {cell.grade_id for cell in cells if cell.grade_id}
        except notebook_file.Ungradable as reason:
            detail = str(reason)  # collected all the same: grading tells the trainee why
        if len(content) > notebook_file.MAX_BYTES:
            self._refuse(file, student, "too_large")
            return None
        if ids and self.course.notebook_language(content) in self.elsewhere:
            self.left.add(file.path.parent)
            return None
        notebook = self._notebook(NOTEBOOK.sub("", file.path.name), ids)
        if not notebook:
            self._refuse(file, student, "wrong_exercise" if ids else "which_notebook")
            return None
        return _Version(file, student, notebook, content, detail)

    def _notebook(self, stem: str, ids: set[str]) -> str:
        """Which notebook of the assignment a file is: by its questions, then by its name."""
        if ids:
            shared = {name: len(ids & questions) for name, questions in self.questions.items()}
            best = max(shared, key=lambda name: (shared[name], name in stem))
            return best if is_same_exercise(self.questions[best], ids) else ""
        named = [name for name in self.questions if name.lower() in stem.lower()]
        if len(named) == 1:
            return named[0]
        return next(iter(self.questions)) if len(self.questions) == 1 else ""

    def _place(self, version: _Version) -> None:
        folder = self.course.folder("submitted", version.student, self.assignment)
        path = folder / f"{version.notebook}.ipynb"
        changed = version.file.changed
        self.homes.add((version.student, version.file.path.parent))
        if path.is_file() and not path.is_symlink():
            present, present_changed = path.read_bytes(), _changed(path)
            if present == version.content:
                self._row(version, "same as before")
                return
            if present_changed > changed:
                self._keep_older(version.student, version.notebook, version.content, changed)
                self._row(version, "older version", self._said("newer_exists"))
                return
            self._keep_older(version.student, version.notebook, present, present_changed)
            self._call_older(version.student, version.notebook)
        _write(path, version.content)
        seconds = changed.replace(tzinfo=UTC).timestamp()
        os.utime(path, (seconds, seconds))
        newest = max(changed, _submitted_at(folder) or changed)
        _write(folder / TIMESTAMP, f"{newest:%Y-%m-%d %H:%M:%S} UTC".encode())
        self.placed[version.student, version.notebook] = len(self.rows)
        self._row(version, "collected", version.detail)

    def _call_older(self, student: str, notebook: str) -> None:
        """The row of what was placed in this run and is replaced now."""
        at = self.placed.get((student, notebook))
        if at is not None:
            self.rows[at] = replace(self.rows[at], status="older version", detail=self._said("newer_exists"))

    def _place_beside(self, file: ArchiveFile) -> None:
        """A data file is the trainee's when it lies in the folder of their notebook, or below."""
        owners = {
            (student, home)
            for student, home in self.homes
            if home != PurePosixPath(".") and file.path.is_relative_to(home)
        }
        if not owners and any(file.path.is_relative_to(home) for home in self.left):
            return
        if len({student for student, _ in owners}) != 1:
            self.rows.append(
                Row(_shown(file.path), "", "", "not collected", self._said("no_notebook_beside"))
            )
            return
        student, home = max(owners, key=lambda owner: len(owner[1].parts))
        relative = file.path.relative_to(home)
        if ".." in relative.parts:
            self._refuse(file, student, "damaged")
            return
        try:
            content = file.read(self.course.file_limit)
            if len(content) > self.course.file_limit:
                raise Unreadable("too_large")
            _write(self.course.folder("submitted", student, self.assignment) / relative, content)
        except Unreadable as error:
            self._refuse(file, student, error.key)
            return
        except (IsADirectoryError, NotADirectoryError, FileExistsError):
            self._refuse(file, student, "damaged")
            return
        self.rows.append(Row(_shown(file.path), student, "", "collected"))

    def _keep_older(self, student: str, notebook: str, content: bytes, changed: datetime) -> None:
        folder = Path(self.course.directory.format_path(OLDER, student, self.assignment))
        name = f"{notebook}.{changed:%Y-%m-%dT%H-%M-%S}"
        path, number = folder / f"{name}.ipynb", 1
        while path.exists() and path.read_bytes() != content:
            number += 1
            path = folder / f"{name}-{number}.ipynb"
        _write(path, content)

    def _row(self, version: _Version, status: Status, detail: str = "") -> None:
        self.rows.append(Row(_shown(version.file.path), version.student, version.notebook, status, detail))

    def _refuse(self, file: ArchiveFile, student: str, key: str) -> None:
        self.rows.append(Row(_shown(file.path), student, "", "not collected", self._said(key)))

    def _said(self, key: str) -> str:
        return text(f"grading.collect_{key}", self.course.language)


class People:
    """The roster, ready to recognise whose a file is by its path."""

    def __init__(self, roster: Mapping[str, Mapping[str, str]]) -> None:
        self.ids = {_folded(student): student for student in roster}
        self.names: dict[str, set[str]] = defaultdict(set)
        for student, row in roster.items():
            first, last = row.get("first_name", ""), row.get("last_name", "")
            for name in (
                f"{first} {last}",
                f"{last} {first}",
                first + last,
                last + first,
                row.get("name", ""),
            ):
                if (first.strip() and last.strip()) or name == row.get("name", ""):
                    self.names[_folded(name)].add(student)
            self.names[_folded(row.get("email", ""))].add(student)
        self.names.pop("", None)

    def owner(self, path: PurePosixPath) -> tuple[str, str]:
        """The trainee whose file it is, or '' and the key of the reason: 'unknown' or 'ambiguous'."""
        parts = [_folded(part) for part in (*path.parts[:-1], NOTEBOOK.sub("", path.name))]
        for part in parts:
            if part in self.ids:
                return self.ids[part], ""
        for known in (self._ids_in, self._named_in):
            found = {student for part in parts for student in known(part)}
            if len(found) == 1:
                return found.pop(), ""
            if found:
                return "", "ambiguous"
        return "", "unknown"

    def _ids_in(self, part: str) -> set[str]:
        """Ids that stand in a name between other signs; of ids that contain one another the longest."""
        tokens = set(_pieces(part))
        found = {folded for folded in tokens & self.ids.keys()}
        longest = {f for f in found if not any(f != other and f in _pieces(other) for other in found)}
        return {self.ids[folded] for folded in longest}

    def _named_in(self, part: str) -> set[str]:
        before_moodle = re.split(r"_\d+_assign", part)[0]
        found = self.names.get(before_moodle) or self.names.get(before_moodle.replace("_", " "))
        if found:
            return found
        return {student for piece in _pieces(part) for student in self.names.get(piece, ())}


def _pieces(part: str) -> Sequence[str]:
    """Every run of whole words in a name: ``ex04_ana-li`` gives ex04, ana, li, ana-li, ex04_ana, …"""
    words = [(match.start(), match.end()) for match in re.finditer(r"[^\s_\-()\[\]（）,+.]+", part)][:24]
    return [part[start:end] for i, (start, _) in enumerate(words) for _, end in words[i:]]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _grade_ids(source: bytes) -> set[str]:
    cells, _ = notebook_file.read(source, "en")
    return {cell.grade_id for cell in cells if cell.grade_id}


def _submitted_at(folder: Path) -> datetime | None:
    from nbgrader.utils import parse_utc

    try:
        found = parse_utc((folder / TIMESTAMP).read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None
    return found if isinstance(found, datetime) else None


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)


def _write(path: Path, content: bytes) -> None:
    """Write beside, then rename: a reader never sees half a file, and a link is replaced, not followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    os.replace(beside, path)


def _shown(path: PurePosixPath) -> str:
    return "".join(c if c.isprintable() else "?" for c in str(path))[:200]
