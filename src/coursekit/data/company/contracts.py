"""Contracts of organisations, and the procedure by which public buyers awarded them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

KINDS = ("annual supply", "framework", "single purchase", "maintenance")
PUBLIC_SHARES = (
    # up to CNY 100,000; up to 500,000; up to 2 million; above
    ("direct", (0.62, 0.08, 0.0, 0.0)),
    ("request for quotation", (0.33, 0.50, 0.12, 0.0)),
    ("competitive negotiation", (0.03, 0.20, 0.24, 0.06)),
    ("competitive consultation", (0.0, 0.14, 0.26, 0.06)),
    ("open tender", (0.0, 0.04, 0.30, 0.84)),
    ("single source", (0.02, 0.04, 0.08, 0.04)),
)


def contracts(firm: Firm) -> pd.DataFrame:
    """``contract_id, customer_id, kind, procedure, published, clarified, opened, signed, starts, ends, amount``.

    ``amount``: CNY agreed for the term (delivered amounts differ). The first three dates belong to public
    procedures: notice, clarification meeting, opening of bids; missing for direct awards and firms.
    """
    import numpy as np
    import pandas as pd

    rs, hidden, orders = firm.random_state("contracts"), firm.population, firm.clean("orders")
    year = orders.groupby([orders["customer_id"], orders["order_date"].dt.year])["amount"].agg(
        ["sum", "size"]
    )
    year = year.reset_index(names=["customer_id", "year"])
    number = columns.numbers(year["customer_id"]) - firm.first_number
    kind = hidden.kind[number]
    wish = np.where(kind == 1, 0.10 + 0.55 * (year["size"] > 6) + 0.2 * (year["sum"] > 300_000), 0.62)
    chosen = (kind > 0) & (rs.random_sample(len(year)) < wish) & (year["sum"].to_numpy() > 8_000)
    year, kind, number = year[chosen].reset_index(drop=True), kind[chosen], number[chosen]
    n = len(year)
    agreed = year["sum"].to_numpy() * np.exp(rs.normal(0.05, 0.3, n))
    agreed = np.round(agreed, -3)
    band = np.digitize(agreed, [100_000, 500_000, 2_000_000])
    shares = np.array([row[1] for row in PUBLIC_SHARES]).T[band]
    procedure = np.array([row[0] for row in PUBLIC_SHARES], dtype=object)[pick(rs, shares, n)]
    procedure = np.where(kind == 1, "negotiated", procedure)
    regular = year["size"].to_numpy() >= 6
    mix = np.where(regular[:, None], [0.52, 0.25, 0.05, 0.18], [0.12, 0.16, 0.54, 0.18])
    months = np.floor(rs.beta(1.2, 2.6, n) * 10).astype(np.int64)
    signed = (
        (year["year"].to_numpy() - 1970).astype("datetime64[Y]").astype("datetime64[D]")
        + 31 * months
        + np.floor(rs.random_sample(n) * 28).astype(np.int64)
    )
    formal = np.isin(
        procedure.astype(str), ("open tender", "competitive consultation", "competitive negotiation")
    )
    opened = signed - 12 - np.floor(rs.random_sample(n) * 20).astype(np.int64)
    published = (
        opened
        - np.where(procedure == "open tender", 20, 10)
        - np.floor(rs.random_sample(n) * 9).astype(np.int64)
    )
    clarified = published + np.floor((opened - published).astype(np.int64) * 0.5).astype(np.int64)
    term = np.array([365, 730, 120, 365])
    which = pick(rs, mix, n)
    starts = signed + 7
    table = pd.DataFrame(
        {
            "contract_id": columns.ids("K", np.arange(1, n + 1), 5),
            "customer_id": hidden.customer_id[number],
            "kind": np.array(KINDS, dtype=object)[which],
            "procedure": procedure,
            "published": columns.days(published, formal),
            "clarified": columns.days(clarified, formal & (rs.random_sample(n) < 0.6)),
            "opened": columns.days(opened, formal),
            "signed": signed.astype("datetime64[s]"),
            "starts": starts.astype("datetime64[s]"),
            "ends": (starts + term[which]).astype("datetime64[s]"),
            "amount": agreed,
        }
    )
    return table[table["signed"] <= np.datetime64(seasons.AS_OF)].reset_index(drop=True)
