"""Loyalty points of consumers: earned with orders, spent, expired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

CNY_A_POINT = 10.0


def points(firm: Firm) -> pd.DataFrame:
    """``customer_id, booked_on, kind, points``: one point for each CNY 10 of an order of a consumer.

    ``kind`` is earned, spent or expired (two years after earning, if unspent); spent and expired are negative.
    """
    import numpy as np
    import pandas as pd

    rs, orders = firm.random_state("points"), firm.clean("orders")
    own = orders[firm.population.kind[columns.numbers(orders["customer_id"]) - firm.first_number] == 0]
    earned = np.floor(own["amount"].to_numpy() / CNY_A_POINT).astype(np.int64)
    luck, wait = rs.random_sample(len(own)), np.floor(rs.exponential(160, len(own))).astype(np.int64) + 3
    date = own["order_date"].to_numpy().astype("datetime64[D]")
    spent = (luck < 0.38) & (earned > 0) & (wait < 730) & (date + wait <= np.datetime64(seasons.AS_OF))
    expired = ~spent & (earned > 0) & (date + 731 <= np.datetime64(seasons.AS_OF))
    parts = [
        (np.ones(len(own), dtype=bool), date, "earned", earned),
        (spent, date + wait, "spent", -earned),
        (expired, date + 731, "expired", -earned),
    ]
    frames = [
        pd.DataFrame(
            {
                "customer_id": own["customer_id"].to_numpy()[chosen],
                "booked_on": when[chosen].astype("datetime64[s]"),
                "kind": kind,
                "points": count[chosen],
            }
        )
        for chosen, when, kind, count in parts
    ]
    table = pd.concat(frames, ignore_index=True)
    return table.sort_values(["booked_on", "customer_id"], kind="stable", ignore_index=True)
