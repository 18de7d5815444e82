"""Relations, lists, pairs and contracts whose facts decide."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.future_value import (
    LETTERS,
    WAYS,
    WHO,
    Relation,
    contracts,
    for_ever,
    pairs,
    relations,
    shop_lists,
)
from coursekit.messages import LANGUAGES
from coursekit.segment.bgnbd import BgNbd

SEEDS = range(60)
PUBLISHED = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_ways_of_buying_occur_among_different_customers(seed):
    drawn = relations(RandomState(seed))
    assert {relation.way for relation in drawn} == set(WAYS)
    assert len({relation.who for relation in drawn}) == len(drawn) == 8


def test_every_kind_of_customer_buys_in_every_way_in_some_variant_but_no_household_by_tender():
    drawn = [relation for seed in range(200) for relation in relations(RandomState(seed))]
    every = {(who, way) for who in WHO for way in WAYS}
    assert {(relation.who, relation.way) for relation in drawn} == every - {("household", "tendered")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("wording", [1, 2])
def test_a_relation_is_told_with_its_silence_and_its_amount(language, way, wording):
    told = Relation("school", way, wording, 123, 45_000, 7).told(language)
    assert "45,000" in told
    assert "123" in told


def values_of(drawn, years):
    return {
        item.letter: sum(item.orders * item.margin * item.stay**year for year in range(years))
        for item in drawn
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_list_changes_with_the_horizon_and_is_clear(seed):
    drawn = shop_lists(RandomState(seed))
    one, five = values_of(drawn, 1), values_of(drawn, 5)
    past = {item.letter: item.so_far for item in drawn}
    assert max(five, key=five.get) not in (max(one, key=one.get), max(past, key=past.get))
    for values in (one, five, past):
        ranked = sorted(values.values())
        assert all(high / low > 1.05 for low, high in pairwise(ranked))


def test_each_list_is_the_best_of_five_years_in_some_variant():
    best = Counter(
        max(five, key=five.get)
        for five in (values_of(shop_lists(RandomState(seed)), 5) for seed in range(200))
    )
    assert set(best) == set(LETTERS)


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_are_clear_by_the_published_model_and_one_has_no_repeat_purchase(seed):
    drawn = pairs(RandomState(seed))
    unknown = [pair for pair in drawn if 0 in (pair[0].x, pair[1].x)]
    assert (len(drawn), len(unknown)) == (6, 1)
    for pair in drawn:
        both = pd.DataFrame(
            {
                "frequency": [one.x for one in pair],
                "recency": [one.t_x for one in pair],
                "T": [one.T for one in pair],
            }
        )
        chances = PUBLISHED.alive(both)
        assert pair in unknown or abs(chances[0] - chances[1]) > 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_neither_silence_nor_frequency_alone_decides_every_pair(seed):
    known = [pair for pair in pairs(RandomState(seed)) if 0 not in (pair[0].x, pair[1].x)]
    frames = [
        pd.DataFrame([{"frequency": one.x, "recency": one.t_x, "T": one.T} for one in pair]) for pair in known
    ]
    alive = [PUBLISHED.alive(frame).idxmax() for frame in frames]
    silence = [(frame["T"] - frame["recency"]).idxmin() for frame in frames]
    often = [frame["frequency"].idxmax() for frame in frames]
    assert alive != silence
    assert alive != often
    assert silence != often


@pytest.mark.parametrize("seed", SEEDS)
def test_silence_in_usual_gaps_decides_as_the_model_does(seed):
    """The rule of thumb that lesson and hint give must lead to the right answers."""
    for pair in pairs(RandomState(seed)):
        if 0 not in (pair[0].x, pair[1].x):
            frame = pd.DataFrame([{"frequency": one.x, "recency": one.t_x, "T": one.T} for one in pair])
            gaps = (frame["T"] - frame["recency"]) * frame["frequency"] / frame["recency"]
            assert gaps.idxmin() == PUBLISHED.alive(frame).idxmax()


@pytest.mark.parametrize("seed", SEEDS)
def test_each_way_of_misjudging_contracts_gives_another_ranking(seed):
    drawn = contracts(RandomState(seed), 0.08)
    rankings = [
        sorted(drawn, key=lambda item: for_ever(item, 0.08)),
        sorted(drawn, key=lambda item: for_ever(item, 0.08, year_as_period=True)),
        sorted(drawn, key=lambda item: for_ever(item, 0.08) / item.margin_rate),
        sorted(drawn, key=lambda item: item.fee * item.payments * item.margin_rate),
    ]
    assert len({tuple(item.name for item in ranking) for ranking in rankings}) == 4


def test_a_value_for_ever_is_the_sum_of_its_payments():
    (monthly,) = [item for item in contracts(RandomState(2), 0.08) if item.name == "east"]
    kept = (monthly.stay / 1.08) ** (1 / 12)
    summed = sum(monthly.fee * monthly.margin_rate * kept**t for t in range(6_000))
    assert for_ever(monthly, 0.08) == pytest.approx(summed)
