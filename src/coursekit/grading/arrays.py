"""numpy and pandas values column by column: raw buffers for numbers and dates, tagged JSON for text and objects.

Arrow's file format would carry tables as well, but its reader is a large parser in C++ that would run on a
trainee's bytes inside the trusted process, and it changes pandas' types (object columns, attrs, MultiIndex);
columns of bytes need no parser and come back exactly as they were.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from coursekit.grading.protocol import ProtocolError

if TYPE_CHECKING:
    from coursekit.grading.decoding import Decoder
    from coursekit.grading.values import Encoder

RAW = re.compile(r"[<>|=]?[biufcSUV?]\d{0,4}|[<>|=]?[mM]8(\[(\d{1,6})?(Y|M|W|D|h|m|s|ms|us|ns)\])?")
MAX_DIMENSIONS = 16
TAGS = ("np", "npo", "nps", "na", "nat", "timestamp", "timedelta64", "period", "interval", "index", "multi",
        "series", "frame", "ext", "dtype", "npdtype")  # fmt: skip


def encode(value: Any, encoder: Encoder) -> Any:
    """The tree of a numpy or pandas value; None when ``value`` is neither."""
    np, pd = sys.modules.get("numpy"), sys.modules.get("pandas")
    if np is not None:
        if isinstance(value, np.ndarray) and type(value) in (np.ndarray,):
            return _array(value, encoder)
        if isinstance(value, np.generic):
            return ["nps", _array(np.asarray(value), encoder)]
        if isinstance(value, np.dtype) and RAW.fullmatch(value.str):
            return ["npdtype", value.str]
    if pd is None:
        return None
    if value is pd.NaT:
        return ["nat"]
    if value is pd.NA:
        return ["na"]
    if isinstance(value, pd.DataFrame):
        columns = [_column(value.iloc[:, at].array, encoder) for at in range(value.shape[1])]
        return ["frame", encoder.encode(value.index), encoder.encode(value.columns), columns]
    if isinstance(value, pd.Series):
        return [
            "series",
            encoder.encode(value.index),
            encoder.encode(value.name),
            _column(value.array, encoder),
        ]
    if isinstance(value, pd.MultiIndex):
        codes = [_array(np.asarray(code), encoder) for code in value.codes]  # type: ignore[union-attr]
        return [
            "multi",
            [encoder.encode(level) for level in value.levels],
            codes,
            encoder.encode(list(value.names)),
        ]
    if isinstance(value, pd.Index):
        return _index(value, encoder)
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return ["ext", _column(value, encoder)]
    return _scalar(value, pd, encoder)


def _scalar(value: Any, pd: Any, encoder: Encoder) -> Any:
    from coursekit.grading.values import zone_name

    if isinstance(value, pd.Timestamp):
        return ["timestamp", str(value.asm8.astype("int64")), value.unit, zone_name(value.tzinfo)]
    if isinstance(value, pd.Timedelta):
        return ["timedelta64", str(value.asm8.astype("int64")), value.unit]
    if isinstance(value, pd.Period):
        return ["period", str(value.ordinal), value.freqstr]
    if isinstance(value, pd.Interval):
        return ["interval", encoder.encode(value.left), encoder.encode(value.right), value.closed]
    if isinstance(value, pd.api.extensions.ExtensionDtype):
        return ["dtype", _column(pd.array([], dtype=value), encoder)]
    return None


def _array(value: Any, encoder: Encoder) -> Any:
    import numpy as np

    if value.dtype.kind == "O":
        return ["npo", list(value.shape), [encoder.encode(item) for item in value.ravel().tolist()]]
    if value.dtype.names is not None or not RAW.fullmatch(value.dtype.str):
        return encoder.export(value)
    return ["np", value.dtype.str, list(value.shape), encoder.buffer(np.ascontiguousarray(value).tobytes())]


def _index(value: Any, encoder: Encoder) -> Any:
    import pandas as pd

    name = encoder.encode(value.name)
    if isinstance(value, pd.RangeIndex):
        return [
            "index",
            "range",
            [encoder.encode(part) for part in (value.start, value.stop, value.step)],
            name,
        ]
    freq = (
        getattr(value, "freqstr", None) if isinstance(value, pd.DatetimeIndex | pd.TimedeltaIndex) else None
    )
    return ["index", "column", _column(value.array, encoder), name, freq]


def _column(values: Any, encoder: Encoder) -> Any:
    """One column of a table, by the kind of its dtype."""
    import numpy as np
    import pandas

    from coursekit.grading.values import zone_name

    pd: Any = pandas
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = _array(np.asarray(values.codes), encoder)
        return ["category", codes, _index(dtype.categories, encoder), bool(dtype.ordered)]
    if isinstance(dtype, pd.DatetimeTZDtype):
        naive = np.asarray(values.tz_convert(None))
        return ["tz", _array(naive, encoder), zone_name(dtype.tz)]
    if isinstance(dtype, pd.PeriodDtype):
        return ["period", _array(np.asarray(values.asi8), encoder), pd.PeriodDtype(dtype.freq).name[7:-1]]
    if isinstance(dtype, pd.IntervalDtype):
        return ["interval", _index(values.left, encoder), _index(values.right, encoder), dtype.closed]
    if isinstance(dtype, pd.StringDtype):
        texts = [None if missing else str(text) for text, missing in zip(values, values.isna(), strict=True)]
        return ["string", dtype.storage, dtype.na_value is pd.NA, [encoder.encode(text) for text in texts]]
    if isinstance(dtype, pd.SparseDtype):
        return _column(np.asarray(values), encoder)
    if hasattr(values, "_mask") and hasattr(values, "_data"):
        return ["masked", dtype.name, _array(values._data, encoder), _array(values._mask, encoder)]
    if isinstance(dtype, pd.ArrowDtype):
        return ["arrow", str(dtype.pyarrow_dtype), [encoder.encode(item) for item in values.tolist()]]
    array = np.asarray(values)
    if array.dtype.kind == "O":
        return ["object", [encoder.encode(item) for item in array.tolist()]]
    return _array(array, encoder)


def decode(tag: str, tree: list[Any], decoder: Decoder) -> Any:
    """The numpy or pandas value of ``tree``; raises ProtocolError, or what a constructor raises for bad parts."""
    import numpy as np

    if tag == "np":
        return _raw(tree, decoder)
    if tag == "nps":
        return _raw(tree[1], decoder)[()]
    if tag == "npdtype":
        return np.dtype(_raw_dtype(tree[1]))
    if tag == "npo":
        array = np.empty(len(tree[2]), dtype=object)
        for at, item in enumerate(tree[2]):
            array[at] = decoder.decode(item)
        return array.reshape(_shape(tree[1]))
    from coursekit.grading.tables import decode as decode_table

    return decode_table(tag, tree, decoder)


def _raw_dtype(name: Any) -> str:
    if not isinstance(name, str) or not RAW.fullmatch(name) or "V" in name:
        raise ProtocolError("this is no number type")
    return name


def _shape(shape: Any) -> tuple[int, ...]:
    good = isinstance(shape, list) and len(shape) <= MAX_DIMENSIONS
    if not good or not all(type(size) is int and 0 <= size <= 1 << 40 for size in shape):
        raise ProtocolError("this is no shape")
    return tuple(shape)


def _raw(tree: Any, decoder: Decoder) -> Any:
    import numpy as np

    if not isinstance(tree, list) or len(tree) != 4 or tree[0] not in ("np",):
        raise ProtocolError("this is no array")
    data = np.frombuffer(decoder.buffer(tree[3]), dtype=_raw_dtype(tree[1]))
    array = data.reshape(_shape(tree[2])).copy()
    if array.dtype.kind == "b" and array.size and array.view("u1").max() > 1:
        raise ProtocolError("a truth value that is neither")
    return array


def raw_array(tree: Any, decoder: Decoder) -> Any:
    """A numpy array of numbers, dates or fixed-width text."""
    return _raw(tree, decoder)
