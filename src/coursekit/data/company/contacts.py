"""Contacts of the company with its customers: visits, calls, messages, e-mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons
from coursekit.data.company.people import ROLES
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

KINDS = ("visit", "call", "message", "e-mail")
SHARES = (
    (0.01, 0.14, 0.75, 0.10),
    (0.22, 0.38, 0.26, 0.14),
    (0.20, 0.40, 0.08, 0.32),
    (0.24, 0.38, 0.16, 0.22),
)
MINUTES = (95.0, 11.0, 2.0, 6.0)
PURPOSES = ("follow-up", "new offer", "delivery", "payment", "complaint", "courtesy")
OUTCOMES = ("reached", "not reached", "asked to call back", "meeting agreed", "declined")


def contacts(firm: Firm) -> pd.DataFrame:
    """``contact_id, customer_id, person_id, contact_date, kind, staff_id, minutes, purpose, outcome``.

    Who buys much is contacted much: contact follows sales here as well as the reverse.
    """
    import numpy as np
    import pandas as pd

    rs, hidden, customers = firm.random_state("contacts"), firm.population, firm.clean("customers")
    base = np.array([0.9, 4.5, 4.0, 5.0])[hidden.kind] / 12
    warm = np.where(hidden.alive, 1.0, 0.35) * np.clip(hidden.rate, 0.2, 30) ** 0.45
    large = np.where(hidden.kind == 0, 1.0, np.clip(hidden.size, 0.3, 20) ** 0.3)
    month = np.arange(seasons.MONTHS)
    known = np.where(
        hidden.prospect[:, None],
        month >= 24,
        seasons.month_of(np.datetime64(seasons.START) + hidden.birth)[:, None] <= month,
    )
    counts = rs.poisson(base[:, None] * warm * large[:, None] * known * 0.8)
    at, when = np.nonzero(counts)
    times = counts[at, when]
    at, when = np.repeat(at, times), np.repeat(when, times)
    n = len(at)
    start = (np.datetime64(seasons.START, "M") + when).astype("datetime64[D]")
    date = np.minimum(
        start + np.floor(rs.random_sample(n) * 30).astype(np.int64), np.datetime64(seasons.AS_OF)
    )
    late = (date.astype(np.int64) + 3) % 7 >= 5
    date = np.where(late & (hidden.kind[at] > 0), date - 2, date)
    kind = pick(rs, np.array(SHARES)[hidden.kind[at]], n)
    role = pick(rs, np.array([0.5, 0.1, 0.2, 0.08, 0.12]), n) + 1
    person = np.char.add(hidden.customer_id[at], np.char.mod("-P%d", role))
    listed = firm.clean("people")
    known_roles = np.zeros((len(hidden), len(ROLES)), dtype=np.bool_)
    known_roles[
        columns.numbers(listed["customer_id"]) - firm.first_number, listed["role"].map(ROLES.index)
    ] = True
    exists = known_roles[at, role - 1]
    person = np.where(exists, person, np.char.add(hidden.customer_id[at], "-P1"))
    table = pd.DataFrame(
        {
            "customer_id": columns.named(hidden.customer_id, at),
            "person_id": columns.words(person, hidden.kind[at] > 0),
            "contact_date": date.astype("datetime64[s]"),
            "kind": columns.named(KINDS, kind),
            "staff_id": columns.named(customers["owner"], at),
            "minutes": np.maximum(1, np.round(np.array(MINUTES)[kind] * rs.gamma(3, 1 / 3, n))).astype(np.int64),
            "purpose": columns.named(PURPOSES, pick(rs, np.array([0.3, 0.24, 0.16, 0.1, 0.06, 0.14]), n)),
            "outcome": columns.named(OUTCOMES, pick(rs, np.array([0.52, 0.22, 0.11, 0.08, 0.07]), n)),
        }
    ).sort_values(["contact_date", "customer_id"], kind="stable", ignore_index=True)  # fmt: skip
    table.insert(0, "contact_id", columns.ids("T", np.arange(1, n + 1), 6))
    return table
