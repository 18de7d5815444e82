"""List rules in words, reviews under old and new limits, candidates of a campaign: their facts decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from coursekit.messages import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import RandomState

Kind = Literal["watch", "VIP", "key"]
PRECEDENCE: tuple[Kind, ...] = ("watch", "VIP", "key")
READ = {"watch": "overdue_days", "VIP": "spend", "key": "orders"}  # the column that each clause is about

REASONS = ("customer", "rule", "margin", "none")
SILENT, RESTED = 60, 14  # days: of silence wanted, and since anybody last got in touch


@dataclass(frozen=True)
class Clause:
    """One rule of a policy: on the list from ``enter`` on (``strict``: above it), and stays at ``leave`` or more."""

    kind: Kind
    enter: int
    leave: int
    strict: bool

    def told(self, language: str | None = None) -> str:
        """The clause in words."""
        key = f"{self.kind.lower()}_{'above' if self.strict else 'from'}"
        return text(f"scenarios_living_lists.{key}", language, enter=self.enter, leave=self.leave)


@dataclass(frozen=True)
class Limits:
    """The VIP limits (CNY a year) of the old rule and of the one in force since."""

    old_enter: int
    old_leave: int
    new_enter: int
    new_leave: int


@dataclass(frozen=True)
class Review:
    """One customer at a review: VIP before or not, yearly spend (CNY) at the last review and now."""

    was_vip: bool
    spend_then: int
    spend_now: int


@dataclass(frozen=True)
class Candidate:
    """A customer who might be called: list, spend (CNY a year), days silent and since a contact, CNY overdue."""

    customer_id: str
    list: str
    spend: int
    consent: bool
    silent: int
    contact: int
    overdue: int


def policy(random_state: RandomState) -> list[Clause]:
    """Three clauses in an order that says nothing about their precedence; some begin at a limit, some above it.

    >>> from numpy.random import RandomState
    >>> sorted(clause.kind for clause in policy(RandomState(1)))
    ['VIP', 'key', 'watch']
    """
    vip = int(random_state.randint(8, 41)) * 10_000
    key = int(random_state.randint(6, 13))
    watch = int(random_state.randint(4, 10)) * 10
    margin = (0.7, 0.75, 0.8, 0.9)[int(random_state.randint(4))]
    strict = random_state.permutation([True, False, bool(random_state.randint(2))])
    clauses = [
        Clause("watch", watch, watch - int(random_state.randint(1, 4)) * 10, bool(strict[0])),
        Clause("VIP", vip, round(vip * margin), bool(strict[1])),
        Clause("key", key, key - int(random_state.randint(2, 4)), bool(strict[2])),
    ]
    orders = ([2, 1, 0], [1, 0, 2], [1, 2, 0], [2, 0, 1])  # never the order of precedence
    return [clauses[place] for place in orders[int(random_state.randint(len(orders)))]]


def reviews(random_state: RandomState, count: int = 6) -> tuple[Limits, list[Review]]:
    """Old and new limits, and ``count`` customers at the review after; every reason occurs.

    >>> from numpy.random import RandomState
    >>> limits, found = reviews(RandomState(1))
    >>> limits.new_leave < limits.new_enter, len(found)
    (True, 6)
    """
    enter = int(random_state.randint(10, 31)) * 10_000
    leave = round(0.8 * enter)
    if random_state.randint(2):
        limits = Limits(enter, leave, round(1.2 * enter), round(0.96 * enter))  # raised
    else:
        limits = Limits(enter, leave, round(0.88 * enter), round(0.72 * enter))  # lowered
    further = ["none", *(REASONS[int(i)] for i in random_state.randint(len(REASONS), size=max(0, count - 5)))]
    wanted = [*REASONS, *further]
    order = random_state.permutation(len(wanted))[:count]
    # the second 'none' is always an outsider between the limits: the margin is for those who are on the list
    return limits, [_review(random_state, limits, wanted[int(i)], outsider=int(i) == 4) for i in order]


def _review(random_state: RandomState, limits: Limits, reason: str, *, outsider: bool) -> Review:
    low, high = min(limits.old_leave, limits.new_leave), max(limits.old_enter, limits.new_enter)
    raised = limits.new_enter > limits.old_enter

    def amount(least: int, most: int) -> int:
        return int(random_state.randint(least, most))

    vip = bool(random_state.randint(2))
    if reason == "customer":
        now = amount(low // 2, low) if vip else amount(high, 2 * high)
    elif reason == "rule":
        vip = raised
        now = (
            amount(limits.old_leave, limits.new_leave)
            if raised
            else amount(limits.new_enter, limits.old_enter)
        )
    elif reason == "margin":
        vip, now = True, amount(max(limits.new_leave, limits.old_leave), limits.new_enter)
    elif outsider:
        vip = False
        now = amount(max(limits.new_leave, limits.old_leave), min(limits.new_enter, limits.old_enter))
    else:
        now = amount(high, 2 * high) if vip else amount(low // 2, low)
    then = amount(high, high + high // 2) if vip else amount(low // 2, low)
    return Review(vip, then, now)


def candidates(random_state: RandomState, ids: Sequence[str]) -> list[Candidate]:
    """Twelve customers, four of whom may be called; each condition excludes somebody who spends more than the third.

    >>> from numpy.random import RandomState
    >>> len(candidates(RandomState(1), [f"C{n:05d}" for n in range(12)]))
    12
    """
    spends = sorted({int(n) * 100 for n in random_state.randint(300, 2000, size=40)}, reverse=True)[:12]
    first = ["list", "consent", "silent", "contact", "overdue", "", ""]
    last = ["list", "consent", "overdue", ""]
    faults = [first[int(i)] for i in random_state.permutation(len(first))]
    faults += ["", *(last[int(i)] for i in random_state.permutation(len(last)))]
    found = []
    for customer, spend, fault in zip(ids, spends, faults, strict=True):
        good = Candidate(
            customer,
            "key",
            spend,
            consent=True,
            silent=SILENT if random_state.random_sample() < 0.2 else int(random_state.randint(SILENT, 190)),
            contact=RESTED if random_state.random_sample() < 0.2 else int(random_state.randint(RESTED, 80)),
            overdue=0,
        )
        found.append(_faulty(random_state, good, fault))
    return [found[int(i)] for i in random_state.permutation(len(found))]


def _faulty(random_state: RandomState, good: Candidate, fault: str) -> Candidate:
    if fault == "list":
        return replace(good, list=("VIP", "ordinary")[int(random_state.randint(2))])
    if fault == "consent":
        return replace(good, consent=False)
    if fault == "silent":
        return replace(good, silent=int(random_state.randint(20, SILENT)))
    if fault == "contact":
        return replace(good, contact=int(random_state.randint(1, RESTED)))
    if fault == "overdue":
        return replace(good, overdue=int(random_state.randint(8, 900)) * 100)
    return good
