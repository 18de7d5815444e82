"""People in the buying decision of organisations: user, influencer, buyer, decider, gatekeeper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns
from coursekit.data.company.staff import person_names

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

ROLES = ("buyer", "decider", "user", "influencer", "gatekeeper")
TITLES = {
    "enterprise": ("Purchasing officer", "General manager", "Office administrator", "Facilities engineer", "Front desk"),
    "government": ("Procurement clerk", "Deputy director", "Logistics section member", "Finance section chief", "General office"),
    "special": ("Purchasing section", "Vice principal or vice president", "Logistics teacher or nurse", "Equipment section chief", "Party and admin office"),
}  # fmt: skip
CHANNELS = ("official e-mail", "office telephone", "WeCom", "procurement platform")


def people(firm: Firm) -> pd.DataFrame:
    """``person_id, customer_id, name_zh, name_en, role, title, reached_by, first_contact``: two to six an
    organisation. A buyer is always known; a decider is unknown to the company for one in three."""
    import numpy as np
    import pandas as pd

    rs, hidden = firm.random_state("people"), firm.population
    chance = np.array([1.0, 0.66, 0.75, 0.45, 0.4])
    known = rs.random_sample((len(hidden), 5)) < chance + 0.05 * np.log(hidden.size)[:, None]
    known[:, 0] = True
    known[hidden.kind == 0] = False
    at, role = np.nonzero(known)
    n = len(at)
    zh, en = person_names(rs, rs.random_sample(n) < 0.48)
    kinds = np.array(("consumer", *TITLES), dtype=object)[hidden.kind[at]]
    title = [TITLES[kind][r] for kind, r in zip(kinds.tolist(), role.tolist(), strict=True)]
    public = np.isin(hidden.kind[at], (2, 3))
    way = np.where(public & (rs.random_sample(n) < 0.5), 3, (rs.random_sample(n) * 3).astype(np.int64))
    start = np.maximum(hidden.birth[at], -1500) + np.floor(rs.random_sample(n) * 200).astype(np.int64)
    first = np.minimum(np.datetime64("2023-01-01") + start - 60, np.datetime64(firm.as_of))
    return pd.DataFrame(
        {
            "person_id": np.char.add(hidden.customer_id[at], np.char.mod("-P%d", role + 1)),
            "customer_id": columns.named(hidden.customer_id, at),
            "name_zh": zh,
            "name_en": en,
            "role": np.array(ROLES, dtype=object)[role],
            "title": title,
            "reached_by": np.array(CHANNELS, dtype=object)[way],
            "first_contact": first.astype("datetime64[s]"),
        }
    )
