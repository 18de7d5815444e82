"""What tests of the subject share: one table on every back end, and CDNOW as the package lifetimes stores it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import dask.dataframe as dd
import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import settings

settings.register_profile(
    "course", deadline=None, max_examples=50
)  # laws, not times: a busy machine is no failure
settings.load_profile("course")


@dataclass(frozen=True)
class Backend:
    """How to make a back end's table from a pandas frame, and to read its answer as pandas, in a fixed order."""

    name: str
    make: Callable[[pd.DataFrame], Any]
    read: Callable[[Any], pd.DataFrame]

    def answer(self, native: Any, by: str = "customer_id") -> pd.DataFrame:
        frame = self.read(native)
        frame = frame.sort_values(by, ignore_index=True)
        for column in frame:  # one dtype a meaning: what differs between back ends is storage, not the answer
            if pd.api.types.is_datetime64_any_dtype(frame[column]):
                frame[column] = frame[column].astype("datetime64[us]")
            elif pd.api.types.is_numeric_dtype(frame[column]):
                frame[column] = frame[column].astype("float64")
            else:
                frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
        return frame


def _duckdb(frame: pd.DataFrame) -> Any:
    connection = duckdb.connect()
    connection.register("given", frame)
    return connection.table("given")


def _spark(frame: pd.DataFrame) -> Any:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.ui.enabled", "false")
        .config(
            "spark.sql.timestampType", "TIMESTAMP_NTZ"
        )  # days without a time zone, as in the other tables
        .getOrCreate()
    )
    return session.createDataFrame(pl.from_pandas(frame).to_arrow())


BACKENDS = [
    Backend("pandas", lambda frame: frame, lambda native: native),
    Backend("polars", pl.from_pandas, lambda native: native.to_pandas()),
    Backend("polars-lazy", lambda f: pl.from_pandas(f).lazy(), lambda native: native.collect().to_pandas()),
    Backend("duckdb", _duckdb, lambda native: native.df()),
    Backend("dask", lambda frame: dd.from_pandas(frame, npartitions=2), lambda native: native.compute()),
    Backend("pyspark", _spark, lambda native: native.toArrow().to_pandas()),
]


@pytest.fixture(params=BACKENDS, ids=lambda backend: backend.name)
def backend(request: pytest.FixtureRequest) -> Backend:
    chosen: Backend = request.param
    if chosen.name == "pyspark" and find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed: it needs Java and 400 MB, and is no dependency of the course")
    return chosen


@pytest.fixture
def in_pandas() -> Backend:
    return BACKENDS[0]


@pytest.fixture
def orders() -> pd.DataFrame:
    """Order lines with ties, missing keys, dates at the boundary, returns and an order after the day."""
    return pd.DataFrame(
        [
            ("ana", 1.0, "2024-02-01", 0.1),
            ("ana", 1.0, "2024-02-01", 0.2),  # a second line of the same order
            ("ana", 2.0, "2024-02-29", 0.3),
            ("bo", 3.0, "2024-02-29", 0.3),
            ("bo", 4.0, "2024-02-29", 0.3),  # two orders on one day, same sum as ana's
            ("cai", 5.0, "2024-03-01", 50.0),  # on the day itself
            ("cai", 6.0, "2024-03-02", 99.0),  # the day after
            ("dee", 7.0, "2023-02-28", -20.0),  # a return only
            ("eli", None, "2024-01-31", 12.5),  # no order id
            ("eli", 8.0, "2024-01-01", None),  # no amount
            ("fay", 9.0, None, 10.0),  # no date: never bought as far as one can know
            (None, 10.0, "2024-01-01", 10.0),  # nobody
        ],
        columns=["customer_id", "order_id", "order_date", "amount"],
    ).astype({"order_date": "datetime64[us]", "customer_id": "str"})


def _file(name: str) -> Path:
    spec = find_spec("lifetimes")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "datasets" / name


@pytest.fixture(scope="session")
def cdnow_orders() -> pd.DataFrame:
    """Purchases of the 2,357-customer sample over 78 weeks."""
    names = ["master_id", "customer_id", "order_date", "quantity", "amount"]
    orders = pd.read_csv(_file("CDNOW_sample.txt"), sep=r"\s+", names=names, dtype={"order_date": str})
    return orders.assign(order_date=pd.to_datetime(orders["order_date"], format="%Y%m%d"))


@pytest.fixture(scope="session")
def cdnow_summary() -> pd.DataFrame:
    """The paper's summary of the first 39 weeks, with the mean amount of repeat purchases (0 without one)."""
    stored = pd.read_csv(_file("cdnow_customers_summary_with_transactions.csv"), index_col="ID")
    return stored.rename(columns={"x": "frequency", "t_x": "recency", "zbar": "monetary"})


@pytest.fixture(scope="session")
def lifetimes() -> ModuleType:
    """The peer: on import it sets a pandas option that has had no effect since pandas 3; only that is ignored."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The 'mode.chained_assignment' option", DeprecationWarning)
        import lifetimes
    return lifetimes
