"""Claims with their facts, and aims with their measure."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import claims
from coursekit.messages import LANGUAGES

SEEDS = range(60)
BANKS = (claims.claims, claims.aims)


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
def test_everything_that_can_be_lacking_is_and_no_facts_are_told_twice(seed):
    drawn = claims.claims(RandomState(seed))
    assert {claim.lacks for claim in drawn} == set(claims.LACKS)
    assert len({(claim.lacks, claim.wording) for claim in drawn}) == len(drawn) == len(claims.SUBJECTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_measure_is_asked_for(seed):
    drawn = claims.aims(RandomState(seed))
    assert {aim.measure for aim in drawn} == set(claims.MEASURES)
    assert sorted(aim.plan for aim in drawn) == sorted(claims.PLANS)


def test_the_facts_decide_and_not_the_subject_or_the_plan():
    lacking, measured = {}, {}
    for seed in SEEDS:
        for claim in claims.claims(RandomState(seed)):
            lacking.setdefault(claim.subject, set()).add(claim.lacks)
        for aim in claims.aims(RandomState(seed)):
            measured.setdefault(aim.plan, set()).add(aim.measure)
    assert all(found == set(claims.LACKS) for found in lacking.values())
    assert all(found == set(claims.MEASURES) for found in measured.values())
