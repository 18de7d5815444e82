"""Gifts and ties whose four facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.conduct import KINDS, PLANS, WORDINGS, Case, cases
from coursekit.messages import LANGUAGES, text

SEEDS = range(60)


def test_equal_seeds_give_equal_cases_and_others_do_not():
    assert cases(RandomState(3)) == cases(RandomState(3))
    assert len({tuple(cases(RandomState(seed))) for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_fact_alone_stands_against_a_gift_in_every_variant(seed):
    drawn = cases(RandomState(seed))
    gifts = [case for case in drawn if case.what in ("small", "large")]
    flaws = [(case.who == "public", case.when == "tender", case.how == "secret") for case in gifts]
    assert len(drawn) == len(PLANS)
    assert {(True, False, False), (False, True, False), (False, False, True)} <= set(flaws)
    assert {case.what for case in gifts if (case.who, case.when, case.how) == ("firm", "quiet", "open")} == {
        "small",
        "large",
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_information_is_offered_openly_and_secretly_during_a_tender(seed):
    told = {
        case.how for case in cases(RandomState(seed)) if (case.what, case.when) == ("information", "tender")
    }
    assert told == {"open", "secret"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_of_every_fact_is_told_and_none_twice(language):
    every = {
        text(f"scenarios_conduct.{fact}_{kind}_{number}", language)
        for fact, kinds in KINDS.items()
        for kind in kinds
        for number in range(1, WORDINGS[fact] + 1)
    }
    assert len(every) == sum(len(kinds) * WORDINGS[fact] for fact, kinds in KINDS.items())
    assert {
        line for seed in SEEDS for case in cases(RandomState(seed)) for line in case.told(language)
    } == every


def test_a_case_is_told_fact_by_fact():
    told = Case("public", "small", "quiet", "open", (1, 1, 1, 1)).told("en")
    assert [line.split()[-1] for line in told] == ["bureau.", "60.", "none.", "day."]
