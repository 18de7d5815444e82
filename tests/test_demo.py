"""The demonstration, end to end: 24 submissions through the commands that an instructor types."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo", ROOT / "scripts" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def rows(build: Path) -> list[dict[str, Any]]:
    here = Path.cwd()
    demo = script()
    try:
        return demo.main(build)
    finally:
        os.chdir(here)


def ledger(build: Path, row: dict[str, Any]) -> dict[str, Any]:
    (page,) = build.glob(f"demo-class/autograded/*/{row['student']}/*.outcome.json")
    return json.loads(page.read_text(encoding="utf-8"))["entries"][0]


def told(rows: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    found = [row for row in rows if word in row["story"]]
    assert found, word
    return found


def test_every_submission_has_a_row_and_every_row_an_explanation(rows: list[dict[str, Any]]) -> None:
    assert len(rows) == 24
    assert [row for row in rows if row["score"] is None and not row["reason"]] == []


def test_right_answers_score_full_marks_however_they_are_written(rows: list[dict[str, Any]]) -> None:
    for row in told(rows, "all right"):
        assert row["score"] == row["max_score"] > 0, row


def test_a_misconception_costs_its_own_question_and_no_other(rows: list[dict[str, Any]], build: Path) -> None:
    for row in told(rows, "misconception in"):
        question = row["story"].removeprefix("misconception in ").split(":")[0]
        entry = ledger(build, row)
        assert entry["messages"], row
        assert all(grade_id.startswith(question) for grade_id in entry["messages"]), entry["messages"]


def test_blank_work_scores_zero_with_hints(rows: list[dict[str, Any]], build: Path) -> None:
    for row in told(rows, "blank"):
        assert row["score"] == 0
        assert len(ledger(build, row)["messages"]) >= 7


def test_one_broken_answer_costs_one_question(rows: list[dict[str, Any]], build: Path) -> None:
    for story in ("syntax error", "ends the process", "never ends"):
        for row in told(rows, story):
            assert 0 < row["max_score"] - row["score"] <= 4, row
    for story in ("ends the process", "never ends"):
        for row in told(rows, story):
            assert ledger(build, row)["incidents"], row


def test_deleted_tests_cost_nothing_and_are_told(rows: list[dict[str, Any]], build: Path) -> None:
    for row in told(rows, "deleted the test cells"):
        assert row["score"] == row["max_score"]
        assert ledger(build, row)["repairs"]


def test_files_that_cannot_be_read_are_ungraded_with_a_reason(rows: list[dict[str, Any]]) -> None:
    for row in [*told(rows, "cut off"), *told(rows, "empty file")]:
        assert row["status"] == "ungraded"
        assert row["score"] is None
        assert row["reason"]


def test_feedback_has_a_page_for_everybody_and_shows_no_hidden_test(
    rows: list[dict[str, Any]], build: Path
) -> None:
    pages = list(build.glob("demo-class/feedback/*/*/*/*.html"))
    assert len(pages) == 24
    for page in pages:
        content = page.read_text(encoding="utf-8")
        assert "BEGIN HIDDEN" not in content
        assert "variant.hidden(" not in content
        assert "<script" not in content
