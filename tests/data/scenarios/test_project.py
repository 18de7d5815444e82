"""Steps in disorder, and incidents of which some only look like a breach."""

from __future__ import annotations

from collections import Counter

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import project
from coursekit.messages import LANGUAGES, catalogue

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_phase_has_its_steps(seed):
    phases = Counter(project.phase(step) for step in project.steps(RandomState(seed)))
    assert phases == {phase: wanted for phase, (_, wanted) in project.STEPS.items()}


def test_the_order_of_the_steps_differs_between_variants():
    first = {project.phase(project.steps(RandomState(seed))[0]) for seed in SEEDS}
    assert len(first) >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_each_caution_is_broken_once_and_two_incidents_are_none(seed):
    found = Counter(project.broken(incident) for incident in project.incidents(RandomState(seed)))
    assert found == {**dict.fromkeys(project.CAUTIONS, 1), "none": 2}


def test_what_looks_like_a_breach_is_suspected_of_one():
    kept = project.Incident("kept_flexibility", 3)
    assert (project.broken(kept), project.suspected(kept)) == ("none", "flexibility")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_can_be_told(language):
    wordings = {name: count for name, (count, _) in project.STEPS.items()}
    for name, count in wordings.items():
        assert all(project.Step(f"{name}_{number}").told(language) for number in range(count))
    for name in project.CAUTIONS:
        assert all(
            project.Incident(f"{name}_{number}", 5).told(language) for number in range(project.WORDINGS)
        )
        assert f"scenarios_criteria.incident_kept_{name}" in catalogue()
