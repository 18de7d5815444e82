"""Columns of words and days in which some values are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def ids(letter: str, count: NDArray[np.int64], digits: int) -> NDArray[np.str_]:
    """The id of each number: a letter and at least ``digits`` digits.

    >>> import numpy as np
    >>> ids("C", np.array([7, 12345]), 5).tolist(), ids("C", np.array([7, 123456]), 5).tolist()
    (['C00007', 'C12345'], ['C00007', 'C123456'])
    """
    import numpy as np

    if not len(count):
        return np.empty(0, dtype=f"U{digits + 1}")
    width = max(digits, len(str(int(count.max()))))
    if width > digits and len(str(int(count.min()))) < width:
        return np.char.mod(f"{letter}%0{digits}d", count)
    places = 10 ** np.arange(width - 1, -1, -1)
    letters = np.empty(
        (len(count), width + 1), dtype=np.uint32
    )  # code points: ten times as fast as formatting
    letters[:, 0] = ord(letter)
    letters[:, 1:] = count[:, None] // places % 10 + ord("0")
    return letters.view(f"U{width + 1}")[:, 0]


def named(
    names: Sequence[str] | NDArray[Any] | pd.Series, index: NDArray[np.int64], where: ArrayLike | None = None
) -> Any:
    """``names[index]`` as a column of text, missing where ``where`` does not hold; fast for long columns.

    >>> import numpy as np
    >>> named(("a", "b"), np.array([1, 0, 1]), [True, True, False]).tolist()
    ['b', 'a', nan]
    """
    import numpy as np
    import pandas as pd

    values = pd.array(np.asarray(names, dtype=object), dtype="str")
    if where is None:
        return values.take(index)
    return values.take(np.where(np.asarray(where, dtype=np.bool_), index, -1), allow_fill=True)
