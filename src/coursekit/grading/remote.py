"""A copy of the worker that answers for the trainee's names while a group of tests runs."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from threading import RLock
from typing import Any, NoReturn

from coursekit.grading.arguments import SHARED_MODULES, library_name, shared_module, update
from coursekit.grading.decoding import Decoder
from coursekit.grading.foreign import ForeignErrors
from coursekit.grading.protocol import Channel, Message, PeerGone, PeerTimeout, ProtocolError
from coursekit.grading.proxies import Proxy, awaiting, make
from coursekit.grading.values import Encoder, Uncrossable

MAX_CALLS = 200_000


class WorkStopped(BaseException):
    """The trainee's process ended, answered nonsense or took too long; the test in hand cannot go on.

    A BaseException, so that no ``except Exception`` in a test hides it.
    """


class Remote:
    """The checker's end of one copy. ``permitted`` are operators that the instructor's answers define."""

    def __init__(self, channel: Channel, permitted: Iterable[str] = ()) -> None:
        self.channel, self.permitted = channel, frozenset(permitted)
        self.deadline: float | None = None
        self.lost = ""
        self.uncrossable: list[str] = []
        self._proxies: dict[int, Any] = {}
        self._callbacks: list[Any] = []
        self._errors = ForeignErrors(self._exception_standin)
        self.on_loss: Callable[[WorkStopped], None] | None = None
        self._calls = 0
        self._turn = RLock()  # a test may call from several threads: one question and its answer at a time

    def get(self, name: str) -> tuple[bool, Any]:
        """Whether the trainee defined ``name``, and its value or stand-in."""
        with self._turn:
            reply = self._exchange({"op": "get", "name": name}, [])
            if reply.header.get("missing") is True:
                return False, None
            if "error" in reply.header:  # an honest worker has nothing to raise here
                self._lose("nonsense")
            return True, self._result(reply, ())

    def request(
        self,
        header: dict[str, Any],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
        raw: bool = False,
    ) -> Any:
        """Ask for one operation; returns its value, or raises what it raised."""
        encoder = Encoder(self._refer)
        try:
            header = header | {"args": [encoder.encode(arg) for arg in args]}
            header["kwargs"] = {name: encoder.encode(value) for name, value in (kwargs or {}).items()}
        except Uncrossable as error:
            self.uncrossable.append(str(error))
            raise TypeError(f"a test cannot pass this to the trainee's code: {error}") from None
        with self._turn:
            return self._result(self._exchange(header, encoder.buffers), args, raw)

    def inside(self, before: list[str], source: str) -> tuple[str, int, str | None]:
        """Run a test in the copy: the name of its error (empty: passed), the line, the value of its last line."""
        reply = self._exchange({"op": "inside", "before": before, "source": source}, []).header
        error, line, value = reply.get("error"), reply.get("line"), reply.get("value")
        if not (isinstance(error, str | None) and isinstance(value, str | None) and isinstance(line, int)):
            self._lose("nonsense")
        return (error or "")[:100], line, value and value[:100]

    def close(self) -> None:
        """Let the copy end."""
        self.channel.close()

    def _exchange(self, header: dict[str, Any], buffers: list[bytes]) -> Message:
        if self.lost:
            raise WorkStopped(self.lost)
        self._calls += 1
        try:
            if self._calls > MAX_CALLS:
                raise ProtocolError("too many requests")
            self.channel.send(Message(header, buffers), self.deadline)
            reply = self.channel.receive(self.deadline)
            while "call" in reply.header:
                self.channel.send(self._called_back(reply), self.deadline)
                reply = self.channel.receive(self.deadline)
        except PeerTimeout:
            self._lose("timeout")
        except PeerGone:
            self._lose("ended")
        except ProtocolError:
            self._lose("nonsense")
        return reply

    def _lose(self, why: str) -> NoReturn:
        stop = WorkStopped(why)
        self.end(why)
        if self.on_loss is not None:
            self.on_loss(stop)
        raise stop

    def end(self, why: str = "timeout") -> None:
        """Ask no more."""
        self.lost = self.lost or why
        self.channel.close()

    def _result(self, reply: Message, args: tuple[Any, ...], raw: bool = False) -> Any:
        try:
            decoder = Decoder(reply.buffers, self._stand_in)
            for at, tree in dict(reply.header.get("changed", {})).items():
                index = int(at)
                if not 0 <= index < len(args):
                    raise ProtocolError("there is no such argument")
                update(args[index], decoder.decode(tree))
            if "error" in reply.header:
                error = self._errors.make(reply.header["error"], decoder)
            elif "uncrossable" in reply.header:
                error = TypeError("the trainee's code returned something that cannot be sent")
            elif raw:
                return [[*part[:3], decoder.decode(part[3])] for part in reply.header["ok"]]
            else:
                return decoder.decode(reply.header["ok"])
        except (ProtocolError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            self._lose("nonsense")
        raise error

    def _stand_in(self, tree: list[Any], decoder: Decoder) -> Any:
        if tree[0] == "module":
            return shared_module(tree[1])
        if tree[0] != "h" or len(tree) != 7:
            raise ProtocolError("unknown tag")
        _, number, kind, classes, able, _, name = tree
        if number not in self._proxies:
            if kind == "exception":
                self._proxies[number] = self._errors.stand_in(number, name, classes)
            else:
                made = make(self, number, kind, classes, able)
                # Tasks are made of Python's own coroutines only.
                self._proxies[number] = awaiting(made) if kind == "coroutine" else made
        return self._proxies[number]

    def _exception_standin(self, tree: Any, decoder: Decoder) -> Any:
        return self._stand_in(tree, decoder)

    def _refer(self, value: Any, encoder: Encoder) -> Any:
        """How an argument that is not plain goes to the worker."""
        if type(value).__mro__[-2] is Proxy or (
            isinstance(type(value), type) and issubclass(type(value), Proxy)
        ):
            if object.__getattribute__(value, "_ck_remote") is self:
                return ["p", object.__getattribute__(value, "_ck_number")]
            raise Uncrossable("an object from an earlier test")
        if isinstance(value, types.CoroutineType):
            for own, held in self._proxies.items():
                if held is value:
                    return ["p", own]
        number = self._errors.number(value)
        if number is not None:
            return ["p", number]
        if isinstance(value, types.ModuleType) and value.__name__.split(".")[0] in SHARED_MODULES:
            return ["module", value.__name__]
        named = library_name(value)
        if named is not None:
            return ["library", *named]
        if isinstance(value, types.FunctionType | types.MethodType):
            self._callbacks.append(value)
            return ["callback", len(self._callbacks) - 1]
        raise Uncrossable(f"a value of type {type(value).__name__} cannot be passed on")

    def _called_back(self, request: Message) -> Message:
        """Run a function of the test's that the trainee's code was given."""
        number = request.header["call"]
        if type(number) is not int or not 0 <= number < len(self._callbacks):
            raise ProtocolError("there is no such function")
        decoder = Decoder(request.buffers, self._stand_in)
        args = decoder.decode(request.header.get("args"))
        kwargs = decoder.decode(request.header.get("kwargs"))
        if not isinstance(args, tuple) or not isinstance(kwargs, dict):
            raise ProtocolError("these are no arguments")
        encoder = Encoder(self._refer)
        try:
            return Message({"ok": encoder.encode(self._callbacks[number](*args, **kwargs))}, encoder.buffers)
        except Exception as error:
            return Message({"error": type(error).__name__})
