"""Exercise 2: what a trainee can copy, what the model answer waits for, and what the export holds."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.exercise import Exercise, Session
from coursekit.authoring.notebooks import read
from coursekit.messages import catalogue

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = {
    "units": "unit_of",
    "known": "status",
    "lines": "action",
    "records": "verdicts",
    "offers": "against",
}


def notebook(kind: str = "solutions") -> Path:
    return ROOT / kind / "en" / "ex02-customer-table" / "ex02-customer-table.ipynb"


@cache
def session(trainee: str) -> Session:
    return Exercise(notebook()).run(trainee)


@pytest.mark.parametrize("question", DECISIONS)
def test_decisions_cannot_be_copied_from_another_trainee(question: str, accepted_copies: Any) -> None:
    """Each neighbour's right answer is tried on the others' variants: it may fit one of them, not all."""
    fits = accepted_copies(session, question, DECISIONS[question], ("bo", "fay", "lin", "gus"))
    assert fits <= 3, f"{fits} of 12 copies were accepted"


def test_model_answer_waits_for_an_attempt_and_has_the_trainees_own_figures() -> None:
    exercise = Exercise(notebook())
    names = exercise.run("bo").names
    (cell,) = (cell for cell in exercise.cells if cell["id"] == "note-model")
    (stub,) = (c for c in read(notebook("exercises"))["cells"] if c["id"] == "note-answer")
    printed = {}
    for attempt in ("untouched", "own"):
        if attempt == "untouched":
            with contextlib.suppress(NotImplementedError):
                exec(stub["source"], names)
        else:
            names["note"] = "one row is one customer " * 20
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(cell["source"], names)
        printed[attempt] = out.getvalue()
    model = catalogue()["ex02.model_answer"]["en"].strip().splitlines()[0]
    assert model not in printed["untouched"]
    assert model in printed["own"]
    assert str(names["figures"]["orders without a number"]) in printed["own"]


@pytest.mark.parametrize("trainee", ["bo", "fay", "lin"])
def test_the_raw_export_has_every_fault_that_the_note_speaks_of(trainee: str) -> None:
    figures = session(trainee).names["figures"]
    assert all(value > 0 for value in figures.values()), figures
