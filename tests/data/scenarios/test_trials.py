"""Requests for customers, and days on which somebody looks."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import trials
from coursekit.messages import LANGUAGES
from coursekit.strategy.experiments import sample_size

SEEDS = range(40)
BANKS = (trials.requests, trials.looks)


@pytest.mark.parametrize("bank", BANKS)
def test_equal_seeds_give_equal_cases_and_others_do_not(bank):
    assert bank(RandomState(3)) == bank(RandomState(3))
    assert len({tuple(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS)
def test_cases_are_told_in_both_languages(bank, language):
    told = [case.told(language) for seed in SEEDS for case in bank(RandomState(seed))]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in one) == (language == "zh") for one in told)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fewest_are_the_first_step_above_the_formula_if_both_groups_can_be_filled(seed):
    for request in trials.requests(RandomState(seed)):
        needed = sample_size(request.base / 100, (request.base + request.worth) / 100)
        steps = [n for n in trials.LADDER if n >= needed and 2 * n <= request.available]
        first = next((n for n in trials.LADDER if n >= needed), None)
        assert request.fewest(request.worth) == (str(first) if first in steps else "none")


@pytest.mark.parametrize("seed", SEEDS)
def test_hope_an_even_chance_and_the_total_each_mislead_in_their_own_way(seed):
    drawn = trials.requests(RandomState(seed))
    answers = {
        tuple(each.fewest(each.worth) for each in drawn),
        tuple(each.fewest(each.hoped) for each in drawn),
        tuple(each.fewest(each.worth, chance=0.5) for each in drawn),
        tuple(each.fewest(each.worth, groups=1) for each in drawn),
    }
    assert len(answers) == 4


@pytest.mark.parametrize("seed", SEEDS)
def test_looks_come_early_and_late_with_p_in_every_range(seed):
    drawn = trials.looks(RandomState(seed))
    assert len(drawn) == 8
    assert sum(look.day < look.end for look in drawn) == 4
    assert any(look.looks == 1 and look.day < look.end and look.p_value < 0.01 for look in drawn)
    assert any(look.looks == 5 and look.day < look.end and 0.01 < look.p_value < 0.05 for look in drawn)
    assert all(look.looks == 1 or look.day % (look.end // trials.LOOKS) == 0 for look in drawn)
