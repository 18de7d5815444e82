from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError, UsageError
from coursekit.segment.migration import flows, psi, sankey, transition_matrix

if TYPE_CHECKING:
    from conftest import Backend

segments = st.dictionaries(st.integers(1, 30), st.sampled_from("ABCD"), min_size=1)
sizes = st.lists(st.integers(0, 1000), min_size=4, max_size=4).filter(any)


def table(on: dict[int, str | None]) -> pd.DataFrame:
    return pd.DataFrame({"customer_id": list(on), "segment": pd.Series(list(on.values()), dtype="str")})


BEFORE = table({1: "A", 2: "A", 3: "B", 4: "B", 5: None})
AFTER = table({1: "A", 2: "B", 3: "B", 5: "A", 6: "B", 7: None})


def test_flows_count_new_lost_and_missing_segments() -> None:
    found = flows(BEFORE, AFTER)
    assert list(zip(found["from"], found["to"], found["customers"], strict=True)) == [
        ("A", "A", 1), ("A", "B", 1), ("B", "B", 1), ("B", "lost", 1), ("new", "B", 1), ("new", "none", 1), ("none", "A", 1)
    ]  # fmt: skip


@given(segments, segments)
def test_flows_are_conserved(before, after) -> None:
    found = flows(table(before), table(after))
    out, into = found.groupby("from")["customers"].sum(), found.groupby("to")["customers"].sum()
    assert out.drop("new", errors="ignore").to_dict() == pd.Series(before).value_counts().to_dict()
    assert into.drop("lost", errors="ignore").to_dict() == pd.Series(after).value_counts().to_dict()
    assert found["customers"].sum() == len(before.keys() | after.keys())


@given(segments, segments)
def test_rows_of_the_transition_matrix_sum_to_one(before, after) -> None:
    matrix = transition_matrix(table(before), table(after))
    assert matrix.sum(axis=1).to_list() == pytest.approx([1] * len(matrix))
    assert (matrix >= 0).all(axis=None)


@given(segments)
def test_nobody_moves_when_nothing_changes(before) -> None:
    matrix = transition_matrix(table(before), table(before))
    assert matrix.index.equals(matrix.columns.rename("from"))
    assert all(matrix.loc[name, name] == 1 for name in matrix.index)


@given(segments, segments, st.permutations("ABCD"))
def test_renaming_the_segments_renames_the_matrix(before, after, names) -> None:
    other = dict(zip("ABCD", names, strict=True))
    renamed = transition_matrix(
        table({k: other[v] for k, v in before.items()}), table({k: other[v] for k, v in after.items()})
    )
    plain = transition_matrix(table(before), table(after)).rename(index=other, columns=other)
    pd.testing.assert_frame_equal(
        renamed.sort_index().sort_index(axis=1), plain.sort_index().sort_index(axis=1)
    )


def test_the_matrix_keeps_the_order_asked_for_with_new_and_lost_last() -> None:
    matrix = transition_matrix(BEFORE, AFTER, order=["B", "A"])
    assert list(matrix.index) == ["B", "A", "none", "new"]
    assert list(matrix.columns) == ["B", "A", "none", "lost"]


def test_every_back_end_gives_the_same_flows(backend: Backend, in_pandas: Backend) -> None:
    if backend.name == "duckdb":
        import duckdb

        connection = duckdb.connect()
        connection.register("before", BEFORE)
        connection.register("after", AFTER)
        made = connection.table("before"), connection.table("after")
    else:
        made = backend.make(BEFORE), backend.make(AFTER)
    found = flows(*made)
    assert type(found) is type(made[0])
    pd.testing.assert_frame_equal(
        backend.answer(found, by=["from", "to"]), in_pandas.answer(flows(BEFORE, AFTER), by=["from", "to"])
    )
    pd.testing.assert_frame_equal(
        transition_matrix(*made), transition_matrix(BEFORE, AFTER), check_index_type=False
    )


def test_flows_of_nobody_are_empty(backend: Backend) -> None:
    nobody = backend.make(BEFORE.head(0))
    assert backend.answer(flows(nobody, nobody), by="from").empty


def test_scores_can_migrate_too() -> None:
    before = pd.DataFrame({"customer_id": [1, 2], "r": [5, 4]})
    after = pd.DataFrame({"customer_id": [1, 2], "r": [4, 4]})
    assert flows(before, after, "r")["from"].tolist() == ["4", "5"]


def test_tables_of_different_kinds_are_refused() -> None:
    with pytest.raises(UsageError, match="different kinds"):
        flows(BEFORE, pl.from_pandas(AFTER))


def test_a_missing_segment_column_is_named() -> None:
    with pytest.raises(DataError, match="no column 'level'"):
        flows(BEFORE, AFTER, "level")


# stability index


@given(sizes, sizes)
def test_the_index_is_never_negative_and_the_same_in_both_directions(before, after) -> None:
    b, a = pd.Series(before, index=list("ABCD")), pd.Series(after, index=list("ABCD"))
    assert psi(b, a) >= 0
    assert psi(b, a) == pytest.approx(psi(a, b))
    assert psi(b, b) == 0


@given(sizes, sizes, st.permutations("ABCD"))
def test_the_index_knows_segments_by_name_and_no_size(before, after, names) -> None:
    b, a = pd.Series(before, index=list("ABCD")), pd.Series(after, index=list("ABCD"))
    assert psi(b[list(names)], a * 7) == pytest.approx(psi(b, a))


def test_the_index_by_hand() -> None:
    expected = (0.6 - 0.5) * math.log(0.6 / 0.5) + (0.4 - 0.5) * math.log(0.4 / 0.5)
    assert psi(pd.Series({"A": 1, "B": 1}), pd.Series({"A": 3, "B": 2})) == pytest.approx(expected)


def test_an_empty_segment_counts_as_the_floor() -> None:
    found = psi(pd.Series({"A": 1.0}), pd.Series({"B": 1.0}), floor=0.001)
    assert found == pytest.approx(2 * 0.999 * math.log(1000))


@pytest.mark.parametrize(("before", "floor"), [([0, 0], 0.001), ([-1, 2], 0.001), ([1, 1], 0), ([1, 1], 0.5)])
def test_impossible_distributions_and_floors_are_refused(before: list[int], floor: float) -> None:
    with pytest.raises(UsageError):
        psi(pd.Series(before), pd.Series([1, 1]), floor)


# Sankey data


def test_what_flows_into_a_node_flows_out_of_it() -> None:
    third = table({1: "B", 2: "B", 8: "A"})
    found = sankey({"Q1": BEFORE, "Q2": AFTER, "Q3": third})
    for number, name in enumerate(found["nodes"]):
        if name.endswith("Q2") and not name.startswith(("new", "lost")):
            into = sum(
                v for v, target in zip(found["value"], found["target"], strict=True) if target == number
            )
            out = sum(
                v for v, source in zip(found["value"], found["source"], strict=True) if source == number
            )
            assert into == out > 0


def test_one_day_has_no_flows() -> None:
    with pytest.raises(UsageError, match="at least two"):
        sankey({"Q1": BEFORE})
