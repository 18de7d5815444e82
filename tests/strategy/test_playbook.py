import pandas as pd
import pytest

from coursekit.errors import DataError
from coursekit.messages import LANGUAGES
from coursekit.strategy.playbook import GIVES, NEEDED, TYPES, VALUES, starting_playbook, validate


@pytest.fixture
def book() -> pd.DataFrame:
    return starting_playbook("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starting_playbook_is_in_order_in_both_languages(language: str) -> None:
    book = starting_playbook(language)
    assert validate(book, language=language).empty
    assert book["action"].is_unique
    assert set(TYPES + VALUES) == set(book["segment"])


def test_a_row_is_economic_exactly_when_something_is_given(book: pd.DataFrame) -> None:
    assert book["method"].eq("economic").equals(book["gives"].ne("nothing"))


def test_teaching_and_following_up_are_service_since_the_work_itself_makes_them_happen(
    book: pd.DataFrame,
) -> None:
    explaining = book["action"].str.match(r"Explain|Train|Tailor|Follow up")
    assert explaining.sum() == 6
    assert set(book.loc[explaining | book["purpose"].eq("training"), "method"]) == {"service"}


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("segment", "rich", "playbook.unknown"),
        ("method", "pressure", "playbook.unknown"),
        ("measure", "happiness", "playbook.unknown"),
        ("gives", "cash", "playbook.unknown"),
        ("action", "  ", "playbook.blank"),
        ("owner", None, "playbook.blank"),
        ("budget", -1, "playbook.no_budget"),
        ("budget", None, "playbook.no_budget"),
    ],
)
def test_each_fault_of_a_row_is_found_there(
    book: pd.DataFrame, column: str, value: object, fault: str
) -> None:
    edited = book.astype(object)
    edited.loc[0, column] = value
    found = validate(edited)
    assert found[["row", "column", "fault"]].to_numpy().tolist() == [[0, column, fault]]


@pytest.mark.parametrize(("segment", "purpose"), NEEDED)
def test_a_segment_without_a_plan_is_named(book: pd.DataFrame, segment: str, purpose: str) -> None:
    rest = book[~(book["segment"].eq(segment) & book["purpose"].eq(purpose))]
    found = validate(rest, language="en")
    assert found["fault"].tolist() == ["playbook.nothing_for"]
    assert segment in found["message"].item()


@pytest.mark.parametrize("given", GIVES[1:])
def test_public_bodies_get_nothing_of_value(book: pd.DataFrame, given: str) -> None:
    book.loc[book["segment"].eq("government").idxmax(), "gives"] = given
    assert validate(book)["fault"].tolist() == ["playbook.gift_to_public"]


def test_two_segments_treated_alike_are_one(book: pd.DataFrame) -> None:
    low = book["segment"].eq("low value")
    mid = book.loc[book["segment"].eq("mid value")].assign(segment="low value")
    found = validate(pd.concat([book[~low], mid], ignore_index=True))
    assert found["fault"].tolist() == ["playbook.same_for_two"]


def test_an_action_said_twice_is_told_with_both_rows(book: pd.DataFrame) -> None:
    again = book.iloc[[0]].assign(action=book.loc[0, "action"].upper())
    found = validate(pd.concat([book, again], ignore_index=True), language="en")
    assert found["fault"].tolist() == ["playbook.twice"]
    assert f"Row {len(book)}" in found["message"].item()
    assert "row 0" in found["message"].item()


def test_a_segment_may_not_cost_more_than_it_brings(book: pd.DataFrame) -> None:
    assert validate(book, margins={"low value": 12}).empty
    assert validate(book, margins={"low value": 11.9})["fault"].tolist() == ["playbook.costs_more"]


def test_every_fault_is_reported_at_once(book: pd.DataFrame) -> None:
    edited = book.astype(object)
    edited.loc[0, "owner"] = ""
    edited.loc[3, "method"] = "?"
    edited.loc[book["segment"].eq("government"), "gives"] = "gift"
    assert len(validate(edited)) == 4


def test_a_playbook_without_a_column_is_refused(book: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="owner"):
        validate(book.drop(columns="owner"))
