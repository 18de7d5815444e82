from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.errors import DataError, UsageError
from coursekit.segment.lists import coverage, evaluate, moves
from coursekit.segment.rules import RuleBook

if TYPE_CHECKING:
    from conftest import Backend


def above(column: str, value: float) -> dict[str, Any]:
    return {"column": column, "op": ">=", "value": value}


def book(
    *rules: dict[str, Any], choose: str = "first", otherwise: str | None = None, **measures: Any
) -> RuleBook:
    version = {"from": "2024-01-01", "rules": list(rules), "measures": measures}
    return RuleBook.from_dict({"choose": choose, "otherwise": otherwise, "versions": [version]})


VIP = {"list": "VIP", "when": [above("spend", 1000)], "stay": [above("spend", 800)]}
KEY = {"list": "key", "when": [{"column": "region", "op": "in", "value": ["east", "south"]}]}
DYNAMIC = book(
    {"list": "VIP", "when": [above("spend_365", 50)], "stay": [above("spend_365", 0.5)]},
    {
        "list": "key",
        "when": [{"any": [above("orders_60", 2), {"column": "region", "op": "==", "value": "east"}]}],
    },
    {"list": "asleep", "when": [above("silent", 300)]},
    otherwise="ordinary",
    spend_365={"of": "orders", "what": "sum", "column": "amount", "days": 365},
    orders_60={"of": "orders", "what": "distinct", "column": "order_id", "days": 60},
    silent={"of": "orders", "what": "days_since"},
)


def people(spend: list[float | None], region: list[str | None] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {"customer_id": range(1, len(spend) + 1), "spend": spend, "region": region or ["west"] * len(spend)}
    ).astype({"spend": "float64", "region": "str"})


def lists_of(frame: pd.DataFrame) -> list[Any]:
    return [None if pd.isna(name) else name for name in frame["list"]]


def test_the_first_rule_that_matches_decides() -> None:
    found = evaluate(
        book(VIP, KEY, otherwise="ordinary"), "2024-03-01", people([2000, 10, 10], ["east", "east", "west"])
    )
    assert lists_of(found) == ["VIP", "key", "ordinary"]
    assert found["rule"].tolist() == ["VIP", "key", "otherwise"]


def test_without_otherwise_who_matches_nothing_is_on_no_list() -> None:
    found = evaluate(book(VIP), "2024-03-01", people([2000, None]))
    assert found["list"].isna().tolist() == [False, True]
    assert found["rule"].isna().tolist() == [False, True]


def test_a_customer_on_the_list_stays_until_the_lower_threshold() -> None:
    rules = book(VIP, otherwise="ordinary")
    spend = [1000, 850, 799, 850]
    lists = None
    on = []
    for day, amount in zip(["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"], spend, strict=True):
        lists = evaluate(rules, day, people([amount]), previous=lists)
        on.append(lists["list"].item())
    assert on == ["VIP", "VIP", "ordinary", "ordinary"]


@settings(max_examples=5)
@given(st.lists(st.lists(st.integers(700, 1100), min_size=5, max_size=5), min_size=2, max_size=40))
def test_hysteresis_never_moves_more_often_than_a_single_threshold(spend_by_month: list[list[int]]) -> None:
    def times_moved(rule: dict[str, Any]) -> pd.Series:
        lists, moved = None, pd.Series(0, index=range(1, 1 + len(spend_by_month)))
        for spend in zip(*spend_by_month, strict=True):
            now = evaluate(
                book(rule, otherwise="ordinary"), "2024-01-31", people(list(spend)), previous=lists
            )
            if lists is not None:
                moved[moves(lists, now)["customer_id"]] += 1
            lists = now
        return moved

    assert (times_moved(VIP) <= times_moved({"list": "VIP", "when": VIP["when"]})).all()


def test_every_list_that_matches_is_given_once() -> None:
    rules = book(VIP, KEY, {**KEY, "name": "key by money", "when": [above("spend", 1500)]}, choose="every")
    found = evaluate(rules, "2024-03-01", people([2000, 10], ["east", "west"]))
    assert sorted(zip(found["customer_id"], found["list"], found["rule"], strict=True)) == [
        (1, "VIP", "VIP"),
        (1, "key", "key"),
    ]


def test_two_lists_at_once_are_refused_where_only_one_is_allowed() -> None:
    rules = book(VIP, KEY, choose="only")
    assert lists_of(evaluate(rules, "2024-03-01", people([2000, 10], ["west", "east"]))) == ["VIP", "key"]
    with pytest.raises(DataError, match="Found 1 customers on two lists"):
        evaluate(rules, "2024-03-01", people([2000, 10], ["east", "east"]))


def test_two_rules_of_one_list_do_not_exclude_each_other() -> None:
    rules = book(VIP, {**KEY, "list": "VIP", "name": "near"}, choose="only")
    assert lists_of(evaluate(rules, "2024-03-01", people([2000], ["east"]))) == ["VIP"]


def test_rules_of_the_day_are_used() -> None:
    rules = RuleBook.from_dict(
        {
            "versions": [
                {"from": "2024-01-01", "rules": [{"list": "VIP", "when": [above("spend", 100)]}]},
                {"from": "2024-07-01", "rules": [{"list": "VIP", "when": [above("spend", 200)]}]},
            ]
        }
    )
    assert lists_of(evaluate(rules, "2024-06-30", people([150]))) == ["VIP"]
    assert lists_of(evaluate(rules, "2024-07-01", people([150]))) == [None]


