"""Behavioural segments overlap: no single threshold finds one, several features together find something."""

import numpy as np
import pandas as pd
import pytest

from coursekit.data import company
from coursekit.data.company import behaviour, seasons

LIMIT = 0.85


def features(firm) -> pd.DataFrame:
    """What a trainee could compute of each customer: 30 features."""
    orders, lines, as_of = firm.orders, firm.lines, pd.Timestamp(firm.as_of)
    kind = orders["customer_id"].map(firm.customers.set_index("customer_id")["type"])
    peak = np.zeros(len(orders), dtype=bool)
    for name in seasons.TYPES:
        mine = (kind == name).to_numpy()
        peak[mine] = seasons.peaks(orders["order_date"].to_numpy().astype("datetime64[D]")[mine], name)
    orders = orders.assign(
        age=(as_of - orders["order_date"]).dt.days, year=orders["order_date"].dt.year, peak=peak
    )
    own = orders.groupby("customer_id")
    table = pd.DataFrame(
        {
            "recency": own["age"].min(), "tenure": own["age"].max(), "frequency": own.size(), "monetary": own["amount"].sum(),
            "mean": own["amount"].mean(), "largest": own["amount"].max(), "hours": own["service_hours"].sum(),
            "hours_an_order": own["service_hours"].mean(), "peak": own["peak"].mean(),
            "cost": own["cost"].sum() / own["amount"].sum(), "freight": own["freight"].sum() / own["amount"].sum(),
        }
    )  # fmt: skip
    for year in (2023, 2024, 2025):
        that = orders[orders["year"] == year].groupby("customer_id")["amount"]
        table[f"orders_{year}"], table[f"sales_{year}"] = that.size(), that.sum()
    table["half"] = orders[orders["age"] < 183].groupby("customer_id").size()
    table["half_before"] = orders[orders["age"].between(183, 365)].groupby("customer_id").size()
    bought = lines.merge(orders[["order_id", "customer_id"]], on="order_id").groupby("customer_id")
    table["discount"], table["most_discount"] = bought["discount"].mean(), bought["discount"].max()
    table["pieces"], table["products"] = bought["quantity"].sum(), bought["product_id"].nunique()
    returned = firm.returns.merge(orders[["order_id", "customer_id"]], on="order_id")
    for name, rows in {
        "returns": returned,
        "complaints": firm.complaints,
        "contacts": firm.contacts,
        "web": firm.web,
    }.items():
        table[name] = rows.groupby("customer_id").size()
    table = table.fillna(0.0)
    table["trend"], table["half_trend"] = (
        table["orders_2025"] - table["orders_2024"],
        table["half"] - table["half_before"],
    )
    table["gap"] = (table["tenure"] - table["recency"]) / table["frequency"]
    table["silence"] = table["recency"] / (table["gap"] + 30)
    table["returns_an_order"] = table["returns"] / table["frequency"]
    return table


def best_stump(table: pd.DataFrame, positive: np.ndarray) -> tuple[float, str]:
    """Best balanced accuracy of any threshold on any feature, in either direction."""
    best = (0.5, "")
    for name in table:
        order = np.argsort(table[name].to_numpy(), kind="stable")
        values, truth = table[name].to_numpy()[order], positive[order]
        gap = np.abs(np.cumsum(truth) / truth.sum() - np.cumsum(~truth) / (~truth).sum())
        between = np.append(values[1:] != values[:-1], True)
        best = max(best, (0.5 + 0.5 * gap[between].max(), name))
    return best


@pytest.mark.parametrize("seed", [company.LESSON_SEED, 1, 2])
def test_no_single_threshold_separates_a_segment(seed, record_property):
    firm = company.generate(seed, dirty=False)
    table = features(firm)
    segment = firm.true_customers.set_index("customer_id")["segment"].loc[table.index]
    found = {name: best_stump(table, (segment == name).to_numpy()) for name in behaviour.NAMES}
    figures = ", ".join(f"{name} {value:.2f} ({feature})" for name, (value, feature) in found.items())
    record_property("shown", f"company: best stump, seed {seed}: {figures}")
    assert max(value for value, _ in found.values()) < LIMIT


def test_a_stump_does_find_what_one_threshold_separates():
    table = pd.DataFrame({"noise": [3, 1, 2, 4], "signal": [1, 2, 8, 9]})
    assert best_stump(table, np.array([False, False, True, True])) == (1.0, "signal")


def test_several_features_together_find_the_segments_far_better_than_chance(firm, record_property):
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import balanced_accuracy_score
    from sklearn.model_selection import cross_val_predict

    table = features(firm)
    segment = firm.true_customers.set_index("customer_id")["segment"].loc[table.index]
    model = RandomForestClassifier(100, class_weight="balanced_subsample", min_samples_leaf=3, random_state=0)
    score = balanced_accuracy_score(segment, cross_val_predict(model, table, segment, cv=3))
    record_property(
        "shown",
        f"company: a forest on all features: balanced accuracy {score:.2f} of eight segments (chance 0.12)",
    )
    assert 0.35 < score < 0.75


def test_truth_is_about_every_customer_and_every_offer(firm):
    assert list(firm.true_customers["customer_id"]) == list(firm.customers["customer_id"])
    effects = firm.true_effects
    assert len(effects) == len(behaviour.NAMES) * effects["offer"].nunique()
    assert effects.groupby("offer")["in_trial"].count().loc[["voucher", "call", "visit"]].tolist() == [
        8,
        8,
        0,
    ]
