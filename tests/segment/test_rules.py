from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError, UsageError
from coursekit.segment.rules import RuleBook

RULE: dict[str, Any] = {"list": "VIP", "when": [{"column": "spend", "op": ">=", "value": 100}]}
VERSION: dict[str, Any] = {"from": "2024-01-01", "rules": [RULE]}

names = st.text(min_size=1, max_size=12).filter(lambda text: text != "otherwise" and "\x7f" not in text)
leaves = st.one_of(
    st.builds(lambda c, v: {"column": c, "op": ">=", "value": v}, names, st.integers(-(10**6), 10**6)),
    st.builds(lambda c, v: {"column": c, "op": "<", "value": v}, names, st.floats(-1e6, 1e6)),
    st.builds(
        lambda c, v: {"column": c, "op": "in", "value": v}, names, st.lists(names, min_size=1, max_size=3)
    ),
    st.builds(lambda c, v: {"column": c, "op": "==", "value": v}, names, st.dates() | st.booleans()),
    st.builds(lambda c: {"column": c, "op": "missing"}, names),
)
conditions = st.lists(
    st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda k, v: {k: v}, st.sampled_from(["any", "not"]), st.lists(inner, min_size=1, max_size=2)
        ),
        max_leaves=4,
    ),
    max_size=3,
)
rules = st.lists(
    st.fixed_dictionaries({"list": names, "when": conditions}, optional={"stay": conditions}),
    min_size=1,
    max_size=3,
    unique_by=lambda rule: rule["list"],
)
versions = st.lists(
    st.fixed_dictionaries({"from": st.dates(), "rules": rules}),
    min_size=1,
    max_size=3,
    unique_by=lambda v: v["from"],
)


@given(versions, names)
def test_a_book_survives_as_dictionary_and_as_toml(given_versions, name) -> None:
    book = RuleBook.from_dict({"name": name, "otherwise": "rest", "versions": given_versions})
    assert RuleBook.from_dict(book.as_dict()) == book
    assert RuleBook.from_toml(book.to_toml()) == book


def test_the_example_in_the_module_is_read() -> None:
    from coursekit.segment import rules as module

    assert module.__doc__ is not None
    text = "\n".join(line for line in module.__doc__.splitlines() if line.startswith("    "))
    book = RuleBook.from_toml(text)
    assert book.on("2024-06-01").lists() == ["VIP", "key"]
    assert book.on("2024-06-01").measures["spend"].days == 365


def test_the_version_in_force_is_the_last_one_begun() -> None:
    book = RuleBook.from_dict({"versions": [{"from": "2024-07-01", "rules": [RULE]}, VERSION]})
    assert book.on("2024-06-30").start == date(2024, 1, 1)
    assert book.on("2024-07-01").start == date(2024, 7, 1)


def test_no_rules_were_in_force_before_the_first_version() -> None:
    with pytest.raises(
        UsageError, match=r"no rules of 'level' in force on 2023-12-31\. Expected a day from 2024-01-01"
    ):
        RuleBook.from_dict({"name": "level", "versions": [VERSION]}).on("2023-12-31")


def test_an_amended_book_keeps_its_past() -> None:
    book = RuleBook.from_dict({"versions": [VERSION]})
    amended = book.amended({"from": "2024-07-01", "rules": [{"list": "gold", "when": []}]})
    assert amended.on("2024-06-30") == book.on("2024-06-30")
    assert amended.on("2024-07-01").lists() == ["gold"]
    assert len(book.versions) == 1


def test_the_past_cannot_be_amended() -> None:
    with pytest.raises(UsageError, match="past rules stay as they were"):
        RuleBook.from_dict({"versions": [VERSION]}).amended(VERSION)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"versions": []}, "without versions"),
        ({"versions": [VERSION, VERSION]}, "two versions from the same day"),
        ({"versions": [VERSION], "rule": 1}, "Found rule in the rule book"),
        ({"versions": [VERSION], "choose": "best"}, "Expected 'first', 'only' or 'every'"),
        ({"versions": [VERSION], "choose": "every", "otherwise": "x"}, "'otherwise' with choose='every'"),
        ({"versions": [{"rules": [RULE]}]}, "version without a day"),
        ({"versions": [{"from": "soon", "rules": [RULE]}]}, "Found 'soon' as 'from'"),
        ({"versions": [{"from": "2024-01-01", "rules": []}]}, "no rules in the version from 2024-01-01"),
        ({"versions": [{"from": "2024-01-01", "rules": [{"when": []}]}]}, "rule 1 without a list"),
        (
            {"versions": [{"from": "2024-01-01", "rules": [RULE, RULE]}]},
            "Give rules of one list a 'name' each",
        ),
        ({"versions": [{"from": "2024-01-01", "rules": [{**RULE, "then": 1}]}]}, "Found then in rule 1"),
        ({"versions": [{"from": "2024-01-01", "rules": ["VIP"]}]}, "Found a str as rule 1"),
    ],
)
def test_a_book_that_is_not_understood_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        RuleBook.from_dict(data)


def test_broken_toml_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match="line 1"):
        RuleBook.from_toml("name = level")
