"""Accounts on a list of low value, and why they stand on it."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.low_value import PLANS, accounts
from coursekit.messages import LANGUAGES

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_gets_the_same_kinds_of_accounts_under_different_names(seed):
    drawn = accounts(RandomState(seed))
    assert sorted((a.since, a.cost, a.ties) for a in drawn) == sorted(PLANS)
    assert len({account.name for account in drawn}) == len(PLANS)


def test_a_name_does_not_tell_why_it_is_listed():
    plans: dict[str, set[tuple[str, str, str]]] = {}
    for seed in SEEDS:
        for account in accounts(RandomState(seed)):
            plans.setdefault(account.name, set()).add((account.since, account.cost, account.ties))
    assert all(len(found) >= 5 for found in plans.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_is_told_by_name_and_three_facts(language):
    told = [account.told(language) for seed in SEEDS for account in accounts(RandomState(seed))]
    assert {len(lines) for lines in told} == {4}
    assert len({line for lines in told for line in lines}) == 8 + 3 * 6
