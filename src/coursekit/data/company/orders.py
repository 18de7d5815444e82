"""Orders and their lines: what was bought, at which price and cost, with freight and service hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import behaviour, catalogue, columns, places, seasons
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import NDArray

    from coursekit.data.company.firm import Firm
    from coursekit.data.company.population import Population

MORE_LINES = (0.55, 1.3, 1.2, 1.4)  # expected lines after the first, by type
GOES_WITH = 0.42  # chance that a further line is what goes with the first
USUAL_DISCOUNT = (0.04, 0.07, 0.10, 0.08)
PEAK_DISCOUNT = 0.05
SERVICE_CATEGORIES = {
    "system": 7.0,
    "dispenser": 2.0,
    "purifier": 1.2,
    "air": 0.5,
    "service": 2.2,
    "consumable": 0.3,
}
CHANNELS = ("store", "web shop", "salesperson", "call centre", "tender")
CHANNEL_SHARES = ((0.36, 0.49, 0.02, 0.13, 0), (0.03, 0.20, 0.65, 0.12, 0), (0, 0.16, 0.46, 0.03, 0.35), (0.02, 0.12, 0.62, 0.06, 0.18))  # fmt: skip


def orders(firm: Firm) -> dict[str, pd.DataFrame]:
    """The tables ``orders`` and ``lines`` together, since an order's amount is the sum of its lines."""
    import numpy as np
    import pandas as pd

    rs, people = firm.random_state("orders"), firm.population
    who, day = _moments(rs, people)
    month = seasons.month_of(np.datetime64(seasons.START) + day)
    state = people.segment[who, month]
    order, product = _baskets(rs, people.kind[who])
    lines = _priced(rs, people, who, day, state, order, product)
    number = columns.ids("O", np.arange(len(who)) + firm.first_order, 7)
    lines.insert(0, "order_id", columns.named(number, order))
    line_number = np.arange(len(order)) - np.searchsorted(order, order, side="left") + 1
    lines.insert(1, "line_no", line_number)
    totals = pd.DataFrame(
        {"at": order, "amount": lines["amount"], "cost": lines["unit_cost"] * lines["quantity"]}
    )
    summed = totals.groupby("at")[["amount", "cost"]].sum()
    hours = np.bincount(order, weights=lines.pop("hours"), minlength=len(who))
    service = np.array([s.service for s in behaviour.SEGMENTS])[state]
    hours = hours * rs.gamma(1.4, 1 / 1.4, len(who)) * (0.4 + 0.6 * people.fuss[who]) * service
    zone = np.array([row[2] for row in places.PROVINCES])[people.province[who]]
    freight = (
        np.where(people.kind[who] == 0, 12.0, 60.0) * (0.6 + 0.4 * zone) + summed["amount"] * 0.006 * zone
    )
    channel = columns.named(CHANNELS, pick(rs, np.array(CHANNEL_SHARES)[people.kind[who]], len(who)))
    head = pd.DataFrame(
        {
            "order_id": number,
            "customer_id": columns.named(people.customer_id, who),
            "order_date": (np.datetime64(seasons.START) + day).astype("datetime64[s]"),
            "channel": channel,
            "amount": summed["amount"].round(2).to_numpy(),
            "cost": summed["cost"].round(2).to_numpy(),
            "freight": np.round(freight.to_numpy(), 2),
            "service_hours": np.round(hours, 2),
            "recorded_on": np.minimum(
                np.datetime64(seasons.START) + day + (rs.random_sample(len(who)) < 0.3), np.datetime64(seasons.AS_OF)
            ).astype("datetime64[s]"),
        }
    )  # fmt: skip
    return {"orders": head, "lines": lines}


def lines(firm: Firm) -> dict[str, pd.DataFrame]:
    """See :func:`orders`."""
    return orders(firm)


def _moments(rs: RandomState, people: Population) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Who orders on which day, in order of day. A new customer's first order is on the day of their birth."""
    import numpy as np

    weekly = np.array(
        [[seasons.weights(kind, seasonal=late) for late in (False, True)] for kind in seasons.TYPES]
    )
    month = seasons.month_of(seasons.days())
    monthly = np.add.reduceat(weekly, np.searchsorted(month, np.arange(seasons.MONTHS)), axis=2)
    late = np.array([s.seasonal for s in behaviour.SEGMENTS]).astype(np.int64)[people.segment]
    kind = people.kind[:, None]
    expected = people.rate / 365.25 * monthly[kind, late, np.arange(seasons.MONTHS)] * people.alive
    counts = rs.poisson(expected)
    row, column = np.nonzero(counts)
    times = counts[row, column]
    who, at = np.repeat(row, times), np.repeat(column, times)
    pattern = people.kind[who] * 2 + late[who, at]
    heights = np.cumsum(weekly.reshape(-1, seasons.DAYS), axis=1)
    before = np.concatenate([np.zeros((len(heights), 1)), heights], axis=1)
    first = np.searchsorted(month, np.arange(seasons.MONTHS + 1))
    low, high = before[pattern, first[at]], before[pattern, first[at + 1]]
    goal = low + rs.random_sample(len(who)) * (high - low)
    day = np.empty(len(who), dtype=np.int64)
    for number in range(len(heights)):
        chosen = pattern == number
        day[chosen] = np.searchsorted(heights[number], goal[chosen], side="right")
    day = np.minimum(day, first[at + 1] - 1)
    kept = day > people.birth[who]
    born = np.flatnonzero((people.birth >= 0) & ~people.prospect)
    who, day = np.concatenate([born, who[kept]]), np.concatenate([people.birth[born], day[kept]])
    by_day = np.lexsort((who, day))
    return who[by_day].astype(np.int64), day[by_day]


