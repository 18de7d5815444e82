"""Late orders, faulty lines and records that may be of one customer."""

from __future__ import annotations

import pandas as pd
import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.records import arrivals, export, pairs

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_orders_lie_on_every_side_of_the_as_of_date(seed):
    as_of, orders = arrivals(RandomState(seed))
    assert all(order.recorded_on >= order.order_date for order in orders)
    known = [o for o in orders if o.order_date <= as_of and o.recorded_on <= as_of]
    unseen = [o for o in orders if o.order_date <= as_of < o.recorded_on]
    assert (len(known), len(unseen), len(orders)) == (3, 2, 6)
    assert any(o.order_date == o.recorded_on == as_of for o in known)
    assert any((o.recorded_on - o.order_date).days >= 20 for o in known)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_line_has_at_most_one_fault_and_every_fault_occurs_once(seed):
    table = pd.DataFrame(export(RandomState(seed)))
    faults = pd.DataFrame(
        {
            "repeated": table.duplicated(),
            "returned": table["amount"] < 0,
            "nobody": table["customer_id"].isna(),
            "boxed": table["unit"].eq("box of 10"),
        }
    )
    assert faults.sum().tolist() == [1, 1, 1, 1]
    assert faults.sum(axis=1).max() == 1
    assert not (table.duplicated(keep=False) & faults.drop(columns="repeated").any(axis=1)).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_some_lines_look_alike_and_are_none(seed):
    table = pd.DataFrame(export(RandomState(seed)))
    alike = table.duplicated(["order_date", "product_id", "quantity", "amount"]) & ~table.duplicated()
    assert alike.any()


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_are_settled_by_numbers_and_names_mislead(seed):
    verdicts = {"equal": 0, "group": 0, "different": 0, "missing": 0}
    misled = 0
    for one, two in pairs(RandomState(seed)):
        alike = one.name_en.casefold()[:12] == two.name_en.casefold()[:12]
        if not (one.registration and two.registration):
            verdict = "missing"
        elif one.registration == two.registration:
            verdict = "equal"
        else:
            verdict = "group" if one.parent and one.parent == two.parent else "different"
        verdicts[verdict] += 1
        misled += (verdict == "equal") != alike
    assert min(verdicts.values()) >= 1
    assert sum(verdicts.values()) == 6
    assert misled >= 2


def test_a_record_has_its_name_in_both_languages():
    for record in (record for pair in pairs(RandomState(5)) for record in pair):
        assert record.name_en.isascii()
        assert "公司" in record.name_zh
