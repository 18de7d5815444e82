"""A policy: who gets which offer. Checked before it is played, and three to compare with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coursekit.data.company import dirt, effects
from coursekit.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from coursekit.data.company.firm import Firm

    Policy = pd.DataFrame | Callable[[Firm], pd.DataFrame]


def frame_of(firm: Firm, policy: Policy) -> pd.DataFrame:
    """The policy as a frame ``customer_id, offer``. Raises DataError when it is neither frame nor function."""
    import pandas as pd

    plan = policy(firm) if callable(policy) else policy
    if not isinstance(plan, pd.DataFrame):
        raise DataError(
            f"Found a policy of type '{type(plan).__name__}'.",
            "Expected a frame with customer_id and offer, or a function of the company that returns one.",
        )
    absent = [column for column in ("customer_id", "offer") if column not in plan.columns]
    if absent:
        raise DataError(f"Found a policy without {' and '.join(absent)}.", "Expected customer_id and offer.")
    return plan[["customer_id", "offer"]]


def checked(firm: Firm, plan: pd.DataFrame, budget: float) -> tuple[NDArray[np.int64], float]:
    """Offer of each customer as an index (−1: none), and CNY spent on second records of the same customer.

    Raises DataError for unknown customers or offers, a customer named twice, customers who have not agreed
    to marketing, and a plan that costs more than the budget.
    """
    import numpy as np

    customers = firm.clean("customers")
    number = {key: at for at, key in enumerate(customers["customer_id"])}
    second = {new: number[old] for new, old in (dirt.second_records(firm) if firm.dirty else {}).items()}
    ids = plan["customer_id"].tolist()
    _refuse(
        [key for key in ids if key not in number and key not in second],
        "unknown customers",
        "Expected customer_ids of this company.",
    )
    _refuse(
        [key for key in plan["offer"] if key not in effects.OFFERS],
        "unknown offers",
        f"Expected one of {', '.join(effects.OFFERS)}.",
    )
    _refuse(
        plan["customer_id"][plan["customer_id"].duplicated()].tolist(),
        "customers named twice",
        "Expected one offer a customer.",
    )
    agreed = customers["consent_marketing"].to_numpy()
    at = [number[key] if key in number else second[key] for key in ids]
    _refuse([key for key, i in zip(ids, at, strict=True) if not agreed[i]], "customers who have not agreed to marketing", "Leave them out: see consent_marketing.")  # fmt: skip
    prices = [effects.OFFERS[key].cost for key in plan["offer"]]
    if sum(prices) > budget + 1e-6:
        raise DataError(
            f"Found a plan that costs CNY {sum(prices):,.0f}.", f"Expected at most the budget of CNY {budget:,.0f}.",
            "Leave out those who add least for what they cost.",
        )  # fmt: skip
    names = tuple(effects.OFFERS)
    offer = np.full(len(customers), -1)
    wasted = 0.0
    for i, name, price in zip(at, plan["offer"], prices, strict=True):
        if offer[i] >= 0:
            wasted += price
        else:
            offer[i] = names.index(name)
    return offer, wasted


def _refuse(wrong: list[object], what: str, expected: str) -> None:
    if wrong:
        shown = ", ".join(str(key) for key in wrong[:3]) + (", …" if len(wrong) > 3 else "")
        raise DataError(f"Found {what}: {shown} ({len(wrong)} in all).", expected)


def nobody(firm: Firm) -> pd.DataFrame:
    """Nobody gets anything."""
    return firm.clean("customers").head(0)[["customer_id"]].assign(offer="")


def everybody(firm: Firm, offer: str, budget: float) -> pd.DataFrame:
    """All who agreed get ``offer``, in a random order, until the money is gone."""
    customers = firm.clean("customers")
    ids = customers.loc[customers["consent_marketing"] & customers["since"].notna(), "customer_id"]
    order = firm.random_state("everybody").permutation(len(ids))
    return _while_money_lasts(ids.iloc[order], offer, budget)


def top_rfm(firm: Firm, offer: str, budget: float) -> pd.DataFrame:
    """The customers with the highest R + F + M quintile scores get ``offer``, until the money is gone.

    Scores are from the clean orders of the three years; of equal scores, the higher sales come first.
    """
    import numpy as np

    customers, orders = firm.clean("customers"), firm.clean("orders")
    table = orders.groupby("customer_id").agg(
        r=("order_date", "max"), f=("order_id", "size"), m=("amount", "sum")
    )
    score = sum(np.ceil(table[column].rank(pct=True, method="max") * 5) for column in ("r", "f", "m"))
    ranked = table.assign(score=score).sort_values(["score", "m"], ascending=False, kind="stable").index
    agreed = customers.loc[customers["consent_marketing"], "customer_id"]
    return _while_money_lasts(ranked[ranked.isin(agreed)].to_series(), offer, budget)


def _while_money_lasts(ids: pd.Series, offer: str, budget: float) -> pd.DataFrame:
    import pandas as pd

    count = int((budget + 1e-6) // effects.OFFERS[offer].cost)
    return pd.DataFrame({"customer_id": ids.to_numpy()[:count], "offer": offer})
