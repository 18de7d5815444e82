"""Play the company forward: what a policy earns in the next twelve months, against three simple ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import effects, future, policy
from coursekit.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

BUDGET_A_CUSTOMER = 25.0  # CNY; 60,000 at lesson scale
OFFERS = tuple(effects.OFFERS)


def offers() -> pd.DataFrame:
    """What can be offered: ``offer, cost`` (CNY a customer)``, price_cut`` (share of the next order)."""
    import pandas as pd

    return pd.DataFrame(
        [(one.name, one.cost, one.price_cut) for one in effects.OFFERS.values()],
        columns=["offer", "cost", "price_cut"],
    )


def usual_budget(firm: Firm) -> float:
    """CNY 25 for each customer on the books: 60,000 at lesson scale."""
    return BUDGET_A_CUSTOMER * len(firm.population)


def play(
    firm: Firm,
    chosen: policy.Policy | None = None,
    budget: float | None = None,
    seed: int = 0,
    *,
    everybody_gets: str = "message",
    top_gets: str = "visit",
    futures: int = 10,
) -> pd.DataFrame:
    """The year 2026 under 'nobody', 'everybody', 'top RFM' and, if given, your policy.

    ``chosen``: a frame ``customer_id, offer`` or a function of the company that returns one. One row a policy:
    ``treated, spent, orders, sales, contribution, profit, gain`` (CNY; gain: profit less that of 'nobody').
    Contribution is after cost of goods, freight, service at CNY 120 an hour, and vouchers. 'everybody' gives
    ``everybody_gets`` to all who agreed to marketing, 'top RFM' gives ``top_gets`` to the highest scores, both
    until the budget is spent. Figures are means over ``futures`` possible years, drawn from ``seed`` and the
    same for all policies. Raises DataError for a policy that cannot be carried out.

    >>> from coursekit.data import company
    >>> play(company.generate(1, scale=0.05)).index.tolist()
    ['nobody', 'everybody', 'top RFM']
    """
    import pandas as pd

    money = usual_budget(firm) if budget is None else budget
    for given in (everybody_gets, top_gets):
        if given not in effects.OFFERS:
            raise DataError(f"Found offer '{given}'.", f"Expected one of {', '.join(OFFERS)}.")
    plans = {
        "nobody": policy.nobody(firm),
        "everybody": policy.everybody(firm, everybody_gets, money),
        "top RFM": policy.top_rfm(firm, top_gets, money),
    }
    if chosen is not None:
        plans["yours"] = policy.frame_of(firm, chosen)
    ready = {name: policy.checked(firm, plan, money) for name, plan in plans.items()}
    lived: dict[str, list[future.Result]] = {name: [] for name in ready}
    for number in range(futures):
        year = future.draw(firm, f"{seed} {number}")
        for name, (offer, wasted) in ready.items():
            lived[name].append(future.live(firm, year, offer, wasted))
    names = ["treated", "spent", "orders", "sales", "contribution", "profit"]
    rows = [
        [sum(getattr(one, column) for one in years) / futures for column in names] for years in lived.values()
    ]
    table = pd.DataFrame(rows, columns=names, index=pd.Index(list(lived), name="policy"))
    table["gain"] = table["profit"] - float(table["profit"].iloc[0])
    return table.round(2).astype({"treated": int})
