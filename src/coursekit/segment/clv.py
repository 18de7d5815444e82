"""Customer lifetime value: a closed form under a contract, a forecast without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.segment.bgnbd import BgNbd
    from coursekit.segment.gamma_gamma import GammaGamma


def contract_value(
    margin: float, retention: float, discount: float, *, first: int = 0, periods: int | None = None
) -> float:
    """Value of a contract: Σ margin·retentionᵗ/(1+discount)ᵗ from t = ``first`` (0: the first margin comes now).

    ``margin`` is a period's *margin*, not its revenue; ``retention`` and ``discount`` are per that same period.
    With ``periods`` the sum stops after that many margins. Raises UsageError for a rate out of range, or a sum
    that does not converge.

    >>> round(contract_value(100, 0.8, 0.1), 2), round(contract_value(100, 0.8, 0.1, first=1), 2)
    (366.67, 266.67)
    """
    if not 0 <= retention <= 1 or discount <= -1 or first < 0 or (periods is not None and periods < 0):
        raise UsageError(
            f"Found retention {retention}, discount {discount}, first {first}, periods {periods}.",
            "Expected retention 0 to 1, discount above −1, first and periods 0 or more.",
        )
    step = retention / (1 + discount)
    start = margin * step**first
    if periods is None:
        if step >= 1:
            raise UsageError("Found customers who never leave and no discount.", "Expected a sum that ends.")
        return start / (1 - step)
    return start * periods if step == 1 else start * (1 - step**periods) / (1 - step)


def per_period(annual_retention: float, annual_discount: float, periods: int) -> tuple[float, float]:
    """Retention and discount a period, given a year's: r^(1/k) and (1+d)^(1/k) − 1 for ``periods`` k a year.

    >>> retention, discount = per_period(0.5, 0.1, 12)
    >>> round(retention, 4), round(discount, 5)
    (0.9439, 0.00797)
    """
    if not 0 <= annual_retention <= 1 or annual_discount <= -1 or periods < 1:
        raise UsageError(
            f"Found retention {annual_retention}, discount {annual_discount}, {periods} periods.",
            "Expected retention 0 to 1, discount above −1, at least one period.",
        )
    return annual_retention ** (1 / periods), (1 + annual_discount) ** (1 / periods) - 1


def forecast_value(
    summary: pd.DataFrame,
    purchases: BgNbd,
    amounts: GammaGamma,
    *,
    horizon: int,
    discount: float,
    margin_rate: float,
) -> pd.Series[float]:
    """Margin expected from each customer in the next ``horizon`` units, discounted, in the currency of ``monetary``.

    Σ over u = 1..horizon of (E[X(u)] − E[X(u−1)])·E[amount]·margin_rate/(1+discount)ᵘ: purchases of a unit of
    time count at its end. ``discount`` is per unit (see :func:`per_period`), ``margin_rate`` the share of an
    amount that is margin. For customers without a contract only.

    >>> import pandas as pd
    >>> from coursekit.segment.bgnbd import BgNbd
    >>> from coursekit.segment.gamma_gamma import GammaGamma
    >>> summary = pd.DataFrame({"frequency": [2, 0], "recency": [30.43, 0.0], "T": [38.86, 38.86],
    ...     "monetary": [22.35, None]})
    >>> value = forecast_value(summary, BgNbd(0.243, 4.414, 0.793, 2.426), GammaGamma(6.25, 3.74, 15.44),
    ...     horizon=52, discount=0.002, margin_rate=0.3)
    >>> value.round(2).tolist()
    [10.98, 2.53]
    """
    import pandas as pd

    if horizon < 1 or discount <= -1:
        raise UsageError(
            f"Found horizon {horizon}, discount {discount}.", "Expected 1 or more, and above −1."
        )
    total = pd.Series(0.0, index=summary.index)
    before = pd.Series(0.0, index=summary.index)
    for unit in range(1, horizon + 1):
        upto = purchases.expected_later(summary, unit)
        total += (upto - before) / (1 + discount) ** unit
        before = upto
    return (total * amounts.expected_amount(summary) * margin_rate).rename("value")
