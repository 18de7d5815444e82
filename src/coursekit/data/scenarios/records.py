"""What a raw table holds: orders that arrive late, faulty lines, and records that may be of one customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from coursekit.data.company import places

if TYPE_CHECKING:
    from numpy.random import RandomState

CLOSES = (date(2024, 2, 29), date(2024, 6, 30), date(2024, 12, 31), date(2025, 3, 31), date(2025, 9, 30))
PRICES = {"P03": 699, "P04": 189, "P05": 429, "P08": 259, "P12": 22}  # product -> CNY a piece
TRADES = tuple((en, zh) for _, zh, en, *_ in places.INDUSTRIES[:7])
STEMS = tuple((en, zh) for zh, en in places.STEMS)
CITIES = tuple((en, zh) for province in places.PROVINCES[2:6] for zh, en in province[5])


@dataclass(frozen=True)
class Arrival:
    """An order and the day on which the company's system learnt of it."""

    order_date: date
    recorded_on: date


def arrivals(random_state: RandomState) -> tuple[date, list[Arrival]]:
    """An as-of date and six orders around it: known in time, on the very day, recorded late, or placed later.

    >>> from numpy.random import RandomState
    >>> as_of, orders = arrivals(RandomState(1))
    >>> len(orders), sum(order.order_date > as_of for order in orders)
    (6, 1)
    """
    as_of = CLOSES[random_state.randint(len(CLOSES))]

    def days(low: int, high: int) -> timedelta:
        return timedelta(days=int(random_state.randint(low, high)))

    early, slow, later = as_of - days(5, 25), as_of - days(45, 70), as_of + days(1, 12)
    unseen = as_of - days(2, 20)
    drawn = [
        Arrival(early, early + days(0, 2)),
        Arrival(as_of, as_of),
        Arrival(as_of, as_of + timedelta(days=1)),
        Arrival(unseen, as_of + days(3, 40)),
        Arrival(slow, slow + days(20, 40)),
        Arrival(later, later),
    ]
    return as_of, [drawn[int(i)] for i in random_state.permutation(len(drawn))]


def export(random_state: RandomState) -> list[dict[str, Any]]:
    """Nine order lines as a system exports them; amounts in CNY, ``customer_id`` None where it is missing.

    Each has at most one fault: an exact repeat, a return (negative), no customer, boxes of ten. Two orders look
    alike and are none, one line is very large and right.

    >>> from numpy.random import RandomState
    >>> len(export(RandomState(1)))
    9
    """
    numbers = [f"O{n:05d}" for n in 10_000 + random_state.permutation(900)[:7]]
    who = [f"C{n:05d}" for n in 100 + random_state.permutation(800)[:7]]
    start = date(2025, 3, 1) + timedelta(days=int(random_state.randint(200)))
    goods = [list(PRICES)[int(i)] for i in random_state.permutation(len(PRICES))]

    def line(
        place: int, product: str, quantity: int, *, number: int = 1, unit: str = "piece"
    ) -> dict[str, Any]:
        return {
            "order_id": numbers[place],
            "line_no": number,
            "customer_id": who[place],
            "order_date": str(start + timedelta(days=3 * place)),
            "product_id": product,
            "quantity": quantity,
            "unit": unit,
            "amount": float(PRICES[product] * abs(quantity) * (10 if unit == "box of 10" else 1)),
        }

    few = [int(n) for n in random_state.randint(2, 8, 6)]
    twin = line(0, goods[0], few[0])
    look_alike = {**twin, "order_id": numbers[1]}
    twice = line(2, goods[1], few[1])
    sold = line(3, goods[2], few[2] + 1)
    back = {**sold, "line_no": 91, "quantity": -1, "amount": -float(PRICES[goods[2]])}
    nobody = {**line(4, goods[3], few[3]), "customer_id": None}
    boxed = line(5, ("P04", "P08")[random_state.randint(2)], few[4], unit="box of 10")
    large = line(6, goods[4], 40 * few[5])
    drawn = [twin, look_alike, twice, dict(twice), sold, back, nobody, boxed, large]
    if random_state.randint(
        2
    ):  # a second line of the same order that looks like the first but for its number
        drawn[8] = {**sold, "line_no": 2}
    return [drawn[int(i)] for i in random_state.permutation(len(drawn))]


@dataclass(frozen=True)
class Record:
    """A firm in the customer file: its registration number and its parent's, each empty where nobody knows it."""

    name_en: str
    name_zh: str
    city_en: str
    city_zh: str
    registration: str
    parent: str


def pairs(random_state: RandomState) -> list[tuple[Record, Record]]:
    """Six pairs of records: one customer written twice, firms of one group, namesakes, or undecidable.

    >>> from numpy.random import RandomState
    >>> [len(pair) for pair in pairs(RandomState(1))]
    [2, 2, 2, 2, 2, 2]
    """
    last = ("namesakes of a group", "renamed, number missing")[random_state.randint(2)]
    kinds = ["spelling", "renamed", "group", "namesakes", "number missing", last]
    made = [_pair(random_state, kind) for kind in kinds]
    return [made[int(i)] for i in random_state.permutation(len(made))]


def _pair(random_state: RandomState, kind: str) -> tuple[Record, Record]:
    """Two records; the numbers decide, the names may mislead."""
    (own, other), trade = _some(random_state, STEMS, 2), _some(random_state, TRADES, 1)[0]
    city, elsewhere = _some(random_state, CITIES, 2)
    one, two, top = (f"R{n}" for n in 1000 + random_state.permutation(9000)[:3])
    name, parent = _name(city, own, trade), top if "group" in kind else ""
    spelt = (
        name[0].replace("Co., Ltd.", "Company Limited").upper(),
        name[1].replace("有限公司", "（有限）公司"),
    )
    renamed = _name(city, other, trade)
    first = Record(*name, *city, one, parent)
    second = {
        "spelling": Record(*spelt, *city, one, ""),
        "renamed": Record(*renamed, *city, one, ""),
        "group": Record(*_name(elsewhere, own, trade), *elsewhere, two, top),
        "namesakes": Record(*name, *city, two, ""),
        "namesakes of a group": Record(*name, *city, two, top),
        "number missing": Record(*spelt, *city, "", ""),
        "renamed, number missing": Record(*renamed, *city, "", ""),
    }[kind]
    return (second, first) if random_state.randint(2) else (first, second)


def _name(city: tuple[str, str], stem: tuple[str, str], trade: tuple[str, str]) -> tuple[str, str]:
    """A firm's name in English and in Chinese."""
    return f"{city[0]} {stem[0]} {trade[0]} Co., Ltd.", f"{city[1]}{stem[1]}{trade[1]}有限公司"


def _some(
    random_state: RandomState, entries: tuple[tuple[str, str], ...], count: int
) -> list[tuple[str, str]]:
    return [entries[int(i)] for i in random_state.permutation(len(entries))[:count]]
