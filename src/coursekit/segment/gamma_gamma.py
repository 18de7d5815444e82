"""Gamma-Gamma: the amount a customer spends a purchase, drawn towards everybody's where little is known.

Amounts of one customer are Gamma(p, ν), ν across customers Gamma(q, v). Fader & Hardie 2013, 'The Gamma-Gamma model
of monetary value'; Fader, Hardie & Lee 2005 (RFM and CLV).
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


@dataclass(frozen=True)
class GammaGamma:
    """Parameters of a Gamma-Gamma model; ``v`` is in the currency of the amounts."""

    p: float
    q: float
    v: float

    def log_likelihood(self, summary: pd.DataFrame) -> float:
        """Σ ln L of the mean amounts (equation 1a of the note)."""
        import numpy as np

        return -_negative(np.log([self.p, self.q, self.v]), *_columns(summary))[0]

    @property
    def population_mean(self) -> float:
        """Mean amount across customers, pv/(q−1). Raises DataError for q ≤ 1, where it does not exist."""
        if self.q <= 1:
            raise DataError(f"Found q = {self.q:.3f}.", "Expected more than 1: below it no mean exists.")
        return self.p * self.v / (self.q - 1)

    def expected_amount(self, summary: pd.DataFrame) -> pd.Series[float]:
        """Each customer's expected amount a purchase: p(v + x·m)/(px + q − 1), a mean of their own m and everybody's.

        Needs ``frequency`` x and ``monetary`` m; a customer without a repeat purchase (m missing) gets the
        population mean.
        """
        import numpy as np
        import pandas as pd

        expect_columns(summary, ["frequency", "monetary"], "the summary")
        x = summary["frequency"].to_numpy(dtype=float)
        known = summary["monetary"].to_numpy(dtype=float, na_value=np.nan)
        if bool(np.isnan(known[x > 0]).any()):
            raise DataError(
                "Found repeat buyers without an amount.", "Expected monetary where frequency > 0."
            )
        total = np.where(x > 0, x * known, 0.0)
        own_weight = self.p * x / (self.p * x + self.q - 1)
        amount = np.where(
            x > 0,
            self.p * (self.v + total) / (self.p * x + self.q - 1),
            self.population_mean * (1 - own_weight),
        )
        return pd.Series(amount, index=summary.index, name="expected_amount")


def fit_gamma_gamma(summary: pd.DataFrame) -> GammaGamma:
    """Maximum likelihood on ``frequency`` and ``monetary`` of repeat buyers.

    Raises DataError when one-time buyers (frequency 0) or amounts not above 0 are among them: the model is about
    repeat purchases, so select ``summary[summary["frequency"] > 0]`` first. It also assumes that how often and
    how much are independent: look at their correlation.

    >>> import numpy as np, pandas as pd
    >>> chance = np.random.RandomState(1)
    >>> x = chance.randint(1, 9, 3000)
    >>> rates = chance.gamma(4.0, 1 / 20.0, 3000)
    >>> model = fit_gamma_gamma(pd.DataFrame({"frequency": x, "monetary": chance.gamma(6.0 * x) / (x * rates)}))
    >>> bool(abs(model.population_mean / (6 * 20 / 3) - 1) < 0.05)
    True
    """
    import numpy as np
    from scipy.optimize import minimize

    x, m = _columns(summary)
    scale = float(np.median(m))
    found = minimize(
        _negative, np.zeros(3), args=(x, m / scale), jac=True, method="L-BFGS-B", bounds=[(-12, 12)] * 3
    )
    if not found.success or bool((np.abs(found.x) > 11.9).any()):
        raise DataError(
            "The Gamma-Gamma model did not settle.", "Expected amounts that vary within and between."
        )
    p, q, v = np.exp(found.x)
    return GammaGamma(float(p), float(q), float(v * scale))


def _columns(summary: pd.DataFrame) -> tuple[Numbers, Numbers]:
    import numpy as np

    expect_columns(summary, ["frequency", "monetary"], "the summary")
    x = summary["frequency"].to_numpy(dtype=float)
    m = summary["monetary"].to_numpy(dtype=float, na_value=np.nan)
    wrong = int((~((x > 0) & (m > 0))).sum())
    if wrong:
        raise DataError(
            f"Found {wrong} customers without a repeat purchase or without an amount above 0.",
            "Expected repeat buyers only.",
            'Select summary[summary["frequency"] > 0] first.',
        )
    return x, m


def _negative(logs: Numbers, x: Numbers, m: Numbers) -> tuple[float, Numbers]:
    """Minus the log-likelihood and its gradient in the logarithms of p, q, v."""
    import numpy as np
    from scipy.special import digamma, gammaln

    p, q, v = np.exp(logs)
    shape, total = p * x, x * m
    value = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
    value += (shape - 1) * np.log(m) + shape * np.log(x) - (shape + q) * np.log(total + v)
    by_p = x * (digamma(shape + q) - digamma(shape) + np.log(total) - np.log(total + v))
    by_q = digamma(shape + q) - digamma(q) + np.log(v) - np.log(total + v)
    by_v = q / v - (shape + q) / (total + v)
    gradient = np.array([by_p.sum(), by_q.sum(), by_v.sum()])
    return -float(value.sum()), -gradient * np.exp(logs)
