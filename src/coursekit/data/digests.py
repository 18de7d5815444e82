"""Digests of values: equal tables have equal digests, whatever file or library holds them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DECIMALS = 4  # of numbers: the last bits of a logarithm differ between processors


def of_frame(frame: pd.DataFrame) -> str:
    """SHA-256 over column names and values, rows and columns in order; missing values count as values.

    Numbers are compared to four decimals, times to the second.

    >>> import pandas as pd
    >>> of_frame(pd.DataFrame({"a": [1, 2]})) == of_frame(pd.DataFrame({"a": [1.0, 2.00000001]}))
    True
    """
    import numpy as np
    import pandas as pd

    total = hashlib.sha256()
    for name in frame.columns:
        column = frame[name]
        total.update(f"{name}\x1f".encode())
        missing = column.isna().to_numpy()
        if pd.api.types.is_numeric_dtype(column.dtype):
            numbers = column.astype("float64").fillna(0.0).to_numpy()
            values = np.round(numbers * 10**DECIMALS).astype("<i8").tobytes()
        elif pd.api.types.is_datetime64_any_dtype(column.dtype):
            values = column.fillna(pd.Timestamp(0)).to_numpy().astype("datetime64[s]").astype("<i8").tobytes()
        else:
            values = "\x1f".join(column.astype(object).where(~missing, "").astype(str)).encode()
        total.update(values)
        total.update(np.packbits(missing).tobytes())
    return total.hexdigest()


def of_file(path: Path) -> str:
    """SHA-256 of a file's bytes.

    >>> of_file(Path(__file__)) == hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    True
    """
    total = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(1 << 20):
            total.update(piece)
    return total.hexdigest()
