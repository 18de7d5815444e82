"""Would the groups come back: resampling, Jaccard per cluster, adjusted Rand index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.errors import DataError
from coursekit.segment.cluster import k_means

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import ArrayLike

    Fit = Callable[[pd.DataFrame, RandomState], pd.Series]

DISSOLVED = 0.5  # Hennig 2007: at or below, the cluster has no counterpart of its own in the resample


@dataclass(frozen=True)
class Stability:
    """``clusters``: a row a cluster with ``size``, ``jaccard`` (mean) and ``dissolved`` (share of resamples); ``ari``: one a resample."""

    clusters: pd.DataFrame
    ari: pd.Series[float]

    @property
    def weakest(self) -> object:
        """The cluster with the lowest mean Jaccard."""
        return self.clusters["jaccard"].idxmin()


def adjusted_rand(first: ArrayLike, second: ArrayLike) -> float:
    """Agreement of two labellings of the same customers, corrected for chance: 1 the same groups, 0 as by chance.

    (Σ C(n_ij, 2) − expected) / (mean of both marginal sums − expected), Hubert & Arabie 1985. Names of the
    labels do not matter. Two labellings that put everybody in one group agree: 1.

    >>> adjusted_rand(["a", "a", "b", "b"], [1, 1, 0, 0])
    1.0
    >>> round(adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]), 3)
    0.571
    """
    import numpy as np

    a, b = (
        np.unique(np.asarray(first), return_inverse=True),
        np.unique(np.asarray(second), return_inverse=True),
    )
    if len(a[1]) != len(b[1]):
        raise DataError(
            f"Found {len(a[1])} and {len(b[1])} labels.", "Expected one each for the same customers."
        )
    table = np.zeros((len(a[0]), len(b[0])))
    np.add.at(table, (a[1], b[1]), 1)

    def pairs(counts: ArrayLike) -> float:
        n = np.asarray(counts, dtype=float)
        return float((n * (n - 1) / 2).sum())

    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / pairs(len(a[1])) if len(a[1]) > 1 else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def bootstrap_stability(
    frame: pd.DataFrame,
    k: int,
    random_state: RandomState,
    *,
    resamples: int = 50,
    fit: Fit | None = None,
) -> Stability:
    """Cluster ``resamples`` bootstrap samples of the customers and compare each with the clustering of all.

    In each resample, each original cluster meets the resampled cluster most like it: Jaccard = customers in
    both / customers in either, among those drawn. Hennig 2007: 0.85 and above very stable, 0.75 stable, 0.6 to
    0.75 a pattern, below 0.6 not to be trusted. ``fit(frame, random_state)`` returns labels on the frame's
    index (default: k-means with ``k``).

    >>> import numpy as np, pandas as pd
    >>> chance = np.random.RandomState(0)
    >>> x = pd.DataFrame({"x": np.r_[chance.normal(0, 1, 60), chance.normal(9, 1, 60)]})
    >>> bootstrap_stability(x, 2, chance, resamples=10).clusters["jaccard"].tolist()
    [1.0, 1.0]
    """
    import numpy as np
    import pandas as pd

    def by_k_means(data: pd.DataFrame, chance: RandomState) -> pd.Series:
        return k_means(data, k, chance).labels

    cluster = fit or by_k_means
    rows = frame.reset_index(drop=True)
    original = cluster(rows, random_state)
    names = sorted(original.unique())
    overlaps, agreements = [], []
    for _ in range(resamples):
        drawn = random_state.randint(0, len(rows), len(rows))
        labels = cluster(rows.iloc[drawn].reset_index(drop=True), random_state)
        once = pd.Series(labels.to_numpy(), index=drawn).groupby(level=0).first()
        before = original.loc[once.index]
        agreements.append(adjusted_rand(before, once))
        overlaps.append([_best_jaccard(before == name, once) for name in names])
    overlap = pd.DataFrame(overlaps, columns=pd.Index(names, name="cluster"))
    clusters = pd.DataFrame(
        {
            "size": original.value_counts().reindex(names),
            "jaccard": overlap.mean(),
            "dissolved": (overlap <= DISSOLVED).where(overlap.notna(), np.nan).mean(),
        }
    )
    return Stability(clusters, pd.Series(agreements, name="ari"))


def seed_agreement(frame: pd.DataFrame, k: int, seeds: list[int]) -> float:
    """Mean adjusted Rand index between k-means runs that differ in their seed only.

    High agreement says that the search ends in one place, not that another sample of customers would too.

    >>> import pandas as pd
    >>> seed_agreement(pd.DataFrame({"x": [0.0, 1.0, 9.0, 10.0]}), 2, [1, 2, 3])
    1.0
    """
    from itertools import combinations

    import numpy as np

    runs = [k_means(frame, k, np.random.RandomState(seed)).labels for seed in seeds]
    return float(np.mean([adjusted_rand(a, b) for a, b in combinations(runs, 2)]))


def _best_jaccard(member: pd.Series[bool], labels: pd.Series) -> float:
    """Largest Jaccard of the marked customers with any label's; missing when none of them was drawn."""
    if not member.any():
        return float("nan")
    return max(
        float((member & (labels == name)).sum() / (member | (labels == name)).sum())
        for name in labels.unique()
    )
