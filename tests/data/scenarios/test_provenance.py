"""Offered data, of whose four facts one at most stands against using them."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.provenance import FACTS, STANDS_AGAINST, offers
from coursekit.messages import LANGUAGES

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_fact_at_most_forbids_and_some_offer_is_harmless_though_simulated(seed):
    drawn = offers(RandomState(seed))
    forbidding = [sum(n in STANDS_AGAINST for n in offer.wordings) for offer in drawn]
    assert max(forbidding) == 1
    assert any(not count and offer.wordings[0] == 2 for count, offer in zip(forbidding, drawn, strict=True))
    assert any(offer.wordings[2] in STANDS_AGAINST for offer in drawn)


def test_every_wording_of_every_fact_occurs():
    found = {
        (fact, n)
        for seed in SEEDS
        for o in offers(RandomState(seed))
        for fact, n in zip(FACTS, o.wordings, strict=True)
    }
    assert found == {(fact, number) for fact in FACTS for number in range(1, 5)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_is_told_by_title_and_four_lettered_lines(language):
    told = offers(RandomState(3))[0].told(language)
    assert [line[:2] for line in told[1:]] == ["a)", "b)", "c)", "d)"]
    assert told[0]
