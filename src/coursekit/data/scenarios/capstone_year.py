"""What the capstone's year has to fit into: a trial to plan, owners with few hours, and classes with few slots."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

UNITS = ("customer", "group", "shop")
MEASURES = ("margin less cost", "sales", "answers")
LOOKS = ("once, at the end", "every week until it is significant")
LEVELS = {"vip": 1, "strategic": 2, "key": 2, "new": 2, "dormant": 2, "model": 4}  # weeks between visits
OWNERS = ("Zhao Lei", "Gao Min", "Sun Hao")
CLASSES = ("staff", "consumers", "enterprises", "government", "special")
SLOTS = ("Mon", "Tue", "Wed", "Thu", "Fri")
TRAINERS = {"staff": "Wu Qing", "consumers": "Sun Hao", "enterprises": "Zhao Lei", "government": "Gao Min", "special": "Wu Qing"}  # fmt: skip
FEWEST, MOST = 1, 6  # ways to do it right, so that guessing does not


@dataclass(frozen=True)
class Trial:
    """Facts for an experiment: ``unit`` that must be drawn together, rates, how many there are, weeks to wait and left."""

    unit: str
    usual: float
    hoped: float
    available: int
    cycle: int
    left: int

    def told(self, language: str | None = None) -> str:
        """The facts in words."""
        where = text(f"scenarios_capstone.unit_{self.unit}", language)
        return text(
            "scenarios_capstone.trial", language, where=where, usual=round(100 * self.usual),
            hoped=round(100 * self.hoped), available=self.available, cycle=self.cycle, left=self.left,
        )  # fmt: skip


def trial(random_state: RandomState) -> Trial:
    """An experiment that can be done: the customers at hand are two to three times what each arm needs, and more."""
    from coursekit.strategy.experiments import sample_size

    unit = UNITS[random_state.randint(len(UNITS))]
    usual = int(random_state.randint(14, 31)) / 100
    hoped = usual + int(random_state.randint(6, 11)) / 100
    need = sample_size(usual, hoped)
    available = int(need * random_state.uniform(2.2, 2.6)) // 10 * 10
    cycle = int(random_state.randint(6, 13))
    return Trial(unit, usual, round(hoped, 2), available, cycle, cycle + int(random_state.randint(2, 6)))


@dataclass(frozen=True)
class Portfolio:
    """Accounts and hours a visit of each level, and hours a week of each owner."""

    accounts: dict[str, int]
    hours: dict[str, float]
    capacity: dict[str, float]

    def weekly(self, level: str) -> float:
        """Hours a week that a level needs: accounts ÷ weeks between visits × hours a visit."""
        return self.accounts[level] / LEVELS[level] * self.hours[level]

    def load(self, owners: dict[str, str]) -> dict[str, float]:
        """Hours a week of each owner when ``owners`` says whose each level is."""
        return {who: sum(self.weekly(level) for level in owners if owners[level] == who) for who in OWNERS}

    def fits(self, owners: dict[str, str]) -> bool:
        """Whether nobody works more than they have."""
        return all(hours <= self.capacity[who] + 1e-9 for who, hours in self.load(owners).items())

    def solutions(self) -> list[dict[str, str]]:
        """All ways to share the levels out that fit."""
        ways = (dict(zip(LEVELS, chosen, strict=True)) for chosen in product(OWNERS, repeat=len(LEVELS)))
        return [way for way in ways if self.fits(way)]


def portfolio(random_state: RandomState) -> Portfolio:
    """Levels that fit into three weeks of work in one to six ways.

    >>> from numpy.random import RandomState
    >>> 1 <= len(portfolio(RandomState(7)).solutions()) <= 6
    True
    """
    while True:
        accounts = {
            level: int(random_state.randint(2, 6)) * (1 if every == 1 else 2)
            for level, every in LEVELS.items()
        }
        hours = {level: float(random_state.randint(2, 9)) / 2 for level in LEVELS}
        free = Portfolio(accounts, hours, dict.fromkeys(OWNERS, float("inf")))
        chosen = {level: OWNERS[at] for level, at in zip(LEVELS, random_state.randint(0, 3, len(LEVELS)), strict=True)}  # fmt: skip
        if len(set(chosen.values())) < len(OWNERS):
            continue
        spare = random_state.randint(0, 3, len(OWNERS)) / 2
        capacity = {
            who: -(-free.load(chosen)[who] // 0.5) / 2 + float(more)
            for who, more in zip(OWNERS, spare, strict=True)
        }
        made = Portfolio(accounts, hours, capacity)
        if FEWEST <= len(made.solutions()) <= MOST:
            return made


@dataclass(frozen=True)
class Week:
    """When each trainer is free, and the class that needs the projector's day."""

    free: dict[str, tuple[str, ...]]
    before: tuple[str, str]

    def faults(self, slots: dict[str, str]) -> list[str]:
        """Kinds of fault of a timetable: 'room', 'trainer', 'staff', 'before'."""
        found = []
        if len(set(slots.values())) < len(slots):
            found.append("room")
        if any(slots[name] not in self.free[TRAINERS[name]] for name in CLASSES):
            found.append("trainer")
        place = {name: SLOTS.index(slot) for name, slot in slots.items()}
        if any(place[name] < place["staff"] for name in CLASSES[1:]):
            found.append("staff")
        if place[self.before[0]] > place[self.before[1]]:
            found.append("before")
        return found

    def solutions(self) -> list[dict[str, str]]:
        """All timetables without a fault."""
        ways = (dict(zip(CLASSES, order, strict=True)) for order in permutations(SLOTS))
        return [way for way in ways if not self.faults(way)]


def week(random_state: RandomState) -> Week:
    """A training week that can be timetabled in one to six ways, the first free slot of everybody being none of them.

    >>> from numpy.random import RandomState
    >>> 1 <= len(week(RandomState(7)).solutions()) <= 6
    True
    """
    while True:
        free = {
            who: tuple(slot for slot in SLOTS if random_state.random_sample() < 0.6)
            for who in dict.fromkeys(TRAINERS.values())
        }
        first, second = random_state.permutation(4)[:2]
        made = Week(free, (CLASSES[1:][first], CLASSES[1:][second]))
        if all(free.values()) and FEWEST <= len(made.solutions()) <= MOST:
            greedy = {name: free[TRAINERS[name]][0] for name in CLASSES}
            if made.faults(greedy):
                return made
