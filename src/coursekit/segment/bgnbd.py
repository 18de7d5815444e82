"""BG/NBD: how often customers without a contract will buy, and whether they still do.

Purchases of a living customer are Poisson with rates Gamma(r, α); after each purchase a customer leaves with a
probability Beta(a, b). Fader, Hardie & Lee 2005, 'Counting your customers the easy way', Marketing Science 24(2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.errors import DataError
from coursekit.faults import expect_columns

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_NEAR_ONE = 1e-6  # a = 1 is a removable singularity of the expectations


@dataclass(frozen=True)
class BgNbd:
    """Parameters of a BG/NBD model; times are in the unit of the summary it was fitted on (weeks by default)."""

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, summary: pd.DataFrame) -> float:
        """Σ ln L of ``frequency``, ``recency``, ``T`` (equation 6 of the paper)."""
        import numpy as np

        logs = np.log([self.r, self.alpha, self.a, self.b])
        return -_negative(logs, *_columns(summary))[0]

    def alive(self, summary: pd.DataFrame) -> pd.Series[float]:
        """Probability that each customer still buys, on the summary's index.

        1 / (1 + [x>0]·a/(b+x−1)·((α+T)/(α+recency))^(r+x)). A customer without a repeat purchase gets 1 by
        construction (nobody leaves before a repeat): it says nothing about them.
        """
        import pandas as pd

        x, last, age = _columns(summary)
        return pd.Series(1 / (1 + self._odds_dead(x, last, age)), index=summary.index, name="alive")

    def expected_later(self, summary: pd.DataFrame, t: float) -> pd.Series[float]:
        """Purchases that each customer is expected to make in the next ``t`` units (equation 10)."""
        import numpy as np
        import pandas as pd
        from scipy.special import hyp2f1

        x, last, age = _columns(summary)
        a = self._a_off_one()
        ratio = (self.alpha + age) / (self.alpha + age + t)
        series = hyp2f1(self.r + x, self.b + x, a + self.b + x - 1, t / (self.alpha + age + t))
        living = (a + self.b + x - 1) / (a - 1) * (1 - np.exp((self.r + x) * np.log(ratio)) * series)
        later = living / (1 + self._odds_dead(x, last, age))
        return pd.Series(later, index=summary.index, name="expected_later")

    def expected_new(self, t: float) -> float:
        """Repeat purchases that a customer is expected to make within ``t`` units of the first (equation 9)."""
        from scipy.special import hyp2f1

        a = self._a_off_one()
        series = hyp2f1(self.r, self.b, a + self.b - 1, t / (self.alpha + t))
        return float((a + self.b - 1) / (a - 1) * (1 - (self.alpha / (self.alpha + t)) ** self.r * series))

    def _odds_dead(self, x: Numbers, last: Numbers, age: Numbers) -> Numbers:
        import numpy as np

        growth = np.exp((self.r + x) * (np.log(self.alpha + age) - np.log(self.alpha + last)))
        repeat = self.a / np.where(x > 0, self.b + x - 1, 1.0) * growth
        return np.where(x > 0, repeat, 0.0)

    def _a_off_one(self) -> float:
        return 1 + _NEAR_ONE if abs(self.a - 1) < _NEAR_ONE else self.a


def fit_bgnbd(summary: pd.DataFrame, *, penalty: float = 0.0) -> BgNbd:
    """Maximum likelihood on ``frequency``, ``recency``, ``T`` of *all* customers, one-time buyers included.

    Where few leave, or all leave alike, the data do not tell a and b apart: very large or very small values fit
    nearly as well. Compare forecasts then, not parameters, or pass a small ``penalty`` (0.001, say): that much per
    customer times the sum of squared logarithms of the parameters is added, time in tenths of the longest age.
    Raises DataError for missing, negative or contradictory values, when nobody came back, or when a parameter runs
    off.

    >>> import pandas as pd
    >>> summary = pd.DataFrame({"frequency": [0, 0, 0, 1, 2, 4, 0, 1], "recency": [0, 0, 0, 9, 20, 30, 0, 2],
    ...     "T": [38, 35, 30, 33, 38, 31, 29, 36]})
    >>> model = fit_bgnbd(summary)
    >>> model.alive(summary).idxmin()
    7
    """
    import numpy as np
    from scipy.optimize import minimize

    x, last, age = _columns(summary)
    if not bool((x > 0).any()):
        raise DataError(
            "Found no repeat purchase.", "Expected some: without one the model has nothing to learn."
        )
    rows, counts = np.unique(np.column_stack([x, last, age]), axis=0, return_counts=True)
    scale = 10 / rows[:, 2].max()  # keeps α near 1 whatever the unit of time
    arguments = (rows[:, 0], rows[:, 1] * scale, rows[:, 2] * scale, counts.astype(float))
    pull = penalty * len(x)

    def objective(logs: Numbers) -> tuple[float, Numbers]:
        value, gradient = _negative(logs, *arguments)
        return value + pull * float((logs**2).sum()), gradient + 2 * pull * logs

    found = minimize(objective, np.zeros(4), jac=True, method="L-BFGS-B", bounds=[(-10, 10)] * 4)
    if not found.success or bool((np.abs(found.x) > 9.9).any()):
        raise DataError(
            "The BG/NBD model did not settle.",
            "Expected customers who differ, and of whom some leave.",
            "Pass penalty=0.001, or use more customers.",
        )
    r, alpha, a, b = np.exp(found.x)
    return BgNbd(float(r), float(alpha / scale), float(a), float(b))


def _columns(summary: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
    expect_columns(summary, ["frequency", "recency", "T"], "the summary")
    x, last, age = (summary[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T"))
    right = (x >= 0) & (last >= 0) & (last <= age) & ((x > 0) == (last > 0))
    if not bool(right.all()):
        raise DataError(
            f"Found {int((~right).sum())} customers that cannot be.",
            "Expected 0 ≤ recency ≤ T, and recency 0 exactly where frequency is 0.",
            "This recency is the age at the last purchase, not the days since it.",
        )
    return x, last, age


def _negative(
    logs: Numbers, x: Numbers, last: Numbers, age: Numbers, counts: Numbers | float = 1.0
) -> tuple[float, Numbers]:
    """Minus the log-likelihood and its gradient in the logarithms of r, α, a, b."""
    import numpy as np
    from scipy.special import betaln, digamma, gammaln

    r, alpha, a, b = np.exp(logs)
    repeat = x > 0
    # both ways to reach the record: still alive, or gone at the last purchase
    alive = -(r + x) * np.log(alpha + age)
    gone_base = np.where(repeat, b + x - 1, 1.0)
    gone = np.where(repeat, np.log(a) - np.log(gone_base) - (r + x) * np.log(alpha + last), -np.inf)
    either = np.logaddexp(alive, gone)
    weight = np.exp(gone - either)  # share of 'gone' in the record's likelihood
    value = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b) + either
    by_r = digamma(r + x) - digamma(r) + np.log(alpha)
    by_r += -(1 - weight) * np.log(alpha + age) - weight * np.log(alpha + last)
    by_alpha = r / alpha - (r + x) * ((1 - weight) / (alpha + age) + weight / (alpha + last))
    joint = digamma(a + b) - digamma(a + b + x)
    by_a = joint + weight / a
    by_b = joint + digamma(b + x) - digamma(b) - weight / gone_base
    gradient = np.array([(counts * part).sum() for part in (by_r, by_alpha, by_a, by_b)])
    return -float((counts * value).sum()), -gradient * np.exp(logs)
