"""Business accounts: four years of a relationship, five kinds of major account, and records on their way to a sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

STAGES = ("exploration", "formation", "stability", "decline")
KINDS = ("purchasing", "economic", "important", "group", "strategic")
FIRMS = {  # with the kind that the name alone suggests
    "hospital": "important",
    "power": "strategic",
    "hotels": "group",
    "electronics": "economic",
    "developer": "purchasing",
    "university": "important",
    "logistics": "economic",
    "property": "group",
}
SCALES = (30, 80, 200, 450)  # 1,000 CNY in the first year
LARGEST = 1500  # the declining account: how large one is says nothing about its stage
WORDINGS = 2


@dataclass(frozen=True)
class History:
    """Four years of one account: ``volume`` (1,000 CNY), ``price`` (per cent of the list), ``cost`` of service
    (per cent of the volume) and ``referred`` (new customers whom it sent), the last year last; 0 before the first order."""

    volume: tuple[int, int, int, int]
    price: tuple[int, int, int, int]
    cost: tuple[int, int, int, int]
    referred: tuple[int, int, int, int]


@dataclass(frozen=True)
class Major:
    """A major account: ``firm``, the wording of what makes it major, and its ``sales`` of the year (1,000 CNY)."""

    firm: str
    reason: str
    number: int
    sales: int

    def title(self, language: str | None = None) -> str:
        """The account's name."""
        return text(f"scenarios_criteria.firm_{self.firm}", language)

    def told(self, language: str | None = None) -> str:
        """The account in words."""
        return text(
            "scenarios_criteria.major",
            language,
            firm=self.title(language),
            reason=text(f"scenarios_criteria.major_{self.reason}", language, number=self.number),
            sales=self.sales,
        )


def histories(random_state: RandomState) -> list[History]:
    """Five accounts: all four stages, a steady one that dipped, the largest in decline, an old one that grows.

    >>> from numpy.random import RandomState
    >>> len(histories(RandomState(1)))
    5
    """
    plain = ["exploration", "formation", "decline", "stability", "dip"]
    rest = [SCALES[int(i)] for i in random_state.permutation(len(SCALES))]
    scales = dict(zip(["exploration", "formation", "stability", "dip"], rest, strict=True), decline=LARGEST)
    order = [plain[int(i)] for i in random_state.permutation(len(plain))]
    return [_history(random_state, course, scales[course]) for course in order]


def _history(random_state: RandomState, course: str, scale: int) -> History:
    start = scale + int(random_state.randint(0, 20))
    high = int(random_state.randint(90, 97))
    low = int(random_state.randint(4, 8))
    up = [int(random_state.randint(25, 45)) for _ in range(3)]
    small = [int(random_state.randint(-6, 7)) for _ in range(3)]
    sent = [int(n) for n in random_state.randint(1, 4, size=4)]
    if course == "exploration":
        first = max(8, start // 4)
        return History((0, 0, 0, first), (0, 0, 0, high - 6), (0, 0, 0, low + 20), (0, 0, 0, 0))
    if course == "formation":  # in its fourth year, and still growing
        volume = _chain(start, up)
        price = (high - 6, high - 5, high - 3, high - 2)
        return History(volume, price, (low + 18, low + 13, low + 9, low + 6), (0, 0, 0, sent[3]))
    if course == "decline":
        volume = _chain(
            start, [small[0], -int(random_state.randint(22, 32)), -int(random_state.randint(24, 36))]
        )
        return History(
            volume, (high, high, high - 4, high - 9), (low, low, low + 5, low + 10), (sent[0], sent[1], 1, 0)
        )
    drop = -int(random_state.randint(22, 34)) if course == "dip" else small[2]
    volume = _chain(start, [*small[:2], drop])
    return History(
        volume,
        (high - 1, high, high, high),
        (low + 2, low + 1, low + 1, low),
        (sent[0], sent[1], sent[2], sent[3]),
    )


def _chain(start: int, changes: list[int]) -> tuple[int, int, int, int]:
    values = [start]
    for change in changes:
        values.append(round(values[-1] * (1 + change / 100)))
    return (values[0], values[1], values[2], values[3])


def majors(random_state: RandomState, count: int = 6) -> list[Major]:
    """``count`` major accounts: all five kinds, at most one of them as its name suggests; no two alike in sales.

    >>> from numpy.random import RandomState
    >>> sorted({kind(major) for major in majors(RandomState(1))})
    ['economic', 'group', 'important', 'purchasing', 'strategic']
    """
    firms: list[str] = []
    kinds: list[str] = []
    while not firms or sum(FIRMS[f] == k for f, k in zip(firms, kinds, strict=True)) > 1:
        firms = [list(FIRMS)[int(i)] for i in random_state.permutation(len(FIRMS))[:count]]
        drawn = [*KINDS, *(KINDS[int(i)] for i in random_state.randint(len(KINDS), size=count - len(KINDS)))]
        kinds = [drawn[int(i)] for i in random_state.permutation(count)]
    sales = _sales(random_state, count, kinds.index("strategic"))
    return [
        Major(firm, f"{kind}_{random_state.randint(WORDINGS)}", int(random_state.randint(4, 12)), amount)
        for firm, kind, amount in zip(firms, kinds, sales, strict=True)
    ]


def kind(major: Major) -> str:
    """Which of the five kinds of major account ``major`` is."""
    return major.reason.rpartition("_")[0]


def _sales(random_state: RandomState, count: int, strategic: int) -> list[int]:
    """Sales of which two or three make half; the strategic account is not the largest."""
    while True:
        values = [int(v) * 10 for v in random_state.randint(20, 160, size=count)]
        ranked = sorted(values, reverse=True)
        half = sum(values) / 2
        clear = all(abs(sum(ranked[:n]) - half) > 20 for n in range(1, count))
        carried = next(n for n in range(1, count + 1) if sum(ranked[:n]) >= half)
        if len(set(values)) == count and clear and carried in (2, 3) and values[strategic] < ranked[0]:
            return values


def prospects(random_state: RandomState, count: int = 60) -> pd.DataFrame:
    """``count`` records: ``fits``, ``asked_on``, ``first_order``, ``third_order`` (days of 2025, some missing),
    ``recommends``; indexed by customer.

    >>> from numpy.random import RandomState
    >>> prospects(RandomState(1)).columns.tolist()
    ['fits', 'asked_on', 'first_order', 'third_order', 'recommends']
    """
    import numpy as np
    import pandas as pd

    far = random_state.randint(0, 4, size=count)  # how far each gets in the year: 0 nothing, 3 a third order
    gaps = random_state.randint(20, 110, size=(count, 3)).cumsum(axis=1)
    days = np.datetime64("2025-01-05") + (random_state.randint(0, 60, size=count)[:, None] + gaps)
    dates = np.where(np.arange(1, 4) <= far[:, None], days, np.datetime64("NaT")).astype("datetime64[s]")
    return pd.DataFrame(
        {
            "fits": (random_state.random_sample(count) < 0.5) | (far > 1),
            "asked_on": dates[:, 0],
            "first_order": dates[:, 1],
            "third_order": dates[:, 2],
            "recommends": random_state.random_sample(count) < 0.6,
        },
        index=pd.Index([f"K{number:03d}" for number in range(1, count + 1)], name="customer"),
    )
