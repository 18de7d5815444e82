"""Experiments: how many customers, what a difference in two rates is worth, many tests at once, less noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from coursekit.errors import DataError, UsageError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Difference:
    """An estimated difference with its interval and two-sided p-value."""

    estimate: float
    low: float
    high: float
    p_value: float


def sample_size(p_control: float, p_treated: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """Customers needed in *each* of two equal groups to find the difference with the given power.

    n = (z₁₋α/₂·√(2p̄q̄) + z₁₋β·√(p₁q₁ + p₂q₂))² / (p₁ − p₂)², rounded up; two-sided test with pooled variance
    (Fleiss, Levin & Paik 2003). Raises UsageError for equal rates or values outside 0 to 1.

    >>> sample_size(0.10, 0.12)
    3841
    """
    from scipy.stats import norm

    _probabilities(p_control, p_treated, alpha, power)
    if p_control == p_treated:
        raise UsageError("Found equal rates.", "Expected a difference: the smallest one worth finding.")
    apart = abs(p_treated - p_control)
    null, real = _deviations(p_control, p_treated)
    needed = (norm.ppf(1 - alpha / 2) * null + norm.ppf(power) * real) / apart
    return ceil(float(needed) ** 2 - 1e-9)


def power(p_control: float, p_treated: float, n: int, *, alpha: float = 0.05) -> float:
    """Probability that the test finds the difference with ``n`` customers in each group; ``alpha`` where there is none.

    Φ((|p₁−p₂|√n − z₁₋α/₂·√(2p̄q̄)) / √(p₁q₁ + p₂q₂)), and the tail on the other side.

    >>> round(power(0.10, 0.12, 3841), 3)
    0.8
    """
    from scipy.stats import norm

    _probabilities(p_control, p_treated, alpha, 0.5)
    if n < 1:
        raise UsageError(f"Found n = {n}.", "Expected 1 or more.")
    null, real = _deviations(p_control, p_treated)
    shift, limit = abs(p_treated - p_control) * sqrt(n), norm.ppf(1 - alpha / 2) * null
    if real == 0:
        return float(shift > limit)
    return float(norm.cdf((shift - limit) / real) + norm.cdf((-shift - limit) / real))


def two_proportions(
    bought_treated: int, n_treated: int, bought_control: int, n_control: int, *, confidence: float = 0.95
) -> Difference:
    """Difference of two rates, treated − control: Newcombe's interval, and the z test with pooled variance.

    The interval combines two Wilson intervals (Newcombe 1998, method 10), so it stays sensible at 0 and 1. Its
    verdict may differ from the test's by a hair. With nobody or everybody buying in both groups p is 1.

    >>> found = two_proportions(56, 70, 48, 80)
    >>> round(found.estimate, 2), round(found.low, 4), round(found.high, 4), round(found.p_value, 4)
    (0.2, 0.0524, 0.3339, 0.008)
    """
    from scipy.stats import norm

    for bought, n in ((bought_treated, n_treated), (bought_control, n_control)):
        if not 0 <= bought <= n or n < 1:
            raise DataError(f"Found {bought} buyers of {n}.", "Expected 0 to n, and n of 1 or more.")
    z = float(norm.ppf((1 + confidence) / 2))
    p1, p2 = bought_treated / n_treated, bought_control / n_control
    (low1, high1), (low2, high2) = _wilson(p1, n_treated, z), _wilson(p2, n_control, z)
    pooled = (bought_treated + bought_control) / (n_treated + n_control)
    error = sqrt(pooled * (1 - pooled) * (1 / n_treated + 1 / n_control))
    p_value = 2 * float(norm.sf(abs(p1 - p2) / error)) if error > 0 else 1.0
    low = p1 - p2 - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    return Difference(p1 - p2, low, p1 - p2 + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2), p_value)


def holm(p_values: Sequence[float] | pd.Series[float]) -> NDArray[np.float64]:
    """p-values adjusted for asking several questions at once: the smallest times m, the next times m − 1, … (Holm 1979).

    Never decreasing in the order of the p-values, at most 1; compare with the level as usual.

    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    import numpy as np

    p = np.asarray(p_values, dtype=float)
    if bool(((p < 0) | (p > 1) | np.isnan(p)).any()):
        raise DataError("Found p-values outside 0 to 1.", "Expected probabilities.")
    order = np.argsort(p, kind="stable")
    raised = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(raised, 1)
    return adjusted


