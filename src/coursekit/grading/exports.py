"""The worker's side of what is not plain: objects by number, and what the checker may ask of them.

It runs in the trainee's process, so nothing here is a wall: the checker treats every reply as a claim.
"""

from __future__ import annotations

import builtins
import importlib
import inspect
import operator
import types
from collections.abc import Callable
from typing import Any

from coursekit.grading.decoding import Decoder
from coursekit.grading.protocol import ProtocolError
from coursekit.grading.values import Encoder, Uncrossable

OPERATORS: dict[str, Callable[..., Any]] = {
    "__len__": len, "__iter__": iter, "__next__": next, "__getitem__": operator.getitem,
    "__setitem__": operator.setitem, "__delitem__": operator.delitem, "__contains__": operator.contains,
    "__bool__": bool, "__int__": int, "__float__": float, "__complex__": complex, "__index__": operator.index,
    "__round__": round, "__reversed__": reversed, "__format__": format,
    "__abs__": abs, "__neg__": operator.neg, "__pos__": operator.pos, "__invert__": operator.invert,
    "__eq__": operator.eq, "__ne__": operator.ne, "__lt__": operator.lt, "__le__": operator.le,
    "__gt__": operator.gt, "__ge__": operator.ge,
    "__add__": operator.add, "__sub__": operator.sub, "__mul__": operator.mul, "__truediv__": operator.truediv,
    "__floordiv__": operator.floordiv, "__mod__": operator.mod, "__pow__": operator.pow, "__divmod__": divmod,
    "__matmul__": operator.matmul, "__and__": operator.and_, "__or__": operator.or_, "__xor__": operator.xor,
    "__lshift__": operator.lshift, "__rshift__": operator.rshift,
    "__iadd__": operator.iadd, "__isub__": operator.isub, "__imul__": operator.imul,
    "__radd__": lambda a, b: b + a, "__rsub__": lambda a, b: b - a, "__rmul__": lambda a, b: b * a,
    "__rtruediv__": lambda a, b: b / a, "__rpow__": lambda a, b: b**a, "__rmod__": lambda a, b: b % a,
    "__enter__": lambda a: type(a).__enter__(a),
    "__exit__": lambda a: type(a).__exit__(a, None, None, None),
    "__str__": str, "__repr__": repr, "__hash__": hash,
}  # fmt: skip
ALWAYS = {"__str__", "__repr__", "__hash__", "__bool__", "__eq__", "__ne__"}
MUTABLE = (list, dict, set, bytearray)


