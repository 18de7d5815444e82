import pandas as pd
import pytest

from coursekit.errors import DataError
from coursekit.training.resources import Resources, Session, clashes, items, sessions_of

HOUSE = Resources(
    slots=["Mon", "Tue", "Wed"],
    rooms={"big": (30, frozenset({"projector"})), "small": (10, frozenset())},
    trainers={"Lin Wei": frozenset({"RFM"}), "Zhao Min": frozenset({"RFM", "complaints"})},
    stock={"flip chart": 1},
    away=frozenset({("Lin Wei", "Wed")}),
)
SESSIONS = [
    Session("S1", "sales", "RFM", 20, frozenset({"projector"})),
    Session("S2", "service", "complaints", 8, frozenset({"flip chart"})),
    Session("S3", "sales", "complaints", 8, frozenset({"flip chart"}), after="S1"),
]
GOOD = {
    "S1": ("Mon", "big", "Lin Wei"),
    "S2": ("Mon", "small", "Zhao Min"),
    "S3": ("Tue", "small", "Zhao Min"),
}


def plan(**changes: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(name, *place) for name, place in (GOOD | changes).items()],
        columns=["session", "slot", "room", "trainer"],
    )


def test_a_sound_timetable_has_no_fault() -> None:
    assert clashes(plan(), SESSIONS, HOUSE).empty


@pytest.mark.parametrize(
    ("name", "place", "faults"),
    [
        ("S1", ("Mon", "small", "Lin Wei"), ["too_small", "lacks_equipment", "double_booked"]),
        ("S1", ("Mon", "big", "Zhao Min"), ["double_booked"]),
        ("S2", ("Mon", "small", "Lin Wei"), ["cannot_teach", "double_booked"]),
        ("S1", ("Wed", "big", "Lin Wei"), ["not_free", "too_early"]),
        ("S2", ("Tue", "big", "Zhao Min"), ["double_booked", "not_enough"]),
        ("S3", ("Mon", "small", "Zhao Min"), ["double_booked"] * 3 + ["not_enough", "too_early"]),
        ("S2", ("Sun", "cellar", "nobody"), ["not_known"] * 3),
    ],
)
def test_each_clash_is_found(name: str, place: tuple[str, str, str], faults: list[str]) -> None:
    found = clashes(plan(**{name: place}), SESSIONS, HOUSE, "en")
    assert sorted(found["fault"]) == sorted(f"training.{fault}" for fault in faults)


def test_sessions_left_out_twice_or_unknown_are_named() -> None:
    table = pd.concat(
        [
            plan().iloc[[0, 0, 1]],
            pd.DataFrame([{"session": "S9", "slot": "Wed", "room": "big", "trainer": "Zhao Min"}]),
        ]
    )
    found = clashes(table, SESSIONS, HOUSE).set_index("row")["fault"]
    assert found["S3"] == "training.not_placed"
    assert found["S9"] == "training.not_known"
    assert "training.placed_twice" in found["S1"].tolist()


def test_sessions_are_read_from_a_frame() -> None:
    frame = pd.DataFrame(
        {
            "session": ["S1", "S2"],
            "group": "g",
            "topic": "t",
            "size": 5,
            "equipment": ["a, b", None],
            "after": [None, "S1"],
        }
    )
    found = sessions_of(frame)
    assert found[0].equipment == {"a", "b"}
    assert found[1] == Session("S2", "g", "t", 5, frozenset(), "S1")


def test_a_session_after_nothing_is_refused() -> None:
    frame = pd.DataFrame({"session": ["S1"], "group": "g", "topic": "t", "size": 5, "after": ["S7"]})
    with pytest.raises(DataError, match="S7"):
        sessions_of(frame)


@pytest.mark.parametrize(
    ("cell", "names"), [("a, b,", {"a", "b"}), ("", set()), (None, set()), (["a"], {"a"})]
)
def test_items_of_a_cell(cell: object, names: set[str]) -> None:
    assert items(cell) == names
