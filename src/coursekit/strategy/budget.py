"""Who gets which offer: incremental profit, and the allocation that earns most within the limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from coursekit.errors import DataError, UsageError
from coursekit.faults import expect_columns

if TYPE_CHECKING:
    import pandas as pd

_Number = TypeVar("_Number", float, "pd.Series[float]")


def incremental_profit(p_treated: _Number, p_control: _Number, margin: float, cost: float) -> _Number:
    """Profit that a contact adds for one customer: (p treated − p control)·margin − cost.

    ``p`` are probabilities to buy with and without the contact; ``margin`` of a purchase and ``cost`` of a
    contact in the same currency. Works on Series too. Negative where the contact costs more than it moves.

    >>> round(incremental_profit(0.12, 0.10, 300, 4), 2)
    2.0
    >>> round(incremental_profit(0.60, 0.60, 300, 4), 2)  # a sure buyer: high response, nothing gained
    -4.0
    """
    return (p_treated - p_control) * margin - cost


@dataclass(frozen=True)
class Allocation:
    """``plan``: the options with ``treated`` (customers given that offer); totals; what one more unit would earn.

    ``worth`` holds, for each limit, the profit of one unit more of it (0 where the limit does not bind): of CNY
    for 'budget', of contacts for 'contacts', of customers for an offer's own cap. Empty with whole customers.
    """

    plan: pd.DataFrame
    profit: float
    cost: float
    contacts: float
    worth: dict[str, float]


def allocate(
    options: pd.DataFrame,
    *,
    budget: float,
    contacts: float | None = None,
    caps: Mapping[str, float] | None = None,
    whole: bool = False,
) -> Allocation:
    """The allocation with the highest expected incremental profit: a linear programme (HiGHS through scipy).

    ``options``: one row a segment (or customer) and offer, with segment, offer, customers (how many the segment
    has, the same in each of its rows), profit (incremental, after cost) and cost of one treated customer; contacts
    (of one treated customer, default 1). Limits: total cost ≤ ``budget``, contacts ≤ ``contacts``, an offer's
    customers ≤ its ``caps``, and one offer at most for a customer. Nobody has to be treated. With ``whole``,
    customers are whole numbers (slower; never more profit). Raises DataError for options that cannot be.

    >>> import pandas as pd
    >>> options = pd.DataFrame({"segment": ["new", "new", "loyal"], "offer": ["call", "mail", "mail"],
    ...     "customers": [100, 100, 50], "profit": [8.0, 3.0, -1.0], "cost": [4.0, 1.0, 1.0]})
    >>> found = allocate(options, budget=250)
    >>> found.plan["treated"].round(6).tolist(), round(found.profit, 6), round(found.worth["budget"], 6)
    ([50.0, 50.0, 0.0], 550.0, 1.666667)
    """
    import numpy as np

    names = ["segment", "offer", "customers", "profit", "cost"]
    expect_columns(options, names, "the options")
    _check(options)
    profit, cost = options["profit"].to_numpy(dtype=float), options["cost"].to_numpy(dtype=float)
    each = options["contacts"].to_numpy(dtype=float) if "contacts" in options else np.ones(len(options))
    rows, limits, labels = [cost], [float(budget)], ["budget"]
    if contacts is not None:
        rows, limits, labels = [*rows, each], [*limits, float(contacts)], [*labels, "contacts"]
    for offer, cap in (caps or {}).items():
        if offer not in set(options["offer"]):
            raise UsageError(
                f"Found a cap for '{offer}'.", f"Expected one of {sorted(set(options['offer']))}."
            )
        rows.append(options["offer"].eq(offer).to_numpy(dtype=float))
        limits.append(float(cap))
        labels.append(offer)
    for segment, part in options.groupby("segment", sort=False):
        rows.append(options["segment"].eq(segment).to_numpy(dtype=float))
        limits.append(float(part["customers"].iloc[0]))
    if min(limits) < 0:
        raise UsageError(f"Found limits {limits}.", "Expected 0 or more.")
    treated, marginals = _solve(-profit, np.array(rows), np.array(limits), whole)
    treated[np.abs(treated) < 1e-9] = 0.0
    worth = {} if whole else {name: float(-marginals[place]) + 0.0 for place, name in enumerate(labels)}
    return Allocation(
        options.assign(treated=treated),
        float(profit @ treated),
        float(cost @ treated),
        float(each @ treated),
        worth,
    )


def _check(options: pd.DataFrame) -> None:
    numbers = ["customers", "profit", "cost", *(["contacts"] if "contacts" in options else [])]
    if bool(options[numbers].isna().to_numpy().any()):
        raise DataError("Found missing values among the options.", "Expected a number in every cell.")
    if bool((options[[name for name in numbers if name != "profit"]] < 0).to_numpy().any()):
        raise DataError("Found negative customers, costs or contacts.", "Expected 0 or more.")
    if bool(options.duplicated(["segment", "offer"]).any()):
        raise DataError("Found a segment and offer twice.", "Expected one row each.")
    if bool(options.groupby("segment")["customers"].nunique().gt(1).any()):
        raise DataError("Found two sizes for a segment.", "Expected the same customers in each of its rows.")


def _solve(loss: Any, matrix: Any, limits: Any, whole: bool) -> tuple[Any, Any]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp

    if whole:
        found: Any = milp(
            loss,
            integrality=np.ones(len(loss), dtype=int),
            bounds=Bounds(0, np.inf),
            constraints=LinearConstraint(matrix, -np.inf, limits),
            options={"mip_rel_gap": 0.0},
        )
        return np.round(found.x), None
    found = linprog(loss, A_ub=matrix, b_ub=limits, bounds=(0, None), method="highs")
    return found.x, found.ineqlin.marginals
