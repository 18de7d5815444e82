from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.checks import partition, ranking
from coursekit.messages import set_language

GROUPS = pd.Series([0, 0, 1, 1, 2], index=list("abcde"))
WORTH = pd.Series({"ana": 9, "bo": 5, "cai": 5, "dee": 1})


@given(st.permutations([0, 1, 2]))
def test_names_of_groups_do_not_matter(names: list[int]) -> None:
    partition(GROUPS.map(dict(enumerate(names))), GROUPS, name="groups")


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ([0, 0, 1, 1, 1], "checks.wrongly_together"),
        ([0, 3, 1, 1, 2], "checks.wrongly_apart"),
        (GROUPS.iloc[:3], "checks.members_missing"),
        ([0, 1], "checks.length"),
        (None, "checks.unanswered"),
    ],
)
def test_a_wrong_partition_names_two_members(found, key, failure) -> None:
    assert failure(partition, found, GROUPS, name="groups").key == key


@pytest.mark.parametrize(
    "found",
    [["ana", "bo", "cai", "dee"], ("ana", "cai", "bo", "dee"), pd.Series(["ana", "cai", "bo", "dee"])],
)
def test_tied_entries_may_stand_in_any_order(found: object) -> None:
    ranking(found, WORTH, name="order")


def test_any_of_the_tied_may_fill_the_last_place_of_the_top() -> None:
    ranking(["ana", "cai"], WORTH, name="order", top=2)


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (["dee", "cai", "bo", "ana"], "checks.ranking_reversed"),
        (["bo", "ana", "cai", "dee"], "checks.ranking_order"),
        (["ana", "bo", "cai"], "checks.ranking_length"),
        (["ana", "ana", "bo", "cai"], "checks.ranking_repeated"),
        (["ana", "bo", "cai", "eli"], "checks.ranking_unknown"),
        ("ana", "checks.wrong_kind"),
        (None, "checks.unanswered"),
    ],
)
def test_a_wrong_ranking_is_told_how_it_is_wrong(found, key, failure) -> None:
    assert failure(ranking, found, WORTH, name="order").key == key


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Entries in `order`: 1. Asked for: 4."), ("zh", "`order` 有 1 个条目，题目要求 4 个。")],
)
def test_one_entry_is_counted_in_a_right_sentence(language, sentence, failure) -> None:
    set_language(language)
    assert str(failure(ranking, ["ana"], WORTH, name="order")) == sentence
