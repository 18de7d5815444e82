"""The sales funnel of organisations: opportunities, won, lost and open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

STAGES = ("lead", "qualified", "proposal", "negotiation", "decision")
GO_ON = (0.68, 0.72, 0.70, 0.80)  # chance of passing from each stage to the next
DAYS_IN_STAGE = (14.0, 21.0, 28.0, 24.0, 18.0)
SOURCES = ("referral", "trade fair", "web form", "cold call", "existing customer", "tender notice")
LOST = ("price", "competitor", "no budget", "no answer", "specification")


def opportunities(firm: Firm) -> pd.DataFrame:
    """``opportunity_id, customer_id, source, amount`` (CNY expected)``, lead … decision`` (day each stage was
    reached)``, status`` (won, lost, open)``, lost_because``. Won about one in four; prospects' are open or lost.
    """
    import numpy as np
    import pandas as pd

    rs, hidden = firm.random_state("funnel"), firm.population
    business = hidden.kind > 0
    expected = np.where(business, 0.5 + 0.35 * np.log1p(hidden.size * hidden.own_rate), 0.0) * np.where(
        hidden.prospect, 1.6, 1.0
    )
    at = np.repeat(np.arange(len(hidden)), rs.poisson(expected * 1.5))
    n = len(at)
    first = np.where(hidden.prospect[at], 700, np.clip(hidden.birth[at] - 70, -30, 1000))
    day = first + np.floor(rs.random_sample(n) * (seasons.DAYS - 4 - first)).astype(np.int64)
    passed = rs.random_sample((n, len(GO_ON))) < np.array(GO_ON) + 0.06 * (hidden.kind[at] == 1)[:, None]
    reached = 1 + np.cumprod(passed, axis=1).sum(axis=1)
    waits = (
        np.floor(
            rs.gamma(1.5, 1 / 1.5, (n, 5))
            * np.array(DAYS_IN_STAGE)
            * np.where(hidden.kind[at] == 2, 1.6, 1.0)[:, None]
        ).astype(np.int64)
        + 1
    )
    entered = day[:, None] + np.concatenate(
        [np.zeros((n, 1), dtype=np.int64), np.cumsum(waits[:, :4], axis=1)], axis=1
    )
    ended = np.take_along_axis(entered, (reached - 1)[:, None], axis=1)[:, 0] + waits[:, 4]
    seen = (np.arange(5) < reached[:, None]) & (entered < seasons.DAYS)
    won = (reached == 5) & (rs.random_sample(n) < 0.72) & ~hidden.prospect[at]
    status = np.where(ended >= seasons.DAYS, "open", np.where(won, "won", "lost"))
    source = np.array(SOURCES, dtype=object)[pick(rs, np.array([0.2, 0.12, 0.16, 0.16, 0.24, 0.12]), n)]
    reason = np.array(LOST, dtype=object)[pick(rs, np.array([0.34, 0.2, 0.16, 0.18, 0.12]), n)]
    amount = 26_000 * hidden.size[at] * np.exp(rs.normal(0, 0.7, n))
    table = pd.DataFrame(
        {
            "customer_id": hidden.customer_id[at],
            "source": source,
            "amount": np.round(amount, -2).clip(500),
            **{
                stage: columns.days(np.datetime64(seasons.START) + entered[:, i], seen[:, i])
                for i, stage in enumerate(STAGES)
            },
            "status": status,
            "lost_because": columns.words(reason, status == "lost"),
        }
    ).sort_values(["lead", "customer_id"], kind="stable", ignore_index=True)  # fmt: skip
    table.insert(0, "opportunity_id", columns.ids("N", np.arange(1, n + 1), 5))
    return table
