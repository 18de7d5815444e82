"""Reports of what a training did, and signals that change the next round."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import training_reports as reported
from coursekit.messages import LANGUAGES

SEEDS = range(60)
BANKS = (reported.reports, reported.rounds)


@pytest.mark.parametrize("bank", BANKS)
def test_equal_seeds_give_equal_cases_and_others_do_not(bank):
    assert bank(RandomState(3)) == bank(RandomState(3))
    assert len({tuple(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS)
def test_cases_are_told_in_both_languages_each_in_its_own_words(bank, language):
    for seed in SEEDS:
        told = [case.told(language) for case in bank(RandomState(seed))]
        assert len(set(told)) == len(told)
        assert all(
            any("\u4e00" <= letter <= "\u9fff" for letter in said) == (language == "zh") for said in told
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_and_every_change_is_met_by_every_trainee(seed):
    assert {report.verdict for report in reported.reports(RandomState(seed))} == set(reported.VERDICTS)
    assert sorted(found.change() for found in reported.rounds(RandomState(seed))) == sorted(reported.CHANGES)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_estimate_lies_in_its_interval_and_alone_would_mislead_once(seed):
    drawn = reported.rounds(RandomState(seed))
    assert all(found.low < found.effect < found.high for found in drawn)
    (unclear,) = [found for found in drawn if found.change() == "measure"]
    assert unclear.effect >= reported.ENOUGH
