"""The twelve months after ``as_of``: what every customer may order, before anybody decides who gets what.

All policies of one seed share one future: each customer's luck is drawn once, and an offer only changes
which of the possible orders happen. Differences between policies are thus the policies' own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.data.company import behaviour, columns, effects, population, seasons

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coursekit.data.company.firm import Firm

MONTHS_AHEAD = 12
MOST = 1.7  # possible orders are drawn at this multiple of the rate, so that an offer can add to it
SERVICE_HOUR = 120.0  # CNY


@dataclass(frozen=True)
class Future:
    """Possible orders (``who``, ``month``, ``mark`` below 1 + effect happens) and the luck of staying."""

    who: NDArray[np.int64]
    month: NDArray[np.int64]
    mark: NDArray[np.float64]
    amount: NDArray[np.float64]
    margin: NDArray[np.float64]  # share of the amount that remains after cost, freight and service
    leaving: NDArray[np.bool_]  # customers by months
    luck: NDArray[np.float64]  # customers by months: below the chance to return, a lapsed customer is back
    yearly: NDArray[np.float64]  # expected contribution of a year while buying, CNY
    personal: NDArray[np.float64]  # each customer's own deviation from the segment's effect


def draw(firm: Firm, seed: str) -> Future:
    """The year 2026 of the firm's customers under ``seed``."""
    import numpy as np

    people, rs = firm.population, firm.random_state(f"future {seed}")
    n = len(people)
    drift = population.drift_matrix()
    lapse = np.array([s.lapse for s in behaviour.SEGMENTS]) * 1.0
    trend = np.array([s.growth for s in behaviour.SEGMENTS])
    level = np.array([s.rate for s in behaviour.SEGMENTS])
    late = np.array([s.seasonal for s in behaviour.SEGMENTS])
    season = _seasons()
    now, rate = people.segment[:, -1], people.rate[:, -1].copy()
    rates, leaving = np.empty((n, MONTHS_AHEAD)), np.empty((n, MONTHS_AHEAD), dtype=np.bool_)
    luck = rs.random_sample((n, MONTHS_AHEAD))
    for month in range(MONTHS_AHEAD):
        rates[:, month] = rate / 12 * season[people.kind, late[now].astype(np.int64), month]
        leaving[:, month] = rs.random_sample(n) < lapse[now] * np.where(people.kind == 0, 1.25, 0.8)
        moved = population.pick(rs, drift[now], n)
        rate = np.clip(rate * level[moved] / level[now] * np.exp(trend[moved]), 0.02, 80.0)
        now = moved
    counts = rs.poisson(np.where(people.prospect[:, None], 0.0, rates) * MOST)
    at, when = np.nonzero(counts)
    who, when = np.repeat(at, counts[at, when]), np.repeat(when, counts[at, when])
    usual, margin = _worth(firm)
    spread = 0.5
    amount = usual[who] * np.exp(rs.normal(-(spread**2) / 2, spread, len(who)))
    return Future(
        who.astype(np.int64), when.astype(np.int64), rs.random_sample(len(who)) * MOST, amount, margin[who], leaving, luck,
        people.rate[:, -1] * usual * margin, rs.normal(0, 0.03, n),
    )  # fmt: skip


def _seasons() -> NDArray[np.float64]:
    """Relative demand by type, seasonal or not, and month of 2026; a year's mean is that of the past years."""
    import numpy as np

    table = np.empty((len(seasons.TYPES), 2, MONTHS_AHEAD))
    days = seasons.days("2026-01-01", 365)
    month = days.astype("datetime64[M]").astype(np.int64) % 12
    for row, kind in enumerate(seasons.TYPES):
        for late in (0, 1):
            weights = seasons.weights(kind, seasonal=bool(late), start="2026-01-01", count=365)
            table[row, late] = np.bincount(month, weights=weights) / 365 * 12
    return table


def _worth(firm: Firm) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Usual amount of an order of each customer, and the margin of its type and segment, from the past."""
    import numpy as np

    people, orders = firm.population, firm.clean("orders")
    who = columns.numbers(orders["customer_id"]) - firm.first_number
    month = seasons.month_of(orders["order_date"].to_numpy().astype("datetime64[D]"))
    basket = np.array([s.basket for s in behaviour.SEGMENTS])
    strength = np.where(people.kind == 0, 0.55, 1.0)
    factor = (people.size[who] * basket[people.segment[who, month]]) ** strength[who]
    amount = orders["amount"].to_numpy()
    base = np.bincount(people.kind[who], amount, 4) / np.maximum(
        np.bincount(people.kind[who], factor, 4), 1e-9
    )
    left = amount - orders["cost"].to_numpy() - orders["freight"].to_numpy()
    left = left - orders["service_hours"].to_numpy() * SERVICE_HOUR
    cell = people.kind[who] * len(basket) + people.segment[who, month]
    cells = 4 * len(basket)
    margin = np.bincount(cell, left, cells) / np.maximum(np.bincount(cell, amount, cells), 1e-9)
    now = people.segment[:, -1]
    usual = base[people.kind] * (people.size * basket[now]) ** strength
    return usual, margin[people.kind * len(basket) + now]


@dataclass(frozen=True)
class Result:
    """What a year brought: customers treated, CNY spent on offers, orders, CNY sold, earned, and kept."""

    treated: int
    spent: float
    orders: int
    sales: float
    contribution: float

    @property
    def profit(self) -> float:
        """Contribution (after vouchers) less what the offers cost."""
        return self.contribution - self.spent


def live(firm: Firm, future: Future, offer: NDArray[np.int64], extra: float = 0.0) -> Result:
    """The year with ``offer`` (index into OFFERS, −1 for none) for each customer; ``extra``: CNY spent for nothing."""
    import numpy as np

    people, offers = firm.population, tuple(effects.OFFERS.values())
    treated = offer >= 0
    change = np.array([one.change for one in offers])[offer, people.segment[:, -1]]
    change = np.where(treated, change + future.personal * (np.abs(change) > 0.015), 0.0)
    worth = np.maximum(future.yearly, 0.0)
    room = effects.HEADROOM / (effects.HEADROOM + worth)
    change *= np.where(change > 0, room, effects.HARM_ROOM / (effects.HARM_ROOM + worth))
    regained = np.where(treated, np.array([one.win_back for one in offers])[offer] * room, 0.0)
    back = behaviour.RETURN_A_MONTH + regained
    alive, buying = np.empty(future.leaving.shape, dtype=np.bool_), people.alive[:, -1]
    for month in range(MONTHS_AHEAD):
        buying = np.where(buying, ~future.leaving[:, month], future.luck[:, month] < back)
        alive[:, month] = buying
    happens = alive[future.who, future.month] & (future.mark < 1 + change[future.who])
    who, amount = future.who[happens], future.amount[happens]
    first = np.zeros(len(who), dtype=np.bool_)
    first[np.unique(who, return_index=True)[1]] = True
    cut = np.where(treated, np.array([one.price_cut for one in offers])[offer], 0.0)[who] * first
    cut = np.minimum(cut * amount, effects.MOST_CUT)
    earned = amount * future.margin[happens] - cut
    cost = np.array([one.cost for one in offers])[offer[treated]].sum()
    return Result(
        int(treated.sum()), float(cost) + extra, len(who), float((amount - cut).sum()), float(earned.sum())
    )
