"""Exercise 16: three very different ways through the capstone, what policies earn, and what can be copied."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.exercise import Exercise, Session
from coursekit.data import company
from coursekit.data.scenarios import capstone
from coursekit.data.variants import Variant
from coursekit.strategy.experiments import sample_size

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "solutions/en/ex16-capstone/ex16-capstone.ipynb"
ANSWERS = ROOT / "tests/mutants/ex16"
QUESTIONS = sorted(folder.name for folder in ANSWERS.iterdir())
WAYS = ("spreadsheet", "scores", "models")
EVERYONE = ("bo", "fay", "lin", "gus")
COPIED = {"trust": "trust", "names": "names", "experiment": "experiment", "owners": "owners", "timetable": "timetable"}  # fmt: skip
LEAST_BETTER = 9  # of 10: in about one company in sixty the highest scores happen to be the right list

FIRM = "organisation"
POLICIES = {
    "careless": [{"offer": "voucher"}],
    "sound": [
        {"kind": FIRM, "basket": "large", "trend": ["growing", "even", "falling"], "offer": "visit", "first": "basket_size"}
    ],
    "very good": [
        {"kind": FIRM, "service": "much", "offer": "care", "most": 8},
        {"kind": FIRM, "basket": "large", "offer": "visit", "first": "basket_size", "most": 16},
        {"kind": FIRM, "trend": ["growing", "falling"], "offer": "call"},
        {"kind": "person", "discount": "much", "trend": ["growing", "even", "falling"], "offer": "voucher", "first": "recency", "most": 10},
        {"trend": ["falling", "silent"], "offer": "message"},
    ],
}  # fmt: skip


@cache
def session(trainee: str) -> Session:
    return Exercise(NOTEBOOK).run(trainee)


@pytest.mark.parametrize("trainee", EVERYONE)
@pytest.mark.parametrize("way", WAYS)
def test_three_very_different_solutions_pass_every_stage(way: str, trainee: str) -> None:
    told = {
        verdict.grade_id: verdict.message
        for question in QUESTIONS
        for verdict in session(trainee).answered(
            question, (ANSWERS / question / f"right_{way}.py").read_text(encoding="utf-8")
        )
        if not verdict.passed
    }
    assert told == {}


@cache
def gains() -> dict[str, list[float]]:
    """Gain over doing nothing, in thousands of CNY, of each policy in ten companies."""
    found: dict[str, list[float]] = {}
    for number in range(10):
        firm = company.of(Variant("ex16-capstone", f"seed-{number}", "self-study", "en"))
        table, budget = capstone.accounts(firm), company.usual_budget(firm)
        for name, rows in POLICIES.items():
            year = company.play(firm, capstone.plan(table, rows, budget), budget, seed=1)
            found.setdefault(name, []).append(year.loc["yours", "gain"] / 1000)
        for simple in ("everybody", "top RFM"):
            found.setdefault(simple, []).append(year.loc[simple, "gain"] / 1000)
    return found


def test_a_careless_policy_loses_money_and_a_sound_one_beats_the_simple_rules(
    record_property: Callable[[str, object], None],
) -> None:
    earned = gains()
    lines = [
        f"{name}: {' '.join(f'{value:.0f}' for value in values)}, mean {sum(values) / 10:.0f}"
        for name, values in earned.items()
    ]
    record_property("shown", "gain over nobody in ten companies, thousand CNY; " + "; ".join(lines))
    assert max(earned["careless"]) < 0
    simple = [max(both) for both in zip(earned["everybody"], earned["top RFM"], strict=True)]
    for name in ("sound", "very good"):
        assert min(earned[name]) > 0
        better = sum(mine > theirs for mine, theirs in zip(earned[name], simple, strict=True))
        assert better >= LEAST_BETTER, f"{name} beats the better simple rule in {better} of 10 companies"
    assert sum(earned["very good"]) > sum(earned["sound"])


@pytest.mark.parametrize("question", COPIED)
def test_decisions_cannot_be_copied_from_another_trainee(question: str, accepted_copies: Any) -> None:
    """Each neighbour's right answer is tried on the others' variants: it may fit one of them, not all."""
    fits = accepted_copies(session, question, COPIED[question], EVERYONE)
    assert fits <= 3, f"{fits} of 12 copies were accepted"


def test_a_plan_copied_from_another_company_does_not_pass() -> None:
    theirs = session("bo").names["policy"]
    names = session("bo").names
    plan = capstone.plan(names["accounts"], theirs, names["budget"])
    answer = f"policy = pd.DataFrame({plan.to_dict('list')!r})"
    assert not all(verdict.passed for verdict in session("fay").answered("policy", answer))


@pytest.mark.parametrize("trainee", EVERYONE)
def test_groups_differ_in_how_far_they_can_be_trusted(trainee: str) -> None:
    assert len(set(session(trainee).names["trust"].values())) > 1


@pytest.mark.parametrize("trainee", EVERYONE)
def test_trial_can_be_done_with_the_customers_at_hand(trainee: str) -> None:
    facts = session(trainee).names["facts"]
    assert 2 * sample_size(facts.usual, facts.hoped) <= facts.available


def test_one_run_takes_less_than_half_a_minute_of_processor_time() -> None:
    started = time.process_time()
    Exercise(NOTEBOOK).run("kim")
    assert time.process_time() - started < 30
