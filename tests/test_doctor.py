"""The doctor tells what it tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit import doctor
from coursekit.grading import outer_wall, walls


def test_every_missing_part_says_what_to_do() -> None:
    assert all(finding.do for finding in doctor.diagnose().findings if not finding.good)


def test_without_bubblewrap_the_level_is_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walls, "bubblewrap", lambda: None)
    monkeypatch.setattr(outer_wall, "bubblewrap", lambda: None)
    walls.full_problem.cache_clear()
    try:
        found = doctor.diagnose()
    finally:
        walls.full_problem.cache_clear()
    assert found.strongest == "process"
    assert "bubblewrap" in found.problem
    assert any("pip install" in finding.do for finding in found.findings)


def test_walls_that_cannot_be_built_are_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(outer_wall, "bubblewrap", lambda: str(broken))
    walls.full_problem.cache_clear()
    try:
        assert "namespace" in walls.full_problem()
    finally:
        walls.full_problem.cache_clear()
