"""Explorer of cadences against capacity."""

from __future__ import annotations

import pandas as pd
import pytest

from coursekit.data import company
from coursekit.errors import DataError
from coursekit.strategy.contact_plan import broken_cadences
from coursekit.widgets.contact_plan import PLANNED, WEEKS, ContactPlan

CUSTOMERS = pd.DataFrame(
    {
        "customer_id": ["c1", "c2", "c3", "c4", "c5"],
        "level": ["VIP", "new", "new", "low-value", "honoured"],
        "owner": ["S1", "S1", "S1", "S1", "S2"],
    }
)


@pytest.fixture
def explorer() -> ContactPlan:
    return ContactPlan(CUSTOMERS, names={"S1": "Lin Wei"})


def test_what_the_cadences_need_is_known_by_hand(explorer: ContactPlan) -> None:
    # VIP every week: 12 visits; two new customers every second week: 6 visits each; 3 hours a visit
    assert float(explorer.plan.load["hours"].sum()) == 3 * (12 + 6 + 6)


def test_enough_hours_keep_every_cadence(explorer: ContactPlan) -> None:
    explorer.state = {"hours": 8}
    assert explorer.plan.feasible
    assert "Every cadence is kept: 72 of 96 hours" in explorer.summary.value


def test_too_few_hours_are_told_with_what_is_missing(explorer: ContactPlan) -> None:
    explorer.state = {"hours": 4}
    assert "24 hours are missing" in explorer.summary.value
    assert "work for 1.5 people" in explorer.summary.value


def test_the_calendar_keeps_the_cadences_even_when_hours_are_short(explorer: ContactPlan) -> None:
    explorer.state = {"hours": 4}
    mine = CUSTOMERS[CUSTOMERS["owner"].eq("S1")]
    assert broken_cadences(explorer.plan.calendar, mine, WEEKS).empty


def test_a_level_left_out_frees_its_hours(explorer: ContactPlan) -> None:
    explorer.state = {"without": "VIP"}
    assert float(explorer.plan.load["hours"].sum()) == 3 * 12
    explorer.state = {"without": "new"}
    assert float(explorer.plan.load["hours"].sum()) == 3 * 12


def test_calls_count_by_the_minute(explorer: ContactPlan) -> None:
    explorer.state = {"owner": "S2", "visit": 2, "call": 20}
    assert float(explorer.plan.load["hours"].sum()) == pytest.approx(6 * 2 + 12 / 3)


def test_nobody_to_contact_leaves_the_hours_free(explorer: ContactPlan) -> None:
    explorer.state = {"owner": "S2", "without": "honoured"}
    assert "Nobody is left to contact" in explorer.summary.value


def test_more_hours_never_leave_more_missing(firm: company.Firm) -> None:
    explorer = ContactPlan(firm.customers[firm.customers["type"] != "consumer"])
    missing = []
    for hours in (4, 12, 20, 28, 60):
        explorer.state = {"hours": hours}
        missing.append(float(explorer.plan.load["short"].sum()))
    assert missing == sorted(missing, reverse=True)


def test_customers_without_a_planned_level_are_left_out(explorer: ContactPlan) -> None:
    assert "c4" not in set(explorer.customers["customer_id"])
    assert "low-value" not in PLANNED


def test_owners_are_listed_by_name_with_their_customers(explorer: ContactPlan) -> None:
    assert [label for label, _ in explorer.controls["owner"].options] == [
        "Lin Wei: 3 customers",
        "S2: 1 customers",
    ]


def test_it_speaks_chinese() -> None:
    explorer = ContactPlan(CUSTOMERS, language="zh")
    explorer.state = {"hours": 8}
    assert "所有联系频率都能保证" in explorer.summary.value
    assert "新客户" in explorer.tables.value


def test_customers_of_no_level_are_refused() -> None:
    with pytest.raises(DataError, match="nine levels"):
        ContactPlan(CUSTOMERS.assign(level="base"))
