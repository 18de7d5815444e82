"""A calendar of visits and calls that keeps every level's cadence within a team's hours, or says what is short.

Customers of one owner with the same cadence are alike, so the plan is a flow: each unit is a customer who goes from
one contact to the next within the cadence. An integer programme (HiGHS through scipy) sends all flows through the
weeks with the fewest hours above capacity, then with the fewest hours; paths are read off afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from coursekit.errors import CourseKitError, UsageError
from coursekit.faults import expect_columns
from coursekit.messages import text
from coursekit.segment.levels import contacts_due

if TYPE_CHECKING:
    import pandas as pd

    Capacity = float | Mapping[str, float | Sequence[float]]

HOURS = {"visit": 3.0, "call": 0.5}  # of the owner's time, travel included
_SHORT_WEIGHT = 1000.0  # an hour above capacity outweighs any saving of hours
_SECONDS = 60.0


@dataclass(frozen=True)
class ContactPlan:
    """``calendar``: week, owner, customer_id, level, kind, hours; ``load``: owner, week, hours, capacity, short.

    The calendar always keeps every cadence; where that does not fit, ``short`` names the hours missing.
    """

    calendar: pd.DataFrame
    load: pd.DataFrame

    @property
    def feasible(self) -> bool:
        """Whether every cadence is kept within the capacity."""
        return bool(self.load["short"].eq(0).all())

    def shortfall(self, language: str | None = None) -> list[str]:
        """A sentence for each owner and week that lacks hours."""
        return [
            text(
                "contact_plan.short",
                language,
                owner=o,
                week=w,
                needed=f"{h:g}",
                capacity=f"{c:g}",
                short=f"{s:g}",
            )
            for o, w, h, c, s in self.load[self.load["short"] > 0].itertuples(index=False)
        ]


def plan_contacts(
    customers: pd.DataFrame, capacity: Capacity, weeks: int, *, hours: Mapping[str, float] | None = None
) -> ContactPlan:
    """The calendar for ``weeks`` weeks (numbered from 1) with the least time above capacity.

    ``customers``: customer_id, level, owner, and optionally weeks_since_visit and weeks_since_call at the start (0:
    in the week before week 1). ``capacity`` is an owner's hours a week: one number for all, or by owner a number
    or one a week. ``hours`` is the time of a visit and a call. An overdue customer is due in week 1. A visit does
    not stand in for a call. Raises DataError for an unknown level, UsageError for capacities that do not fit.

    >>> import pandas as pd
    >>> two = pd.DataFrame({"customer_id": ["C1", "C2"], "level": ["new", "new"], "owner": "Lin Wei"})
    >>> plan = plan_contacts(two, 3, weeks=4)
    >>> plan.feasible, plan.calendar["week"].tolist()
    (True, [1, 2, 3, 4])
    >>> plan_contacts(two, 2, weeks=2).shortfall("en")[0]
    'Lin Wei is 1 hours short in week 1: the cadences need 3, the week has 2.'
    """
    import pandas as pd

    expect_columns(customers, ["customer_id", "level", "owner"], "the customers")
    if customers["customer_id"].duplicated().any() or weeks < 1:
        raise UsageError(
            "Found a customer twice, or no week.", "Expected one row a customer and 1 week or more."
        )
    spent = {**HOURS, **(hours or {})}
    due = contacts_due(customers, weeks).merge(customers.drop(columns="level"), on="customer_id")
    due["age"] = 0
    for kind in HOURS:
        if f"weeks_since_{kind}" in due:
            due["age"] = due["age"].where(due["kind"].ne(kind), due[f"weeks_since_{kind}"].fillna(0))
    calendar, load = [], []
    for owner in customers["owner"].unique():
        available = _by_week(capacity, owner, weeks)
        mine = due[due["owner"].eq(owner)]
        groups = [
            (str(part["kind"].iloc[0]), int(part["cadence"].iloc[0]), part)
            for _, part in mine.groupby(["kind", "cadence"])
        ]
        used = [0.0] * weeks
        for (kind, _, part), flow in zip(groups, _flows(groups, available, spent), strict=True):
            levels = dict(zip(part["customer_id"], part["level"], strict=True))
            for customer, week in _paths(part, flow, weeks):
                calendar.append((week, owner, customer, levels[customer], kind, spent[kind]))
                used[week - 1] += spent[kind]
        for week, (need, have) in enumerate(zip(used, available, strict=True), 1):
            load.append((owner, week, need, have, round(max(need - have, 0.0), 9)))
    columns = ["week", "owner", "customer_id", "level", "kind", "hours"]
    frame = pd.DataFrame(calendar, columns=columns).sort_values(columns[:5], ignore_index=True)
    return ContactPlan(frame, pd.DataFrame(load, columns=["owner", "week", "hours", "capacity", "short"]))


def broken_cadences(calendar: pd.DataFrame, customers: pd.DataFrame, weeks: int) -> pd.DataFrame:
    """Every gap that is longer than the level's cadence: customer_id, level, kind, cadence, after, until, gap.

    ``calendar`` needs week, customer_id, kind; anybody's calendar will do. ``after`` 0 is the start and ``until``
    weeks + 1 the end of the plan. Two visits in one week count once: what counts is weeks.

    >>> import pandas as pd
    >>> one = pd.DataFrame({"customer_id": ["C1"], "level": ["new"]})
    >>> visits = pd.DataFrame({"week": [1, 1, 4], "customer_id": "C1", "kind": "visit"})
    >>> broken_cadences(visits, one, 4)[["after", "until", "gap"]].values.tolist()
    [[1, 4, 3]]
    """
    import pandas as pd

    expect_columns(calendar, ["week", "customer_id", "kind"], "the calendar")
    made = {key: sorted(set(part["week"])) for key, part in calendar.groupby(["customer_id", "kind"])}
    since = {
        (row["customer_id"], kind): int(row.get(f"weeks_since_{kind}", 0) or 0)
        for _, row in customers.iterrows()
        for kind in HOURS
    }
    rows = []
    for customer, level, kind, cadence, _ in contacts_due(customers, weeks).itertuples(index=False):
        stops = [0, *made.get((customer, kind), []), weeks + 1]
        for after, until in pairwise(stops):
            gap = until - after + (since[customer, kind] if after == 0 else 0)
            overdue_met = after == 0 and until == 1
            if gap > cadence and not overdue_met:
                rows.append((customer, level, kind, cadence, after, until, gap))
    return pd.DataFrame(rows, columns=["customer_id", "level", "kind", "cadence", "after", "until", "gap"])


Flow = dict[tuple[int, int], int]  # (from, to) → customers; from −age at the start, to weeks + 1 at the end


def _by_week(capacity: Capacity, owner: str, weeks: int) -> list[float]:
    if isinstance(capacity, Mapping) and owner not in capacity:
        raise UsageError(
            f"Found no capacity for {owner}.", f"Expected hours for {', '.join(capacity)} and {owner}."
        )
    own = capacity[owner] if isinstance(capacity, Mapping) else capacity
    each = [float(own)] * weeks if isinstance(own, int | float) else [float(value) for value in own]
    if len(each) != weeks or min(each) < 0:
        raise UsageError(f"Found capacity {each} for {owner}.", f"Expected {weeks} weeks of 0 hours or more.")
    return each


def _arcs(sources: list[int], cadence: int, weeks: int) -> list[tuple[int, int]]:
    starts = [(-age, week) for age in sources for week in range(1, max(1, cadence - age) + 1)]
    moves = [(w, t) for w in range(1, weeks + 1) for t in range(w + 1, w + cadence + 1)]
    return sorted({(s, min(t, weeks + 1)) for s, t in [*starts, *moves]})


def _flows(
    groups: list[tuple[str, int, pd.DataFrame]], available: list[float], spent: Mapping[str, float]
) -> list[Flow]:
    """Customers on every arc of every group, in whole numbers."""
    if not groups:
        return []
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_array

    weeks = len(available)
    counts = [Counter(int(age) for age in part["age"]) for _, _, part in groups]
    arcs = [
        (g, s, t)
        for g, (_, cadence, _) in enumerate(groups)
        for s, t in _arcs(sorted(counts[g]), cadence, weeks)
    ]
    size = len(arcs) + weeks
    cost = np.array([spent[groups[g][0]] * (t <= weeks) for g, _, t in arcs] + [_SHORT_WEIGHT] * weeks)
    nodes = {(g, w): 0.0 for g in range(len(groups)) for w in range(1, weeks + 1)}
    nodes |= {(g, -age): -float(number) for g, ages in enumerate(counts) for age, number in ages.items()}
    place = {node: number for number, node in enumerate(nodes)}
    balance, within = lil_array((len(nodes), size)), lil_array((weeks, size))
    for column, (g, s, t) in enumerate(arcs):
        balance[place[g, s], column] = -1
        if t <= weeks:
            balance[place[g, t], column] = 1
            within[t - 1, column] = spent[groups[g][0]]
    for week in range(weeks):
        within[week, len(arcs) + week] = -1
    needed = np.array(list(nodes.values()))
    found: Any = milp(
        cost,
        integrality=np.r_[np.ones(len(arcs)), np.zeros(weeks)],
        bounds=Bounds(0, np.inf),
        constraints=[
            LinearConstraint(cast("Any", balance.tocsr()), needed, needed),
            LinearConstraint(cast("Any", within.tocsr()), -np.inf, np.array(available)),
        ],
        options={"time_limit": _SECONDS, "mip_rel_gap": 0.0},
    )
    if found.status != 0:
        raise CourseKitError(
            f"The solver found no plan in {_SECONDS:g} seconds.", do="Plan fewer weeks at a time."
        )
    flows: list[Flow] = [{} for _ in groups]
    for (g, s, t), value in zip(arcs, found.x, strict=False):
        if round(value):
            flows[g][s, t] = round(value)
    return flows


def _paths(part: pd.DataFrame, flow: Flow, weeks: int) -> list[tuple[str, int]]:
    """Who is contacted when: customers leave each contact in the order in which they came to it."""
    waiting: dict[int, list[str]] = {}
    for customer, age in sorted(zip(part["customer_id"], part["age"].astype(int), strict=True)):
        waiting.setdefault(-age, []).append(customer)
    contacts = []
    for (start, week), number in sorted(flow.items()):
        moved, waiting[start] = waiting[start][:number], waiting[start][number:]
        if week <= weeks:
            contacts += [(customer, week) for customer in moved]
            waiting.setdefault(week, []).extend(moved)
    return contacts
