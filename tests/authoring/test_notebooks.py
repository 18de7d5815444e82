from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from coursekit.authoring import notebooks
from coursekit.errors import UsageError


def as_saved_by_jupyterlab(make, path: Path) -> Path:
    """Run, so it carries outputs, counts, times, widget state and the Python of whoever saved it."""
    saved = make.notebook(make.code("ties-code", "x = 1\nx"), make.prose("ties-read", "Read it."))
    saved["cells"][0] |= {
        "execution_count": 3,
        "outputs": [
            {
                "output_type": "execute_result",
                "data": {"text/plain": "1"},
                "execution_count": 3,
                "metadata": {},
            }
        ],
    }
    saved["cells"][0]["metadata"] = {
        "tags": ["localized"],
        "execution": {"iopub.status.busy": "now"},
        "trusted": True,
    }
    saved["metadata"] |= {"widgets": {}, "language_info": {"name": "python", "version": "3.13.1"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(saved), encoding="utf-8")
    return path


def test_normal_form_has_no_outputs_counts_or_traces_of_the_author(make, tmp_path):
    path = as_saved_by_jupyterlab(make, tmp_path / "lesson.ipynb")
    assert notebooks.normalise(path)
    cell = notebooks.read(path)["cells"][0]
    assert (cell["outputs"], cell["execution_count"], cell["metadata"]) == ([], None, {"tags": ["localized"]})
    metadata = notebooks.read(path)["metadata"]
    assert metadata["language_info"] == {"name": "python"}
    assert "widgets" not in metadata


def test_normal_form_is_what_nbformat_itself_writes(make, tmp_path):
    path = as_saved_by_jupyterlab(make, tmp_path / "lesson.ipynb")
    notebooks.normalise(path)
    written = nbformat.writes(nbformat.read(path, as_version=4)) + "\n"
    assert path.read_text(encoding="utf-8") == written


def test_normalising_twice_changes_nothing(make, tmp_path):
    path = as_saved_by_jupyterlab(make, tmp_path / "lesson.ipynb")
    notebooks.normalise(path)
    assert not notebooks.normalise(path)


def test_checking_leaves_the_file_alone(make, tmp_path):
    path = as_saved_by_jupyterlab(make, tmp_path / "lesson.ipynb")
    before = path.read_bytes()
    assert notebooks.normalise(path, check=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{"id": "a"}]}', "null"])
def test_what_is_not_a_notebook_is_named(tmp_path, content):
    path = tmp_path / "broken.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"broken\.ipynb, which is not a notebook"):
        notebooks.read(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match="Found no file"):
        notebooks.read(tmp_path / "absent.ipynb")


def test_course_notebooks_are_found_without_checkpoints(make, tmp_path):
    make.write(tmp_path / "lessons/en/01-a.ipynb")
    make.write(tmp_path / "lessons/en/.ipynb_checkpoints/01-a-checkpoint.ipynb")
    make.write(tmp_path / "solutions/zh/ex01-a/ex01-a.ipynb")
    found = [path.relative_to(tmp_path).as_posix() for path in notebooks.course_notebooks(tmp_path)]
    assert found == ["lessons/en/01-a.ipynb", "solutions/zh/ex01-a/ex01-a.ipynb"]


@pytest.mark.parametrize("kind", ["answer", "test", "manual", "locked", "task"])
def test_kinds_of_graded_cells(make, kind):
    assert notebooks.graded_kind(make.graded(kind, "q", "1")) == kind
    assert notebooks.graded_kind(make.code("plain", "1")) == ""
