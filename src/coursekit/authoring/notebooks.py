"""The normal form in which notebooks are committed: no outputs, no counts, one order of keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.errors import UsageError
from coursekit.messages import LANGUAGES, Language

Notebook = dict[str, Any]
Cell = dict[str, Any]
FOLDERS = ("lessons", "solutions", "exercises")
KEPT_CELL_METADATA = frozenset(
    {"coursekit", "covers", "editable", "jupyter", "nbgrader", "practises", "slideshow", "tags"}
)
KEPT_NOTEBOOK_METADATA = frozenset({"coursekit", "kernelspec", "language_info"})


@dataclass(frozen=True)
class Breach:
    """One broken rule: where, which, and what to look at."""

    path: Path
    cell: str
    rule: str
    detail: str

    def __str__(self) -> str:
        where = f"{self.path}, cell '{self.cell}'" if self.cell else str(self.path)
        return f"{where}: {self.rule}. {self.detail}"


def read(path: Path) -> Notebook:
    """The notebook at ``path``, each cell's source joined to one string.

    Raises UsageError when the file is missing or is not a notebook of format 4.
    """
    if not path.is_file():
        raise UsageError(f"Found no file {path}.", "Expected a notebook.")
    try:
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"Found {path}, which is not a notebook ({error}).", "Expected notebook format 4."
        ) from error
    return notebook


def dump(notebook: Notebook) -> str:
    """The text of ``notebook`` in normal form.

    >>> cell = {"id": "a", "cell_type": "markdown", "metadata": {"scrolled": True}, "source": "Hello"}
    >>> json.loads(dump({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))["cells"][0]
    {'cell_type': 'markdown', 'id': 'a', 'metadata': {}, 'source': ['Hello']}
    """
    plain = {
        "cells": [_plain_cell(cell) for cell in notebook["cells"]],
        "metadata": _plain_metadata(notebook.get("metadata", {})),
        "nbformat": notebook.get("nbformat", 4),
        "nbformat_minor": notebook.get("nbformat_minor", 5),
    }
    # the layout of nbformat's own writer, so that saving in JupyterLab makes no further difference
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"


def normalise(path: Path, check: bool = False) -> bool:
    """Bring the file to normal form, or with ``check`` only look; returns whether it differed.

    Raises UsageError for what is not a notebook.
    """
    normal = dump(read(path))
    if path.read_text(encoding="utf-8") == normal:
        return False
    if not check:
        path.write_text(normal, encoding="utf-8", newline="\n")
    return True


def course_notebooks(root: Path, folders: tuple[str, ...] = FOLDERS) -> list[Path]:
    """Every notebook of the course below ``root``, in order; Jupyter's checkpoints left out."""
    return sorted(
        path
        for folder in folders
        for path in (root / folder).rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    )


def language_of(path: Path) -> Language:
    """The language of the course folder that holds ``path``.

    >>> language_of(Path("lessons/zh/05-grading-by-rule.ipynb"))
    'zh'

    Raises UsageError for a path outside the language folders.
    """
    for part in reversed(path.parts[:-1]):
        for language in LANGUAGES:
            if part == language:
                return language
    raise UsageError(f"Found {path}.", "Expected a path below lessons/<language>/ or solutions/<language>/.")


def graded_kind(cell: Cell) -> str:
    """What nbgrader makes of a cell: 'test', 'manual', 'task', 'answer', 'locked', or '' for an ordinary cell.

    >>> graded_kind({"metadata": {"nbgrader": {"grade": True, "solution": False}}})
    'test'
    """
    mark = cell.get("metadata", {}).get("nbgrader", {})
    if not mark:
        return ""
    if mark.get("task"):
        return "task"
    if mark.get("grade"):
        return "manual" if mark.get("solution") else "test"
    return "answer" if mark.get("solution") else "locked"


def _plain_cell(cell: Cell) -> Cell:
    plain = {key: value for key, value in cell.items() if key in ("attachments", "cell_type", "id")}
    plain["metadata"] = {k: v for k, v in cell.get("metadata", {}).items() if k in KEPT_CELL_METADATA}
    plain["source"] = "".join(cell["source"]).splitlines(keepends=True)
    if cell["cell_type"] == "code":
        plain |= {"execution_count": None, "outputs": []}
    return plain


def _plain_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.items() if key in KEPT_NOTEBOOK_METADATA}
    if "language_info" in kept:  # the rest of it names the Python of whoever saved last
        kept["language_info"] = {"name": kept["language_info"].get("name", "python")}
    return kept
