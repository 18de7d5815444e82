"""Grade a whole assignment: find what is to do, share it with other runs, keep each outcome, say what became of all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from coursekit.data.variants import CLASS_VARIABLE, SALT_VARIABLE, SELF_STUDY, TRAINEE_VARIABLE
from coursekit.errors import CourseFolderError
from coursekit.grading.handed_in import HandedIn, read_handed_in
from coursekit.grading.locks import SubmissionLocks
from coursekit.grading.record import Entry, LedgerPage, Record, ledger_path, read_page
from coursekit.grading.submission import Outcome, Submission
from coursekit.messages import text

if TYPE_CHECKING:
    from coursekit.grading.course import Course

Grader = Callable[[Iterable[Submission]], Iterator[Outcome]]
Status = Literal["graded", "already graded", "ungraded"]
POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Row:
    """What became of one notebook of one trainee; ``reason`` is set where it could not be graded."""

    student: str
    notebook: str
    status: Status
    score: float | None = None
    max_score: float | None = None
    manual_max: float = 0.0
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Progress:
    """How far a run is: notebooks done of ``total``, and the row that was finished last."""

    done: int
    total: int
    row: Row


@dataclass
class Summary:
    """The rows of a run by trainee and notebook, and its totals."""

    assignment: str
    rows: list[Row] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def graded(self) -> int:
        """Notebooks that have scores, from this run or an earlier one."""
        return sum(row.status != "ungraded" for row in self.rows)

    @property
    def ungraded(self) -> int:
        """Notebooks without scores, each with a reason."""
        return sum(row.status == "ungraded" for row in self.rows)


def grade_assignment(
    course: Course,
    assignment: str,
    *,
    grader: Grader,
    students: Sequence[str] | None = None,
    force: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Grade what was handed in for ``assignment`` and is not graded yet, or was handed in anew.

    ``grader`` turns a stream of submissions into their outcomes, in any order. ``students`` narrows the run to
    some trainees; ``force`` grades again what is graded. Ungraded work keeps its reason in the ledger and gets
    no scores. Two runs at once share the work; a killed run is taken up where it was.

    Raises CourseFolderError for an assignment that is unknown or not released and for a trainee who handed
    nothing in, GradebookBusy when results cannot be written.
    """
    begin = time.monotonic()
    course.require_assignment(assignment)
    chosen = _chosen(course, assignment, students)
    with _Run(course, assignment, grader, force, on_progress) as run:
        run.work(chosen)
    run.summary.seconds = time.monotonic() - begin
    run.summary.rows.sort(key=lambda row: (row.student, row.notebook))
    return run.summary


def _chosen(course: Course, assignment: str, students: Sequence[str] | None) -> list[str]:
    handed_in = course.students_with_folder(assignment)
    unknown = [student for student in students or () if student not in handed_in]
    if unknown:
        raise CourseFolderError(
            f"Found nothing handed in by {', '.join(repr(name) for name in unknown[:5])} for {assignment}.",
            f"Expected a folder in {course.folder('submitted', 'STUDENT', assignment)}.",
            "Check the id, or collect the submission first.",
        )
    if not handed_in:
        raise CourseFolderError(
            f"Found no submissions for {assignment}.",
            f"Expected folders like {course.folder('submitted', 'STUDENT', assignment)}.",
            f"Collect them first: coursekit collect {assignment} FOLDER-OR-ZIP.",
        )
    strangers = [
        student for student in students or () if course.roster is not None and student not in course.roster
    ]
    if strangers:
        raise CourseFolderError(
            f"Found {', '.join(repr(name) for name in strangers[:5])} on no line of roster.csv.",
            "Expected trainees of the class.",
            "Add a line to roster.csv, or rename the folder to the trainee's id; nothing was done.",
        )
    return sorted(handed_in if students is None else dict.fromkeys(students))


@dataclass
class _Open:
    """A student's assignment under way: its outcomes so far, kept together when all notebooks are there."""

    handed_in: HandedIn
    language: str
    outcomes: dict[str, Outcome]
    wanted: int


