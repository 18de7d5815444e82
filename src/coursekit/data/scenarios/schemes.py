"""Proposed segmentations, whose facts say which of the four tests fails, if any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

VERDICTS = ("measurable", "enough demand", "developable", "responds differently", "usable")
SPLITS = ("taste", "stairs", "canteen", "newborn", "shift", "tenure", "schooldays")
AIRCRAFT = "aircraft"  # the material's own example is always among them, with numbers that are invented


@dataclass(frozen=True)
class Scheme:
    """A split in two groups: ``known`` of 100 customers can be placed; the smaller group's ``margin`` and the
    ``cost`` of an offer of its own (1,000 CNY a year), the larger group's ``other_margin``; people ``needed`` and
    ``free``; ``first`` and ``second`` of 100 who accept the same offer in either group."""

    split: str
    known: int
    margin: int
    other_margin: int
    cost: int
    needed: int
    free: int
    first: int
    second: int

    def told(self, language: str | None = None) -> str:
        """The scheme in words."""
        return text(
            "scenarios_criteria.scheme",
            language,
            split=text(f"scenarios_criteria.split_{self.split}", language),
            known=self.known,
            margin=self.margin,
            other=self.other_margin,
            cost=self.cost,
            needed=self.needed,
            free=self.free,
            first=self.first,
            second=self.second,
        )


def schemes(random_state: RandomState, count: int = 6) -> list[Scheme]:
    """``count`` schemes, each failing at most one test; all five verdicts occur, the aircraft among the schemes.

    >>> from numpy.random import RandomState
    >>> sum(scheme.split == AIRCRAFT for scheme in schemes(RandomState(1)))
    1
    """
    further = [
        VERDICTS[int(i)] for i in random_state.randint(len(VERDICTS), size=max(0, count - len(VERDICTS)))
    ]
    verdicts = [*VERDICTS, *further]
    splits = [AIRCRAFT, *(SPLITS[int(i)] for i in random_state.permutation(len(SPLITS))[: count - 1])]
    order = random_state.permutation(count)
    places = random_state.permutation(len(verdicts))[:count]
    return [
        _scheme(random_state, splits[int(i)], verdicts[int(j)]) for i, j in zip(order, places, strict=True)
    ]


def _scheme(random_state: RandomState, split: str, fails: str) -> Scheme:
    cost = int(random_state.randint(12, 60)) * 5
    needed = int(random_state.randint(3, 9))
    first = int(random_state.randint(8, 40))
    apart = int(random_state.randint(6, 25))
    if fails == "responds differently":
        apart = int(random_state.randint(0, 4))
    margin = cost + int(random_state.randint(5, 200))
    if fails == "enough demand":
        margin = cost - int(random_state.randint(5, 40))
    turned = random_state.random_sample() < 0.5
    return Scheme(
        split=split,
        known=int(random_state.randint(20, 75) if fails == "measurable" else random_state.randint(80, 100)),
        margin=margin,
        other_margin=max(margin, cost) + int(random_state.randint(50, 400)),
        cost=cost,
        needed=needed,
        free=needed
        + int(random_state.randint(-2, 0) if fails == "developable" else random_state.randint(0, 4)),
        first=first + (apart if turned else 0),
        second=first + (0 if turned else apart),
    )
