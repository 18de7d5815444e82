"""Feedback pages: one self-contained page a notebook, with nothing in it that runs or that the trainee may not see."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from coursekit.errors import CourseFolderError
from coursekit.grading import marks
from coursekit.grading.record import Entry, LedgerPage, read_page
from coursekit.grading.results import NotebookResult, QuestionResult, full_name, results
from coursekit.messages import text
from coursekit.report import sanitise
from coursekit.report.hidden import Hidden
from coursekit.report.outputs import shown_outputs

if TYPE_CHECKING:
    from jinja2 import Template

    from coursekit.grading.course import Course

Status = Literal["full", "partly", "none", "waiting"]


@dataclass(frozen=True)
class QuestionLine:
    """A line of the table at the top."""

    title: str
    anchor: str
    score: float | None
    max_score: float
    status: Status
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ShownCell:
    """A cell of the notebook as the page shows it; ``source`` and ``outputs`` are safe markup or plain text."""

    kind: Literal["prose", "answer", "own_cell", "given", "check"]
    source: Any
    is_markdown: bool = False
    anchor: str = ""
    badge: str = ""
    status: str = ""
    lines: tuple[str, ...] = ()
    outputs: tuple[Any, ...] = ()
    comment: str = ""


@dataclass
class Page:
    """Everything on one page."""

    student: str
    name: str
    assignment: str
    title: str
    handed_in: str = ""
    graded_at: str = ""
    reason: str = ""
    score: float = 0.0
    max_score: float = 0.0
    waiting: float = 0.0
    penalty: float = 0.0
    questions: list[QuestionLine] = field(default_factory=list)
    repairs: Sequence[str] = ()
    incidents: Sequence[str] = ()
    cells: list[ShownCell] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Per cent of all points earned."""
        return round(100 * max(0.0, min(1.0, self.score / self.max_score)), 2) if self.max_score else 0.0

    @property
    def share_reachable(self) -> float:
        """Per cent of all points earned or still open."""
        reachable = (self.score + self.waiting) / self.max_score if self.max_score else 0.0
        return round(100 * max(0.0, min(1.0, reachable)), 2)


def write_feedback(course: Course, assignment: str, *, students: Sequence[str] | None = None) -> list[Path]:
    """Write a page for every notebook that was graded, or could not be; returns the paths.

    Pages lie in nbgrader's feedback folder, ``feedback/…/<student>/<assignment>/<notebook>.html``. Hidden tests,
    mark schemes and what tests printed are left out; everything trainees wrote is made harmless.

    Raises CourseFolderError when nothing has been graded.
    """
    sources = {name: course.source(assignment, name) for name in course.notebooks(assignment)}
    graded = results(course, assignment)
    known = {student for student, _ in graded} | course.students_with_folder(assignment).keys()
    written: list[Path] = []
    for student in sorted(known if students is None else known & set(students)):
        ledger = read_page(course, student, assignment)
        entries = {entry.notebook: entry for entry in ledger.entries} if ledger else {}
        for name, source in sources.items():
            entry, result = entries.get(name), graded.get((student, name))
            autograded = course.folder("autograded", student, assignment) / f"{name}.ipynb"
            if not (entry and entry.reason) and not (result and autograded.is_file()):
                continue
            maker = _Maker(course, assignment, source, ledger, entry, result)
            content = None if entry and entry.reason else autograded.read_bytes()
            page = maker.page(student, name, content)
            path = course.folder("feedback", student, assignment) / f"{name}.html"
            _write(path, render(page, maker.language))
            written.append(path)
    if not written:
        raise CourseFolderError(
            text("feedback.nothing_graded", course.language),
            f"Expected results in {course.folder('autograded', 'STUDENT', assignment)}.",
            f"Grade it first: coursekit grade {assignment}.",
        )
    return written


def render(page: Page, language: str) -> str:
    """The page as HTML."""

    def say(key: str, **facts: object) -> str:
        return text(f"feedback.{key}", language, **facts)

    template, style = _template()
    return template.render(
        page=page, language=language, say=say, style=style, marked=_marked, points=lambda p: f"{p:g}"
    )


