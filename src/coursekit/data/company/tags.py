"""Tags on customers, as they grow in a firm: most by rule, some by hand, some stale, some nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

HAND_MADE = {
    "opinion leader": "all",
    "large family": "consumer",
    "new mover": "consumer",
    "prefers WeChat": "all",
    "difficult": "all",
    "friend of the boss": "business",
}


def tags(firm: Firm) -> pd.DataFrame:
    """``customer_id, tag, source, owner, created_on, expires_on``; owner and expiry are sometimes missing."""
    import numpy as np
    import pandas as pd

    rs, people, customers = firm.random_state("tags"), firm.population, firm.clean("customers")
    orders, lines = firm.clean("orders"), firm.clean("lines")
    bought = lines.merge(orders[["order_id", "customer_id"]], on="order_id")
    cut = (
        bought.groupby("customer_id")["discount"]
        .mean()
        .reindex(customers["customer_id"])
        .fillna(0)
        .to_numpy()
    )
    recent = orders[orders["order_date"] >= "2025-07-01"].groupby("customer_id").size()
    many = recent.reindex(customers["customer_id"]).fillna(0).to_numpy()
    n = len(people)
    rules = {
        "price-sensitive": cut + rs.normal(0, 0.04, n) > 0.15,
        "active": many >= 3,
        "buys at peaks": rs.random_sample(n) < 0.06,
        "tender only": np.asarray(customers["type"].isin(["government", "special"]))
        & (rs.random_sample(n) < 0.3),
        "state-owned": np.asarray(customers["ownership"] == "state-owned"),
    }
    rows = [(i, tag, "rule") for tag, chosen in rules.items() for i in np.flatnonzero(chosen).tolist()]
    for tag, whom in HAND_MADE.items():
        fits = (
            (people.kind == 0)
            if whom == "consumer"
            else (people.kind > 0)
            if whom == "business"
            else people.kind >= 0
        )
        rows += [(i, tag, "hand") for i in np.flatnonzero(fits & (rs.random_sample(n) < 0.03)).tolist()]
    at = np.array([row[0] for row in rows])
    by_hand = np.array([row[2] == "hand" for row in rows])
    age = np.floor(rs.random_sample(len(rows)) * np.where(by_hand, 1000, 180)).astype(np.int64)
    created = np.datetime64(seasons.AS_OF) - age
    owner = np.where(
        rs.random_sample(len(rows)) < np.where(by_hand, 0.35, 0.04),
        None,
        customers["owner"].to_numpy(dtype=object)[at],
    )
    lasting = created + np.where(by_hand, 365, 184)
    missing = rs.random_sample(len(rows)) < np.where(by_hand, 0.55, 0.0)
    return pd.DataFrame(
        {
            "customer_id": people.customer_id[at],
            "tag": [row[1] for row in rows],
            "source": [row[2] for row in rows],
            "owner": owner,
            "created_on": created.astype("datetime64[s]"),
            "expires_on": columns.days(lasting, ~missing),
        }
    )  # fmt: skip
