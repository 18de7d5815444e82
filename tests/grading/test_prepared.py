"""The prepared source equals what nbgrader's own steps make of an instructor's notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader import utils
from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from traitlets.config import PyFileConfigLoader

from coursekit.errors import CourseFolderError
from coursekit.grading import marks
from coursekit.grading.prepared import STUBS, prepared

ROOT = Path(__file__).parents[2]
QUICKSTART = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source" / "ps1"
SOURCES = sorted([*QUICKSTART.glob("*.ipynb"), *ROOT.glob("solutions/en/*/*.ipynb")])


def by_nbgrader(source: bytes) -> Any:
    notebook = nbformat.reads(source.decode(), as_version=4)
    stubs = {"python": STUBS["en"][0]}
    for step in (LockCells(), ClearSolutions(code_stub=stubs), ClearOutput(), ComputeChecksums()):
        notebook, _ = step.preprocess(notebook, {})
    return notebook


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_result_is_nbgraders(path: Path) -> None:
    ours = nbformat.reads(prepared(path.read_bytes()).decode(), as_version=4)
    theirs = by_nbgrader(path.read_bytes())
    assert [(c.cell_type, c.source, c.metadata) for c in ours.cells] == [
        (c.cell_type, c.source, c.metadata) for c in theirs.cells
    ]


def test_no_line_of_a_solution_is_left() -> None:
    cell = nbformat.v4.new_code_cell("def f():\n    ### BEGIN SOLUTION\n    return 42\n    ### END SOLUTION")
    cell.metadata.nbgrader = {
        "schema_version": 3,
        "grade_id": "f",
        "solution": True,
        "grade": False,
        "locked": False,
    }
    held = prepared(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode(), "zh").decode()
    assert "42" not in held
    assert "# 在这里作答" in held


@pytest.mark.parametrize("language", ["en", "zh"])
def test_stubs_are_the_ones_of_the_courses_configuration(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_LANG", language)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    assert STUBS[language] == (config.ClearSolutions.code_stub["python"], config.ClearSolutions.text_stub)


def test_a_grade_id_that_occurs_twice_is_refused() -> None:
    mark = {"schema_version": 3, "grade_id": "q", "solution": True, "grade": False, "locked": False}
    cells = [nbformat.v4.new_code_cell("", metadata={"nbgrader": dict(mark)}) for _ in range(2)]
    with pytest.raises(CourseFolderError, match="grade id q more than once"):
        prepared(nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode())


def test_a_solution_that_is_left_open_is_refused() -> None:
    cell = nbformat.v4.new_code_cell("### BEGIN SOLUTION")
    with pytest.raises(CourseFolderError, match="END SOLUTION"):
        prepared(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode())


MARKS = st.fixed_dictionaries(
    {"grade_id": st.text(max_size=5), "points": st.floats(0, 100)},
    optional={name: st.booleans() for name in ("grade", "solution", "locked", "task")},
)


@given(MARKS, st.text(max_size=20), st.sampled_from(["code", "markdown"]))
def test_marks_are_read_as_nbgrader_reads_them(mark: dict[str, Any], source: str, kind: str) -> None:
    cell = nbformat.from_dict({"cell_type": kind, "source": source, "metadata": {"nbgrader": mark}})
    for name in ("is_task", "is_grade", "is_solution", "is_locked"):
        assert getattr(marks, name)(cell) == getattr(utils, name)(cell)
    try:
        expected = utils.compute_checksum(cell)
    except UnicodeEncodeError:
        return
    assert marks.checksum(cell) == expected


def test_marks_of_the_first_nbgrader_versions_are_upgraded() -> None:
    cell = nbformat.from_dict(
        json.loads(
            '{"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade": true, "grade_id": "a", "points": "", "odd": 1}}}'
        )
    )
    marks.upgrade(cell)
    assert cell.metadata.nbgrader == {
        "grade": True,
        "grade_id": "a",
        "points": 0.0,
        "solution": False,
        "locked": False,
        "schema_version": 3,
    }
