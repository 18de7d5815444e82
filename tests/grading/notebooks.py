"""Notebooks with nbgrader's marks, for tests of the engine."""

from __future__ import annotations

import json
from collections.abc import Callable

Book = Callable[..., bytes]
Cell = dict[str, object]


def cell(
    source: str, grade_id: str = "", kind: str = "", points: float | None = None, cell_type: str = "code"
) -> Cell:
    """One cell; ``kind`` is answer, test, locked, manual, or empty for a cell without a mark."""
    mark: dict[str, object] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": kind in ("test", "manual"),
        "solution": kind in ("answer", "manual"),
        "locked": kind in ("locked", "test"),
        "task": False,
    }
    if points is not None:
        mark["points"] = points
    made: Cell = {
        "cell_type": cell_type,
        "id": grade_id or f"own-{abs(hash(source)) % 10**8}",
        "metadata": {"nbgrader": mark} if kind else {},
        "source": source,
    }
    return made | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def notebook(*cells: Cell) -> bytes:
    """A notebook file of these cells."""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}
    ).encode()


def book(setup: str, *pairs: tuple[str, str]) -> bytes:
    """A set-up cell, then an answer and its test of one point for each pair."""
    cells = [cell(setup, "setup", "locked")]
    for number, (answer, test) in enumerate(pairs, 1):
        cells += [cell(answer, f"answer{number}", "answer"), cell(test, f"test{number}", "test", 1)]
    return notebook(*cells)
