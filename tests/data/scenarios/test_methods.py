"""Requests, pieces of work and candidate models whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.methods import (
    FAULTS,
    METHODS,
    MODELS,
    PLACES,
    STEPS,
    TWINS,
    candidates,
    pieces,
    requests,
)
from coursekit.messages import LANGUAGES

SEEDS = range(60)


def method_for(request):
    """The method that the rule of exercise 6 names."""
    if request.wish == "together":
        return "association"
    if request.known >= 100:
        return "classification"
    return "clustering" if request.wish == "kinds" else "labels first"


def step_of(piece):
    """The step that a piece of work belongs to."""
    return TWINS[piece.topic][piece.twin]


def faults_of(candidate, baseline):
    """Every fault that a candidate has, whatever comes first."""
    found = {
        "leaks": candidate.month > 6,
        "memorises": candidate.seen - candidate.held_out >= 20,
        "no gain": candidate.held_out <= baseline,
    }
    return [fault for fault, true in found.items() if true] or ["usable"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_method_is_called_for(seed):
    assert {method_for(request) for request in requests(RandomState(seed))} == set(METHODS)


@pytest.mark.parametrize("seed", SEEDS)
def test_kinds_are_asked_for_with_labels_and_without_and_records_do_not_decide_alone(seed):
    drawn = requests(RandomState(seed))
    kinds = {method_for(request) for request in drawn if request.wish == "kinds"}
    assert kinds == {"classification", "clustering"}
    assert any(request.wish == "together" and request.known >= 100 for request in drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_labels_are_many_or_hardly_any(seed):
    assert all(not 30 <= request.known < 150 for request in requests(RandomState(seed), 8))


def test_a_place_asks_for_every_method_in_one_variant_or_another():
    methods = {place: set() for place in PLACES}
    for seed in SEEDS:
        drawn = requests(RandomState(seed))
        assert len({request.place for request in drawn}) == len(drawn)
        for request in drawn:
            methods[request.place].add(method_for(request))
    assert all(found == set(METHODS) for found in methods.values())


def test_a_topic_belongs_to_either_of_its_two_steps():
    seen = {(piece.topic, step_of(piece)) for seed in SEEDS for piece in pieces(RandomState(seed))}
    assert seen == {(topic, step) for topic, steps in TWINS.items() for step in steps}
    assert {step for _, step in seen} == set(STEPS)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_job_is_always_evaluated(seed):
    steps = {step_of(piece) for piece in pieces(RandomState(seed))}
    assert "model evaluation" in steps
    assert len(steps) >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_each_candidate_has_one_verdict_and_all_four_occur(seed):
    found = [faults_of(candidate, 30) for candidate in candidates(RandomState(seed), 30)]
    assert all(len(faults) == 1 for faults in found)
    assert {faults[0] for faults in found} == set(FAULTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_of_candidates_are_possible_for_any_usual_baseline(seed):
    for baseline in (15, 30, 45):
        for candidate in candidates(RandomState(seed), baseline):
            assert 0 < candidate.held_out <= candidate.seen <= 100
            assert 6 <= candidate.month <= 12


def test_no_model_is_always_faulty():
    verdicts = {model: set() for model in MODELS}
    for seed in SEEDS:
        for candidate in candidates(RandomState(seed), 30):
            verdicts[candidate.model].update(faults_of(candidate, 30))
    assert all(found == set(FAULTS) for found in verdicts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_tell_their_facts_in_both_languages(language):
    for seed in SEEDS:
        for request in requests(RandomState(seed), 8):
            told = request.told(language)
            assert str(request.cases) in told
            assert request.known == 0 or str(request.known) in told
        assert all(str(piece.number) in piece.told(language) for piece in pieces(RandomState(seed)))
        for candidate in candidates(RandomState(seed), 30):
            assert candidate.title(language)
            assert str(candidate.month) in candidate.reads(language)
