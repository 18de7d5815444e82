from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import UsageError
from coursekit.segment.history import as_of, opening, record

if TYPE_CHECKING:
    from conftest import Backend

DAYS = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]


def lists(**on: str) -> pd.DataFrame:
    frame = pd.DataFrame(
        {"customer_id": list(on), "list": list(on.values()), "rule": [f"by {x}" for x in on.values()]}
    )
    return frame.astype("str")


MONTHS = [
    lists(ana="VIP", bo="key"),
    lists(ana="VIP", bo="VIP"),
    lists(bo="VIP", cai="key"),
    lists(ana="key", bo="VIP", cai="key"),
]


def told(months: list[pd.DataFrame]) -> pd.DataFrame:
    history = opening(months[0], DAYS[0])
    for day, month in zip(DAYS[1:], months[1:], strict=False):
        history = record(history, month, day)
    return history


def test_any_past_day_reads_as_it_was() -> None:
    history = told(MONTHS)
    for day, month in zip(DAYS, MONTHS, strict=True):
        pd.testing.assert_frame_equal(as_of(history, day), month)
    pd.testing.assert_frame_equal(as_of(history, "2024-02-28"), MONTHS[0])


def test_only_changes_are_added_and_nothing_is_touched() -> None:
    history = told(MONTHS[:2])
    longer = record(history, MONTHS[2], DAYS[2])
    pd.testing.assert_frame_equal(longer.head(len(history)), history)
    assert longer["customer_id"].tolist()[len(history) :] == ["ana", "cai"]


def test_before_the_first_day_nobody_is_on_a_list() -> None:
    assert as_of(told(MONTHS), "2023-12-31").empty


def test_the_past_cannot_be_recorded_again() -> None:
    with pytest.raises(UsageError, match="Found entries up to 2024-02-29 and a new one for 2024-02-29"):
        record(told(MONTHS[:2]), MONTHS[0], "2024-02-29")


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["ana", "bo", "cai"]), st.sampled_from(["VIP", "key"])),
        min_size=1,
        max_size=4,
    )
)
def test_every_recorded_day_can_be_read_back(months) -> None:
    history = told([lists(**month) for month in months])
    for day, month in zip(DAYS, months, strict=False):
        found = as_of(history, day)
        assert dict(zip(found["customer_id"], found["list"], strict=True)) == month


def test_every_back_end_tells_the_same_history(backend: Backend) -> None:
    if backend.name == "duckdb":
        import duckdb

        connection = duckdb.connect()
        for number, month in enumerate(MONTHS):
            connection.register(f"month_{number}", month)
        made = [connection.table(f"month_{number}") for number in range(len(MONTHS))]
    else:
        made = [backend.make(month) for month in MONTHS]
    history = opening(made[0], DAYS[0])
    for day, month in zip(DAYS[1:], made[1:], strict=True):
        history = record(history, month, day)
    for day, month in zip(DAYS, MONTHS, strict=True):
        assert backend.answer(as_of(history, day)).to_numpy().tolist() == month.to_numpy().tolist()
    assert type(history) is type(made[0])
