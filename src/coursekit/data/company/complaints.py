"""Complaints with a clock for each stage, and how satisfied people said they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import behaviour, columns, seasons
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

STAGES = ("received", "confirmed", "apologised", "analysed", "proposed", "carried_out", "closed")
USUAL_HOURS = (3.0, 2.0, 20.0, 16.0, 60.0, 20.0)  # from each stage to the next, median
TOPICS = ("water quality", "leak", "late delivery", "installation", "invoice", "noise", "staff manner")
RESPONSIBLE = ("service", "service", "logistics", "service", "finance", "product", "consumer sales")


def complaints(firm: Firm) -> pd.DataFrame:
    """``complaint_id, customer_id, order_id, topic, responsible, severity`` (1–3)``, received … closed,
    reopened, satisfaction`` (1–5, missing where nobody answered). Times are China Standard Time; a stage not
    reached by ``as_of`` is missing. Serious complaints are quicker confirmed and slower solved.
    """
    import numpy as np
    import pandas as pd

    rs, hidden, orders = firm.random_state("complaints"), firm.population, firm.clean("orders")
    who = columns.numbers(orders["customer_id"]) - firm.first_number
    month = seasons.month_of(orders["order_date"].to_numpy().astype("datetime64[D]"))
    chance = np.array([s.complaints for s in behaviour.SEGMENTS])[hidden.segment[who, month]] * (
        0.3 + 0.7 * hidden.fuss[who]
    )
    chosen = np.flatnonzero(rs.random_sample(len(orders)) < chance)
    n = len(chosen)
    date = orders["order_date"].to_numpy().astype("datetime64[D]")[chosen]
    wait = np.floor(rs.exponential(14, n)).astype(np.int64) + 1
    clock = (date + wait).astype("datetime64[s]") + np.floor((8.5 + 10 * rs.random_sample(n)) * 3600).astype(
        np.int64
    )
    severity = pick(rs, np.array([0.55, 0.33, 0.12]), n) + 1
    topic = pick(rs, np.array([0.16, 0.17, 0.2, 0.17, 0.1, 0.1, 0.1]), n)
    slow = rs.random_sample(n) < 0.09  # a tail that an average hides
    end = np.datetime64(seasons.AS_OF) + 1
    table = pd.DataFrame(
        {
            "customer_id": orders["customer_id"].to_numpy(dtype=object)[chosen],
            "order_id": orders["order_id"].to_numpy(dtype=object)[chosen],
            "topic": np.array(TOPICS, dtype=object)[topic],
            "responsible": np.array(RESPONSIBLE, dtype=object)[topic],
            "severity": severity,
            "received": clock,
        }
    )
    hours_total = np.zeros(n)
    for number, stage in enumerate(STAGES[1:]):
        pace = np.where(severity == 3, 0.6 if number == 0 else 1.5, 1.0) * np.where(
            slow & (number in (2, 4)), 9.0, 1.0
        )
        hours = USUAL_HOURS[number] * pace * np.exp(rs.normal(0, 0.75, n))
        hours_total += hours
        clock = clock + np.floor(hours * 3600).astype(np.int64)
        table[stage] = columns.days(clock, clock < end)
    again = rs.random_sample(n) < 0.05 + 0.05 * severity
    reopened = clock + np.floor(rs.exponential(6 * 86400, n)).astype(np.int64)
    table["reopened"] = columns.days(reopened, again & (reopened < end))
    mood = 4.5 - 0.45 * severity - 0.55 * np.log(hours_total / 120) - 1.0 * again + rs.normal(0, 0.9, n)
    answered = rs.random_sample(n) < np.where(mood < 2, 0.5, 0.36)
    known = table["closed"].notna().to_numpy() & answered
    table["satisfaction"] = pd.Series(np.clip(np.round(mood), 1, 5)).where(pd.Series(known)).astype("Int64")
    table = table[table["received"] < end]
    table = table.sort_values(["received", "order_id"], kind="stable", ignore_index=True)
    table.insert(0, "complaint_id", columns.ids("B", np.arange(1, len(table) + 1), 5))
    return table
