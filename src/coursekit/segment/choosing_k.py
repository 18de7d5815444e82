"""How many clusters: silhouette, the gap statistic, and what a flat curve says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coursekit.errors import UsageError
from coursekit.faults import expect_columns
from coursekit.segment.cluster import k_means

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import ArrayLike, NDArray


def silhouette(points: ArrayLike, labels: ArrayLike) -> NDArray[np.float64]:
    """How much better each point sits in its own cluster than in the nearest other: (b − a) / max(a, b).

    a is the mean Euclidean distance to the other members of its cluster, b the least mean distance to the
    members of another; a point alone in its cluster gets 0. Values run from −1 to 1. Rousseeuw 1987.
    Raises UsageError unless there are at least two clusters.

    >>> silhouette([[0.0], [1.0], [5.0]], [0, 0, 1]).tolist()
    [0.8, 0.75, 0.0]
    """
    import numpy as np
    from scipy.spatial.distance import cdist

    x, groups = np.asarray(points, dtype=float), np.asarray(labels)
    names, codes = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise UsageError("Found one cluster.", "Expected at least two: a silhouette compares.")
    members = np.eye(len(names))[codes]
    sizes = members.sum(axis=0)
    sums = cdist(x, x) @ members
    rows = np.arange(len(x))
    own = sums[rows, codes] / np.maximum(sizes[codes] - 1, 1)
    means = sums / sizes
    means[rows, codes] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(own, other)
    width = np.divide(other - own, larger, out=np.zeros_like(own), where=larger > 0)
    return np.where(sizes[codes] == 1, 0.0, width)


def k_table(
    frame: pd.DataFrame, ks: Iterable[int], random_state: RandomState, *, references: int = 10
) -> pd.DataFrame:
    """For each k: within sum of squares, mean silhouette, and the gap with its standard error.

    Gap(k) = mean of ln W(k) over ``references`` uniform samples from the box along the principal axes, minus
    ln W(k) of the data; its error is sd·√(1 + 1/B). Tibshirani, Walther & Hastie 2001, reference (b). The
    silhouette is missing at k = 1. Index ``k``; columns ``within``, ``silhouette``, ``gap``, ``gap_error``.

    >>> import numpy as np, pandas as pd
    >>> chance = np.random.RandomState(1)
    >>> two = pd.DataFrame({"x": np.r_[chance.normal(0, 1, 50), chance.normal(9, 1, 50)]})
    >>> gap_choice(k_table(two, range(1, 5), chance))
    2
    """
    import numpy as np
    import pandas as pd

    points = frame.to_numpy(dtype=float)
    middle = points.mean(axis=0)
    axes = np.linalg.svd(points - middle, full_matrices=False)[2]
    turned = (points - middle) @ axes.T
    boxes = [
        pd.DataFrame(
            random_state.uniform(turned.min(axis=0), turned.max(axis=0), turned.shape) @ axes + middle,
            columns=frame.columns,
        )
        for _ in range(references)
    ]
    rows = []
    for k in ks:
        found = k_means(frame, k, random_state)
        by_chance = np.log([k_means(box, k, random_state, n_init=3).within for box in boxes])
        rows.append(
            {
                "k": k,
                "within": found.within,
                "silhouette": silhouette(points, found.labels).mean() if k > 1 else np.nan,
                "gap": by_chance.mean() - np.log(found.within),
                "gap_error": by_chance.std() * np.sqrt(1 + 1 / references),
            }
        )
    return pd.DataFrame(rows).set_index("k")


def gap_choice(table: pd.DataFrame) -> int | None:
    """The smallest k with Gap(k) ≥ Gap(k + 1) − error(k + 1); None when no k in the table satisfies it.

    Needs consecutive k. Tibshirani, Walther & Hastie 2001.

    >>> import pandas as pd
    >>> gap_choice(pd.DataFrame({"gap": [0.1, 0.5, 0.4], "gap_error": 0.05}, index=[1, 2, 3]))
    2
    """
    expect_columns(table, ["gap", "gap_error"], "the table of k")
    ks = [int(k) for k in table.index]
    if ks != list(range(ks[0], ks[0] + len(ks))):
        raise UsageError(f"Found k = {ks}.", "Expected consecutive numbers: the rule compares k with k + 1.")
    gap, error = table["gap"].tolist(), table["gap_error"].tolist()
    return next((ks[i] for i in range(len(ks) - 1) if gap[i] >= gap[i + 1] - error[i + 1]), None)
