"""Logs, answers, findings and desks whose facts decide."""

from __future__ import annotations

import pandas as pd
import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import complaints
from coursekit.messages import LANGUAGES

SEEDS = range(60)
BANKS = (complaints.logs, complaints.replies, complaints.findings)


@pytest.mark.parametrize("bank", BANKS)
def test_equal_seeds_give_equal_cases_and_others_do_not(bank):
    assert bank(RandomState(3)) == bank(RandomState(3))
    assert len({tuple(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS)
def test_cases_are_told_in_both_languages(bank, language):
    cases = [case for seed in SEEDS for case in bank(RandomState(seed))]
    told = ["".join(c.entries(language)) if hasattr(c, "entries") else c.told(language) for c in cases]
    assert all(told)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in text) == (language == "zh") for text in told)


@pytest.mark.parametrize("seed", SEEDS)
def test_five_logs_claim_a_step_one_goes_on_regardless_and_one_is_in_order(seed):
    logs = complaints.logs(RandomState(seed))
    assert sum(log.sham > 0 for log in logs) == 5
    assert any(log.beyond for log in logs)
    assert all(log.done < 3 and log.sham for log in logs if log.beyond)
    assert any(log.done == len(complaints.STEPS) and not log.sham for log in logs)
    assert sorted(log.place for log in logs) == sorted(complaints.PLACES * 2)


def test_a_log_holds_the_receipt_each_step_done_and_what_was_claimed():
    log = complaints.Log("ward", 2, 1, True)
    assert len(log.entries("en")) == 1 + 2 + 1 + 1


def test_every_step_is_next_in_some_variant_with_and_without_a_claim():
    found = {(log.done, log.sham > 0) for seed in range(200) for log in complaints.logs(RandomState(seed))}
    steps = range(len(complaints.STEPS))
    assert found == {(step, True) for step in steps} | {
        (step, False) for step in [*steps[1:], len(complaints.STEPS)]
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_lack_every_family_and_each_call_is_answered_in_two_ways(seed):
    replies = complaints.replies(RandomState(seed))
    assert {reply.lacks for reply in replies} == set(complaints.FAMILIES)
    assert len(set(replies)) == 8
    assert sorted(reply.call for reply in replies) == sorted(complaints.CALLS * 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_findings_ask_for_every_measure_and_a_topic_does_not_decide(seed):
    findings = complaints.findings(RandomState(seed))
    assert {finding.measure for finding in findings} == set(complaints.MEASURES)
    assert all(len({f.measure for f in findings if f.topic == topic}) == 2 for topic in complaints.TOPICS)


def test_another_step_breaks_its_limit_most_often_in_another_variant():
    hours = pd.DataFrame({step: [float(n) for n in range(1, 101)] for step in ("one", "two", "three")})
    worst = {hours.gt(complaints.limits(RandomState(seed), hours)).sum().idxmax() for seed in SEEDS}
    assert worst == {"one", "two", "three"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_quickest_desks_break_a_promise_each_another_one(seed):
    table, most_days, most_back = complaints.desks(RandomState(seed))
    one, two = (table.loc[name] for name in table["average"].sort_values().index[:2])
    broken = {
        ("late" if desk["longest"] > most_days else "") + ("back" if desk["back"] > most_back else "")
        for desk in (one, two)
    }
    assert broken == {"late", "back"}


def test_the_desk_to_choose_is_the_third_the_last_or_none():
    ranks = set()
    for seed in SEEDS:
        table, most_days, most_back = complaints.desks(RandomState(seed))
        kept = table[(table["longest"] <= most_days) & (table["back"] <= most_back)]
        ranks.add(int(table["average"].rank()[kept["average"].idxmin()]) if len(kept) else 0)
    assert ranks == {0, 3, 4}
