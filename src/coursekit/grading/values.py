"""Plain values as tagged JSON and raw buffers, and back.

``encode`` turns a value into a tree of JSON; containers, dates, numpy and pandas objects become ``[tag, ...]``.
``decode`` returns plain values of exactly these types or raises ProtocolError: bounded in depth, number of nodes and
digits, and never running code that the sender chose. What is not plain goes through the caller's ``export`` and
``resolve`` (functions, fitted models: see :mod:`exports` and :mod:`proxies`).
"""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import math
import sys
from collections.abc import Callable
from typing import Any

from coursekit.grading import arrays
from coursekit.grading.protocol import ProtocolError

MAX_DEPTH = 100
MAX_NODES = 3_000_000
MAX_INTEGER_BITS = 200_000
JSON_INTEGER = 1 << 53
FACTORIES: dict[str, Callable[[], Any]] = {
    "int": int, "float": float, "list": list, "dict": dict, "set": set, "str": str, "tuple": tuple, "bool": bool,
}  # fmt: skip
TIMEZONES = ("UTC",)


class Uncrossable(Exception):
    """A value that cannot be sent as a plain value."""


class Encoder:
    """One message's worth of encoding: collects the buffers and bounds the work."""

    def __init__(self, export: Callable[[Any, Encoder], Any] | None = None) -> None:
        self.buffers: list[bytes] = []
        self._export, self._nodes, self._open = export, 0, set[int]()

    def buffer(self, data: bytes) -> int:
        """Keep ``data`` beside the tree; returns its number."""
        self.buffers.append(data)
        return len(self.buffers) - 1

    def export(self, value: Any) -> Any:
        """What stands for a value that is not plain."""
        if self._export is None:
            raise Uncrossable(f"a value of type {type(value).__name__} is not plain")
        return self._export(value, self)

    def encode(self, value: Any) -> Any:
        """The tree of one value. Raises Uncrossable for what is too deep, too large or circular."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Uncrossable("the value has too many parts")
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return value if abs(value) < JSON_INTEGER else _integer(value)
        if kind is float:
            return value if math.isfinite(value) else ["f", repr(value)]
        if kind in SIMPLE:
            return SIMPLE[kind](value)
        if id(value) in self._open or len(self._open) >= MAX_DEPTH:
            raise Uncrossable("the value contains itself or is too deep")
        self._open.add(id(value))
        try:
            return self._compound(value, kind)
        finally:
            self._open.discard(id(value))

    def _compound(self, value: Any, kind: type) -> Any:
        if kind in SEQUENCES:
            return [SEQUENCES[kind], *[self.encode(item) for item in list(value)]]
        if isinstance(value, dict):
            return self._mapping(value, kind)
        if kind is slice:
            return ["slice", *[self.encode(part) for part in (value.start, value.stop, value.step)]]
        if isinstance(value, collections.deque):
            return ["deque", value.maxlen, *[self.encode(item) for item in value]]
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            names = [str(name) for name in kind._fields]
            return ["namedtuple", kind.__name__, names, *[self.encode(item) for item in tuple(value)]]
        if isinstance(value, bytes | bytearray):
            return ["bytearray" if isinstance(value, bytearray) else "b", self.buffer(bytes(value))]
        found = arrays.encode(value, self)
        if found is not None:
            return found
        for base in (int, float, str, list, tuple, set, frozenset):
            if isinstance(value, base) and not _is_enum(value):  # a subclass counts as what it is built on
                return self.encode(PLAIN_BASE[base](value))
        return self.export(value)

    def _mapping(self, value: dict[Any, Any], kind: type) -> Any:
        pairs = [
            part for key, item in list(dict.items(value)) for part in (self.encode(key), self.encode(item))
        ]
        if isinstance(value, collections.Counter):
            return ["counter", *pairs]
        if isinstance(value, collections.OrderedDict):
            return ["ordered", *pairs]
        if isinstance(value, collections.defaultdict):
            factory = value.default_factory
            known = next((name for name, made in FACTORIES.items() if made is factory), None)
            if factory is None or known:
                return ["default", known, *pairs]
        return ["d", *pairs]


PLAIN_BASE: dict[type, Callable[[Any], Any]] = {
    int: lambda v: int.__index__(v) + 0,
    float: lambda v: float.__float__(v) + 0.0,
    str: lambda v: str.__str__(v)[:],
    list: lambda v: list(list.__iter__(v)),
    tuple: lambda v: tuple(tuple.__iter__(v)),
    set: lambda v: set(set.__iter__(v)),
    frozenset: lambda v: frozenset(frozenset.__iter__(v)),
}
SEQUENCES: dict[type, str] = {
    list: "l", tuple: "t", set: "set", frozenset: "frozenset",
    type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items",
}  # fmt: skip
SIMPLE: dict[type, Callable[[Any], Any]] = {
    complex: lambda v: ["complex", repr(v.real), repr(v.imag)],
    range: lambda v: ["range", *[_integer(part) for part in (v.start, v.stop, v.step)]],
    type(...): lambda v: ["..."],
    type(NotImplemented): lambda v: ["notimplemented"],
    decimal.Decimal: lambda v: ["decimal", str(v)],
    fractions.Fraction: lambda v: ["fraction", _integer(v.numerator), _integer(v.denominator)],
    dt.date: lambda v: ["date", v.isoformat()],
    dt.time: lambda v: ["time", v.replace(tzinfo=None).isoformat()],
    dt.timedelta: lambda v: ["timedelta", v.days, v.seconds, v.microseconds],
    dt.datetime: lambda v: ["datetime", v.replace(tzinfo=None).isoformat(), zone_name(v.tzinfo)],
}


def _integer(value: int) -> Any:
    if value.bit_length() > MAX_INTEGER_BITS:
        raise Uncrossable("the integer has too many digits")
    return ["i", f"{value:x}"]


def _is_enum(value: Any) -> bool:
    enum = sys.modules.get("enum")
    return enum is not None and isinstance(value, enum.Enum)


def zone_name(zone: dt.tzinfo | None) -> str | None:
    """The name of a time zone, or its offset from UTC in seconds as text; None without one."""
    if zone is None:
        return None
    key = getattr(zone, "key", None)
    if isinstance(key, str):
        return key
    offset = zone.utcoffset(None)
    if offset is None:
        raise Uncrossable("a time zone without a name")
    return str(int(offset.total_seconds()))


def zone(name: Any) -> dt.tzinfo | None:
    """The time zone that :func:`zone_name` named."""
    import zoneinfo

    if name is None:
        return None
    if not isinstance(name, str) or len(name) > 64:
        raise ProtocolError("this is no time zone")
    if name.lstrip("-").isdigit() and len(name) < 8:
        seconds = int(name)
        return dt.UTC if seconds == 0 else dt.timezone(dt.timedelta(seconds=seconds))
    if name not in zoneinfo.available_timezones():
        raise ProtocolError("this is no time zone")
    return zoneinfo.ZoneInfo(name)
