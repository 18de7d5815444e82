"""pandas values from their columns, as :mod:`arrays` sends them. Every part is checked before pandas sees it."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

from coursekit.grading.arrays import raw_array
from coursekit.grading.protocol import ProtocolError

if TYPE_CHECKING:
    from coursekit.grading.decoding import Decoder

UNITS = ("s", "ms", "us", "ns")
FREQUENCY = re.compile(r"-?\d{0,4}[A-Za-z]{1,3}(-[A-Z]{3})?")
MASKED = re.compile(r"U?Int(8|16|32|64)|Float(32|64)|boolean")
ARROW = re.compile(
    r"u?int(8|16|32|64)|float|halffloat|double|bool|(large_)?string|date32\[day\]|timestamp\[(s|ms|us|ns)\]|"
    r"duration\[(s|ms|us|ns)\]|decimal128\(\d{1,2}, \d{1,2}\)"
)


def decode(tag: str, tree: list[Any], decoder: Decoder) -> Any:
    """The pandas value of ``tree``."""
    pd: Any = importlib.import_module("pandas")  # its stubs refuse much that is checked here

    if tag == "na":
        return pd.NA
    if tag == "nat":
        return pd.NaT
    if tag == "timestamp":
        from coursekit.grading.values import zone

        naive = pd.Timestamp(_count(tree[1]), unit=_unit(tree[2])).as_unit(_unit(tree[2]))
        name = zone(tree[3])
        return naive if name is None else naive.tz_localize("UTC").tz_convert(name)
    if tag == "timedelta64":
        return pd.Timedelta(_count(tree[1]), unit=_unit(tree[2])).as_unit(_unit(tree[2]))
    if tag == "period":
        return pd.Period(ordinal=_count(tree[1]), freq=_frequency(tree[2]))
    if tag == "interval":
        return pd.Interval(decoder.decode(tree[1]), decoder.decode(tree[2]), closed=_closed(tree[3]))
    if tag in ("index", "multi"):
        return index(tree, decoder)
    if tag == "dtype":
        return column(tree[1], decoder).dtype
    if tag == "ext":
        return pd.array(column(tree[1], decoder))
    if tag == "series":
        values = column(tree[3], decoder)
        labels = index(tree[1], decoder)
        _same_length(labels, values)
        return pd.Series(values, index=labels, name=decoder.decode(tree[2]), dtype=values.dtype, copy=False)
    return _frame(tree, decoder)


def _frame(tree: list[Any], decoder: Decoder) -> Any:
    pd: Any = importlib.import_module("pandas")  # its stubs refuse much that is checked here

    rows, labels = index(tree[1], decoder), index(tree[2], decoder)
    columns = [column(part, decoder) for part in tree[3]]
    _same_length(labels, columns)
    for values in columns:
        _same_length(rows, values)
    series = {
        at: pd.Series(values, index=rows, dtype=values.dtype, copy=False) for at, values in enumerate(columns)
    }
    frame = pd.DataFrame(series, index=rows, copy=False)
    frame.columns = labels
    return frame


def _same_length(one: Any, other: Any) -> None:
    if len(one) != len(other):
        raise ProtocolError("a table whose columns differ in length")


def index(tree: Any, decoder: Decoder) -> Any:
    """A pandas index of any kind."""
    import numpy as np

    pd: Any = importlib.import_module("pandas")  # its stubs refuse much that is checked here

    if not isinstance(tree, list) or not tree or tree[0] not in ("index", "multi"):
        raise ProtocolError("this is no index")
    if tree[0] == "multi":
        levels = [index(level, decoder) for level in tree[1]]
        codes = [raw_array(code, decoder) for code in tree[2]]
        return pd.MultiIndex(levels=levels, codes=codes, names=decoder.decode(tree[3]), verify_integrity=True)
    name = decoder.decode(tree[3])
    if tree[1] == "range":
        start, stop, step = (int(decoder.decode(part)) for part in tree[2])
        if len(range(start, stop, step)) > 1 << 31:
            raise ProtocolError("an index that is too long")
        return pd.RangeIndex(start, stop, step, name=name)
    values = column(tree[2], decoder)
    made = pd.Index(values, dtype=values.dtype if isinstance(values, np.ndarray) else None, name=name)
    if len(tree) > 4 and tree[4] is not None and isinstance(made, pd.DatetimeIndex | pd.TimedeltaIndex):
        made.freq = _frequency(tree[4])  # pandas refuses a frequency that does not fit
    return made


def column(tree: Any, decoder: Decoder) -> Any:
    """One column: a numpy array or one of pandas' own."""
    import numpy as np

    pd: Any = importlib.import_module("pandas")  # its stubs refuse much that is checked here

    from coursekit.grading.values import zone

    kind = tree[0] if isinstance(tree, list) and tree else None
    if kind == "np":
        array = raw_array(tree, decoder)
        if array.ndim != 1:
            raise ProtocolError("a column with rows and columns")
        return array
    if kind == "object":
        values = np.empty(len(tree[1]), dtype=object)
        for at, item in enumerate(tree[1]):
            values[at] = decoder.decode(item)
        return values
    if kind == "string":
        texts = [decoder.decode(text) for text in tree[3]]
        if not all(text is None or isinstance(text, str) for text in texts) or tree[1] not in (
            "python",
            "pyarrow",
        ):
            raise ProtocolError("a text column with other things in it")
        dtype = pd.StringDtype(tree[1], na_value=pd.NA if tree[2] else np.nan)
        return pd.array(texts, dtype=dtype)
    if kind == "category":
        dtype = pd.CategoricalDtype(index(tree[2], decoder), ordered=bool(tree[3]))
        return pd.Categorical.from_codes(raw_array(tree[1], decoder), dtype=dtype)
    if kind == "tz":
        naive = pd.DatetimeIndex(raw_array(tree[1], decoder))
        return naive.tz_localize("UTC").tz_convert(zone(tree[2])).array
    if kind == "period":
        return pd.PeriodIndex.from_ordinals(raw_array(tree[1], decoder), freq=_frequency(tree[2])).array
    if kind == "interval":
        left, right = index(tree[1], decoder), index(tree[2], decoder)
        return pd.arrays.IntervalArray.from_arrays(left, right, closed=_closed(tree[3]))
    if kind == "masked" and isinstance(tree[1], str) and MASKED.fullmatch(tree[1]):
        return _masked(tree[1], raw_array(tree[2], decoder), raw_array(tree[3], decoder))
    if kind == "arrow" and isinstance(tree[1], str) and ARROW.fullmatch(tree[1]):
        return pd.array(decoder.items(tree[2]), dtype=f"{tree[1]}[pyarrow]")
    raise ProtocolError("this is no column")


def _masked(name: str, data: Any, mask: Any) -> Any:
    pd: Any = importlib.import_module("pandas")  # its stubs refuse much that is checked here

    wanted = "bool" if name == "boolean" else name.lower()
    if data.dtype.name != wanted or mask.dtype.name != "bool" or data.shape != mask.shape or data.ndim != 1:
        raise ProtocolError("a column whose mask does not fit")
    if name == "boolean":
        return pd.arrays.BooleanArray(data, mask)
    return pd.arrays.FloatingArray(data, mask) if name.startswith("F") else pd.arrays.IntegerArray(data, mask)


def _count(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,20}", value):
        raise ProtocolError("this is no point in time")
    return int(value)


def _unit(value: Any) -> str:
    if value not in UNITS:
        raise ProtocolError("this is no unit of time")
    return str(value)


def _frequency(value: Any) -> str:
    if not isinstance(value, str) or not FREQUENCY.fullmatch(value):
        raise ProtocolError("this is no frequency")
    return value


def _closed(value: Any) -> Any:
    if value not in ("left", "right", "both", "neither"):
        raise ProtocolError("this is no side of an interval")
    return value
