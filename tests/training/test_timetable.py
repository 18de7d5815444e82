from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.training.resources import Resources, Session, clashes
from coursekit.training.timetable import timetable

ROOM = {"R1": (20, frozenset[str]())}
LIN = {"Lin Wei": frozenset({"RFM"})}
sessions = st.lists(
    st.tuples(
        st.sampled_from(["sales", "service", "dealers"]),
        st.sampled_from(["RFM", "complaints"]),
        st.integers(5, 25),
        st.sampled_from([frozenset(), frozenset({"projector"}), frozenset({"cases"})]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def house(slots: int) -> Resources:
    return Resources(
        slots=[f"slot {number}" for number in range(slots)],
        rooms={"big": (30, frozenset({"projector"})), "small": (10, frozenset())},
        trainers={"Lin Wei": frozenset({"RFM"}), "Zhao Min": frozenset({"RFM", "complaints"})},
        stock={"cases": 1},
        away=frozenset({("Lin Wei", "slot 0"), ("dealers", "slot 1")}),
    )


def named(rows: list[tuple[str, str, int, frozenset[str], bool]]) -> list[Session]:
    return [
        Session(f"S{n}", group, topic, size, needs, f"S{n - 1}" if follows and n else None)
        for n, (group, topic, size, needs, follows) in enumerate(rows)
    ]


@settings(max_examples=50)
@given(sessions, st.integers(1, 4))
def test_no_timetable_clashes_and_every_session_left_out_has_a_reason(
    rows: list[tuple[str, str, int, frozenset[str], bool]], slots: int
) -> None:
    wanted, resources = named(rows), house(slots)
    found = timetable(wanted, resources)
    faults = clashes(found.placed, wanted, resources)
    assert set(faults["fault"]) <= {"training.not_placed"}
    assert faults["row"].tolist() == [session.name for session in found.left_out]
    assert found.feasible == (not found.reasons("en"))
    assert all(
        reason.startswith(s.name) for reason, s in zip(found.reasons("zh"), found.left_out, strict=True)
    )


@settings(max_examples=15)
@given(sessions.filter(lambda rows: len(rows) <= 2))
def test_a_place_is_found_whenever_there_is_one(
    rows: list[tuple[str, str, int, frozenset[str], bool]],
) -> None:
    wanted, resources = named(rows), house(2)
    places = list(product(resources.slots, resources.rooms, resources.trainers))

    def sound(chosen: tuple[tuple[str, str, str], ...]) -> bool:
        table = [(s.name, *place) for s, place in zip(wanted, chosen, strict=True)]
        columns = ["session", "slot", "room", "trainer"]
        return clashes(pd.DataFrame(table, columns=columns), wanted, resources).empty

    possible = any(sound(chosen) for chosen in product(places, repeat=len(wanted)))
    assert timetable(wanted, resources).feasible == possible


@pytest.mark.parametrize(
    ("session", "resources", "words"),
    [
        (Session("S1", "g", "law", 5), Resources(["Mon"], ROOM, LIN), "no trainer teaches law"),
        (Session("S1", "g", "RFM", 50), Resources(["Mon"], ROOM, LIN), "no room has 50 seats"),
        (Session("S1", "g", "RFM", 5, frozenset({"beamer"})), Resources(["Mon"], ROOM, LIN), "needs beamer"),
        (
            Session("S1", "g", "RFM", 5),
            Resources(["Mon"], ROOM, LIN, away=frozenset({("g", "Mon")})),
            "group g has 1 sessions and is free in 0 slots",
        ),
        (
            Session("S1", "g", "RFM", 5),
            Resources(["Mon"], ROOM, LIN, away=frozenset({("Lin Wei", "Mon")})),
            "1 sessions on RFM meet 0 free slots of its trainers (Lin Wei)",
        ),
        (
            Session("S1", "g", "RFM", 5),
            Resources(["Mon"], ROOM, LIN, away=frozenset({("R1", "Mon")})),
            "1 sessions meet 0 free slots of the rooms",
        ),
        (
            Session("S1", "g", "RFM", 5),
            Resources(["Mon", "Tue"], ROOM, LIN, away=frozenset({("g", "Mon"), ("Lin Wei", "Tue")})),
            "free together",
        ),
    ],
)
def test_the_reason_names_what_is_short(session: Session, resources: Resources, words: str) -> None:
    found = timetable([session], resources)
    assert not found.feasible
    assert words in found.reasons("en")[0]


def test_a_session_whose_predecessor_has_no_place_has_none_either() -> None:
    pair = [Session("S1", "g", "RFM", 5), Session("S2", "g", "RFM", 5, after="S1")]
    late = Resources(["Mon", "Tue"], ROOM, LIN, away=frozenset({("R1", "Mon")}))
    found = timetable(pair, late)
    assert [session.name for session in found.left_out] == ["S2"]


def test_sessions_start_as_early_as_they_can() -> None:
    two = [Session("S1", "a", "RFM", 5), Session("S2", "b", "RFM", 5)]
    found = timetable(two, Resources(["Mon", "Tue", "Wed"], ROOM, LIN))
    assert found.placed["slot"].tolist() == ["Mon", "Tue"]


def test_equipment_is_carried_to_one_place_at_a_time() -> None:
    two = [Session(f"S{n}", f"g{n}", "RFM", 5, frozenset({"cases"})) for n in (1, 2)]
    rooms = {"R1": (9, frozenset[str]()), "R2": (9, frozenset[str]())}
    trainers = {"Lin Wei": frozenset({"RFM"}), "Zhao Min": frozenset({"RFM"})}
    assert not timetable(two, Resources(["Mon"], rooms, trainers, stock={"cases": 1})).feasible
    assert timetable(two, Resources(["Mon"], rooms, trainers, stock={"cases": 2})).feasible
