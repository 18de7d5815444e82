from itertools import combinations, pairwise, product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.errors import UsageError
from coursekit.segment.levels import LEVELS
from coursekit.strategy.contact_plan import HOURS, broken_cadences, plan_contacts


def team(*levels: str, owner: str = "Lin Wei", **columns: object) -> pd.DataFrame:
    ids = [f"C{number}" for number in range(len(levels))]
    return pd.DataFrame({"customer_id": ids, "level": list(levels), "owner": owner, **columns})


cases = st.lists(st.tuples(st.sampled_from(sorted(LEVELS)), st.integers(0, 5)), min_size=1, max_size=12)


@settings(max_examples=40)
@given(cases, st.floats(0, 40), st.integers(1, 9))
def test_every_plan_keeps_every_cadence_and_reports_the_hours_it_lacks(
    rows: list[tuple[str, int]], capacity: float, weeks: int
) -> None:
    customers = team(*[level for level, _ in rows], weeks_since_visit=[age for _, age in rows])
    plan = plan_contacts(customers, capacity, weeks)
    assert broken_cadences(plan.calendar, customers, weeks).empty
    used = plan.calendar.groupby("week")["hours"].sum().reindex(range(1, weeks + 1), fill_value=0)
    assert plan.load["hours"].tolist() == pytest.approx(used.tolist())
    assert plan.load["short"].tolist() == pytest.approx(
        [max(hours - capacity, 0) for hours in used], abs=1e-6
    )
    assert plan.feasible == (not plan.shortfall("en"))


def test_the_plan_fits_whenever_any_calendar_fits() -> None:
    # all calendars of two 'new' and one 'model' customer over four weeks, by brute force
    customers = team("new", "new", "model")
    weeks = range(1, 5)
    choices = [set(chosen) for size in range(5) for chosen in combinations(weeks, size)]

    def kept(visits: set[int], cadence: int) -> bool:
        stops = [0, *sorted(visits), 5]
        return all(b - a <= cadence for a, b in pairwise(stops))

    possible = [[c for c in choices if kept(c, cadence)] for cadence in (2, 2, 4)]
    least = min(
        max(sum(week in visits for visits in calendar) for week in weeks) for calendar in product(*possible)
    )
    assert plan_contacts(customers, least * HOURS["visit"], 4).feasible
    assert not plan_contacts(customers, least * HOURS["visit"] - 0.5, 4).feasible


def test_visits_move_out_of_a_week_without_hours() -> None:
    plan = plan_contacts(team("new", "new", "model"), {"Lin Wei": [6, 0, 6, 6]}, 4)
    assert plan.feasible
    assert 2 not in set(plan.calendar["week"])


def test_the_shortfall_is_the_least_possible_and_named() -> None:
    plan = plan_contacts(team("VIP", "VIP", "VIP"), 6, 2)
    assert plan.load["short"].tolist() == [3, 3]
    assert plan.shortfall("en") == [
        "Lin Wei is 3 hours short in week 1: the cadences need 9, the week has 6.",
        "Lin Wei is 3 hours short in week 2: the cadences need 9, the week has 6.",
    ]
    assert "缺 3 小时" in plan.shortfall("zh")[0]


def test_no_contact_is_planned_that_no_cadence_asks_for() -> None:
    plan = plan_contacts(team("strategic", "low-value", "model"), 40, 8)
    assert plan.calendar["customer_id"].value_counts().to_dict() == {"C0": 4, "C2": 2}


def test_an_overdue_customer_comes_first() -> None:
    plan = plan_contacts(team("model", "model", weeks_since_visit=[9, 0]), 3, 4)
    assert plan.calendar.set_index("customer_id")["week"]["C0"] == 1


def test_a_visit_does_not_stand_in_for_a_call() -> None:
    plan = plan_contacts(team("honoured"), 40, 4)
    assert plan.calendar["kind"].value_counts().to_dict() == {"call": 4, "visit": 2}


def test_owners_do_not_lend_each_other_hours() -> None:
    both = pd.concat([team("VIP", "VIP"), team("new", owner="Zhao Min").assign(customer_id="C9")])
    plan = plan_contacts(both, {"Lin Wei": 3, "Zhao Min": 30}, 2)
    assert set(plan.load.loc[plan.load["short"] > 0, "owner"]) == {"Lin Wei"}


@pytest.mark.parametrize("capacity", [{"Zhao Min": 9}, {"Lin Wei": [9, 9]}, -1])
def test_capacities_that_do_not_fit_are_refused(capacity: object) -> None:
    with pytest.raises(UsageError):
        plan_contacts(team("VIP"), capacity, 3)  # type: ignore[arg-type]


def test_many_visits_in_one_week_do_not_keep_a_cadence() -> None:
    visits = pd.DataFrame({"week": [1, 1, 1, 1], "customer_id": "C0", "kind": "visit"})
    broken = broken_cadences(visits, team("new"), 8)
    assert broken[["after", "until", "gap"]].to_numpy().tolist() == [[1, 9, 8]]
