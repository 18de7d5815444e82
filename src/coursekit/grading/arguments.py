"""Arguments that are not plain values: modules and functions that both sides have, and what a call changed in place."""

from __future__ import annotations

import sys
import types
from typing import Any

from coursekit.grading.protocol import ProtocolError

SHARED_MODULES = frozenset(
    [
        "math",
        "statistics",
        "random",
        "itertools",
        "functools",
        "operator",
        "collections",
        "datetime",
        "re",
        "json",
        "string",
        "decimal",
        "fractions",
        "textwrap",
        "copy",
        "time",
        "calendar",
        "numpy",
        "pandas",
        "scipy",
        "sklearn",
        "matplotlib",
        "seaborn",
        "statsmodels",
        "mlxtend",
        "duckdb",
        "polars",
        "narwhals",
        "coursekit",
    ]
)


def shared_module(name: Any) -> types.ModuleType:
    """A library's module that both sides have; loaded here already, and never because the worker says so."""
    if (
        not isinstance(name, str)
        or name.split(".")[0] not in SHARED_MODULES
        or name.startswith("coursekit.grading")
    ):
        raise ProtocolError("this module is not shared")
    found = sys.modules.get(name)
    if found is None:
        raise ProtocolError("this module is not loaded")
    return found


def library_name(value: Any) -> tuple[str, str] | None:
    """Module and qualified name of a library's function or class, if both sides have it."""
    module, qualname = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if module is None and isinstance(value, types.BuiltinFunctionType):
        module = "builtins"
    if not isinstance(module, str) or not isinstance(qualname, str) or not callable(value):
        return None
    if module != "builtins" and module.split(".")[0] not in SHARED_MODULES:
        return None
    found: Any = sys.modules.get(module)
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return (module, qualname) if found is value else None


def update(old: Any, new: Any) -> None:
    """Give ``old`` the content of ``new``, as the trainee's code did to its copy."""
    if type(old) is not type(new):
        raise ProtocolError("an argument cannot change its type")
    if isinstance(old, list | bytearray):
        old[:] = new
    elif isinstance(old, dict | set):
        old.clear()
        old.update(new)
    elif hasattr(old, "_update_inplace"):
        old._update_inplace(new)
    elif type(old).__module__ == "numpy" and old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
