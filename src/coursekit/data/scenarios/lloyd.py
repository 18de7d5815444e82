"""Six firms and two centres for a step of k-means by hand, on which every slip gives another answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import NDArray

FIRMS = "ABCDEF"


def six_firms(random_state: RandomState) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Firms (``x``, ``y``, whole numbers) and the centres ``first`` and ``second``, two of the firms.

    No distance ties in the first two assignments; two or four firms go to the first centre, and somebody
    changes afterwards. Differences without squares, one column alone and the wrong side give other groups.

    >>> from numpy.random import RandomState
    >>> six, centres = six_firms(RandomState(1))
    >>> six.shape, list(centres.index)
    ((6, 2), ['first', 'second'])
    """
    import numpy as np
    import pandas as pd

    while True:
        points = np.stack([random_state.permutation(10)[:6], random_state.permutation(10)[:6]], axis=1)
        centres = points[random_state.permutation(6)[:2]]
        own, tied = assigned(points, centres)
        if tied or own.sum() not in (2, 4):
            continue
        moved = np.stack([points[own].mean(axis=0), points[~own].mean(axis=0)])
        later, tied = assigned(points, moved)
        if not tied and (own != later).any() and len({tuple(side) for side in slips(points, centres)}) == 5:
            break
    return (
        pd.DataFrame(points, columns=["x", "y"], index=list(FIRMS)),
        pd.DataFrame(centres, columns=["x", "y"], index=["first", "second"]),
    )


def assigned(
    points: NDArray[np.generic], centres: NDArray[np.generic], power: int = 2, columns: Sequence[int] = (0, 1)
) -> tuple[NDArray[np.bool_], bool]:
    """Which points lie nearer to the first of two centres, and whether any lies as near to both."""
    import numpy as np

    x, c = np.asarray(points, dtype=float)[:, list(columns)], np.asarray(centres, dtype=float)
    gaps = (np.abs(x[:, None, :] - c[:, list(columns)]) ** power).sum(axis=2)
    return gaps[:, 0] < gaps[:, 1], bool(np.isclose(gaps[:, 0], gaps[:, 1]).any())


def slips(points: NDArray[np.generic], centres: NDArray[np.generic]) -> list[list[bool]]:
    """The right assignment, then the wrong side, differences without squares, x alone, y alone."""
    right = assigned(points, centres)[0]
    others = [assigned(points, centres, 1), *(assigned(points, centres, 2, [column]) for column in (0, 1))]
    return [right.tolist(), (~right).tolist(), *(other[0].tolist() for other in others)]
