"""What running the notebook does with a cell, and what the value of a test's last line is worth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from coursekit.grading.marks import is_grade, is_locked, is_solution, is_task

if TYPE_CHECKING:
    from nbformat import NotebookNode

Role = Literal["test", "locked", "answer", "own", "text"]
# Ids and texts of cells: a trainee's own cell may repeat the text of an instructor's, but not its id.
Trusted = frozenset[tuple[str, str]]


def role(cell: NotebookNode) -> Role:
    """Who wrote a cell, and whether it is graded by running it."""
    if cell["cell_type"] != "code":
        return "text"
    if is_solution(cell):
        return "answer"
    if is_grade(cell):
        return "test"
    return "locked" if is_locked(cell) else "own"


def is_graded(cell: NotebookNode) -> bool:
    """Whether the cell carries points, earned by running or given by a person."""
    return is_grade(cell) or is_task(cell)


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
