"""How unequal customers are: contribution, ABCD grades, Lorenz curve, Gini, customer pyramid, whale curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from coursekit.errors import DataError, UsageError

if TYPE_CHECKING:
    import pandas as pd

Driver = Literal["orders", "service_hours", "revenue"]
EXACT = 12  # decimals of a share: 0.3 + 0.5 must not stand beside 0.8


def contribution(values: pd.Series[Any]) -> pd.DataFrame:
    """Customers from the largest contribution to the smallest, with their shares.

    ``values`` holds one number a customer (revenue, margin), the customer in the index. The result keeps the
    index and has ``value``, ``share`` (of the total) and ``cumulative_share`` (of this customer and all before);
    equal values stay in the order given. Shares sum to 1; a negative value gives a negative share and stands last.

    Raises DataError for missing values and for a total that is not positive, of which nobody has a share.

    >>> import pandas as pd
    >>> contribution(pd.Series({"ana": 30.0, "bo": 60.0, "cai": 10.0}))
         value  share  cumulative_share
    bo    60.0    0.6               0.6
    ana   30.0    0.3               0.9
    cai   10.0    0.1               1.0
    """
    import pandas as pd

    ordered = _checked(values).sort_values(ascending=False, kind="stable")
    share = ordered / ordered.sum()
    return pd.DataFrame({"value": ordered, "share": share, "cumulative_share": share.cumsum().round(EXACT)})


def abcd(
    values: pd.Series[Any], cutoffs: Sequence[float] = (0.5, 0.8, 0.95), labels: Sequence[str] = "ABCD"
) -> pd.Series[Any]:
    """A grade for each customer by the share of the total that larger customers bring: A below 0.5, B below 0.8, …

    The boundary customer, who carries the cumulative share across a cut-off, still gets the better grade.
    Equal values get equal grades. Result: a series named ``grade`` with the index of ``values``.

    Raises DataError as :func:`contribution`, UsageError for cut-offs that do not rise within (0, 1] or for
    another number of labels than one more than cut-offs.

    Source: ABC analysis, Dickie (1951), Factory Management and Maintenance; the cut-offs are a choice.

    >>> import pandas as pd
    >>> abcd(pd.Series({"ana": 30.0, "bo": 55.0, "cai": 10.0, "dee": 5.0})).to_dict()
    {'ana': 'B', 'bo': 'A', 'cai': 'C', 'dee': 'D'}
    """
    import numpy as np
    import pandas as pd

    limits = _rising(cutoffs, labels)
    known = _checked(values)
    sums = (
        known.groupby(known).sum().sort_index(ascending=False)
    )  # one row a distinct value: ties stay together
    before = ((sums.cumsum() - sums) / sums.sum()).round(EXACT)
    grade = np.searchsorted(limits, known.map(before).to_numpy(), side="right")
    return pd.Series([labels[number] for number in grade], index=values.index, name="grade", dtype="str")


def potential_grid(
    contribution_grade: pd.Series[Any], potential_grade: pd.Series[Any], labels: Sequence[str] = "ABCD"
) -> pd.DataFrame:
    """How many customers have each pair of grades: contribution in rows, potential in columns, empty cells 0.

    The two series must have the same customers in their indexes (any order) and grades from ``labels``;
    otherwise DataError.

    >>> import pandas as pd
    >>> now = pd.Series({"ana": "A", "bo": "B", "cai": "B"})
    >>> later = pd.Series({"ana": "B", "bo": "A", "cai": "A"})
    >>> potential_grid(now, later, labels="AB").loc["B"].to_dict()
    {'A': 2, 'B': 0}
    """
    import pandas as pd

    if not contribution_grade.index.is_unique or set(contribution_grade.index) != set(potential_grade.index):
        raise DataError("Found grades of different customers.", "Expected each customer once in both series.")
    for name, grade in (("contribution", contribution_grade), ("potential", potential_grade)):
        strange = sorted(set(map(str, grade.unique())) - set(labels))
        if strange:
            raise DataError(f"Found {name} grades {', '.join(strange)}.", f"Expected {', '.join(labels)}.")
    grid = pd.crosstab(contribution_grade, potential_grade.reindex(contribution_grade.index))
    grid = grid.reindex(index=list(labels), columns=list(labels), fill_value=0)
    return grid.rename_axis(index="contribution", columns="potential")


def lorenz(values: pd.Series[Any]) -> pd.DataFrame:
    """The Lorenz curve: what share of the total (``value_share``) the smallest customers (``customer_share``) bring.

    n + 1 points from (0, 0) to (1, 1), customers ascending. Raises DataError for negative or missing values and
    for a total of zero. Source: Lorenz (1905), Publications of the American Statistical Association.

    >>> import pandas as pd
    >>> lorenz(pd.Series([10.0, 30.0]))
       customer_share  value_share
    0             0.0         0.00
    1             0.5         0.25
    2             1.0         1.00
    """
    import numpy as np
    import pandas as pd

    ordered = np.sort(_nonnegative(values).to_numpy(dtype=float))
    return pd.DataFrame(
        {
            "customer_share": np.arange(len(ordered) + 1) / len(ordered),
            "value_share": np.concatenate([[0.0], np.cumsum(ordered) / ordered.sum()]),
        }
    )


def gini(values: pd.Series[Any]) -> float:
    """Inequality from 0 (all equal) to (n − 1)/n (one has everything).

    G = 2 Σ i·x(i) / (n Σ x) − (n + 1)/n, with x ascending and i from 1. Two groups of different size cannot
    reach the same maximum: compare them with care.

    Raises DataError for negative values (G could exceed 1 and means nothing), for missing ones and for a total
    of zero. Source: Gini (1912), Variabilità e mutabilità.

    >>> import pandas as pd
    >>> gini(pd.Series([5.0, 5.0, 5.0])), gini(pd.Series([0.0, 0.0, 0.0, 8.0]))
    (0.0, 0.75)
    """
    import numpy as np

    ordered = np.sort(_nonnegative(values).to_numpy(dtype=float))
    n = len(ordered)
    weighted = float(np.arange(1, n + 1) @ ordered)
    return round(2 * weighted / (n * float(ordered.sum())) - (n + 1) / n, EXACT) + 0.0


def pyramid(
    values: pd.Series[Any],
    cutoffs: Sequence[float] = (0.01, 0.05, 0.20),
    labels: Sequence[str] = ("platinum", "gold", "iron", "lead"),
) -> pd.DataFrame:
    """The customer pyramid: tiers by rank, and what each brings.

    A customer belongs to the first tier whose cut-off exceeds the share of customers who bring strictly more,
    so that equal customers share a tier and the best is always at the top. One row a tier, the top first:
    ``customers``, ``customer_share``, ``value``, ``value_share``.

    Raises DataError as :func:`contribution` and UsageError as :func:`abcd`. Source: Zeithaml, Rust & Lemon
    (2001), California Management Review, whose tiers are platinum, gold, iron and lead; they give no cut-offs. The
    default 1 %, next 4 %, next 15 % and rest are those of Curry & Curry (2000), The Customer Marketing Method.

    >>> import pandas as pd
    >>> pyramid(pd.Series([50.0, 20.0, 20.0, 5.0, 5.0]), cutoffs=[0.2, 0.5], labels=["top", "middle", "base"])
            customers  customer_share  value  value_share
    top             1             0.2   50.0          0.5
    middle          2             0.4   40.0          0.4
    base            2             0.4   10.0          0.1
    """
    import numpy as np
    import pandas as pd

    limits = _rising(cutoffs, labels)
    known = _checked(values)
    ahead = ((known.rank(method="min", ascending=False) - 1) / len(known)).round(EXACT)
    tier = np.searchsorted(limits, ahead.to_numpy(), side="right")
    parts = known.groupby(np.asarray(tier)).agg(["size", "sum"]).reindex(range(len(labels)), fill_value=0)
    return pd.DataFrame(
        {
            "customers": parts["size"].to_numpy(),
            "customer_share": parts["size"].to_numpy() / len(known),
            "value": parts["sum"].to_numpy(),
            "value_share": parts["sum"].to_numpy() / float(known.sum()),
        },
        index=list(labels),
    )


def whale_curve(customers: pd.DataFrame, service_cost: float, allocate_by: Driver = "orders") -> pd.DataFrame:
    """Cumulative profit after cost to serve, from the most to the least profitable customer.

    ``customers`` has one row a customer, ``margin`` (revenue minus direct costs) and the column that
    ``allocate_by`` names: ``orders`` (number), ``service_hours`` or ``revenue``. Everyone bears
    ``service_cost`` · driver / Σ driver. The result keeps the index and has ``profit``, ``customer_share``,
    ``cumulative_profit`` and ``cumulative_share`` (of the total profit: it climbs above 1 and falls back to 1
    where some customers cost more than they bring). Who is unprofitable depends on the rule of allocation.

    Raises UsageError for an unknown driver, DataError for missing columns or values, a negative driver, a
    driver of zero in sum, and a total profit that is not positive.

    Source: Kaplan & Narayanan (2001), Journal of Cost Management.

    >>> import pandas as pd
    >>> customers = pd.DataFrame(
    ...     {"margin": [90.0, 50.0, 20.0], "orders": [2, 2, 6], "revenue": [300.0, 150.0, 50.0]},
    ...     index=["ana", "bo", "cai"])
    >>> whale_curve(customers, 100.0)["cumulative_share"].round(2).to_dict()
    {'ana': 1.17, 'bo': 1.67, 'cai': 1.0}
    >>> whale_curve(customers, 100.0, "revenue")["profit"].to_dict()
    {'ana': 30.0, 'bo': 20.0, 'cai': 10.0}
    """
    import numpy as np
    import pandas as pd

    if allocate_by not in get_args(Driver):
        raise UsageError(
            f"Found allocate_by={allocate_by!r}.", f"Expected one of {', '.join(get_args(Driver))}."
        )
    missing = [name for name in ("margin", allocate_by) if name not in customers.columns]
    if missing:
        raise DataError(f"Found no column {', '.join(missing)}.", f"Expected margin and {allocate_by}.")
    driver = _nonnegative(customers[allocate_by])
    profit = customers["margin"] - service_cost * driver / driver.sum()
    curve = contribution(profit)
    return pd.DataFrame(
        {
            "profit": curve["value"],
            "customer_share": np.arange(1, len(curve) + 1) / len(curve),
            "cumulative_profit": curve["value"].cumsum(),
            "cumulative_share": curve["cumulative_share"],
        }
    )


def _checked(values: pd.Series[Any]) -> pd.Series[Any]:
    absent = int(values.isna().sum())
    if absent:
        raise DataError(
            f"Found {absent} missing values.",
            "Expected a number for every customer.",
            "Fill or drop them first.",
        )
    total = float(values.sum())
    if not total > 0:
        raise DataError(
            f"Found a total of {total:g} over {len(values)} customers.",
            "Expected a positive total: shares of nothing are not defined.",
        )
    return values


def _nonnegative(values: pd.Series[Any]) -> pd.Series[Any]:
    known = _checked(values)
    negative = int((known < 0).sum())
    if negative:
        raise DataError(
            f"Found {negative} negative values, the lowest {float(known.min()):g}.",
            "Expected values of zero or more.",
            "Look at those customers first; for profits and losses use whale_curve.",
        )
    return known


def _rising(cutoffs: Sequence[float], labels: Sequence[str]) -> list[float]:
    limits = [float(cutoff) for cutoff in cutoffs]
    if any(not 0 < cutoff <= 1 for cutoff in limits) or limits != sorted(set(limits)):
        raise UsageError(f"Found cut-offs {limits}.", "Expected rising shares above 0 and up to 1.")
    if len(labels) != len(limits) + 1:
        raise UsageError(
            f"Found {len(labels)} labels for {len(limits)} cut-offs.", f"Expected {len(limits) + 1}."
        )
    return limits
