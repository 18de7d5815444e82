"""Who is moved: the effect of a randomised contact by segment, and what a targeting rule would have earned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.errors import DataError
from coursekit.faults import expect_columns
from coursekit.strategy.experiments import Difference, holm, two_proportions

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

GROUPS = ("persuadable", "sure thing", "lost cause", "do not disturb")


def uplift_by_segment(trial: pd.DataFrame, by: str, *, confidence: float = 0.95) -> pd.DataFrame:
    """Uplift = rate of the treated − rate of the controls, for each segment of a randomised trial.

    ``trial``: one row a customer with ``by``, treated and bought (both true or false). Index: the segments; columns
    n_treated, n_control, rate_treated, rate_control, uplift, low, high (Newcombe), p_value and p_holm (adjusted for
    the number of segments). Raises DataError for a segment without treated or without controls.

    >>> import pandas as pd
    >>> trial = pd.DataFrame({"segment": ["new"] * 200, "treated": [True] * 100 + [False] * 100,
    ...     "bought": [True] * 30 + [False] * 70 + [True] * 10 + [False] * 90})
    >>> uplift_by_segment(trial, "segment")["uplift"].round(3).to_dict()
    {'new': 0.2}
    """
    import pandas as pd

    _expect_trial(trial, [by])
    rows = []
    for segment, part in trial.groupby(by, observed=True):
        bought = part["bought"].astype(bool)
        treated = part["treated"].astype(bool)
        n1, n0 = int(treated.sum()), int((~treated).sum())
        if min(n1, n0) == 0:
            raise DataError(f"Found {n1} treated and {n0} controls in {segment}.", "Expected some of each.")
        b1, b0 = int(bought[treated].sum()), int(bought[~treated].sum())
        d = two_proportions(b1, n1, b0, n0, confidence=confidence)
        rows.append((segment, n1, n0, b1 / n1, b0 / n0, d.estimate, d.low, d.high, d.p_value))
    columns = ["n_treated", "n_control", "rate_treated", "rate_control", "uplift", "low", "high", "p_value"]
    table = pd.DataFrame(rows, columns=[by, *columns]).set_index(by)
    return table.assign(p_holm=holm(table["p_value"]))


def four_groups(table: pd.DataFrame, *, worth: float, sure: float = 0.5) -> pd.Series[str]:
    """Each segment of an uplift table as one of four groups (Radcliffe 2007).

    'do not disturb': the interval lies below 0; 'persuadable': uplift of at least ``worth`` (what a contact must add
    to pay) with an interval above 0; otherwise 'sure thing' where at least ``sure`` of the controls buy, else 'lost
    cause'. Segments are placed, not persons: nobody is seen both treated and untreated.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"rate_control": [0.1, 0.8], "uplift": [0.2, 0.01], "low": [0.1, -0.1], "high": [0.3, 0.1]})
    >>> four_groups(table, worth=0.05).tolist()
    ['persuadable', 'sure thing']
    """
    import numpy as np
    import pandas as pd

    expect_columns(table, ["rate_control", "uplift", "low", "high"], "the uplift table")
    placed = np.select(
        [table["high"] < 0, (table["low"] > 0) & (table["uplift"] >= worth), table["rate_control"] >= sure],
        ["do not disturb", "persuadable", "sure thing"],
        "lost cause",
    )
    return pd.Series(placed, index=table.index, name="group")


def policy_profit(
    trial: pd.DataFrame, target: pd.Series[bool], *, margin: float, cost: float, confidence: float = 0.95
) -> Difference:
    """Profit a customer of contacting those marked in ``target``, against contacting nobody, from a randomised trial.

    share targeted · (uplift among the targeted · margin − cost). ``target`` is on the trial's index and must not use
    the outcome. The estimate is unbiased because treatment was drawn by lot, whatever the rule; the interval is the
    uplift's, scaled. Raises DataError when a targeted group lacks treated or controls.

    >>> import pandas as pd
    >>> trial = pd.DataFrame({"treated": [True, True, False, False], "bought": [True, True, True, False]})
    >>> policy_profit(trial, pd.Series(True, index=trial.index), margin=10, cost=1).estimate
    4.0
    """
    _expect_trial(trial, [])
    if not target.index.equals(trial.index):
        raise DataError("The rule and the trial do not have the same index.", do="Align them first.")
    share = float(target.mean())
    if share == 0:
        return Difference(0.0, 0.0, 0.0, 1.0)
    chosen = trial[target.astype(bool)]
    treated, bought = chosen["treated"].astype(bool), chosen["bought"].astype(bool)
    n1, n0 = int(treated.sum()), int((~treated).sum())
    if min(n1, n0) == 0:
        raise DataError(f"Found {n1} treated and {n0} controls among the targeted.", "Expected some of each.")
    d = two_proportions(
        int(bought[treated].sum()), n1, int(bought[~treated].sum()), n0, confidence=confidence
    )
    value = [share * (effect * margin - cost) for effect in (d.estimate, d.low, d.high)]
    return Difference(value[0], value[1], value[2], d.p_value)


def qini_curve(trial: pd.DataFrame, score: pd.Series[float]) -> pd.DataFrame:
    """Extra buyers won by contacting the best-scored first: columns share (of customers), extra, by_chance.

    extra = treated buyers − control buyers · (treated / controls), counted down the ranking (Radcliffe 2007). Equal
    scores enter together. ``by_chance`` is the straight line to the end. A score of *response* can lie below it.

    >>> import pandas as pd
    >>> trial = pd.DataFrame({"treated": [True, False, True, False], "bought": [True, False, False, False]})
    >>> qini_curve(trial, pd.Series([2.0, 2.0, 1.0, 1.0]))["extra"].tolist()
    [0.0, 1.0, 1.0]
    """
    import numpy as np
    import pandas as pd

    _expect_trial(trial, [])
    treated = trial["treated"].astype(bool).to_numpy()
    bought = trial["bought"].astype(bool).to_numpy()
    steps = pd.DataFrame(
        {
            "t": treated,
            "c": ~treated,
            "tb": treated & bought,
            "cb": ~treated & bought,
            "score": score.to_numpy(),
        }
    )
    down = steps.groupby("score").sum().sort_index(ascending=False).cumsum()
    t, c, tb, cb = (np.r_[0, down[name].to_numpy(dtype=float)] for name in ("t", "c", "tb", "cb"))
    scaled: NDArray[np.float64] = np.divide(cb * t, c, out=np.zeros_like(cb), where=c > 0)
    extra = tb - scaled
    share = (t + c) / len(trial)
    return pd.DataFrame({"share": share, "extra": extra, "by_chance": share * extra[-1]})


def _expect_trial(trial: pd.DataFrame, more: list[str]) -> None:
    expect_columns(trial, [*more, "treated", "bought"], "the trial")
    if bool(trial[["treated", "bought"]].isna().to_numpy().any()):
        raise DataError("Found customers without treated or bought.", "Expected true or false for everybody.")
