"""Exercise 4: what a trainee can copy, what the model answer waits for, and what the grid rests on."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.exercise import Exercise, Session
from coursekit.authoring.notebooks import read
from coursekit.messages import LANGUAGES, catalogue, set_language

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = {
    "requests": "requests",
    "curve": "reading",
    "grid": "cells",
    "nested": "nesting",
    "flips": "mailing",
    "rule-faults": "faults",
    "rule-table": "rules",
    "next-quarter": "verdicts",
}


def notebook(language: str, kind: str = "solutions") -> Path:
    return ROOT / kind / language / "ex04-rfm" / "ex04-rfm.ipynb"


@cache
def session(trainee: str) -> Session:
    return Exercise(notebook("en")).run(trainee)


def test_material_of_its_lesson_is_practised() -> None:
    practised = {
        item for cell in read(notebook("en"))["cells"] for item in cell["metadata"].get("practises", [])
    }
    assert practised == {"M1.4", "M2.2", "M2.10", "M2.11"}


@pytest.mark.parametrize("question", DECISIONS)
def test_decisions_cannot_be_copied_from_another_trainee(question: str, accepted_copies: Any) -> None:
    """Each neighbour's right answer is tried on the others' variants: it may fit one of them, not all."""
    fits = accepted_copies(session, question, DECISIONS[question], ("bo", "fay", "lin", "gus"))
    assert fits <= 3, f"{fits} of 12 copies were accepted"


@pytest.mark.parametrize("language", LANGUAGES)
def test_model_answer_waits_for_an_attempt(language: str) -> None:
    exercise = Exercise(notebook(language))
    names = exercise.run("bo").names
    (cell,) = (cell for cell in exercise.cells if cell["id"] == "memo-model")
    (stub,) = (c for c in read(notebook(language, "exercises"))["cells"] if c["id"] == "memo-answer")
    set_language(language)
    printed = {}
    for attempt in ("untouched", "own"):
        if attempt == "untouched":
            with contextlib.suppress(NotImplementedError):
                exec(stub["source"], names)
        else:
            names["memo"] = "一 句 话 " * 40
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(cell["source"], names)
        printed[attempt] = out.getvalue()
    set_language("en")
    model = catalogue()["ex04.model_answer"][language].strip().splitlines()[0]
    assert model not in printed["untouched"]
    assert model in printed["own"]
    assert str(int(names["quarter"].loc["A", "households"])) in printed["own"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_model_answer_stands_in_no_released_notebook(language: str) -> None:
    text = notebook(language, "exercises").read_text(encoding="utf-8")
    model = catalogue()["ex04.model_answer"][language]
    assert not [line for line in model.splitlines() if len(line) > 60 and line in text]


def test_potential_is_not_contribution_turned_upside_down() -> None:
    """The prompt's reason for comparing within a grade: against all households, the axis would add nothing."""
    names = session("bo").names
    table, bought = names["table"], names["bought"]
    usual_of_all = bought.columns[bought.mean() >= 0.5]
    against_all = (~bought[usual_of_all]).mean(axis=1).corr(table["monetary"], method="spearman")
    within_grade = names["open_share"].corr(table["monetary"], method="spearman")
    assert against_all < -0.8
    assert within_grade > -0.5


def test_every_cell_of_the_grid_has_households() -> None:
    for trainee in ("bo", "fay", "lin"):
        assert len(session(trainee).names["grid"]) == 8
