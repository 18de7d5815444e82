"""Invoices, when they were paid, what is still owed and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

TERM_DAYS = (0, 45, 60, 60)  # by type: consumers pay at once
AGES = ("not yet due", "1-30 days", "31-60 days", "61-90 days", "over 90 days")
BAD_DEBT = 0.012  # share of invoices of organisations that are never paid


def receivables(firm: Firm) -> pd.DataFrame:
    """``invoice_id, order_id, customer_id, invoice_date, due_date, amount, paid_date, outstanding, age``.

    One invoice for each order of an organisation, CNY net of refunds; ``outstanding`` and ``age`` are as on
    ``as_of``; age is missing once paid.
    """
    import numpy as np
    import pandas as pd

    rs, hidden, orders = firm.random_state("receivables"), firm.population, firm.clean("orders")
    number = columns.numbers(orders["customer_id"]) - firm.first_number
    refunds = firm.clean("returns").groupby("order_id")["refund"].sum()
    owed = (orders["amount"] - orders["order_id"].map(refunds).fillna(0.0)).round(2)
    chosen = (hidden.kind[number] > 0) & (owed > 0).to_numpy()
    orders, net, number = orders[chosen], owed[chosen].to_numpy(), number[chosen]
    n = len(orders)
    habit = np.exp(firm.random_state("paying").normal(0, 0.7, len(hidden)))[
        number
    ]  # a customer pays as they pay
    invoiced = orders["order_date"].to_numpy().astype("datetime64[D]") + np.floor(
        rs.random_sample(n) * 8
    ).astype(np.int64)
    due = invoiced + np.array(TERM_DAYS)[hidden.kind[number]]
    late = np.floor(rs.gamma(1.1, 16, n) * habit - 14).clip(-40).astype(np.int64)
    paid = due + late
    never = rs.random_sample(n) < BAD_DEBT * habit
    today = np.datetime64(seasons.AS_OF)
    open_now = never | (paid > today)
    days = (today - due).astype(np.int64)
    age = np.array(AGES, dtype=object)[np.digitize(days, [1, 31, 61, 91])]
    return pd.DataFrame(
        {
            "invoice_id": columns.ids("F", np.arange(1, n + 1), 6),
            "order_id": orders["order_id"].to_numpy(),
            "customer_id": orders["customer_id"].to_numpy(),
            "invoice_date": np.minimum(invoiced, today).astype("datetime64[s]"),
            "due_date": due.astype("datetime64[s]"),
            "amount": net,
            "paid_date": columns.days(np.maximum(paid, invoiced), ~open_now),
            "outstanding": np.where(open_now, net, 0.0),
            "age": columns.words(age, open_now),
        }
    )  # fmt: skip


def debts(firm: Firm) -> pd.DataFrame:
    """``customer_id, credit_limit, debt, overdue, oldest_days``: per organisation with an invoice, CNY on ``as_of``."""
    import numpy as np
    import pandas as pd

    invoices = firm.clean("receivables")
    days = (np.datetime64(seasons.AS_OF) - invoices["due_date"]).dt.days
    late = invoices["outstanding"].where(days > 0, 0.0)
    sums = pd.DataFrame(
        {
            "customer_id": invoices["customer_id"],
            "bought": invoices["amount"],
            "debt": invoices["outstanding"],
            "overdue": late,
            "oldest_days": days.where(late > 0, 0),
        }
    )
    table = sums.groupby("customer_id", as_index=False).agg(
        bought=("bought", "sum"),
        debt=("debt", "sum"),
        overdue=("overdue", "sum"),
        oldest_days=("oldest_days", "max"),
    )
    limit = np.maximum(20_000, np.round(table.pop("bought") / 8, -4))
    table.insert(1, "credit_limit", limit)
    return table.round({"debt": 2, "overdue": 2})
