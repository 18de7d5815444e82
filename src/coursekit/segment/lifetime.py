"""From orders to what a 'buy till you die' model needs: repeat purchases, recency and age in one unit of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coursekit.errors import DataError, UsageError
from coursekit.faults import expect_columns

if TYPE_CHECKING:
    import pandas as pd

Contract = Literal["contract", "no contract"]
Buying = Literal["at set times", "at any time"]

DAYS_PER_WEEK = 7


def repeat_summary(orders: pd.DataFrame, as_of: str, *, unit_days: int = DAYS_PER_WEEK) -> pd.DataFrame:
    """One row a customer who bought by ``as_of``: ``frequency``, ``recency``, ``T`` and ``monetary``.

    ``frequency`` counts days with a purchase *after* the first such day; ``recency`` is the age at the last
    purchase (last − first day) and ``T`` the age at ``as_of``, both in units of ``unit_days`` (default weeks).
    This recency grows with a newer purchase: it is not RFM's. ``monetary`` is the mean amount of the repeat days,
    missing without one. One-time buyers stay in. Orders need customer_id, order_date, amount; later ones are
    ignored. Fader, Hardie & Lee 2005.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer_id": ["A", "A", "A", "B"], "amount": [10.0, 20.0, 40.0, 5.0],
    ...     "order_date": pd.to_datetime(["2026-01-01", "2026-01-15", "2026-01-29", "2026-01-08"])})
    >>> repeat_summary(orders, "2026-02-05").to_numpy().tolist()
    [[2.0, 4.0, 5.0, 30.0], [0.0, 0.0, 4.0, nan]]
    """
    import pandas as pd

    expect_columns(orders, ["customer_id", "order_date", "amount"], "the orders")
    day = pd.Timestamp(as_of)
    known = orders.assign(order_date=orders["order_date"].dt.normalize())
    days = (
        known[known["order_date"] <= day]
        .groupby(["customer_id", "order_date"], as_index=False)["amount"]
        .sum()
    )
    if days.empty:
        raise DataError(f"Found no order by {as_of}.", "Expected a later day, or earlier orders.")
    dates = days.groupby("customer_id")["order_date"]
    first, last = dates.min(), dates.max()
    repeats = days[days["order_date"] > days["customer_id"].map(first)]
    return pd.DataFrame(
        {
            "frequency": dates.size() - 1,
            "recency": (last - first).dt.days / unit_days,
            "T": (day - first).dt.days / unit_days,
            "monetary": repeats.groupby("customer_id")["amount"].mean().reindex(first.index),
        }
    )


def later_purchases(orders: pd.DataFrame, after: str, until: str) -> pd.Series[int]:
    """Days with a purchase after ``after`` and up to ``until``, for every customer who had bought by ``after``.

    The holdout of :func:`repeat_summary`: customers who do not return stand in it with 0.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer_id": ["A", "A", "B"],
    ...     "order_date": pd.to_datetime(["2026-01-01", "2026-01-15", "2026-01-08"])})
    >>> later_purchases(orders, "2026-01-10", "2026-01-31").to_dict()
    {'A': 1, 'B': 0}
    """
    import pandas as pd

    expect_columns(orders, ["customer_id", "order_date"], "the orders")
    days = orders.assign(order_date=orders["order_date"].dt.normalize())[["customer_id", "order_date"]]
    days = days.drop_duplicates()
    start, end = pd.Timestamp(after), pd.Timestamp(until)
    known = days.loc[days["order_date"] <= start, "customer_id"].drop_duplicates().sort_values()
    counts = days[days["order_date"].gt(start) & days["order_date"].le(end)].groupby("customer_id").size()
    return counts.reindex(known.to_list(), fill_value=0).rename("later")


def which_model(contract: Contract, buying: Buying) -> str:
    """The kind of model for a business relation: is its end observed, and can purchases happen at any time.

    Schmittlein, Morrison & Colombo 1987; the four cells of Fader & Hardie 2009. Tenders and annual agreements
    are contracts: their end is observed, so a model that guesses who is still alive does not apply.

    >>> which_model("no contract", "at any time")
    'BG/NBD'
    """
    cells = {
        ("no contract", "at any time"): "BG/NBD",
        ("no contract", "at set times"): "BG/BB",
        ("contract", "at set times"): "sBG",
        ("contract", "at any time"): "exponential-gamma",
    }
    if (contract, buying) not in cells:
        raise UsageError(f"Found {contract!r}, {buying!r}.", f"Expected one of {list(cells)}.")
    return cells[contract, buying]
