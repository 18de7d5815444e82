"""A class folder: what an instructor keeps for one class, laid out as a course that nbgrader understands."""

from __future__ import annotations

import csv
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coursekit.data.variants import CLASS_FILE
from coursekit.errors import CourseFolderError, UsageError
from coursekit.messages import LANGUAGES

ROSTER_COLUMNS = ("id", "first_name", "last_name", "email")

CONFIG = '''"""nbgrader's view of this class. COURSE_LANG chooses the language; each has a gradebook of its own."""

import os

c = get_config()  # noqa: F821
language = os.environ.get("COURSE_LANG", {default!r})
zh = language == "zh"

c.CourseDirectory.course_id = {class_id!r} + "-" + language
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.directory_structure = "{{nbgrader_step}}/" + language + "/{{student_id}}/{{assignment_id}}"
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "gradebook-" + language + ".db")
c.ClearSolutions.code_stub = {{"python": ("# 在这里作答" if zh else "# YOUR CODE HERE") + "\\nraise NotImplementedError"}}
c.ClearSolutions.text_stub = "在这里作答" if zh else "YOUR ANSWER HERE"
'''

SETTINGS = """# This file holds the class's secret: keep it on the instructor's machine.
id = "{class_id}"          # public: goes out with every exercise
languages = [{languages}]
salt = "{salt}"  # secret: hidden tests draw their data with it
"""


@dataclass(frozen=True)
class ClassFolder:
    """What ``class init`` made."""

    path: Path
    class_id: str
    languages: tuple[str, ...]
    exercises: tuple[str, ...]


def init(
    folder: Path, course: Path, *, class_id: str | None = None, languages: Sequence[str] = LANGUAGES
) -> ClassFolder:
    """Make a class folder from the course in ``course``.

    Writes ``nbgrader_config.py``, ``roster.csv``, ``class.toml`` (id, languages, salt) and a copy of
    ``solutions/<language>``, in which each exercise carries the class's public id. Everything is made
    beside the target and renamed into place, so that a failure leaves nothing half done.

    Raises UsageError for a bad id or language, CourseFolderError when the folder has content already, cannot
    be written, or the course has no exercises.
    """
    chosen = class_id or re.sub(r"[^a-z0-9-]+", "-", folder.resolve().name.lower()).strip("-") or "class"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", chosen):
        raise UsageError(
            f"Found the class id {chosen!r}.",
            "Expected letters, digits, dots, dashes; at most 64.",
            "Give one with --id.",
        )
    wrong = [language for language in languages if language not in LANGUAGES]
    if wrong or not languages:
        raise UsageError(
            f"Found language {', '.join(wrong) or 'none'}.", f"Expected one of {', '.join(LANGUAGES)}."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseFolderError(
            f"{folder} exists and is not empty.",
            "Expected a new or an empty folder.",
            "Choose another name; nothing was changed.",
        )
    found = [path for language in languages for path in sorted((course / "solutions" / language).glob("*/"))]
    if not found:
        raise CourseFolderError(
            f"Found no exercises in {course / 'solutions'}.", "Expected solutions/<language>/exNN-…."
        )
    making = folder.resolve().parent / f".{folder.name}.making-{os.getpid()}"
    try:
        making.mkdir(parents=True)
        _fill(making, found, course, chosen, languages)
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
    except OSError as reason:
        shutil.rmtree(making, ignore_errors=True)
        raise CourseFolderError(
            f"Could not write {folder} ({reason.strerror}).",
            do="Choose a folder that you may write to; nothing was changed.",
        ) from None
    return ClassFolder(folder, chosen, tuple(languages), tuple(sorted({path.name for path in found})))


def _fill(target: Path, exercises: list[Path], course: Path, class_id: str, languages: Sequence[str]) -> None:
    for exercise in exercises:
        copy = target / exercise.relative_to(course)
        shutil.copytree(exercise, copy, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"))
        (copy / CLASS_FILE).write_text(class_id + "\n", encoding="utf-8")
    (target / "nbgrader_config.py").write_text(
        CONFIG.format(class_id=class_id, default=languages[0]), encoding="utf-8"
    )
    settings = target / "class.toml"
    settings.touch(mode=0o600)
    settings.write_text(
        SETTINGS.format(
            class_id=class_id,
            languages=", ".join(f'"{language}"' for language in languages),
            salt=secrets.token_hex(16),
        ),
        encoding="utf-8",
    )
    (target / ".gitignore").write_text(
        "# Holds a secret and people's work: never in git.\n*\n", encoding="utf-8"
    )
    with (target / "roster.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerow(
            ROSTER_COLUMNS
        )  # with a byte order mark, so that Excel reads Chinese names
