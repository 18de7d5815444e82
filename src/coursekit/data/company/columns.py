"""Columns of words and days in which some values are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray


def words(values: ArrayLike, where: ArrayLike) -> NDArray[np.object_]:
    """``values`` as text where ``where`` holds, missing elsewhere.

    >>> words(["a", "b"], [True, False]).tolist()
    ['a', None]
    """
    import numpy as np

    chosen: NDArray[np.bool_] = np.asarray(where, dtype=np.bool_)
    column = np.full(chosen.shape, None, dtype=object)
    column[chosen] = np.broadcast_to(np.asarray(values, dtype=object), chosen.shape)[chosen]
    return column


def days(values: NDArray[Any], where: ArrayLike | None = None) -> NDArray[np.datetime64]:
    """``values`` (days) as the tables hold them: to the second, missing where ``where`` does not hold."""
    import numpy as np

    column = values.astype("datetime64[s]")
    if where is not None:
        column[~np.asarray(where, dtype=np.bool_)] = np.datetime64("NaT")
    return column


def numbers(ids: pd.Series) -> NDArray[np.int64]:
    """The number in each id, without its letter.

    >>> import pandas as pd
    >>> numbers(pd.Series(["C00007", "C12345"])).tolist()
    [7, 12345]
    """
    import numpy as np

    return ids.str[1:].to_numpy(dtype=object).astype(np.int64)
