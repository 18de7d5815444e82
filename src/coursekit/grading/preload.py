"""Which libraries a notebook will want, told from its imports, so that they are imported once for all submissions."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coursekit.grading.names import parsed
from coursekit.grading.reader_only import for_display
from coursekit.grading.spared import spared

DISPLAY_ONLY = "display-only"  # the tag of a cell that only a reader needs
TOYS = ("__future__", "this", "antigravity")  # what they do on import is no use to anybody
SLOW_SUBMODULES = {"seaborn": ("scipy.stats", "matplotlib.pyplot"), "coursekit": ("pandas",)}


@dataclass(frozen=True)
class Preload:
    """Modules to import before forking, in the parent of workers and in that of checkers."""

    worker: tuple[str, ...] = ()
    checker: tuple[str, ...] = ()

    def of(self, role: str) -> tuple[str, ...]:
        """Those of one of the two."""
        return self.worker if role == "worker" else self.checker

    def __or__(self, other: Preload) -> Preload:
        return Preload(
            tuple(dict.fromkeys(self.worker + other.worker)),
            tuple(dict.fromkeys(self.checker + other.checker)),
        )


def preload_of(source: bytes) -> Preload:
    """What a notebook's cells import; of the checker's, without what only answers use.

    >>> locked = {"nbgrader": {"locked": True}}
    >>> cells = [{"cell_type": "code", "source": "import seaborn as sns", "metadata": locked}]
    >>> found = preload_of(json.dumps({"cells": cells}).encode())
    >>> found.checker, found.worker
    ((), ('seaborn', 'scipy.stats', 'matplotlib.pyplot'))
    """
    return Preload(tuple(imports_of(source, "worker")), tuple(imports_of(source, "checker")))


def imports_of(source: bytes, role: str) -> list[str]:
    """Modules that ``role`` will want, and those that the notebook's metadata name (``coursekit``, ``preload``).

    For a checker it takes five times as long to tell.

    >>> imports_of(b'{"cells": [], "metadata": {"coursekit": {"preload": ["scipy.stats"]}}}', "worker")
    ['scipy.stats']
    """
    if role == "worker":
        named = _modules(cell["source"] for cell in _code_cells(source))
    else:
        cells, tests = _instructors(source)
        named = _modules([*spared(cells, tests).values(), *tests])
    return [*named, *(name for name in _stated(source) if name not in named)]


def setup_of(source: bytes, role: str = "worker") -> list[str]:
    """The instructor's code cells before the first answer or test, as plain Python; ``role`` is who runs them.

    >>> locked = {"nbgrader": {"locked": True}}
    >>> cells = [{"cell_type": "code", "source": "x = 1", "metadata": locked}, {"cell_type": "code", "source": "y = x"}]
    >>> setup_of(json.dumps({"cells": cells}).encode())
    ['x = 1']
    """
    found: list[str] = []
    kept = spared(*_instructors(source)) if role == "checker" else {}
    for cell in _code_cells(source):
        mark = _mark(cell)
        if not mark.get("locked") or mark.get("solution") or mark.get("grade"):
            break
        text = cell["source"]
        if role == "checker" and text not in kept:
            continue
        tree = parsed(kept.get(text, text))
        if tree is None:
            break
        found.append(ast.unparse(tree))
    return found


def not_run_by_checker(source: bytes) -> frozenset[str]:
    """The texts of the instructor's cells that only a reader needs; see :func:`~coursekit.grading.reader_only.for_display`."""
    return for_display(
        [
            (cell["source"], _is_tagged(cell) and not _mark(cell).get("grade"))
            for cell in _code_cells(source)
            if not _mark(cell).get("solution")
        ]
    )


def _instructors(source: bytes) -> tuple[list[str], list[str]]:
    """The texts of the code cells that the checker runs: those without points, and the tests."""
    cells: list[str] = []
    tests: list[str] = []
    left_out = not_run_by_checker(source)
    for cell in _code_cells(source):
        text = cell["source"]
        if not _mark(cell).get("solution") and text not in left_out:
            (tests if _mark(cell).get("grade") else cells).append(text)
    return cells, tests


def _metadata(thing: dict[str, Any]) -> dict[str, Any]:
    found = thing.get("metadata")
    return found if isinstance(found, dict) else {}


def _mark(cell: dict[str, Any]) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    found = _metadata(cell).get("nbgrader")
    return found if isinstance(found, dict) else {}


def _is_tagged(cell: dict[str, Any]) -> bool:
    tags = _metadata(cell).get("tags")
    return isinstance(tags, list) and DISPLAY_ONLY in tags


def _stated(source: bytes) -> list[str]:
    own = _metadata(_document(source)).get("coursekit")
    stated = own.get("preload") if isinstance(own, dict) else None
    return [n for n in stated if isinstance(n, str) and n not in TOYS] if isinstance(stated, list) else []


def _document(source: bytes) -> dict[str, Any]:
    """The notebook; empty for what is none: each submission is told what is wrong with its exercise."""
    try:
        found = json.loads(source.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _code_cells(source: bytes) -> list[dict[str, Any]]:
    """Those that are well made, their texts in one piece."""
    cells = _document(source).get("cells")
    found = []
    for cell in cells if isinstance(cells, list) else ():
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            text = cell.get("source", "")
            parts = text if isinstance(text, list) else [text]
            if all(isinstance(part, str) for part in parts):
                found.append(cell | {"source": "".join(parts)})
    return found


def _modules(texts: Iterable[str]) -> list[str]:
    """Modules that cells import, in order, with the submodules named."""
    found: dict[str, None] = {}
    for text in texts:
        tree = parsed(text)
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Import):
                found |= dict.fromkeys(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module] = None
    for name in list(found):
        found |= dict.fromkeys(SLOW_SUBMODULES.get(name.split(".")[0], ()))
    return [name for name in found if name.split(".")[0] not in TOYS and name not in sys.builtin_module_names]
