from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from coursekit.checks import CheckFailed, number, within
from coursekit.messages import LANGUAGES, set_language


@pytest.mark.parametrize("found", [3, 3.0, np.float64(3), np.int64(3), 3.0000000001])
def test_a_number_may_be_of_any_numeric_type(found: object) -> None:
    number(found, 3.0, name="n")


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (None, "checks.unanswered"),
        (..., "checks.unanswered"),
        ("3", "checks.number_as_text"),
        ([3], "checks.wrong_kind"),
        (True, "checks.wrong_kind"),
        (float("nan"), "checks.wrong_kind"),
        (Decimal(3), "checks.wrong_kind"),
        (4, "checks.number_off"),
        (-3, "checks.sign_flipped"),
        (300, "checks.percent_or_share"),
        (0.03, "checks.percent_or_share"),
    ],
)
def test_a_wrong_number_is_told_how_it_is_wrong(found, key, failure) -> None:
    told = failure(number, found, 3.0, name="n")
    assert told.key == key
    assert "3.0" not in str(told.facts.get("expected", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_number_that_nothing_explains_is_not_taken_for_a_count_of_customers(
    language, failure
) -> None:
    set_language(language)
    told = str(failure(number, 4, 3.0, name="n"))
    assert "4" in told
    assert not re.search("customer|day|count|客户|哪一天|数的", told)


@pytest.mark.parametrize("found", [float("nan"), np.float64("nan"), pd.NA])
def test_a_missing_number_is_not_called_a_number(found: object) -> None:
    with pytest.raises(CheckFailed, match="is a missing value"):
        number(found, 3.0, name="n")


def test_tolerance_is_absolute_or_relative() -> None:
    number(102, 100, name="n", abs=2)
    number(102, 100, name="n", rel=0.02)


def test_tolerance_ends_where_it_is_said_to_end(failure) -> None:
    assert failure(number, 102.1, 100, name="n", abs=2).key == "checks.number_off"


def test_rounding_is_asked_for_and_checked(failure) -> None:
    number(33.3, 100 / 3, name="n", decimals=1)
    assert failure(number, 33.333, 100 / 3, name="n", decimals=1).key == "checks.not_rounded"
    assert failure(number, 33.5, 100 / 3, name="n", decimals=1).key == "checks.number_off"


def test_a_named_mistake_is_told_by_its_own_sentence(failure) -> None:
    told = failure(number, 20, 41, name="n", abs=2, mistakes={"ex04.eighty_twenty": 20})
    assert told.key == "ex04.eighty_twenty"


def test_an_object_that_equals_everything_is_no_number(agreeable, failure) -> None:
    assert failure(number, agreeable, 1.0, name="n").key == "checks.wrong_kind"


@pytest.mark.parametrize(
    ("found", "key"),
    [(101, "checks.out_of_range"), ("50", "checks.number_as_text"), (None, "checks.unanswered")],
)
def test_form_of_a_number(found, key, failure) -> None:
    within(100, 0, 100, name="n")
    assert failure(within, found, 0, 100, name="n").key == key