@dataclass(frozen=True)
class Cuped:
    """``plain`` and ``adjusted`` effects, and the share of variance that the adjustment took away."""

    plain: Difference
    adjusted: Difference
    variance_reduction: float


def cuped(outcome: ArrayLike, before: ArrayLike, treated: ArrayLike, *, confidence: float = 0.95) -> Cuped:
    """Effect on a mean, with less noise: take from each outcome what the same figure *before* the start foretold.

    y − θ(x − x̄) with θ = cov(x, y)/var(x) over everybody; share taken away = corr². ``before`` must not be touched
    by the treatment. Welch intervals. Deng, Xu, Kohavi & Walker 2013. Raises DataError for gaps, or fewer than two
    customers in a group.

    >>> import numpy as np
    >>> chance = np.random.RandomState(0)
    >>> before, treated = chance.normal(100, 20, 4000), chance.rand(4000) < 0.5
    >>> found = cuped(before + 2 * treated + chance.normal(0, 5, 4000), before, treated)
    >>> round(found.adjusted.estimate, 1), round(found.variance_reduction, 2)
    (2.0, 0.94)
    """
    import numpy as np

    y, x, t = (
        np.asarray(outcome, dtype=float),
        np.asarray(before, dtype=float),
        np.asarray(treated, dtype=bool),
    )
    if not len(y) == len(x) == len(t) or bool(np.isnan(y).any() | np.isnan(x).any()):
        raise DataError(
            "Found gaps, or columns of unequal length.", "Expected one figure each before and after."
        )
    spread = x.var()
    theta = ((x - x.mean()) * (y - y.mean())).mean() / spread if spread > 0 else 0.0
    reduced = y - theta * (x - x.mean())
    reduction = 1 - float(reduced.var() / y.var()) if y.var() > 0 else 0.0
    return Cuped(
        mean_difference(y[t], y[~t], confidence=confidence),
        mean_difference(reduced[t], reduced[~t], confidence=confidence),
        reduction,
    )


def mean_difference(treated: ArrayLike, control: ArrayLike, *, confidence: float = 0.95) -> Difference:
    """Difference of two means, treated − control, with Welch's interval and test (unequal variances).

    >>> mean_difference([3, 4, 5], [1, 2, 3]).estimate
    2.0
    """
    import numpy as np
    from scipy.stats import t as student

    a, b = np.asarray(treated, dtype=float), np.asarray(control, dtype=float)
    if min(len(a), len(b)) < 2:
        raise DataError(f"Found {len(a)} treated and {len(b)} controls.", "Expected two or more of each.")
    va, vb = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    estimate, error = float(a.mean() - b.mean()), sqrt(va + vb)
    if error == 0:
        return Difference(estimate, estimate, estimate, 1.0 if estimate == 0 else 0.0)
    degrees = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    margin = float(student.ppf((1 + confidence) / 2, degrees)) * error
    p_value = 2 * float(student.sf(abs(estimate) / error, degrees))
    return Difference(estimate, estimate - margin, estimate + margin, p_value)


def _probabilities(*values: float) -> None:
    if not all(0 <= value <= 1 for value in values) or not 0 < values[2] < 1 or not 0 < values[3] < 1:
        raise UsageError(f"Found {values}.", "Expected rates from 0 to 1, and level and power between them.")


def _deviations(p1: float, p2: float) -> tuple[float, float]:
    """Standard deviations of the difference times √n: when both rates are equal, and as they are."""
    mean = (p1 + p2) / 2
    return sqrt(2 * mean * (1 - mean)), sqrt(p1 * (1 - p1) + p2 * (1 - p2))


def _wilson(p: float, n: int, z: float) -> tuple[float, float]:
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half
