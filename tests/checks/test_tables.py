from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.checks import CheckFailed, labels, table
from coursekit.messages import LANGUAGES, set_language

RIGHT = pd.DataFrame(
    {"customer_id": ["ana", "bo", "cai"], "frequency": [3, 4, 1], "monetary": [9.5, 8.0, 2.0]}
)
GRADES = pd.Series({"ana": "A", "bo": "B", "cai": "C"})


def check(found: object, **options: object) -> None:
    table(found, RIGHT, name="result", key="customer_id", **options)


@pytest.mark.parametrize(
    "found",
    [
        RIGHT.sample(frac=1, random_state=1),
        RIGHT[["monetary", "customer_id", "frequency"]],
        RIGHT.set_index("customer_id"),
        RIGHT.set_index("customer_id").rename_axis(None),
        RIGHT.astype({"frequency": float}),
        RIGHT.astype({"frequency": "Int64", "customer_id": "category"}),
        RIGHT.assign(extra=1),
        RIGHT.assign(monetary=RIGHT["monetary"] + 1e-9),
    ],
)
def test_the_same_table_in_another_form_passes(found: pd.DataFrame) -> None:
    check(found)


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (None, "checks.unanswered"),
        ({"frequency": 3}, "checks.wrong_kind"),
        (RIGHT.rename(columns={"frequency": "Frequency"}), "checks.column_nearly"),
        (RIGHT.rename(columns={"frequency": "frequencies"}), "checks.column_nearly"),
        (RIGHT.drop(columns="frequency"), "checks.column_missing"),
        (RIGHT.drop(columns="customer_id"), "checks.column_missing"),
        (RIGHT.iloc[:2], "checks.rows_missing"),
        (pd.concat([RIGHT, RIGHT.assign(customer_id=["x", "y", "z"])]), "checks.rows_extra"),
        (pd.concat([RIGHT, RIGHT]), "checks.key_repeated"),
        (RIGHT.assign(customer_id=[1, 2, 3]), "checks.wrong_entries"),
        (RIGHT.assign(frequency=[3, 4, 2]), "checks.value_off"),
        (RIGHT.assign(frequency=["3", "4", "1"]), "checks.value_kind"),
        (RIGHT.assign(frequency=[3, 4, None]), "checks.value_missing"),
        (RIGHT.assign(frequency=pd.Series([object()] * 3)), "checks.strange_values"),
    ],
)
def test_a_wrong_table_is_told_how_it_is_wrong(found, key, failure) -> None:
    assert failure(check, found).key == key


@pytest.mark.parametrize("found", [pd.DataFrame([]), RIGHT.iloc[:0], RIGHT[["monetary"]].iloc[:0]])
def test_where_no_row_is_wanted_a_table_without_rows_needs_no_columns(found: pd.DataFrame, failure) -> None:
    table(found, RIGHT.iloc[:0], name="result", key="customer_id")
    assert failure(check, found).key in ("checks.column_missing", "checks.rows_missing")


def test_the_first_wrong_value_is_shown_and_the_right_one_is_not(failure) -> None:
    told = failure(check, RIGHT.assign(monetary=[9.5, 777.25, 2.0]))
    assert "bo" in str(told)
    assert "777.25" in str(told)
    assert "1 of 3" in str(told)
    assert "8" not in str(told)


def test_a_named_mistake_is_told_by_its_own_sentence(failure) -> None:
    wrong = RIGHT.assign(frequency=[4, 4, 1])
    told = failure(check, wrong.set_index("customer_id"), mistakes={"ex04.lines_as_orders": wrong})
    assert told.key == "ex04.lines_as_orders"


def test_values_that_equal_everything_are_refused(agreeable, failure) -> None:
    found = RIGHT.assign(frequency=pd.Series([agreeable] * 3, dtype=object))
    assert failure(check, found).key == "checks.strange_values"


def test_a_subclass_of_a_table_is_no_table(failure) -> None:
    class Sly(pd.DataFrame):
        pass

    assert failure(check, Sly(RIGHT)).key == "checks.wrong_kind"


@given(st.permutations(list(range(3))))
def test_order_of_rows_never_matters(order: list[int]) -> None:
    check(RIGHT.iloc[order].reset_index(drop=True))


@pytest.mark.parametrize(
    "found",
    [
        GRADES.iloc[::-1],
        GRADES.to_dict(),
        GRADES.to_frame("grade"),
        GRADES.rename_axis("customer").reset_index(),
        GRADES.astype("category"),
        list("ABC"),
        np.array(["A", "B", "C"]),
    ],
)
def test_labels_may_come_in_any_form(found: object) -> None:
    labels(found, GRADES, name="grades")


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (["A", "B"], "checks.length"),
        (GRADES.iloc[:2], "checks.rows_missing"),
        (GRADES.reset_index(drop=True), "checks.wrong_entries"),
        (GRADES.str.lower(), "checks.spelling"),
        (GRADES.replace("C", "B"), "checks.value_off"),
        (pd.concat([GRADES, GRADES]), "checks.key_repeated"),
        (pd.DataFrame({"a": [1], "b": [1], "c": [1]}), "checks.one_column"),
        ("ABC", "checks.wrong_kind"),
    ],
)
def test_wrong_labels_are_told_how_they_are_wrong(found, key, failure) -> None:
    assert failure(labels, found, GRADES, name="grades").key == key


@pytest.mark.parametrize(
    ("found", "entry", "wanted"),
    [
        (GRADES.reset_index(drop=True), "0", "'ana'"),
        (RIGHT.assign(customer_id=["ana", 2, 3]), "2", "'bo'"),
        (pd.concat([GRADES.iloc[1:], pd.Series({"zed": "A", 7: "B"})]), "7", "'ana'"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_of_another_kind_are_shown_beside_one_that_is_asked_for(
    language, found, entry, wanted, failure
) -> None:
    set_language(language)
    told = str(
        failure(check, found) if isinstance(found, pd.DataFrame) else failure(labels, found, GRADES, name="x")
    )
    assert re.search(rf"[ \u4e00-\u9fff]{entry}[;，]", told)
    assert wanted in told
    assert not re.search("customer|given|客户|原数据", told)


def test_a_text_of_digits_and_a_number_do_not_look_alike(failure) -> None:
    told = str(failure(labels, {"3": "A"}, pd.Series({3: "A"}), name="x"))
    assert "entry '3'; entries such as 3 " in told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Entries in `x`: 1. There should be 3."), ("zh", "`x` 有 1 个值，应有 3 个。")],
)
def test_one_entry_is_counted_in_a_right_sentence(language, sentence, failure) -> None:
    set_language(language)
    assert str(failure(labels, ["A"], GRADES, name="x")) == sentence


def test_who_gives_no_labels_is_told_every_form_that_will_do(failure) -> None:
    told = str(failure(labels, 0.25, GRADES, name="grades"))
    assert "dict" in told
    assert "Series" in told


def test_a_label_outside_the_list_is_named(failure) -> None:
    told = failure(labels, GRADES.replace("C", "E"), GRADES, name="grades", allowed="ABCD")
    assert (told.key, told.facts["found"]) == ("checks.label_unknown", "E")


def test_missing_equals_missing() -> None:
    expected = pd.Series({"a": 1.0, "b": float("nan")})
    labels({"a": 1, "b": None}, expected, name="scores")
    with pytest.raises(CheckFailed):
        labels({"a": 1, "b": 0}, expected, name="scores")
