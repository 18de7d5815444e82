"""The names that tests see: the checker's own, and behind them the trainee's, fetched when asked for."""

from __future__ import annotations

import builtins
import types
from collections.abc import Callable, Iterable
from typing import Any

Fetch = Callable[[str], tuple[bool, Any]]


class Namespace(dict[str, Any]):
    """The checker's names. A name that it does not have is the trainee's, asked for with ``fetch``.

    The last cell that binds a name owns it, as in a kernel, with one rule more: a cell of the trainee's owns only
    the names that the instructor's answer in its place binds or changes. So locked data stays the instructor's,
    and a task that says 'clean df' still hands over the trainee's ``df``.
    """

    fetch: Fetch | None = None
    mentioned: frozenset[str] = (
        frozenset()
    )  # words of the instructor's cells: IPython looks up names of its own

    def __init__(self) -> None:
        super().__init__()
        self._fetched: dict[str, Any] = {}
        self._hidden: set[str] = set()
        self._expected: set[str] = set()

    def __missing__(self, name: str) -> Any:
        if name in self._fetched:
            return self._fetched[name]
        ask = self.fetch is not None and name in self.mentioned and name not in self._hidden
        if not ask or (hasattr(builtins, name) and name not in self._expected):
            raise KeyError(name)
        found, value = self.fetch(name)  # type: ignore[misc]
        if not found:
            raise KeyError(name)
        self._fetched[name] = value
        return value

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        try:
            self.__missing__(name)  # type: ignore[arg-type]
        except KeyError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401  # dict.get does not ask __missing__

    def __delitem__(self, name: str) -> None:
        self._hidden.add(name)
        if self._fetched.pop(name, None) is None:
            super().__delitem__(name)

    def hand_over(self, names: Iterable[str]) -> None:
        """The trainee's cells have run that were to bind or change these names: theirs count from here on."""
        for name in names:
            self._expected.add(name)
            self._hidden.discard(name)
            if not isinstance(dict.get(self, name), types.ModuleType):
                self.pop(name, None)

    def refresh(self) -> None:
        """The trainee's cells went on: what was fetched may have changed."""
        self._fetched.clear()
