"""Firms, government bodies and special customers: industry, ownership, capital, groups, and the nine levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, places
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import NDArray

    from coursekit.data.company.firm import Firm

IN_GROUP = 0.16  # share of enterprises that belong to a group
DISTRICT_OF = {  # names speak of the city, not of its district
    en: (row[0], row[1]) for row in places.PROVINCES if row[0] in ("上海", "北京") for _, en in row[5]
}


def describe(frame: pd.DataFrame, firm: Firm, city_zh: list[str]) -> None:
    """Add an organisation's columns to the customer table, in place; missing for persons.

    Rules that place: a state-owned firm is an enterprise; a public institution (school, hospital) is special.
    """
    import numpy as np
    import pandas as pd

    rs, people = firm.random_state("organisations"), firm.population
    n, kind = len(people), people.kind
    industry = pick(rs, np.array([row[3] for row in places.INDUSTRIES], dtype=float), n)
    special = pick(rs, np.array([row[1] for row in places.SPECIAL], dtype=float), n)
    state = rs.random_sample(n) < np.array([row[4] for row in places.INDUSTRIES])[industry]
    parent = _groups(rs, kind, people.size, industry)
    state = np.where(parent >= 0, state[parent], state)
    zh, en = _names(rs, kind, industry, special, parent, city_zh, frame["city"].tolist())
    frame["name_zh"] = np.where(kind == 0, frame["name_zh"], zh)
    frame["name_en"] = np.where(kind == 0, frame["name_en"], en)
    subtype = np.array([row[0] for row in places.SPECIAL], dtype=object)[special]
    fixed = np.array(["household", "firm", "authority", ""], dtype=object)[kind]
    frame["subtype"] = np.where(kind == 3, subtype, fixed)
    code = np.array([row[0] for row in places.INDUSTRIES], dtype=object)[industry]
    industries = np.select(
        [kind == 0, kind == 2, kind == 3], ["", "public administration", "public service"], code
    )
    frame["industry"] = columns.words(industries, kind > 0)
    institution = np.isin(subtype.astype(str), ("school", "hospital", "charity"))
    foreign = rs.random_sample(n) < 0.09
    ownership = np.select(
        [kind == 0, kind == 2, (kind == 3) & institution, kind == 3, state, foreign],
        ["", "government", "public institution", "other", "state-owned", "foreign"],
        "private",
    )
    frame["ownership"] = columns.words(ownership, kind > 0)
    rule = np.where(kind == 1, "rule: state-owned firm is enterprise", "rule: public institution is special")
    frame["placed_by"] = columns.words(rule, ((kind == 1) & state) | ((kind == 3) & institution))
    heads = np.exp(3.6 + 0.78 * np.log(people.size) + rs.normal(0, 0.75, n))
    frame["employees"] = (
        pd.Series(np.maximum(3, np.round(heads)).astype(np.int64)).where(kind > 0).astype("Int64")
    )
    capital = 3e6 * people.size**0.8 * np.exp(rs.normal(0, 0.9, n)) * np.where(state, 5, 1)
    steps = np.where(capital > 2e7, 5e6, np.where(capital > 2e6, 1e6, 1e5))
    capital = np.maximum(1e5, np.round(capital / steps) * steps)
    paid = np.where(state, 1.0, np.clip(rs.beta(2.2, 0.9, n), 0.05, 1.0))
    frame["registered_capital"] = pd.Series(capital).where(kind == 1)
    frame["paid_in_capital"] = pd.Series(np.round(capital * paid, -4)).where(kind == 1)
    frame["capital_unit"] = columns.words("CNY", kind == 1)
    top = np.where(parent >= 0, parent, -1)
    heads_group = np.isin(np.arange(n), top[top >= 0])
    root = np.where(heads_group, np.arange(n), top)
    frame["group_id"] = columns.words(np.char.replace(people.customer_id[root], "C", "G"), root >= 0)
    frame["parent_id"] = columns.words(people.customer_id[top], top >= 0)
    campus = np.array(["main", "east", "new district"], dtype=object)[pick(rs, np.array([0.6, 0.2, 0.2]), n)]
    frame["campus"] = columns.words(campus, (kind == 3) & (subtype == "school"))


def _groups(
    rs: RandomState, kind: NDArray[np.int64], size: NDArray[np.float64], industry: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Index of each customer's parent, −1 for none: members join one of the largest firms of their industry."""
    import numpy as np

    parent = np.full(len(kind), -1)
    joins = rs.random_sample(len(kind)) < IN_GROUP
    luck = rs.random_sample(len(kind))
    for number in range(len(places.INDUSTRIES)):
        firms = np.flatnonzero((kind == 1) & (industry == number))
        heads = firms[np.argsort(-size[firms], kind="stable")][: max(1, len(firms) // 12)]
        members = firms[joins[firms] & ~np.isin(firms, heads)]
        if len(heads):
            parent[members] = heads[(luck[members] * len(heads)).astype(np.int64)]
    return parent


def _names(
    rs: RandomState,
    kind: NDArray[np.int64],
    industry: NDArray[np.int64],
    special: NDArray[np.int64],
    parent: NDArray[np.int64],
    city_zh: list[str],
    city_en: list[str],
) -> tuple[list[str], list[str]]:
    """Invented names by type; a subsidiary carries its parent's stem."""
    import numpy as np

    n = len(kind)
    stem = (rs.random_sample(n) * len(places.STEMS)).astype(np.int64)
    stem = np.where(parent >= 0, stem[parent], stem)
    second = (rs.random_sample(n) * len(places.STEMS)).astype(np.int64)
    office = (rs.random_sample(n) * len(places.OFFICES)).astype(np.int64)
    form = rs.random_sample(n)
    zh, en = [""] * n, [""] * n
    for i in np.flatnonzero(kind > 0).tolist():
        seat_zh, seat_en = DISTRICT_OF.get(city_en[i], (city_zh[i], city_en[i]))
        own_zh, own_en = places.STEMS[stem[i]]
        if kind[i] == 1:
            _, trade_zh, trade_en, _, _ = places.INDUSTRIES[industry[i]]
            more_zh, more_en = places.STEMS[second[i]] if parent[i] < 0 and form[i] < 0.5 else ("", "")
            zh[i] = f"{seat_zh}{own_zh}{more_zh}{trade_zh}有限公司"
            en[i] = " ".join(filter(None, (seat_en, own_en, more_en, trade_en, "Co., Ltd.")))
        elif kind[i] == 2:
            # districts are invented, so that no real office, school or hospital owes or complains here
            title_zh, title_en = places.OFFICES[office[i]]
            zh[i] = f"{seat_zh}市{own_zh}区{title_zh}"
            en[i] = f"{own_en} District {title_en}, {seat_en}"
        else:
            _, _, names_zh, names_en = places.SPECIAL[special[i]]
            which = int(form[i] * len(names_zh))
            zh[i], en[i] = f"{seat_zh}{own_zh}{names_zh[which]}", f"{seat_en} {own_en} {names_en[which]}"
    return zh, en


def levels(frame: pd.DataFrame, sales: pd.Series, orders: pd.Series, silent: pd.Series) -> pd.Series:
    """The nine levels of business customer as the sales team set them from a year's figures; persons get three.

    ``sales`` (CNY), ``orders`` and ``silent`` (days since the last order) are of the year before the review,
    indexed like ``frame``. Missing for prospects.
    """
    import numpy as np
    import pandas as pd

    business = frame["type"] != "consumer"
    review = np.datetime64("2025-07-01")
    age = (review - frame["since"]).dt.days
    rules = [
        (~business & (sales >= 10_000), "VIP"),
        (~business & (sales >= 2_500), "important"),
        (~business, "base"),
        (sales >= 5_000_000, "VIP"),
        ((sales >= 60_000) & frame["industry"].isin(["power", "railway"]), "key"),
        ((sales >= 600_000) & (orders >= 8), "strategic"),
        (age < 180, "new"),
        ((orders == 0) & (silent > 365), "dormant"),
        ((orders >= 6) & (sales >= 60_000) & (age > 540), "model"),
        ((sales < 60_000) & (frame["registered_capital"] >= 10_000_000), "honoured"),
        (sales < 12_000, "low-value"),
    ]
    names = np.select([np.asarray(rule) for rule, _ in rules], [name for _, name in rules], "uncommitted")
    return pd.Series(names, index=frame.index, dtype=object).where(frame["since"] < review)


def reviewed(firm: Firm, frame: pd.DataFrame) -> pd.Series:
    """The levels of the review of 1 July 2025, from the orders of the twelve months before it."""
    import numpy as np

    orders = firm.clean("orders")
    past = orders[orders["order_date"] < "2025-07-01"]
    year = past[past["order_date"] >= "2024-07-01"].groupby("customer_id")["amount"]
    last = past.groupby("customer_id")["order_date"].max().reindex(frame["customer_id"])
    silent = (np.datetime64("2025-07-01") - last).dt.days.fillna(9999)
    ids = frame["customer_id"]
    sales = year.sum().reindex(ids).fillna(0.0)
    count = year.count().reindex(ids).fillna(0)
    return levels(
        frame, sales.set_axis(frame.index), count.set_axis(frame.index), silent.set_axis(frame.index)
    )
