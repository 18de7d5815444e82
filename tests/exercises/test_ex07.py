"""Exercise 7: what a trainee can copy, and that everybody's figures can be told apart."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.exercise import Exercise, Session
from coursekit.authoring.notebooks import read
from coursekit.messages import catalogue, set_language

ROOT = Path(__file__).resolve().parents[2]
NAME = "ex07-profiles-and-tags"
DECISIONS = {
    "placed": "placed",
    "columns": "columns",
    "roles": "roles",
    "channel": "channel",
    "persona": "verdicts",
    "tags": "actions",
}
TRAINEES = ("bo", "fay", "lin", "gus", "mei", "ned")


def notebook(kind: str = "solutions") -> Path:
    return ROOT / kind / "en" / NAME / f"{NAME}.ipynb"


@cache
def session(trainee: str) -> Session:
    return Exercise(notebook()).run(trainee)


def test_material_of_its_lessons_is_practised() -> None:
    practised = {i for cell in read(notebook())["cells"] for i in cell["metadata"].get("practises", [])}
    assert practised == {"M2.12", "M3.1", "M3.2", "M3.3", "M3.4", "M3.5", "M4.11"}


@pytest.mark.parametrize("question", DECISIONS)
def test_decisions_cannot_be_copied_from_another_trainee(question: str, accepted_copies: Any) -> None:
    """Each neighbour's right answer is tried on the others' variants: it may fit one of them, not all."""
    fits = accepted_copies(session, question, DECISIONS[question], TRAINEES[:4])
    assert fits <= 2, f"{fits} of 12 copies were accepted"


@pytest.mark.parametrize("trainee", TRAINEES)
def test_the_columns_follow_from_the_lesson(trainee: str) -> None:
    """Small orders at home, no formal procedure among firms, budgets in December, terms in September."""
    names = session(trainee).names
    figures = names["anonymous"].rename(columns=names["columns"])
    assert figures.loc["usual order (CNY)"].idxmin() == "consumer"
    assert figures.loc["formal procedure (%)", ["consumer", "enterprise"]].eq(0).all()
    assert figures.loc["formal procedure (%)", ["government", "special"]].gt(0).all()
    year_end, summer = figures.loc["Nov-Dec (%)"], figures.loc["Jul-Aug (%)"]
    assert year_end["government"] > year_end["special"] + 5
    assert summer["special"] > summer["government"] + 5


@pytest.mark.parametrize("trainee", TRAINEES)
def test_all_verdicts_on_claims_occur(trainee: str) -> None:
    verdicts = session(trainee).names["verdicts"]
    assert set(verdicts.values()) == {"supported", "contradicted", "unsupported", "unknown"}


def test_model_answer_waits_for_an_attempt() -> None:
    names = session("bo").names
    (cell,) = (cell for cell in read(notebook())["cells"] if cell["id"] == "memo-model")
    set_language("en")
    printed = []
    for memo in ("Write your memo here.", "A sentence of one's own. " * 20):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(cell["source"], {**names, "memo": memo})
        printed.append(out.getvalue())
    model = catalogue()["ex07.model_answer"]["en"].strip().splitlines()[0]
    assert model not in printed[0]
    assert model in printed[1]
    assert str(names["claims"][0][5]) in printed[1]
