"""A complaint desk replayed: the same complaints, with other people and another order of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Literal, get_args

from coursekit.errors import DataError, UsageError
from coursekit.faults import expect_columns
from coursekit.strategy.complaints import STAGES

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Key = tuple[float, ...]

Order = Literal["received", "serious", "quick", "clock"]
ORDERS: tuple[Order, ...] = get_args(Order)
STEPS = len(STAGES) - 1  # a step is the work that ends a stage
FRONT_STEPS = 2  # confirm, and apologise and calm; the rest is the back office's
OPENS, OPEN_HOURS = 9.0, 8.0  # every day from 9 to 17
HANDS_ON = 0.1  # hours of work in an hour that a stage took on record: assumed
HURRIED = (1.0, 1.0, 0.5, 1.0, 0.7, 1.0)  # work left of each step when causes are not looked for: assumed
HURRIED_BACK, BACK_AFTER = (
    0.3,
    72.0,
)  # share of hurried complaints that come back more, after so many hours: assumed
AGAIN = "/2"


@dataclass(frozen=True)
class Desk:
    """The replayed ``complaints`` (ids ending in '/2' came back) and the ``work`` (hours) that they asked for."""

    complaints: pd.DataFrame
    work: float


def replay(
    complaints: pd.DataFrame,
    *,
    front: int = 0,
    back: int = 3,
    order: Order = "received",
    limits: Mapping[str, float] | None = None,
    hurried: bool = False,
) -> Desk:
    """What the clocks would have shown with ``front`` people who confirm and apologise and ``back`` for the rest.

    ``complaints``: complaint_id, severity, reopened and the times of all stages, as recorded. Each stage is ended by a
    step of work, a tenth of the hours it took on record (assumed), done without a break from 9 to 17 on any day by
    whoever is free. Without a front everybody does every step. Who is free takes, of what waits: the complaint
    received first, the most 'serious', the 'quick'-est step, or the one whose stage 'clock' runs out first
    (``limits``, hours a stage). What was reopened comes back as often and as soon after closing as on record; who
    works ``hurried`` saves half the analysis and a third of carrying out, and 30 in 100 more come back (assumed).
    Raises UsageError without people or for an unknown order, DataError for a complaint without all its times.

    >>> import pandas as pd
    >>> times = pd.date_range("2026-03-02 09:00", periods=7, freq="10h")
    >>> one = pd.DataFrame([dict(zip(STAGES, times)) | {"complaint_id": "B1", "severity": 1, "reopened": pd.NaT}])
    >>> done = replay(one, back=1)
    >>> str(done.complaints.loc[0, "closed"]), done.work
    ('2026-03-02 15:00:00', 6.0)
    """
    import numpy as np
    import pandas as pd

    expect_columns(complaints, ["complaint_id", "severity", "reopened", *STAGES], "the complaints")
    if back < 1 or front < 0 or order not in ORDERS:
        raise UsageError(
            f"Found {front} and {back} people, order '{order}'.",
            f"Expected one or more in the back, and an order of {', '.join(ORDERS)}.",
        )
    if complaints.empty or bool(complaints[list(STAGES)].isna().any(axis=None)):
        raise DataError("Found complaints without all their times.", "Expected complaints that were closed.")
    known = complaints.sort_values(["received", "complaint_id"], ignore_index=True)
    first_day = known["received"].iloc[0].normalize()
    hours = np.column_stack([(known[stage] - first_day).dt.total_seconds() / 3600 for stage in STAGES])
    work = np.diff(hours, axis=1) * HANDS_ON * (np.array(HURRIED) if hurried else 1.0)
    returned = (known["reopened"] - known["closed"]).dt.total_seconds() / 3600
    delay: NDArray[np.float64] = np.array(returned, dtype=np.float64)
    if hurried:
        more = np.random.RandomState(0).random_sample(len(known)) < HURRIED_BACK
        delay[np.isnan(delay) & more] = BACK_AFTER
    reached, back_at, job_of = _run(
        hours[:, 0], work, known["severity"].to_numpy(), delay, (front, back), order, limits or {}
    )
    ids = known["complaint_id"].to_numpy(dtype=object)[job_of]
    ids[len(known) :] += AGAIN
    table = pd.DataFrame({"complaint_id": ids, "severity": known["severity"].to_numpy()[job_of]})
    for number, stage in enumerate(STAGES):
        table[stage] = _moments(first_day, reached[:, number])
    table["reopened"] = _moments(first_day, back_at)
    return Desk(table, float(work[job_of].sum()))


def _run(
    received: NDArray[np.float64],
    work: NDArray[np.float64],
    severity: NDArray[np.int64],
    delay: NDArray[np.float64],
    people: tuple[int, int],
    order: Order,
    limits: Mapping[str, float],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Hours at which every job reached every stage, hours of coming back, and the complaint of each job."""
    import numpy as np

    jobs, back_at = list(range(len(received))), [np.nan] * len(received)
    reached = [[float(at)] for at in received]
    limit = [limits.get(stage, 0.0) for stage in STAGES]
    free = [people[0], people[1]]
    waiting: tuple[list[tuple[Key, int]], list[tuple[Key, int]]] = ([], [])
    turn = count()  # ties are taken in the order of arrival
    events = [(_open_hours(at), next(turn), job, False) for job, at in enumerate(received.tolist())]
    while events:
        now, _, job, finished = heappop(events)
        step = len(reached[job]) - 1
        if finished:
            free[_pool(step, people)] += 1
            reached[job].append(_clock(now))
            step += 1
            if step == STEPS and job < len(received) and not np.isnan(delay[job]):
                back_at[job] = reached[job][-1] + float(delay[job])
                heappush(events, (_open_hours(back_at[job]), next(turn), len(jobs), False))
                jobs.append(job)
                back_at.append(np.nan)
                reached.append([back_at[job]])
        if step < STEPS:
            key: dict[str, Key] = {
                "received": (reached[job][0],),
                "serious": (-float(severity[jobs[job]]), reached[job][0]),
                "quick": (float(work[jobs[job], step]),),
                "clock": (reached[job][-1] + limit[step],),
            }
            heappush(waiting[_pool(step, people)], ((*key[order], float(next(turn))), job))
        for pool in (0, 1):
            while free[pool] and waiting[pool]:
                free[pool] -= 1
                taken = heappop(waiting[pool])[1]
                needs = float(work[jobs[taken], len(reached[taken]) - 1])
                heappush(events, (now + needs, next(turn), taken, True))
    return np.array(reached), np.array(back_at), np.array(jobs)


def _pool(step: int, people: tuple[int, int]) -> int:
    return int(people[0] == 0 or step >= FRONT_STEPS)


def _open_hours(clock: float) -> float:
    """Hours that the desk has been open by an hour on the clock."""
    day, hour = divmod(clock, 24)
    return day * OPEN_HOURS + min(max(hour - OPENS, 0.0), OPEN_HOURS)


def _clock(opened: float) -> float:
    """The hour on the clock at which the desk has been open so long; a day's end, not the next day's beginning."""
    day, hour = divmod(opened, OPEN_HOURS)
    if hour == 0 and day > 0:
        day, hour = day - 1, OPEN_HOURS
    return day * 24 + OPENS + hour


def _moments(first_day: pd.Timestamp, hours: NDArray[np.float64]) -> pd.Series[pd.Timestamp]:
    import numpy as np
    import pandas as pd

    return first_day + pd.Series(pd.to_timedelta(np.round(hours * 3600), unit="s"))
