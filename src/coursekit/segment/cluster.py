"""Groups from data: preparing the columns, k-means, Ward's tree, and matching one labelling to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from coursekit.errors import DataError, UsageError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import ArrayLike, NDArray

Scaling = Literal["z-score", "log", "quantile", "none"]


@dataclass(frozen=True)
class Preparation:
    """How columns were made comparable, kept so that a new batch is prepared with the old figures.

    ``method`` is 'z-score' ((x − mean) / standard deviation, divisor n), 'log' (ln(1 + x), then z-score),
    'quantile' (share of reference values below x plus half of those equal to it) or 'none'.
    """

    method: Scaling
    reference: pd.DataFrame

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The columns of the reference, prepared; rows and index as in ``frame``.

        Raises DataError when a column is absent, holds a missing value, or is negative under 'log'.
        """
        import numpy as np
        import pandas as pd

        numbers = _numbers(frame, list(self.reference.columns))
        if self.method == "none":
            return numbers
        if self.method == "quantile":
            prepared = {}
            for name in numbers:
                known = np.sort(self.reference[name].to_numpy())
                below = np.searchsorted(known, numbers[name], side="left")
                upto = np.searchsorted(known, numbers[name], side="right")
                prepared[name] = (below + upto) / (2 * len(known))
            return pd.DataFrame(prepared, index=frame.index)
        reference = self.reference
        if self.method == "log":
            reference, numbers = _logged(reference), _logged(numbers)
        return (numbers - reference.mean()) / reference.std(ddof=0)


def prepare(frame: pd.DataFrame, method: Scaling = "z-score") -> Preparation:
    """Learn from ``frame`` (one row a customer, numeric columns) how to make its columns comparable.

    Raises UsageError for an unknown method; DataError for missing values, a constant column, or a negative
    value under 'log'.

    >>> import pandas as pd
    >>> spend = pd.DataFrame({"monetary": [1.0, 2.0, 3.0], "frequency": [10, 10, 40]})
    >>> prepare(spend, "z-score").apply(spend).round(2).to_numpy().tolist()
    [[-1.22, -0.71], [0.0, -0.71], [1.22, 1.41]]
    >>> prepare(spend, "quantile").apply(spend)["frequency"].round(2).tolist()
    [0.33, 0.33, 0.83]
    """
    if method not in get_args(Scaling):
        raise UsageError(f"Found scaling '{method}'.", f"Expected one of {', '.join(get_args(Scaling))}.")
    numbers = _numbers(frame, list(frame.columns))
    constant = [str(name) for name in numbers if numbers[name].nunique() < 2]
    if constant and method != "none":
        raise DataError(f"Found one value only in {', '.join(constant)}.", "Expected columns that vary.")
    if method == "log":
        _logged(numbers)
    return Preparation(method, numbers)


@dataclass(frozen=True)
class Clustering:
    """Labels (a Series on the frame's index), centres (one row a cluster), and the within sum of squares.

    Clusters are numbered by their centres in lexicographic order, so that the row order of the data does not
    decide a number; a number still means nothing.
    """

    labels: pd.Series[int]
    centres: pd.DataFrame
    within: float


def k_means(frame: pd.DataFrame, k: int, random_state: RandomState, *, n_init: int = 10) -> Clustering:
    """k-means of prepared columns with ``n_init`` k-means++ starts; the best within sum of squares is kept.

    Minimises Σ‖x − centre‖². Lloyd 1982; Arthur & Vassilvitskii 2007. Raises UsageError when there are fewer
    distinct rows than clusters.

    >>> import numpy as np, pandas as pd
    >>> found = k_means(pd.DataFrame({"x": [0.0, 1.0, 9.0, 10.0]}), 2, np.random.RandomState(0))
    >>> found.labels.tolist(), found.centres["x"].tolist(), found.within
    ([0, 0, 1, 1], [0.5, 9.5], 1.0)
    """
    import numpy as np
    import pandas as pd
    from sklearn.cluster import KMeans

    points = _points(frame, k)
    fitted = KMeans(k, n_init=n_init, random_state=random_state).fit(points)
    centres = fitted.cluster_centers_
    order = np.lexsort(centres.T[::-1])
    labels = np.argsort(order)[fitted.labels_]
    return Clustering(
        pd.Series(labels, index=frame.index, name="cluster"),
        pd.DataFrame(centres[order], columns=frame.columns).rename_axis("cluster"),
        float(((points - centres[order][labels]) ** 2).sum()),
    )