def _tables(backend: Backend, **frames: pd.DataFrame) -> dict[str, Any]:
    if backend.name != "duckdb":
        return {name: backend.make(frame) for name, frame in frames.items()}
    connection = duckdb.connect()
    for name, frame in frames.items():
        connection.register(name, frame)
    return {name: connection.table(name) for name in frames}


@pytest.mark.parametrize("day", ["2024-03-01", "2025-01-15"])
def test_every_back_end_gives_the_same_lists_and_moves(
    backend: Backend, in_pandas: Backend, orders: pd.DataFrame, day: str
) -> None:
    customers = pd.DataFrame(
        {"customer_id": ["ana", "bo", "cai", "dee", "eli", "gus"], "region": ["west"] * 4 + ["east", None]}
    ).astype("str")
    made = _tables(backend, customers=customers, orders=orders)

    def both(people: Any, events: Any) -> tuple[Any, Any]:
        first = evaluate(DYNAMIC, "2024-02-01", people, {"orders": events})
        then = evaluate(DYNAMIC, day, people, {"orders": events}, previous=first)
        return then, moves(first, then)

    expected = both(customers, orders)
    found = both(made["customers"], made["orders"])
    for one, other in zip(found, expected, strict=True):
        pd.testing.assert_frame_equal(backend.answer(one), in_pandas.answer(other))
    assert coverage(DYNAMIC, day, made["customers"], {"orders": made["orders"]}) == coverage(
        DYNAMIC, day, customers, {"orders": orders}
    )
    assert type(found[0]) is type(made["customers"])


@pytest.mark.parametrize("choose", ["first", "only", "every"])
def test_nobody_is_on_no_list(backend: Backend, choose: str) -> None:
    found = evaluate(book(VIP, choose=choose), "2024-03-01", backend.make(people([1.0]).head(0)))
    assert backend.answer(found).empty


def test_every_list_on_every_back_end(backend: Backend) -> None:
    rules = book(VIP, KEY, choose="every")
    found = backend.answer(evaluate(rules, "2024-03-01", backend.make(people([2000, 10], ["east", "east"]))))
    assert sorted(zip(found["customer_id"], found["list"], strict=True)) == [
        (1, "VIP"),
        (1, "key"),
        (2, "key"),
    ]


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(["east", "south", "west"])), min_size=1))
def test_coverage_agrees_with_the_lists(given_people) -> None:
    frame = people([spend for spend, _ in given_people], [region for _, region in given_people])
    found = coverage(book(VIP, KEY), "2024-03-01", frame)
    vip, key = frame["spend"] >= 1000, frame["region"] != "west"
    assert found.customers == len(frame)
    assert found.matched == {"VIP": vip.sum(), "key": key.sum()}
    assert found.overlaps == ({("VIP", "key"): (vip & key).sum()} if (vip & key).any() else {})
    assert found.gaps == (~vip & ~key).sum()


@given(st.permutations(list(range(6))))
def test_row_order_does_not_matter(order) -> None:
    frame = people([2000, 900, 10, None, 1000, 5], ["east", "south", None, "west", "west", "east"])
    rules = book(VIP, KEY, otherwise="ordinary")
    found = evaluate(rules, "2024-03-01", frame.iloc[order]).sort_values("customer_id", ignore_index=True)
    pd.testing.assert_frame_equal(found, evaluate(rules, "2024-03-01", frame))


# moves


def test_moves_name_the_rules_on_both_sides() -> None:
    rules = book(VIP, KEY, otherwise="ordinary")
    before = evaluate(rules, "2024-03-01", people([2000, 10, 10], ["east", "east", "west"]))
    after = evaluate(rules, "2024-04-01", people([10, 10, 10, 5000], ["east", "west", "west", "west"]))
    found = moves(before, after)
    assert found.astype(object).where(found.notna(), None).to_numpy().tolist() == [
        [1, "VIP", "VIP", "key", "key"],
        [2, "key", "key", "ordinary", "otherwise"],
        [4, None, None, "VIP", "VIP"],
    ]


def test_nobody_moves_between_equal_lists() -> None:
    lists = evaluate(book(VIP, otherwise="ordinary"), "2024-03-01", people([2000, 10]))
    assert moves(lists, lists).empty


def test_a_customer_who_is_gone_has_no_list_afterwards() -> None:
    rules = book(VIP, otherwise="ordinary")
    found = moves(
        evaluate(rules, "2024-03-01", people([2000, 10])), evaluate(rules, "2024-03-02", people([2000]))
    )
    assert found["customer_id"].tolist() == [2]
    assert found["to_list"].isna().all()


# errors


def test_an_unknown_column_is_named_with_the_known_ones() -> None:
    with pytest.raises(
        DataError, match=r"no column 'spent' for the rules in force from 2024-01-01.*customer_id, spend"
    ):
        evaluate(book({"list": "VIP", "when": [above("spent", 1)]}), "2024-03-01", people([1]))


def test_a_value_that_does_not_fit_the_column_is_refused() -> None:
    with pytest.raises(DataError, match="on a column of String"):
        evaluate(book({"list": "VIP", "when": [above("region", 1)]}), "2024-03-01", people([1]))


def test_previous_lists_of_another_kind_are_refused() -> None:
    before = evaluate(book(VIP), "2024-03-01", people([2000]))
    with pytest.raises(UsageError, match="different kinds"):
        evaluate(book(VIP), "2024-03-02", people([2000]), previous=pl.from_pandas(before))


def test_customers_without_an_id_are_refused() -> None:
    with pytest.raises(DataError, match="no column 'customer_id'"):
        evaluate(book(VIP), "2024-03-01", pd.DataFrame({"spend": np.ones(2)}))
