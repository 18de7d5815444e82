from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError
from coursekit.segment.customers import customer_table

if TYPE_CHECKING:
    from conftest import Backend

COLUMNS = ["customer_id", "recency", "frequency", "monetary", "first_order", "last_order"]


def one(when: str, amount: float = 1.0) -> pd.DataFrame:
    return pd.DataFrame(
        {"customer_id": ["ana"], "order_id": [1], "order_date": pd.to_datetime([when]), "amount": [amount]}
    )


def test_it_counts_what_the_definition_says(orders: pd.DataFrame) -> None:
    found = customer_table(orders, "2024-03-01").set_index("customer_id")
    assert found["recency"].to_dict() == {"ana": 1, "bo": 1, "cai": 0, "dee": 367, "eli": 30}
    assert found["frequency"].to_dict() == {"ana": 2, "bo": 2, "cai": 1, "dee": 1, "eli": 1}
    assert found["monetary"].to_dict() == {"ana": 0.6, "bo": 0.6, "cai": 50.0, "dee": -20.0, "eli": 12.5}
    assert found.loc["ana", "first_order"] == pd.Timestamp("2024-02-01")


def test_every_back_end_gives_the_same_table(
    backend: Backend, in_pandas: Backend, orders: pd.DataFrame
) -> None:
    expected = in_pandas.answer(customer_table(orders, "2024-03-01"))
    found = backend.answer(customer_table(backend.make(orders), "2024-03-01"))
    assert list(found.columns) == COLUMNS
    pd.testing.assert_frame_equal(found, expected)


def test_what_goes_in_comes_out(backend: Backend, orders: pd.DataFrame) -> None:
    native = backend.make(orders)
    assert type(customer_table(native, "2024-03-01")) is type(native)


def test_nobody_on_any_back_end(backend: Backend, orders: pd.DataFrame) -> None:
    found = backend.answer(customer_table(backend.make(orders), "2020-01-01"))
    assert found.empty
    assert list(found.columns) == COLUMNS


def test_one_customer_on_any_back_end(backend: Backend) -> None:
    found = backend.answer(customer_table(backend.make(one("2024-02-28", 5.0)), "2024-03-01"))
    assert found.loc[0, ["recency", "frequency", "monetary"]].tolist() == [2, 1, 5.0]


def test_dates_without_time_work_on_any_back_end_that_has_them() -> None:
    days = pl.DataFrame(
        {"customer_id": [1], "order_id": [1], "order_date": [date(2024, 2, 29)], "amount": [2]}
    )
    relation = duckdb.sql(
        "SELECT 1 AS customer_id, 1 AS order_id, DATE '2024-02-29' AS order_date, 2 AS amount"
    )
    assert customer_table(days, "2024-03-01")["recency"].to_list() == [1]
    assert customer_table(relation, "2024-03-01").df()["recency"].tolist() == [1]


def test_decimal_amounts_of_a_warehouse_are_added() -> None:
    relation = duckdb.sql(
        "SELECT 1 AS customer_id, x AS order_id, DATE '2024-02-29' AS order_date, 0.10::DECIMAL(9,2) AS amount "
        "FROM range(3) AS t(x)"
    )
    assert customer_table(relation, "2024-03-01").df()["monetary"].tolist() == [0.3]


@pytest.mark.parametrize(
    ("when", "recency"),
    [("2024-02-29 23:59:59", 1), ("2024-03-01 00:00:00", 0), ("2024-03-01 23:59:59", 0), ("2023-03-01", 366)],
)
def test_recency_counts_calendar_days(when: str, recency: int, backend: Backend) -> None:
    found = backend.answer(customer_table(backend.make(one(when)), "2024-03-01"))
    assert found["recency"].tolist() == [recency]


def test_an_order_after_the_day_is_ignored() -> None:
    assert customer_table(one("2024-03-02"), "2024-03-01").empty


@pytest.mark.parametrize(
    "as_of", ["2024-03-01", date(2024, 3, 1), datetime(2024, 3, 1, 18), pd.Timestamp("2024-03-01")]
)
def test_the_day_may_be_text_date_or_time(as_of: str | date) -> None:
    assert customer_table(one("2024-02-28"), as_of)["recency"].tolist() == [2]


@given(st.randoms(use_true_random=False))
def test_row_order_does_not_matter(chance) -> None:
    lines = pd.DataFrame(
        {
            "customer_id": [1, 1, 1, 2, 2, 2],
            "order_id": [1, 2, 3, 4, 5, 6],
            "order_date": pd.to_datetime(["2024-01-01"] * 6),
            "amount": [0.1, 0.2, 0.3, 0.3, 0.2, 0.1],
        }
    )
    mixed = list(range(6))
    chance.shuffle(mixed)
    found = customer_table(lines.iloc[mixed], "2024-01-02")
    pd.testing.assert_frame_equal(found, customer_table(lines, "2024-01-02"))
    assert found["monetary"].nunique() == 1


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match=r"no column 'amount' in orders; it has customer_id"):
        customer_table(one("2024-01-01").drop(columns="amount"), "2024-03-01")


def test_dates_stored_as_text_are_refused() -> None:
    with pytest.raises(DataError, match=r"Found String in column 'order_date'.*pd.to_datetime"):
        customer_table(one("2024-01-01").astype({"order_date": "str"}), "2024-03-01")


def test_a_time_zone_is_refused_because_it_moves_days() -> None:
    zoned = one("2024-01-01")
    zoned["order_date"] = zoned["order_date"].dt.tz_localize("Asia/Shanghai")
    with pytest.raises(DataError, match="choose the zone whose days you mean"):
        customer_table(zoned, "2024-03-01")


def test_amounts_stored_as_text_are_refused() -> None:
    with pytest.raises(DataError, match="no numbers in column 'amount'"):
        customer_table(one("2024-01-01").astype({"amount": "str"}), "2024-03-01")


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(DataError, match="Found '2024-02-30' as as_of"):
        customer_table(one("2024-01-01"), "2024-02-30")


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(DataError, match="Found a list as orders"):
        customer_table([1, 2], "2024-03-01")
