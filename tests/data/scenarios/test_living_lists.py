"""Policies, reviews and candidates whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import living_lists
from coursekit.messages import LANGUAGES

SEEDS = range(80)
IDS = [f"C{number:05d}" for number in range(1, 13)]


def reason(limits, review):
    def after(enter, leave):
        return review.spend_now >= (leave if review.was_vip else enter)

    new = after(limits.new_enter, limits.new_leave)
    old = after(limits.old_enter, limits.old_leave)
    if new != review.was_vip:
        return "rule" if old == review.was_vip else "customer"
    return "margin" if new and review.spend_now < limits.new_enter else "none"


def eligible(candidate):
    faults = {
        "list": candidate.list != "key",
        "consent": not candidate.consent,
        "silent": candidate.silent < 60,
        "contact": candidate.contact < 14,
        "overdue": candidate.overdue > 0,
    }
    return [name for name, found in faults.items() if found]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_policy_has_each_clause_once_out_of_precedence_and_both_kinds_of_limit(seed):
    clauses = living_lists.policy(RandomState(seed))
    kinds = [clause.kind for clause in clauses]
    assert sorted(kinds) == sorted(living_lists.PRECEDENCE)
    assert kinds != list(living_lists.PRECEDENCE)
    assert {clause.strict for clause in clauses} == {True, False}
    assert all(0 < clause.leave < clause.enter for clause in clauses)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reason_occurs_and_an_outsider_stands_between_the_limits(seed):
    limits, drawn = living_lists.reviews(RandomState(seed))
    assert {reason(limits, review) for review in drawn} == set(living_lists.REASONS)
    assert any(
        not review.was_vip and limits.new_leave <= review.spend_now < limits.new_enter for review in drawn
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_reviews_begin_where_the_old_limits_had_put_them(seed):
    limits, drawn = living_lists.reviews(RandomState(seed))
    for review in drawn:
        assert review.was_vip == (review.spend_then >= limits.old_leave)


@pytest.mark.parametrize("seed", SEEDS)
def test_four_candidates_may_be_called_and_each_condition_excludes_a_larger_one(seed):
    drawn = sorted(living_lists.candidates(RandomState(seed), IDS), key=lambda c: -c.spend)
    good = [candidate for candidate in drawn if not eligible(candidate)]
    assert len(good) == 4
    assert len({candidate.spend for candidate in drawn}) == 12
    larger = [eligible(candidate) for candidate in drawn if candidate.spend > good[2].spend]
    assert {name for faults in larger for name in faults} == {
        "list",
        "consent",
        "silent",
        "contact",
        "overdue",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clause_is_told_in_both_languages_with_its_limits(language):
    for clause in living_lists.policy(RandomState(5)):
        told = clause.told(language)
        assert f"{clause.enter:,}" in told
        assert f"{clause.leave:,}" in told
