"""What nbgrader's metadata makes of a cell, and its marks; as nbgrader counts them, without importing it (2 s)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Any, Literal

Role = Literal["test", "locked", "answer", "own", "text"]


def mark(cell: Mapping[str, Any]) -> dict[str, Any]:
    """nbgrader's metadata of a cell, empty for one without."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def role(cell: Mapping[str, Any]) -> Role:
    """What running the notebook does with a cell: who wrote it and whether it is graded by running it."""
    if cell["cell_type"] != "code":
        return "text"
    found = mark(cell)
    if found.get("solution"):
        return "answer"
    if found.get("grade"):
        return "test"
    return "locked" if found.get("locked") else "own"


def graded(cell: Mapping[str, Any]) -> bool:
    """Whether the cell carries points, by running or by a person."""
    found = mark(cell)
    return bool(found.get("grade") or found.get("task"))


def points(cell: Mapping[str, Any]) -> float:
    """The most that a graded cell can earn."""
    return float(mark(cell).get("points") or 0)


def checksum(cell: Mapping[str, Any]) -> str:
    """nbgrader's checksum of a cell: equal to the stored one when an answer was not touched."""
    found = mark(cell)
    solution, grade = bool(found.get("solution", False)), bool(found.get("grade", False))
    locked = False if solution else True if grade else found.get("locked", False)
    digest = hashlib.md5(usedforsecurity=False)
    parts = [cell["source"], cell["cell_type"], str(found.get("grade", False)), str(found.get("solution", False)),
             str(locked), str(found.get("grade_id", ""))]  # fmt: skip
    if grade:
        parts.append(str(float(found["points"])))
    for part in parts:
        digest.update(part.encode("utf-8", "replace"))
    return digest.hexdigest()


def partial_credit(text: str, value: object, maximum: float) -> float:
    """What the value of a test's last line is worth, as nbgrader reads it from the cell's output.

    A number from 0 to ``maximum`` counts as such, anything else as full marks. Intended differences: a number above
    the maximum counts as the maximum (nbgrader stops the run), one below 0 or NaN as 0 (nbgrader: full marks), and
    numpy's numbers count as numbers.
    """
    try:
        credit = float(text)
    except ValueError:
        if not (hasattr(value, "dtype") and isinstance(value, float | int)):
            return maximum
        credit = float(value)
    return 0.0 if math.isnan(credit) else min(max(credit, 0.0), maximum)
