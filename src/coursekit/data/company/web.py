"""What customers did on the web shop: views, searches, baskets, and the path through a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import behaviour, catalogue, columns, seasons
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

ACTIONS = ("home", "search", "view", "view", "compare", "basket", "checkout")
DEEPER = (1.0, 0.62, 0.9, 0.66, 0.5, 0.5, 0.45)  # chance of reaching each step, given the one before
SEARCHES = {
    "consumable": ("滤芯更换", "cartridge replacement"),
    "purifier": ("净水器 厨房", "kitchen purifier"),
    "dispenser": ("直饮机 办公室", "office drinking station"),
    "air": ("空气净化器 静音", "quiet air purifier"),
    "system": ("校园饮水 方案", "campus water scheme"),
    "water": ("桶装水 送水", "bottled water delivery"),
    "service": ("上门安装 收费", "installation fee"),
}
SESSIONS_A_YEAR = (3.4, 3.0, 1.2, 2.0)
ONLINE = (0.62, 0.55, 0.3, 0.4)  # share of customers who use the shop at all


def web(firm: Firm) -> pd.DataFrame:
    """``session_id, customer_id, happened_at, step, action, product_id, search_zh, search_en``: a row a page.

    ``happened_at`` is China Standard Time, to the second. ``step`` counts from 1 within a visit; a visit ends
    where the customer left. Visits follow interest, not only purchases: prospects have them too.
    """
    import numpy as np
    import pandas as pd

    rs, hidden = firm.random_state("web"), firm.population
    uses = rs.random_sample(len(hidden)) < np.array(ONLINE)[hidden.kind]
    keen = np.array([s.web for s in behaviour.SEGMENTS])[hidden.segment]
    base = np.array(SESSIONS_A_YEAR)[hidden.kind] / 12 * uses * rs.gamma(1.2, 1 / 1.2, len(hidden))
    warm = np.where(hidden.alive, 1.0, np.where(hidden.prospect, 0.8, 0.1)[:, None])
    growth = 0.75 + 0.5 * np.arange(seasons.MONTHS) / seasons.MONTHS
    counts = rs.poisson(base[:, None] * keen * warm * growth)
    counts = np.where(hidden.prospect[:, None] & (np.arange(seasons.MONTHS) < 24), 0, counts)
    at, month = np.nonzero(counts)
    at, month = np.repeat(at, counts[at, month]), np.repeat(month, counts[at, month])
    start = (np.datetime64(seasons.START, "M") + month).astype("datetime64[D]")
    day = start + np.floor(rs.random_sample(len(at)) * 28).astype(np.int64)
    hour = np.where(
        hidden.kind[at] == 0,
        rs.choice([10, 12, 20, 21, 22, 19, 15], len(at)),
        rs.choice([9, 10, 11, 14, 15, 16], len(at)),
    )
    began = day.astype("datetime64[s]") + (hour * 3600 + np.floor(rs.random_sample(len(at)) * 3600)).astype(
        np.int64
    )
    by_time = np.argsort(began, kind="stable")
    at, began = at[by_time], began[by_time]
    depth = np.cumprod(rs.random_sample((len(at), len(ACTIONS))) < np.array(DEEPER), axis=1).sum(axis=1)
    visit = np.repeat(np.arange(len(at)), depth)
    step = np.arange(len(visit)) - np.searchsorted(visit, visit, side="left")
    appeal = np.array([row.appeal for row in catalogue.PRODUCTS]).T[hidden.kind[at]]
    wanted = pick(rs, appeal, len(at))[visit]
    other = pick(rs, appeal, len(at))[visit]
    product = np.where(step == 3, other, wanted)
    seconds = np.floor(rs.exponential(45, len(visit))).astype(np.int64) + 4
    elapsed = np.cumsum(seconds)
    elapsed = elapsed - elapsed[np.searchsorted(visit, visit, side="left")]
    ids = np.array([row.product_id for row in catalogue.PRODUCTS], dtype=object)
    words = np.array([SEARCHES[row.category] for row in catalogue.PRODUCTS], dtype=object)
    return pd.DataFrame(
        {
            "session_id": columns.ids("V", visit + 1, 6),
            "customer_id": columns.named(hidden.customer_id, at[visit]),
            "happened_at": began[visit] + elapsed,
            "step": step + 1,
            "action": columns.named(ACTIONS, step),
            "product_id": columns.named(ids, product, step > 1),
            "search_zh": columns.named(words[:, 0], wanted, step == 1),
            "search_en": columns.named(words[:, 1], wanted, step == 1),
        }
    )
