"""Groups within a budget and pairs of products: the figures decide, and clearly."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import spending
from coursekit.strategy.budget import incremental_profit

SEEDS = range(40)


def test_equal_seeds_give_equal_cases_and_others_do_not():
    for bank in (spending.groups, spending.pairs):
        assert bank(RandomState(3)) == bank(RandomState(3))
        assert len({str(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_one_choice_is_clearly_best_and_yuan_by_yuan_finds_it(seed):
    budget, found = spending.groups(RandomState(seed))
    (best, chosen), (second, _) = spending.choices(found, budget)[:2]
    assert second < 0.98 * best
    assert spending.in_turn(found, budget, "yuan") == chosen


@pytest.mark.parametrize("seed", SEEDS)
def test_response_profit_a_head_and_all_that_pay_lead_elsewhere(seed):
    budget, found = spending.groups(RandomState(seed))
    chosen = spending.choices(found, budget)[0][1]
    paying = [group for group in found if group.profit > 0]
    assert spending.in_turn(found, budget, "treated") != chosen
    assert spending.in_turn(found, budget, "head") != chosen
    assert sum(group.spent for group in paying) > budget


@pytest.mark.parametrize("seed", SEEDS)
def test_those_who_answer_most_lose_money(seed):
    _, found = spending.groups(RandomState(seed))
    assert max(found, key=lambda group: group.treated).profit < 0


def test_the_profit_of_a_group_is_the_incremental_profit_of_its_customers():
    for group in spending.groups(RandomState(1))[1]:
        each = incremental_profit(group.treated, group.control, group.margin, group.cost)
        assert group.profit == pytest.approx(group.customers * each)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_pair_is_near_a_limit_and_each_verdict_occurs(seed):
    drawn = spending.pairs(RandomState(seed))
    assert {pair.verdict for pair in drawn} == set(spending.VERDICTS)
    for pair in drawn:
        lift = pair.both * pair.orders / (pair.with_x * pair.with_y)
        assert lift < 1.08 or lift > 1.3
        if pair.verdict != "popular":
            assert not 0.009 < pair.both / pair.orders < 0.014


def test_a_limit_itself_is_popular_and_a_hundredth_is_enough():
    assert spending.Pair(orders=1000, with_x=100, with_y=100, both=11).verdict == "popular"
    assert spending.Pair(orders=1000, with_x=50, with_y=100, both=10).verdict == "offer"
    assert spending.Pair(orders=1000, with_x=50, with_y=100, both=9).verdict == "rare"


def test_tables_show_figures_and_no_verdict():
    assert "profit" not in spending.group_table(spending.groups(RandomState(1))[1])
    assert spending.pair_table(spending.pairs(RandomState(1))).columns.tolist() == [
        "orders",
        "with_x",
        "with_y",
        "both",
    ]
