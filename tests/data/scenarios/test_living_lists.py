"""Cards, traces, policies, reviews and candidates whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import living_lists as scenarios
from coursekit.messages import LANGUAGES

SEEDS = range(80)
IDS = [f"C{number:05d}" for number in range(1, 13)]


def size_of(employees):
    return "L" if employees >= 500 else "M" if employees >= 100 else "S"


def outdated(card):
    """Every part of the number that no longer says what is true."""
    region, industry, size, _ = card.number.split("-")
    parts = []
    if card.province not in scenarios.REGIONS[region]:
        parts.append("region")
    if card.industry not in scenarios.INDUSTRIES.values():
        parts.append("no code")
    elif scenarios.INDUSTRIES[industry] != card.industry:
        parts.append("industry")
    if size_of(card.employees) != size:
        parts.append("size")
    return parts or ["right"]


def next_step(trace):
    if trace.complaint is not None and trace.closed is None:
        return "solve"
    if trace.asked is not None and (trace.reached is None or trace.reached > trace.asked):
        return "call"
    if trace.basket is not None and trace.basket <= 14 and trace.ordered > trace.basket:
        return "offer"
    return "remind" if trace.cartridge > 180 else "wait"


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
def test_at_most_one_part_of_a_number_is_out_of_date_and_every_age_occurs(seed):
    found = [outdated(card) for card in scenarios.coded(RandomState(seed))]
    assert all(len(parts) == 1 for parts in found)
    assert {parts[0] for parts in found} == set(scenarios.AGES)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_number_was_right_when_it_was_given_out(seed):
    for card in scenarios.coded(RandomState(seed)):
        region, _, size, _ = card.number.split("-")
        assert card.province_then in scenarios.REGIONS[region]
        assert size_of(card.employees_then) == size


def test_some_cards_change_without_making_their_number_wrong():
    still_right = [
        card
        for seed in SEEDS
        for card in scenarios.coded(RandomState(seed))
        if outdated(card) == ["right"]
        and (card.province, card.employees) != (card.province_then, card.employees_then)
    ]
    assert len(still_right) > len(SEEDS) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_every_next_step_is_called_for_by_some_trace(seed):
    found = {next_step(trace) for trace in scenarios.traces(RandomState(seed))}
    assert found == set(scenarios.SIGNALS)


def test_traces_hold_facts_that_look_like_another_step():
    drawn = [trace for seed in SEEDS for trace in scenarios.traces(RandomState(seed))]
    assert any(trace.closed is not None and next_step(trace) == "wait" for trace in drawn)
    assert any(trace.basket and trace.basket <= 14 and trace.ordered < trace.basket for trace in drawn)
    assert any(trace.cartridge > 180 and next_step(trace) in ("solve", "call", "offer") for trace in drawn)
    assert any(trace.reached is not None and trace.reached < trace.asked for trace in drawn)
    assert any(trace.reached is not None and next_step(trace) == "call" for trace in drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_policy_has_each_clause_once_out_of_precedence_and_both_kinds_of_limit(seed):
    clauses = scenarios.policy(RandomState(seed))
    kinds = [clause.kind for clause in clauses]
    assert sorted(kinds) == sorted(scenarios.PRECEDENCE)
    assert kinds != list(scenarios.PRECEDENCE)
    assert {clause.strict for clause in clauses} == {True, False}
    assert all(0 < clause.leave < clause.enter for clause in clauses)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reason_occurs_and_an_outsider_stands_between_the_limits(seed):
    limits, drawn = scenarios.reviews(RandomState(seed))
    assert {reason(limits, review) for review in drawn} == set(scenarios.REASONS)
    assert any(
        not review.was_vip and limits.new_leave <= review.spend_now < limits.new_enter for review in drawn
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_reviews_begin_where_the_old_limits_had_put_them(seed):
    limits, drawn = scenarios.reviews(RandomState(seed))
    for review in drawn:
        assert review.was_vip == (review.spend_then >= limits.old_leave)


@pytest.mark.parametrize("seed", SEEDS)
def test_four_candidates_may_be_called_and_each_condition_excludes_a_larger_one(seed):
    drawn = sorted(scenarios.candidates(RandomState(seed), IDS), key=lambda c: -c.spend)
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
def test_everything_is_told_in_both_languages_with_its_numbers(language):
    dice = RandomState(5)
    for card in scenarios.coded(dice):
        told = card.told(language)
        assert card.number in told
        assert f"{card.employees:,}" in told
    for trace in scenarios.traces(dice):
        told = trace.told(language)
        assert all(str(days) in told for days in (trace.cartridge, trace.ordered))
    for clause in scenarios.policy(dice):
        told = clause.told(language)
        assert f"{clause.enter:,}" in told
        assert f"{clause.leave:,}" in told
