"""Which submitted cell is which cell of the instructor's notebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from coursekit.grading.notebook_file import SubmittedCell

Evidence = Literal["mark", "id", "text", "place"]
Kind = Literal["answer", "test", "locked", "plain"]
COMPARED = 4_000  # characters; comparing longer texts is slow and tells no more
COMPARISONS = 400  # a file, so that a hostile one cannot make matching slow


@dataclass(frozen=True)
class SourceCell:
    """One cell of the instructor's notebook, as far as matching needs it.

    An ``answer`` is the trainee's to write, a ``test`` is graded and locked, ``locked`` is neither, ``plain``
    has no mark: trainees may edit it.
    """

    kind: Kind
    cell_type: str
    source: str
    cell_id: str
    grade_id: str
    points: float | None


@dataclass
class Matching:
    """For each source cell the submitted cells that stand for it (usually one), and how they were recognised."""

    taken: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[int, Evidence] = field(default_factory=dict)

    def owner(self) -> dict[int, int]:
        """Submitted position to source position."""
        return {position: i for i, positions in self.taken.items() for position in positions}


def match(source: Sequence[SourceCell], submitted: Sequence[SubmittedCell]) -> Matching:
    """Recognise cells by nbgrader's mark, then by cell id, by equal text, and by place where that is safe."""
    found = Matching()
    by_mark: dict[str, list[int]] = defaultdict(list)
    for position, cell in enumerate(submitted):
        if cell.grade_id:
            by_mark[cell.grade_id].append(position)
    for i, original in enumerate(source):
        if original.grade_id and by_mark[original.grade_id]:
            found.taken[i], found.evidence[i] = by_mark[original.grade_id], "mark"
    _by_cell_id(source, submitted, found)
    _by_equal_text(source, submitted, found)
    _by_likeness(source, submitted, found)
    _by_place(source, submitted, found)
    return found


def visible_lines(source: str) -> list[str]:
    """Lines that carry something, without the blanks around them."""
    return [line.strip() for line in source.splitlines() if line.strip()]


def is_same_exercise(expected: Collection[str], found: Collection[str]) -> bool:
    """Whether a notebook with the grade ids ``found`` can be the exercise whose grade ids are ``expected``.

    Exercises of one course share ids such as ``setup`` and ``memo``: half of the ids of either must be common.

    >>> is_same_exercise(["setup", "scores", "lorenz", "memo"], ["setup", "tags", "chats", "memo", "rules"])
    True
    >>> is_same_exercise(["setup", "scores", "lorenz", "memo"], ["setup", "tags", "chats", "rules"])
    False
    >>> is_same_exercise(["setup", "scores", "lorenz", "memo"], ["scores"])
    True
    """
    ours, theirs = set(expected), set(found)
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def is_part_of(part: str, whole: str) -> bool:
    """Whether the lines of ``part`` occur in ``whole`` in order: true of a released test and its source."""
    lines = iter(visible_lines(whole))
    return all(line in lines for line in visible_lines(part))


def _free(found: Matching, submitted: Sequence[SubmittedCell]) -> list[int]:
    owner = found.owner()
    return [p for p, cell in enumerate(submitted) if p not in owner and cell.source.strip()]


def _by_cell_id(source: Sequence[SourceCell], submitted: Sequence[SubmittedCell], found: Matching) -> None:
    unmarked: dict[str, int] = {}
    for position, cell in enumerate(submitted):
        if cell.cell_id and not cell.grade_id:
            unmarked.setdefault(cell.cell_id, position)
    for i, original in enumerate(source):
        if i not in found.evidence and original.cell_id in unmarked:
            found.taken[i], found.evidence[i] = [unmarked.pop(original.cell_id)], "id"


def _by_equal_text(source: Sequence[SourceCell], submitted: Sequence[SubmittedCell], found: Matching) -> None:
    texts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position in reversed(_free(found, submitted)):
        texts[submitted[position].cell_type, submitted[position].source.strip()].append(position)
    for i, original in enumerate(source):
        same = texts.get((original.cell_type, original.source.strip()))
        if i not in found.evidence and same:
            found.taken[i], found.evidence[i] = [same.pop()], "text"


def _by_likeness(source: Sequence[SourceCell], submitted: Sequence[SubmittedCell], found: Matching) -> None:
    """A released test is part of its source; an answer keeps the firm lines of its stub, such as its ``def``."""
    free = [p for p in _free(found, submitted) if len(submitted[p].source) <= COMPARED][:COMPARISONS]
    for i, original in enumerate(source):
        if i in found.evidence or original.kind == "plain":
            continue
        firm = _firm_lines(original.source)
        for position in free:
            cell = submitted[position]
            if cell.cell_type != original.cell_type:
                continue
            if original.kind == "answer":
                alike = bool(firm) and is_part_of("\n".join(firm), cell.source)
            else:
                alike = is_part_of(cell.source, original.source)
            if alike:
                found.taken[i], found.evidence[i] = [position], "text"
                free.remove(position)
                break


def _firm_lines(stub: str) -> list[str]:
    """Lines of a stub that an honest answer keeps: not comments, not ``raise``, ``pass`` or ``...``."""
    return [
        line for line in visible_lines(stub) if not line.startswith(("#", "raise", "pass", "...", "return"))
    ]


def _by_place(source: Sequence[SourceCell], submitted: Sequence[SubmittedCell], found: Matching) -> None:
    """Between two recognised neighbours, as many free cells of a type as open ones: take them in order.

    For plain cells the texts must be alike as well, so that a trainee's own cell is not taken for one.
    """
    comparisons = 0
    for gap, (low, high) in _gaps(found, len(source), len(submitted)):
        owner = found.owner()
        between = [p for p in range(low + 1, high) if p not in owner and submitted[p].source.strip()]
        for cell_type in ("code", "markdown"):
            free = [p for p in between if submitted[p].cell_type == cell_type]
            for i in [i for i in gap if source[i].kind == "plain" and source[i].cell_type == cell_type]:
                for position in free:
                    comparisons += 1
                    if comparisons > COMPARISONS:
                        return
                    if _alike(source[i].source, submitted[position].source):
                        found.taken[i], found.evidence[i] = [position], "place"
                        free.remove(position)
                        break
            answers = [i for i in gap if source[i].kind == "answer" and source[i].cell_type == cell_type]
            if answers and len(free) >= len(answers) and (len(free) == len(answers) or len(answers) == 1):
                # With one question open, the last cell is its answer; those before it lead up to it.
                for i, position in zip(answers, free[-len(answers) :], strict=True):
                    found.taken[i], found.evidence[i] = [position], "place"


def _gaps(found: Matching, sources: int, cells: int) -> Iterable[tuple[list[int], tuple[int, int]]]:
    """Runs of unrecognised source cells, each with the submitted positions just outside it."""
    gaps: list[tuple[list[int], tuple[int, int]]] = []
    run: list[int] = []
    low = -1
    for i in range(sources + 1):
        if i < sources and i not in found.evidence:
            run.append(i)
            continue
        high = found.taken[i][0] if i < sources else cells
        if run and low < high:
            gaps.append((run, (low, high)))
        run = []
        low = found.taken[i][-1] if i < sources else low
    return gaps


def _alike(one: str, other: str) -> bool:
    if len(one) > COMPARED or len(other) > COMPARED:
        return False
    matcher = SequenceMatcher(None, visible_lines(one), visible_lines(other), autojunk=False)
    return matcher.ratio() >= 0.5
