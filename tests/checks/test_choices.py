from __future__ import annotations

import pytest

from coursekit.checks import choice, chosen, decided, decisions, entries, plain, rule_rows, subset
from coursekit.messages import LANGUAGES, set_language

OPTIONS = ["grading", "typing", "both"]
RIGHT = {"1": "grading", "2": "typing", "3": "both"}


@pytest.mark.parametrize("found", ["typing", " Typing ", "TYPING"])
def test_capitals_and_spaces_do_not_matter(found: str) -> None:
    assert chosen(found, OPTIONS, name="x") == "typing"


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ("typng", "checks.option_nearly"),
        ("neither", "checks.option_unknown"),
        ("", "checks.unanswered"),
        (None, "checks.unanswered"),
        (["typing"], "checks.wrong_kind"),
    ],
)
def test_what_is_no_option_is_told_as_such(found, key, failure) -> None:
    assert failure(chosen, found, OPTIONS, name="x").key == key


def test_a_number_is_only_taken_for_an_option_of_the_same_value(failure) -> None:
    thresholds = ["0.00", "0.90", "0.99", "none"]
    assert failure(chosen, "0.9", thresholds, name="x").facts["near"] == "0.90"
    assert failure(chosen, "0.98", thresholds, name="x").key == "checks.option_unknown"


def test_a_number_may_name_an_option() -> None:
    assert chosen(2, ["1", "2"], name="x") == "2"


def test_a_wrong_choice_is_told_by_the_mistake_behind_it(failure) -> None:
    choice("both", "both", options=OPTIONS, name="x")
    assert failure(choice, "typing", "both", options=OPTIONS, name="x").key == "checks.choice_wrong"
    told = failure(choice, "typing", "both", options=OPTIONS, name="x", mistakes={"ex04.mean_only": "typing"})
    assert told.key == "ex04.mean_only"


def test_a_decision_table_may_have_numbers_as_cases() -> None:
    decisions({1: "grading", 2: "typing", 3: "both"}, RIGHT, options=OPTIONS, name="x")


def test_the_first_wrong_case_and_their_number_are_told(failure) -> None:
    told = failure(decisions, {**RIGHT, "2": "both", "3": "typing"}, RIGHT, options=OPTIONS, name="x")
    assert (told.facts["case"], told.facts["count"], told.facts["total"]) == ("2", 2, 3)
    assert '"typing"' not in str(told)


def test_a_whole_table_that_is_a_known_mistake_is_named(failure) -> None:
    mistakes = {"ex04.requests_all_graded": dict.fromkeys(RIGHT, "grading")}
    told = failure(
        decisions, dict.fromkeys(RIGHT, "grading"), RIGHT, options=OPTIONS, name="x", mistakes=mistakes
    )
    assert told.key == "ex04.requests_all_graded"


def test_only_the_cases_asked_for_are_judged() -> None:
    decisions({**RIGHT, "3": "grading"}, RIGHT, options=OPTIONS, name="x", only=["1", "2"])


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ({"1": "grading", "2": "typing"}, "checks.case_missing"),
        ({**RIGHT, "4": "both"}, "checks.case_unknown"),
        ({**RIGHT, "3": None}, "checks.unanswered"),
        ({**RIGHT, "3": ...}, "checks.unanswered"),
        (list(RIGHT), "checks.wrong_kind"),
    ],
)
def test_an_incomplete_table_is_told_as_such(found, key, failure) -> None:
    assert failure(decided, found, RIGHT, OPTIONS, name="x").key == key


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ({"half": 1}, "checks.case_missing"),
        ({"half": 1, "eighty": None}, "checks.unanswered"),
        ({"half": 1, "eighty": 2, "ninety": 3}, "checks.case_unknown"),
        (None, "checks.unanswered"),
    ],
)
def test_entries_are_all_there(found, key, failure) -> None:
    assert failure(entries, found, ["half", "eighty"], name="reading").key == key


def test_entries_refuse_what_is_not_plain(agreeable, failure) -> None:
    assert failure(entries, {"half": agreeable}, ["half"], name="reading").key == "checks.strange_values"


@pytest.mark.parametrize("found", [["A", "B"], ("B", "A"), {"A", "B"}, ["a", "B", "B"]])
def test_a_subset_may_be_a_list_or_a_set(found: object) -> None:
    assert subset(found, "ABC", name="cells") == {"A", "B"}


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ("A", "checks.wrong_kind"),
        (["D"], "checks.option_unknown"),
        (["A", "B", "C"], "checks.too_many"),
        (None, "checks.unanswered"),
    ],
)
def test_a_wrong_subset_is_told_how_it_is_wrong(found, key, failure) -> None:
    assert failure(subset, found, "ABC", name="cells", at_most=2).key == key


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        ([], {"en": "still empty", "zh": "还是空的"}),
        (set(), {"en": "still empty", "zh": "还是空的"}),
        (["A", "b", "B"], {"en": "lists B more than once", "zh": "B 不止出现一次"}),
        (["A"], {"en": "names 1; at least 3", "zh": "选了 1 个，至少要选 3 个"}),
        ({"A", "B"}, {"en": "names 2; at least 3", "zh": "选了 2 个，至少要选 3 个"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_subset_that_names_too_few_is_told_why(language, found, sentences, failure) -> None:
    set_language(language)
    assert sentences[language] in str(failure(subset, found, "ABC", name="cells", at_least=3))


@pytest.mark.parametrize("ends", [[2, 4], (2, 4), range(2, 4)])
def test_rules_may_write_ranges_in_several_ways(ends: object) -> None:
    (row,) = rule_rows([{"segment": "a", "r": ends}], ["r", "f"], low=1, high=5, name="rules")
    assert row["f"] == [1, 5]
    assert row["r"][0] == 2


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"r": 1}, "checks.rule_without_segment"),
        ("champions", "checks.rule_without_segment"),
        ({"segment": "a", "x": 1}, "checks.rule_unknown"),
        ({"segment": "a", "r": [4, 6]}, "checks.rule_range"),
        ({"segment": "a", "r": [3, 1]}, "checks.rule_range"),
        ({"segment": "a", "r": "4-5"}, "checks.rule_range"),
        ({"segment": "a", "r": "5"}, "checks.number_as_text"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row, key, failure) -> None:
    told = failure(rule_rows, [{"segment": "ok"}, row], ["r", "f"], low=1, high=5, name="rules")
    assert (told.key, told.facts["row"]) == (key, 2)


def test_plain_values_do_not_nest_for_ever(failure) -> None:
    deep: list[object] = []
    deep.append(deep)
    assert failure(plain, deep, name="x").key == "checks.strange_values"