def _marked(line: str) -> Any:
    """A sentence with what stands between backticks as code."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(sanitise.plain(line)))))


@cache
def _template() -> tuple[Template, Any]:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("coursekit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = Markup(Path(__file__).with_name("templates").joinpath("feedback.css").read_text(encoding="utf-8"))
    return environment.get_template("feedback.html"), style


class _Maker:
    """Makes the page of one notebook of one trainee."""

    def __init__(
        self,
        course: Course,
        assignment: str,
        source: bytes,
        ledger: LedgerPage | None,
        entry: Entry | None,
        result: NotebookResult | None,
    ) -> None:
        self.assignment, self.ledger, self.result = assignment, ledger, result
        row = (course.roster or {}).get(ledger.student if ledger else "", {})
        self.profile = row.get("first_name"), row.get("last_name")
        self.entry = entry or Entry("")
        self.language = course.notebook_language(source)
        self.hidden = Hidden(course.config, source)
        self.titles = _titles(json.loads(source)["cells"], self.hidden)

    def page(self, student: str, notebook: str, autograded: bytes | None) -> Page:
        """The page; ``autograded`` is None for a notebook that could not be graded."""
        page = Page(
            student,
            self.result.name if self.result else full_name(student, *self.profile),
            self.assignment,
            self.titles.get("", notebook),
            graded_at=(self.ledger.graded_at[:16].replace("T", " ") + " UTC")
            if self.ledger and self.ledger.graded_at
            else "",
            reason=self.entry.reason,
            repairs=self.entry.repairs,
            incidents=self.entry.incidents,
        )
        if self.result is not None and self.result.handed_in is not None:
            page.handed_in = f"{self.result.handed_in:%Y-%m-%d %H:%M} UTC"
        if autograded is None or self.result is None:
            return page
        cells = json.loads(autograded)["cells"]
        page.cells = [self._cell(cell) for cell in cells if "".join(cell["source"]).strip()]
        for cell in cells:
            question = self.result.questions.get(str(_mark(cell).get("grade_id")))
            if question is not None:
                page.questions.append(self._line(question, cell))
        page.questions = _numbered(page.questions)
        page.score, page.max_score = self.result.score, self.result.max_score
        page.penalty = self.result.penalty
        page.waiting = sum(q.max_score for q in self.result.questions.values() if q.score is None)
        return page

    def _line(self, question: QuestionResult, cell: Mapping[str, Any]) -> QuestionLine:
        status, lines = self._verdict(question, is_written=bool(_mark(cell).get("solution")))
        comment = self.result.comments.get(question.grade_id) if self.result else None
        return QuestionLine(
            self.titles.get(question.grade_id, question.grade_id),
            question.grade_id,
            question.score,
            question.max_score,
            status,
            (*lines, comment) if comment else lines,
        )

    def _verdict(self, question: QuestionResult, is_written: bool) -> tuple[Status, tuple[str, ...]]:
        """How a question stands, and what the trainee is told about it; ``is_written``: a person would have read it."""
        said = self.entry.messages.get(question.grade_id, "")
        if question.score is None:
            return "waiting", (text("feedback.to_be_read", self.language),)
        status: Status = (
            "full" if question.score >= question.max_score else "partly" if question.score > 0 else "none"
        )
        if question.by_person or (status == "full" and not said):
            return status, () if question.by_person else (text("feedback.passed", self.language),)
        silent = "feedback.left_blank" if is_written else "feedback.check_failed"
        return status, (sanitise.plain(said) or text(silent, self.language),)

    def _cell(self, cell: Mapping[str, Any]) -> ShownCell:
        from markupsafe import Markup
        from nbformat import from_dict

        node = from_dict(cell)
        source = "".join(cell["source"])
        grade_id = marks.grade_id(node)
        is_markdown = cell["cell_type"] == "markdown"
        locked = marks.is_locked(node)
        question = self.result.questions.get(grade_id) if self.result and grade_id else None
        answer = marks.is_solution(node)
        status, lines = self._verdict(question, answer) if question else ("", ())
        badge = ""
        if question is not None:
            earned = "–" if question.score is None else f"{question.score:g}"
            badge = f"{earned} / {question.max_score:g}"
        comment = self.result.comments.get(grade_id, "") if self.result else ""
        if locked or self.hidden.is_instructors(source):
            source = self.hidden.cleared(source)
        else:
            source = sanitise.plain(source)
        is_test = locked and marks.is_grade(node)
        if is_markdown and not answer:
            return ShownCell(
                "prose",
                Markup(sanitise.markdown(source, cell.get("attachments"))),
                True,
                grade_id,
                badge,
                status,
                lines,
                (),
                comment,
            )
        shown: Any = Markup(sanitise.markdown(source, cell.get("attachments"))) if is_markdown else source
        kind: Literal["answer", "own_cell", "given", "check"] = (
            "check"
            if is_test
            else "answer"
            if answer
            else "given"
            if self._is_given(locked, source)
            else "own_cell"
        )
        # What a test printed may hold hidden inputs: its message says what the trainee needs.
        outputs = (
            ()
            if is_test
            else filter(None, shown_outputs(cell.get("outputs", ()), self.hidden, self.language))
        )
        return ShownCell(kind, shown, is_markdown, grade_id, badge, status, lines, tuple(outputs), comment)

    def _is_given(self, locked: bool, source: str) -> bool:
        return locked or self.hidden.is_instructors(source)


def _numbered(questions: list[QuestionLine]) -> list[QuestionLine]:
    """Several checks under one heading are told apart by number."""
    titles = [question.title for question in questions]
    return [
        replace(
            question,
            title=f"{question.title} ({titles[: i + 1].count(question.title)}/{titles.count(question.title)})",
        )
        if titles.count(question.title) > 1
        else question
        for i, question in enumerate(questions)
    ]


def _mark(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def _titles(cells: Sequence[Mapping[str, Any]], hidden: Hidden) -> dict[str, str]:
    """The heading above each marked cell by grade id; the notebook's first heading under ''."""
    titles: dict[str, str] = {}
    heading = ""
    for cell in cells:
        source = hidden.cleared("".join(cell["source"]))
        if cell["cell_type"] == "markdown":
            headings = [line.lstrip("# ").strip() for line in source.splitlines() if line.startswith("#")]
            if headings:
                titles.setdefault("", headings[0])
                heading = headings[0] if len(headings) == 1 else headings[-1]
        grade_id = _mark(cell).get("grade_id")
        if grade_id:
            titles[str(grade_id)] = heading or str(grade_id)
    return titles


def _write(path: Path, content: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(content.encode("utf-8", "backslashreplace"))  # half surrogates of a folder's name
        os.replace(beside, path)
    except OSError as error:
        raise CourseFolderError(
            f"Cannot write {path} ({error.strerror}).",
            "Expected a folder with room that this user may write to.",
        ) from error
