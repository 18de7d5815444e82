"""Check one's own notebook: everything when the sources are at hand, the visible tests otherwise."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.data.variants import (
    CLASS_VARIABLE,
    PRACTICE_SALT,
    SALT_VARIABLE,
    SELF_STUDY,
    TRAINEE_VARIABLE,
    class_id,
    trainee_name,
)
from coursekit.errors import UsageError
from coursekit.grading.prepared import prepared
from coursekit.grading.submission import Outcome, Submission
from coursekit.messages import LANGUAGES, Language, current_language

FILE_LIMIT = 64 << 20
Grader = Callable[[Submission], Outcome]


@dataclass(frozen=True)
class OwnWork:
    """What `coursekit check` found; ``everything`` is False when only the visible tests could be run."""

    outcome: Outcome
    titles: dict[str, str]
    everything: bool
    language: Language

    def as_dict(self) -> dict[str, Any]:
        """The object that ``coursekit check --json`` prints."""
        return {
            "score": self.outcome.score,
            "max_score": self.outcome.max_score,
            "manual_max": self.outcome.manual_max,
            "everything": self.everything,
            "isolation": self.outcome.isolation,
            "notes": [*self.outcome.repairs, *self.outcome.incidents],
            "questions": [
                {
                    "grade_id": cell.grade_id,
                    "score": None if cell.where == "manual" else cell.score,
                    "max_score": cell.max_score,
                    "message": cell.message,
                }
                for cell in self.outcome.scores
            ],
        }


def find_notebook(given: str | os.PathLike[str] | None = None) -> Path:
    """The notebook to check: the one named, the one this kernel belongs to, or the only one in this folder.

    Raises UsageError when it does not exist, or when none was named and there is no single one.
    """
    if given is not None:
        path = Path(given)
        if path.is_dir():
            return _only_notebook(path)
        if not path.is_file():
            near = (
                ", ".join(sorted(p.name for p in path.parent.glob("*.ipynb"))[:5])
                if path.parent.is_dir()
                else ""
            )
            raise UsageError(
                f"Found no file {path}.",
                "Expected the path of a notebook.",
                f"Notebooks in that folder: {near}."
                if near
                else "Check the spelling, or change into its folder.",
            )
        return path
    session = os.environ.get("JPY_SESSION_NAME", "")
    if session.endswith(".ipynb"):
        for folder in (Path.cwd(), *Path.cwd().parents):
            for candidate in (Path(session), folder / session, folder / Path(session).name):
                if candidate.is_file():
                    return candidate
    return _only_notebook(Path.cwd())


def _only_notebook(folder: Path) -> Path:
    notebooks = sorted(folder.glob("*.ipynb"))
    if len(notebooks) == 1:
        return notebooks[0]
    listed = ", ".join(p.name for p in notebooks[:5])
    raise UsageError(
        f"Found {len(notebooks)} notebooks in {folder} ({listed})."
        if notebooks
        else f"Found no notebook in {folder}.",
        "Expected exactly one, or its name.",
        "Name it, or its folder: coursekit check exercises/en/ex01-concentration",
    )


def source_of(notebook: Path, language: str) -> Path | None:
    """The instructor's notebook for ``notebook``, searched in ``solutions/`` of the folders above it."""
    name = notebook.name
    for folder in notebook.resolve().parents:
        for candidate in (
            folder / "solutions" / language / notebook.stem / name,
            folder / "source" / notebook.resolve().parent.name / name,
        ):
            if candidate.is_file():
                return candidate
    return None


def language_of(notebook: Path, document: dict[str, Any]) -> Language:
    """The notebook's own language, else the folder's, else the current one."""
    meta = document.get("metadata")
    own = meta.get("coursekit") if isinstance(meta, dict) else None
    stated = own.get("language") if isinstance(own, dict) else None
    for language in LANGUAGES:
        if stated == language:
            return language
    for language in LANGUAGES:
        if language in notebook.resolve().parts:
            return language
    return current_language()


