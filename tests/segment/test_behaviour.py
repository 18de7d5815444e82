from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError
from coursekit.segment.behaviour import Measure, measure_from, with_measures

if TYPE_CHECKING:
    from conftest import Backend

DAY = "2024-03-01"
MEASURES = {
    "spend": Measure("orders", "sum", "amount"),
    "spend_30": Measure("orders", "sum", "amount", days=30),
    "spend_1": Measure("orders", "sum", "amount", days=1),
    "orders_60": Measure("orders", "distinct", "order_id", days=60),
    "lines_30": Measure("orders", "count", days=30),
    "typical_60": Measure("orders", "mean", "amount", days=60),
    "largest": Measure("orders", "max", "amount"),
    "smallest_30": Measure("orders", "min", "amount", days=30),
    "silent": Measure("orders", "days_since"),
    "visits_30": Measure("visits", "count", days=30, date="day"),
}


@pytest.fixture
def people() -> pd.DataFrame:
    return pd.DataFrame({"customer_id": ["ana", "bo", "cai", "eli", "gus"]}).astype("str")


@pytest.fixture
def visits() -> pd.DataFrame:
    frame = pd.DataFrame(
        {"customer_id": ["ana", "ana", "bo"], "day": ["2024-02-28", "2024-01-01", "2024-03-02"]}
    )
    return frame.astype({"day": "datetime64[us]", "customer_id": "str"})


def test_each_measure_counts_what_it_says(
    people: pd.DataFrame, orders: pd.DataFrame, visits: pd.DataFrame
) -> None:
    found = with_measures(people, {"orders": orders, "visits": visits}, MEASURES, DAY).set_index(
        "customer_id"
    )
    expected: dict[str, list[Any]] = {
        "spend": [0.6, 0.6, 50.0, 12.5, 0.0],
        "spend_30": [0.6, 0.6, 50.0, 0.0, 0.0],
        "spend_1": [0.0, 0.0, 50.0, 0.0, 0.0],
        "orders_60": [2, 2, 1, 0, 0],
        "lines_30": [3, 2, 1, 0, 0],
        "typical_60": [0.2, 0.3, 50.0, 12.5, None],
        "largest": [0.3, 0.3, 50.0, 12.5, None],
        "smallest_30": [0.1, 0.3, 50.0, None, None],
        "silent": [1, 1, 0, 30, None],
        "visits_30": [1, 0, 0, 0, 0],
    }
    pd.testing.assert_frame_equal(
        found, pd.DataFrame(expected, index=found.index), check_dtype=False, check_index_type=False
    )


def test_every_back_end_measures_the_same(
    backend: Backend, in_pandas: Backend, people: pd.DataFrame, orders: pd.DataFrame, visits: pd.DataFrame
) -> None:
    expected = in_pandas.answer(with_measures(people, {"orders": orders, "visits": visits}, MEASURES, DAY))
    if backend.name == "duckdb":
        connection = duckdb.connect()
        for name, frame in (("people", people), ("orders", orders), ("visits", visits)):
            connection.register(name, frame)
        customers, tables = connection.table("people"), {n: connection.table(n) for n in ("orders", "visits")}
    else:
        customers, tables = (
            backend.make(people),
            {"orders": backend.make(orders), "visits": backend.make(visits)},
        )
    found = backend.answer(with_measures(customers, tables, MEASURES, DAY))
    pd.testing.assert_frame_equal(found, expected)


@given(st.integers(1, 400))
def test_a_longer_window_never_holds_less(days: int) -> None:
    events = pd.DataFrame({"customer_id": 1, "order_date": pd.date_range("2023-01-01", "2024-12-31")})
    person = pd.DataFrame({"customer_id": [1]})
    measures = {
        "short": Measure("orders", "count", days=days),
        "long": Measure("orders", "count", days=days + 1),
    }
    found = with_measures(person, {"orders": events}, measures, "2024-03-01")
    assert found.loc[0, ["short", "long"]].tolist() == [days, days + 1]


def test_a_measure_may_be_called_like_a_column_it_reads(orders: pd.DataFrame) -> None:
    ana = pd.DataFrame({"customer_id": ["ana"], "amount": [-1.0]})
    measures = {"order_id": MEASURES["orders_60"], "amount": MEASURES["spend"]}
    found = with_measures(ana, {"orders": orders}, measures, DAY)
    assert found.to_dict("records") == [{"customer_id": "ana", "order_id": 2, "amount": 0.6}]


def test_two_columns_can_be_counted_distinctly_and_each_in_two_windows(orders: pd.DataFrame) -> None:
    measures = {
        "orders_1": Measure("orders", "distinct", "order_id", days=1),
        "orders_60": Measure("orders", "distinct", "order_id", days=60),
        "days_60": Measure("orders", "distinct", "order_date", days=60),
        "lines_60": Measure("orders", "count", days=60),
    }
    people = pd.DataFrame({"customer_id": ["ana", "bo", "cai"]})
    found = with_measures(people, {"orders": orders}, measures, DAY).drop(columns="customer_id")
    assert found.to_numpy().tolist() == [[0, 2, 2, 3], [0, 2, 1, 2], [1, 1, 1, 1]]


def test_the_index_and_attributes_of_customers_stay(orders: pd.DataFrame) -> None:
    people = pd.DataFrame({"customer_id": ["bo", "ana"], "region": ["east", "west"]})
    found = with_measures(people, {"orders": orders}, {"spend": MEASURES["spend"]}, DAY)
    assert found[["customer_id", "region"]].equals(people)


def test_a_missing_table_is_named(people: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="Found no table 'orders'"):
        with_measures(people, {}, {"spend": MEASURES["spend"]}, DAY)


def test_a_missing_column_is_named(people: pd.DataFrame, orders: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="Found no column 'discount' in orders"):
        with_measures(people, {"orders": orders}, {"x": Measure("orders", "sum", "discount")}, DAY)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"what": "sum"}, "as measure 'x'"),
        (
            {"of": "orders", "what": "median", "column": "amount"},
            "Found 'median' in measure 'x'. Expected one of sum",
        ),
        ({"of": "orders", "what": "sum"}, "of sum without a column"),
        ({"of": "orders", "what": "count", "column": "amount"}, "of count with a column"),
        ({"of": "orders", "what": "count", "days": 0}, "Found days=0"),
    ],
)
def test_a_measure_that_is_not_understood_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        measure_from("x", data)
