"""Carry what changed in English into the Chinese notebook, and name the prose that has to be written anew."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring.languages import (
    digest,
    is_localized,
    prose_state,
    shared_metadata,
    stored_digest,
    twin,
)
from coursekit.authoring.localized import code_differences, transplant
from coursekit.authoring.notebooks import Cell, Notebook, dump, read
from coursekit.errors import UsageError


@dataclass(frozen=True)
class Stale:
    """A Chinese cell whose text a person has to write, and the English to write it from."""

    path: Path
    cell: str
    reason: str  # 'new', 'stale' or 'untranslated'
    english: str
    chinese: str


def sync(en_path: Path, zh_path: Path) -> list[Stale]:
    """Copy code, metadata and order of cells to the Chinese notebook by cell id; keep its prose.

    Cells (or a whole notebook) that Chinese does not have yet are put in with the English text. Cells that
    English no longer has are dropped. Returns what has to be written, in order of the cells.
    """
    english = read(en_path)
    chinese = read(zh_path) if zh_path.is_file() else {"cells": [], "metadata": {}}
    mine = {cell.get("id"): cell for cell in chinese["cells"]}
    written = deepcopy(english)
    written["metadata"]["coursekit"] = english["metadata"].get("coursekit", {}) | {"language": "zh"}
    stale: list[Stale] = []
    for number, theirs in enumerate(english["cells"]):
        old = mine.get(theirs["id"])
        if old is not None and old["cell_type"] != theirs["cell_type"]:
            old = None
        cell, reason = _carry(theirs, old)
        written["cells"][number] = cell
        if reason:
            stale.append(Stale(zh_path, theirs["id"], reason, theirs["source"], cell["source"]))
    zh_path.parent.mkdir(parents=True, exist_ok=True)
    zh_path.write_text(dump(written), encoding="utf-8", newline="\n")
    return stale


def mark_current(zh_path: Path, cell_ids: Collection[str] | None = None) -> list[str]:
    """Record that the Chinese cells (default: all) say what the English says now; returns the ids that changed.

    Raises UsageError for a cell that the notebook does not have.
    """
    english, chinese = read(twin(zh_path, "en")), read(zh_path)
    theirs = {cell["id"]: cell for cell in english["cells"]}
    unknown = set(cell_ids or ()) - {cell["id"] for cell in chinese["cells"]}
    if unknown:
        raise UsageError(f"Found no cell {', '.join(sorted(unknown))} in {zh_path}.")
    changed = []
    for cell in _translated_cells(chinese):
        wanted = cell_ids is None or cell["id"] in cell_ids
        if wanted and cell["id"] in theirs:
            now = digest(theirs[cell["id"]]["source"])
            if stored_digest(cell) != now:
                cell["metadata"].setdefault("coursekit", {})["source_digest"] = now
                changed.append(cell["id"])
    zh_path.write_text(dump(chinese), encoding="utf-8", newline="\n")
    return changed


def _translated_cells(notebook: Notebook) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown" or is_localized(cell)]


def _carry(theirs: Cell, old: Cell | None) -> tuple[Cell, str]:
    """The Chinese cell as it has to be, and why a person must look at it ('' when nobody need)."""
    cell = deepcopy(theirs)
    cell["metadata"] = shared_metadata(theirs)
    if theirs["cell_type"] != "markdown" and not is_localized(theirs):
        return cell, ""
    if old is None:
        return cell, "new"
    kept = stored_digest(old)
    if theirs["cell_type"] == "markdown":
        cell["source"] = old["source"]
    elif code_differences(theirs["source"], old["source"], localized=True):
        cell["source"], left = transplant(theirs["source"], old["source"])
        kept = None if left else kept
    else:
        cell["source"] = old["source"]
        kept = kept or digest(theirs["source"])  # it agrees, and from now on its staleness is watched
    if kept:
        cell["metadata"].setdefault("coursekit", {})["source_digest"] = kept
    state = prose_state(theirs, cell)
    return cell, "" if state == "current" else state
