"""CDNOW: purchases of an early web shop for compact discs, 1997-01-01 to 1998-06-30.

Read from the files that the package ``lifetimes`` carries, without importing it. See ``datasets/cdnow.md``
for origin, columns, faults and what the data may be used to claim.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

CALIBRATION_END, LAST_DAY = "1997-09-30", "1998-06-30"
COHORT_END = "1997-03-25"


def folder() -> Path:
    """Where the package keeps its files. Raises DataError when it is not installed."""
    spec = find_spec("lifetimes")
    if spec is None or spec.origin is None:
        raise DataError(
            "The package 'lifetimes' is not installed.", do="Run 'make setup' in the course folder."
        )
    return Path(spec.origin).parent / "datasets"


def purchases() -> pd.DataFrame:
    """All purchases: ``customer_id`` (1–23570), ``order_date`` (day), ``discs``, ``amount`` (US dollars).

    69,659 rows as published: 255 repeat an earlier row and 80 have an amount of zero.

    >>> purchases().shape
    (69659, 4)
    """
    import pandas as pd

    table = pd.read_csv(
        _file("CDNOW_master.txt"),
        sep=r"\s+",
        skiprows=1,
        header=None,
        names=["customer_id", "order_date", "discs", "amount"],
        dtype={"order_date": "str"},
    )
    table["order_date"] = pd.to_datetime(table["order_date"], format="%Y%m%d").astype("datetime64[s]")
    return table


def sample() -> pd.DataFrame:
    """The one-in-ten sample of the papers, at the end of week 39: a row a customer, 2,357 in all.

    ``customer_id`` (1–2357, not the numbers of :func:`purchases`), ``x`` repeat purchases, ``t_x`` weeks from
    first to last purchase, ``T`` weeks from first purchase to the end of week 39, ``mean_amount`` of repeat
    purchases in US dollars, 0 without any.

    >>> int((sample()["x"] == 0).sum())
    1411
    """
    import pandas as pd

    table = pd.read_csv(_file("cdnow_customers_summary_with_transactions.csv"))
    table.columns = pd.Index(["customer_id", "x", "t_x", "T", "mean_amount"])
    return table


def sample_purchases() -> pd.DataFrame:
    """The sample's purchases over 78 weeks: ``customer_id`` (as in :func:`sample`), ``order_date``, ``discs``, ``amount``.

    6,919 rows; those after 1997-09-30 are the 39 weeks held out.

    >>> sample_purchases()["customer_id"].nunique()
    2357
    """
    import pandas as pd

    table = pd.read_csv(
        _file("CDNOW_sample.txt"),
        sep=r"\s+",
        header=None,
        names=["master_id", "customer_id", "order_date", "discs", "amount"],
        dtype={"order_date": "str"},
    )
    table["order_date"] = pd.to_datetime(table["order_date"], format="%Y%m%d").astype("datetime64[s]")
    return table.drop(columns="master_id")


def _file(name: str) -> Path:
    path = folder() / name
    if not path.is_file():
        raise DataError(
            f"Found no {name} in the package 'lifetimes'.",
            do="Reinstall it: remove .venv and run 'make setup'.",
        )
    return path
