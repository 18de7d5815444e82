"""Which libraries a notebook will want, told from its imports, so that they are imported once for all submissions."""

from __future__ import annotations

import ast
import json
import sys
from typing import Any

from coursekit.grading.names import parsed

SLOW_SUBMODULES = {"seaborn": ("scipy.stats", "matplotlib.pyplot"), "coursekit": ("pandas",)}


def setup_of(source: bytes) -> list[str]:
    """The instructor's code cells before the first answer or test, as plain Python.

    >>> locked = {"nbgrader": {"locked": True}}
    >>> cells = [{"cell_type": "code", "source": "x = 1", "metadata": locked}, {"cell_type": "code", "source": "y = x"}]
    >>> setup_of(json.dumps({"cells": cells}).encode())
    ['x = 1']
    """
    found: list[str] = []
    for cell in _code_cells(source):
        mark = (cell.get("metadata") or {}).get("nbgrader") or {}
        if not mark.get("locked") or mark.get("solution") or mark.get("grade"):
            break
        tree = parsed("".join(cell.get("source", "")))
        if tree is None:
            break
        found.append(ast.unparse(tree))
    return found


def _code_cells(source: bytes) -> list[dict[str, Any]]:
    try:
        cells = json.loads(source.decode("utf-8-sig")).get("cells", [])
    except (ValueError, AttributeError):
        return []
    return [cell for cell in cells if cell.get("cell_type") == "code"]


def modules_of(source: bytes) -> list[str]:
    """Modules that the notebook's code cells import, in order, with the submodules named.

    >>> cell = {"cell_type": "code", "source": "from sklearn.cluster import KMeans"}
    >>> modules_of(json.dumps({"cells": [cell]}).encode())
    ['sklearn.cluster']
    """
    found: dict[str, None] = {}
    for cell in _code_cells(source):
        tree = parsed("".join(cell.get("source", "")))
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Import):
                found |= dict.fromkeys(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module] = None
    for name in list(found):
        found |= dict.fromkeys(SLOW_SUBMODULES.get(name.split(".")[0], ()))
    return [
        name
        for name in found
        if name.split(".")[0] not in ("__future__", "this", "antigravity")
        and name not in sys.builtin_module_names
    ]
