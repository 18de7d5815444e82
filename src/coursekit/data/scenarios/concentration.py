"""Situations that call for segmenting, or for none of it; and costs that follow one driver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

REASONS = ("needs", "value", "resources", "none")
PLACES = ("schools", "households", "offices", "clinics", "canteens", "town_halls", "dealers", "embassies")
DRIVERS = ("orders", "service_hours", "revenue", "customers")
ACTIVITIES = ("invoicing", "repairs", "hotline", "storage", "reviews", "insurance")
SUSPECTED = {  # the driver that the name of an activity suggests; what was counted may say otherwise
    "invoicing": "orders",
    "repairs": "service_hours",
    "hotline": "service_hours",
    "storage": "revenue",
    "reviews": "customers",
    "insurance": "revenue",
}


@dataclass(frozen=True)
class Situation:
    """An offer to some customers: ``wishes`` different things wanted, ``price`` of the offer a customer,
    ``low`` to ``high`` margin (CNY a year), ``asked`` for it and ``available``."""

    place: str
    wishes: int
    price: int
    low: int
    high: int
    asked: int
    available: int

    def told(self, language: str | None = None) -> str:
        """The situation in words."""
        wish = text(
            f"scenarios_concentration.{self.place}_{'same' if self.wishes == 1 else 'differ'}", language
        )
        return text(
            "scenarios_concentration.situation",
            language,
            who=text(f"scenarios_concentration.{self.place}", language, asked=self.asked),
            wish=wish,
            price=self.price,
            low=self.low,
            high=self.high,
            asked=self.asked,
            available=self.available,
        )


@dataclass(frozen=True)
class Activity:
    """What one activity cost (CNY) for three customers, beside their orders, hours and revenue (1,000 CNY)."""

    name: str
    orders: tuple[int, int, int]
    service_hours: tuple[int, int, int]
    revenue: tuple[int, int, int]
    cost: tuple[int, int, int]

    def title(self, language: str | None = None) -> str:
        """The activity's name."""
        return text(f"scenarios_concentration.{self.name}", language)


def situations(random_state: RandomState, count: int = 6) -> list[Situation]:
    """``count`` situations at different places; in each, one reason to segment holds or none does.

    >>> from numpy.random import RandomState
    >>> len(situations(RandomState(1)))
    6
    """
    places = [PLACES[int(i)] for i in random_state.permutation(len(PLACES))[:count]]
    further = [REASONS[int(i)] for i in random_state.randint(len(REASONS), size=max(0, count - len(REASONS)))]
    drawn = [(reason, number == REASONS.index("none")) for number, reason in enumerate([*REASONS, *further])]
    order = random_state.permutation(len(drawn))[:count]
    return [_situation(random_state, place, *drawn[int(i)]) for place, i in zip(places, order, strict=True)]


def _situation(random_state: RandomState, place: str, reason: str, unequal: bool) -> Situation:
    """Facts of which exactly one calls for segmenting, or none; margins may be unequal where it does not matter."""
    price = int(random_state.randint(4, 19)) * 100
    spread = unequal or random_state.random_sample() < 0.5
    low = price * int(random_state.randint(3, 7)) + int(random_state.randint(1, 90))
    high = low * (int(random_state.randint(8, 30)) if spread else 1) + int(random_state.randint(50, 400))
    if reason == "value":
        low, high = price // int(random_state.randint(3, 6)), price * int(random_state.randint(6, 20))
    asked = int(random_state.randint(9, 30))
    room = int(random_state.randint(2, 9))
    return Situation(
        place=place,
        wishes=3 if reason == "needs" else 1,
        price=price,
        low=low,
        high=high,
        asked=asked,
        available=asked - room if reason == "resources" else asked + room,
    )


def activities(random_state: RandomState, count: int = 4) -> list[Activity]:
    """``count`` activities, each with a cost in proportion to one driver; at least one against its name.

    >>> from numpy.random import RandomState
    >>> [len(activity.cost) for activity in activities(RandomState(1))]
    [3, 3, 3, 3]
    """
    names = [ACTIVITIES[int(i)] for i in random_state.permutation(len(ACTIVITIES))[:count]]
    drivers = [DRIVERS[int(i)] for i in random_state.permutation(len(DRIVERS))[:count]]
    while all(SUSPECTED[name] == driver for name, driver in zip(names, drivers, strict=True)):
        drivers = [DRIVERS[int(i)] for i in random_state.permutation(len(DRIVERS))[:count]]
    return [_activity(random_state, name, driver) for name, driver in zip(names, drivers, strict=True)]


def _activity(random_state: RandomState, name: str, driver: str) -> Activity:
    orders = tuple(int(n) for n in random_state.permutation([4, 6, 10, 15, 24])[:3])
    hours = tuple(int(n) for n in random_state.permutation([5, 14, 33, 52, 80])[:3])
    revenue = tuple(int(n) for n in random_state.permutation([70, 110, 190, 260, 450])[:3])
    measure = {"orders": orders, "service_hours": hours, "revenue": revenue, "customers": (1, 1, 1)}[driver]
    rate = {
        "orders": random_state.randint(20, 60),
        "service_hours": random_state.randint(90, 260),
        "revenue": random_state.randint(3, 12),
        "customers": random_state.randint(300, 900),
    }[driver]
    cost = tuple(int(rate) * n for n in measure)
    return Activity(name, orders, hours, revenue, cost)  # type: ignore[arg-type]
