"""Questionnaires: who answered, whether the items belong together, and what share was content."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from coursekit.errors import DataError, UsageError

if TYPE_CHECKING:
    import pandas as pd


def reverse(
    answers: pd.DataFrame, items: Collection[str], *, lowest: int = 1, highest: int = 5
) -> pd.DataFrame:
    """Answers with the negatively worded ``items`` turned round: lowest + highest − answer.

    >>> import pandas as pd
    >>> reverse(pd.DataFrame({"clear": [5], "too_long": [1]}), ["too_long"])["too_long"].item()
    5
    """
    absent = [name for name in items if name not in answers]
    if absent:
        raise UsageError(
            f"Found no item {absent}.", f"Expected some of {', '.join(map(str, answers.columns))}."
        )
    turned = answers.copy()
    for name in items:
        turned[name] = lowest + highest - turned[name]
    return turned


def cronbach_alpha(answers: pd.DataFrame) -> float:
    """Reliability of the sum of the items: k/(k−1)·(1 − Σ item variances / variance of the sum). Cronbach 1951.

    One row a person, one column an item; people with a gap are left out. It says that the items move together, not
    what they measure. Can be negative when an item runs against the rest. Raises DataError for fewer than two items
    or two people, or a sum that does not vary.

    >>> import pandas as pd
    >>> cronbach_alpha(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 3, 4, 5]}))
    1.0
    """
    whole = answers.dropna().astype(float)
    k = whole.shape[1]
    if k < 2 or len(whole) < 2:
        raise DataError(f"Found {k} items and {len(whole)} people.", "Expected two or more of each.")
    alpha = _alpha(whole)
    if alpha != alpha:
        raise DataError("Found sums that do not vary.", "Expected people who differ.")
    return alpha


def item_table(answers: pd.DataFrame) -> pd.DataFrame:
    """Each item: mean, correlation with the sum of the *other* items, and alpha without it; index: the items.

    The item that breaks the scale has a low or negative ``item_rest`` and an ``alpha_if_deleted`` above alpha: worded
    the other way round, misread, or about something else. A figure is missing where its sum does not vary. Needs
    three items.

    >>> import pandas as pd
    >>> answers = pd.DataFrame({"a": [1, 2, 4, 5], "b": [1, 3, 4, 5], "c": [5, 3, 2, 2]})
    >>> item_table(answers)["alpha_if_deleted"].idxmax()
    'c'
    """
    import numpy as np
    import pandas as pd

    whole = answers.dropna().astype(float)
    if whole.shape[1] < 3:
        raise DataError(f"Found {whole.shape[1]} items.", "Expected three or more.")
    rows = {}
    for name in whole:
        rest = whole.drop(columns=name)
        total = rest.sum(axis=1)
        varies = whole[name].std() > 0 and total.std() > 0
        rows[name] = {
            "mean": float(whole[name].mean()),
            "item_rest": float(np.corrcoef(whole[name], total)[0, 1]) if varies else float("nan"),
            "alpha_if_deleted": _alpha(rest),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("item")


def top_box(answers: pd.DataFrame, *, boxes: int = 2, highest: int = 5) -> pd.Series[float]:
    """Share of those who answered with one of the ``boxes`` highest answers, item by item.

    The mean of a single 1–5 item hides who is unhappy: answers 3, 3, 3 and 1, 3, 5 have the same.

    >>> import pandas as pd
    >>> top_box(pd.DataFrame({"clear": [5, 4, 3, None]})).round(3).to_dict()
    {'clear': 0.667}
    """
    known = answers.notna()
    return ((answers > highest - boxes) & known).sum() / known.sum()


def response_rate(
    invited: pd.DataFrame, answered: Collection[object], by: Sequence[str] = ()
) -> pd.DataFrame:
    """Share of the invited who answered: columns invited, answered, rate; one row, or one for each value of ``by``.

    ``invited`` has one row a person with the person's name as its index; ``answered`` are names. Raises DataError
    for an answer from somebody who was not invited, or a name twice among the invited.

    >>> import pandas as pd
    >>> people = pd.DataFrame({"group": ["sales", "sales", "service"]}, index=["E1", "E2", "E3"])
    >>> response_rate(people, ["E1", "E3"], by=["group"])["rate"].to_dict()
    {'sales': 0.5, 'service': 1.0}
    """
    import pandas as pd

    if invited.index.has_duplicates:
        raise DataError("Found somebody twice among the invited.", "Expected one row a person.")
    strangers = sorted(map(str, set(answered) - set(invited.index)))
    if strangers:
        raise DataError(
            f"Found answers from {', '.join(strangers[:5])}.", "Expected people who were invited."
        )
    came = pd.Series(invited.index.isin(list(answered)), index=invited.index)
    groups = [invited[name] for name in by] or [pd.Series("all", index=invited.index, name="group")]
    table = came.groupby(groups, observed=True).agg(["size", "sum"]).set_axis(["invited", "answered"], axis=1)
    return table.assign(rate=table["answered"] / table["invited"])


def non_response_range(share: float, rate: float) -> tuple[float, float]:
    """Between what a share of *everybody* lies when only some answered: nobody or all of the silent agree.

    share·rate to share·rate + (1 − rate). Manski 1995. Wide unless the response is high: 90 % content among 40 %
    who answered is anything from 36 % to 96 %.

    >>> low, high = non_response_range(0.9, 0.4)
    >>> round(low, 2), round(high, 2)
    (0.36, 0.96)
    """
    if not (0 <= share <= 1 and 0 <= rate <= 1):
        raise UsageError(f"Found share {share} and rate {rate}.", "Expected 0 to 1.")
    return share * rate, share * rate + 1 - rate


def _alpha(whole: pd.DataFrame) -> float:
    k, total = whole.shape[1], float(whole.sum(axis=1).var())
    return k / (k - 1) * (1 - float(whole.var().sum()) / total) if total > 0 else float("nan")
