"""The checker's side of what is not plain: stand-ins for objects that live in the worker.

A stand-in forwards attributes, calls and items, and only values come back. Three rules keep points earned:

* An operator between a stand-in and a value of the test (``result - expected``) is forwarded only if the
  instructor's own answer defines that operator; otherwise an object that equals everything would pass, and would see
  what was expected.
* ``isinstance`` follows what the worker claims for classes of installed libraries (a trainee may subclass
  ``KMeans`` in a kernel just as well), never for types of plain values: a number is a number or nothing.
* What the worker raises is raised here as the same built-in or library exception, marked as foreign, so that
  its text is never shown.
"""

from __future__ import annotations

import inspect
import types
from typing import TYPE_CHECKING, Any, NoReturn, cast

from coursekit.grading.claims import claimed_class
from coursekit.grading.exports import OPERATORS
from coursekit.grading.protocol import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from coursekit.grading.remote import Remote

KINDS = {
    "function": types.FunctionType,
    "method": types.MethodType,
    "builtin": types.BuiltinFunctionType,
    "generator": types.GeneratorType,
    "coroutine": types.CoroutineType,
    "class": type,
    "object": None,
}
FREE = frozenset(
    [
        "__len__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__contains__",
        "__int__",
        "__float__",
        "__complex__",
        "__index__",
        "__round__",
        "__abs__",
        "__neg__",
        "__pos__",
        "__invert__",
        "__exit__",
    ]
)
EXPORTED = frozenset(["__iter__", "__reversed__", "__enter__"])
GUARDED = (
    frozenset(OPERATORS)
    - FREE
    - EXPORTED
    - {"__next__", "__bool__", "__str__", "__repr__", "__hash__", "__format__"}
)
LOCAL_ONLY = frozenset(
    [
        "__array_interface__",
        "__array_struct__",
        "__array_priority__",
        "__array_ufunc__",
        "__array_function__",
        "__dataframe__",
        "__arrow_c_array__",
        "__arrow_c_stream__",
        "__reduce__",
        "__getstate__",
        "__copy__",
        "__deepcopy__",
        "__wrapped__",
        "_ipython_display_",
        "_repr_mimebundle_",
        "_ipython_canary_method_should_not_exist_",
        "__objclass__",
        "__func__",
        "__self__",
        "__text_signature__",
        "__partialmethod__",
        "_partialmethod",
    ]
)


class Proxy:
    """A stand-in for one object of the worker."""

    __slots__ = ("_ck_able", "_ck_class", "_ck_kind", "_ck_number", "_ck_remote")
    _ck_able: frozenset[str]
    _ck_class: type | None
    _ck_kind: str
    _ck_number: int
    _ck_remote: Remote

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_ck_"):
            return object.__getattribute__(self, name)
        if name == "__class__":
            return self._ck_class or type(self)
        if name == "__bases__" and self._ck_kind == "class":
            return tuple(self._ck_remote.request({"op": "bases", "on": self._ck_number}))
        if name == "__signature__":
            return _signature(self)
        if name in LOCAL_ONLY:
            raise AttributeError(name)
        return self._ck_remote.request({"op": "attr", "on": self._ck_number, "name": name})

    def __setattr__(self, name: str, value: Any) -> None:
        self._ck_remote.request({"op": "setattr", "on": self._ck_number, "name": name}, (value,))

    def __delattr__(self, name: str) -> None:
        self._ck_remote.request({"op": "delattr", "on": self._ck_number, "name": name})

    def __dir__(self) -> list[str]:
        found = self._ck_remote.request({"op": "dir", "on": self._ck_number})
        return [str(name) for name in found] if isinstance(found, list) else []

    def __repr__(self) -> str:
        return _shown(self, "__repr__")

    def __str__(self) -> str:
        return _shown(self, "__str__")

    def __format__(self, spec: str) -> str:
        return str(_operate(self, "__format__", (spec,))) if spec else str(self)

    def __hash__(self) -> int:
        if "__eq__" in self._ck_remote.permitted:
            return int(_operate(self, "__hash__", ()))
        return hash((id(self._ck_remote), self._ck_number))

    def __bool__(self) -> bool:
        return bool(_operate(self, "__bool__", ())) if self._ck_kind == "object" else True

    def __eq__(self, other: object) -> Any:
        return _operate(self, "__eq__", (other,)) if "__eq__" in self._ck_remote.permitted else self is other

    def __ne__(self, other: object) -> Any:
        permitted = self._ck_remote.permitted & {"__eq__", "__ne__"}
        return _operate(self, "__ne__", (other,)) if permitted else self is not other

    def __instancecheck__(self, instance: Any) -> bool:
        return bool(self._ck_remote.request({"op": "isinstance", "on": self._ck_number}, (instance,)))

    def __subclasscheck__(self, subclass: Any) -> bool:
        return bool(self._ck_remote.request({"op": "issubclass", "on": self._ck_number}, (subclass,)))

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("an object of the trainee's cannot be copied or stored by a test")


