"""A timetable that double-books nobody, by an integer programme, or the sessions that do not fit and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from coursekit.errors import CourseKitError
from coursekit.messages import text
from coursekit.training.resources import Resources, Session

if TYPE_CHECKING:
    import pandas as pd

    Choice = tuple[int, int, str, str]  # session, slot, 'room' or 'trainer', name

_SECONDS = 60.0
_GAP = 0.25


@dataclass(frozen=True)
class Timetable:
    """``placed``: session, slot, room, trainer in the order of time; ``left_out``: sessions without a place."""

    placed: pd.DataFrame
    left_out: list[Session]
    sessions: list[Session]
    resources: Resources

    @property
    def feasible(self) -> bool:
        """Whether every session has a place."""
        return not self.left_out

    def reasons(self, language: str | None = None) -> list[str]:
        """A sentence for each session left out: what it lacks, or which of its resources is short."""
        return [self._reason(session, language) for session in self.left_out]

    def _reason(self, session: Session, language: str | None) -> str:
        house, name = self.resources, session.name
        able = [trainer for trainer, topics in house.trainers.items() if session.topic in topics]
        if not able:
            return text("training.why_trainer", language, session=name, topic=session.topic)
        fixed = set().union(*(has for _, has in house.rooms.values()))
        for item in sorted(session.equipment - fixed):
            if house.stock.get(item, 0) == 0:
                return text("training.why_stock", language, session=name, item=item)
        if not any(_fits(session, room, house) for room in house.rooms):
            needs = ", ".join(sorted(session.equipment)) or "–"
            return text("training.why_room", language, session=name, size=session.size, equipment=needs)
        same = sum(other.group == session.group for other in self.sessions)
        free = self._free([session.group])
        if same > free:
            return text(
                "training.why_group", language, session=name, group=session.group, needed=same, free=free
            )
        alike = sum(other.topic == session.topic for other in self.sessions)
        free = self._free(able)
        if alike > free:
            facts = {"topic": session.topic, "needed": alike, "free": free, "trainers": ", ".join(able)}
            return text("training.why_topic", language, session=name, **facts)
        free = self._free(list(house.rooms))
        if len(self.sessions) > free:
            return text("training.why_rooms", language, session=name, needed=len(self.sessions), free=free)
        if session.after:
            return text("training.why_before", language, session=name, before=session.after)
        return text("training.why_crowded", language, session=name)

    def _free(self, names: list[str]) -> int:
        return sum((name, slot) not in self.resources.away for name in names for slot in self.resources.slots)


def timetable(sessions: Sequence[Session], resources: Resources) -> Timetable:
    """Places as many sessions as can be placed, rather early than late: an integer programme (HiGHS through scipy).

    A session takes one slot, one room with enough seats and its equipment (fixed there, or carried in from the
    stock), one trainer of its topic; nobody and nothing is in two places at once; ``after`` is kept.

    >>> house = Resources(["Mon", "Tue"], {"R1": (20, frozenset())}, {"Lin Wei": frozenset({"RFM"})})
    >>> found = timetable([Session(f"S{n}", "sales", "RFM", 12) for n in (1, 2, 3)], house)
    >>> found.placed["slot"].tolist()
    ['Mon', 'Tue']
    >>> found.reasons("en")
    ['S3: group sales has 3 sessions and is free in 2 slots.']
    """
    import pandas as pd

    choices = _choices(sessions, resources)
    chosen = _solve(choices, sessions, resources) if choices else []
    done = {s: t for s, t, _, _ in chosen}
    picked = {(s, kind): name for s, _, kind, name in chosen}
    rows = [
        (sessions[s].name, resources.slots[done[s]], picked[s, "room"], picked[s, "trainer"])
        for s in sorted(done, key=lambda s: (done[s], s))
    ]
    return Timetable(
        pd.DataFrame(rows, columns=["session", "slot", "room", "trainer"]),
        [session for number, session in enumerate(sessions) if number not in done],
        list(sessions),
        resources,
    )


def _fits(session: Session, room: str, resources: Resources) -> bool:
    seats, fixed = resources.rooms[room]
    carried = session.equipment - fixed
    return seats >= session.size and all(resources.stock.get(item, 0) > 0 for item in carried)


def _choices(sessions: Sequence[Session], resources: Resources) -> list[Choice]:
    """Every session, slot and room or trainer that go together; rooms and trainers are chosen side by side."""
    away, found = resources.away, []
    for number, session in enumerate(sessions):
        rooms = [("room", room) for room in resources.rooms if _fits(session, room, resources)]
        able = [("trainer", name) for name, topics in resources.trainers.items() if session.topic in topics]
        for place, slot in enumerate(resources.slots):
            free = [(kind, name) for kind, name in rooms + able if (name, slot) not in away]
            if (session.group, slot) not in away and {kind for kind, _ in free} == {"room", "trainer"}:
                found += [(number, place, kind, name) for kind, name in free]
    return found


def _solve(choices: list[Choice], sessions: Sequence[Session], resources: Resources) -> list[Choice]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    lower: dict[tuple[object, ...], float] = defaultdict(lambda: -np.inf)
    upper: dict[tuple[object, ...], float] = {}
    cells: dict[tuple[object, ...], dict[int, float]] = defaultdict(dict)
    number = {session.name: place for place, session in enumerate(sessions)}
    followers = [(number[s.after], place) for place, s in enumerate(sessions) if s.after in number]

    def limit(key: tuple[object, ...], column: int, value: float, most: float) -> None:
        cells[key][column], upper[key] = value, most

    for column, (s, t, kind, name) in enumerate(choices):
        session = sessions[s]
        limit((kind, name, t), column, 1, 1)
        limit(("both", s, t), column, 1 if kind == "room" else -1, 0)  # a room exactly where a trainer is
        lower["both", s, t] = 0
        if kind == "trainer":
            continue
        limit(("session", s), column, 1, 1)
        limit(("group", session.group, t), column, 1, 1)
        for item in session.equipment - resources.rooms[name][1]:
            limit(("stock", item, t), column, 1, resources.stock[item])
        for first, second in followers:  # by slot u the second is placed only if the first was before u
            for u in range(len(resources.slots)):
                if (s == second and t <= u) or (s == first and t < u):
                    limit(("after", first, second, u), column, 1 if s == second else -1, 0)
    keys = list(cells)
    entries = [(row, column, value) for row, key in enumerate(keys) for column, value in cells[key].items()]
    rows, columns, values = zip(*entries, strict=True)
    matrix = coo_array((values, (rows, columns)), shape=(len(keys), len(choices))).tocsr()
    # a session more outweighs any earliness; among equals the one listed first is placed
    worth = len(resources.slots) * len(sessions) + 1.0
    gains = [worth - t - 0.5 * s / len(sessions) ** 2 if kind == "room" else 0 for s, t, kind, _ in choices]
    found: Any = milp(
        -np.array(gains),
        integrality=np.ones(len(choices), dtype=int),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            cast("Any", matrix),
            np.array([lower[key] for key in keys]),
            np.array([upper[key] for key in keys]),
        ),
        # below this gap no session can be missing; proving the last bit of earliness would take minutes
        options={"time_limit": _SECONDS, "mip_rel_gap": _GAP / len(sessions)},
    )
    if found.status != 0:
        raise CourseKitError(
            f"The solver found no timetable in {_SECONDS:g} seconds.", do="Plan fewer slots at a time."
        )
    return [choice for choice, value in zip(choices, found.x, strict=True) if value > 0.5]
