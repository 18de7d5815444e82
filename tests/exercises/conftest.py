"""What the exercises' own tests share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from coursekit import checks
from coursekit.authoring.exercise import Session

AcceptedCopies = Callable[[Callable[[str], Session], str, str, Sequence[str]], int]


@pytest.fixture
def accepted_copies() -> AcceptedCopies:
    """How many right answers to ``question`` (the variable ``name``) also pass on another trainee's variant."""

    def count(session: Callable[[str], Session], question: str, name: str, trainees: Sequence[str]) -> int:
        fits = 0
        for giver in trainees:
            answer = f"{name} = {checks.plain(session(giver).names[name], name=name)!r}"
            for taker in trainees:
                if giver != taker:
                    fits += all(verdict.passed for verdict in session(taker).answered(question, answer))
        return fits

    return count
