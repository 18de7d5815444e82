"""Who can be picked out of a table, and whom a rule picks."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CourseKitError, DataError, UsageError
from coursekit.strategy.privacy import anonymity, cell_sizes, selection_ratios, suppress

# made after the example of Sweeney (2002): birth in years, ZIP codes cut by a digit
CUT_CODES = pd.DataFrame(
    [("Black", 1965, "m", "0214*")] * 2
    + [("Black", 1965, "f", "0213*")] * 2
    + [("Black", 1964, "f", "0213*")] * 2
    + [("White", 1964, "m", "0213*")] * 3
    + [("White", 1967, "m", "0213*")] * 2,
    columns=["race", "birth", "gender", "zip"],
)
PEOPLE = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["F", "M", None])), min_size=1, max_size=40)


def test_the_smallest_cell_is_the_tables_k() -> None:
    found = anonymity(CUT_CODES, ["race", "birth", "gender", "zip"], k=3)
    assert (found.people, found.cells, found.smallest, found.unique, found.below) == (11, 5, 2, 0, 8)


def test_without_a_column_everybody_is_in_one_cell() -> None:
    assert anonymity(CUT_CODES, []).smallest == 11


def test_missing_is_a_value_that_tells_apart() -> None:
    people = pd.DataFrame({"income": ["high", "high", None]})
    assert cell_sizes(people, ["income"]).tolist() == [2, 2, 1]


def test_who_is_held_back_is_who_stands_in_small_cells() -> None:
    kept = suppress(CUT_CODES, ["race", "birth", "gender", "zip"], 3)
    assert len(kept) == 3
    assert set(kept["birth"]) == {1964}


@given(PEOPLE, st.integers(1, 6))
def test_what_is_handed_on_is_k_anonymous(rows: list[tuple[int, str | None]], k: int) -> None:
    people = pd.DataFrame(rows, columns=["age", "sex"])
    kept = suppress(people, ["age", "sex"], k)
    assert kept.empty or anonymity(kept, ["age", "sex"]).smallest >= k
    assert len(kept) == len(people) - anonymity(people, ["age", "sex"], k).below


@given(PEOPLE)
def test_a_column_less_never_makes_a_cell_smaller(rows: list[tuple[int, str | None]]) -> None:
    people = pd.DataFrame(rows, columns=["age", "sex"])
    assert (cell_sizes(people, ["age"]) >= cell_sizes(people, ["age", "sex"])).all()


@given(PEOPLE)
def test_cells_hold_everybody_once(rows: list[tuple[int, str | None]]) -> None:
    people = pd.DataFrame(rows, columns=["age", "sex"])
    assert anonymity(people, ["age", "sex"]).cells == len(people.drop_duplicates())


def test_four_fifths_itself_is_not_below() -> None:
    chosen = pd.Series([True] * 10 + [True] * 8 + [False] * 2 + [True] * 7 + [False] * 3)
    found = selection_ratios(chosen, pd.Series(["A"] * 10 + ["B"] * 10 + ["C"] * 10))
    assert found["ratio"].tolist() == pytest.approx([1, 0.8, 0.7])
    assert found["below_four_fifths"].tolist() == [False, False, True]


def test_the_guidelines_own_example() -> None:
    # Questions and Answers on the Uniform Guidelines (1979): hiring rates of 60, 45, 48 and 51 in 100
    rates = {"white": 60, "American Indian": 45, "Hispanic": 48, "black": 51}
    chosen = pd.Series([place < rate for rate in rates.values() for place in range(100)])
    found = selection_ratios(chosen, pd.Series([group for group in rates for _ in range(100)]))
    assert found.loc[list(rates), "ratio"].tolist() == pytest.approx([1, 0.75, 0.80, 0.85])
    assert found.index[found["below_four_fifths"]].tolist() == ["American Indian"]


def test_when_nobody_is_chosen_there_is_no_ratio() -> None:
    found = selection_ratios(pd.Series([False, False]), pd.Series(["A", "B"]))
    assert found["ratio"].isna().all()
    assert not found["below_four_fifths"].any()


def test_choices_of_other_people_are_refused() -> None:
    with pytest.raises(DataError, match="different people"):
        selection_ratios(pd.Series([True, False]), pd.Series(["A", "B"], index=[7, 8]))


@pytest.mark.parametrize(
    ("people", "k", "error"),
    [
        (CUT_CODES, 0, UsageError),
        (CUT_CODES.head(0), 2, DataError),
        (CUT_CODES.drop(columns="zip"), 2, DataError),
    ],
)
def test_what_cannot_be_counted_is_refused(people: pd.DataFrame, k: int, error: type[CourseKitError]) -> None:
    with pytest.raises(error):
        anonymity(people, ["race", "zip"], k)
