"""Coded numbers, traces of behaviour, list rules in words, reviews and campaign candidates: their facts decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from coursekit.messages import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import RandomState

# the code book of the old numbers
REGIONS = {
    "E": ("jiangsu", "shanghai", "zhejiang"),
    "N": ("beijing", "shandong"),
    "S": ("guangdong", "fujian"),
    "W": ("sichuan", "shaanxi"),
}
INDUSTRIES = {"10": "manufacturing", "20": "hotels", "30": "restaurants", "40": "logistics"}
UNCODED = ("data_centres", "charging", "pet_clinics")  # trades that came after the code book
SIZES = {"S": (8, 99), "M": (100, 499), "L": (500, 3000)}  # employees
AGES = ("right", "region", "industry", "size", "no code")

SIGNALS = ("solve", "call", "offer", "remind", "wait")
BASKET_DAYS, CARTRIDGE_DAYS = 14, 180

Kind = Literal["watch", "VIP", "key"]
PRECEDENCE: tuple[Kind, ...] = ("watch", "VIP", "key")
READ = {"watch": "overdue_days", "VIP": "spend", "key": "orders"}  # the column that each clause is about

REASONS = ("customer", "rule", "margin", "none")
SILENT, RESTED = 60, 14  # days: of silence wanted, and since anybody last got in touch


@dataclass(frozen=True)
class Coded:
    """A customer number given out in 2019, such as 'E-20-M-0417', with what the customer was then and is now."""

    number: str
    industry: str
    province: str
    employees: int
    province_then: str
    employees_then: int

    def told(self, language: str | None = None) -> str:
        """The number and the card behind it, in words."""
        return text(
            "scenarios_living_lists.card",
            language,
            number=self.number,
            industry=text(f"scenarios_living_lists.{self.industry}", language),
            province=text(f"scenarios_living_lists.{self.province}", language),
            then=text(f"scenarios_living_lists.{self.province_then}", language),
            employees=self.employees,
            employees_then=self.employees_then,
        )


@dataclass(frozen=True)
class Trace:
    """What one customer left behind, in days before the as-of date; None for what did not happen.

    ``reached`` and ``ordered`` are the latest such day, ``closed`` belongs to the complaint.
    """

    cartridge: int
    ordered: int
    complaint: int | None = None
    closed: int | None = None
    asked: int | None = None
    reached: int | None = None
    basket: int | None = None

    def told(self, language: str | None = None) -> str:
        """The trace in words: purchases, browsing, interactions, feedback."""

        def said(key: str, days: int | None, otherwise: str = "") -> str:
            found = key if days is not None else otherwise
            return text(f"scenarios_living_lists.{found}", language, days=days) if found else ""

        parts = [
            said("bought", self.ordered),
            said("cartridge", self.cartridge),
            said("basket", self.basket, "no_basket"),
            said("asked", self.asked),
            said("reached", self.reached) if self.asked is not None else "",
            said("complaint", self.complaint, "no_complaint"),
            said("closed", self.closed, "open") if self.complaint is not None else "",
        ]
        return text("scenarios_living_lists.between", language).join(part for part in parts if part)


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


def coded(random_state: RandomState, count: int = 6) -> list[Coded]:
    """``count`` cards; in each at most one part of the number is out of date, and every age occurs.

    >>> from numpy.random import RandomState
    >>> len(coded(RandomState(1)))
    6
    """
    further = [AGES[int(i)] for i in random_state.randint(len(AGES), size=max(0, count - len(AGES)))]
    ages = [*AGES, *further]
    order = random_state.permutation(len(ages))[:count]
    serials = random_state.permutation(900)[:count] + 100
    return [_coded(random_state, ages[int(i)], int(s)) for i, s in zip(order, serials, strict=True)]


def _coded(random_state: RandomState, age: str, serial: int) -> Coded:
    def one_of(options: Sequence[str]) -> str:
        return options[int(random_state.randint(len(options)))]

    region, industry, size = one_of(list(REGIONS)), one_of(list(INDUSTRIES)), one_of(list(SIZES))
    then = one_of(REGIONS[region])
    others = [name for letter in REGIONS if letter != region for name in REGIONS[letter]]
    now = one_of(others) if age == "region" else one_of(REGIONS[region])
    trade = INDUSTRIES[industry]
    if age == "industry":
        trade = one_of([name for code, name in INDUSTRIES.items() if code != industry])
    elif age == "no code":
        trade = one_of(UNCODED)
    size_now = one_of([letter for letter in SIZES if letter != size]) if age == "size" else size
    return Coded(
        number=f"{region}-{industry}-{size}-{serial:04d}",
        industry=trade,
        province=now,
        employees=_employees(random_state, size_now),
        province_then=then,
        employees_then=_employees(random_state, size),
    )


def _employees(random_state: RandomState, size: str) -> int:
    """A number of employees of the size, now and then exactly at its lower end."""
    low, high = SIZES[size]
    if size != "S" and random_state.random_sample() < 0.25:
        return low
    return int(random_state.randint(low, min(high, 4 * low + 60) + 1))


def traces(random_state: RandomState, count: int = 6) -> list[Trace]:
    """``count`` traces; every next step is called for by one of them, beside facts that call for nothing.

    >>> from numpy.random import RandomState
    >>> len(traces(RandomState(1)))
    6
    """
    further = [SIGNALS[int(i)] for i in random_state.randint(len(SIGNALS), size=max(0, count - len(SIGNALS)))]
    wanted = [*SIGNALS, *further]
    return [_trace(random_state, wanted[int(i)]) for i in random_state.permutation(len(wanted))[:count]]


def _trace(random_state: RandomState, signal: str) -> Trace:
    """Facts that call for ``signal``; steps that come after it in the rules may be called for as well."""

    def between(low: int, high: int) -> int:
        return int(random_state.randint(low, high + 1))

    rank = SIGNALS.index(signal)
    # who waits for a repair has an old cartridge and a full basket as well: the precedence decides
    due = signal in ("solve", "remind") or (
        rank < SIGNALS.index("remind") and random_state.random_sample() < 0.6
    )
    cartridge = between(CARTRIDGE_DAYS + 1, 300) if due else between(40, CARTRIDGE_DAYS)
    found = Trace(cartridge=cartridge, ordered=between(22, 38))
    tempting = signal == "solve" or (signal == "call" and random_state.random_sample() < 0.5)
    if signal == "offer" or tempting:
        found = replace(found, basket=between(2, BASKET_DAYS))  # and nothing ordered since
    elif random_state.random_sample() < 0.5:
        found = replace(found, basket=between(BASKET_DAYS + 1, 21))  # too long ago
    else:
        basket = between(5, BASKET_DAYS)
        found = replace(found, basket=basket, ordered=between(1, basket - 1))  # bought since
    if signal == "call":
        found = replace(
            found, asked=between(1, 9), reached=between(10, 30)
        )  # reached, but before the request
    elif signal == "solve" and random_state.random_sample() < 0.4:
        found = replace(found, asked=between(1, 9))
    elif random_state.random_sample() < 0.5:
        asked = between(4, 12)
        found = replace(found, asked=asked, reached=between(1, asked - 1))
    if signal == "solve":
        return replace(found, complaint=between(2, 40))
    if random_state.random_sample() < 0.7:
        complaint = between(15, 60)
        return replace(found, complaint=complaint, closed=between(1, complaint - 1))
    return found


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
