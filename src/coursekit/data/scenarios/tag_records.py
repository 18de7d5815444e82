"""Tags as they stand on the day of a review: what becomes of each follows from its name, duties and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.random import RandomState

ACTIONS = ("delete", "repair", "retire", "refresh", "keep")
FAMILIES = ("social", "behaviour", "value")
SUBJECTS = {
    "social": ("household.family", "occupation.retired", "home.owner"),
    "behaviour": ("purchase.active", "interest.air", "channel.online", "service.yearly"),
    "value": ("spend.high", "credit.sound", "potential.high"),
}
ON_A_TALK = (("temper", "difficult"), ("mood", "impatient"), ("personality", "stubborn"), ("temper", "calm"))
OWNERS = ("Lin Wei", "Zhao Lei", "Gao Min", "Sun Hao")
SOURCES = ("orders", "web", "customer file", "sales visit")


@dataclass(frozen=True)
class TagRecord:
    """One row of a tag table; ``owner`` or ``source`` may be empty."""

    tag: str
    source: str
    owner: str
    refreshed: date
    refresh_days: int
    expires: date


def tag_records(random_state: RandomState, as_of: date) -> list[TagRecord]:
    """Seven tags as they stand on ``as_of``, for each of five actions one or two, edges among them.

    >>> from numpy.random import RandomState
    >>> len(tag_records(RandomState(1), date(2026, 1, 14)))
    7
    """
    named = [f"{family}.{rest}" for family in FAMILIES for rest in SUBJECTS[family]]
    named = [named[int(i)] for i in random_state.permutation(len(named))]
    drawn = [*ACTIONS, "retire", "keep"]
    found = [
        _tag_record(random_state, as_of, action, action in drawn[:place], named[place])
        for place, action in enumerate(drawn)
    ]
    return [found[int(i)] for i in random_state.permutation(len(found))]


def _tag_record(random_state: RandomState, as_of: date, action: str, second: bool, tag: str) -> TagRecord:
    """A record that calls for ``action``; of two that are kept one is on its last day, the other due tomorrow."""
    source, owner = SOURCES[int(random_state.randint(4))], OWNERS[int(random_state.randint(4))]
    every = int(random_state.choice([30, 60, 90]))
    age, left = int(random_state.choice([2, every // 2])), int(random_state.choice([30, 200]))
    if action == "delete":
        tag = ".".join(("social", *ON_A_TALK[int(random_state.randint(len(ON_A_TALK)))]))
        left = int(random_state.choice([-20, 200]))
    elif action == "repair":
        fault = int(random_state.randint(3))
        source = "" if fault == 0 else source
        owner = "" if fault == 1 else owner
        tag = _misnamed(random_state, tag) if fault == 2 else tag
        left = int(random_state.choice([-9, 120]))
    elif action == "retire":
        left = -int(random_state.choice([1, 12, 70]))
        age = every + 25 if second else age
    elif action == "refresh":
        age = every + int(random_state.choice([1, 9, 40]))
    elif second:
        age = every
    else:
        left = 0
    return TagRecord(tag, source, owner, as_of - timedelta(days=age), every, as_of + timedelta(days=left))


def _misnamed(random_state: RandomState, tag: str) -> str:
    family, subject, value = tag.split(".")
    wrong = (
        f"{subject}.{value}",
        f"{family}.{subject}.{value.upper()}",
        f"customer.{subject}.{value}",
        f"{subject} {value}!",
    )
    return wrong[int(random_state.randint(len(wrong)))]
