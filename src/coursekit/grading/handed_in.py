"""What one trainee handed in: the folder in ``submitted/``, read without trusting anything in it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.grading import notebook_file
from coursekit.grading.folder import NotAFile, read_file, read_files
from coursekit.messages import text

if TYPE_CHECKING:
    from coursekit.grading.course import Course

TIMESTAMP = "timestamp.txt"
LONGEST_ID = 128  # characters of a student id that nbgrader's gradebook holds


@dataclass(frozen=True)
class HandedIn:
    """The notebooks of one submission as bytes, or the reason why one cannot be graded, and the files beside."""

    student: str
    notebooks: Mapping[str, bytes]
    reasons: Mapping[str, str]  # by notebook
    notes: Mapping[str, tuple[str, ...]]  # by notebook, told to the trainee
    files: Mapping[str, bytes] = field(default_factory=dict)
    timestamp: datetime | None = None

    @property
    def digest(self) -> str:
        """A digest of everything that counts, to tell whether something newer was handed in."""
        total = hashlib.sha256()
        for name, content in sorted((*self.notebooks.items(), *self.files.items())):
            total.update(f"{name!r} {len(content)}\n".encode())
            total.update(content)
        for name, reason in sorted(self.reasons.items()):
            total.update(f"{name!r} {reason}\n".encode())
        return total.hexdigest()


def read_handed_in(
    course: Course,
    assignment: str,
    student: str,
    notebooks: Sequence[str],
    instructors_files: Mapping[str, bytes],
    language: str,
) -> HandedIn:
    """Read a student's folder: the notebooks asked for, and data files with the instructor's laid over them."""
    folder = course.folder("submitted", student, assignment)
    problem = _folder_problem(folder, course.root, student, language)
    if problem:
        return HandedIn(student, {}, dict.fromkeys(notebooks, problem), {})
    found, reasons, notes = _notebooks(folder, notebooks, language)
    own, left_out = read_files(folder, ignore=course.directory.ignore, limit=course.file_limit)
    if left_out:
        shown = ", ".join(repr(name)[1:-1][:60] for name in left_out[:3])
        note = text("intake.files_left_out", language, count=len(left_out), names=shown)
        notes = {name: (*notes.get(name, ()), note) for name in notebooks}
    timestamp = _timestamp(own.get(TIMESTAMP))
    kept = course.kept_from_trainee(assignment)
    files = _laid_over(
        own, {name: data for name, data in instructors_files.items() if name not in kept or name not in own}
    )
    return HandedIn(student, found, reasons, notes, files, timestamp)


def _folder_problem(folder: Path, root: Path, student: str, language: str) -> str:
    if (
        len(student) > LONGEST_ID
        or not student.isprintable()
        or student in (".", "..")
        or re.search(r"[/\\]", student)
    ):
        return text("intake.student_id", language, limit=LONGEST_ID)
    place = folder
    while place not in (root, place.parent):
        if place.is_symlink():
            return text("intake.linked_folder", language)
        place = place.parent
    if not os.access(folder, os.R_OK | os.X_OK):
        return text("intake.unreadable", language)
    return ""


def _notebooks(
    folder: Path, wanted: Sequence[str], language: str
) -> tuple[dict[str, bytes], dict[str, str], dict[str, tuple[str, ...]]]:
    present = {
        entry.name: Path(entry.path) for entry in os.scandir(folder) if entry.name.lower().endswith(".ipynb")
    }
    paths = {name: present.pop(f"{name}.ipynb") for name in wanted if f"{name}.ipynb" in present}
    found: dict[str, bytes] = {}
    reasons: dict[str, str] = {}
    notes: dict[str, tuple[str, ...]] = {}
    missing = [name for name in wanted if name not in paths]
    for name in missing:
        stand_in = _stand_in(name, present, len(missing) == 1)
        if stand_in is None:
            reasons[name] = _missing(folder, name, present, language)
        else:
            paths[name] = present.pop(stand_in)
            notes[name] = (
                text("intake.renamed", language, found=_shown(stand_in), expected=f"{name}.ipynb"),
            )
    for name, path in paths.items():
        try:
            found[name] = read_file(path, notebook_file.MAX_BYTES)
        except NotAFile:
            key = "folder" if path.is_dir() and not path.is_symlink() else "linked_file"
            reasons[name] = text(f"intake.{key}", language, name=_shown(path.name))
        except OSError:
            reasons[name] = text("intake.unreadable", language)
    return found, reasons, notes


def _stand_in(name: str, present: Mapping[str, Path], only_one_missing: bool) -> str | None:
    """The file that must be notebook ``name`` under another name, such as ``ex04 (1).ipynb``."""
    alike = [other for other in present if name.lower() in other.lower()]
    if len(alike) == 1:
        return alike[0]
    return next(iter(present)) if only_one_missing and len(present) == 1 else None


def _missing(folder: Path, name: str, present: Mapping[str, Path], language: str) -> str:
    others = sorted(present) or sorted(entry.name for entry in os.scandir(folder))
    shown = ", ".join(_shown(other) for other in others[:4]) or "–"
    return text("intake.no_notebook", language, expected=f"{name}.ipynb", found=shown)


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)[:60]


def _timestamp(content: bytes | None) -> datetime | None:
    """When the work was handed in, UTC; None for a file that nbgrader's collect would not write."""
    from nbgrader.utils import parse_utc

    try:
        held = (content or b"")[:200].decode("utf-8-sig").strip()
        found = parse_utc(held) if held else None
    except (ValueError, OverflowError, UnicodeDecodeError, TypeError, AttributeError):
        return None
    return found if isinstance(found, datetime) else None


def _laid_over(own: Mapping[str, bytes], instructors: Mapping[str, bytes]) -> dict[str, bytes]:
    """Both sets of files; where a name, or a folder of that name, is the instructor's, the trainee's gives way."""
    folders = {str(parent) for name in instructors for parent in Path(name).parents}
    kept = {
        name: content
        for name, content in own.items()
        if name not in folders and not any(str(parent) in instructors for parent in Path(name).parents)
    }
    return kept | dict(instructors)
