from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.data import completejourney
from coursekit.errors import DataError, UsageError
from coursekit.segment.concentration import (
    abcd,
    contribution,
    gini,
    lorenz,
    potential_grid,
    pyramid,
    whale_curve,
)
from coursekit.segment.customers import customer_table

amounts = st.lists(st.integers(0, 1000), min_size=1, max_size=50).filter(any)


@pytest.fixture(scope="module")
def sales() -> pd.Series:
    table = customer_table(completejourney.orders(), completejourney.YEAR_END)
    return table.set_index("customer_id")["monetary"]


# contribution


@given(amounts)
def test_shares_sum_to_one_and_never_rise(values) -> None:
    found = contribution(pd.Series(values))
    assert found["share"].sum() == pytest.approx(1)
    assert found["share"].is_monotonic_decreasing
    assert found["cumulative_share"].iloc[-1] == 1


def test_a_customer_who_returns_more_than_they_buy_stands_last_with_a_negative_share() -> None:
    found = contribution(pd.Series({"ana": -10.0, "bo": 110.0}))
    assert found["share"].to_dict() == {"bo": 1.1, "ana": -0.1}
    assert found["cumulative_share"].tolist() == [1.1, 1.0]


def test_the_top_fifth_of_completejourney_bring_over_half(sales: pd.Series) -> None:
    assert len(sales) == 2469
    assert contribution(sales)["share"].head(494).sum() == pytest.approx(0.546, abs=0.0005)
    assert gini(sales) == pytest.approx(0.525, abs=0.0005)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0, None], "Found 1 missing values"),
        ([0.0, 0.0], "Found a total of 0"),
        ([], "over 0 customers"),
        ([-1.0], "-1"),
    ],
)
def test_shares_of_nothing_are_refused(values: list[float | None], message: str) -> None:
    with pytest.raises(DataError, match=message):
        contribution(pd.Series(values, dtype=float))


# ABCD grades


def test_the_boundary_customer_gets_the_better_grade() -> None:
    assert abcd(pd.Series([40.0, 30.0, 20.0, 10.0])).tolist() == ["A", "A", "B", "C"]


def test_a_cumulative_share_exactly_at_the_cut_off_ends_the_grade() -> None:
    assert abcd(pd.Series([50.0, 30.0, 15.0, 5.0])).tolist() == ["A", "B", "C", "D"]
    assert abcd(pd.Series([5.0, 3.0, 1.5, 0.5]) / 10).tolist() == ["A", "B", "C", "D"]


def test_the_largest_customer_is_always_an_a() -> None:
    assert abcd(pd.Series([99.0, 1.0])).tolist() == ["A", "D"]


def test_customers_of_nothing_get_the_last_grade() -> None:
    assert abcd(pd.Series([10.0, 0.0, 0.0])).tolist() == ["A", "D", "D"]


@given(amounts, st.randoms(use_true_random=False))
def test_equal_values_get_equal_grades_in_any_order(values, chance) -> None:
    series = pd.Series(values)
    mixed = list(series.index)
    chance.shuffle(mixed)
    grades = abcd(series)
    pd.testing.assert_series_equal(abcd(series[mixed]).sort_index(), grades)
    assert (grades.groupby(series).nunique() == 1).all()


@given(amounts)
def test_a_larger_customer_never_has_a_worse_grade(values) -> None:
    series = pd.Series(values)
    ordered = abcd(series)[series.sort_values(ascending=False).index]
    assert ordered.is_monotonic_increasing


@given(amounts, st.integers(2, 1000))
def test_the_unit_of_money_does_not_matter(values, factor) -> None:
    assert abcd(pd.Series(values)).equals(abcd(pd.Series(values) * factor))


@pytest.mark.parametrize(
    ("cutoffs", "labels"),
    [((0.8, 0.5), "ABC"), ((0.5, 0.5), "ABC"), ((0, 0.5), "ABC"), ((0.5, 1.2), "ABC"), ((0.5,), "ABC")],
)
def test_impossible_cut_offs_are_refused(cutoffs: tuple[float, ...], labels: str) -> None:
    with pytest.raises(UsageError):
        abcd(pd.Series([1.0]), cutoffs, labels)


# contribution × potential


def test_the_grid_counts_every_customer_once_and_shows_empty_cells() -> None:
    now = pd.Series({"ana": "A", "bo": "B", "cai": "B"})
    later = pd.Series({"cai": "A", "bo": "A", "ana": "D"})
    grid = potential_grid(now, later)
    assert grid.shape == (4, 4)
    assert grid.to_numpy().sum() == 3
    assert grid.loc["B", "A"] == 2
    assert grid.loc["A", "D"] == 1


def test_grades_of_different_customers_are_refused() -> None:
    with pytest.raises(DataError, match="different customers"):
        potential_grid(pd.Series({"ana": "A"}), pd.Series({"bo": "A"}))


def test_a_grade_outside_the_labels_is_refused() -> None:
    with pytest.raises(DataError, match="Found potential grades E"):
        potential_grid(pd.Series({"ana": "A"}), pd.Series({"ana": "E"}))


