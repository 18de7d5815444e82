"""What became of a submission, kept where nbgrader keeps it: scores in the gradebook, the notebook in ``autograded/``.

Order: the ledger says 'under way', the new folder is written beside its place, the scores are committed, the
folder is renamed into place, and last the ledger says what was done. Killed between any two steps, the ledger
does not call the submission done, so the next run grades it again and writes the same.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.errors import CourseFolderError
from coursekit.grading import marks
from coursekit.grading.database import GradebookBusy
from coursekit.grading.gradebook import Gradebook
from coursekit.grading.markdown import harmless_notebook
from coursekit.grading.recording import NotebookGrades

if TYPE_CHECKING:
    from coursekit.grading.course import Course
    from coursekit.grading.submission import Outcome

NO_RESPONSE = "No response."  # nbgrader's words; Formgrader looks for them


@dataclass(frozen=True)
class Entry:
    """One notebook in the ledger. ``reason`` is set when, and only when, it could not be graded."""

    notebook: str
    score: float | None = None
    max_score: float | None = None
    manual_max: float = 0.0
    reason: str = ""
    repairs: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    messages: Mapping[str, str] = field(default_factory=dict)  # by grade id, for the trainee
    where: Mapping[str, str] = field(default_factory=dict)  # by grade id: outside, inside, manual
    scores: Mapping[str, float | None] = field(default_factory=dict)
    isolation: str = "none"
    seconds: float = 0.0


@dataclass(frozen=True)
class LedgerPage:
    """What was done with one student's assignment: the plain file beside the autograded folder."""

    student: str
    assignment: str
    digest: str  # of what was handed in
    graded_at: str
    entries: tuple[Entry, ...]

    @property
    def graded(self) -> bool:
        """Whether any notebook has scores."""
        return any(not entry.reason for entry in self.entries)


def ledger_path(course: Course, student: str, assignment: str) -> Path:
    """Where the ledger page lies: ``autograded/<student>/<assignment>.outcome.json``."""
    folder = course.folder("autograded", student, assignment)
    return folder.with_name(folder.name + ".outcome.json")


def read_page(course: Course, student: str, assignment: str) -> LedgerPage | None:
    """The ledger page of a student's assignment; None when there is none or it cannot be read."""
    try:
        held = json.loads(ledger_path(course, student, assignment).read_bytes())
        entries = tuple(
            Entry(**{**entry, "repairs": tuple(entry["repairs"]), "incidents": tuple(entry["incidents"])})
            for entry in held.pop("entries")
        )
        return LedgerPage(**held, entries=entries)
    except (OSError, ValueError, TypeError, KeyError):
        return None


class Record:
    """Keeps outcomes of one assignment of a course.

    Raises CourseFolderError when the assignment was not released, or its source has other questions now.
    """

    def __init__(self, course: Course, assignment: str, sources: Mapping[str, bytes]) -> None:
        self.course, self.assignment = course, assignment
        self.sources = sources
        self.gradebook = Gradebook(course.db_url, assignment)
        for notebook, source in sources.items():
            self.gradebook.require_same_questions(notebook, _questions(source))
        self.penalty = _late_penalty(course)

    def keep(
        self,
        student: str,
        outcomes: Sequence[Outcome],
        *,
        digest: str,
        timestamp: datetime | None = None,
        files: Mapping[str, bytes] | None = None,
        profile: Mapping[str, str] | None = None,
    ) -> LedgerPage:
        """Keep the outcomes of all notebooks that one student handed in; returns the ledger page.

        ``files`` are copied beside the notebooks. When no notebook could be graded, the gradebook and an older
        ``autograded`` folder stay as they are.

        Raises GradebookBusy when gradebook or disk cannot be written: nothing of this submission is kept then.
        """
        graded = [outcome for outcome in outcomes if outcome.graded]
        page = LedgerPage(
            student,
            self.assignment,
            digest,
            datetime.now(UTC).isoformat(timespec="seconds"),
            tuple(map(_entry, outcomes)),
        )
        place = self.course.folder("autograded", student, self.assignment)
        new = place.with_name(f".{place.name}.new")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._write_page(
                replace(page, digest="", entries=())
            )  # under way: not done, and not stock's work
            if graded:
                self._write_folder(new, graded, files or {})
                self.gradebook.record(
                    student,
                    {outcome.notebook: _grades(outcome) for outcome in outcomes},
                    timestamp=timestamp,
                    profile=profile,
                    penalty=self.penalty,
                )
                _swap(new, place)
            self._write_page(page)
        except OSError as error:
            with suppress(OSError):
                _remove(new)
            raise _unwritable(error, place) from error
        return page

    def _write_folder(self, folder: Path, graded: Sequence[Outcome], files: Mapping[str, bytes]) -> None:
        _remove(folder)
        folder.mkdir()
        contents = dict(files) | {
            f"{outcome.notebook}.ipynb": harmless_notebook(outcome.autograded, self.sources[outcome.notebook])
            for outcome in graded  # Formgrader renders it in the instructor's session
        }
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(self.course.permissions)
        if self.course.directory.groupshared:
            for place in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
                place.chmod((place.stat().st_mode | 0o2770) & 0o2777)

    def _write_page(self, page: LedgerPage) -> None:
        path = ledger_path(self.course, page.student, page.assignment)
        beside = path.with_name(f".{path.name}.new")
        written = json.dumps(asdict(page), ensure_ascii=False, indent=1)
        # A folder name that is not UTF-8 holds half surrogates; what replaces them is JSON's own escape.
        beside.write_bytes(written.encode("utf-8", "backslashreplace"))
        os.replace(beside, path)


