"""Channels and levels: the first row that fits decides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import contacts
from coursekit.messages import LANGUAGES
from coursekit.segment.levels import LEVELS

SEEDS = range(60)
REMINDED = contacts.Situation("firm", known=True, searching=False, consent=True, complaint=False, days=14)


def test_equal_seeds_give_equal_cases_and_others_do_not():
    for bank in (contacts.situations, contacts.records):
        assert bank(RandomState(3)) == bank(RandomState(3))
        assert len({str(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_situations_are_told_in_both_languages_and_all_differ(language):
    for seed in SEEDS:
        told = [situation.told(language) for situation in contacts.situations(RandomState(seed))]
        assert all(
            any("\u4e00" <= letter <= "\u9fff" for letter in one) == (language == "zh") for one in told
        )
        assert len(set(told)) >= len(told) - 1


@pytest.mark.parametrize("seed", SEEDS)
def test_every_channel_is_right_somewhere_and_silence_for_two_reasons(seed):
    drawn = contacts.situations(RandomState(seed))
    assert {situation.channel for situation in drawn} == set(contacts.CHANNELS)
    silent = [situation for situation in drawn if situation.channel == "none"]
    assert {situation.consent for situation in silent} == {True, False}


def test_facts_flip_the_channel():
    assert REMINDED.channel == "e-mail"
    assert replace(REMINDED, days=13).channel == "none"
    assert replace(REMINDED, consent=False).channel == "none"
    assert replace(REMINDED, consent=False, complaint=True).channel == "telephone"
    assert replace(REMINDED, known=False).channel == "social"
    assert replace(REMINDED, known=False, searching=True).channel == "search"


@pytest.mark.parametrize("seed", SEEDS)
def test_each_level_occurs_once_and_sales_alone_mislead(seed):
    drawn = contacts.records(RandomState(seed))
    assert sorted(record.level for record in drawn) == sorted(LEVELS)
    assert any(record.sales > contacts.VIP_SALES and record.level != "VIP" for record in drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_records_are_possible(seed):
    for record in contacts.records(RandomState(seed)):
        assert 0 <= record.last_order <= record.first_order
        assert record.orders >= 1
        assert record.orders > 1 or record.first_order == record.last_order


def test_limits_of_the_levels_are_as_the_prompt_says():
    ordinary = contacts.Record()
    assert ordinary.level == "low-value"
    assert replace(ordinary, sales=5_000_000).level == "low-value"
    assert replace(ordinary, sales=5_000_001).level == "VIP"
    assert replace(ordinary, broken_terms=2).level == "uncommitted"
    assert replace(ordinary, first_order=12).level == "low-value"
    assert replace(ordinary, orders=1, first_order=12, last_order=12).level == "dormant"


def test_the_table_of_records_shows_no_level():
    assert "level" not in contacts.record_table(contacts.records(RandomState(1)))
