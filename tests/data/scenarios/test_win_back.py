"""Silent customers whose cause decides, and a trial in which response and effect part."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import win_back
from coursekit.messages import LANGUAGES

SEEDS = range(60)


def test_equal_seeds_give_equal_customers_and_others_do_not():
    assert win_back.silences(RandomState(3)) == win_back.silences(RandomState(3))
    assert len({tuple(win_back.silences(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_are_told_in_both_languages(language):
    told = [s.told(language) for seed in SEEDS for s in win_back.silences(RandomState(seed))]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in text) == (language == "zh") for text in told)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cause_occurs_and_one_price_of_two_leaves_a_margin(seed):
    drawn = win_back.silences(RandomState(seed))
    assert {silence.cause for silence in drawn} == set(win_back.CAUSES)
    priced = [silence for silence in drawn if silence.cause == "price"]
    assert sorted(silence.theirs > silence.cost for silence in priced) == [False, True]
    assert all(silence.theirs < silence.ours for silence in priced)
    assert sorted(s.customer for s in drawn) == sorted(win_back.CUSTOMERS * 2)


def test_every_customer_is_met_with_every_cause():
    met = {(s.customer, s.cause) for seed in SEEDS for s in win_back.silences(RandomState(seed))}
    assert len(met) == len(win_back.CUSTOMERS) * len(win_back.CAUSES)


@pytest.mark.parametrize("seed", range(20))
def test_the_group_that_answers_most_is_not_the_one_that_is_moved_most(seed):
    trial = win_back.trial(RandomState(seed))
    shares = trial.groupby(["group", "contacted"])["returned"].mean().unstack()
    assert shares[True].idxmax() != (shares[True] - shares[False]).idxmax()


def test_groups_change_their_nature_with_the_variant():
    moved = set()
    for seed in SEEDS:
        trial = win_back.trial(RandomState(seed))
        shares = trial.groupby(["group", "contacted"])["returned"].mean().unstack()
        moved.add((shares[True] - shares[False]).idxmax())
    assert moved == set(win_back.GROUPS)
