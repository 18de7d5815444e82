"""Trials to plan and to stop: requests for customers, days on which somebody looks at a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

LADDER = (200, 500, 1000, 2000, 4000, 8000)  # customers in each group
ENOUGH, COIN = 0.8, 0.5
ASKERS = ("lin", "zhao", "gao", "sun")
LOOKS = 5


@dataclass(frozen=True)
class Request:
    """A trial that ``asker`` wants: ``base`` % order anyway, points ``hoped`` for and ``worth`` finding, customers in all."""

    asker: str
    base: int
    hoped: int
    worth: int
    available: int

    def told(self, language: str | None = None) -> str:
        """The request in words."""
        facts = {"base": self.base, "hoped": self.hoped, "worth": self.worth}
        who = text(f"scenarios_trials.{self.asker}", language)
        return text("scenarios_trials.request", language, who=who, available=f"{self.available:,}", **facts)

    def fewest(self, points: int, *, chance: float = ENOUGH, groups: int = 2) -> str:
        """The lowest number of the ladder that finds ``points`` with ``chance``, or 'none' if ``groups`` of it are too many.

        >>> Request("lin", 30, 6, 3, 12_000).fewest(3), Request("lin", 30, 6, 3, 6_000).fewest(3)
        ('4000', 'none')
        """
        from coursekit.strategy.experiments import power

        for n in LADDER:
            if power(self.base / 100, (self.base + points) / 100, n) >= chance:
                return str(n) if groups * n <= self.available else "none"
        return "none"


@dataclass(frozen=True)
class Look:
    """Somebody looks at a trial on ``day`` of ``end`` days; ``looks`` were planned (1, or 5 that share the 5 %)."""

    end: int
    day: int
    looks: int
    p_value: float
    points: float

    def told(self, language: str | None = None) -> str:
        """Plan, day and result in words."""
        plan = text(f"scenarios_trials.looks_{self.looks}", language, end=self.end, step=self.end // LOOKS)
        p, points = f"{self.p_value:.3f}", f"{self.points:+.1f}"
        return text("scenarios_trials.look", language, plan=plan, day=self.day, points=points, p=p)


def requests(random_state: RandomState) -> list[Request]:
    """Four requests; in at least one each the total, the hope and a chance of one half would mislead.

    >>> from numpy.random import RandomState
    >>> len(requests(RandomState(1)))
    4
    """
    while True:
        drawn = [_request(random_state, asker) for asker in ASKERS]
        right = [each.fewest(each.worth) for each in drawn]
        misled = (
            [each.fewest(each.hoped) for each in drawn],
            [each.fewest(each.worth, chance=COIN) for each in drawn],
            [each.fewest(each.worth, groups=1) for each in drawn],
        )
        told_apart = len({tuple(answers) for answers in (right, *misled)}) == 1 + len(misled)
        if told_apart and 1 <= right.count("none") <= 2 and _clear(drawn):
            return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def _request(random_state: RandomState, asker: str) -> Request:
    worth = int(random_state.choice([2, 3, 4, 5, 6]))
    hoped = worth + int(random_state.choice([2, 4]))
    base = int(random_state.choice([10, 15, 20, 25, 30, 40]))
    return Request(asker, base, hoped, worth, int(random_state.choice([900, 1800, 3000, 5000, 9000, 18_000])))


def _clear(drawn: list[Request]) -> bool:
    """Whether no chance on the ladder is so near the limits that rounding would decide."""
    from coursekit.strategy.experiments import power

    chances = [
        power(each.base / 100, (each.base + points) / 100, n)
        for each in drawn
        for points in (each.worth, each.hoped)
        for n in LADDER
    ]
    return all(abs(chance - limit) > 0.005 for chance in chances for limit in (ENOUGH, COIN))


def looks(random_state: RandomState) -> list[Look]:
    """Eight looks: early and tempting, early and shared, late and clear, for better and for worse, late and unclear.

    >>> from numpy.random import RandomState
    >>> sum(look.day < look.end for look in looks(RandomState(1)))
    4
    """
    between, below = (0.012, 0.045), (0.001, 0.009)
    sign = float(random_state.choice([-1, 1]))
    kinds = [  # planned looks, at the end?, bounds of p, sign
        (1, False, below, -sign),
        (LOOKS, False, between, 1.0),
        (LOOKS, False, below, 1.0),
        (LOOKS, bool(random_state.randint(2)), below, -1.0),
        (1, True, between, sign),
        (LOOKS, True, between, 1.0),
        (1, True, (0.08, 0.6), 1.0),
    ]
    early = sum(not at_end for _, at_end, _, _ in kinds)
    kinds.append((LOOKS if early == 3 else 1, early != 3, (0.08, 0.6), -1.0))
    order = random_state.permutation(len(kinds))
    return [_look(random_state, *kinds[int(at)]) for at in order]


def _look(
    random_state: RandomState, planned: int, at_end: bool, bounds: tuple[float, float], sign: float
) -> Look:
    end = int(random_state.choice([40, 60, 80]))
    day = end if at_end else end // LOOKS * int(random_state.randint(1, LOOKS))
    p = round(float(random_state.uniform(*bounds)), 3)
    return Look(end, day, planned, p, round(sign * float(random_state.uniform(1.5, 6)), 1))
