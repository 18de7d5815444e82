"""Histories, major accounts and records on their way: the facts decide, not size, age or name."""

from __future__ import annotations

import pandas as pd
import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import accounts
from coursekit.messages import LANGUAGES

SEEDS = range(80)


def stage(history):
    """The rule of exercise 3."""
    before, last_but_one, last = history.volume[1:]
    if last_but_one == 0 and not any(history.referred):
        return "exploration"
    if last >= 1.2 * last_but_one and last_but_one >= 1.2 * before and history.cost[3] < history.cost[2]:
        return "formation"
    worse = history.price[3] < history.price[2] and history.cost[3] > history.cost[2]
    return "decline" if last <= 0.8 * last_but_one and worse else "stability"


@pytest.mark.parametrize("seed", SEEDS)
def test_five_histories_show_all_stages_and_a_dip_that_is_none(seed):
    found = accounts.histories(RandomState(seed))
    stages = [stage(history) for history in found]
    assert sorted(stages) == ["decline", "exploration", "formation", "stability", "stability"]
    assert sum(history.volume[3] <= 0.8 * history.volume[2] for history in found) == 2


@pytest.mark.parametrize("seed", SEEDS)
def test_the_largest_account_is_in_decline(seed):
    largest = max(accounts.histories(RandomState(seed)), key=lambda history: sum(history.volume))
    assert stage(largest) == "decline"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_growing_account_has_traded_for_four_years(seed):
    (growing,) = [h for h in accounts.histories(RandomState(seed)) if stage(h) == "formation"]
    assert all(volume > 0 for volume in growing.volume)


@pytest.mark.parametrize("seed", SEEDS)
def test_majors_show_all_kinds_and_names_mislead(seed):
    found = accounts.majors(RandomState(seed))
    assert {accounts.kind(major) for major in found} == set(accounts.KINDS)
    assert sum(accounts.FIRMS[major.firm] == accounts.kind(major) for major in found) <= 1
    assert len({major.firm for major in found}) == len(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_or_three_accounts_make_half_of_the_sales_and_none_ties(seed):
    sales = sorted((major.sales for major in accounts.majors(RandomState(seed))), reverse=True)
    half = sum(sales) / 2
    carried = next(n for n in range(1, len(sales)) if sum(sales[:n]) >= half)
    assert carried in (2, 3)
    assert sum(sales[:carried]) > half
    assert len(set(sales)) == len(sales)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_major_account_can_be_told(language):
    for seed in SEEDS:
        assert all(
            major.title(language) in major.told(language) for major in accounts.majors(RandomState(seed))
        )


@pytest.mark.parametrize("seed", range(10))
def test_records_go_forward_in_time_and_reach_every_stage(seed):
    table = accounts.prospects(RandomState(seed), 60)
    reached = table[["asked_on", "first_order", "third_order"]]
    assert (reached.notna().sum() > 0).all()
    assert (table["first_order"].dropna() > table["asked_on"][table["first_order"].notna()]).all()
    assert reached.max().max() < pd.Timestamp("2026-06-30")
    assert (~table["fits"] & table["asked_on"].notna()).any()
