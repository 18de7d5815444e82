"""Proposed segmentations of which at most one test fails."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.schemes import AIRCRAFT, VERDICTS, schemes
from coursekit.messages import LANGUAGES

SEEDS = range(80)


def failing(scheme):
    """Every test that fails by the rule of exercise 3."""
    fails = {
        "measurable": scheme.known < 80,
        "enough demand": scheme.margin < scheme.cost,
        "developable": scheme.needed > scheme.free,
        "responds differently": abs(scheme.first - scheme.second) < 5,
    }
    return [test for test, true in fails.items() if true]


@pytest.mark.parametrize("seed", SEEDS)
def test_at_most_one_test_fails_and_all_verdicts_occur(seed):
    found = [failing(scheme) for scheme in schemes(RandomState(seed))]
    assert all(len(tests) <= 1 for tests in found)
    assert {tests[0] if tests else "usable" for tests in found} == set(VERDICTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_larger_group_would_always_pay(seed):
    assert all(scheme.other_margin > max(scheme.margin, scheme.cost) for scheme in schemes(RandomState(seed)))


def test_the_aircraft_is_always_there_and_its_verdict_changes():
    found = set()
    for seed in SEEDS:
        (aircraft,) = [scheme for scheme in schemes(RandomState(seed)) if scheme.split == AIRCRAFT]
        found.add(tuple(failing(aircraft)))
    assert len(found) == len(VERDICTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheme_tells_its_numbers(language):
    for seed in range(8):
        for scheme in schemes(RandomState(seed)):
            told = scheme.told(language)
            assert all(str(fact) in told for fact in (scheme.known, scheme.margin, scheme.cost, scheme.first))
