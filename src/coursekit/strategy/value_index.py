"""One score of what a customer is worth: criteria made comparable, weighted, combined, and shaken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from coursekit.errors import DataError, UsageError
from coursekit.faults import expect_columns

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

Direction = Literal["higher", "lower"]
Method = Literal["min-max", "rank"]


def normalise(
    criteria: pd.DataFrame, directions: Mapping[str, Direction], *, method: Method = "min-max"
) -> pd.DataFrame:
    """Each criterion between 0 (worst) and 1 (best); only the columns named in ``directions``.

    ``directions`` says whether 'higher' or 'lower' is better. 'min-max': (x − least)/(most − least), so one
    outlier squeezes the rest; 'rank': (average rank − 1)/(n − 1), equal values equal. Raises DataError for a
    missing value or a constant criterion.

    >>> import pandas as pd
    >>> firms = pd.DataFrame({"margin": [10.0, 20.0, 110.0], "days_overdue": [0, 30, 60]})
    >>> normalise(firms, {"margin": "higher", "days_overdue": "lower"}).to_numpy().tolist()
    [[0.0, 1.0], [0.1, 0.5], [1.0, 0.0]]
    """
    expect_columns(criteria, directions, "the table of criteria")
    wrong = sorted(set(directions.values()) - {"higher", "lower"})
    if wrong or method not in ("min-max", "rank"):
        raise UsageError(
            f"Found {wrong or method}.", "Expected 'higher' or 'lower', and 'min-max' or 'rank'."
        )
    values = criteria[list(directions)].astype(float)
    if bool(values.isna().to_numpy().any()):
        raise DataError("Found missing values among the criteria.", "Expected a number in every cell.")
    constant = [name for name in values if values[name].nunique() < 2]
    if constant:
        raise DataError(
            f"Found one value only in {constant}.", "Expected criteria that tell customers apart."
        )
    if method == "rank":
        values = values.rank()
    scaled = (values - values.min()) / (values.max() - values.min())
    for name, direction in directions.items():
        if direction == "lower":
            scaled[name] = 1 - scaled[name]
    return scaled


def value_index(
    criteria: pd.DataFrame,
    weights: Mapping[str, float],
    directions: Mapping[str, Direction],
    *,
    method: Method = "min-max",
) -> pd.Series[float]:
    """Weighted mean of the normalised criteria, 0 to 1, on the table's index.

    Σ wᵢ·xᵢ / Σ wᵢ; weights are 0 or more and need not sum to 1. Raises UsageError when weights and directions
    do not name the same criteria.

    >>> import pandas as pd
    >>> firms = pd.DataFrame({"margin": [10.0, 20.0, 110.0], "days_overdue": [0, 30, 60]})
    >>> value_index(firms, {"margin": 3, "days_overdue": 1}, {"margin": "higher", "days_overdue": "lower"}).tolist()
    [0.25, 0.2, 0.75]
    """
    import numpy as np
    import pandas as pd

    shares = _shares(weights, directions)
    scaled = normalise(criteria, directions, method=method)
    return pd.Series(scaled.to_numpy() @ np.array(shares), index=criteria.index, name="value_index")


def rank_stability(
    criteria: pd.DataFrame,
    weights: Mapping[str, float],
    directions: Mapping[str, Direction],
    random_state: RandomState,
    *,
    top: int,
    draws: int = 500,
    concentration: float = 50.0,
    method: Method = "min-max",
) -> pd.DataFrame:
    """How far the ranking depends on weights that somebody chose: other weights are drawn around them.

    Weights are Dirichlet with mean ``weights`` and the given ``concentration`` (50: a weight of 0.5 varies by
    about ±0.07). Columns: ``rank`` with the chosen weights (1 is best, ties share the better rank), ``best`` and
    ``worst`` (5 % and 95 % of the drawn ranks), ``in_top`` (share of draws among the first ``top``).

    >>> import numpy as np, pandas as pd
    >>> firms = pd.DataFrame({"margin": [9.0, 5.0, 1.0], "growth": [9.0, 1.0, 5.0]})
    >>> both = dict.fromkeys(firms, "higher")
    >>> found = rank_stability(firms, {"margin": 1, "growth": 1}, both, np.random.RandomState(0), top=1)
    >>> found["in_top"].tolist()
    [1.0, 0.0, 0.0]
    """
    import numpy as np
    import pandas as pd
    from scipy.stats import rankdata

    shares = np.array(_shares(weights, directions))
    scaled = normalise(criteria, directions, method=method).to_numpy()
    used = shares > 0
    drawn = np.zeros((draws, len(shares)))
    drawn[:, used] = random_state.dirichlet(shares[used] * concentration, draws)
    # rounding keeps equal customers equal after sums in another order
    ranks = rankdata(-np.round(scaled @ drawn.T, 12), method="min", axis=0)
    chosen = rankdata(-np.round(scaled @ shares, 12), method="min")
    return pd.DataFrame(
        {
            "rank": chosen.astype(int),
            "best": np.quantile(ranks, 0.05, axis=1, method="nearest").astype(int),
            "worst": np.quantile(ranks, 0.95, axis=1, method="nearest").astype(int),
            "in_top": (ranks <= top).mean(axis=1),
        },
        index=criteria.index,
    )


def _shares(weights: Mapping[str, float], directions: Mapping[str, Direction]) -> list[float]:
    """Weights in the order of ``directions``, summing to 1."""
    if set(weights) != set(directions):
        raise UsageError(f"Found weights for {sorted(weights)}.", f"Expected {sorted(directions)}.")
    total = sum(weights.values())
    if min(weights.values()) < 0 or total <= 0:
        raise UsageError(f"Found weights {dict(weights)}.", "Expected 0 or more, and one above 0.")
    return [weights[name] / total for name in directions]
