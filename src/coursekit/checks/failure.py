"""A failed check: a message key with facts, shown to people as one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from coursekit.messages import text


@dataclass(frozen=True)
class Difference:
    """What is wrong with a value: the key of a sentence and the facts that fill it."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


class CheckFailed(AssertionError):
    """A check that did not hold; Jupyter shows its sentence and no traceback.

    >>> str(CheckFailed("checks.not_defined", {"name": "scores"}))
    '`scores` is not defined. Write your answer in the answer cell above, then run that cell.'
    """

    def __init__(self, key: str, facts: Mapping[str, object] | None = None, *, shown: str = "") -> None:
        self.key, self.facts = key, dict(facts or {})
        sentence = text(key, None, **self.facts)
        super().__init__(f"{sentence}\n{shown}" if shown else sentence)

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def fail(key: str, /, **facts: object) -> NoReturn:
    """Fail with the sentence ``key``, its fields filled with ``facts``; raises CheckFailed."""
    raise CheckFailed(key, facts)


def require(condition: object, key: str, /, **facts: object) -> None:
    """Fail with the sentence ``key`` unless ``condition`` is exactly True.

    >>> require(1 + 1 == 2, "checks.unanswered", name="total")
    """
    if condition is not True:
        raise CheckFailed(key, facts)


def settle(
    compare: Callable[[Any, Any], Difference | None],
    found: object,
    expected: object,
    mistakes: Mapping[str, Any] | None,
    name: str,
) -> None:
    """Raise what ``compare`` reports, or the misconception whose result the trainee's value equals."""
    problem = compare(found, expected)
    if problem is None:
        return
    for key, wrong in (mistakes or {}).items():
        if compare(found, wrong) is None:
            raise CheckFailed(key, {"name": name, **problem.facts})
    raise CheckFailed(problem.key, problem.facts)


def explain(error: BaseException) -> str:
    """One sentence for whatever stopped a test cell, for feedback pages and ``coursekit check``.

    >>> explain(NameError("name 'scores' is not defined", name="scores"))
    '`scores` is not defined. Write your answer in the answer cell above, then run that cell.'
    """
    if isinstance(error, CheckFailed):
        return str(error)
    if isinstance(error, NameError) and error.name:
        return text("checks.not_defined", name=error.name)
    if isinstance(error, NotImplementedError):
        return text("checks.cell_unwritten")
    return text("checks.test_stopped", error=error_name(error))


def error_name(error: BaseException) -> str:
    """The type of an exception; one raised in another process names its own in ``remote_type``."""
    remote = getattr(error, "remote_type", None)
    return remote if type(remote) is str else type(error).__name__
