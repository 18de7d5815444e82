"""Where in a notebook the worker leaves a copy of itself for the checker to ask.

A test is to see the trainee's names as they were where it stands. A copy costs some 15 ms, so cells share one where
that makes no difference: where nothing that the later cells mention has to do with what the test asks for.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coursekit.grading.cells import Trusted, role
from coursekit.grading.crossing import crosses
from coursekit.grading.marks import grade_id
from coursekit.grading.names import Names, names

OWN = frozenset(dir(builtins)) | {"get_ipython", "display", "In", "Out"}
MAX_COMPARED = 200  # cells; beyond this, looking for copies to share costs more than it saves


@dataclass
class _Asker:
    """A cell that may ask for ``wanted`` names; None stands for any name at all."""

    at: int
    wanted: set[str] | None


@dataclass
class _Reading:
    """What the cells of one notebook do to names."""

    askers: list[_Asker] = field(default_factory=list)
    run: dict[int, Names] = field(default_factory=dict)  # cells that the worker runs


def copy_points(cells: list[Any], trusted: Trusted, reference: Mapping[str, Names]) -> dict[int, int]:
    """For each cell that may ask, the cell before which the copy for it is made (``len(cells)``: at the end).

    ``trusted`` and ``reference`` are those of :class:`checker.Checker`.
    """
    reading = _read(cells, trusted, reference)
    if len(reading.run) > MAX_COMPARED:
        return {asker.at: asker.at for asker in reading.askers}
    found: dict[int, int] = {}
    for asker in reading.askers:
        limit = next(
            (at for at in sorted(reading.run) if at > asker.at and _disturbs(reading, asker, at)), len(cells)
        )
        found[asker.at] = limit if role(cells[asker.at]) == "test" else asker.at
    points = sorted(set(found.values()))
    # Of the points that would do, the earliest one that also serves another asker is one copy less.
    return {at: next(p for p in points if at <= p <= latest) for at, latest in found.items()}


def _read(cells: list[Any], trusted: Trusted, reference: Mapping[str, Names]) -> _Reading:
    found = _Reading()
    ours: set[str] = set()
    theirs = False  # whether a cell of the trainee's has run: before, there is nobody to ask
    for at, cell in enumerate(cells):
        kind = role(cell)
        if kind == "text":
            continue
        does = names(cell.source)
        if kind != "test":
            found.run[at] = does
        if kind != "test" and not (kind in ("locked", "own") and (cell.id, cell.source) in trusted):
            theirs = True
            expected = reference.get(grade_id(cell))
            ours -= (expected.bound | expected.changed) if expected is not None else set()
            continue
        wanted = does.read - does.bound - ours - OWN
        asks = bool(wanted or does.files) or does.is_opaque
        if asks and (theirs or kind == "test") and not (kind == "test" and crosses(cell.source)):
            found.askers.append(_Asker(at, None if does.is_opaque or does.files else wanted))
        ours |= does.bound
    return found


def _disturbs(reading: _Reading, asker: _Asker, at: int) -> bool:
    """Whether running the cell at ``at`` could change what ``asker`` would see."""
    later = reading.run[at]
    if asker.wanted is None or later.is_opaque:
        return True
    closure, before = set(asker.wanted), [does for run, does in reading.run.items() if run < asker.at]
    modules = {name for does in reading.run.values() for name in does.modules}
    if any(does.is_opaque for does in before):
        return True
    grown = True
    while grown:
        grown = False
        for does in before:
            if (does.bound | does.changed) & closure and not does.read <= closure:
                closure |= does.read | does.bound
                grown = True
    repeated = {text for does in before for text in does.imports}
    fresh = {name for text in later.imports if text not in repeated for name in names(text).bound}
    if "*" in fresh:
        return True
    touched = (later.read - modules - OWN) | (later.bound - later.modules) | fresh
    return bool(closure & (touched | later.changed))
