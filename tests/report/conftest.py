"""Graded courses for the reports: the course folders of tests/grading."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from coursekit.grading.course import Course

if "grading_courses" not in sys.modules:
    _path = Path(__file__).parents[1] / "grading" / "courses.py"
    _spec = importlib.util.spec_from_file_location("grading_courses", _path)
    assert _spec is not None
    assert _spec.loader is not None
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["grading_courses"] = _module
    _spec.loader.exec_module(_module)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a released course; copy it before writing."""
    root: Path = tmp_path_factory.mktemp("course") / "demo"
    sys.modules["grading_courses"].make(root)
    return root


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Course:
    """A released course of this test's own."""
    held: Course = sys.modules["grading_courses"].copied(released, tmp_path / "demo")
    return held
