"""The hidden state of every customer, month by month: segment, alive or lapsed, rate and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.data.company import behaviour, columns, effects, places, seasons

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import RandomState
    from numpy.typing import NDArray

    from coursekit.data.company.firm import Firm

CUSTOMERS = 2400  # at scale 1
TYPE_SHARES = (0.62, 0.24, 0.07, 0.07)
PROSPECT_SHARE = 0.08  # known, have never bought
STOCK_SHARE = 0.55  # customers from before the three years
TRIAL_MONTHS = (32, 33)  # September and October 2025
SIZE_SPREAD = (0.38, 1.42, 0.85, 1.0)  # standard deviation of log size, by type


@dataclass(frozen=True)
class Population:
    """Arrays over customers; ``segment``, ``alive`` and ``rate`` have a column a month (rate: orders a year)."""

    customer_id: NDArray[np.str_]
    kind: NDArray[np.int64]  # index into seasons.TYPES
    prospect: NDArray[np.bool_]
    birth: NDArray[np.int64]  # day since START, negative for customers from before
    segment: NDArray[np.int64]
    alive: NDArray[np.bool_]
    rate: NDArray[np.float64]
    size: NDArray[np.float64]  # multiplies quantities
    own_rate: NDArray[np.float64]  # the customer's own factor on the rate
    thrift: NDArray[np.float64]  # own factor on discounts
    fuss: NDArray[np.float64]  # own factor on service and complaints
    province: NDArray[np.int64]
    income: NDArray[np.float64]  # relative, consumers; 1 elsewhere
    occupation: NDArray[np.int64]
    trial_arm: NDArray[np.int64]  # 0 not in the trial, 1 control, 2 voucher, 3 call

    def __len__(self) -> int:
        return len(self.kind)


def pick(rs: RandomState, shares: NDArray[np.float64], uniform_size: int) -> NDArray[np.int64]:
    """``uniform_size`` draws of an index with the given shares (one row) or one draw a row (a matrix)."""
    import numpy as np

    heights = np.cumsum(np.asarray(shares, dtype=np.float64), axis=-1)
    heights = heights / heights[..., -1:]
    draws = rs.random_sample(uniform_size)
    if heights.ndim == 1:
        return np.searchsorted(heights, draws, side="right").astype(np.int64)
    index: NDArray[np.int64] = (draws[:, None] >= heights).sum(axis=1).astype(np.int64)
    return index


def draw(firm: Firm) -> Population:
    """Everybody's hidden state, from the firm's seed."""
    import numpy as np

    rs = firm.random_state("population")
    n = max(40, round(CUSTOMERS * firm.scale))
    kind = pick(rs, np.array(TYPE_SHARES), n)
    prospect = rs.random_sample(n) < PROSPECT_SHARE
    stock = rs.random_sample(n) < STOCK_SHARE
    new = np.floor(seasons.DAYS * rs.random_sample(n) ** 0.8).astype(np.int64)  # more of them later on
    birth = np.where(stock, -1 - np.floor(1500 * rs.random_sample(n) ** 1.3), new).astype(np.int64)
    province = pick(rs, np.array([row[4] for row in places.PROVINCES], dtype=float), n)
    occupation = pick(rs, np.array([row[1] for row in places.OCCUPATIONS], dtype=float), n)
    wealth = np.array([row[3] for row in places.PROVINCES])[province]
    earned = wealth * np.array([row[2] for row in places.OCCUPATIONS])[occupation]
    income = np.where(kind == 0, earned * np.exp(rs.normal(0, 0.42, n)), 1.0)
    size = np.exp(rs.normal(0, 1, n) * np.array(SIZE_SPREAD)[kind]) * np.where(
        kind == 0, income**0.35, wealth**0.5
    )
    own_rate = rs.gamma(3.6, 1 / 3.6, n) + 0.03
    own_rate *= np.where(kind == 0, income**0.15, np.clip(size, 0.1, 12) ** 0.18)
    thrift = rs.gamma(5.0, 1 / 5.0, n) * np.where(kind == 0, income**-0.3, 1.0)
    fuss = rs.gamma(2.4, 1 / 2.4, n)
    mix = np.array([behaviour.MIX[name] for name in seasons.TYPES])[kind]
    segment, alive, growth = _history(rs, kind, birth, prospect, pick(rs, mix, n))
    level = np.array([s.rate for s in behaviour.SEGMENTS])[segment]
    base = np.array([behaviour.ORDERS_A_YEAR[name] for name in seasons.TYPES])[kind]
    rate = base[:, None] * level * growth * own_rate[:, None]
    arm = _trial_arms(rs, birth, prospect, kind)
    rate = _with_trial(rate, arm, segment)
    return Population(
        columns.ids("C", np.arange(n) + firm.first_number, 5),
        kind, prospect, birth, segment, alive, rate, size, own_rate, thrift, fuss, province, income, occupation, arm,
    )  # fmt: skip


def _history(
    rs: RandomState,
    kind: NDArray[np.int64],
    birth: NDArray[np.int64],
    prospect: NDArray[np.bool_],
    first: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.float64]]:
    """Segment, alive and growth factor for each month: customers drift, lapse and return."""
    import numpy as np

    n, months = len(kind), seasons.MONTHS
    drift = drift_matrix()
    lapse = np.array([s.lapse for s in behaviour.SEGMENTS])
    trend = np.array([s.growth for s in behaviour.SEGMENTS])
    starts = seasons.month_of(np.datetime64(seasons.START) + birth)
    segments = np.empty((n, months), dtype=np.int64)
    alive = np.zeros((n, months), dtype=np.bool_)
    growth = np.ones((n, months))
    now = first.copy()
    # some of the old stock has lapsed before the three years begin
    buying = ~((starts < 0) & (rs.random_sample(n) < 1 - np.exp(starts * lapse[first] * 0.45)))
    logarithm = np.where(starts < 0, trend[first] * rs.random_sample(n) * 14, 0.0)
    least, most = np.log(behaviour.LEAST_RATE), np.log(behaviour.MOST_RATE)
    for month in range(months):
        born = (starts <= month) & ~prospect
        segments[:, month] = now
        alive[:, month] = buying & born
        growth[:, month] = np.exp(logarithm)
        moved = np.where(born, pick(rs, drift[now], n), now)
        luck = rs.random_sample(n)
        gone = luck < lapse[now] * np.where(kind == 0, 1.25, 0.8)
        back = luck < behaviour.RETURN_A_MONTH
        buying = np.where(born, np.where(buying, ~gone, back), buying)
        changed = moved != now
        logarithm = np.clip(
            np.where(born, logarithm * np.where(changed, 0.5, 1.0) + trend[moved], 0.0), least, most
        )
        now = moved
    return segments, alive, growth


def drift_matrix() -> NDArray[np.float64]:
    """Chance per month of passing from one segment (row) to another (column); rows sum to 1."""
    import numpy as np

    names = behaviour.NAMES
    matrix = np.eye(len(names))
    for source, targets in behaviour.DRIFT.items():
        for target, chance in targets.items():
            matrix[names.index(source), names.index(target)] = chance
        matrix[names.index(source), names.index(source)] -= sum(targets.values())
    return matrix


def _trial_arms(
    rs: RandomState, birth: NDArray[np.int64], prospect: NDArray[np.bool_], kind: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Random arms for everyone who was a customer on 1 September 2025: 40 % control, 30 % each offer."""
    import numpy as np

    first_day = int((np.datetime64("2025-09-01") - np.datetime64(seasons.START)).astype(np.int64))
    luck = rs.random_sample(len(birth))
    arm = np.where(luck < 0.4, 1, np.where(luck < 0.7, 2, 3))
    return np.where((birth < first_day) & ~prospect, arm, 0).astype(np.int64)


def _with_trial(
    rate: NDArray[np.float64], arm: NDArray[np.int64], segment: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The order rates as the trial's offers changed them in its two months."""
    import numpy as np

    changed = rate.copy()
    for number, offer in ((2, "voucher"), (3, "call")):
        change = effects.AT_ONCE * np.array(effects.OFFERS[offer].change)
        for month in seasons_of_trial():
            factor = np.clip(1 + change[segment[:, month]], 0.0, None)
            changed[:, month] = np.where(arm == number, changed[:, month] * factor, changed[:, month])
    return changed


def seasons_of_trial() -> tuple[int, ...]:
    """The months, counted from START, in which the trial's offers were open."""
    return TRIAL_MONTHS