def submission_of(notebook: Path) -> tuple[Submission, dict[str, str], bool]:
    """The unit of work for one's own notebook, titles by grade id, and whether hidden tests are in it."""
    submitted = _read(notebook)
    try:
        document = json.loads(submitted)
    except (ValueError, RecursionError):
        document = {}
    document = document if isinstance(document, dict) else {}
    language = language_of(notebook, document)
    source = source_of(notebook, language)
    held = class_id(notebook.parent)
    salt = _class_salt(notebook) if held != SELF_STUDY else PRACTICE_SALT
    everything = source is not None and salt is not None
    instructor = _read(source) if source is not None and everything else submitted
    if not everything:
        _require_exercise(notebook, document)
    beside = (source if source is not None and everything else notebook).parent
    files = _files_beside(beside)
    return (
        Submission(
            student=trainee_name(notebook.parent),
            assignment=notebook.stem,
            notebook=notebook.stem,
            source=prepared(instructor, language) if everything else instructor,
            submitted=submitted,
            files=files,
            instructor_files=tuple(files),
            environment={TRAINEE_VARIABLE: trainee_name(notebook.parent), CLASS_VARIABLE: held},
            secrets={SALT_VARIABLE: salt} if salt else {},
            language=language,
            reference=instructor if everything else b"",
        ),
        _titles(instructor),
        everything,
    )


def check_own_work(notebook: Path, grader: Grader) -> OwnWork:
    """Grade one's own notebook with ``grader`` (a function from Submission to Outcome)."""
    submission, titles, everything = submission_of(notebook)
    return OwnWork(grader(submission), titles, everything, "zh" if submission.language == "zh" else "en")


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise UsageError(
                f"{path.name} has {size >> 20} MB.",
                f"Expected at most {FILE_LIMIT >> 20} MB.",
                "Clear its outputs (Edit, Clear Outputs of All Cells), save, and try again.",
            )
        return path.read_bytes()
    except OSError as reason:
        raise UsageError(f"Could not read {path} ({reason.strerror}).", do="Check its permissions.") from None


def _files_beside(folder: Path) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    room = FILE_LIMIT
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_symlink() or not path.is_file() or hidden or path.suffix == ".ipynb":
            continue
        room -= path.stat().st_size
        if room < 0:
            break
        kept[path.relative_to(folder).as_posix()] = path.read_bytes()
    return kept


def _class_salt(notebook: Path) -> str | None:
    for folder in notebook.resolve().parents:
        if (folder / "class.toml").is_file():
            salt = tomllib.loads((folder / "class.toml").read_text(encoding="utf-8")).get("salt")
            return salt if isinstance(salt, str) else None
    return None


def _require_exercise(notebook: Path, document: dict[str, Any]) -> None:
    cells = document.get("cells")
    graded = [
        cell
        for cell in cells or []
        if isinstance(cell, dict)
        and isinstance(cell.get("metadata"), dict)
        and "nbgrader" in cell["metadata"]
    ]
    if document and not graded:
        raise UsageError(
            f"{notebook.name} has no graded cells.",
            "Expected an exercise, such as exercises/en/ex04-rfm/ex04-rfm.ipynb.",
            "Lessons are for reading and running; check the exercise that goes with it.",
        )


def _titles(source: bytes) -> dict[str, str]:
    """Heading above each graded cell, by grade id, so that a report can name the question."""
    try:
        cells = json.loads(source)["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    titles: dict[str, str] = {}
    heading = ""
    for cell in cells:
        text = cell.get("source", "")
        text = text if isinstance(text, str) else "".join(text)
        if cell.get("cell_type") == "markdown":
            lines = [line for line in text.splitlines() if line.startswith("#")]
            heading = lines[0].lstrip("# ").strip() if lines else heading
        grade_id = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        if grade_id:
            titles[grade_id] = heading
    return titles
