"""Situations and activities whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.concentration import DRIVERS, PLACES, SUSPECTED, activities, situations
from coursekit.messages import LANGUAGES

SEEDS = range(60)


def reasons_of(case):
    """Every reason that holds by the rule of exercise 1."""
    holds = {
        "needs": case.wishes > 1,
        "value": case.low < case.price < case.high,
        "resources": case.asked > case.available,
    }
    return [reason for reason, true in holds.items() if true]


@pytest.mark.parametrize("seed", SEEDS)
def test_at_most_one_reason_holds_and_all_four_answers_occur(seed):
    found = [reasons_of(case) for case in situations(RandomState(seed))]
    assert all(len(reasons) <= 1 for reasons in found)
    assert {reasons[0] if reasons else "none" for reasons in found} == {"needs", "value", "resources", "none"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_situation_without_reason_has_unequal_margins_that_do_not_matter(seed):
    without = [case for case in situations(RandomState(seed)) if not reasons_of(case)]
    assert any(case.high > 5 * case.low for case in without)


def test_places_differ_within_a_variant_and_their_reasons_between_variants():
    drawn = [situations(RandomState(seed)) for seed in SEEDS]
    assert all(len({case.place for case in cases}) == len(cases) for cases in drawn)
    reasons = {place: set() for place in PLACES}
    for case in (case for cases in drawn for case in cases):
        reasons[case.place].add(tuple(reasons_of(case)))
    assert all(len(found) == 4 for found in reasons.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_situation_tells_its_facts_in_both_languages(language):
    for case in situations(RandomState(3), 8):
        told = case.told(language)
        assert all(
            f"{fact:,}" in told for fact in (case.price, case.low, case.high, case.asked, case.available)
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_each_cost_follows_one_driver_only_and_not_always_the_one_its_name_suggests(seed):
    surprises = 0
    for activity in activities(RandomState(seed)):
        measures = {"customers": (1, 1, 1), **{d: getattr(activity, d) for d in DRIVERS[:3]}}
        follows = [
            driver
            for driver, measure in measures.items()
            if len({cost / amount for cost, amount in zip(activity.cost, measure, strict=True)}) == 1
        ]
        assert len(follows) == 1
        surprises += follows != [SUSPECTED[activity.name]]
    assert surprises > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_activities_have_names(language):
    assert all(activity.title(language) for activity in activities(RandomState(4)))
