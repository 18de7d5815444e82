"""Complaints with a clock for each stage: who waits where, what breached its limit, what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from coursekit.errors import DataError, UsageError
from coursekit.faults import Fault, expect_columns, fault_table

if TYPE_CHECKING:
    import pandas as pd

# receive → confirm → apologise and calm → analyse and assign → propose → carry out → feed back and close
STAGES = ("received", "confirmed", "apologised", "analysed", "proposed", "carried_out", "closed")


def validate(complaints: pd.DataFrame, language: str | None = None) -> pd.DataFrame:
    """Every fault of a complaint table: frame ``row``, ``column``, ``fault``, ``message``; empty when in order.

    One row a complaint: complaint_id and a time for each of :data:`STAGES`, missing where not reached; ``reopened``
    may be there too. Faults: an id twice, no time of receipt, a stage left out, a time before that of the stage
    before, reopened without having been closed.

    >>> import pandas as pd
    >>> times = dict.fromkeys(STAGES, pd.NaT) | {"received": pd.Timestamp("2026-03-02 09:00")}
    >>> one = pd.DataFrame([{"complaint_id": "B1", **times, "analysed": pd.Timestamp("2026-03-03 09:00")}])
    >>> validate(one)["column"].tolist()
    ['confirmed', 'apologised']
    """
    expect_columns(complaints, ["complaint_id", *STAGES], "the complaints")
    return fault_table(_faults(complaints), language)


def stage_times(complaints: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """Time spent in each stage by ``as_of``, one row a complaint and stage entered: hours on the clock, nights included.

    A stage lasts from its own time to that of the next; the last one, 'carried_out', ends with 'closed'. Columns:
    complaint_id, stage, entered, hours, open (the next stage had not been reached by ``as_of``; hours run up to
    then). ``as_of`` is a moment; a bare day means its end. What happened later is unknown here. Other columns are left out: merge them by complaint_id.

    >>> import pandas as pd
    >>> times = dict.fromkeys(STAGES, pd.NaT) | {"received": pd.Timestamp("2026-03-02 09:00")}
    >>> one = pd.DataFrame([{"complaint_id": "B1", **times, "confirmed": pd.Timestamp("2026-03-02 12:00")}])
    >>> stage_times(one, "2026-03-03 12:00")[["stage", "hours", "open"]].values.tolist()
    [['received', 3.0, False], ['confirmed', 24.0, True]]
    """
    import pandas as pd

    expect_columns(complaints, ["complaint_id", *STAGES], "the complaints")
    now = _moment(as_of)
    parts = []
    for stage, following in pairwise(STAGES):
        entered = complaints[stage]
        here = entered.notna() & (entered <= now)
        left = complaints[following].where(complaints[following] <= now)
        spent = (left.fillna(now) - entered).dt.total_seconds() / 3600
        columns = {
            "complaint_id": complaints["complaint_id"],
            "entered": entered,
            "hours": spent,
            "open": left.isna(),
        }
        parts.append(pd.DataFrame(columns)[here].assign(stage=stage))
    table = pd.concat(parts, ignore_index=True)
    if bool((table["hours"] < 0).any()):
        raise DataError("Found stages that end before they begin.", do="Run validate() and mend the table.")
    table["stage"] = pd.Categorical(table["stage"], STAGES[:-1], ordered=True)
    table = table.sort_values(["complaint_id", "stage"], ignore_index=True)
    return table[["complaint_id", "stage", "entered", "hours", "open"]]


def breaches(times: pd.DataFrame, limits: Mapping[str, float]) -> pd.DataFrame:
    """Rows of :func:`stage_times` over the limit of their stage, with ``limit`` and ``over`` (hours), worst first.

    A stage still open breaches as soon as its clock passes the limit; exactly at the limit is kept. Stages without
    a limit cannot breach.

    >>> import pandas as pd
    >>> times = pd.DataFrame({"complaint_id": ["B1", "B2"], "stage": "received", "hours": [2.0, 5.0], "open": False})
    >>> breaches(times, {"received": 2})[["complaint_id", "over"]].values.tolist()
    [['B2', 3.0]]
    """
    expect_columns(times, ["complaint_id", "stage", "hours", "open"], "the stage times")
    unknown = sorted(set(limits) - set(STAGES[:-1]))
    if unknown:
        raise UsageError(f"Found limits for {unknown}.", f"Expected some of {', '.join(STAGES[:-1])}.")
    limit = times["stage"].astype(object).map(limits).astype(float)
    late = times.assign(limit=limit, over=times["hours"] - limit)
    return late[late["over"] > 0].sort_values(
        ["over", "complaint_id"], ascending=[False, True], ignore_index=True
    )


def stage_summary(times: pd.DataFrame, percentiles: tuple[float, ...] = (0.5, 0.9)) -> pd.DataFrame:
    """Each stage: n, open, mean (hours of the finished), longest (hours, open ones included), and percentiles p50, p90.

    Percentiles count the open ones as 'at least so long' (Kaplan & Meier 1958): leaving them out would flatter the
    slowest stages. A percentile that the data do not reach is missing. The mean stands there to be distrusted: it
    hides the tail.

    >>> import pandas as pd
    >>> times = pd.DataFrame({"stage": "received", "hours": [1.0, 2.0, 3.0, 90.0], "open": [False] * 3 + [True]})
    >>> stage_summary(times).loc["received", ["mean", "p50", "longest"]].tolist()
    [2.0, 2.0, 90.0]
    """
    import pandas as pd

    expect_columns(times, ["stage", "hours", "open"], "the stage times")
    rows = {}
    for stage, part in times.groupby("stage", observed=True):
        done = part[~part["open"]]
        rows[stage] = {
            "n": len(part),
            "open": int(part["open"].sum()),
            "mean": done["hours"].mean(),
            "longest": part["hours"].max(),
            **{f"p{round(q * 100)}": _percentile(part, q) for q in percentiles},
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("stage").astype({"n": int, "open": int})


def reopen_rate(
    complaints: pd.DataFrame, as_of: str, *, within_days: int = 30, by: str | None = None
) -> pd.DataFrame:
    """Share of closed complaints that came back within ``within_days``: columns closed, reopened, rate.

    Counts complaints closed at least that long before ``as_of``, so that each had the full time to come back.
    ``by`` gives a row for each value of a column; otherwise one row, 'all'.

    >>> import pandas as pd
    >>> done = pd.DataFrame({"closed": pd.to_datetime(["2026-01-02", "2026-01-02", "2026-02-20"]),
    ...     "reopened": pd.to_datetime(["2026-01-10", None, None])})
    >>> reopen_rate(done, "2026-03-01").loc["all"].tolist()
    [2.0, 1.0, 0.5]
    """
    import pandas as pd

    expect_columns(complaints, ["closed", "reopened", *([by] if by else [])], "the complaints")
    span = pd.Timedelta(days=within_days)
    known = complaints[complaints["closed"] <= _moment(as_of) - span]
    back = known["reopened"] <= known["closed"] + span
    groups = known[by] if by else pd.Series("all", index=known.index)
    table = back.groupby(groups, observed=True).agg(["size", "sum"]).set_axis(["closed", "reopened"], axis=1)
    return table.assign(rate=table["reopened"] / table["closed"])


def _moment(as_of: str) -> pd.Timestamp:
    """A moment as it is; a day without a time as its last moment, since days are inclusive in this course."""
    import pandas as pd

    given = pd.Timestamp(as_of)
    return given + pd.Timedelta(days=1) if len(as_of) <= len("2026-01-31") else given


def _percentile(part: pd.DataFrame, q: float) -> float:
    """Kaplan–Meier: the first time by which at least a share ``q`` has left the stage."""
    steps = part.groupby("hours")["open"].agg(["size", "sum"]).sort_index()
    waiting = len(part) - steps["size"].cumsum() + steps["size"]
    staying = (1 - (steps["size"] - steps["sum"]) / waiting).cumprod()
    reached: pd.Series[float] = staying[staying <= 1 - q + 1e-12]
    return float("nan") if reached.empty else float(reached.index[0])


def _faults(complaints: pd.DataFrame) -> Iterator[Fault]:
    import pandas as pd

    twice = complaints["complaint_id"].duplicated(keep=False)
    for place, (row, entry) in enumerate(complaints.iterrows()):
        name = entry["complaint_id"]
        if twice.iloc[place]:
            yield Fault(row, "complaint_id", "complaints.twice", {"complaint": name})
        reached = [stage for stage in STAGES if pd.notna(entry[stage])]
        last = STAGES.index(reached[-1]) if reached else 0
        for stage in STAGES[: last + 1]:
            if pd.isna(entry[stage]):
                yield Fault(row, stage, "complaints.left_out", {"complaint": name})
        for before, after in pairwise(reached):
            if entry[after] < entry[before]:
                yield Fault(row, after, "complaints.backwards", {"complaint": name, "before": before})
        again = entry.get("reopened")
        if pd.notna(again) and not (pd.notna(entry["closed"]) and again >= entry["closed"]):
            yield Fault(row, "reopened", "complaints.not_closed", {"complaint": name})
