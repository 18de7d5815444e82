"""Cohorts under contract: the shifted beta-geometric model, in which retention rises though nobody changes.

Every customer leaves with a constant probability a period; it differs between customers as Beta(α, β). Those with a
high one leave first, so the *average* of who is left falls. Fader & Hardie 2007, 'How to project customer retention'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class ShiftedBetaGeometric:
    """Parameters of an sBG model; a period is the time between two renewals."""

    alpha: float
    beta: float

    def survival(self, t: ArrayLike) -> NDArray[np.float64]:
        """Share still there after t renewals: B(α, β+t)/B(α, β); 1 at t = 0."""
        import numpy as np
        from scipy.special import betaln

        times = np.asarray(t, dtype=float)
        there = np.exp(betaln(self.alpha, self.beta + times) - betaln(self.alpha, self.beta))
        return np.asarray(there, dtype=np.float64)

    def retention(self, t: ArrayLike) -> NDArray[np.float64]:
        """Share of those there after t − 1 renewals who renew again: (β+t−1)/(α+β+t−1), rising in t ≥ 1."""
        import numpy as np

        times = np.asarray(t, dtype=float)
        return (self.beta + times - 1) / (self.alpha + self.beta + times - 1)

    def residual_value(self, margin: float, discount: float, renewals: int) -> float:
        """Discounted margins still to come from somebody who has renewed ``renewals`` times and decides now.

        margin·Σ over t ≥ 1 of S(n+t)/S(n)·(1+d)^−(t−1), for n ``renewals``: the margin of the renewal that is due is
        not discounted. In closed form (β+n)/(α+β+n)·₂F₁(1, β+n+1; α+β+n+1; 1/(1+d)). Fader & Hardie 2010.
        Raises DataError for a discount not above 0.
        """
        from scipy.special import hyp2f1

        if discount <= 0:
            raise DataError(f"Found discount {discount}.", "Expected more than 0: else the sum may not end.")
        b = self.beta + renewals
        series = hyp2f1(1, b + 1, self.alpha + b + 1, 1 / (1 + discount))
        return float(margin * b / (self.alpha + b) * series)


def fit_sbg(survivors: Sequence[float]) -> ShiftedBetaGeometric:
    """Maximum likelihood from the numbers of one cohort still there after 0, 1, 2, … renewals.

    ln L = Σ lost(t)·ln P(t) + left·ln S(n). Raises DataError unless the counts fall (or stay) from the first on,
    and somebody leaves in at least two periods.

    >>> model = fit_sbg([1000, 869, 743, 653, 593, 551, 517, 491])
    >>> round(model.alpha, 3), round(model.beta, 3)
    (0.668, 3.806)
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import betaln, digamma

    counts = np.asarray(survivors, dtype=float)
    lost = -np.diff(counts)
    if len(counts) < 3 or bool((lost < 0).any()) or counts[-1] < 0 or int((lost > 0).sum()) < 2:
        raise DataError(
            f"Found survivors {list(survivors)}.", "Expected counts that fall over at least two periods."
        )
    periods = np.arange(1, len(counts), dtype=float)
    # a loss at t and a survival to n are both B(α + i, β + j) / B(α, β)
    weights = np.r_[lost, counts[-1]] / counts[0]
    i = np.r_[np.ones(len(periods)), 0.0]
    j = np.r_[periods - 1, periods[-1]]

    def negative(logs: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        a, b = np.exp(logs)
        value = (weights * (betaln(a + i, b + j) - betaln(a, b))).sum()
        joint = digamma(a + b) - digamma(a + b + i + j)
        by_a = (weights * (digamma(a + i) - digamma(a) + joint)).sum()
        by_b = (weights * (digamma(b + j) - digamma(b) + joint)).sum()
        return -float(value), -np.array([by_a * a, by_b * b])

    found = minimize(negative, np.zeros(2), jac=True, method="L-BFGS-B", bounds=[(-12, 12)] * 2, tol=1e-12)
    if bool((np.abs(found.x) > 11.9).any()):
        raise DataError(
            "The sBG model did not settle.", "Expected retention that rises from period to period."
        )
    alpha, beta = np.exp(found.x)
    return ShiftedBetaGeometric(float(alpha), float(beta))
