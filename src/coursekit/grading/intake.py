"""Graft a trainee's answers onto the instructor's notebook, without running anything.

Only answers and the trainee's own ungraded cells are taken from what was handed in. Tests, locked cells,
metadata, points and order come from the instructor, so that deleted, copied, split, moved, retyped and
edited cells stop mattering. Each repair is noted for the trainee.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coursekit.errors import CourseFolderError
from coursekit.grading import marks
from coursekit.grading.matching import Kind, Matching, SourceCell, is_part_of, is_same_exercise, match
from coursekit.grading.notebook_file import SubmittedCell, Ungradable, read
from coursekit.messages import text

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Grafted", "Ungradable", "graft"]
MAX_REPAIRS = 30


@dataclass(frozen=True)
class Grafted:
    """The notebook to run, and what intake put right, told to the trainee.

    A cell that is a test or locked (``marks.is_locked``) is the instructor's, letter for letter; every
    other cell may hold the trainee's words.
    """

    notebook: NotebookNode
    repairs: tuple[str, ...] = ()


def graft(source: bytes, submitted: bytes, language: str = "en") -> Grafted:
    """Lay the answers of ``submitted`` on ``source``, both ``.ipynb`` files as bytes.

    ``source`` is the instructor's notebook with its tests and with its answers already cleared: an answer
    that is missing from ``submitted`` keeps the text that ``source`` has for it.

    Raises Ungradable with a reason in ``language`` when ``submitted`` cannot be read or belongs to another
    exercise, CourseFolderError when ``source`` itself is no notebook.
    """
    cells, repairs = read(submitted, language)
    notebook, originals = _instructor(source)
    _require_same_exercise(originals, cells, language)
    found = match(originals, cells)
    if not found.evidence:
        raise Ungradable(text("intake.nothing_recognised", language))
    graft = _Graft(originals, cells, found, language, repairs)
    grafted = deepcopy(notebook)
    grafted.cells = graft.laid(grafted.cells)
    if len(repairs) > MAX_REPAIRS:
        more = text("intake.more", language, count=len(repairs) - MAX_REPAIRS)
        repairs[MAX_REPAIRS:] = [more]
    return Grafted(grafted, tuple(repairs))


def instructors(source: bytes) -> tuple[NotebookNode, ...]:
    """The instructor's cells, under the ids that :func:`graft` gives them. Raises CourseFolderError."""
    return tuple(_instructor(source)[0].cells)


@lru_cache(maxsize=8)
def _instructor(source: bytes) -> tuple[NotebookNode, tuple[SourceCell, ...]]:
    """The instructor's notebook in the current format, outputs cleared, every cell with an id."""
    import warnings

    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old notebooks without cell ids are fine: they get theirs below
            notebook = nbformat.reads(source.decode("utf-8-sig"), as_version=4)
        for cell in notebook.cells:
            marks.upgrade(cell)
    except (ValueError, AttributeError, KeyError, TypeError, nbformat.ValidationError) as error:
        raise CourseFolderError(
            f"Found an exercise's source that is not a notebook ({type(error).__name__}).",
            "Expected a Jupyter notebook with nbgrader's cells.",
            "Open the source in Jupyter and save it again.",
        ) from error
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    ids: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cell.id = _unused(cell.get("id") or marks.grade_id(cell) or f"cell-{number}", ids)
    return notebook, tuple(_original(cell) for cell in notebook.cells)


def _original(cell: NotebookNode) -> SourceCell:
    kind: Kind = "answer" if marks.is_solution(cell) or marks.is_task(cell) else "plain"
    if marks.is_locked(cell):
        kind = "test" if marks.is_grade(cell) else "locked"
    points = marks.points(cell) if "points" in marks.mark(cell) else None
    grade_id = marks.grade_id(cell) if kind != "plain" else ""
    return SourceCell(kind, cell.cell_type, cell.source, cell.id, grade_id, points)


