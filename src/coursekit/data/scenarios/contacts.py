"""Whom to reach through which channel, and business customers whose record decides their level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coursekit.messages import text
from coursekit.segment.levels import LEVELS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

CHANNELS = ("telephone", "search", "social", "e-mail", "none")
CAP = 14  # days that must lie between two messages, whatever the channel
VIP_SALES = 5_000_000  # CNY a year
YEAR = 12  # months


@dataclass(frozen=True)
class Situation:
    """Somebody to reach: ``who`` is 'household' or 'firm'; ``days`` since our last message to a known customer."""

    who: str
    known: bool
    searching: bool
    consent: bool
    complaint: bool
    days: int

    @property
    def channel(self) -> str:
        """By the order of the prompt: complaint, unknown, consent and cap."""
        if self.complaint:
            return "telephone"
        if not self.known:
            return "search" if self.searching else "social"
        return "e-mail" if self.consent and self.days >= CAP else "none"

    def told(self, language: str | None = None) -> str:
        """The situation in words."""
        if not self.known:
            kind = "searching" if self.searching else "following"
            return text(f"scenarios_contacts.{self.who}_{kind}", language)
        parts = [
            text(f"scenarios_contacts.{self.who}_due", language),
            text(f"scenarios_contacts.{'consent' if self.consent else 'no_consent'}", language),
            text("scenarios_contacts.last_message", language, days=self.days),
        ]
        if self.complaint:
            parts.append(text(f"scenarios_contacts.{self.who}_complaint", language))
        return ("" if language == "zh" else " ").join(parts)


def situations(random_state: RandomState) -> list[Situation]:
    """Eight situations; every channel is right at least once, and 'none' for two different reasons.

    >>> from numpy.random import RandomState
    >>> {situation.channel for situation in situations(RandomState(1))} == set(CHANNELS)
    True
    """
    unknown = Situation("firm", known=False, searching=True, consent=False, complaint=False, days=0)
    quiet = Situation("firm", known=True, searching=False, consent=True, complaint=False, days=0)
    drawn = [
        unknown,
        replace(unknown, searching=False),
        replace(quiet, days=int(random_state.randint(CAP, 90))),
        replace(quiet, days=int(random_state.randint(1, CAP))),
        replace(quiet, consent=False, days=int(random_state.randint(CAP, 90))),
        replace(quiet, complaint=True, days=int(random_state.randint(CAP, 90))),
        replace(quiet, complaint=True, consent=False, days=int(random_state.randint(1, 40))),
        (replace(quiet, days=CAP), unknown, replace(unknown, searching=False))[int(random_state.randint(3))],
    ]
    named = [replace(one, who=("household", "firm")[int(random_state.randint(2))]) for one in drawn]
    if named[7].channel in (
        "search",
        "social",
    ):  # the second unknown one must read differently from the first
        like = named[("search", "social").index(named[7].channel)]
        named[7] = replace(named[7], who="firm" if like.who == "household" else "household")
    return [named[int(i)] for i in random_state.permutation(len(named))]


@dataclass(frozen=True)
class Record:
    """What the system knows of a business customer; months are counted back from today, sales in CNY of 12 months."""

    agreement: bool = False
    sales: int = 60_000
    platform: bool = False
    broken_terms: int = 0
    first_order: int = 30
    last_order: int = 2
    orders: int = 8
    recommends: bool = False
    standing: bool = False

    @property
    def level(self) -> str:
        """The first level of the prompt's table whose sign is there."""
        signs = (
            ("strategic", self.agreement),
            ("VIP", self.sales > VIP_SALES),
            ("key", self.platform),
            ("uncommitted", self.broken_terms >= 2),
            ("dormant", self.orders == 1 and self.last_order >= YEAR),
            ("new", self.first_order < YEAR),
            ("model", self.recommends),
            ("honoured", self.standing),
        )
        return next((level for level, there in signs if there), "low-value")


def records(random_state: RandomState) -> list[Record]:
    """Nine records, one of each level, most with a sign of a later level too.

    >>> from numpy.random import RandomState
    >>> {record.level for record in records(RandomState(1))} == set(LEVELS)
    True
    """
    drawn = [_record(random_state, level) for level in LEVELS]
    return [drawn[int(i)] for i in random_state.permutation(len(drawn))]


def _record(random_state: RandomState, level: str) -> Record:
    def between(least: int, most: int) -> int:
        return int(random_state.randint(least, most + 1))

    def coin() -> bool:
        return bool(random_state.randint(2))

    base = Record(
        sales=between(20, 480) * 10_000,
        broken_terms=between(0, 1),
        first_order=between(YEAR, 60),
        last_order=between(0, 5),
        orders=between(5, 40),
    )
    if level == "strategic":
        return replace(base, agreement=True, sales=between(510, 900) * 10_000, recommends=coin())
    if level == "VIP":
        return replace(base, sales=between(510, 950) * 10_000, platform=coin(), standing=coin())
    if level == "key":
        return replace(base, platform=True, sales=between(300, 500) * 10_000, broken_terms=between(0, 3))
    if level == "uncommitted":
        return replace(base, broken_terms=between(2, 5), recommends=coin(), first_order=between(4, 60))
    if level == "dormant":
        months = between(YEAR, 30)
        return replace(base, sales=0, orders=1, first_order=months, last_order=months, standing=coin())
    if level == "new":
        first = between(1, YEAR - 1)
        orders = between(1, 4)
        last = first if orders == 1 else between(0, first)
        return replace(
            base,
            sales=between(1, 9) * 10_000,
            first_order=first,
            last_order=last,
            orders=orders,
            standing=coin(),
        )
    if level == "model":
        return replace(base, recommends=True, standing=coin(), orders=between(20, 60))
    small = replace(base, sales=between(3, 30) * 1_000, orders=between(2, 12))
    return replace(small, standing=True) if level == "honoured" else small


def record_table(found: list[Record]) -> pd.DataFrame:
    """One row a record, numbered from 1, in the columns of :class:`Record`."""
    import pandas as pd

    columns = list(Record.__dataclass_fields__)
    rows = [[getattr(record, column) for column in columns] for record in found]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(range(1, len(found) + 1), name="customer"))
