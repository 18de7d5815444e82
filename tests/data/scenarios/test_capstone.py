"""The capstone's accounts, policies, portfolios and weeks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import RandomState

from coursekit.data import company
from coursekit.data.scenarios import capstone, capstone_groups, capstone_year
from coursekit.errors import DataError
from coursekit.messages import LANGUAGES

FIRM = company.generate(3, scale=0.1)
TABLE = capstone.accounts(FIRM)
SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


def test_accounts_agree_with_the_net_orders() -> None:
    net = company.net_orders(FIRM)
    net = net[net["order_date"] <= FIRM.as_of]
    assert TABLE["monetary"].sum() == pytest.approx(net["amount"].sum())
    assert TABLE["frequency"].sum() == len(net)


@pytest.mark.parametrize("band", capstone.BANDS)
def test_every_band_word_is_used_and_no_other(band: str) -> None:
    assert set(TABLE[band]) == set(capstone.BANDS[band])


@given(
    st.floats(min_value=0, max_value=50_000), st.sampled_from(["message", "call", "visit", "voucher", "care"])
)
@settings(max_examples=30, deadline=None)
def test_a_plan_keeps_the_budget_and_the_consent(budget: float, offer: str) -> None:
    plan = capstone.plan(TABLE, [{"kind": "organisation", "offer": offer}, {"offer": "message"}], budget)
    prices = company.offers().set_index("offer")["cost"]
    assert sum(prices[chosen] for chosen in plan["offer"]) <= budget + 1e-6
    assert not plan["customer_id"].duplicated().any()
    assert TABLE.loc[plan["customer_id"], "agreed"].all()


def test_rows_are_served_from_top_to_bottom_and_the_largest_first() -> None:
    rows = [{"offer": "call", "first": "monetary", "most": 1}, {"offer": "message", "most": 2}]
    plan = capstone.plan(TABLE, rows, 1000.0)
    assert plan["offer"].tolist() == ["call", "message", "message"]
    assert plan["customer_id"][0] == TABLE.loc[TABLE["agreed"], "monetary"].idxmax()


def test_a_row_for_nobody_reaches_nobody() -> None:
    assert capstone.plan(TABLE, [{"offer": "call", "most": 0}], 1000.0).empty


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("visit", "offer"),
        ({"kind": "person"}, "offer"),
        ({"offer": "lunch"}, "offer"),
        ({"offer": None}, "offer"),
        ({"offer": "call", "trend": "rising"}, "trend"),
        ({"offer": "call", "trend": ["growing", "rising"]}, "trend"),
        ({"offer": "call", "size": "large"}, "size"),
        ({"offers": "call"}, "offers"),
        ({"offer": "call", "first": "name"}, "first"),
        ({"offer": "call", "most": 2.5}, "most"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: object, title: str) -> None:
    found = capstone.fault([{"offer": "call"}, row])
    assert found is not None
    assert found[:2] == (2, title)
    with pytest.raises(DataError):
        capstone.plan(TABLE, [{"offer": "call"}, row], 100.0)  # type: ignore[list-item]


def test_second_numbers_point_to_first_ones() -> None:
    pairs = capstone.twins(company.generate(3, scale=1.0))
    assert len(pairs) > 0
    assert not set(pairs["second"]) & set(pairs["first"])


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_every_year_can_be_planned_and_hardly_by_guessing(seed: int) -> None:
    assert 1 <= len(capstone_year.portfolio(RandomState(seed)).solutions()) <= capstone_year.MOST
    assert 1 <= len(capstone_year.week(RandomState(seed)).solutions()) <= capstone_year.MOST


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_a_trial_leaves_time_for_answers(seed: int) -> None:
    facts = capstone_year.trial(RandomState(seed))
    assert facts.cycle < facts.left
    for language in LANGUAGES:
        assert str(facts.available) in facts.told(language)


def test_faults_of_a_timetable_are_told_apart() -> None:
    free = dict.fromkeys(capstone_year.TRAINERS.values(), capstone_year.SLOTS)
    week = capstone_year.Week(free, ("consumers", "special"))
    right = dict(zip(capstone_year.CLASSES, capstone_year.SLOTS, strict=True))
    assert week.faults(right) == []
    assert week.faults({**right, "special": "Tue"}) == ["room"]
    assert week.faults({**right, "consumers": "Fri", "special": "Tue"}) == ["before"]
    assert week.faults({**right, "staff": "Tue", "consumers": "Mon"}) == ["staff"]


def test_the_bank_counts_half_of_the_customers_and_shares_lie_between_none_and_all() -> None:
    bank, profile = capstone_groups.bank(TABLE, RandomState(4))
    assert bank["customers"].sum() == len(TABLE) // 2
    assert bank[["seeds", "jaccard"]].stack().between(0, 1).all()
    assert profile.index.tolist() == list(capstone_groups.LETTERS)


def test_a_profile_weighted_by_group_size_is_the_base() -> None:
    group = TABLE["trend"]
    index = capstone_groups.profile(TABLE, group)
    shares = group.value_counts(normalize=True)
    weighted = index.mul(shares.reindex(index.index), axis=0).sum()
    assert weighted.tolist() == pytest.approx([1.0] * len(weighted), abs=0.01)
