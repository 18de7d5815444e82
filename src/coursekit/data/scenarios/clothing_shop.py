"""Customers of a clothing shop: what they can spend, where they buy, and what they ask for today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

GROUPS = ("economy", "mass", "affluent")
QUADRANTS = ("high loyal", "high disloyal", "low loyal", "low disloyal")
NAMES = ("ai", "bei", "cui", "ding", "fang", "geng", "hong", "jin")
WORDINGS = 3


@dataclass(frozen=True)
class Shopper:
    """``budget``: CNY spent on clothes in a year, anywhere; ``ours``: of that in this shop; ``satisfied`` 1–5;
    ``recommends`` us to friends or not; ``asks``: the wording of what is asked for today."""

    name: str
    budget: int
    ours: int
    satisfied: int
    recommends: bool
    asks: str

    def told(self, language: str | None = None) -> str:
        """The customer in words."""
        says = "yes" if self.recommends else "no"
        return text(
            "scenarios_criteria.shopper",
            language,
            name=text(f"scenarios_criteria.name_{self.name}", language),
            budget=self.budget,
            ours=self.ours,
            satisfied=self.satisfied,
            recommends=text(f"scenarios_criteria.recommends_{says}", language),
            asks=text(f"scenarios_criteria.asks_{self.asks}", language),
        )


def shoppers(random_state: RandomState, count: int = 6) -> list[Shopper]:
    """``count`` customers: all four quadrants and all three groups; purse and wish do not always agree.

    >>> from numpy.random import RandomState
    >>> len({shopper.name for shopper in shoppers(RandomState(1))})
    6
    """
    names = [NAMES[int(i)] for i in random_state.permutation(len(NAMES))[:count]]
    further = [QUADRANTS[int(i)] for i in random_state.randint(4, size=count - len(QUADRANTS))]
    quadrants = [[*QUADRANTS, *further][int(i)] for i in random_state.permutation(count)]
    groups: list[str] = []
    while not groups or not _crossed(quadrants, groups):
        drawn = [*GROUPS, *(GROUPS[int(i)] for i in random_state.randint(3, size=count - len(GROUPS)))]
        groups = [drawn[int(i)] for i in random_state.permutation(count)]
    return [
        _shopper(random_state, name, quadrant, group)
        for name, quadrant, group in zip(names, quadrants, groups, strict=True)
    ]


def group(shopper: Shopper) -> str:
    """The spending group that ``shopper`` belongs to today, by what is asked for."""
    return shopper.asks.rpartition("_")[0]


def _crossed(quadrants: list[str], groups: list[str]) -> bool:
    """Whether somebody with little asks for the finest, and somebody with much for something plain."""
    pairs = {(quadrant.split()[0], group) for quadrant, group in zip(quadrants, groups, strict=True)}
    return ("low", "affluent") in pairs and (("high", "economy") in pairs or ("high", "mass") in pairs)


def _shopper(random_state: RandomState, name: str, quadrant: str, wanted: str) -> Shopper:
    power, loyalty = quadrant.split()
    budget = int(random_state.randint(24, 60) if power == "high" else random_state.randint(4, 20)) * 500
    loyal = loyalty == "loyal"
    bound = quadrant == "low disloyal"  # buys here for want of another shop; the other disloyal are content
    part = random_state.randint(55, 85) if loyal or bound else random_state.randint(8, 40)
    return Shopper(
        name=name,
        budget=budget,
        ours=int(budget * int(part) // 1000 * 10),
        satisfied=int(random_state.randint(3, 5) if loyal or bound else random_state.randint(4, 6)),
        recommends=loyal or (not bound and random_state.random_sample() < 0.4),
        asks=f"{wanted}_{random_state.randint(WORDINGS)}",
    )
