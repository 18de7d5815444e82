"""Goods sent back: a separate table here; in the dirty export they are negative lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import behaviour, columns, seasons
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

REASONS = ("does not fit", "fault", "changed mind", "wrong delivery", "found cheaper")


def returns(firm: Firm) -> pd.DataFrame:
    """``return_id, order_id, line_no, return_date, quantity, refund, reason``: refund in CNY, at the price paid.

    Goods come back 1–45 days after the order and before ``as_of``; services never.
    """
    import numpy as np
    import pandas as pd

    rs, people = firm.random_state("returns"), firm.population
    orders, lines = firm.clean("orders"), firm.clean("lines")
    who = columns.numbers(orders["customer_id"]) - firm.first_number
    day = (
        (orders["order_date"].to_numpy() - np.datetime64(seasons.START))
        .astype("timedelta64[D]")
        .astype(np.int64)
    )
    state = people.segment[who, seasons.month_of(np.datetime64(seasons.START) + day)]
    chance = np.array([s.returns for s in behaviour.SEGMENTS])[state] * np.where(
        people.kind[who] == 0, 1.25, 0.6
    )
    at = columns.numbers(lines["order_id"]) - firm.first_order
    service = lines["product_id"].isin(["P17", "P18", "P19", "P12"]).to_numpy()
    back = rs.random_sample(len(lines)) < np.where(service, 0.0, chance[at] * 1.4)
    after = day[at] + 1 + np.floor(rs.exponential(11, len(lines))).clip(0, 44).astype(np.int64)
    back &= after < seasons.DAYS
    sent = lines[back]
    part = np.where(rs.random_sample(len(sent)) < 0.6, 1.0, rs.random_sample(len(sent)))
    quantity = np.maximum(1, np.floor(sent["quantity"].to_numpy() * part)).astype(np.int64)
    refund = sent["amount"].to_numpy() * quantity / sent["quantity"].to_numpy()
    reason = np.array(REASONS, dtype=object)[pick(rs, np.array([0.3, 0.22, 0.24, 0.12, 0.12]), len(sent))]
    return pd.DataFrame(
        {
            "return_id": columns.ids("R", np.arange(1, len(sent) + 1), 6),
            "order_id": sent["order_id"].to_numpy(),
            "line_no": sent["line_no"].to_numpy(),
            "return_date": (np.datetime64(seasons.START) + after[back]).astype("datetime64[s]"),
            "quantity": quantity,
            "refund": np.round(refund, 2),
            "reason": reason,
        }
    )  # fmt: skip
