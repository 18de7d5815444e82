"""Exercise 6: what a trainee can copy, and what the drawn cases must offer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.exercise import Exercise, Session
from coursekit.authoring.notebooks import read
from coursekit.data.scenarios.lloyd import slips

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "solutions/en/ex06-clusters/ex06-clusters.ipynb"
DECISIONS = {
    "methods": "fitting",
    "steps": "steps",
    "by-hand": "hand",
    "claims": "verdicts",
    "tree": "call_order",
    "candidates": "judged",
    "stability": "trust",
}
EVERYONE = ("bo", "fay", "lin", "gus")


@cache
def session(trainee: str) -> Session:
    return Exercise(NOTEBOOK).run(trainee)


def test_material_of_its_lessons_is_practised() -> None:
    practised = {item for cell in read(NOTEBOOK)["cells"] for item in cell["metadata"].get("practises", [])}
    assert practised == {"M2.14", "M2.20", "R5"}


@pytest.mark.parametrize("question", DECISIONS)
def test_decisions_cannot_be_copied_from_another_trainee(question: str, accepted_copies: Any) -> None:
    """Each neighbour's right answer is tried on the others' variants: it may fit one of them, not all."""
    fits = accepted_copies(session, question, DECISIONS[question], EVERYONE)
    assert fits <= 3, f"{fits} of 12 copies were accepted"


@pytest.mark.parametrize("trainee", EVERYONE)
def test_each_misconception_about_the_step_by_hand_gives_another_answer(trainee: str) -> None:
    names = session(trainee).names
    assert len({tuple(side) for side in slips(names["six"].to_numpy(), names["centres"].to_numpy())}) == 5
    assert names["hand"]["changes"]


def test_a_centre_that_ends_where_it_was_is_accepted() -> None:
    """For one trainee in some hundreds the mean of the assigned firms is the old place of the centre."""
    stays = session("t202")
    assert stays.names["hand"]["first_moved"] == stays.names["centres"].loc["first"].tolist()
    assert all(verdict.passed for verdict in stays.verdicts["by-hand"])


@pytest.mark.parametrize("trainee", EVERYONE)
def test_firms_waiting_for_a_call_end_at_four_different_shares(trainee: str) -> None:
    names = session(trainee).names
    chances = names["tree"].predict_proba(names["waiting"])[:, 1]
    assert len(set(chances.round(6))) == 4


@pytest.mark.parametrize("trainee", EVERYONE)
def test_the_weakest_group_is_not_the_smallest_and_some_groups_may_be_used(trainee: str) -> None:
    bank = session(trainee).names["bank"]
    assert bank["jaccard"].idxmin() != bank["size"].idxmin()
    assert 0 < (bank["jaccard"] >= 0.75).sum() < 5


@pytest.mark.parametrize("trainee", EVERYONE)
def test_raw_columns_are_decided_by_the_basket(trainee: str) -> None:
    raw = session(trainee).names["by_view"].loc["raw", ["orders", "basket", "service"]]
    assert raw.idxmax() == "basket"
