"""Small notebooks for the tests of the authoring tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coursekit.authoring.notebooks import dump

Cell = dict[str, Any]


def prose(cell_id: str, source: str, **metadata: Any) -> Cell:
    return {"id": cell_id, "cell_type": "markdown", "metadata": metadata, "source": source}


def code(cell_id: str, source: str, **metadata: Any) -> Cell:
    cell = {"id": cell_id, "cell_type": "code", "metadata": metadata, "source": source}
    return cell | {"execution_count": None, "outputs": []}


def graded(kind: str, grade_id: str, source: str, points: int = 0, **metadata: Any) -> Cell:
    """A cell that nbgrader knows as an 'answer', 'test', 'manual', 'locked' or 'task' cell."""
    mark = {
        "grade": kind in ("test", "manual"),
        "grade_id": grade_id,
        "locked": kind in ("test", "locked", "task"),
        "schema_version": 3,
        "solution": kind in ("answer", "manual"),
        "task": kind == "task",
    }
    if kind in ("test", "manual", "task"):
        mark["points"] = points
    make = prose if kind in ("manual", "locked", "task") else code
    return make(grade_id, source, nbgrader=mark, **metadata)


def notebook(*cells: Cell, language: str = "en") -> dict[str, Any]:
    metadata = {
        "coursekit": {"language": language},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    }
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def write(path: Path, *cells: Cell, language: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    stated = language or ("zh" if "zh" in path.parts else "en")
    path.write_text(dump(notebook(*cells, language=stated)), encoding="utf-8")
    return path


@pytest.fixture
def make() -> SimpleNamespace:
    """The makers of cells and notebooks."""
    return SimpleNamespace(prose=prose, code=code, graded=graded, notebook=notebook, write=write)


@pytest.fixture
def twins(tmp_path: Path) -> Callable[[list[Cell], list[Cell]], tuple[Path, Path]]:
    """Write an English lesson and its Chinese twin; returns both paths."""

    def build(english: list[Cell], chinese: list[Cell]) -> tuple[Path, Path]:
        return (
            write(tmp_path / "lessons/en/05-grading.ipynb", *english),
            write(tmp_path / "lessons/zh/05-grading.ipynb", *chinese),
        )

    return build
