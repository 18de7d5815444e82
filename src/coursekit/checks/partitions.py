"""Partitions: the same groups, whatever they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coursekit.checks.failure import Difference, settle
from coursekit.checks.tables import as_labels

if TYPE_CHECKING:
    import pandas as pd


def partition(
    found: object,
    expected: pd.Series,
    *,
    name: str,
    mistakes: Mapping[str, pd.Series] | None = None,
) -> None:
    """``found`` puts the same members together as ``expected``; the groups' own names do not matter.

    >>> import pandas as pd
    >>> partition(pd.Series(["x", "x", "y"]), pd.Series([2, 2, 1]), name="groups")

    Raises CheckFailed naming two members that are wrongly together, or wrongly apart.
    """

    def compare(value: object, wanted: pd.Series) -> Difference | None:
        return difference(value, wanted, name=name)

    settle(compare, found, expected, mistakes, name)


def difference(found: object, expected: pd.Series, *, name: str) -> Difference | None:
    """What separates two partitions, or None."""
    wanted = as_labels(expected, name)
    given = as_labels(found, name, positions=list(wanted) if isinstance(wanted, dict) else None)
    if isinstance(given, Difference) or isinstance(wanted, Difference):
        return given if isinstance(given, Difference) else None
    lost = [member for member in wanted if member not in given]
    if lost:
        return Difference("checks.members_missing", {"name": name, "count": len(lost), "example": lost[0]})
    together = _first_clash(wanted, given)
    if together:
        return Difference("checks.wrongly_apart", {"name": name, "first": together[0], "second": together[1]})
    apart = _first_clash(given, wanted)
    if apart:
        return Difference("checks.wrongly_together", {"name": name, "first": apart[0], "second": apart[1]})
    return None


def _first_clash(groups: dict[Any, Any], others: dict[Any, Any]) -> tuple[Any, Any] | None:
    """Two members of one group of ``groups`` that ``others`` separates."""
    leader: dict[Any, Any] = {}
    for member, group in groups.items():
        if member not in others:
            continue
        first = leader.setdefault(group, member)
        if others[first] != others[member]:
            return first, member
    return None
