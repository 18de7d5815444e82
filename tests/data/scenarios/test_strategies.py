"""Accounts, actions and measures whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import strategies
from coursekit.messages import LANGUAGES
from coursekit.strategy.playbook import METHODS

SEEDS = range(60)


def by_the_prompt(limits, account):
    if account.sales == 0:
        return "potential" if account.interest else "none"
    if account.sales >= limits.power and account.followers >= 2:
        return "VIP"
    if account.sales >= limits.high:
        return "high"
    if account.sales >= limits.mid:
        return "mid"
    return "verify" if account.months < 12 else "low"


def test_equal_seeds_give_equal_cases_and_others_do_not():
    for bank in (strategies.accounts, strategies.measures):
        assert bank(RandomState(3)) == bank(RandomState(3))
        assert len({str(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_the_questions_of_the_prompt_lead_to_the_segment(seed):
    limits, found = strategies.accounts(RandomState(seed))
    assert [by_the_prompt(limits, account) for account in found] == [account.segment for account in found]
    assert {account.segment for account in found} == set(strategies.SEGMENTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_somebody_has_buying_power_without_influence(seed):
    limits, found = strategies.accounts(RandomState(seed))
    assert any(account.segment == "high" and account.sales >= limits.power for account in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_four_accounts_are_public_and_two_or_more_of_them_are_tempted(seed):
    _, found = strategies.accounts(RandomState(seed))
    public = [account for account in found if account.public]
    assert len(public) == 4
    assert sum((account.segment, "private") in account.actions for account in public) >= 2


@pytest.mark.parametrize("seed", SEEDS)
def test_one_proposal_is_right_and_the_others_suit_another_segment_or_hold_a_gift(seed):
    for account in strategies.accounts(RandomState(seed))[1]:
        assert account.actions.count(account.right) == 1
        assert len(set(account.actions)) == 4
        for segment, version in account.actions:
            assert segment != account.segment or account.public or version != "public"


@pytest.mark.parametrize("language", LANGUAGES)
def test_proposals_and_measures_are_told_in_both_languages(language):
    for seed in SEEDS:
        told = [
            account.action(letter, language)
            for account in strategies.accounts(RandomState(seed))[1]
            for letter in strategies.LETTERS
        ]
        told += [measure.told(language) for measure in strategies.measures(RandomState(seed))]
        assert all(
            any("\u4e00" <= letter <= "\u9fff" for letter in one) == (language == "zh") for one in told
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_each_method_stands_twice_and_some_subject_under_two_methods(seed):
    drawn = strategies.measures(RandomState(seed))
    assert all(sum(measure.method == method for measure in drawn) == 2 for method in METHODS)
    assert len({measure.subject for measure in drawn}) < len(drawn)
    assert len(set(drawn)) == len(drawn)


def test_the_table_of_accounts_shows_neither_segment_nor_action():
    table = strategies.account_table(strategies.accounts(RandomState(1))[1])
    assert table.columns.tolist() == ["type", "public", "sales", "months", "followers", "interest"]
    assert table.index.tolist() == list(range(1, 9))
