"""Playing the company forward: what a classification is worth in the next twelve months."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.data import company
from coursekit.data.company import effects, forward, policy
from coursekit.errors import DataError

SEEDS = range(10)


def thoughtful(firm) -> pd.DataFrame:
    """From what anybody can see: visits and calls to organisations that buy rarely and much, more or less than
    before; vouchers to those who wait for discounts and to rare households; nothing to regular buyers."""
    day = pd.Timestamp(firm.as_of)
    orders, customers = firm.clean("orders"), firm.clean("customers").set_index("customer_id")
    lines = firm.clean("lines").merge(orders[["order_id", "customer_id"]], on="order_id")
    age = (day - orders["order_date"]).dt.days
    orders["left"] = orders["amount"] - orders["cost"] - orders["freight"] - 120 * orders["service_hours"]
    year = orders[age < 365].groupby("customer_id")
    year = year.agg(n=("order_id", "size"), left=("left", "sum"), mean=("amount", "mean"))
    before = orders[(age >= 365) & (age < 730)].groupby("customer_id").size().rename("before")
    cut = lines.groupby("customer_id")["discount"].mean().rename("cut")
    table = customers[customers["consent_marketing"]].join(year, how="inner").join(before).join(cut)
    table = table.fillna({"before": 0})
    organisation = table["type"] != "consumer"
    rising = (table["n"] >= 1.6 * table["before"]) & (table["n"] >= 3)
    falling = table["n"] <= 0.6 * table["before"]
    bulky = (table["n"] <= 4) & (table["mean"] > 15_000)
    chance = np.select([bulky, rising, falling], [0.15, 0.12, 0.10], 0.0)
    worth = table["left"].clip(lower=0)
    gain = (chance * worth * 35_000 / (35_000 + worth)).where(organisation, 0.0)
    visited = gain[gain > 700].nlargest(70).index
    called = gain[(gain > 60) & ~gain.index.isin(visited)].nlargest(350).index
    keen = (table["cut"] > 0.13) | ((table["n"] <= 2) & ~organisation)
    rest = ~table.index.isin(visited) & ~table.index.isin(called)
    vouchers = table.index[keen & rest & (table["n"] <= 6)][:700]
    offers = ["visit"] * len(visited) + ["call"] * len(called) + ["voucher"] * len(vouchers)
    return pd.DataFrame({"customer_id": [*visited, *called, *vouchers], "offer": offers})


def careless(firm) -> pd.DataFrame:
    """A voucher to everybody at the top, who would have bought anyway."""
    return policy.top_rfm(firm, "voucher", forward.usual_budget(firm))


@pytest.fixture(scope="module")
def ten_years() -> pd.DataFrame:
    """Gain over 'nobody', CNY: a row a company, played ten times each."""
    rows = []
    for seed in SEEDS:
        firm = company.generate(seed, dirty=False)
        played = company.play(firm, thoughtful, seed=seed)["gain"]
        calls = company.play(firm, careless, seed=seed, top_gets="call")["gain"]
        rows.append(
            {
                "everybody": played["everybody"],
                "top RFM": played["top RFM"],
                "top RFM, calls": calls["top RFM"],
                "thoughtful": played["yours"],
                "careless": calls["yours"],
            }
        )
    return pd.DataFrame(rows)


def test_a_thoughtful_policy_clearly_beats_top_rfm(ten_years, record_property):
    means = ", ".join(f"{name} {value / 1000:+.0f}" for name, value in ten_years.mean().items())
    record_property("shown", f"company: gain over nobody in a year, thousand CNY, ten companies: {means}")
    assert (ten_years["thoughtful"] > ten_years["top RFM"]).sum() >= 8
    assert ten_years["thoughtful"].mean() > 1.7 * max(
        ten_years["top RFM"].mean(), ten_years["top RFM, calls"].mean()
    )


def test_a_careless_policy_loses_money(ten_years):
    assert (ten_years["careless"] < -100_000).all()


SMALL = company.generate(5, scale=0.15, dirty=False)


@pytest.fixture(scope="module")
def small():
    return SMALL


def agreed(firm) -> list[str]:
    customers = firm.clean("customers")
    return customers.loc[customers["consent_marketing"], "customer_id"].tolist()


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_policy_within_budget_is_accounted_for(data):
    ids = data.draw(st.lists(st.sampled_from(agreed(SMALL)), unique=True, max_size=60))
    offers = data.draw(st.lists(st.sampled_from(forward.OFFERS), min_size=len(ids), max_size=len(ids)))
    played = company.play(SMALL, pd.DataFrame({"customer_id": ids, "offer": offers}), 1e6, futures=2).loc[
        "yours"
    ]
    assert played["treated"] == len(ids)
    assert played["spent"] == pytest.approx(sum(effects.OFFERS[offer].cost for offer in offers))
    assert played["profit"] == pytest.approx(played["contribution"] - played["spent"], abs=0.02)


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(40)))
def test_the_order_of_rows_does_not_matter(order):
    plan = pd.DataFrame({"customer_id": agreed(SMALL)[:40], "offer": ["call", "visit"] * 20})
    right = company.play(SMALL, plan, 1e6, futures=1).loc["yours", "profit"]
    assert company.play(SMALL, plan.iloc[list(order)], 1e6, futures=1).loc["yours", "profit"] == right


def test_giving_nothing_is_nobody(small):
    played = company.play(small, lambda firm: pd.DataFrame({"customer_id": [], "offer": []}))
    assert played.loc["yours"].tolist() == played.loc["nobody"].tolist()
    assert played.loc["nobody", "gain"] == 0


def test_one_seed_is_one_result_and_another_seed_another(small):
    first, again, other = (company.play(small, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert first.loc["nobody", "profit"] != other.loc["nobody", "profit"]


def test_policies_share_their_luck(small):
    """One message to one customer changes what that customer does and nothing else."""
    plan = pd.DataFrame({"customer_id": agreed(small)[:1], "offer": ["message"]})
    played = company.play(small, plan, futures=3)
    assert abs(played.loc["yours", "gain"]) < 0.01 * played.loc["nobody", "profit"]


def test_prospects_and_the_lapsed_buy_nothing_unless_they_return(small):
    from coursekit.data.company import future

    year = future.draw(small, "0 0")
    prospects = np.flatnonzero(small.population.prospect)
    assert not np.isin(year.who, prospects).any()


def test_next_year_looks_like_the_last(firm):
    past = firm.orders[firm.orders["order_date"] >= "2025-01-01"]["amount"].sum()
    assert 0.7 < company.play(firm).loc["nobody", "sales"] / past < 1.5


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (pd.DataFrame({"customer_id": ["C99999"], "offer": ["call"]}), "unknown customers: C99999"),
        (pd.DataFrame({"customer_id": ["C00001"], "offer": ["yacht"]}), "unknown offers: yacht"),
        (pd.DataFrame({"customer_id": ["C00001"]}), "without offer"),
        ("everyone", "type 'str'"),
        (lambda firm: 7, "type 'int'"),
    ],
)
def test_a_policy_that_cannot_be_read_says_why(small, plan, said):
    with pytest.raises(DataError, match=said):
        company.play(small, plan)


def test_a_customer_named_twice_is_refused(small):
    plan = pd.DataFrame({"customer_id": agreed(small)[:1] * 2, "offer": ["call", "visit"]})
    with pytest.raises(DataError, match="named twice"):
        company.play(small, plan)


def test_who_has_not_agreed_is_left_alone(small):
    customers = small.clean("customers")
    plan = customers.loc[~customers["consent_marketing"], ["customer_id"]].assign(offer="message")
    with pytest.raises(DataError, match="not agreed"):
        company.play(small, plan)


def test_a_plan_over_budget_names_both_sums(small):
    plan = pd.DataFrame({"customer_id": agreed(small)[:3], "offer": "visit"})
    with pytest.raises(DataError, match=r"CNY 1,800.*CNY 1,000"):
        company.play(small, plan, budget=1000)


def test_an_unknown_offer_for_the_top_lists_the_offers(small):
    with pytest.raises(DataError, match="message, call, visit"):
        company.play(small, top_gets="yacht")


def test_no_baseline_spends_more_than_the_budget(small):
    for offer in forward.OFFERS:
        assert (
            company.play(small, budget=5000, everybody_gets=offer, top_gets=offer, futures=1)["spent"] <= 5000
        ).all()


def test_a_second_record_is_paid_for_twice_and_helps_once(dirty):
    customers = dirty.clean("customers").set_index("customer_id")["consent_marketing"]
    pairs = dirty.true_dirt.query("kind == 'second record'")
    pairs = pairs[customers.loc[pairs["truth"]].to_numpy()]
    once = pd.DataFrame({"customer_id": pairs["truth"], "offer": "call"})
    twice = pd.concat([once, pd.DataFrame({"customer_id": pairs["key"], "offer": "call"})])
    played = [company.play(dirty, plan, futures=1).loc["yours"] for plan in (once, twice)]
    assert played[1]["contribution"] == played[0]["contribution"]
    assert played[1]["spent"] == 2 * played[0]["spent"]


def test_everybody_is_everybody_who_agreed(firm):
    customers = firm.clean("customers")
    asked = customers["consent_marketing"] & customers["since"].notna()
    assert company.play(firm, futures=1).loc["everybody", "treated"] == asked.sum()


def test_offers_are_listed_with_their_prices():
    assert company.offers().set_index("offer")["cost"].to_dict() == {
        name: one.cost for name, one in effects.OFFERS.items()
    }