def _unused(wanted: str, ids: set[str]) -> str:
    """``wanted`` as a cell id, or the nearest that no cell has yet."""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in wanted)[:56] or "cell"
    name, number = stem, 1
    while name in ids:
        number += 1
        name = f"{stem}-{number}"
    ids.add(name)
    return name


def _require_same_exercise(
    originals: Sequence[SourceCell], cells: Sequence[SubmittedCell], language: str
) -> None:
    expected = [cell.grade_id for cell in originals if cell.grade_id]
    found = [cell.grade_id for cell in cells if cell.grade_id]
    if expected and found and not is_same_exercise(expected, found):
        raise Ungradable(
            text("intake.wrong_exercise", language, found=_listed(found), expected=_listed(expected))
        )


def _listed(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[:4]) + (", …" if len(unique) > 4 else "")


class _Graft:
    """One graft at work: chooses what answers each question, keeps the rest, notes what was put right."""

    def __init__(
        self,
        originals: Sequence[SourceCell],
        cells: Sequence[SubmittedCell],
        found: Matching,
        language: str,
        repairs: list[str],
    ) -> None:
        self.originals, self.cells, self.found = originals, cells, found
        self.language, self.repairs = language, repairs
        self.used: dict[
            int, int
        ] = {}  # submitted position -> source position, of cells that are laid or replaced

    def laid(self, targets: list[NotebookNode]) -> list[NotebookNode]:
        """The instructor's cells with answers in them and the trainee's own cells between them."""
        for i, target in enumerate(targets):
            positions = self.found.taken.get(i, [])
            if self.originals[i].kind in ("answer", "plain"):
                self._lay_answer(i, target, positions)
            else:
                self._restore(i, positions)
        self._note_moves()
        own = self._own_cells({cell.id for cell in targets})
        result = own[-1]
        for i, target in enumerate(targets):
            result += [target, *own[i]]
        return result

    def _note(self, key: str, i: int, **facts: object) -> None:
        grade_id = self.originals[i].grade_id
        if grade_id:  # cells without a mark are nobody's concern
            self.repairs.append(text(f"intake.{key}", self.language, grade_id=grade_id, **facts))

    def _lay_answer(self, i: int, target: NotebookNode, positions: list[int]) -> None:
        original = self.originals[i]
        if not positions:
            self._note("missing_answer", i)
            return
        chosen = self._chosen(i, positions)
        parts = [self.cells[p] for p in chosen]
        for position in chosen:
            self.used[position] = i
        target.source = "\n\n".join(part.source for part in parts)
        if original.kind == "plain" and parts[0].cell_type != original.cell_type:
            _retype(target, parts[0].cell_type)
        if target.cell_type == "markdown":
            attachments = {name: bundle for part in parts for name, bundle in part.attachments.items()}
            if attachments:
                target.attachments = attachments
        evidence = self.found.evidence[i]
        if evidence != "mark":
            self._note("matched", i, evidence=text(f"intake.evidence_{evidence}", self.language))
        if len(chosen) > 1:
            self._note("joined", i, count=len(chosen))
        elif len(positions) > 1:
            self._note("copied", i, count=len(positions))
        if parts[0].cell_type != original.cell_type:
            self._note("retyped", i, found=parts[0].cell_type, expected=original.cell_type)
        self._note_points(i, parts[0])

    def _chosen(self, i: int, positions: list[int]) -> list[int]:
        """Which of several copies is the answer: the last one written before the test that looks at it.

        Parts of a split Markdown answer belong together; parts of a code answer run one after the other.
        """
        original = self.originals[i]
        written = [
            p for p in positions if self.cells[p].source.strip() not in ("", original.source.strip())
        ] or positions
        same = [p for p in written if self.cells[p].cell_type == original.cell_type] or written
        if original.cell_type == "markdown":
            apart = positions[-1] - positions[0] >= len(positions)
            texts = {self.cells[p].source.strip() for p in same}
            return same[-1:] if apart or len(texts) < len(same) else same
        test = next(
            (
                self.found.taken[j][0]
                for j in range(i + 1, len(self.originals))
                if self.originals[j].kind == "test" and self.found.taken.get(j)
            ),
            len(self.cells),
        )
        before = [p for p in same if p < test]
        return before[-1:] or same[:1]

    def _restore(self, i: int, positions: list[int]) -> None:
        original = self.originals[i]
        if not positions:
            self._note("missing_locked", i)
            return
        stands_for = self.cells[positions[0]]
        self.used[positions[0]] = i
        # A copy that only repeats the original adds nothing; one with other words is the trainee's own cell.
        self.used |= {p: i for p in positions[1:] if is_part_of(self.cells[p].source, original.source)}
        if not is_part_of(stands_for.source, original.source):
            self._note("edited_locked", i)
        elif stands_for.cell_type != original.cell_type:
            self._note("retyped", i, found=stands_for.cell_type, expected=original.cell_type)
        self._note_points(i, stands_for)

    def _note_points(self, i: int, cell: SubmittedCell) -> None:
        points = self.originals[i].points
        if points is not None and cell.points is not None and cell.points != points:
            self._note("points", i, points=f"{points:g}")

    def _note_moves(self) -> None:
        """Name the fewest cells whose move explains the order: those outside the longest rising run."""
        order = sorted(self.used.items())
        rising = _longest_rising([i for _, i in order])
        kept = set(rising)
        for i in dict.fromkeys(i for _, i in order):
            if i not in kept:
                self._note("moved", i)

    def _own_cells(self, ids: set[str]) -> dict[int, list[NotebookNode]]:
        """The trainee's own cells by the source position they follow (-1: before all)."""
        own: dict[int, list[NotebookNode]] = defaultdict(list)
        after = self._past_missing(-1)
        for position, cell in enumerate(self.cells):
            if position in self.used:
                after = self._past_missing(self.used[position])
            elif cell.source.strip():
                own[after].append(_own_cell(cell, _unused(cell.cell_id or f"own-{position}", ids)))
        return own

    def _past_missing(self, i: int) -> int:
        """Step over set-up and stubs that had been deleted and are put back, up to the next test.

        A stub put back after the trainee's own ``def`` of the same name would undo it.
        """
        present = set(self.used.values())
        while i + 1 < len(self.originals) and i + 1 not in present and self.originals[i + 1].kind != "test":
            i += 1
        return i


