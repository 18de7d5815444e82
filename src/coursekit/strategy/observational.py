"""Comparisons without a lot being drawn: the sign that flips by group, and differences in differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from coursekit.errors import DataError
from coursekit.faults import expect_columns
from coursekit.strategy.experiments import Difference

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Simpson:
    """``strata``: n_treated, n_control, treated, control, difference for each; ``flips``: whether the sign does.

    It flips when the overall difference and that of *every* stratum have opposite signs.
    """

    overall: float
    strata: pd.DataFrame
    flips: bool


def simpson(frame: pd.DataFrame, treated: str, outcome: str, stratum: str) -> Simpson:
    """Difference of mean outcomes, treated − control, overall and within each stratum. Simpson 1951.

    ``treated`` is true or false, ``outcome`` a number or true/false. A stratum with only one side has a missing
    difference and does not count.

    >>> import pandas as pd
    >>> rows = [("small", True, 87, 81), ("small", False, 270, 234), ("large", True, 263, 192), ("large", False, 80, 55)]
    >>> cured = pd.concat([pd.DataFrame({"stone": s, "open": t, "cured": [1] * c + [0] * (n - c)}) for s, t, n, c in rows])
    >>> found = simpson(cured, "open", "cured", "stone")
    >>> round(found.overall, 3), found.strata["difference"].round(3).tolist(), found.flips
    (-0.046, [0.064, 0.043], True)
    """
    import pandas as pd

    expect_columns(frame, [treated, outcome, stratum], "the table")
    side = frame[treated].astype(bool)
    value = frame[outcome].astype(float)
    if side.all() or not side.any():
        raise DataError("Found treated or controls only.", "Expected both.")
    mine, others = (value[mask].groupby(frame[stratum][mask], observed=True) for mask in (side, ~side))
    strata = pd.DataFrame(
        {
            "n_treated": mine.size(),
            "n_control": others.size(),
            "treated": mine.mean(),
            "control": others.mean(),
        }
    ).reindex(frame[stratum].dropna().unique())
    strata[["n_treated", "n_control"]] = strata[["n_treated", "n_control"]].fillna(0).astype(int)
    strata["difference"] = strata["treated"] - strata["control"]
    overall = float(value[side].mean() - value[~side].mean())
    known = strata["difference"].dropna()
    return Simpson(overall, strata, bool(len(known)) and bool((known * overall < 0).all()))


def flips(frame: pd.DataFrame, treated: str, outcome: str, candidates: Sequence[str]) -> list[str]:
    """Those of the ``candidates`` within whose strata the overall difference turns its sign: the Simpson finder.

    A candidate must be known before treatment: stratifying by what treatment changes makes flips of its own.

    >>> import pandas as pd
    >>> rows = [("small", True, 87, 81), ("small", False, 270, 234), ("large", True, 263, 192), ("large", False, 80, 55)]
    >>> cured = pd.concat([pd.DataFrame({"stone": s, "open": t, "cured": [1] * c + [0] * (n - c)}) for s, t, n, c in rows])
    >>> flips(cured.assign(ward=["A", "B"] * 350), "open", "cured", ["stone", "ward"])
    ['stone']
    """
    return [name for name in candidates if simpson(frame, treated, outcome, name).flips]


def difference_in_differences(
    panel: pd.DataFrame, *, stratum: str | None = None, confidence: float = 0.95
) -> Difference:
    """Change of the treated − change of the controls, within strata that are alike before the start.

    ``panel``: one row a customer with treated, before, after (and ``stratum``, formed from what was known before).
    Σ over strata of (share of all treated)·(mean change treated − mean change controls): the effect on the treated,
    if both would have changed alike without treatment. Normal interval from the variances within strata and sides.
    Raises DataError when treated customers have no two comparable controls in their stratum, or are alone in it.

    >>> import pandas as pd
    >>> panel = pd.DataFrame({"treated": [True, True, False, False], "before": [10.0, 20.0, 1.0, 2.0],
    ...     "after": [14.0, 26.0, 3.0, 5.0]})
    >>> difference_in_differences(panel).estimate
    2.5
    """
    from scipy.stats import norm

    expect_columns(panel, ["treated", "before", "after", *([stratum] if stratum else [])], "the panel")
    change = panel["after"].astype(float) - panel["before"].astype(float)
    if bool(change.isna().any()):
        raise DataError("Found customers without before or after.", "Expected both for everybody.")
    side = panel["treated"].astype(bool)
    groups = panel[stratum] if stratum else side.map(lambda _: "all")
    total = int(side.sum())
    if total == 0:
        raise DataError("Found nobody treated.", "Expected treated and controls.")
    estimate, variance = 0.0, 0.0
    for name, part in change.groupby(groups, observed=True):
        own = side.loc[part.index]
        mine, others = part[own], part[~own]
        if mine.empty:
            continue
        if min(len(mine), len(others)) < 2:
            raise DataError(
                f"Found {len(mine)} treated and {len(others)} controls in stratum {name}.",
                "Expected two or more of each.",
                "Make the strata coarser, or leave out who has no counterpart and say so.",
            )
        weight = len(mine) / total
        estimate += weight * (float(mine.mean()) - float(others.mean()))
        variance += weight**2 * (float(mine.var()) / len(mine) + float(others.var()) / len(others))
    error = sqrt(variance)
    margin = float(norm.ppf((1 + confidence) / 2)) * error
    p_value = 2 * float(norm.sf(abs(estimate) / error)) if error > 0 else float(estimate == 0)
    return Difference(estimate, estimate - margin, estimate + margin, p_value)