# Lorenz and Gini


@given(amounts)
def test_the_lorenz_curve_runs_below_the_diagonal_from_zero_to_one(values) -> None:
    curve = lorenz(pd.Series(values))
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == pytest.approx([1, 1])
    assert (curve["value_share"] <= curve["customer_share"] + 1e-12).all()
    assert (np.diff(curve["value_share"], 2) >= -1e-12).all()


@given(amounts)
def test_gini_is_twice_the_area_between_diagonal_and_curve(values) -> None:
    curve = lorenz(pd.Series(values))
    area = np.trapezoid(curve["value_share"], curve["customer_share"])
    assert gini(pd.Series(values)) == pytest.approx(1 - 2 * area)


@given(amounts)
def test_gini_is_half_the_relative_mean_difference(values) -> None:
    x = np.asarray(values, dtype=float)
    difference = np.abs(x[:, None] - x[None, :]).mean()
    assert gini(pd.Series(values)) == pytest.approx(difference / (2 * x.mean()))


@pytest.mark.parametrize("n", [1, 2, 7, 1000])
def test_equal_customers_give_zero_and_one_rich_customer_the_maximum(n: int) -> None:
    assert gini(pd.Series([3.3] * n)) == 0
    assert gini(pd.Series([0.0] * (n - 1) + [3.3])) == pytest.approx((n - 1) / n)


@given(amounts, st.randoms(use_true_random=False))
def test_gini_knows_no_order_and_no_unit(values, chance) -> None:
    mixed = list(values)
    chance.shuffle(mixed)
    assert gini(pd.Series(mixed)) == gini(pd.Series(values)) == pytest.approx(gini(pd.Series(values) * 6.5))


def test_negative_values_are_refused_with_what_to_do() -> None:
    with pytest.raises(DataError, match=r"Found 1 negative values, the lowest -4\..*use whale_curve"):
        gini(pd.Series([10.0, -4.0]))
    with pytest.raises(DataError, match="negative"):
        lorenz(pd.Series([10.0, -4.0]))


# pyramid


@given(amounts)
def test_the_tiers_hold_everybody_and_the_whole_value(values) -> None:
    found = pyramid(pd.Series(values))
    assert found["customers"].sum() == len(values)
    assert found["value"].sum() == sum(values)
    assert found["customer_share"].sum() == pytest.approx(1)
    assert found["value_share"].sum() == pytest.approx(1)
    assert found["customers"].iloc[0] >= 1


def test_a_hundred_different_customers_fill_the_tiers_as_named() -> None:
    found = pyramid(pd.Series(range(1, 101)))
    assert found["customers"].to_dict() == {"platinum": 1, "gold": 4, "iron": 15, "lead": 80}


def test_equal_customers_are_all_at_the_top() -> None:
    assert pyramid(pd.Series([5.0] * 8))["customers"].tolist() == [8, 0, 0, 0]


# whale curve


@pytest.fixture
def served() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "revenue": [500.0, 300.0, 150.0, 50.0],
            "margin": [120.0, 100.0, 60.0, 20.0],
            "orders": [1, 1, 2, 6],
            "service_hours": [10.0, 0.0, 0.0, 0.0],
        },
        index=["ana", "bo", "cai", "dee"],
    )


@pytest.mark.parametrize("rule", ["orders", "service_hours", "revenue"])
def test_every_rule_of_allocation_ends_at_the_same_profit(served: pd.DataFrame, rule: str) -> None:
    curve = whale_curve(served, 100.0, rule)
    assert curve["cumulative_profit"].iloc[-1] == pytest.approx(200)
    assert curve["cumulative_share"].iloc[-1] == 1
    assert curve["profit"].is_monotonic_decreasing


def test_who_is_unprofitable_depends_on_the_rule(served: pd.DataFrame) -> None:
    losers = {
        rule: curve.index[curve["profit"] < 0].tolist()
        for rule in ("orders", "service_hours", "revenue")
        for curve in [whale_curve(served, 125.0, rule)]
    }
    assert losers == {"orders": ["dee"], "service_hours": ["ana"], "revenue": []}


def test_the_curve_climbs_above_one_where_customers_cost_more_than_they_bring(served: pd.DataFrame) -> None:
    assert whale_curve(served, 100.0)["cumulative_share"].max() == pytest.approx(240 / 200)
    assert whale_curve(served, 0.0)["cumulative_share"].max() == 1


def test_an_unknown_driver_is_refused_with_the_choices(served: pd.DataFrame) -> None:
    with pytest.raises(UsageError, match="Expected one of orders, service_hours, revenue"):
        whale_curve(served, 100.0, "visits")


def test_a_missing_driver_column_is_refused(served: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="Found no column orders"):
        whale_curve(served.drop(columns="orders"), 100.0)


def test_a_firm_that_earns_nothing_has_no_shares(served: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="Found a total of -700"):
        whale_curve(served, 1000.0)