def _baskets(rs: RandomState, kind: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Order index and product index of each line; no product twice in one order."""
    import numpy as np

    appeal = np.array([row.appeal for row in catalogue.PRODUCTS]).T
    ids = [row.product_id for row in catalogue.PRODUCTS]
    partner = np.array([ids.index(row.goes_with) for row in catalogue.PRODUCTS])
    first = np.empty(len(kind), dtype=np.int64)
    more = np.minimum(rs.poisson(np.array(MORE_LINES)[kind]), 6)
    order = np.concatenate([np.arange(len(kind)), np.repeat(np.arange(len(kind)), more)])
    any_product = np.empty(len(order), dtype=np.int64)
    for number in range(len(seasons.TYPES)):
        chosen = kind[order] == number
        any_product[chosen] = pick(rs, appeal[number], int(chosen.sum()))
    first = any_product[: len(kind)]
    linked = rs.random_sample(len(order)) < GOES_WITH
    linked[: len(kind)] = False
    fits = appeal[kind[order], partner[first[order]]] > 0
    product = np.where(linked & fits, partner[first[order]], any_product)
    key = np.unique(order * len(ids) + product)
    return key // len(ids), key % len(ids)


def _priced(
    rs: RandomState,
    people: Population,
    who: NDArray[np.int64],
    day: NDArray[np.int64],
    state: NDArray[np.int64],
    order: NDArray[np.int64],
    product: NDArray[np.int64],
) -> pd.DataFrame:
    """Quantity, price, discount, amount and unit cost of every line; ``hours`` is its expected service."""
    import numpy as np
    import pandas as pd

    buyer, segment = who[order], state[order]
    kind = people.kind[buyer]
    usual = np.array([row.amount for row in catalogue.PRODUCTS])[product, kind]
    basket = np.array([s.basket for s in behaviour.SEGMENTS])[segment]
    scale = np.where(kind == 0, (people.size[buyer] * basket) ** 0.55, people.size[buyer] * basket)
    quantity = np.maximum(1, np.round(usual * scale * np.exp(rs.normal(0, 0.45, len(order))))).astype(
        np.int64
    )
    quantity = np.minimum(quantity, np.where(kind == 0, 24, 4000))
    year = day[order] / 365.25
    list_price = np.array([row.list_price for row in catalogue.PRODUCTS])[product]
    price = np.round(list_price * np.where(year < 1, 0.97, np.where(year < 2, 0.985, 1.0)), 2)
    cost = np.array([row.unit_cost for row in catalogue.PRODUCTS])[product] * (0.97 + 0.012 * np.floor(year))
    dates = np.datetime64(seasons.START) + day
    on_offer = np.array([seasons.peaks(dates, name) for name in seasons.TYPES])[kind, order]
    expected = np.array(USUAL_DISCOUNT)[kind] + np.array([s.discount for s in behaviour.SEGMENTS])[segment]
    expected = expected * people.thrift[buyer] + PEAK_DISCOUNT * on_offer
    expected = expected + np.where(kind == 0, 0.0, 0.02 * np.log1p(quantity * list_price / 50_000))
    share = np.clip(np.round(expected * rs.gamma(4.0, 0.25, len(order)), 2), 0, 0.38)
    categories = np.array([SERVICE_CATEGORIES.get(row.category, 0.02) for row in catalogue.PRODUCTS])
    return pd.DataFrame(
        {
            "product_id": columns.named([row.product_id for row in catalogue.PRODUCTS], product),
            "quantity": quantity,
            "unit": columns.named([row.unit for row in catalogue.PRODUCTS], product),
            "unit_price": price,
            "discount": share,
            "amount": np.round(quantity * price * (1 - share), 2),
            "unit_cost": np.round(cost, 2),
            "hours": categories[product] * np.sqrt(quantity),
        }
    )
