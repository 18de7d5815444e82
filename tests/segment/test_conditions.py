from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd
import pytest

from coursekit.errors import DataError
from coursekit.segment.conditions import condition_from

if TYPE_CHECKING:
    from conftest import Backend

PEOPLE = pd.DataFrame(
    {
        "customer_id": [1, 2, 3, 4],
        "region": ["east", "west", None, "north"],
        "capital": [100.0, None, 50.0, 200.0],
        "state_owned": [True, False, False, True],
        "since": pd.to_datetime(["2020-01-01", "2021-06-30", None, "2024-02-29"]).astype("datetime64[us]"),
    }
)

CASES: list[tuple[list[dict[str, Any]], list[int]]] = [
    ([], [1, 2, 3, 4]),
    ([{"column": "region", "op": "==", "value": "east"}], [1]),
    ([{"column": "region", "op": "!=", "value": "east"}], [2, 4]),  # nothing is known of 3
    ([{"column": "region", "op": "in", "value": ["east", "west"]}], [1, 2]),
    ([{"column": "region", "op": "not in", "value": ["east", "west"]}], [4]),
    ([{"column": "region", "op": "missing"}], [3]),
    ([{"column": "region", "op": "present"}], [1, 2, 4]),
    ([{"column": "capital", "op": "<", "value": 100}], [3]),
    ([{"column": "capital", "op": "<=", "value": 100}], [1, 3]),
    ([{"column": "capital", "op": ">", "value": 100}], [4]),
    ([{"column": "capital", "op": ">=", "value": 100}], [1, 4]),
    ([{"column": "capital", "op": "between", "value": [50, 100]}], [1, 3]),
    ([{"column": "state_owned", "op": "==", "value": True}], [1, 4]),
    ([{"column": "since", "op": ">=", "value": date(2021, 6, 30)}], [2, 4]),
    ([{"column": "region", "op": "==", "value": "east"}, {"column": "capital", "op": ">", "value": 100}], []),
    (
        [
            {
                "any": [
                    {"column": "region", "op": "==", "value": "west"},
                    {"column": "capital", "op": ">", "value": 100},
                ]
            }
        ],
        [2, 4],
    ),
    ([{"not": [{"column": "capital", "op": ">=", "value": 100}]}], [2, 3]),
    (
        [{"not": [{"any": [{"column": "region", "op": "missing"}]}]}, {"column": "capital", "op": "present"}],
        [1, 4],
    ),
]


@pytest.mark.parametrize(("data", "expected"), CASES, ids=lambda case: str(case)[:60])
def test_conditions_choose_the_same_customers_everywhere(
    backend: Backend, data: list[dict[str, Any]], expected: list[int]
) -> None:
    frame = nw.from_native(backend.make(PEOPLE))
    condition = condition_from(data, "rule 1").expression(frame.collect_schema())
    found = frame.with_columns(chosen=condition).filter(nw.col("chosen")).select("customer_id").to_native()
    assert backend.answer(found)["customer_id"].tolist() == expected


@pytest.mark.parametrize("data", [case for case, _ in CASES], ids=lambda case: str(case)[:60])
def test_conditions_survive_as_plain_data(data: list[dict[str, Any]]) -> None:
    assert condition_from(data, "rule 1").as_list() == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("region == 'east'", "as the conditions of rule 1. Expected a list"),
        (["__import__('os')"], "Expected {column, op, value}"),
        (
            [{"column": "x", "op": "=~", "value": 1}],
            "Found the operator '=~' in rule 1. Expected one of ==, !=, <",
        ),
        ([{"column": "x", "op": "=="}], "Expected a value"),
        ([{"column": "x", "op": "missing", "value": 1}], "Expected no value"),
        ([{"column": "x", "op": "in", "value": "east"}], "Expected a list of values"),
        ([{"column": "x", "op": "in", "value": []}], "Expected a list of values"),
        ([{"column": "x", "op": "between", "value": [2, 1]}], r"Expected \[low, high\]"),
        ([{"column": "x", "op": "between", "value": [1, "b"]}], r"Expected \[low, high\]"),
        ([{"column": "x", "op": "<", "value": [1]}], "Expected one value"),
        ([{"any": []}], "'any' or 'not' of nothing"),
        ([{"column": "x", "op": "==", "value": 1, "eval": "y"}], "Expected {column, op, value}"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(data: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        condition_from(data, "rule 1")


@pytest.mark.parametrize(
    ("column", "op", "value"),
    [
        ("region", "<", 3), ("capital", "==", "many"), ("since", ">", "2020-01-01"), ("state_owned", ">", True),
        ("capital", "==", True),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_than_the_column_is_refused(column: str, op: str, value: Any) -> None:
    condition = condition_from([{"column": column, "op": op, "value": value}], "rule 1")
    with pytest.raises(DataError, match=f"Found the condition {column} {op}"):
        condition.expression(nw.from_native(PEOPLE).collect_schema())
