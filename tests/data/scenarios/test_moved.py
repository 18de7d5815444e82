"""Effects by segment, customers who may leave, and comparisons that turn round by group."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import moved
from coursekit.messages import LANGUAGES
from coursekit.strategy.uplift import GROUPS, four_groups

SEEDS = range(40)


def test_equal_seeds_give_equal_cases_and_others_do_not():
    for bank in (moved.segments, moved.leavers):
        assert bank(RandomState(3)).equals(bank(RandomState(3)))
        assert not bank(RandomState(3)).equals(bank(RandomState(4)))
    assert moved.paradoxes(RandomState(3)) == moved.paradoxes(RandomState(3))


@pytest.mark.parametrize("seed", SEEDS)
def test_each_of_the_four_groups_occurs(seed):
    table = moved.segments(RandomState(seed)).rename(columns={"without": "rate_control"}) / 100
    placed = four_groups(table, worth=moved.WORTH / 100)
    assert set(placed) == set(GROUPS)


@pytest.mark.parametrize("seed", SEEDS)
def test_segments_hold_what_each_misreading_gets_wrong(seed):
    table = moved.segments(RandomState(seed))
    assert (table["with"] == table["without"] + table["uplift"]).all()
    assert ((table["uplift"] >= moved.WORTH) & (table["low"] < 0)).any()
    assert ((table["low"] > 0) & (table["uplift"] < moved.WORTH)).any()
    assert ((table["with"] >= 50) & (table["uplift"] < moved.WORTH)).any()
    assert table["without"].between(0, 100).all()
    assert table["with"].between(0, 100).all()


def test_no_segment_has_its_group_by_its_name():
    found = {name: set() for name in moved.SEGMENTS}
    for seed in SEEDS:
        for name, row in moved.segments(RandomState(seed)).iterrows():
            found[name].add(bool(row["high"] < 0))
    assert all(seen == {True, False} for seen in found.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_risk_change_worth_and_gain_point_at_different_segments(seed):
    table = moved.leavers(RandomState(seed))
    kept = table["leave_without"] - table["leave_with"]
    gain = kept / 100 * table["worth"] - table["cost"]
    tops = {column.idxmax() for column in (gain, kept, table["leave_without"], table["worth"])}
    assert len(tops) == 4
    assert kept.min() < 0
    assert gain.is_unique


@pytest.mark.parametrize("language", LANGUAGES)
def test_paradoxes_are_told_in_both_languages(language):
    told = [case.told(language) for seed in SEEDS for case in moved.paradoxes(RandomState(seed))]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in one) == (language == "zh") for one in told)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_paradox_flips_and_neither_offer_is_better_everywhere(seed):
    drawn = moved.paradoxes(RandomState(seed))
    for case in drawn:
        winner = moved.OFFERS.index(case.within)
        for orders, sent in zip(case.orders, case.sent, strict=True):
            assert orders[winner] / sent[winner] > orders[1 - winner] / sent[1 - winner]
        assert case.overall != case.within
        assert case.table().shape == (3, 2)
    assert len({case.within if case.known == "before" else case.overall for case in drawn}) == 2
    assert sorted(case.known for case in drawn) == ["after", "after", "before", "before"]
