"""Customers described by numbers and by words: Gower's distance, and medoids as real customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.errors import DataError, UsageError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Medoids:
    """``labels`` name each customer's medoid by its index label; ``cost`` is the sum of distances to them."""

    labels: pd.Series
    medoids: list[object]
    cost: float


def gower(frame: pd.DataFrame, weights: dict[str, float] | None = None) -> pd.DataFrame:
    """Distances of every two customers, n × n, between 0 and 1; numbers, words and truth values may be mixed.

    Mean over the columns known for both of |a − b| / range (numbers) or 0/1 (equal or not), weighted by
    ``weights`` (default 1 each). A pair with no column in common is missing. Gower 1971. Ranges are those of
    ``frame``; a column with one value adds 0.

    >>> import pandas as pd
    >>> shops = pd.DataFrame({"spend": [0.0, 50.0, 100.0], "region": ["north", "north", "south"]})
    >>> gower(shops).round(3).to_numpy().tolist()
    [[0.0, 0.25, 1.0], [0.25, 0.0, 0.75], [1.0, 0.75, 0.0]]
    """
    import numpy as np
    import pandas as pd

    given = weights or {}
    unknown = [name for name in given if name not in frame.columns]
    if unknown or any(weight < 0 for weight in given.values()):
        raise UsageError(
            f"Found weights {given}.", f"Expected 0 or more for {', '.join(map(str, frame.columns))}."
        )
    n = len(frame)
    total, known = np.zeros((n, n)), np.zeros((n, n))
    for name in frame:
        column = frame[name]
        here = column.notna().to_numpy()
        if column.dtype.kind in "iuf":
            x = column.to_numpy(dtype=float, na_value=np.nan)
            spread = np.nanmax(x) - np.nanmin(x) if here.any() else 0.0
            apart = np.abs(x[:, None] - x[None, :]) / (spread or 1.0)
        else:
            codes = pd.factorize(column)[0]
            apart = (codes[:, None] != codes[None, :]).astype(float)
        weight = given.get(str(name), 1.0) * (here[:, None] & here[None, :])
        total += np.where(weight > 0, apart, 0.0) * weight
        known += weight
    distance = np.divide(total, known, out=np.full((n, n), np.nan), where=known > 0)
    return pd.DataFrame(distance, index=frame.index, columns=frame.index)


def k_medoids(distances: pd.DataFrame, k: int) -> Medoids:
    """``k`` customers who stand for all: partitioning around medoids on a distance table.

    Greedy start (BUILD), then the best exchange of a medoid for another customer until none lowers the sum of
    distances (SWAP). Kaufman & Rousseeuw 1990. No chance in it: the same table gives the same medoids.
    Memory and time grow with n²: meant for samples up to a few thousand. Raises DataError for missing distances.

    >>> import pandas as pd
    >>> people = pd.DataFrame({"age": [20, 22, 60, 61], "job": ["a", "a", "b", "b"]}, index=list("WXYZ"))
    >>> found = k_medoids(gower(people), 2)
    >>> found.labels.tolist()
    ['X', 'X', 'Y', 'Y']
    """
    import numpy as np
    import pandas as pd

    d = distances.to_numpy(dtype=float)
    if d.shape[0] != d.shape[1] or bool(np.isnan(d).any()):
        raise DataError("Found a distance table with gaps or not square.", "Expected one from gower().")
    if not 1 <= k <= len(d):
        raise UsageError(f"Found k = {k}.", f"Expected 1 to {len(d)}.")
    chosen = [int(d.sum(axis=0).argmin())]
    while len(chosen) < k:
        saved = np.minimum(d, d[:, chosen].min(axis=1)[:, None]).sum(axis=0)
        saved[chosen] = np.inf
        chosen.append(int(saved.argmin()))
    cost = float(d[:, chosen].min(axis=1).sum())
    while True:
        best, exchange = cost, None
        for place in range(k):
            rest = chosen[:place] + chosen[place + 1 :]
            without = d[:, rest].min(axis=1) if rest else np.full(len(d), np.inf)
            costs = np.minimum(d, without[:, None]).sum(axis=0)
            costs[chosen] = np.inf
            candidate = int(costs.argmin())
            if costs[candidate] < best - 1e-12:
                best, exchange = float(costs[candidate]), (place, candidate)
        if exchange is None:
            break
        chosen[exchange[0]], cost = exchange[1], best
    chosen.sort()
    nearest = np.array(chosen)[d[:, chosen].argmin(axis=1)]
    nearest[chosen] = chosen  # a medoid at distance 0 from another still stands for itself
    labels = pd.Series(distances.index[nearest], index=distances.index, name="medoid")
    return Medoids(labels, [distances.index[place] for place in chosen], cost)
