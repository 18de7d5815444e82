"""nbgrader's marks on cells: what is graded, what is the trainee's to write, what is locked.

The same rules as ``nbgrader.utils`` and nbgrader's metadata format 3, without importing nbgrader, which costs
more than grading a notebook.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

FORMAT = 3
KEYS = (
    "schema_version",
    "grade",
    "locked",
    "solution",
    "task",
    "grade_id",
    "points",
    "checksum",
    "cell_type",
)


def mark(cell: NotebookNode) -> dict[str, Any]:
    """The cell's nbgrader metadata, empty for a cell without."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def grade_id(cell: NotebookNode) -> str:
    """The name under which nbgrader knows the cell, empty for a cell without."""
    return str(mark(cell).get("grade_id", ""))


def points(cell: NotebookNode) -> float:
    """The most that the cell can earn."""
    return float(mark(cell).get("points", 0) or 0)


def is_task(cell: NotebookNode) -> bool:
    """Whether the cell sets a task that a person grades."""
    return bool(mark(cell).get("task", False))


def is_grade(cell: NotebookNode) -> bool:
    """Whether the cell earns points (task cells aside)."""
    return bool(mark(cell).get("grade", False))


def is_solution(cell: NotebookNode) -> bool:
    """Whether the cell is the trainee's to write."""
    return bool(mark(cell).get("solution", False))


def is_locked(cell: NotebookNode) -> bool:
    """Whether the cell's text is the instructor's, whatever was handed in."""
    if is_solution(cell):
        return False
    return is_grade(cell) or bool(mark(cell).get("locked", False))


def checksum(cell: NotebookNode) -> str:
    """nbgrader's digest of a marked cell: equal to the stored one while an answer is untouched."""
    parts = [cell.source, cell.cell_type, str(is_grade(cell)), str(is_solution(cell)), str(is_locked(cell))]
    parts.append(grade_id(cell))
    if is_grade(cell):
        parts.append(str(points(cell)))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def is_untouched(cell: NotebookNode) -> bool:
    """Whether an answer cell is as it was given out."""
    return mark(cell).get("checksum") == checksum(cell)


def upgrade(cell: NotebookNode) -> None:
    """Bring marks of older nbgrader versions to the current format, as ``nbgrader update`` does.

    Raises ValueError when the points are no number.
    """
    found = mark(cell)
    if not found:
        cell.metadata.pop("nbgrader", None)
        return
    old = found.get("schema_version", 0)
    for name in ("grade", "solution", "locked"):
        found.setdefault(name, False)
    if old == 0:
        if not (found["grade"] or found["solution"] or found["locked"]):
            del cell.metadata["nbgrader"]
            return
        if found["grade"]:
            found["points"] = max(float(found.get("points") or 0), 0.0)
        else:
            found.pop("points", None)
    if old < 2 and "checksum" in found:
        found.setdefault("cell_type", cell.cell_type)
    found["schema_version"] = max(old, FORMAT)
    for name in set(found) - set(KEYS):
        del found[name]
