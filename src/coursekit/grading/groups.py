"""Where in a notebook the checker will ask for the trainee's names: there the worker leaves a copy of itself."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from coursekit.grading.cells import role
from coursekit.grading.crossing import crosses
from coursekit.grading.marks import grade_id
from coursekit.grading.names import Names, names

OWN = frozenset(dir(builtins)) | {"get_ipython", "display", "In", "Out"}

BY_NAME = frozenset(
    ("globals", "locals", "vars", "dir", "eval", "exec")
)  # reach names that no one can see in the text


def groups(cells: list[Any], trusted: frozenset[str], reference: Mapping[str, Names]) -> dict[int, int]:
    """For each cell that may ask, the first of its group: tests with no other code cell between them.

    A test asks unless all names that it reads are known to be the checker's own; so does one of the instructor's
    other cells further down. ``trusted`` and ``reference`` are those of :class:`checker.Checker`.
    """
    found: dict[int, int] = {}
    first: int | None = None
    ours: set[str] = set()
    for at, cell in enumerate(cells):
        kind = role(cell)
        if kind == "text":
            continue
        is_ours = kind == "test" or (kind in ("locked", "own") and cell.source in trusted)
        if not is_ours:
            expected = reference.get(grade_id(cell))
            ours -= (expected.bound | expected.changed) if expected is not None else set()
            first = None
            continue
        used = names(cell.source)
        asks = (
            bool(used.read - used.bound - ours - OWN or used.files or used.read & BY_NAME)
            or used.is_other_language
        )
        if kind != "test":
            first = None
        if asks and not (kind == "test" and crosses(cell.source)):
            first = at if first is None or kind != "test" else first
            found[at] = first
        if kind != "test":
            first = None
        ours |= used.bound
    return found
