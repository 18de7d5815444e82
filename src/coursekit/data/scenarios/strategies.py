"""Accounts whose figures decide what they get, actions to choose from, and measures of four methods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text
from coursekit.strategy.playbook import METHODS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

SEGMENTS = ("VIP", "high", "mid", "low", "verify", "potential", "none")
ANY = ("verify", "none")  # these two are the same for public bodies and for others
LETTERS = "abcd"
SUBJECTS = ("discount", "visit", "complaint", "delivery", "training", "call")
INFLUENTIAL = 2  # firms that follow an account, from which on it has influence
YEAR = 12  # months


@dataclass(frozen=True)
class Limits:
    """Sales of a year (CNY) from which on an account is mid value, high value, and has buying power."""

    mid: int
    high: int
    power: int


@dataclass(frozen=True)
class Account:
    """``segment`` is one of SEGMENTS, ``actions`` what is proposed under a to d: (segment, 'private' | 'public')."""

    segment: str
    type: str
    public: bool
    sales: int
    months: int
    followers: int
    interest: bool
    actions: tuple[tuple[str, str], ...]

    @property
    def right(self) -> tuple[str, str]:
        """The action that suits the segment and what may be given to this account."""
        return self.segment, _version(self.segment, self.public)

    def action(self, letter: str, language: str | None = None) -> str:
        """What is proposed under ``letter``."""
        segment, version = self.actions[LETTERS.index(letter)]
        return text(f"scenarios_strategies.{segment.lower()}_{version}", language)


@dataclass(frozen=True)
class Measure:
    """Something done about ``subject`` by ``method``, one of the four."""

    subject: str
    method: str

    def told(self, language: str | None = None) -> str:
        """The measure in words."""
        return text(f"scenarios_strategies.{self.subject}_{self.method}", language)


def accounts(random_state: RandomState) -> tuple[Limits, list[Account]]:
    """Limits and eight accounts: each segment once, one of them twice; four are public bodies.

    >>> from numpy.random import RandomState
    >>> limits, found = accounts(RandomState(1))
    >>> limits.mid < limits.high < limits.power, len(found)
    (True, 8)
    """
    mid, high = int(random_state.randint(8, 21)) * 2_000, int(random_state.randint(8, 21)) * 20_000
    limits = Limits(mid, high, 3 * high)
    wanted = [*SEGMENTS, ("high", "mid", "low", "verify")[int(random_state.randint(4))]]
    while True:  # two of the four public ones are of segments whose action may hold a gift
        public = random_state.permutation([True, False] * 4)
        given = [segment for segment, one in zip(wanted, public, strict=True) if one and segment not in ANY]
        if 2 <= len(given) <= 4:
            break
    order = random_state.permutation(len(wanted))
    return limits, [
        _account(random_state, limits, wanted[int(i)], public=bool(public[i]), again=int(i) == len(SEGMENTS))
        for i in order
    ]


def _account(
    random_state: RandomState, limits: Limits, segment: str, *, public: bool, again: bool
) -> Account:
    def amount(least: int, most: int) -> int:
        return int(random_state.randint(least // 100, most // 100)) * 100

    influential, alone = int(random_state.randint(INFLUENTIAL, 6)), int(random_state.randint(INFLUENTIAL))
    interest = bool(random_state.randint(2))
    months, followers = int(random_state.randint(YEAR, 70)), alone
    if segment == "VIP":
        sales, followers = amount(limits.power, 2 * limits.power), influential
    elif segment == "high":
        # large and followed by nobody, or followed and not large enough: one condition alone makes no VIP
        sales = amount(limits.high, limits.power) if again else amount(limits.power, 2 * limits.power)
        followers = influential if again else alone
    elif segment == "mid":
        sales, followers = amount(limits.mid, limits.high), int(random_state.randint(5))
        months = int(random_state.randint(5, 40))
    elif segment in ("low", "verify"):
        sales, interest = amount(limits.mid // 10, limits.mid), True
        months = int(random_state.randint(1, YEAR)) if segment == "verify" else months
    else:
        sales, months, interest = 0, 0, segment == "potential"
        followers = int(random_state.randint(4))
    kind = ("government", "special")[int(random_state.randint(2))] if public else "enterprise"
    return Account(
        segment,
        kind,
        public,
        sales,
        months,
        followers,
        interest,
        _actions(random_state, segment, public=public),
    )


def _actions(random_state: RandomState, segment: str, *, public: bool) -> tuple[tuple[str, str], ...]:
    right = (segment, _version(segment, public))
    others = [(other, _version(other, public)) for other in SEGMENTS if other != segment]
    drawn = [others[int(i)] for i in random_state.permutation(len(others))]
    proposed = [right, *([(segment, "private")] if public and segment not in ANY else []), *drawn][:4]
    return tuple(proposed[int(i)] for i in random_state.permutation(4))


def _version(segment: str, public: bool) -> str:
    return "any" if segment in ANY else "public" if public else "private"


def account_table(found: list[Account]) -> pd.DataFrame:
    """What is known of each account, numbered from 1: type, public, sales, months, followers, interest."""
    import pandas as pd

    columns = ["type", "public", "sales", "months", "followers", "interest"]
    rows = [[getattr(account, column) for column in columns] for account in found]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(range(1, len(found) + 1), name="account"))


def measures(random_state: RandomState) -> list[Measure]:
    """Eight measures, two of each method; some subject stands under two methods.

    >>> from numpy.random import RandomState
    >>> sorted({measure.method for measure in measures(RandomState(1))})
    ['economic', 'information', 'normative', 'service']
    """
    drawn = [
        Measure(SUBJECTS[int(i)], method)
        for method in METHODS
        for i in random_state.permutation(len(SUBJECTS))[:2]
    ]
    return [drawn[int(i)] for i in random_state.permutation(len(drawn))]
