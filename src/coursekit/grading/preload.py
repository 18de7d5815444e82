"""Which libraries a notebook will want, told from its imports, so that they are imported once for all submissions."""

from __future__ import annotations

import ast
import json
import sys

from coursekit.grading.names import parsed

SLOW_SUBMODULES = {"seaborn": ("scipy.stats", "matplotlib.pyplot"), "coursekit": ("pandas",)}


def modules_of(source: bytes) -> list[str]:
    """Modules that the notebook's code cells import, in order, with the submodules named.

    >>> cell = {"cell_type": "code", "source": "from sklearn.cluster import KMeans"}
    >>> modules_of(json.dumps({"cells": [cell]}).encode())
    ['sklearn.cluster']
    """
    found: dict[str, None] = {}
    try:
        cells = json.loads(source.decode("utf-8-sig")).get("cells", [])
    except (ValueError, AttributeError):
        return []
    for cell in cells:
        tree = parsed("".join(cell.get("source", ""))) if cell.get("cell_type") == "code" else None
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
