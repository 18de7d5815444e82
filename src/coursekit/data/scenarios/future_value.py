"""Business relations to match with a model, lists of a shop, pairs of silent customers, contracts to rank."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

WAYS = ("free", "agreed", "tendered", "none")  # how a customer buys, so far
WHO = (
    "household", "school", "factory", "hospital", "town_hall", "embassy", "canteen", "cafes", "estate", "nursery",
)  # fmt: skip
LETTERS = ("a", "b", "c")
WIDE_APART = 1.08  # values to compare differ by this factor at least


@dataclass(frozen=True)
class Relation:
    """A customer and how it buys: ``days`` since the last order or contact, an amount and a month that tempt."""

    who: str
    way: str
    wording: int
    days: int
    amount: int
    month: int

    def told(self, language: str | None = None) -> str:
        """The relation in words."""
        return text(
            f"scenarios_future_value.{self.way}_{self.wording}",
            language,
            who=text(f"scenarios_future_value.{self.who}", language),
            days=self.days,
            amount=self.amount,
            month=text(f"scenarios_future_value.month_{self.month}", language),
        )


@dataclass(frozen=True)
class ShopList:
    """One list of a shop, for an average customer: margin so far, orders a year, margin an order (CNY), and the
    share that still buys a year later."""

    letter: str
    customers: int
    so_far: int
    orders: float
    margin: int
    stay: float


@dataclass(frozen=True)
class Record:
    """Repeat purchases ``x``, age at the last one ``t_x`` and age now ``T``, in weeks."""

    x: int
    t_x: int
    T: int


@dataclass(frozen=True)
class Contract:
    """A fee (CNY) paid at the start of each of ``payments`` periods a year; ``stay``: share that stays a *year*."""

    name: str
    fee: int
    payments: int
    margin_rate: float
    stay: float


def relations(random_state: RandomState, count: int = 8) -> list[Relation]:
    """``count`` customers, all different, who buy in all four ways.

    >>> from numpy.random import RandomState
    >>> len({relation.who for relation in relations(RandomState(1))})
    8
    """
    who = [WHO[int(i)] for i in random_state.permutation(len(WHO))[:count]]
    ways = [*WAYS, "free", *(WAYS[int(i)] for i in random_state.randint(0, 3, size=max(0, count - 5)))]
    drawn = [ways[int(i)] for i in random_state.permutation(len(ways))[:count]]
    home = who.index("household") if "household" in who else 0
    if who[home] == "household" and drawn[home] == "tendered":  # no household asks for sealed offers
        other = drawn.index("free")
        drawn[home], drawn[other] = drawn[other], drawn[home]
    return [
        Relation(
            name,
            way,
            int(random_state.randint(1, 3)),
            int(random_state.randint(40, 330)),
            int(random_state.randint(8, 90)) * 1000,
            int(random_state.randint(1, 13)),
        )
        for name, way in zip(who, drawn, strict=True)
    ]


def shop_lists(random_state: RandomState) -> list[ShopList]:
    """Three lists: often and little, once and very much, now and then for years. Past and future disagree about
    which is worth most, and so do one year and five.

    >>> from numpy.random import RandomState
    >>> [drawn.letter for drawn in shop_lists(RandomState(1))]
    ['a', 'b', 'c']
    """
    while True:
        drawn = [
            _shop_list(random_state, "a", (6, 20), (12, 40), (30, 85)),
            _shop_list(random_state, "b", (0.1, 0.6), (350, 1100), (40, 90)),
            _shop_list(random_state, "c", (0.8, 2.2), (70, 210), (60, 97)),
        ]
        one = [_worth(item, 1) for item in drawn]
        five = [_worth(item, 5) for item in drawn]
        kept = [5 * value for value in one]
        past = [float(item.so_far) for item in drawn]
        best = [values.index(max(values)) for values in (past, one, five)]
        if best[2] not in best[:2] and all(_apart(values) for values in (past, one, five, kept)):
            return drawn


def pairs(random_state: RandomState) -> list[tuple[Record, Record]]:
    """Six pairs of customers in drawn order: two where the frequent one has been silent too long for its habit (a
    little shorter and a little longer than the other), one alike but for the silence, one where the frequent one has
    just bought, one without any repeat purchase, and one more of the first or the third kind.

    >>> from numpy.random import RandomState
    >>> len(pairs(RandomState(1)))
    6
    """
    one_more = (_silent, _fresh)[int(random_state.randint(2))]
    makers = [_silent, _silent_longer, _fresh, _busy, _unknown, one_more]
    drawn = [makers[int(i)](random_state) for i in random_state.permutation(len(makers))]
    return [pair if random_state.randint(2) else (pair[1], pair[0]) for pair in drawn]


def contracts(random_state: RandomState, discount: float) -> list[Contract]:
    """Four contracts, two paid a year and two a month. Fee, margin of the first year, and a year's retention
    taken for a month's each give another ranking than the value for ever does.

    >>> from numpy.random import RandomState
    >>> [contract.payments for contract in contracts(RandomState(1), 0.08)]
    [1, 1, 12, 12]
    """
    while True:
        drawn = [
            Contract("north", _hundreds(random_state, 300, 900), 1, *_terms(random_state)),
            Contract("south", _hundreds(random_state, 300, 900), 1, *_terms(random_state)),
            Contract("east", _hundreds(random_state, 25, 80), 12, *_terms(random_state)),
            Contract("west", _hundreds(random_state, 25, 80), 12, *_terms(random_state)),
        ]
        rankings = [
            [for_ever(item, discount) for item in drawn],
            [for_ever(item, discount, year_as_period=True) for item in drawn],
            [for_ever(item, discount) / item.margin_rate for item in drawn],
            [item.fee * item.payments * item.margin_rate for item in drawn],
        ]
        orders = {tuple(sorted(range(4), key=values.__getitem__)) for values in rankings}
        if len(orders) == len(rankings) and all(_apart(values) for values in rankings):
            return drawn


def for_ever(contract: Contract, discount: float, *, year_as_period: bool = False) -> float:
    """Margin ÷ (1 − stay ÷ (1 + discount)), all of one period; with ``year_as_period`` a year's rates are misused.

    >>> round(for_ever(Contract("north", 1000, 1, 0.3, 0.8), 0.1))
    1100
    """
    share = 1.0 if year_as_period else 1 / contract.payments
    kept: float = (contract.stay / (1 + discount)) ** share
    return contract.fee * contract.margin_rate / (1 - kept)


def _worth(item: ShopList, years: int) -> float:
    return float(sum(item.orders * item.margin * item.stay**year for year in range(years)))


def _apart(values: list[float]) -> bool:
    ranked = sorted(values)
    return all(low * WIDE_APART < high for low, high in pairwise(ranked))


def _shop_list(
    random_state: RandomState,
    letter: str,
    orders: tuple[float, float],
    margin: tuple[int, int],
    stay: tuple[int, int],
) -> ShopList:
    return ShopList(
        letter,
        int(random_state.randint(40, 400)),
        int(random_state.randint(15, 160)) * 10,
        round(float(random_state.uniform(*orders)), 1),
        int(random_state.randint(*margin)),
        int(random_state.randint(*stay)) / 100,
    )


def _silent(random_state: RandomState) -> tuple[Record, Record]:
    age, rare = int(random_state.randint(34, 40)), int(random_state.randint(14, 18))
    often = rare - int(random_state.randint(1, 3))
    many, few = int(random_state.randint(9, 15)), int(random_state.randint(1, 3))
    return Record(many, age - often, age), Record(few, age - rare, age)


def _silent_longer(random_state: RandomState) -> tuple[Record, Record]:
    frequent, rare = _silent(random_state)
    return Record(frequent.x, rare.t_x - int(random_state.randint(1, 3)), rare.T), rare


def _fresh(random_state: RandomState) -> tuple[Record, Record]:
    age, x = int(random_state.randint(34, 40)), int(random_state.randint(3, 7))
    return (
        Record(x, age - int(random_state.randint(1, 5)), age),
        Record(x, age - int(random_state.randint(15, 23)), age),
    )


def _busy(random_state: RandomState) -> tuple[Record, Record]:
    age = int(random_state.randint(34, 40))
    frequent = Record(int(random_state.randint(9, 15)), age - int(random_state.randint(0, 2)), age)
    return frequent, Record(int(random_state.randint(1, 3)), age - int(random_state.randint(22, 30)), age)


def _unknown(random_state: RandomState) -> tuple[Record, Record]:
    age = int(random_state.randint(34, 40))
    known = Record(int(random_state.randint(2, 6)), age - int(random_state.randint(6, 16)), age)
    return known, Record(0, 0, age)


def _hundreds(random_state: RandomState, low: int, high: int) -> int:
    return int(random_state.randint(low, high)) * 100


def _terms(random_state: RandomState) -> tuple[float, float]:
    return int(random_state.randint(12, 45)) / 100, int(random_state.randint(40, 95)) / 100
