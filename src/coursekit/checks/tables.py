"""Tables and labels: order of rows and columns, index or column, and number type do not matter."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from coursekit.checks.failure import Difference, settle
from coursekit.checks.plain import Foreign, column, kind_of, scalar, wrong_kind
from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd


def table(
    found: object,
    expected: pd.DataFrame,
    *,
    name: str,
    key: str,
    tolerance: float = 1e-6,
    mistakes: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """``found`` has the rows of ``expected``, matched by ``key``, with equal values in its columns.

    ``key`` may be a column or the index; further columns are allowed; numbers may differ by ``tolerance``.

    >>> import pandas as pd
    >>> right = pd.DataFrame({"customer_id": [1, 2], "frequency": [3, 4]})
    >>> table(right.iloc[::-1].set_index("customer_id"), right, name="table", key="customer_id")

    Raises CheckFailed: a column that is missing or nearly right, rows too many or too few, the first value that differs.
    """

    def compare(value: object, wanted: pd.DataFrame) -> Difference | None:
        return table_difference(value, wanted, name=name, key=key, tolerance=tolerance)

    settle(compare, found, expected, mistakes, name)


def labels(
    found: object,
    expected: pd.Series,
    *,
    name: str,
    tolerance: float = 1e-6,
    allowed: Iterable[Any] | None = None,
    mistakes: Mapping[str, pd.Series] | None = None,
) -> None:
    """``found`` (series, dict, or table of one column) gives each entry of ``expected``'s index its value.

    ``allowed`` lists the labels that may occur. A bare list or array is read in the order of ``expected``.

    >>> import pandas as pd
    >>> labels({"b": "B", "a": "A"}, pd.Series({"a": "A", "b": "B"}), name="grades")

    Raises CheckFailed naming the first entry whose label differs, and the label found there.
    """
    permitted = None if allowed is None else list(allowed)

    def compare(value: object, wanted: pd.Series) -> Difference | None:
        return labels_difference(value, wanted, name=name, tolerance=tolerance, allowed=permitted)

    settle(compare, found, expected, mistakes, name)


def table_difference(
    found: object, expected: pd.DataFrame, *, name: str, key: str, tolerance: float = 1e-6
) -> Difference | None:
    """What separates two tables, or None."""
    import pandas as pd

    if type(found) is not pd.DataFrame:
        return wrong_kind(found, "table", name)
    if not len(found) and not len(expected):
        return None  # an empty table put together row by row has no columns to name
    try:
        given = _columns(found, key)
    except Foreign as strange:
        return Difference("checks.strange_values", {"name": name, "type": str(strange)})
    wanted = _columns(expected, key)
    for title in wanted:
        if title not in given:
            return _missing_column(title, list(given), name)
    places = {entry: row for row, entry in enumerate(given[key])}
    if len(places) < len(given[key]):
        repeated = next(entry for entry in places if given[key].count(entry) > 1)
        return Difference("checks.key_repeated", {"name": name, "key": key, "entry": repeated})
    if problem := _members(list(places), wanted[key], name):
        return problem
    for title, values in wanted.items():
        if title != key:
            pairs = {
                entry: (given[title][places[entry]], value)
                for entry, value in zip(wanted[key], values, strict=True)
            }
            if problem := _values(pairs, name, title, tolerance):
                return problem
    return None


def labels_difference(
    found: object,
    expected: pd.Series,
    *,
    name: str,
    tolerance: float = 1e-6,
    allowed: list[Any] | None = None,
) -> Difference | None:
    """What separates two labellings, or None."""
    wanted = as_labels(expected, name)
    if isinstance(wanted, Difference):
        raise TypeError(f"the expected labels of {name} are not plain: {wanted}")
    given = as_labels(found, name, positions=list(wanted))
    if isinstance(given, Difference):
        return given
    if problem := _members(list(given), list(wanted), name):
        return problem
    if allowed is not None:
        for entry, value in given.items():
            if value not in allowed:
                options = ", ".join(map(str, allowed))
                facts = {"name": name, "found": _shown(value), "entry": entry, "options": options}
                return Difference("checks.label_unknown", facts)
    pairs = {entry: (given[entry], value) for entry, value in wanted.items()}
    return _values(pairs, name, "", tolerance)


def as_labels(found: object, name: str, positions: list[Any] | None = None) -> dict[Any, Any] | Difference:
    """A labelling as ``{entry: label}``; ``positions`` names the entries of a bare list."""
    import numpy as np
    import pandas as pd

    if type(found) is pd.DataFrame:
        if found.shape[1] == 2:
            found = found.set_index(found.columns[0])
        if found.shape[1] != 1:
            return Difference("checks.one_column", {"name": name, "found": found.shape[1]})
        found = found.iloc[:, 0]
    if type(found) is dict:
        found = pd.Series(list(found.values()), index=list(found), dtype=object)
    if positions is not None and type(found) in (list, tuple, np.ndarray):
        bare = list(found)  # type: ignore[call-overload]
        if len(bare) != len(positions):
            facts = {"name": name, "found": len(bare), "expected": len(positions)}
            return Difference("checks.length", facts)
        found = pd.Series(bare, index=positions, dtype=object)
    if type(found) is not pd.Series:
        return wrong_kind(found, "labels", name)
    try:
        entries, values = column(found.index), column(found)
    except Foreign as strange:
        return Difference("checks.strange_values", {"name": name, "type": str(strange)})
    labelled = dict(zip(entries, values, strict=True))
    if len(labelled) < len(entries):
        repeated = next(entry for entry in labelled if entries.count(entry) > 1)
        return Difference("checks.key_repeated", {"name": name, "key": "index", "entry": repeated})
    return labelled


def _columns(frame: pd.DataFrame, key: str) -> dict[str, list[Any]]:
    """The columns as plain lists, the index among them under its own name, or as the key."""
    import pandas as pd

    given = {str(title): column(frame.iloc[:, place]) for place, title in enumerate(frame.columns)}
    if type(frame.index) is not pd.MultiIndex:
        title = key if frame.index.name is None else str(frame.index.name)
        counted = type(frame.index) is pd.RangeIndex and frame.index.name is None
        if title not in given and not counted:
            given[title] = column(frame.index)
    return given


def _missing_column(title: str, present: list[str], name: str) -> Difference:
    """A column that is not there, or is there under nearly the right name."""
    folded = {other.strip().casefold(): other for other in present}
    near = difflib.get_close_matches(title.casefold(), folded, n=1, cutoff=0.75)
    facts = {"name": name, "column": title, "present": ", ".join(present)}
    if near:
        return Difference("checks.column_nearly", {**facts, "found": folded[near[0]]})
    return Difference("checks.column_missing", facts)


def _members(given: list[Any], wanted: list[Any], name: str) -> Difference | None:
    """Entries that are missing or too many."""
    lacking, extra = set(wanted) - set(given), set(given) - set(wanted)
    if lacking:
        example = next(entry for entry in wanted if entry in lacking)
        kinds = {type(entry) for entry in lacking}
        strange = [entry for entry in given if entry in extra and type(entry) not in kinds]
        if strange:
            facts = {"name": name, "example": _told_apart(strange[0]), "wanted": _told_apart(example)}
            return Difference("checks.wrong_entries", facts)
        missing = {"name": name, "count": len(lacking), "example": _shown(example)}
        return Difference("checks.rows_missing", missing)
    if extra:
        example = next(entry for entry in given if entry in extra)
        return Difference(
            "checks.rows_extra", {"name": name, "count": len(extra), "example": _shown(example)}
        )
    return None


def _told_apart(entry: Any) -> str:
    """An entry as a message prints it where the text "3" and the number 3 must not look alike."""
    return repr(entry) if type(entry) is str else _shown(entry)


def _values(
    pairs: Mapping[Any, tuple[Any, Any]], name: str, title: str, tolerance: float
) -> Difference | None:
    """The first entry whose value differs, and in how many others it does."""
    wrong = [entry for entry, (given, wanted) in pairs.items() if not same(given, wanted, tolerance)]
    if not wrong:
        return None
    entry = wrong[0]
    given, wanted = pairs[entry]
    place = text("checks.in_column", column=title) if title else ""
    facts = {
        "name": name,
        "place": place,
        "entry": _shown(entry),
        "found": _shown(given),
        "count": len(wrong),
        "total": len(pairs),
    }
    if given is None:
        return Difference("checks.value_missing", facts)
    if type(given) is str and type(wanted) is str and given.strip().casefold() == wanted.strip().casefold():
        return Difference("checks.spelling", facts)
    if _class(given) != _class(wanted) and wanted is not None:
        kinds = {"given": kind_of(given), "wanted": kind_of(wanted)}
        return Difference("checks.value_kind", {**facts, **kinds})
    return Difference("checks.value_off", facts)


def same(given: Any, wanted: Any, tolerance: float) -> bool:
    """Whether two plain scalars are equal: numbers within ``tolerance``, a missing value only to another."""
    if _class(given) != _class(wanted):
        return False
    if _class(given) == "number":
        return math.isclose(given, wanted, rel_tol=1e-9, abs_tol=tolerance)
    return bool(given == wanted)


def _class(value: Any) -> str:
    """The class of values that may equal one another: whole and decimal numbers are one class."""
    return "number" if type(value) in (int, float) else type(value).__name__


def _shown(value: Any) -> str:
    """A scalar as a message prints it."""
    import pandas as pd

    value = scalar(value) if not isinstance(value, tuple) else value
    if value is None:
        return text("checks.empty")
    if type(value) is float:
        return f"{value:.10g}"
    if type(value) is pd.Timestamp:
        return str(value.date()) if value == value.normalize() else str(value)
    return str(value)
