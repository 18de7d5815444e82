"""Rankings: best first, tied entries in any order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coursekit.checks.failure import Difference, settle
from coursekit.checks.plain import column, plain, wrong_kind

if TYPE_CHECKING:
    import pandas as pd


def ranking(
    found: object,
    by: pd.Series,
    *,
    name: str,
    top: int | None = None,
    tolerance: float = 1e-9,
    mistakes: Mapping[str, pd.Series] | None = None,
) -> None:
    """``found`` lists the index of ``by`` from its highest value down; equal values may stand in any order.

    With ``top``, only that many entries are asked for.

    >>> import pandas as pd
    >>> ranking(["b", "c", "a"], pd.Series({"a": 1, "b": 2, "c": 2}), name="order")

    Raises CheckFailed naming the first place that is out of order.
    """

    def compare(value: object, wanted: pd.Series) -> Difference | None:
        return difference(value, wanted, name=name, top=top, tolerance=tolerance)

    settle(compare, found, by, mistakes, name)


def difference(
    found: object, by: pd.Series, *, name: str, top: int | None, tolerance: float
) -> Difference | None:
    """What is out of order, or None."""
    if found is None or found is ... or isinstance(found, str):
        return wrong_kind(found, "list", name)
    entries = plain(found, name=name)
    if type(entries) is not list:
        return wrong_kind(found, "list", name)
    values = dict(zip(column(by.index), column(by), strict=True))
    wanted = len(values) if top is None else top
    unknown = [entry for entry in entries if entry not in values]
    if unknown:
        return Difference("checks.ranking_unknown", {"name": name, "entry": unknown[0]})
    if len(set(entries)) < len(entries):
        twice = next(entry for entry in entries if entries.count(entry) > 1)
        return Difference("checks.ranking_repeated", {"name": name, "entry": twice})
    if len(entries) != wanted:
        return Difference("checks.ranking_length", {"name": name, "found": len(entries), "expected": wanted})
    best_first = sorted(values.values(), reverse=True)
    scores = [values[entry] for entry in entries]
    for place, (score, best) in enumerate(zip(scores, best_first, strict=False)):
        if abs(score - best) > tolerance:
            if all(abs(a - b) <= tolerance for a, b in zip(scores, sorted(values.values()), strict=False)):
                return Difference("checks.ranking_reversed", {"name": name})
            return Difference(
                "checks.ranking_order", {"name": name, "place": place + 1, "entry": entries[place]}
            )
    return None