def lloyd_step(points: ArrayLike, centres: ArrayLike) -> tuple[NDArray[np.intp], NDArray[np.float64], float]:
    """One step of Lloyd's algorithm: nearest centre for each point, new centres, within sum of squares before the move.

    ``points`` is n × d, ``centres`` k × d. A tie goes to the lower-numbered centre; a centre without points
    stays where it is. Lloyd 1982.

    >>> labels, centres, within = lloyd_step([[1.0], [2.0], [6.0]], [[1.0], [4.0]])
    >>> labels.tolist(), centres.tolist(), within
    ([0, 0, 1], [[1.5], [6.0]], 5.0)
    """
    import numpy as np

    x, c = np.asarray(points, dtype=float), np.asarray(centres, dtype=float)
    squared = ((x[:, None, :] - c[None, :, :]) ** 2).sum(axis=2)
    labels = squared.argmin(axis=1)
    moved = c.copy()
    for number in np.unique(labels):
        moved[number] = x[labels == number].mean(axis=0)
    return labels, moved, float(squared.min(axis=1).sum())


def ward(frame: pd.DataFrame, k: int) -> pd.Series[int]:
    """``k`` clusters of prepared columns by Ward's tree, which joins where the within sum of squares grows least.

    Ward 1963. Clusters are numbered by first appearance. Raises UsageError when there are fewer distinct rows
    than clusters.

    >>> import pandas as pd
    >>> ward(pd.DataFrame({"x": [0.0, 1.0, 9.0, 10.0]}), 2).tolist()
    [0, 0, 1, 1]
    """
    import pandas as pd
    from scipy.cluster.hierarchy import fcluster, linkage

    cut = fcluster(linkage(_points(frame, k), method="ward"), k, criterion="maxclust")
    return pd.Series(pd.factorize(cut)[0], index=frame.index, name="cluster")


def match_labels(reference: pd.Series, labels: pd.Series) -> pd.Series:
    """``labels`` renamed so that as many customers as possible keep the name they have in ``reference``.

    Both on the same index; the Hungarian algorithm (Kuhn 1955) picks the renaming. Labels left without a
    partner become 'new-1', 'new-2', …  Raises DataError when the indexes differ.

    >>> import pandas as pd
    >>> match_labels(pd.Series(["gold", "gold", "base"]), pd.Series([1, 1, 0])).tolist()
    ['gold', 'gold', 'base']
    """
    import pandas as pd
    from scipy.optimize import linear_sum_assignment

    if not reference.index.equals(labels.index):
        raise DataError("The two labellings do not have the same index.", do="Align them first.")
    counts = pd.crosstab(labels, reference)
    rows, columns = linear_sum_assignment(counts.to_numpy(), maximize=True)
    old, new = counts.columns.to_numpy(), counts.index.to_numpy()
    names: dict[object, object] = dict(zip(new[rows], old[columns], strict=True))
    left_over = [label for label in new if label not in names]
    names |= {label: f"new-{number}" for number, label in enumerate(left_over, 1)}
    return pd.Series([names[label] for label in labels], index=labels.index, name=reference.name)


def _numbers(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    absent = [name for name in columns if name not in frame.columns]
    if absent:
        raise DataError(f"Found no column {', '.join(absent)}.", f"Expected {', '.join(columns)}.")
    chosen = frame[columns]
    textual = [str(name) for name in chosen if chosen[name].dtype.kind not in "biuf"]
    if textual:
        raise DataError(f"Found text or dates in {', '.join(textual)}.", "Expected numbers.")
    numbers = chosen.astype(float)
    if bool(numbers.isna().to_numpy().any()):
        raise DataError(
            "Found missing values.", "Expected a number in every cell.", "Fill or drop them first."
        )
    return numbers


def _logged(numbers: pd.DataFrame) -> pd.DataFrame:
    import numpy as np

    if bool((numbers < 0).to_numpy().any()):
        raise DataError(
            "Found negative values.", "Expected 0 or more: ln(1 + x) is meant for amounts and counts."
        )
    return cast("pd.DataFrame", np.log1p(numbers))


def _points(frame: pd.DataFrame, k: int) -> NDArray[np.float64]:
    distinct = len(frame.drop_duplicates())
    if not 1 <= k <= distinct:
        raise UsageError(f"Found k = {k}.", f"Expected 1 to {distinct}, the number of distinct rows.")
    return _numbers(frame, list(frame.columns)).to_numpy()