class _Run:
    def __init__(
        self,
        course: Course,
        assignment: str,
        grader: Grader,
        force: bool,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.course, self.assignment, self.grader, self.force = course, assignment, grader, force
        self.on_progress = on_progress
        self.sources = {name: course.source(assignment, name) for name in course.notebooks(assignment)}
        self.languages = {name: course.notebook_language(source) for name, source in self.sources.items()}
        self.references = {name: path.read_bytes() for name, path in course.notebooks(assignment).items()}
        self.files = course.files(assignment)
        self.record = Record(course, assignment, self.sources)
        self.summary = Summary(assignment)
        self.open: dict[str, _Open] = {}
        self.elsewhere: list[str] = []
        self.total = 0
        try:
            self.locks = SubmissionLocks(course.root)
        except OSError as error:
            raise CourseFolderError(
                f"Cannot write in {course.root} ({error.strerror}).",
                "Expected a course folder that this user may write to.",
                "Change its permissions, or grade a copy of it.",
            ) from error

    def __enter__(self) -> _Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.locks.__exit__(None, None, None)
        self.record.gradebook.close()

    def work(self, students: Sequence[str]) -> None:
        """Grade everybody; then wait for those whom another run has in hand and take what it left undone."""
        self.total = len(students) * len(self.sources)
        todo = list(students)
        while todo:
            self.elsewhere = []
            self._grade(todo)
            todo, self.force = self.elsewhere, False  # another run is grading these just now
            self._wait_for_one_of(todo)

    def _wait_for_one_of(self, students: Sequence[str]) -> None:
        while students:
            for student in students:
                if self.locks.take(self._lock_name(student)):
                    self.locks.give_back(self._lock_name(student))
                    return
            time.sleep(POLL_SECONDS)

    def _grade(self, students: Sequence[str]) -> None:
        stream = self._submissions(students)
        first = next(stream, None)
        # With nothing to grade the grader, which may take seconds to start, is not asked.
        for outcome in self.grader(chain([first], stream)) if first is not None else ():
            under_way = self.open.get(outcome.student)
            if under_way is None or outcome.notebook in under_way.outcomes:
                continue  # a second answer for the same notebook, as a cluster may give after losing a worker
            notes = under_way.handed_in.notes.get(outcome.notebook, ())
            under_way.outcomes[outcome.notebook] = _with_notes(outcome, notes)
            if len(under_way.outcomes) == under_way.wanted:
                self._keep(outcome.student)
        for student, under_way in list(self.open.items()):
            for name in self.sources.keys() - under_way.outcomes.keys():
                reason = text("grading.no_answer", under_way.language)
                under_way.outcomes[name] = Outcome(student, self.assignment, name, reason=reason)
            self._keep(student)

    def _submissions(self, students: Sequence[str]) -> Iterator[Submission]:
        for student in students:
            if not self.locks.take(self._lock_name(student)):
                self.elsewhere.append(student)
                continue
            yield from self._submissions_of(student)

    def _submissions_of(self, student: str) -> Iterator[Submission]:
        language = next(iter(self.languages.values()))
        handed_in = read_handed_in(
            self.course, self.assignment, student, list(self.sources), self.files, language
        )
        page = None if self.force else self._done(handed_in)
        if page is not None:
            for entry in page.entries:
                self._tell(_row(student, entry, "already graded"))
            self.locks.give_back(self._lock_name(student))
            return
        reasons = dict(handed_in.reasons)
        stranger = self._stranger(student, language)
        if stranger:
            reasons = dict.fromkeys(self.sources, stranger)
        outcomes = {
            name: Outcome(student, self.assignment, name, reason=reason) for name, reason in reasons.items()
        }
        self.open[student] = _Open(handed_in, language, outcomes, len(self.sources))
        if len(outcomes) == len(self.sources):
            self._keep(student)
            return
        settings = self.course.class_settings
        environment = {TRAINEE_VARIABLE: student, CLASS_VARIABLE: str(settings.get("id", SELF_STUDY))}
        secrets = {SALT_VARIABLE: str(settings["salt"])} if "salt" in settings else {}
        for name, source in self.sources.items():
            if name not in outcomes:
                yield Submission(
                    student,
                    self.assignment,
                    name,
                    source=source,
                    submitted=handed_in.notebooks[name],
                    files=handed_in.files,
                    environment=environment,
                    secrets=secrets,
                    language=self.languages[name],
                    reference=self.references[name],
                    instructor_files=tuple(
                        self.files.keys() - self.course.kept_from_trainee(self.assignment)
                    ),
                )

    def _lock_name(self, student: str) -> str:
        return f"{self.course.folder('autograded', student, self.assignment)}"

    def _stranger(self, student: str, language: str) -> str:
        """Why this trainee is not graded: not on the roster, or unknown where nobody is added."""
        roster = self.course.roster
        if roster is not None:
            return "" if student in roster else text("grading.not_on_roster", language, student=student)
        if not self.course.creates_students and student not in self.record.gradebook.students():
            return text("grading.unknown_student", language, student=student)
        return ""

    def _done(self, handed_in: HandedIn) -> LedgerPage | None:
        """The ledger page of work that needs no grading; for work that stock nbgrader graded, a page made up of it."""
        student = handed_in.student
        place = self.course.folder("autograded", student, self.assignment)
        page = read_page(self.course, student, self.assignment)
        if page is not None:
            whole = {entry.notebook for entry in page.entries} == set(self.sources)
            there = place.is_dir() or not page.graded
            # Ungraded work is looked at again: the roster, or the reason, may have changed.
            return page if whole and there and page.graded and page.digest == handed_in.digest else None
        if not place.is_dir() or ledger_path(self.course, student, self.assignment).exists():
            return None
        before = self.course.directory.get_existing_timestamp(str(place))
        newer = handed_in.timestamp is not None and before is not None and handed_in.timestamp > before
        if newer or not all((place / f"{name}.ipynb").is_file() for name in self.sources):
            return None
        entries = tuple(Entry(name) for name in self.sources)
        return LedgerPage(student, self.assignment, handed_in.digest, "", entries)

    def _keep(self, student: str) -> None:
        under_way = self.open.pop(student)
        page = self.record.keep(
            student,
            [under_way.outcomes[name] for name in self.sources],
            digest=under_way.handed_in.digest,
            timestamp=under_way.handed_in.timestamp,
            files=under_way.handed_in.files,
            profile=(self.course.roster or {}).get(student),
        )
        self.locks.give_back(self._lock_name(student))
        for entry in page.entries:
            self._tell(_row(student, entry, "graded"))

    def _tell(self, row: Row) -> None:
        self.summary.rows.append(row)
        if self.on_progress is not None:
            self.on_progress(Progress(len(self.summary.rows), self.total, row))


def _with_notes(outcome: Outcome, notes: tuple[str, ...]) -> Outcome:
    return replace(outcome, repairs=(*notes, *outcome.repairs)) if notes else outcome


def _row(student: str, entry: Entry, status: Status) -> Row:
    return Row(
        student,
        entry.notebook,
        "ungraded" if entry.reason else status,
        entry.score,
        entry.max_score,
        entry.manual_max,
        entry.reason,
        entry.seconds,
    )


def as_json(row: Row) -> Mapping[str, object]:
    """The object that ``coursekit grade --json`` prints for a row."""
    return asdict(row)