def _operate(proxy: Proxy, name: str, args: tuple[Any, ...]) -> Any:
    return proxy._ck_remote.request({"op": "operator", "on": proxy._ck_number, "name": name}, args)


def _shown(proxy: Proxy, name: str) -> str:
    text = _operate(proxy, name, ())
    if not isinstance(text, str):
        raise TypeError(f"{name} returned no text")
    return text


def _call(self: Proxy, *args: Any, **kwargs: Any) -> Any:
    return self._ck_remote.request({"op": "call", "on": self._ck_number}, args, kwargs)


def _next(self: Proxy) -> Any:
    return _operate(self, "__next__", ())


def _await(self: Proxy) -> Any:
    """The result of a coroutine, which the worker runs to its end."""
    return self._ck_remote.request({"op": "await", "on": self._ck_number})
    yield  # type: ignore[unreachable]  # makes this a generator, as awaiting needs


async def awaiting(proxy: Proxy) -> Any:
    """A coroutine of this process that gives the result of the trainee's."""
    return await cast("Awaitable[Any]", proxy)


def _operator(name: str) -> Any:
    def operate(self: Proxy, *args: Any) -> Any:
        if name in GUARDED and name not in self._ck_remote.permitted:
            return NotImplemented
        if name in EXPORTED:
            request = {"op": "operator", "on": self._ck_number, "name": name, "exported": True}
            return self._ck_remote.request(request, ())
        if name == "__exit__":
            return bool(_operate(self, name, ()))
        return _operate(self, name, args)

    operate.__name__ = name
    return operate


_classes: dict[tuple[str, frozenset[str]], type[Proxy]] = {}


def proxy_class(kind: str, able: frozenset[str]) -> type[Proxy]:
    """The class of stand-ins that can do exactly what ``able`` names, so that ``callable`` and ``iter`` tell the truth."""
    found = _classes.get((kind, able))
    if found is None:
        namespace: dict[str, Any] = {"__slots__": ()}
        taken = {"__bool__", "__eq__", "__ne__", "__str__", "__repr__", "__hash__", "__format__", "__next__"}
        namespace |= {name: _operator(name) for name in able if name in OPERATORS and name not in taken}
        if "__next__" in able:
            namespace["__next__"] = _next
            namespace["__iter__"] = lambda self: self
        if "__call__" in able:
            namespace["__call__"] = _call
        if kind == "coroutine" or "__await__" in able:
            namespace["__await__"] = _await
        found = _classes[kind, able] = type("Proxy", (Proxy,), namespace)
    return found


def make(remote: Remote, number: Any, kind: Any, classes: Any, able: Any) -> Proxy:
    """A stand-in from a worker's description; raises ProtocolError for one that makes no sense."""
    good = type(number) is int and 0 <= number < 1 << 32 and isinstance(able, list) and len(able) < 100
    if not good or kind not in KINDS or not all(isinstance(name, str) for name in able):
        raise ProtocolError("this describes no object")
    known = frozenset(able) & (set(OPERATORS) | {"__call__", "__await__"})
    proxy = object.__new__(proxy_class(kind, known))
    for name, value in (("remote", remote), ("number", number), ("kind", kind), ("able", known)):
        object.__setattr__(proxy, f"_ck_{name}", value)
    object.__setattr__(proxy, "_ck_class", KINDS[kind] or claimed_class(classes))
    return proxy


def _signature(proxy: Proxy) -> inspect.Signature:
    remote = proxy._ck_remote
    parts = remote.request({"op": "signature", "on": proxy._ck_number}, raw=True)
    parameters = []
    for name, kind, has_default, default in parts:
        value = default if has_default else inspect.Parameter.empty
        parameters.append(inspect.Parameter(name, inspect._ParameterKind(kind), default=value))
    return inspect.Signature(parameters)
