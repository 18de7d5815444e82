import numpy as np
import pandas as pd
import pytest

from coursekit.data import company


@pytest.fixture(scope="module")
def pooled() -> pd.DataFrame:
    """The trials of 40 companies with everybody's true segment."""
    parts = []
    for seed in range(40):
        firm = company.generate(seed, dirty=False)
        parts.append(firm.trial.merge(firm.true_customers, on="customer_id"))
    return pd.concat(parts)


def test_arms_are_drawn_at_random(firm):
    trial = firm.trial
    shares = trial["arm"].value_counts(normalize=True)
    assert shares["control"] == pytest.approx(0.4, abs=0.04)
    before = trial.groupby("arm")["orders_before"].agg(["mean", "sem"])
    assert np.ptp(before["mean"]) < 4 * before["sem"].max()


def test_arms_do_not_depend_on_the_segment(pooled):
    shares = pd.crosstab(pooled["segment"], pooled["arm"], normalize="index")
    assert np.ptp(shares["control"]) < 0.045


@pytest.mark.parametrize("offer", ["voucher", "call"])
def test_offers_did_what_the_truth_says_by_segment(pooled, firm, offer, record_property):
    known = firm.true_effects.query("offer == @offer").set_index("segment")["in_trial"]
    steady = pooled[
        pooled["segment"] == pooled["segment_before"]
    ]  # who drifted had another effect for a while
    rate = steady.pivot_table(index="segment", columns="arm", values="orders_after")
    seen = rate[offer] / rate["control"] - 1
    shown = ", ".join(f"{name} {seen[name]:+.2f} (true {known[name]:+.2f})" for name in known.index)
    record_property("shown", f"company: effect of the {offer} on orders, 40 trials: {shown}")
    assert (seen - known).abs().max() < 0.25


def test_one_offer_harms_one_segment(pooled):
    steady = pooled[pooled["segment"] == "steady"].groupby("arm")["orders_after"].mean()
    assert steady["voucher"] < 0.85 * steady["control"]


def test_outcomes_are_those_of_the_order_table(firm):
    trial, orders = firm.trial.set_index("customer_id"), firm.orders
    inside = orders[orders["order_date"].between("2025-09-01", "2025-10-31")].groupby("customer_id").size()
    assert (trial["orders_after"] == inside.reindex(trial.index).fillna(0)).all()
    assert (trial["ordered"] == (trial["orders_after"] > 0)).all()


def test_a_voucher_lowers_what_was_paid(firm):
    trial = firm.trial.set_index("customer_id")
    orders = firm.orders[firm.orders["order_date"].between("2025-09-01", "2025-10-31")]
    paid = orders.groupby("customer_id")["amount"].sum().reindex(trial.index).fillna(0.0)
    cut = paid - trial["amount_after"]
    assert (cut[trial["arm"] != "voucher"].abs() < 0.01).all()
    assert cut[(trial["arm"] == "voucher") & trial["ordered"]].between(0.01, 600.01).all()


def test_a_naive_comparison_of_the_spring_mailing_is_far_too_high(record_property):
    """Nobody's behaviour was changed by the mailing; who was expected to buy got it."""
    naive, matched = [], []
    for seed in range(25):
        firm = company.generate(seed, dirty=False)
        table = firm.spring_campaign.merge(firm.true_customers, on="customer_id")
        past = (
            firm.orders[firm.orders["order_date"].between("2024-09-10", "2025-03-09")]
            .groupby("customer_id")
            .size()
        )
        table["past"] = table["customer_id"].map(past).fillna(0).clip(upper=5)
        means = table.groupby("mailed")["orders_after"].mean()
        naive.append(means[True] - means[False])
        cells = table.pivot_table(index="past", columns="mailed", values="orders_after")
        weights = table["past"].value_counts().reindex(cells.index)
        difference = (cells[True] - cells[False]).fillna(0.0)
        matched.append((difference * weights).sum() / weights.sum())
    record_property(
        "shown",
        f"company: spring mailing, orders a head: naive {np.mean(naive):+.2f}, within past orders {np.mean(matched):+.2f} (true 0)",
    )
    assert np.mean(naive) > 0.4
    assert abs(np.mean(matched)) < 0.25 * np.mean(naive)
