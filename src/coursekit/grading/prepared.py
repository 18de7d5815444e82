"""The instructor's notebook as the grader uses it: hidden tests in it, answers taken out.

The same result as the first half of ``nbgrader generate_assignment`` (LockCells, ClearSolutions, ClearOutput,
ComputeChecksums) with nbgrader's usual delimiters, without importing nbgrader. A whole course, whose
configuration may say otherwise, is prepared by :mod:`coursekit.grading.course` with nbgrader's own steps.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from coursekit.errors import CourseFolderError
from coursekit.grading import marks

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
# As nbgrader_config.py has them; a test compares the two.
STUBS = {
    "en": ("# YOUR CODE HERE\nraise NotImplementedError", "YOUR ANSWER HERE"),
    "zh": ("# 在这里作答\nraise NotImplementedError", "在这里作答"),
}


@lru_cache(maxsize=8)
def prepared(source: bytes, language: str = "en") -> bytes:
    """The notebook that :func:`coursekit.grading.intake.graft` and the engine expect as ``source``.

    Raises CourseFolderError when ``source`` is no notebook, names a question twice or leaves a solution open.
    """
    import warnings

    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old notebooks without cell ids are fine
            notebook = nbformat.reads(source.decode("utf-8-sig"), as_version=4)
        for cell in notebook.cells:
            marks.upgrade(cell)
    except (ValueError, AttributeError, KeyError, TypeError, nbformat.ValidationError) as error:
        raise CourseFolderError(
            f"Found an exercise's source that is not a notebook ({type(error).__name__}).",
            "Expected a Jupyter notebook with nbgrader's cells.",
            "Open the source in Jupyter and save it again.",
        ) from error
    require_unique(notebook)
    for cell in notebook.cells:
        _clear_answer(cell, STUBS.get(language, STUBS["en"]))
        if marks.is_grade(cell) or marks.is_solution(cell) or marks.is_locked(cell):
            cell.metadata.nbgrader["checksum"] = marks.checksum(cell)
            cell.metadata.nbgrader["cell_type"] = cell.cell_type
            cell.metadata["deletable"] = False
            if marks.is_locked(cell):
                cell.metadata["editable"] = False
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return json.dumps(notebook, ensure_ascii=False).encode()


def require_unique(notebook: Any) -> None:
    """Raise CourseFolderError when two cells of an instructor's notebook share a grade id."""
    names = [marks.grade_id(cell) for cell in notebook.cells if marks.grade_id(cell)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CourseFolderError(
            f"Found the grade id {', '.join(twice)} more than once in a source notebook.",
            "Expected every graded cell to have its own.",
            "Give one of the cells another id in the source and release the exercise again.",
        )


def _clear_answer(cell: Any, stubs: tuple[str, str]) -> None:
    stub = stubs[0] if cell.cell_type == "code" else stubs[1]
    kept: list[str] = []
    inside = replaced = False
    for line in cell.source.split("\n"):
        if BEGIN in line:
            indent = re.match(r"\s*", line)
            kept += [(indent.group() if indent else "") + stub_line for stub_line in stub.split("\n")]
            inside = replaced = True
        elif END in line:
            inside = False
        elif not inside:
            kept.append(line)
    if inside:
        raise CourseFolderError(
            f"Found a line '{BEGIN}' without '{END}' in cell '{marks.grade_id(cell)}'.",
            "Expected both.",
            "Close the solution in the source notebook.",
        )
    if replaced:
        cell.source = "\n".join(kept)
    elif marks.is_solution(cell):
        cell.source = stub
