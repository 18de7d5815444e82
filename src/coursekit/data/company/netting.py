"""Orders as the rest of the course expects them: one row an order, net of returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm


def net_orders(firm: Firm) -> pd.DataFrame:
    """``customer_id, order_id, order_date`` (day)``, amount`` (CNY, after discount and refunds), without dirt.

    Orders sent back in full are left out. This is what a right cleaning of ``firm.orders`` and
    ``firm.lines`` arrives at, but for orders not yet recorded on ``as_of``, which it contains.

    >>> from coursekit.data import company
    >>> net_orders(company.generate(1, scale=0.05)).columns.tolist()
    ['customer_id', 'order_id', 'order_date', 'amount']
    """
    orders = firm.clean("orders")[["customer_id", "order_id", "order_date", "amount"]]
    refunds = firm.clean("returns").groupby("order_id")["refund"].sum()
    orders["amount"] = (orders["amount"] - orders["order_id"].map(refunds).fillna(0.0)).round(2)
    return orders[orders["amount"] > 0].reset_index(drop=True)
