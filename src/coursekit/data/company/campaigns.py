"""Two campaigns: a randomised trial with known effects, and a mailing whose recipients were chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import effects

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

TRIAL_START, TRIAL_END = "2025-09-01", "2025-10-31"
SPRING_START, SPRING_END = "2025-03-10", "2025-05-08"
ARMS = ("", "control", "voucher", "call")


def trial(firm: Firm) -> pd.DataFrame:
    """The randomised trial of autumn 2025: a row a customer, arms drawn 40/30/30 before anything was known.

    ``customer_id, arm, sent_on, cost`` (CNY)``, orders_before, amount_before`` (61 days before)``, ordered,
    orders_after, amount_after`` (1 September–31 October, after vouchers)``, margin_after`` (amount less cost and
    freight). What the offers did is in ``true_effects``: the voucher does harm among steady customers.
    """
    import numpy as np
    import pandas as pd

    hidden = firm.population
    chosen = hidden.trial_arm > 0
    arm = np.array(ARMS, dtype=object)[hidden.trial_arm[chosen]]
    table = pd.DataFrame({"customer_id": hidden.customer_id[chosen], "arm": arm})
    table["sent_on"] = pd.Series(np.datetime64(TRIAL_START, "s"), index=table.index).where(
        table["arm"] != "control"
    )
    prices = {name: offer.cost for name, offer in effects.OFFERS.items()}
    table["cost"] = table["arm"].map(prices).fillna(0.0).astype(float)
    table = _outcomes(firm, table, "2025-07-02", TRIAL_START, TRIAL_END)
    cut = _first_order(firm, table["customer_id"]) * effects.OFFERS["voucher"].price_cut
    cut = cut.clip(upper=effects.MOST_CUT)
    cut = cut.where(table["arm"] == "voucher", 0.0).round(2)
    table["amount_after"] = (table["amount_after"] - cut).round(2)
    table["margin_after"] = (table["margin_after"] - cut).round(2)
    return table


def spring_campaign(firm: Firm) -> pd.DataFrame:
    """The mailing of spring 2025, *not* randomised: sellers wrote to whom they thought would buy.

    Columns as in ``trial``, with ``mailed`` for the arm. Its true effect is nil; a naive comparison shows a
    large one.
    """
    import numpy as np
    import pandas as pd

    rs, hidden, orders = firm.random_state("spring"), firm.population, firm.clean("orders")
    first_day = int((np.datetime64(SPRING_START) - np.datetime64("2023-01-01")).astype(np.int64))
    table = pd.DataFrame({"customer_id": hidden.customer_id[(hidden.birth < first_day) & ~hidden.prospect]})
    past = orders[orders["order_date"] < SPRING_START]
    recent = past[past["order_date"] >= "2024-09-10"].groupby("customer_id")["amount"].agg(["size", "sum"])
    recent = recent.reindex(table["customer_id"]).fillna(0.0)
    liking = -1.5 + 0.55 * recent["size"].to_numpy() + 0.11 * np.log1p(recent["sum"].to_numpy())
    table["mailed"] = rs.random_sample(len(table)) < 1 / (1 + np.exp(-liking))
    table["cost"] = np.where(table["mailed"], 6.0, 0.0)
    return _outcomes(firm, table, "2025-01-09", SPRING_START, SPRING_END)


def _outcomes(firm: Firm, table: pd.DataFrame, before: str, start: str, end: str) -> pd.DataFrame:
    """Add orders, amounts and margin before and after, from the order table."""
    orders = firm.clean("orders")
    orders = orders.assign(margin=orders["amount"] - orders["cost"] - orders["freight"])
    earlier = orders[(orders["order_date"] >= before) & (orders["order_date"] < start)]
    later = orders[(orders["order_date"] >= start) & (orders["order_date"] <= end)]
    ids = table["customer_id"]
    old, new = earlier.groupby("customer_id"), later.groupby("customer_id")
    table["orders_before"] = old.size().reindex(ids).fillna(0).to_numpy().astype(int)
    table["amount_before"] = old["amount"].sum().reindex(ids).fillna(0.0).to_numpy().round(2)
    table["orders_after"] = new.size().reindex(ids).fillna(0).to_numpy().astype(int)
    table["ordered"] = table["orders_after"] > 0
    table["amount_after"] = new["amount"].sum().reindex(ids).fillna(0.0).to_numpy().round(2)
    table["margin_after"] = new["margin"].sum().reindex(ids).fillna(0.0).to_numpy().round(2)
    return table


def _first_order(firm: Firm, ids: pd.Series) -> pd.Series:
    """Amount of each customer's first order in the trial, 0 without one; indexed like ``ids``."""
    orders = firm.clean("orders")
    inside = orders[(orders["order_date"] >= TRIAL_START) & (orders["order_date"] <= TRIAL_END)]
    return inside.groupby("customer_id")["amount"].first().reindex(ids).fillna(0.0).set_axis(ids.index)
