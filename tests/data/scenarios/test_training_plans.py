"""Requests, customers, objectives, candidates, weeks and timetables of a training to be planned."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import training_plans as plans
from coursekit.messages import LANGUAGES

SEEDS = range(60)
BANKS = (plans.requests, plans.briefs, plans.aims, plans.weeks)


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
def test_every_audience_is_asked_about_twice_and_a_dealers_people_once(seed):
    drawn = plans.requests(RandomState(seed))
    assert len(set(drawn)) == 8
    assert all([request.audience for request in drawn].count(audience) >= 2 for audience in plans.AUDIENCES)
    assert any(request in drawn for request in plans.DEALERS)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_customers_of_each_type_need_a_line_of_their_type(seed):
    drawn = plans.briefs(RandomState(seed))
    assert sorted(brief.kind for brief in drawn) == sorted([*plans.OFFERS] * 2)
    assert all(brief.offer in plans.OFFERS[brief.kind] for brief in drawn)


def test_which_line_a_type_needs_differs_between_variants():
    met = {brief.offer for seed in SEEDS for brief in plans.briefs(RandomState(seed))}
    assert met == {offer for pair in plans.OFFERS.values() for offer in pair}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_measure_shows_more_than_its_objective_asks(seed):
    drawn = plans.aims(RandomState(seed))
    heights = [(plans.LEVELS.index(aim.measure), plans.LEVELS.index(aim.level)) for aim in drawn]
    assert all(measure <= level for measure, level in heights)
    assert sum(measure == level for measure, level in heights) == 3
    assert sum(measure == 0 for measure, _ in heights) == 2


@pytest.mark.parametrize("seed", SEEDS)
def test_the_highest_total_fails_the_floor_and_the_criterion_chooses_among_the_others(seed):
    marks = plans.candidates(RandomState(seed))
    able = marks[marks.min(axis=1) >= plans.FLOOR]
    assert marks.sum(axis=1).idxmax() not in able.index
    assert len({able[criterion].idxmax() for criterion in plans.CRITERIA}) > 1
    assert any(marks[criterion].idxmax() not in able.index for criterion in plans.CRITERIA)


@pytest.mark.parametrize("seed", SEEDS)
def test_theory_at_home_helps_in_every_week_that_no_purchase_can_save(seed):
    drawn = plans.weeks(RandomState(seed))
    assert sorted(map(len, (week.short() for week in drawn))) == [0, 1, 1, 1, 2, 2]
    for week in drawn:
        if len(week.short()) > 1:
            assert week.sessions - week.theory <= min(week.trainer, week.room)


def test_some_sessions_of_most_timetables_clash_and_some_do_not():
    clashing = []
    for seed in SEEDS:
        table = plans.timetable(RandomState(seed))
        twice = [table.duplicated(["slot", who], keep=False) for who in ("trainer", "room", "group")]
        clashing.append(sum(twice).gt(0).mean())
    assert sum(0 < share < 1 for share in clashing) > 0.8 * len(clashing)
