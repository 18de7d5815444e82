"""Customers of a clothing shop: purse, loyalty and wish are three different things."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.clothing_shop import GROUPS, QUADRANTS, group, shoppers
from coursekit.messages import LANGUAGES

SEEDS = range(80)


def quadrant(shopper):
    loyal = 2 * shopper.ours >= shopper.budget and shopper.recommends
    return f"{'high' if shopper.budget >= 12_000 else 'low'} {'loyal' if loyal else 'disloyal'}"


@pytest.mark.parametrize("seed", SEEDS)
def test_all_quadrants_and_all_groups_occur(seed):
    found = shoppers(RandomState(seed))
    assert {quadrant(shopper) for shopper in found} == set(QUADRANTS)
    assert {group(shopper) for shopper in found} == set(GROUPS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_misconceptions_are_wrong_about_somebody(seed):
    found = shoppers(RandomState(seed))
    assert any(s.satisfied >= 4 and quadrant(s).endswith("disloyal") for s in found)
    assert any(2 * s.ours >= s.budget and not s.recommends for s in found)
    assert any(s.ours < 12_000 <= s.budget for s in found)
    assert any(group(s) == "affluent" and s.budget < 12_000 for s in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_spends_more_here_than_anywhere(seed):
    assert all(0 < shopper.ours <= shopper.budget for shopper in shoppers(RandomState(seed)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_customer_is_told_with_the_numbers(language):
    for seed in range(10):
        for shopper in shoppers(RandomState(seed)):
            assert f"{shopper.budget:,}" in shopper.told(language)
