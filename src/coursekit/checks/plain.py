"""Untrusted values made plain: exact types only, so that no trainee's ``__eq__`` is ever asked."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

from coursekit.checks.failure import CheckFailed, Difference
from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd

MISSING = None  # None, NaN, NaT and pandas' NA all mean that a value is missing


class Foreign(TypeError):
    """A value that is not plain: an object of a class that the check does not know."""


def scalar(value: object) -> Any:
    """A bool, int, float, str, Timestamp or Timedelta of exactly that type; None where it is missing.

    >>> scalar(float("nan")) is None, scalar("A"), scalar(3)
    (True, 'A', 3)

    Raises Foreign for anything else.
    """
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is float:
        return None if math.isnan(value) else value  # type: ignore[arg-type]
    import numpy as np
    import pandas as pd

    if value is pd.NA or value is pd.NaT:
        return MISSING
    if kind.__module__ == "numpy" and issubclass(kind, np.generic):
        if issubclass(kind, np.datetime64):
            return scalar(pd.Timestamp(value))  # type: ignore[arg-type]
        if issubclass(kind, np.timedelta64):
            return scalar(pd.Timedelta(value))  # type: ignore[arg-type]
        return scalar(value.item())  # type: ignore[attr-defined]
    if kind in (pd.Timestamp, dt.datetime, dt.date):
        return pd.Timestamp(value)  # type: ignore[arg-type]
    if kind in (pd.Timedelta, dt.timedelta):
        return pd.Timedelta(value)  # type: ignore[arg-type]
    if kind is pd.Period:
        return str(value)
    raise Foreign(kind.__name__)


def column(values: pd.Series | pd.Index) -> list[Any]:
    """The values of a series or an index as plain scalars."""
    import pandas as pd

    module = type(values.dtype).__module__
    if module.partition(".")[0] not in ("numpy", "pandas"):
        raise Foreign(str(type(values.dtype).__name__))
    if isinstance(values, pd.MultiIndex):
        return [tuple(scalar(part) for part in entry) for entry in values.tolist()]
    return [scalar(value) for value in values.astype(object).tolist()]


def kind_of(value: object) -> str:
    """What a trainee would call this value, in their language: 'a table', 'a number', 'nothing (None)'."""
    import numpy as np
    import pandas as pd

    kinds: dict[type, str] = {
        pd.DataFrame: "table",
        pd.Series: "series",
        np.ndarray: "array",
        dict: "dict",
        list: "list",
        tuple: "tuple",
        set: "set",
        str: "text",
        bool: "truth",
        int: "number",
        float: "number",
        type(None): "nothing",
        type(...): "nothing",
        pd.Timestamp: "date",
    }
    kind = type(value)
    if value is not None and _missing(value):  # NaN is a number to Python, and none to who reads the message
        return text("checks.kind_missing")
    if kind in kinds:
        return text(f"checks.kind_{kinds[kind]}")
    if kind.__module__ == "numpy" and issubclass(kind, np.number):
        return text("checks.kind_number")
    if callable(value):
        return text("checks.kind_function")
    return text("checks.kind_other", type=kind.__name__)


def _missing(value: object) -> bool:
    try:
        return scalar(value) is MISSING
    except Foreign:
        return False


def wrong_kind(value: object, expected: str, name: str) -> Difference:
    """The difference 'found a …, expected a …'; ``expected`` is 'table', 'number', 'text' and so on."""
    if value is None or value is ...:
        return Difference("checks.unanswered", {"name": name})
    return Difference(
        "checks.wrong_kind",
        {"name": name, "found": kind_of(value), "expected": text(f"checks.kind_{expected}")},
    )


def plain(value: object, *, name: str, depth: int = 6) -> Any:
    """Lists, tuples, sets, dicts and scalars, rebuilt from exact types; a tuple becomes a list.

    >>> plain({"A": (1, 2)}, name="rules")
    {'A': [1, 2]}

    Raises CheckFailed for anything else, and for nesting deeper than ``depth``.
    """
    import numpy as np
    import pandas as pd

    if value is ...:
        return MISSING
    kind = type(value)
    if depth and kind in (list, tuple):
        return [plain(item, name=name, depth=depth - 1) for item in value]  # type: ignore[attr-defined]
    if depth and kind in (set, frozenset):
        return {plain(item, name=name, depth=0) for item in value}  # type: ignore[attr-defined]
    if depth and kind is dict:
        pairs = value.items()  # type: ignore[attr-defined]
        return {plain(k, name=name, depth=0): plain(v, name=name, depth=depth - 1) for k, v in pairs}
    if depth and kind is range:
        return list(value)  # type: ignore[call-overload]
    try:
        if depth and kind in (pd.Series, pd.Index, pd.RangeIndex):
            return column(value)  # type: ignore[arg-type]
        if depth and kind is np.ndarray:
            return column(pd.Series(value.ravel()))  # type: ignore[attr-defined]
        return scalar(value)
    except Foreign:
        raise CheckFailed("checks.strange_values", {"name": name, "type": kind_of(value)}) from None
