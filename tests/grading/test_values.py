"""Plain values come back as they went; whatever else comes in is refused."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import json
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.grading.arrays import TAGS
from coursekit.grading.decoding import ITEMS, MAPPINGS, SIMPLE, Decoder
from coursekit.grading.protocol import Message, ProtocolError, pack, unpacked
from coursekit.grading.values import MAX_DEPTH, Encoder, Uncrossable

ALL_TAGS = [
    *ITEMS,
    *MAPPINGS,
    *SIMPLE,
    *TAGS,
    "default",
    "deque",
    "namedtuple",
    "b",
    "bytearray",
    "h",
    "module",
]


def there_and_back(value: Any) -> Any:
    encoder = Encoder()
    message = unpacked(pack(Message({"v": encoder.encode(value)}, encoder.buffers)))
    return Decoder(message.buffers).decode(message.header["v"])


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=20)
    | st.binary(max_size=20)
    | st.complex_numbers(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes()
    | st.timedeltas()
    | st.just(...)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_plain_value_comes_back_equal_and_of_its_type(value: Any) -> None:
    found = there_and_back(value)
    assert found == value
    assert type(found) is type(value)


Point = collections.namedtuple("Point", "x y")  # what a trainee writes
EXACT = {
    "counter": collections.Counter("aab"),
    "ordered": collections.OrderedDict(b=1, a=2),
    "default": collections.defaultdict(list, a=[1]),
    "deque": collections.deque([1, 2], maxlen=3),
    "set": {1, "a", (2, 3)},
    "frozenset": frozenset({1}),
    "range": range(2, 10**20, 3),
    "slice": slice(1, None, 2),
    "lone surrogate": "\ud800",
    "zone": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    "decimal": decimal.Decimal("1.10"),
    "fraction": fractions.Fraction(1, 3),
    "infinity": float("-inf"),
    "big": -(2**3000),
    "bytearray": bytearray(b"ab"),
    "date scalar": np.datetime64("2020-01-01", "D"),
    "int8": np.int8(-3),
    "numpy text": np.str_("é"),
}


@pytest.mark.parametrize("name", EXACT)
def test_value_of_this_kind_comes_back(name: str) -> None:
    found = there_and_back(EXACT[name])
    assert found == EXACT[name]
    assert type(found) is type(EXACT[name])


def test_named_tuple_keeps_its_fields() -> None:
    found = there_and_back(Point(1, 2))
    assert (found.x, found.y, tuple(found), repr(found)) == (1, 2, (1, 2), "Point(x=1, y=2)")


def test_missing_values_are_the_same_objects() -> None:
    assert there_and_back(pd.NaT) is pd.NaT
    assert there_and_back(pd.NA) is pd.NA


COLUMNS = {
    "integers": pd.Series([1, 2, 3], name="q"),
    "missing integers": pd.Series([1, None], dtype="Int64"),
    "truth": pd.Series([True, None], dtype="boolean"),
    "text": pd.Series(["a", None, "客"]),
    "python text": pd.Series(["a", None], dtype="string[python]"),
    "category": pd.Series(pd.Categorical(["b", "a", None], categories=["b", "a"], ordered=True)),
    "dates": pd.Series(pd.date_range("2020", periods=3)),
    "zoned dates": pd.Series(pd.date_range("2020", periods=3, tz="Asia/Shanghai")),
    "periods": pd.Series(pd.period_range("2020-01", periods=3, freq="Q")),
    "intervals": pd.cut(pd.Series([1.0, 2.0, 3.0]), 2),
    "objects": pd.Series([1, "a", [1, 2], None]),
    "days": pd.Series([dt.date(2020, 1, 1)]),
    "arrow": pd.Series([1, None], dtype="int64[pyarrow]"),
    "durations": pd.Series(pd.to_timedelta([1, 2], unit="D")),
    "empty": pd.Series([], dtype="float64"),
    "indexed": pd.Series([1, 2], index=pd.MultiIndex.from_tuples([("x", 1), ("y", 2)], names=["k", None])),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_column_comes_back(name: str) -> None:
    pd.testing.assert_series_equal(there_and_back(COLUMNS[name]), COLUMNS[name])


FRAMES = {
    "mixed": pd.DataFrame(
        {name: series.head(1).reset_index(drop=True) for name, series in COLUMNS.items() if len(series)}
    ),
    "same names": pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]),
    "two levels": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
    "empty": pd.DataFrame(),
    "rows only": pd.DataFrame(index=[1, 2]),
    "columns only": pd.DataFrame(columns=["a", "b"]),
    "dated": pd.DataFrame({"a": range(3)}, index=pd.date_range("2020", periods=3, name="day")),
}


@pytest.mark.parametrize("name", FRAMES)
def test_table_comes_back(name: str) -> None:
    pd.testing.assert_frame_equal(there_and_back(FRAMES[name]), FRAMES[name], check_freq=True)


@given(
    st.sampled_from(["<f8", "<i4", "|u1", "|b1", "<c16", "<M8[s]", "<U3"]),
    st.lists(st.integers(0, 4), max_size=3),
)
def test_array_comes_back(dtype: str, shape: list[int]) -> None:
    array = np.zeros(shape, dtype=dtype)
    found = there_and_back(array)
    assert found.dtype == array.dtype
    np.testing.assert_array_equal(found, array)


def test_subclass_counts_as_what_it_is_built_on() -> None:
    class Sly(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = float.__hash__

    found = there_and_back(Sly(1.5))
    assert type(found) is float
    assert found != 2


def test_what_is_circular_deep_or_endless_is_not_sent() -> None:
    circle: list[Any] = []
    circle.append(circle)
    tower: list[Any] = []
    for _ in range(MAX_DEPTH + 1):
        tower = [tower]
    doubled: list[Any] = []
    for _ in range(60):
        doubled = [doubled, doubled]
    for value in (circle, tower, doubled, 1 << 10_000_000, object(), print):
        with pytest.raises(Uncrossable):
            Encoder().encode(value)


TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(ALL_TAGS),
    lambda inner: (
        st.builds(lambda tag, rest: [tag, *rest], st.sampled_from(ALL_TAGS), st.lists(inner, max_size=4))
        | st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=25,
)
PLAIN = (
    type(None), bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice,
    type(...), type(NotImplemented), type({}.keys()), type({}.values()), type({}.items()), collections.deque,
    decimal.Decimal, fractions.Fraction, dt.date, dt.time, dt.timedelta, np.ndarray, np.generic, np.dtype, pd.DataFrame,
    pd.Series, pd.Index, pd.Period, pd.Interval, type(pd.NaT), type(pd.NA), pd.api.extensions.ExtensionArray,
    pd.api.extensions.ExtensionDtype,
)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(TREES, st.lists(st.binary(max_size=64), max_size=3))
def test_any_tree_is_a_plain_value_or_refused(tree: Any, buffers: list[bytes]) -> None:
    try:
        found = Decoder(buffers).decode(tree)
    except ProtocolError:
        return
    assert isinstance(found, PLAIN)


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_message_or_refused(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        unpacked(b"ckv1" + data if data[:1] == b"m" else data)


@settings(max_examples=300, deadline=None)
@given(VALUES, st.integers(0, 10_000), st.integers(0, 255))
def test_a_changed_byte_is_a_value_or_refused(value: Any, at: int, byte: int) -> None:
    encoder = Encoder()
    data = bytearray(pack(Message({"v": encoder.encode(value)}, encoder.buffers)))
    data[at % len(data)] = byte
    try:
        message = unpacked(bytes(data))
        found = Decoder(message.buffers).decode(message.header.get("v"))
    except ProtocolError:
        return
    assert isinstance(found, PLAIN)


LIES = {
    "a length beyond the limit": b"ckv1\xff\xff\xff\xff\0\0\0\0",
    "many buffers": b"ckv1\0\0\0\2\xff\xff\xff\xff{}",
    "a long buffer": b"ckv1\0\0\0\2\0\0\0\1{}\xff\xff\xff\xff\xff\xff\xff\xff",
    "deep JSON": pack(Message({"v": 1})).replace(b'{"v":1}', b"[" * 7)[:0]
    + b"ckv1\0\x01\x86\xa0\0\0\0\0"
    + b"[" * 100_000,
    "not a number": b'ckv1\0\0\0\x09\0\0\0\0{"v":NaN}',
    "a list": b"ckv1\0\0\0\2\0\0\0\0[]",
    "many digits": b'ckv1\0\0\x13\x8d\0\0\0\0{"v":' + b"9" * 4999 + b"}",
}


@pytest.mark.parametrize("name", LIES)
def test_lie_about_the_message_is_refused(name: str) -> None:
    with pytest.raises(ProtocolError):
        unpacked(LIES[name])


def test_many_parts_are_refused_in_time() -> None:
    started = time.monotonic()
    with pytest.raises(ProtocolError):
        Decoder([]).decode(["l", *[["l"]] * 4_000_000])
    assert time.monotonic() - started < 30


def test_header_is_ascii_json() -> None:
    data = pack(Message({"text": "客户\ud800"}))
    assert json.loads(data[12:].decode("ascii")) == {"text": "客户\ud800"}
