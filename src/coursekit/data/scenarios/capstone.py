"""The capstone's raw tables and accounts, and a policy of rows turned into a list of who gets which offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coursekit.data.company import net_orders, offers
from coursekit.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company import Firm

HOUR = 120.0  # CNY an hour of service
GROWN, FALLEN = 1.5, 0.6  # orders of the last year to those of the year before
LARGE, MUCH = 0.75, 0.8  # quantiles among customers of the same kind
BANDS = {
    "kind": ("person", "organisation"),
    "trend": ("growing", "even", "falling", "silent"),
    "basket": ("large", "usual"),
    "discount": ("much", "usual"),
    "service": ("much", "usual"),
}
NUMBERS = ("monetary", "margin", "basket_size", "frequency", "recency")


def twins(firm: Firm) -> pd.DataFrame:
    """Second numbers of organisations that were entered twice, found by name and city: ``second, first``."""
    import pandas as pd

    from coursekit.data.company.dirt import second_records

    pairs = second_records(firm) if firm.dirty else {}
    return pd.DataFrame({"second": list(pairs), "first": list(pairs.values())}, dtype="str")


def accounts(firm: Firm) -> pd.DataFrame:
    """Customers with an order up to ``as_of``, by ``customer_id``: numbers and bands that a policy may name.

    ``recency`` (days)``, frequency, monetary`` (CNY net)``, basket_size`` (CNY an order)``, margin`` (CNY a year
    before marketing, of the last twelve months)``, orders_last, orders_before`` (the two last years)``, kind, trend,
    basket, discount, service, agreed`` (to marketing).

    >>> from coursekit.data import company
    >>> accounts(company.generate(1, scale=0.05))["trend"].isin(BANDS["trend"]).all()
    np.True_
    """
    import numpy as np
    import pandas as pd

    as_of = pd.Timestamp(firm.as_of)
    net = net_orders(firm)
    net = net[net["order_date"] <= as_of]
    details = (
        firm.clean("orders").set_index("order_id").loc[net["order_id"], ["cost", "freight", "service_hours"]]
    )
    net = net.join(details, on="order_id")
    net["service_cost"] = net["service_hours"] * HOUR
    net["margin"] = net["amount"] - net["cost"] - net["freight"] - net["service_cost"]
    lines = firm.clean("lines")
    net["cut"] = net["order_id"].map(lines[lines["amount"] > 0].groupby("order_id")["discount"].mean())
    one, two = (as_of - pd.Timedelta(days=days) for days in (365, 730))
    last, before = net[net["order_date"] > one], net[(net["order_date"] > two) & (net["order_date"] <= one)]
    each = net.groupby("customer_id")
    table = pd.DataFrame(
        {
            "recency": (as_of - each["order_date"].max()).dt.days,
            "frequency": each.size(),
            "monetary": each["amount"].sum().round(2),
            "basket_size": each["amount"].mean().round(2),
            "margin": last.groupby("customer_id")["margin"].sum().round(2),
            "orders_last": last.groupby("customer_id").size(),
            "orders_before": before.groupby("customer_id").size(),
        }
    ).fillna(0.0)
    table[["orders_last", "orders_before"]] = table[["orders_last", "orders_before"]].astype(int)
    customers = firm.clean("customers").set_index("customer_id").loc[table.index]
    table["kind"] = np.where(customers["type"] == "consumer", "person", "organisation")
    table["trend"] = np.select(
        [
            table["orders_last"] == 0,
            table["orders_last"] >= GROWN * table["orders_before"],
            table["orders_last"] <= FALLEN * table["orders_before"],
        ],
        ["silent", "growing", "falling"],
        "even",
    )
    cut, care = each["cut"].mean(), each["service_cost"].sum() / table["monetary"]
    for band, values, quantile, high in (
        ("basket", table["basket_size"], LARGE, "large"),
        ("discount", cut, MUCH, "much"),
        ("service", care, MUCH, "much"),
    ):
        edge = values.groupby(table["kind"]).transform("quantile", quantile)
        table[band] = np.where(values >= edge, high, "usual")
    table["agreed"] = customers["consent_marketing"].to_numpy()
    return table


def plan(table: pd.DataFrame, rows: Sequence[Mapping[str, Any]], budget: float) -> pd.DataFrame:
    """``customer_id, offer`` from rows such as ``{"kind": "organisation", "offer": "visit", "first": "margin"}``.

    Rows are served from top to bottom, within a row the largest ``first`` (default ``margin``) first, at most ``most``
    customers, until the budget is spent. Nobody gets two offers; who has not agreed to marketing gets none. A band may
    be one word or a list of words. Raises DataError naming the first row that cannot be read.

    >>> from coursekit.data import company
    >>> table = accounts(company.generate(1, scale=0.05))
    >>> plan(table, [{"kind": "person", "offer": "message", "most": 2}], budget=100.0)["offer"].tolist()
    ['message', 'message']
    """
    import pandas as pd

    if problem := fault(rows):
        number, title, found, known = problem
        raise DataError(
            f"Found {title} '{found}' in row {number} of the policy.", f"Expected one of {known}."
        )
    menu = offers()
    prices = dict(zip(menu["offer"], menu["cost"], strict=True))
    given: dict[str, str] = {}
    left = budget
    for row in rows:
        price = prices[row["offer"]]
        meant = table["agreed"] & ~table.index.isin(list(given))
        for band in BANDS:
            if row.get(band) is not None:
                words = [row[band]] if isinstance(row[band], str) else list(row[band])
                meant &= table[band].isin(words)
        ranked = table[meant].sort_values(row.get("first") or "margin", ascending=False, kind="stable").index
        most = len(ranked) if row.get("most") is None else row["most"]
        room = min(int((left + 1e-9) // price), most)
        given |= dict.fromkeys(ranked[:room], row["offer"])
        left -= price * len(ranked[:room])
    return pd.DataFrame({"customer_id": list(given), "offer": list(given.values())}, dtype="str")


def fault(rows: Sequence[object]) -> tuple[int, str, str, str] | None:
    """The first thing in a policy that cannot be read: row, title, what was found, what may stand there; or None.

    An entry that no row has is found as its own title; an ``offer`` that is missing, as 'None'.

    >>> fault([{"offer": "call"}, {"offer": "lunch"}])
    (2, 'offer', 'lunch', 'message, call, visit, voucher, care')
    """
    titles = (*BANDS, "offer", "first", "most")
    known = {**BANDS, "offer": tuple(offers()["offer"]), "first": NUMBERS}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            return number, "offer", str(row), ", ".join(known["offer"])
        if strange := [str(title) for title in row if title not in titles]:
            return number, strange[0], strange[0], ", ".join(titles)
        for title, told in {"offer": None, **row}.items():
            if title == "most":
                if told is not None and (type(told) is not int or told < 0):
                    return number, title, str(told), "0, 1, 2, …"
                continue
            words = [] if told is None and title != "offer" else told if type(told) is list and title in BANDS else [told]  # fmt: skip
            for word in words:
                if word not in known[title]:
                    return number, title, str(word), ", ".join(known[title])
    return None
