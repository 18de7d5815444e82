from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.errors import DataError, UsageError
from coursekit.strategy.budget import allocate, incremental_profit


def random_options(seed: int, segments: int = 6, offers: int = 3) -> pd.DataFrame:
    chance = np.random.RandomState(seed)
    pairs = pd.DataFrame(list(product(range(segments), "abc"[:offers])), columns=["segment", "offer"])
    sizes = chance.randint(1, 200, segments)
    return pairs.assign(
        customers=sizes[pairs["segment"]],
        profit=chance.normal(5, 8, len(pairs)),
        cost=chance.uniform(0.5, 9, len(pairs)),
        contacts=chance.randint(1, 4, len(pairs)),
    )


def test_incremental_profit_by_hand() -> None:
    assert incremental_profit(0.30, 0.25, 200, 6) == pytest.approx(4)


def test_the_likeliest_buyer_is_not_the_most_profitable_contact() -> None:
    people = pd.DataFrame({"treated": [0.9, 0.3], "control": [0.89, 0.1]})
    profit = incremental_profit(people["treated"], people["control"], 100, 5)
    assert people["treated"].idxmax() == 0
    assert profit.idxmax() == 1


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(0, 3000), st.integers(0, 600), st.integers(0, 100))
def test_the_profit_is_the_optimum_by_duality(seed: int, budget: float, contacts: int, cap: int) -> None:
    options = random_options(seed)
    found = allocate(options, budget=budget, contacts=contacts, caps={"a": cap})
    # any prices of the limits bound the profit from above (weak duality); the reported ones must attain it
    price = found.worth
    assert min(price.values()) >= -1e-9
    left = options["profit"] - price["budget"] * options["cost"] - price["contacts"] * options["contacts"]
    left -= price["a"] * options["offer"].eq("a")
    best = left.groupby(options["segment"]).max().clip(lower=0)
    sizes = options.groupby("segment")["customers"].first()
    bound = price["budget"] * budget + price["contacts"] * contacts + price["a"] * cap + (best * sizes).sum()
    assert found.profit == pytest.approx(bound, abs=1e-6, rel=1e-9)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(0, 3000), st.integers(0, 600), st.booleans())
def test_every_limit_is_kept(seed: int, budget: float, contacts: int, whole: bool) -> None:
    options = random_options(seed)
    found = allocate(options, budget=budget, contacts=contacts, caps={"b": 20}, whole=whole)
    assert found.cost <= budget + 1e-6
    assert found.contacts <= contacts + 1e-6
    per_segment = found.plan.groupby("segment")[["treated", "customers"]].agg(
        {"treated": "sum", "customers": "first"}
    )
    assert (per_segment["treated"] <= per_segment["customers"] + 1e-6).all()
    assert found.plan.loc[found.plan["offer"].eq("b"), "treated"].sum() <= 20 + 1e-6
    assert (found.plan["treated"] >= 0).all()


def test_whole_customers_agree_with_trying_everything() -> None:
    options = pd.DataFrame(
        {
            "segment": list("wxyz"),
            "offer": "call",
            "customers": 1,
            "profit": [6.0, 5.0, 4.5, 1.0],
            "cost": [5, 4, 3, 2],
        }
    )
    best = max(
        options["profit"] @ np.array(chosen)
        for chosen in product([0, 1], repeat=4)
        if options["cost"] @ np.array(chosen) <= 7
    )
    found = allocate(options, budget=7, whole=True)
    assert found.profit == pytest.approx(best)
    assert found.profit <= allocate(options, budget=7).profit


def test_harmful_offers_are_left_alone_however_large_the_budget() -> None:
    options = pd.DataFrame(
        {"segment": ["a"], "offer": ["call"], "customers": [10], "profit": [-1.0], "cost": [1.0]}
    )
    assert allocate(options, budget=1e6).profit == 0


def test_one_more_yuan_earns_what_the_plan_says() -> None:
    options = random_options(3)
    found = allocate(options, budget=400)
    more = allocate(options, budget=400.01)
    assert (more.profit - found.profit) / 0.01 == pytest.approx(found.worth["budget"], rel=1e-4)


@pytest.mark.parametrize(
    "change", [{"cost": -1.0}, {"customers": None}, {"customers": [1, 2]}, {"offer": "call"}], ids=str
)
def test_options_that_cannot_be_are_refused(change: dict[str, object]) -> None:
    options = pd.DataFrame(
        {"segment": "a", "offer": ["call", "mail"], "customers": 5, "profit": 1.0, "cost": 1.0}
    ).assign(**change)
    with pytest.raises(DataError):
        allocate(options, budget=10)


def test_a_cap_for_no_offer_is_refused() -> None:
    with pytest.raises(UsageError, match="gift"):
        allocate(random_options(0), budget=10, caps={"gift": 1})
