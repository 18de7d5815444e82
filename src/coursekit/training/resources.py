"""What a timetable is made from, and every fault that a given timetable has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AnySet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coursekit.errors import DataError
from coursekit.faults import Fault, expect_columns, fault_table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Resources:
    """Slots in the order of time; rooms (seats, what stands in them); trainers and their topics; movable equipment.

    ``rooms``: name → (seats, fixed equipment); ``trainers``: name → topics; ``stock``: movable equipment → pieces;
    ``away``: (name of a trainer, room or group, slot) pairs that are taken already.
    """

    slots: Sequence[str]
    rooms: Mapping[str, tuple[int, AnySet[str]]]
    trainers: Mapping[str, AnySet[str]]
    stock: Mapping[str, int] = field(default_factory=dict)
    away: AnySet[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Session:
    """One session to be placed; ``after`` names a session that must lie in an earlier slot."""

    name: str
    group: str
    topic: str
    size: int
    equipment: frozenset[str] = frozenset()
    after: str | None = None


Placed = tuple[Session, str, str, str]  # session, slot, room, trainer


def sessions_of(frame: pd.DataFrame) -> list[Session]:
    """Sessions from a frame session, group, topic, size, and optionally equipment ('projector, cases') and after.

    Raises DataError for a session named twice, or an ``after`` that names no session.

    >>> import pandas as pd
    >>> sessions_of(pd.DataFrame({"session": ["S1"], "group": ["sales"], "topic": ["RFM"], "size": [12]}))[0].topic
    'RFM'
    """
    expect_columns(frame, ["session", "group", "topic", "size"], "the sessions")
    found = [
        Session(
            str(entry["session"]),
            str(entry["group"]),
            str(entry["topic"]),
            int(entry["size"]),
            items(entry.get("equipment")),
            after if isinstance(after := entry.get("after"), str) and after else None,
        )
        for entry in frame.to_dict("records")
    ]
    names = [session.name for session in found]
    strange = {session.after for session in found} - set(names) - {None}
    if len(set(names)) < len(names) or strange:
        raise DataError(
            f"Found sessions {names}, after {sorted(map(str, strange))}.", "Expected each name once."
        )
    return found


def items(value: object) -> frozenset[str]:
    """Names in a cell: 'projector, cases', a list of them, or nothing.

    >>> sorted(items("projector, cases"))
    ['cases', 'projector']
    """
    if isinstance(value, str):
        return frozenset(part.strip() for part in value.split(",") if part.strip())
    return frozenset(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else frozenset()


def clashes(
    timetable: pd.DataFrame, sessions: Sequence[Session], resources: Resources, language: str | None = None
) -> pd.DataFrame:
    """Every fault of a timetable (session, slot, room, trainer): frame ``row``, ``column``, ``fault``, ``message``.

    Faults: sessions left out, placed twice or unknown; a trainer, room or group in two places at once, or away; a
    room too small or without fixed equipment that no movable piece replaces; more movable equipment than there is; a
    trainer who does not teach the topic; a session before the one it must follow.

    >>> import pandas as pd
    >>> both = [Session("S1", "sales", "RFM", 9), Session("S2", "service", "RFM", 9)]
    >>> house = Resources(["Mon"], {"R1": (20, frozenset()), "R2": (20, frozenset())}, {"Lin Wei": frozenset({"RFM"})})
    >>> plan = pd.DataFrame({"session": ["S1", "S2"], "slot": "Mon", "room": ["R1", "R2"], "trainer": "Lin Wei"})
    >>> clashes(plan, both, house)["fault"].tolist()
    ['training.double_booked']
    """
    expect_columns(timetable, ["session", "slot", "room", "trainer"], "the timetable")
    known = {session.name: session for session in sessions}
    lists: dict[str, Any] = {
        "session": known,
        "slot": resources.slots,
        "room": resources.rooms,
        "trainer": resources.trainers,
    }
    found: list[Fault] = []
    sound: list[Placed] = []
    for entry in timetable.to_dict("records"):
        wrong = [column for column, names in lists.items() if entry[column] not in names]
        found += [Fault(entry["session"], c, "training.not_known", {"found": entry[c]}) for c in wrong]
        if not wrong:
            sound.append((known[entry["session"]], entry["slot"], entry["room"], entry["trainer"]))
    placed = timetable["session"].value_counts()
    for name in known:
        count = int(placed.get(name, 0))
        if count == 0:
            found.append(Fault(name, "session", "training.not_placed"))
        elif count > 1:
            found.append(Fault(name, "session", "training.placed_twice", {"count": count}))
    found += [fault for entry in sound for fault in _fit(*entry, resources)]
    found += [*_shared(sound, resources), *_order(sound, resources)]
    return fault_table(found, language)


def _fit(session: Session, slot: str, room: str, trainer: str, resources: Resources) -> Iterator[Fault]:
    seats, fixed = resources.rooms[room]
    name = session.name
    if seats < session.size:
        yield Fault(name, "room", "training.too_small", {"room": room, "seats": seats, "size": session.size})
    for item in sorted(session.equipment - fixed - set(resources.stock)):
        yield Fault(name, "room", "training.lacks_equipment", {"item": item, "room": room})
    if session.topic not in resources.trainers[trainer]:
        yield Fault(name, "trainer", "training.cannot_teach", {"trainer": trainer, "topic": session.topic})
    for column, who in (("trainer", trainer), ("room", room), ("slot", session.group)):
        if (who, slot) in resources.away:
            yield Fault(name, column, "training.not_free", {"name": who, "slot": slot})


def _shared(placed: list[Placed], resources: Resources) -> Iterator[Fault]:
    used: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    carried: dict[tuple[str, str], list[str]] = defaultdict(list)
    for session, slot, room, trainer in placed:
        for what, name in (("trainer", trainer), ("room", room), ("group", session.group)):
            used[what, name, slot].append(session.name)
        for item in session.equipment - resources.rooms[room][1]:
            carried[item, slot].append(session.name)
    for (what, name, slot), names in used.items():
        if len(names) > 1:
            facts = {"what": what, "name": name, "slot": slot, "sessions": ", ".join(names)}
            yield Fault(names[-1], "slot" if what == "group" else what, "training.double_booked", facts)
    for (item, slot), names in carried.items():
        if item in resources.stock and len(names) > resources.stock[item]:
            facts = {"sessions": ", ".join(names), "needed": str(len(names)), "item": item, "slot": slot}
            yield Fault(names[-1], "slot", "training.not_enough", {**facts, "stock": resources.stock[item]})


def _order(placed: list[Placed], resources: Resources) -> Iterator[Fault]:
    when = {session.name: resources.slots.index(slot) for session, slot, _, _ in placed}
    for session, slot, _, _ in placed:
        if session.after in when and when[session.after] >= resources.slots.index(slot):
            yield Fault(session.name, "slot", "training.too_early", {"before": session.after})
