"""Explorer of service cost: the share of 'unprofitable' customers is a consequence of the rule of allocation."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.data import company
from coursekit.errors import DataError
from coursekit.widgets.lorenz_whale import RULES, LorenzWhale

ORDERS = pd.DataFrame(
    {
        "customer_id": ["ana", "ana", "bo", "cai"],
        "order_id": [1, 2, 3, 4],
        "amount": [300.0, 300.0, 300.0, 100.0],
        "cost": [200.0, 200.0, 200.0, 50.0],
        "freight": [0.0, 0.0, 0.0, 0.0],
        "service_hours": [1.0, 1.0, 7.0, 1.0],
    }
)  # margins: ana 200, bo 100, cai 50


@pytest.fixture
def explorer() -> LorenzWhale:
    found = LorenzWhale(ORDERS)
    found.state = {"cost": 60}
    return found


def test_the_same_cost_makes_other_customers_unprofitable_by_another_rule(explorer: LorenzWhale) -> None:
    # 210 CNY: by orders 105, 52.5, 52.5; by hours 42, 147, 21; by revenue 126, 63, 21; equally 70 each
    losing = {rule: sorted(curve.index[curve["profit"] < 0]) for rule, curve in explorer.curves.items()}
    assert losing == {"orders": ["cai"], "service_hours": ["bo"], "revenue": [], "equally": ["cai"]}


def test_the_finding_names_the_lowest_and_the_highest_share(explorer: LorenzWhale) -> None:
    explorer.state = {"allocate_by": "service_hours"}
    assert "by service hours: 33% of customers" in explorer.summary.value
    assert "0% (by revenue) to 33%" in explorer.summary.value


def test_the_table_counts_who_is_judged_otherwise(explorer: LorenzWhale) -> None:
    explorer.state = {"allocate_by": "orders"}
    cells = explorer.tables.value.split("by service hours</th>")[1].split("</tr>")[0]
    # profits 158, 29, -47: the curve climbs to 187 of 140; cai and bo change sides
    assert cells == "<td>1</td><td>33%</td><td>-47</td><td>134%</td><td>2</td>"


def test_the_total_profit_does_not_depend_on_the_rule(firm: company.Firm) -> None:
    explorer = LorenzWhale(firm.orders)
    totals = [float(curve["profit"].sum()) for curve in explorer.curves.values()]
    assert totals == pytest.approx([totals[0]] * len(RULES))


@settings(max_examples=8, deadline=None)
@given(
    cost=st.integers(2, 18).map(lambda step: step * 5), other=st.integers(2, 18).map(lambda step: step * 5)
)
def test_more_cost_never_makes_fewer_customers_unprofitable(cost: int, other: int) -> None:
    explorer = LorenzWhale(ORDERS)
    explorer.state = {"cost": min(cost, other)}
    before = explorer.unprofitable
    explorer.state = {"cost": max(cost, other)}
    assert all(explorer.unprofitable[rule] >= before[rule] for rule in RULES)


def test_figure_and_finding_follow_the_controls(explorer: LorenzWhale) -> None:
    figure = explorer.figure.value
    explorer.controls["allocate_by"].value = "revenue"
    assert explorer.figure.value != figure


def test_it_speaks_chinese() -> None:
    explorer = LorenzWhale(ORDERS, language="zh")
    assert explorer.controls["cost"].description == "服务成本（占全部毛利 %）"
    assert "按订单数分摊" in explorer.summary.value
    assert "洛伦兹曲线" in explorer.figure.value


def test_orders_without_service_hours_are_told() -> None:
    with pytest.raises(DataError, match="service_hours"):
        LorenzWhale(ORDERS.drop(columns="service_hours"))
