"""Trees that the other side sent, turned into plain values; see :mod:`values` for the way out.

Whatever comes in, the result is a value of one of the types listed here or a ProtocolError. No constructor is
chosen by the sender beyond this list, and depth, number of nodes and digits are bounded.
"""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import keyword
import operator
import re
from collections.abc import Callable
from typing import Any

from coursekit.grading import arrays
from coursekit.grading.protocol import ProtocolError
from coursekit.grading.values import FACTORIES, MAX_DEPTH, MAX_INTEGER_BITS, MAX_NODES, zone

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")


class Decoder:
    """Decodes the trees of one message. ``resolve`` makes what stands for a value that is not plain."""

    def __init__(
        self, buffers: list[bytes], resolve: Callable[[list[Any], Decoder], Any] | None = None
    ) -> None:
        self._buffers, self._resolve = buffers, resolve
        self._nodes = self._depth = 0

    def buffer(self, number: Any) -> bytes:
        """The buffer with this number."""
        if type(number) is not int or not 0 <= number < len(self._buffers):
            raise ProtocolError("there is no such buffer")
        return self._buffers[number]

    def decode(self, tree: Any) -> Any:
        """The value that ``tree`` stands for; raises ProtocolError."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise ProtocolError("the value has too many parts")
        if tree is None or isinstance(tree, bool | str | int | float):
            return tree
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            raise ProtocolError("this is no value")
        if self._depth >= MAX_DEPTH:
            raise ProtocolError("the value is too deep")
        self._depth += 1
        try:
            return self._tagged(tree[0], tree)
        except ProtocolError:
            raise
        except Exception as error:  # whatever a constructor says to parts that do not fit
            raise ProtocolError(f"a {tree[0][:20]} that is none ({type(error).__name__})") from None
        finally:
            self._depth -= 1

    def items(self, parts: list[Any]) -> list[Any]:
        """Decoded parts of a tree."""
        return [self.decode(part) for part in parts]

    def _tagged(self, tag: str, tree: list[Any]) -> Any:
        if tag in ITEMS:
            return ITEMS[tag](self.items(tree[1:]))
        if tag in MAPPINGS:
            return MAPPINGS[tag](self._pairs(tree[1:]))
        if tag == "default":
            factory = FACTORIES[_text(tree[1])] if tree[1] is not None else None
            return collections.defaultdict(factory, self._pairs(tree[2:]))
        if tag == "deque":
            size = None if tree[1] is None else _number(tree[1])
            return collections.deque(self.items(tree[2:]), size)
        if tag == "namedtuple":
            return named(tree[1], tree[2], self.items(tree[3:]))
        if tag in ("b", "bytearray"):
            data = self.buffer(tree[1])
            return bytearray(data) if tag == "bytearray" else data
        if tag in SIMPLE:
            return SIMPLE[tag](*tree[1:])
        if tag in arrays.TAGS:
            return arrays.decode(tag, tree, self)
        if self._resolve is None:
            raise ProtocolError(f"unknown tag {tag[:20]!r}")
        return self._resolve(tree, self)

    def _pairs(self, parts: list[Any]) -> dict[Any, Any]:
        if len(parts) % 2:
            raise ProtocolError("a key without a value")
        found = {}
        for at in range(0, len(parts), 2):
            found[self.decode(parts[at])] = self.decode(parts[at + 1])
        return found


def named(name: Any, fields: Any, values: list[Any]) -> tuple[Any, ...]:
    """A tuple whose fields can be read by name, as ``collections.namedtuple`` gives; made without evaluating text.

    >>> named("Point", ["x", "y"], [1, 2]).y
    2
    """
    names = [_identifier(field) for field in fields]
    if len(names) != len(values) or len(set(names)) != len(names):
        raise ProtocolError("a named tuple with other fields than values")
    namespace: dict[str, Any] = {field: property(operator.itemgetter(at)) for at, field in enumerate(names)}
    namespace |= {
        "_fields": tuple(names),
        "_asdict": lambda self: dict(zip(names, self, strict=True)),
        "__repr__": lambda self: (
            f"{name}({', '.join(f'{n}={v!r}' for n, v in zip(names, self, strict=True))})"
        ),
        "__slots__": (),
    }
    kind = type(_identifier(name), (tuple,), namespace)
    return kind(values)  # type: ignore[no-any-return]


def _identifier(name: Any) -> str:
    if (
        not isinstance(name, str)
        or not NAME.fullmatch(name)
        or keyword.iskeyword(name)
        or name.startswith("__")
    ):
        raise ProtocolError("this is no name")
    if name in dir(tuple) or name in ("_fields", "_asdict"):
        raise ProtocolError("this name is taken")
    return name


def _text(value: Any, longest: int = 64) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ProtocolError("this is no short text")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 1 << 40:
        raise ProtocolError("this is no count")
    return value


def integer(digits: Any) -> int:
    """An integer from its hexadecimal digits."""
    text = _text(digits, MAX_INTEGER_BITS // 4 + 2)
    if not re.fullmatch(r"-?[0-9a-f]+", text):
        raise ProtocolError("this is no integer")
    return int(text, 16)


def _range(start: Any, stop: Any, step: Any) -> range:
    return range(*[integer(part[1]) for part in (start, stop, step)])


def _decimal(digits: Any) -> decimal.Decimal:
    with decimal.localcontext() as context:
        context.traps[decimal.InvalidOperation] = True
        return decimal.Decimal(_text(digits, 10_000))


ITEMS: dict[str, Callable[[list[Any]], Any]] = {
    "l": list,
    "t": tuple,
    "set": set,
    "frozenset": frozenset,
    "keys": lambda items: dict.fromkeys(items).keys(),
    "values": lambda items: dict(enumerate(items)).values(),
    "items": lambda items: dict(items).items(),
    "slice": lambda items: slice(*items),
}
MAPPINGS: dict[str, Callable[[dict[Any, Any]], Any]] = {
    "d": dict,
    "ordered": collections.OrderedDict,
    "counter": collections.Counter,
}
SIMPLE: dict[str, Callable[..., Any]] = {
    "f": lambda text: float(_text(text, 32)),
    "i": integer,
    "complex": lambda real, imag: complex(float(_text(real, 32)), float(_text(imag, 32))),
    "range": _range,
    "...": lambda: ...,
    "notimplemented": lambda: NotImplemented,
    "decimal": _decimal,
    "fraction": lambda top, bottom: fractions.Fraction(integer(top[1]), integer(bottom[1])),
    "date": lambda text: dt.date.fromisoformat(_text(text)),
    "time": lambda text: dt.time.fromisoformat(_text(text)),
    "timedelta": lambda days, seconds, micros: dt.timedelta(int(days), int(seconds), int(micros)),
    "datetime": lambda text, name: dt.datetime.fromisoformat(_text(text)).replace(tzinfo=zone(name)),
}
