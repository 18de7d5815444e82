"""What the trainee's code raises, raised in the checker: same class where both sides have it, marked as foreign."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from coursekit.grading.claims import known_classes
from coursekit.grading.protocol import ProtocolError

if TYPE_CHECKING:
    from coursekit.grading.decoding import Decoder

MARK = "_coursekit_foreign"


def is_foreign(error: BaseException | None) -> bool:
    """Whether the error was raised by the trainee's code: its text may repeat a hidden test's input."""
    return error is not None and bool(getattr(error, MARK, False))


class ForeignErrors:
    """Exceptions of one worker copy. ``resolve`` gives the stand-in for a class that the trainee defined."""

    def __init__(self, resolve: Callable[[Any, Decoder], Any]) -> None:
        self._resolve = resolve
        self._numbers: dict[type, int] = {}

    def stand_in(self, number: Any, name: Any, classes: Any) -> type[BaseException]:
        """A class of this process for one that the trainee defined, so that ``except`` and ``raises`` work."""
        base = _nearest(classes)
        if not isinstance(name, str) or not name.isidentifier() or type(number) is not int:
            raise ProtocolError("this names no exception")
        made = type(name, (base,), {"__str__": lambda self: getattr(self, "_coursekit_text", "")})
        self._numbers[made] = number
        return made

    def number(self, value: Any) -> int | None:
        """The worker's number of an exception class that stands in."""
        return self._numbers.get(value) if isinstance(value, type) else None

    def make(self, description: Any, decoder: Decoder) -> BaseException:
        """The exception to raise here for one that was raised there."""
        if not isinstance(description, dict):
            raise ProtocolError("this is no error")
        text = description.get("text")
        if not isinstance(text, str):
            raise ProtocolError("this is no error")
        given = description.get("args", {})
        args = tuple(decoder.decode(given[at]) for at in sorted(given, key=int))
        kind = _nearest(description.get("classes"))
        if description.get("class") is not None and kind.__module__ == "builtins":
            found = self._resolve(description["class"], decoder)
            kind = found if isinstance(found, type) and issubclass(found, BaseException) else kind
        error = _instance(kind, args, text)
        for name, tree in dict(description.get("attributes", {})).items():
            if isinstance(name, str) and not name.startswith("_"):
                _set(error, name, decoder.decode(tree))
        _set(error, "_coursekit_text", text)
        _set(error, MARK, True)
        return error


def _instance(kind: type[BaseException], args: tuple[Any, ...], text: str) -> BaseException:
    for chosen in (args, (text,)):
        try:
            error = kind.__new__(kind, *chosen)
            error.args = chosen
            if kind.__module__ == "builtins" and str(error) != text:
                continue
            return error
        except Exception:
            continue
    try:
        return kind(text)
    except Exception:
        return RuntimeError(text)


def _set(error: BaseException, name: str, value: Any) -> None:
    try:
        setattr(error, name, value)
    except Exception:
        return


def _nearest(classes: Any) -> type[BaseException]:
    for found in known_classes(classes):
        if issubclass(found, BaseException):
            return found
    return Exception
