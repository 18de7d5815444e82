"""Troubles, rounds, statements, changes and moves whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import production
from coursekit.messages import LANGUAGES, catalogue

SEEDS = range(60)
TOLD = (
    production.system,
    production.departments,
    production.rounds,
    production.statements,
    production.changes,
)


@pytest.mark.parametrize("bank", [*TOLD, production.spenders])
def test_equal_seeds_give_equal_cases_and_others_do_not(bank):
    assert bank(RandomState(3)) == bank(RandomState(3))
    assert len({tuple(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", TOLD)
def test_cases_are_told_in_both_languages(bank, language):
    told = [case.told(language) for seed in SEEDS for case in bank(RandomState(seed))]
    assert all(words and "{" not in words for words in told)
    if language == "zh":
        assert all(any("\u4e00" <= letter <= "\u9fff" for letter in words) for words in told)
    assert len(set(told)) > 8


def test_every_sentence_of_the_bank_is_told_to_somebody():
    told = {case.told("en") for seed in range(300) for bank in TOLD for case in bank(RandomState(seed))}
    everything = " ".join(told)
    unheard = [
        key
        for key, sentence in catalogue().items()
        if key.startswith("scenarios_production.")
        and "{" not in sentence["en"]
        and sentence["en"] not in everything
    ]
    assert unheard == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_is_needed_and_no_case_comes_twice(seed):
    for bank, field, options in (
        (production.system, "why", production.FUNCTIONS),
        (production.departments, "why", production.OBSTACLES),
        (production.statements, "standing", production.STANDINGS),
        (production.changes, "kind", production.CHANGES),
    ):
        drawn = bank(RandomState(seed))
        assert {getattr(case, field) for case in drawn} == set(options)
        assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_rounds_begin_to_fail_at_every_stage_and_three_fail_again(seed):
    drawn = production.rounds(RandomState(seed))
    assert {story.gaps[0] for story in drawn} == set(production.STAGES)
    assert sum(len(story.gaps) > 1 for story in drawn) >= 3
    assert all(list(story.gaps) == [s for s in production.STAGES if s in story.gaps] for story in drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_customers_are_moved_by_each_cause_and_one_is_back_where_it_was(seed):
    drawn = production.spenders(RandomState(seed))
    causes = [production.cause(spender) for spender in drawn]
    assert all(causes.count(cause) == 2 for cause in production.CAUSES)
    back = [
        production.cause(s)
        for s in drawn
        if production.label(s.then, "1") == production.label(s.now, "2") and production.cause(s) != "none"
    ]
    assert "both" in back
    assert all(spender.then != spender.now for spender in drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_path_through_the_new_rule_gives_another_cause_somewhere(seed):
    drawn = production.spenders(RandomState(seed))
    other = [
        (production.label(s.then, "2") != production.label(s.now, "2"))
        != (production.label(s.then, "1") != production.label(s.now, "1"))
        for s in drawn
    ]
    assert any(other)


def test_a_spend_at_the_limit_has_the_higher_label():
    for version, (core, regular) in production.LIMITS.items():
        assert production.label(core, version) == "core"
        assert production.label(core - 1, version) == "regular"
        assert production.label(regular, version) == "regular"
        assert production.label(regular - 1, version) == "rare"
