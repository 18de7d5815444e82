"""Cards of which at most one part is out of date."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import coded_numbers
from coursekit.messages import LANGUAGES

SEEDS = range(80)


def size_of(employees):
    return "L" if employees >= 500 else "M" if employees >= 100 else "S"


def outdated(card):
    """Every part of the number that no longer says what is true."""
    region, industry, size, _ = card.number.split("-")
    parts = []
    if card.province not in coded_numbers.REGIONS[region]:
        parts.append("region")
    if card.industry not in coded_numbers.INDUSTRIES.values():
        parts.append("no code")
    elif coded_numbers.INDUSTRIES[industry] != card.industry:
        parts.append("industry")
    if size_of(card.employees) != size:
        parts.append("size")
    return parts or ["right"]


@pytest.mark.parametrize("seed", SEEDS)
def test_at_most_one_part_of_a_number_is_out_of_date_and_every_age_occurs(seed):
    found = [outdated(card) for card in coded_numbers.coded(RandomState(seed))]
    assert all(len(parts) == 1 for parts in found)
    assert {parts[0] for parts in found} == set(coded_numbers.AGES)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_number_was_right_when_it_was_given_out(seed):
    for card in coded_numbers.coded(RandomState(seed)):
        region, _, size, _ = card.number.split("-")
        assert card.province_then in coded_numbers.REGIONS[region]
        assert size_of(card.employees_then) == size


def test_some_cards_change_without_making_their_number_wrong():
    still_right = [
        card
        for seed in SEEDS
        for card in coded_numbers.coded(RandomState(seed))
        if outdated(card) == ["right"]
        and (card.province, card.employees) != (card.province_then, card.employees_then)
    ]
    assert len(still_right) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_told_in_both_languages_with_its_numbers(language):
    for card in coded_numbers.coded(RandomState(5)):
        told = card.told(language)
        assert card.number in told
        assert f"{card.employees:,}" in told
