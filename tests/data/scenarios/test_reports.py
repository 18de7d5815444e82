"""Reports whose facts make them sound or spoil them."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.reports import SOUND, SPOILT, VERDICTS, reports
from coursekit.messages import LANGUAGES

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_claim_is_made_once_and_every_verdict_occurs(seed):
    drawn = reports(RandomState(seed))
    assert sorted(report.claim for report in drawn) == sorted(SPOILT)
    assert {report.case for report in drawn} == set(VERDICTS)


def test_every_claim_is_sound_in_one_variant_and_spoilt_each_way_in_another():
    found = {claim: set() for claim in SPOILT}
    for seed in SEEDS:
        for report in reports(RandomState(seed)):
            found[report.claim].add(report.case)
    assert found == {claim: {*ways, SOUND} for claim, ways in SPOILT.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_claim_and_fact_are_told(language):
    told = {report.told(language) for seed in SEEDS for report in reports(RandomState(seed))}
    assert len(told) == 3 * len(SPOILT)
