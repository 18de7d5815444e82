"""Groups that overlap: Gaussian mixtures, chosen by BIC, with how sure each membership is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

Shape = Literal["full", "tied", "diag", "spherical"]


@dataclass(frozen=True)
class Mixture:
    """A fitted mixture: ``probabilities`` has one row a customer and one column a component; rows sum to 1."""

    probabilities: pd.DataFrame
    means: pd.DataFrame
    bic: float

    @property
    def labels(self) -> pd.Series[int]:
        """The likeliest component of each customer."""
        return self.probabilities.idxmax(axis=1).rename("component")

    @property
    def certainty(self) -> pd.Series[float]:
        """The largest membership probability of each customer, 1/k to 1."""
        return self.probabilities.max(axis=1).rename("certainty")


def mixture(
    frame: pd.DataFrame, components: int, random_state: RandomState, *, shape: Shape = "full"
) -> Mixture:
    """A Gaussian mixture of prepared columns; components are numbered by their means in lexicographic order.

    ``bic`` is parameters·ln n − 2·log-likelihood: lower is better here (Fraley & Raftery 2002 print its negative).

    >>> import numpy as np, pandas as pd
    >>> chance = np.random.RandomState(0)
    >>> x = pd.DataFrame({"x": np.r_[chance.normal(0, 1, 200), chance.normal(4, 1, 200)]})
    >>> found = mixture(x, 2, chance)
    >>> found.means["x"].round(1).tolist()
    [0.1, 3.9]
    >>> round(unsure_share(found, 0.7), 2)
    0.04
    """
    import numpy as np
    import pandas as pd

    fitted = _fit(frame, components, random_state, shape)
    order = np.lexsort(fitted.means_.T[::-1])
    points = frame.to_numpy(dtype=float)
    return Mixture(
        pd.DataFrame(fitted.predict_proba(points)[:, order], index=frame.index),
        pd.DataFrame(fitted.means_[order], columns=frame.columns).rename_axis("component"),
        float(fitted.bic(points)),
    )


def bic_table(
    frame: pd.DataFrame,
    components: Iterable[int],
    random_state: RandomState,
    *,
    shapes: Iterable[Shape] = ("full", "tied", "diag", "spherical"),
) -> pd.DataFrame:
    """BIC of every number of components (rows) under every covariance shape (columns); the lowest wins.

    >>> import numpy as np, pandas as pd
    >>> chance = np.random.RandomState(0)
    >>> x = pd.DataFrame({"x": np.r_[chance.normal(0, 1, 200), chance.normal(6, 1, 200)]})
    >>> int(bic_table(x, [1, 2, 3], chance, shapes=["full"])["full"].idxmin())
    2
    """
    import pandas as pd

    points = frame.to_numpy(dtype=float)
    kinds, counts = list(shapes), list(components)
    values = [[_fit(frame, count, random_state, kind).bic(points) for kind in kinds] for count in counts]
    return pd.DataFrame(values, index=pd.Index(counts, name="components"), columns=kinds)


def unsure_share(found: Mixture, threshold: float = 0.7) -> float:
    """Share of customers whose likeliest component has a probability below ``threshold``."""
    return float((found.certainty < threshold).mean())


def _fit(frame: pd.DataFrame, components: int, random_state: RandomState, shape: Shape) -> Any:
    from sklearn.mixture import GaussianMixture

    model = GaussianMixture(
        components, covariance_type=shape, n_init=5, max_iter=1000, random_state=random_state
    )
    return model.fit(frame.to_numpy(dtype=float))
