"""A complaint desk replayed with other people and another order of work."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.data import company
from coursekit.errors import DataError, UsageError
from coursekit.strategy.complaint_desk import ORDERS, Order, replay
from coursekit.strategy.complaints import STAGES, stage_times, validate


def complaint(name: str, received: str, hours: float = 10, severity: int = 1, back: float | None = None):
    """A complaint each of whose stages took ``hours`` on record: a tenth of that is work."""
    start = pd.Timestamp(received)
    times = {stage: start + pd.Timedelta(hours=hours * number) for number, stage in enumerate(STAGES)}
    again = pd.NaT if back is None else times["closed"] + pd.Timedelta(hours=back)
    return {"complaint_id": name, "severity": severity, **times, "reopened": again}


def closed(*rows: dict[str, object], **choices: object) -> dict[str, str]:
    """When each complaint is closed."""
    done = replay(pd.DataFrame(rows), **choices).complaints  # type: ignore[arg-type]
    return {name: str(at) for name, at in zip(done["complaint_id"], done["closed"], strict=True)}


@pytest.fixture(scope="module")
def recorded() -> pd.DataFrame:
    table = company.generate(5, scale=0.2, dirty=False).complaints
    return table.dropna(subset=["closed"])


def test_work_stops_at_night_and_the_clock_does_not() -> None:
    assert closed(complaint("B1", "2026-03-02 15:00"), back=1) == {"B1": "2026-03-03 13:00:00"}


def test_what_comes_after_hours_begins_in_the_morning() -> None:
    assert closed(complaint("B1", "2026-03-02 20:00"), back=1) == {"B1": "2026-03-03 15:00:00"}


def test_work_that_fills_the_day_ends_that_evening() -> None:
    assert closed(complaint("B1", "2026-03-02 11:00"), back=1) == {"B1": "2026-03-02 17:00:00"}


def test_one_person_does_one_thing_at_a_time() -> None:
    both = [complaint(name, "2026-03-02 09:00", hours=5) for name in ("B1", "B2")]
    assert closed(*both, back=1)["B2"] == "2026-03-02 15:00:00"
    assert closed(*both, back=2)["B2"] == "2026-03-02 12:00:00"


def test_who_is_serious_overtakes() -> None:
    mild = complaint("B1", "2026-03-02 09:00", hours=5)
    grave = complaint("B2", "2026-03-02 09:10", hours=5, severity=3)
    assert closed(mild, grave, back=1, order="received")["B1"] == "2026-03-02 12:00:00"
    assert closed(mild, grave, back=1, order="serious")["B2"] == "2026-03-02 12:30:00"


def test_the_quickest_step_first_lets_the_long_one_wait() -> None:
    long = complaint("B1", "2026-03-02 09:00", hours=10)
    short = complaint("B2", "2026-03-02 09:10", hours=5)
    assert closed(long, short, back=1, order="quick") == {
        "B1": "2026-03-03 10:00:00",
        "B2": "2026-03-02 13:00:00",
    }


def test_the_nearest_clock_looks_at_the_limit_of_the_stage() -> None:
    older, newer = complaint("B1", "2026-03-02 09:00", hours=5), complaint("B2", "2026-03-02 09:10", hours=5)
    limits = dict.fromkeys(STAGES[:-1], 100.0) | {"received": 1.0}
    done = replay(pd.DataFrame([older, newer]), back=1, order="clock", limits=limits).complaints
    assert str(done["confirmed"].iloc[1]) == "2026-03-02 10:00:00"  # before the older one's second step


def test_a_front_answers_while_the_back_is_busy() -> None:
    both = [complaint("B1", "2026-03-02 09:00"), complaint("B2", "2026-03-02 09:01")]
    alone = replay(pd.DataFrame(both), back=1).complaints
    split = replay(pd.DataFrame(both), front=1, back=1).complaints
    assert str(alone["confirmed"].iloc[1]) == "2026-03-02 16:00:00"
    assert str(split["confirmed"].iloc[1]) == "2026-03-02 12:00:00"


def test_what_comes_back_stands_in_the_queue_again() -> None:
    done = closed(complaint("B1", "2026-03-02 09:00", hours=10, back=24), back=1)
    assert done == {"B1": "2026-03-02 15:00:00", "B1/2": "2026-03-04 13:00:00"}


def test_hurrying_saves_work_on_each_and_brings_more_of_them_back(recorded: pd.DataFrame) -> None:
    calm, hurried = replay(recorded, back=3), replay(recorded, back=3, hurried=True)
    assert hurried.work / len(hurried.complaints) < calm.work / len(calm.complaints)
    assert hurried.complaints["reopened"].count() > calm.complaints["reopened"].count()


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2), st.integers(1, 4), st.sampled_from(ORDERS), st.booleans())
def test_every_replay_is_an_orderly_table(front: int, back: int, order: Order, hurried: bool) -> None:
    recorded = company.generate(5, scale=0.1, dirty=False).complaints.dropna(subset=["closed"])
    done = replay(recorded, front=front, back=back, order=order, hurried=hurried).complaints
    assert validate(done).empty
    assert len(done) == len(recorded) + done["reopened"].count()
    assert (stage_times(done, "2030-01-01")["hours"] >= 0).all()


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_work_changes_no_amount_of_work(order: Order, recorded: pd.DataFrame) -> None:
    assert replay(recorded, back=2, order=order).work == pytest.approx(replay(recorded, back=2).work)


def test_the_order_of_the_rows_does_not_matter(recorded: pd.DataFrame) -> None:
    mixed = recorded.sample(frac=1, random_state=1)
    assert replay(mixed, back=2).complaints.equals(replay(recorded, back=2).complaints)


def test_a_desk_without_people_is_refused(recorded: pd.DataFrame) -> None:
    with pytest.raises(UsageError, match="0 people"):
        replay(recorded, back=0)


def test_complaints_still_open_are_refused(recorded: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="all their times"):
        replay(recorded.assign(closed=pd.NaT))