def _entry(outcome: Outcome) -> Entry:
    if not outcome.graded:
        return Entry(
            outcome.notebook,
            reason=outcome.reason,
            repairs=outcome.repairs,
            incidents=outcome.incidents,
            isolation=outcome.isolation,
            seconds=round(outcome.seconds, 3),
        )
    return Entry(
        outcome.notebook,
        score=outcome.score,
        max_score=outcome.max_score,
        manual_max=outcome.manual_max,
        repairs=outcome.repairs,
        incidents=outcome.incidents,
        messages={cell.grade_id: cell.message for cell in outcome.scores if cell.message},
        where={cell.grade_id: cell.where for cell in outcome.scores},
        scores={cell.grade_id: cell.score for cell in outcome.scores},
        isolation=outcome.isolation,
        seconds=round(outcome.seconds, 3),
    )


def _grades(outcome: Outcome) -> NotebookGrades:
    if not outcome.graded:
        return NotebookGrades(None, {})
    scores = {cell.grade_id: cell.score for cell in outcome.scores}
    comments: dict[str, str | None] = {}
    for cell in _cells(outcome.autograded):
        if marks.is_solution(cell) or marks.is_task(cell):
            untouched = marks.is_untouched(cell) and not marks.is_task(cell)
            comments[marks.grade_id(cell)] = NO_RESPONSE if untouched else None
    return NotebookGrades(scores, comments)


def _cells(notebook: bytes) -> list[Any]:
    from nbformat import from_dict

    cells = json.loads(notebook)["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    return [from_dict(cell) for cell in cells if "nbgrader" in cell.get("metadata", {})]


def _questions(source: bytes) -> dict[str, float]:
    cells = _cells(source)
    return {marks.grade_id(c): marks.points(c) for c in cells if marks.is_grade(c) or marks.is_task(c)}


def _late_penalty(course: Course) -> Callable[[str, float, float], float | None]:
    """The course's late-submission plugin as a function."""
    from nbgrader.preprocessors import AssignLatePenalties
    from traitlets import TraitError

    from coursekit.grading.course import standing_in

    def failed(error: Exception) -> CourseFolderError:
        return CourseFolderError(
            f"The course's late-penalty plugin fails: {type(error).__name__}: {error}.",
            "Expected a plugin that returns the points to take off, or None.",
            "Mend it, or take AssignLatePenalties.plugin_class out of nbgrader_config.py.",
        )

    try:
        with standing_in(course.root, course.language):
            step = AssignLatePenalties(config=course.config)
            step.init_plugin()
    except (TraitError, ImportError) as error:
        raise failed(error) from error

    def penalty(student: str, score: float, seconds_late: float) -> float | None:
        try:
            taken_off = step.plugin_inst.late_submission_penalty(student, score, seconds_late)
            return None if taken_off is None else float(taken_off)
        except Exception as error:
            raise failed(error) from error

    return penalty


def _swap(new: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}.old")
    _remove(old)
    if place.exists() or place.is_symlink():
        os.rename(place, old)
    os.rename(new, place)
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _unwritable(error: OSError, place: Path) -> GradebookBusy:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return GradebookBusy(
        f"Cannot write {place}: {'the disk is full' if full else error.strerror or error}.",
        "Expected a folder with room that this user may write to.",
        "Make room or change its permissions, and run the command again: what is graded stays graded.",
    )