class Exports:
    """The objects that have been named to the checker, by number."""

    def __init__(
        self, namespace: dict[str, Any], call_back: Callable[[int, Any, Any], Any] | None = None
    ) -> None:
        self._namespace, self._call_back = namespace, call_back
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}

    def describe(self, value: Any, encoder: Encoder) -> Any:
        """What stands for ``value``: its number, kind, the names of its classes and what it can do."""
        if isinstance(value, types.ModuleType):
            return ["module", value.__name__]
        number = self._number(value)
        kind = _kind(value)
        bases = inspect.getmro(value) if kind in ("class", "exception") else inspect.getmro(type(value))
        able = [n for n in OPERATORS if n in ALWAYS or hasattr(type(value), n)]
        able += ["__await__"] if hasattr(type(value), "__await__") else []
        if callable(value):
            able.append("__call__")
        changed = [n for n in ("__eq__", "__ne__") if getattr(type(value), n) is not getattr(object, n)]
        name = getattr(value, "__name__", "")
        return ["h", number, kind, [_class_name(base) for base in bases[:30]], able, changed, str(name)[:200]]

    def _number(self, value: Any) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._objects)
            self._objects[number], self._numbers[id(value)] = value, number
        return number

    def resolve(self, tree: list[Any], decoder: Decoder) -> Any:
        """What the checker's tree refers to: an exported object, a library's function, a function of its own."""
        tag = tree[0]
        if tag == "p":
            return self._objects[tree[1]]
        if tag == "library":
            found: Any = importlib.import_module(tree[1])
            for part in tree[2].split("."):
                found = getattr(found, part)
            return found
        if tag == "module":
            return importlib.import_module(tree[1])
        if tag == "callback" and self._call_back is not None:
            call_back, number = self._call_back, tree[1]
            return lambda *args, **kwargs: call_back(number, args, kwargs)
        raise ProtocolError(f"unknown tag {tag!r}")

    def perform(self, header: dict[str, Any], buffers: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """Do what the checker asks; returns the reply. Whatever the trainee's code raises becomes the reply."""
        encoder = Encoder(self.describe)
        try:
            decoder = Decoder(buffers, self.resolve)
            reply = self._perform(header, decoder, encoder)
        except Uncrossable as error:
            encoder = Encoder(self.describe)
            reply = {"uncrossable": str(error)}
        except BaseException as error:
            encoder = Encoder(self.describe)
            reply = {"error": self._described(error, encoder)}
        return reply, encoder.buffers

    def _perform(self, header: dict[str, Any], decoder: Decoder, encoder: Encoder) -> dict[str, Any]:
        operation = header["op"]
        if operation == "get":
            if header["name"] not in self._namespace:
                return {"missing": True}
            return {"ok": encoder.encode(self._namespace[header["name"]])}
        target = self._objects[header["on"]]
        if operation == "signature":
            return {"ok": _signature(target, encoder)}
        args = decoder.items(header.get("args", []))
        kwargs = {name: decoder.decode(tree) for name, tree in header.get("kwargs", {}).items()}
        before = [_fingerprint(arg) for arg in args]
        result = self._act(operation, header.get("name", ""), target, args, kwargs)
        if header.get("exported"):
            reply: dict[str, Any] = {"ok": self.describe(result, encoder)}
        else:
            reply = {"ok": encoder.encode(result)}
        changed = {
            str(at): encoder.encode(arg)
            for at, (arg, old) in enumerate(zip(args, before, strict=True))
            if old is not None and _fingerprint(arg) != old
        }
        return reply | ({"changed": changed} if changed else {})

    @staticmethod
    def _act(operation: str, name: str, target: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if operation == "call":
            return target(*args, **kwargs)
        if operation == "attr":
            return getattr(target, name)
        if operation == "setattr":
            return setattr(target, name, *args)
        if operation == "delattr":
            return delattr(target, name)
        if operation == "dir":
            return dir(target)
        if operation == "isinstance":
            return isinstance(args[0], target)
        if operation == "issubclass":
            return issubclass(args[0], target)
        if operation == "bases":
            return list(target.__bases__)
        if operation == "await":
            return _awaited(target)
        if operation == "operator":
            return OPERATORS[name](target, *args)
        raise ProtocolError(f"unknown operation {operation!r}")

    def _described(self, error: BaseException, encoder: Encoder) -> dict[str, Any]:
        kind = type(error)
        return {
            "classes": [_class_name(base) for base in inspect.getmro(kind)[:30]],
            "class": self.describe(kind, encoder) if kind.__module__ not in ("builtins",) else None,
            "text": _said(error),
            "args": _plain_parts(
                {str(at): arg for at, arg in enumerate(getattr(error, "args", ()))}, encoder
            ),
            "attributes": _plain_parts(getattr(error, "__dict__", {}), encoder),
        }


def _said(error: BaseException) -> str:
    try:
        return str(error)[:20_000]
    except BaseException:
        return ""


def _plain_parts(parts: dict[str, Any], encoder: Encoder) -> dict[str, Any]:
    found = {}
    for name, value in list(parts.items())[:20]:
        try:
            Encoder().encode(value)
            found[str(name)] = encoder.encode(value)
        except Exception:
            continue
    return found


def _kind(value: Any) -> str:
    if isinstance(value, type):
        return "exception" if issubclass(value, BaseException) else "class"
    if isinstance(value, types.FunctionType):
        return "function"
    if isinstance(value, types.MethodType):
        return "method"
    if isinstance(value, types.BuiltinFunctionType):
        return "builtin"
    if isinstance(value, types.GeneratorType):
        return "generator"
    if isinstance(value, types.CoroutineType):
        return "coroutine"
    return "object"


def _class_name(kind: type) -> list[str]:
    return [str(kind.__module__)[:200], str(kind.__qualname__)[:200]]


def _signature(target: Any, encoder: Encoder) -> Any:
    parts = []
    for parameter in inspect.signature(target).parameters.values():
        has_default = parameter.default is not inspect.Parameter.empty
        default = encoder.encode(parameter.default) if has_default else None
        parts.append([parameter.name, int(parameter.kind), has_default, default])
    return parts


def _fingerprint(value: Any) -> Any:
    """What tells whether a value was changed in place; None for what cannot be."""
    kind = type(value)
    if kind not in MUTABLE and kind.__module__.split(".")[0] not in ("numpy", "pandas", "collections"):
        return None
    encoder = Encoder()
    try:
        return repr(encoder.encode(value)), encoder.buffers
    except Exception:
        return None


def _awaited(target: Any) -> Any:
    import asyncio

    async def wait() -> Any:
        return await target

    return asyncio.new_event_loop().run_until_complete(wait())


def builtin(name: str) -> bool:
    """Whether ``name`` is one of Python's own."""
    return hasattr(builtins, name)
