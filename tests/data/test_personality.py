"""The reconciled table of personality types."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coursekit.data import personality
from coursekit.data.company.conversations import TYPES as HEARD
from coursekit.data.personality import ADVICE, TYPES, family, type_table
from coursekit.errors import UsageError

MATERIAL = Path(__file__).parents[2] / "docs" / "material.csv"


def test_every_type_that_the_lists_describe_is_in_the_material() -> None:
    with MATERIAL.open(encoding="utf-8") as stream:
        ids = {row[0] for row in csv.reader(stream) if row and row[0].startswith("P-")}
    assert {f"P-{code}" for code, kind in TYPES.items() if kind.described} == ids


def test_each_list_describes_as_many_types_as_the_material_counts() -> None:
    described = {letter: sum(letter in kind.described for kind in TYPES.values()) for letter in "ABCDEF"}
    assert described == {"A": 13, "B": 3, "C": 5, "D": 3, "E": 4, "F": 0}


def test_the_heads_are_the_types_of_the_simulated_talks_and_those_only_named() -> None:
    heads = {kind.head for kind in TYPES.values() if not TYPES[kind.head].course_practice}
    assert heads == {code.replace("_", "-") for code in HEARD}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_type_has_signs_and_says_what_to_do_and_avoid(language: str) -> None:
    for kind in TYPES.values():
        assert all(kind.advice(part, language) for part in ADVICE), kind.code


@pytest.mark.parametrize("language", ["en", "zh"])
def test_flagged_advice_has_a_lawful_alternative_beside_it(language: str) -> None:
    flagged = {code for code, kind in TYPES.items() if kind.flagged(language)}
    assert flagged == {code for code, kind in TYPES.items() if kind.instead(language)}
    assert "greedy" in flagged


def test_flagged_advice_is_not_repeated_as_a_thing_to_do() -> None:
    for kind in TYPES.values():
        if kind.flagged("en"):
            assert kind.flagged("en") not in kind.advice("do", "en")


def test_no_list_is_quoted_for_a_type_that_it_only_names() -> None:
    for kind in TYPES.values():
        if kind.course_practice:
            assert not any(kind.from_lists(part, "en") for part in ADVICE)
            assert kind.source("en").startswith("course practice")
            assert kind.source("zh").startswith("课程建议")


def test_what_the_course_adds_to_a_list_is_marked() -> None:
    assert TYPES["self-important"].advice("do", "en").endswith("(course practice:) praise only what is true")
    assert TYPES["hesitant"].advice("avoid", "zh") == "（课程建议：）步步紧逼"


def test_a_family_is_the_same_from_each_of_its_members() -> None:
    for code in TYPES:
        assert [kind.code for kind in family(code)] == [kind.code for kind in family(TYPES[code].head)]
        assert family(code)[0].code == TYPES[code].head


def test_an_unknown_type_is_told_with_the_choices() -> None:
    with pytest.raises(UsageError, match="hesitant, self-important"):
        family("friendly")


def test_the_table_has_a_row_for_each_type_in_both_languages() -> None:
    english, chinese = type_table("en"), type_table("zh")
    assert english.index.equals(chinese.index)
    assert english.index.tolist() == list(personality.TYPES)
    assert chinese["name"].str.endswith("型").all()
