"""Facts, plans and decisions: what decides is in the words, and the obvious guess is wrong often enough."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import criteria
from coursekit.messages import LANGUAGES, catalogue

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_cover_every_family_with_a_user_who_did_not_buy(seed):
    facts = criteria.facts(RandomState(seed))
    assert {criteria.family(fact) for fact in facts} == {"social", "behavioural", "value", "no customer"}
    assert len({fact.key for fact in facts}) == len(facts)
    assert any(fact.key in criteria.FAMILIES["used"] for fact in facts)
    assert any(fact.key in criteria.FAMILIES["credit"] for fact in facts)


@pytest.mark.parametrize("seed", SEEDS)
def test_plans_show_all_uses_and_aims_and_seldom_those_of_the_asker(seed):
    plans = criteria.plans(RandomState(seed))
    read = [criteria.use_and_aim(plan) for plan in plans]
    assert {use for use, _ in read} == set(criteria.USES)
    assert {aim for _, aim in read} == set(criteria.AIMS)
    assert sum(plan.asker == criteria.ASKERS[use] for plan, (use, _) in zip(plans, read, strict=True)) <= 2
    assert sum(aim == criteria.USUAL_AIM[use] for use, aim in read) <= 2


@pytest.mark.parametrize("seed", SEEDS)
def test_a_decision_turns_on_one_criterion_and_not_on_the_other(seed):
    for case in criteria.decisions(RandomState(seed)):
        assert criteria.criterion(case.decides) in criteria.CRITERIA
        assert criteria.criterion(case.idle) != criteria.criterion(case.decides)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_topic_seldom_gives_the_criterion_away(seed):
    cases = criteria.decisions(RandomState(seed))
    assert sum(criteria.TOPICS[case.topic] == criteria.criterion(case.decides) for case in cases) <= 2
    turns_on = {criteria.criterion(case.decides) for case in cases}
    assert {"need", "behaviour", "nature", "state", "life cycle"} <= turns_on
    assert turns_on & {"size", "place", "industry"}


def test_each_topic_turns_on_many_criteria_between_variants():
    found = {topic: set() for topic in criteria.TOPICS}
    for case in (case for seed in range(200) for case in criteria.decisions(RandomState(seed))):
        found[case.topic].add(criteria.criterion(case.decides))
    assert all(len(turns_on) >= 6 for turns_on in found.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_can_be_told(language):
    known = catalogue()
    for keys in criteria.FAMILIES.values():
        assert all(criteria.Fact(key, 4).told(language) for key in keys)
    for name in criteria.CRITERIA:
        for number in range(criteria.WORDINGS):
            assert known[f"scenarios_criteria.whether_{name.replace(' ', '_')}_{number}"][language]
    assert all(known[f"scenarios_criteria.topic_{topic}"][language] for topic in criteria.TOPICS)
    for seed in SEEDS:
        assert all(plan.told(language) for plan in criteria.plans(RandomState(seed)))
