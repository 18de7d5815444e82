from __future__ import annotations

import pandas as pd
import pytest

from coursekit.checks import function, invariant, plain
from coursekit.messages import set_language

CASES = [(pd.Series(range(n)),) for n in (30, 3, 1)]


def total(values: pd.Series) -> float:
    return float(values.sum())


def test_a_right_function_passes_also_through_a_proxy(proxy) -> None:
    function(total, CASES, total, name="total")
    function(proxy(lambda values: sum(values)), CASES, total, name="total")


def test_the_smallest_failing_input_is_shown(failure) -> None:
    told = failure(
        function, lambda values: float(values.sum() + (len(values) > 1)), CASES, total, name="total"
    )
    assert "a table (rows: 3)" in str(told)


@pytest.mark.parametrize(("language", "rows"), [("en", "a table (rows: 1)"), ("zh", "一张 1 行的表")])
def test_an_input_of_one_row_is_counted_in_a_right_sentence(language, rows, failure) -> None:
    set_language(language)
    assert rows in str(failure(function, lambda values: 7.0, CASES[2:], total, name="total"))


@pytest.mark.parametrize(
    ("moment", "last_line"), [("2026-03-05 09:00", "2026-03-05 09:00:00"), ("2026-03-05", "2026-03-05")]
)
def test_a_moment_is_shown_with_its_hour_and_a_day_without(failure, moment: str, last_line: str) -> None:
    told = failure(function, lambda at: 0, [(pd.Timestamp(moment),)], lambda at: at.hour + 1, name="hour")
    assert str(told).splitlines()[-1] == last_line


def test_a_long_input_is_not_printed(failure) -> None:
    told = failure(
        function, lambda values: float(values.sum() + (len(values) > 3)), CASES, total, name="total"
    )
    assert "a table (rows: 30)" in str(told)
    assert len(str(told).splitlines()) < 6


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (None, "checks.unanswered"),
        (7, "checks.wrong_kind"),
        (lambda values: None, "checks.function_returned_nothing"),
        (lambda values: "7", "checks.number_as_text"),
        (lambda values: values["nobody"], "checks.function_stopped"),
    ],
)
def test_a_wrong_function_is_told_how_it_is_wrong(found, key, failure) -> None:
    assert failure(function, found, CASES, total, name="total").key == key


def test_an_exception_is_told_by_its_type_and_not_its_text(failure) -> None:
    def stops(values: pd.Series) -> float:
        raise KeyError("customer 4711")

    told = failure(function, stops, CASES, total, name="total")
    assert told.facts["error"] == "KeyError"
    assert "4711" not in str(told)


def test_an_exception_from_another_process_names_its_own_type(failure) -> None:
    class Remote(Exception):
        remote_type = "ZeroDivisionError"

    def stops(values: pd.Series) -> float:
        raise Remote

    assert failure(function, stops, CASES, total, name="total").facts["error"] == "ZeroDivisionError"


def test_an_unwritten_function_is_told_as_such(failure) -> None:
    def unwritten(values: pd.Series) -> float:
        raise NotImplementedError

    told = failure(function, unwritten, CASES, total, name="total")
    assert told.key == "checks.function_unwritten"
    assert "input" not in str(told)


def test_the_misconception_that_explains_the_failures_is_named(failure) -> None:
    mistakes = {
        "ex04.ties_low": lambda values: 99.0,
        "ex04.lines_as_orders": lambda values: float(len(values)),
    }
    told = failure(function, lambda values: len(values), CASES, total, name="total", mistakes=mistakes)
    assert told.key == "ex04.lines_as_orders"


def test_a_misconception_that_fits_one_input_in_many_by_chance_is_not_named(failure) -> None:
    mistakes = {"ex04.ties_low": lambda values: 1.0 if len(values) == 1 else 0.0}
    told = failure(function, lambda values: total(values) + 1, CASES, total, name="total", mistakes=mistakes)
    assert told.key == "checks.number_off"


def test_a_function_cannot_spoil_the_inputs_of_the_next_call() -> None:
    def clears(values: pd.Series) -> float:
        result = total(values)
        values.iloc[:] = 0
        return result

    cases = [(pd.Series([1, 2]),)]
    function(clears, cases, total, name="total")
    assert cases[0][0].tolist() == [1, 2]


def test_what_must_not_matter_does_not(failure) -> None:
    values = pd.Series([5, 5, 5], index=list("abc"))
    invariant(lambda v: v.rank(), (values,), (values.iloc[::-1],), "checks.order_matters", name="f")
    told = failure(
        invariant,
        lambda v: v.rank(method="first"),
        (values,),
        (values.iloc[::-1],),
        "checks.order_matters",
        name="f",
    )
    assert (told.key, told.facts["count"]) == ("checks.order_matters", 2)


def test_an_invariant_that_gives_nothing_back_is_asked_for_its_return(failure) -> None:
    values = pd.Series([5, 6], index=list("ab"))
    told = failure(invariant, lambda v: None, (values,), (values,), "checks.order_matters", name="f")
    assert told.key == "checks.function_returned_nothing"


def test_an_invariant_that_stops_shows_its_input(failure) -> None:
    values = pd.Series([5, 6], index=list("ab"))
    told = failure(invariant, lambda v: v["z"], (values,), (values,), "checks.order_matters", name="f")
    assert told.key == "checks.function_stopped"
    assert "a table (rows: 2)" in str(told)


def test_an_index_that_only_counts_is_made_plain() -> None:
    assert plain(pd.Series(list("xyz")).index, name="f") == [0, 1, 2]
