"""Explorer of a list that rules keep up to date."""

from __future__ import annotations

import pandas as pd
import pytest

from coursekit.data import company
from coursekit.segment import lists
from coursekit.widgets.rule_list import RuleList

ORDERS = pd.DataFrame(
    {
        "customer_id": ["ana", "ana", "bo", "cai", "cai", "dee"],
        "order_id": [1, 2, 3, 4, 5, 6],
        "order_date": pd.to_datetime(
            ["2023-01-01", "2024-01-15", "2023-06-01", "2023-02-10", "2024-02-20", "2024-03-31"]
        ),
        "amount": [110_000.0, 90_000.0, 30_000.0, 120_000.0, 10_000.0, 5.0],
    }
)


@pytest.fixture
def explorer() -> RuleList:
    found = RuleList(ORDERS)
    found.state = {"vip": 100, "key": 20, "leave": 80}
    return found


@pytest.fixture(scope="module")
def company_orders() -> pd.DataFrame:
    return company.net_orders(company.generate(5, scale=0.1, dirty=False))


def test_reviews_are_month_ends_with_a_whole_year_behind_them(explorer: RuleList) -> None:
    assert explorer.days == ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]


def test_who_spent_less_stays_above_the_limit_to_leave(explorer: RuleList) -> None:
    explorer.state = {"day": "2024-01-31"}
    # ana: 110,000 of 2023-01-01 has left the window, 90,000 is in it: below 100,000, above 80,000
    assert explorer.lists.set_index("customer_id")["list"]["ana"] == "VIP"
    assert explorer.moves.empty


def test_without_hysteresis_the_same_customer_leaves_at_once(explorer: RuleList) -> None:
    explorer.state = {"day": "2024-01-31", "leave": 100}
    assert explorer.moves[["customer_id", "from_list", "to_list", "to_rule"]].values.tolist() == [
        ["ana", "VIP", "key", "key"]
    ]
    assert "spend fell below 100,000" in explorer.tables.value


def test_the_table_tells_the_rule_that_moved_a_customer(explorer: RuleList) -> None:
    explorer.state = {"day": "2024-02-29"}
    moved = explorer.moves.set_index("customer_id")
    assert moved.loc["cai", ["from_list", "to_list"]].tolist() == ["VIP", "ordinary"]
    assert "<td>120,000</td><td>10,000</td>" in explorer.tables.value


@pytest.mark.parametrize("leave", [50, 80, 100])
@pytest.mark.parametrize(("vip", "key"), [(100, 20), (40, 60)])
def test_the_path_is_what_evaluate_gives_month_after_month(
    company_orders: pd.DataFrame, leave: int, vip: int, key: int
) -> None:
    explorer = RuleList(company_orders)
    explorer.state = {"leave": leave, "vip": vip, "key": key}
    before, moved = None, []
    for day in explorer.days:
        now = explorer.customers.assign(spend=explorer.spend[day].to_numpy())
        after = lists.evaluate(explorer.book, day, now, previous=before)
        if before is not None:
            moved.append(len(lists.moves(before, after)))
        before = after
    assert explorer.changes(leave) == moved
    pd.testing.assert_frame_equal(explorer.lists, before)


def test_a_wider_margin_never_moves_more_in_all(company_orders: pd.DataFrame) -> None:
    explorer = RuleList(company_orders)
    totals = [sum(explorer.changes(leave)) for leave in (50, 70, 90, 100)]
    assert totals == sorted(totals)
    assert totals[0] < totals[-1]


def test_moving_the_day_changes_figure_and_finding(explorer: RuleList) -> None:
    explorer.state = {"day": "2024-02-29"}
    figure, finding = explorer.figure.value, explorer.summary.value
    explorer.controls["day"].value = "2024-03-31"
    assert explorer.figure.value != figure
    assert explorer.summary.value != finding


def test_it_speaks_chinese() -> None:
    explorer = RuleList(ORDERS, language="zh")
    explorer.state = {"day": "2024-02-29", "vip": 100, "key": 20}
    assert "2024-02-29 评定" in explorer.summary.value
    assert "普通客户" in explorer.tables.value
