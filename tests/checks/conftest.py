"""What tests of comparators share: the failure of a check, and trainees' objects that play tricks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from coursekit.checks import CheckFailed
from coursekit.messages import set_language


class Agreeable:
    """A trainee's object that claims to equal everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __float__(self) -> float:
        return 1.0

    def __len__(self) -> int:
        return 1


class Proxy:
    """What stands for a trainee's object in the grading process: attributes and calls, nothing else."""

    def __init__(self, target: Any) -> None:
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name: str) -> Any:
        value = getattr(object.__getattribute__(self, "_target"), name)
        return Proxy(value) if callable(value) else value

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return object.__getattribute__(self, "_target")(*arguments, **named)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def agreeable() -> Agreeable:
    return Agreeable()


@pytest.fixture
def proxy() -> type[Proxy]:
    return Proxy


@pytest.fixture
def failure() -> Callable[..., CheckFailed]:
    """The CheckFailed that a check raises, for its key and facts."""

    def caught(check: Callable[..., object], *arguments: object, **named: object) -> CheckFailed:
        with pytest.raises(CheckFailed) as raised:
            check(*arguments, **named)
        return raised.value

    return caught
