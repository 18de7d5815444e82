"""Exercise 9: what a trainee can copy, and what the drawn cases must offer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.exercise import Exercise, Session
from coursekit.authoring.notebooks import read
from coursekit.segment import lifetime
from coursekit.segment.clv import contract_value

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "solutions/en/ex09-future-value/ex09-future-value.ipynb"
DECISIONS = {
    "relations": "methods",
    "lists": "worth",
    "alive": "more_alive",
    "claims": "verdicts",
    "offers": "first_to_last",
}
EVERYONE = ("bo", "fay", "lin", "gus")


@cache
def session(trainee: str) -> Session:
    return Exercise(NOTEBOOK).run(trainee)


def test_material_of_its_lesson_is_practised() -> None:
    practised = {item for cell in read(NOTEBOOK)["cells"] for item in cell["metadata"].get("practises", [])}
    assert practised == {"M3.9"}


@pytest.mark.parametrize("question", DECISIONS)
def test_decisions_cannot_be_copied_from_another_trainee(question: str, accepted_copies: Any) -> None:
    """Each neighbour's right answer is tried on the others' variants: it may fit one of them, not all."""
    fits = accepted_copies(session, question, DECISIONS[question], EVERYONE)
    assert fits <= 3, f"{fits} of 12 copies were accepted"


@pytest.mark.parametrize("trainee", EVERYONE)
def test_the_solutions_summary_is_the_courses_own(trainee: str) -> None:
    names = session(trainee).names
    day = names["pd"].Timestamp("1997-09-30")
    ours = lifetime.repeat_summary(names["orders"], "1997-09-30")[["frequency", "recency", "T"]]
    solved = names["summary"](names["orders"], day).set_index("customer_id")
    assert (solved.to_numpy() == ours.to_numpy()).all()


@pytest.mark.parametrize(("stay", "discount", "years"), [(0.8, 0.1, 3), (1.0, 0.0, 4), (0.35, 0.25, 9)])
def test_the_solutions_contract_value_is_the_courses_own(stay: float, discount: float, years: int) -> None:
    solved = session("bo").names["contract_value"](1_000, 0.3, stay, discount, years)
    assert solved == pytest.approx(contract_value(300, stay, discount, periods=years))


@pytest.mark.parametrize("trainee", EVERYONE)
def test_claims_are_clear_of_the_border_between_true_and_false(trainee: str) -> None:
    """A forecast rounded for the table must not change a verdict."""
    names = session(trainee).names
    groups, drawn = names["groups"], dict(names["claims_made"].values())
    error = 100 * abs(groups.loc["all", "forecast"] / groups.loc["all", "came"] - 1)
    brought = 100 * groups.loc[0, "came"] / groups.loc["all", "came"]
    assert abs(drawn["within"] - error) > 1
    assert abs(drawn["once"] - brought) > 1