def _own_cell(cell: SubmittedCell, cell_id: str) -> NotebookNode:
    """A trainee's own cell without marks; nbformat's makers would validate each one, at 0.4 ms a cell."""
    from nbformat import NotebookNode

    node = NotebookNode(cell_type=cell.cell_type, id=cell_id, metadata=NotebookNode(), source=cell.source)
    if cell.cell_type == "code":
        node.outputs, node.execution_count = [], None
    if cell.attachments:
        node.attachments = cell.attachments
    return node


def _retype(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    for name in ("outputs", "execution_count", "attachments"):
        cell.pop(name, None)
    if cell_type == "code":
        cell.outputs, cell.execution_count = [], None


def _longest_rising(values: Sequence[int]) -> list[int]:
    """A longest subsequence that never falls.

    >>> _longest_rising([0, 3, 1, 2])
    [0, 1, 2]
    """
    from bisect import bisect_right

    ends: list[int] = []
    links: list[tuple[int, object]] = []
    for value in values:
        at = bisect_right(ends, value)
        link = (value, links[at - 1] if at else None)
        ends[at : at + 1], links[at : at + 1] = [value], [link]
    chain: object = links[-1] if links else None
    found: list[int] = []
    while isinstance(chain, tuple):
        found.append(chain[0])
        chain = chain[1]
    return found[::-1]
