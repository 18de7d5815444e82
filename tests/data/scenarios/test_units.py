"""Decisions whose facts say on whom they fall."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.units import AT_HOME, FALLS_ON, UNITS, decisions
from coursekit.messages import LANGUAGES

SEEDS = range(60)


def unit_of(decision):
    return FALLS_ON[decision.topic][decision.wording]


@pytest.mark.parametrize("seed", SEEDS)
def test_all_four_units_occur_on_different_matters(seed):
    drawn = decisions(RandomState(seed))
    assert {unit_of(decision) for decision in drawn} == set(UNITS)
    assert len({decision.topic for decision in drawn}) == len(drawn) == 6


@pytest.mark.parametrize("seed", SEEDS)
def test_neither_the_row_of_the_file_nor_the_larger_unit_is_always_right(seed):
    drawn = decisions(RandomState(seed))
    assert any(unit_of(d) != ("person" if d.topic in AT_HOME else "firm") for d in drawn)
    assert any(unit_of(d) != ("household" if d.topic in AT_HOME else "group") for d in drawn)


def test_the_wording_moves_the_unit_of_every_matter():
    assert all(first != second for first, second in FALLS_ON.values())
    drawn = {(d.topic, d.wording) for seed in SEEDS for d in decisions(RandomState(seed))}
    assert drawn == {(topic, wording) for topic in FALLS_ON for wording in (0, 1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_wordings_are_told_and_differ(language):
    told = {d.told(language) for seed in SEEDS for d in decisions(RandomState(seed))}
    assert len(told) == 2 * len(FALLS_ON)
