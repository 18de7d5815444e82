"""Fixtures: a released course, made once a session."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from coursekit.grading.course import Course

_spec = importlib.util.spec_from_file_location("grading_courses", Path(__file__).with_name("courses.py"))
assert _spec is not None
assert _spec.loader is not None
courses = importlib.util.module_from_spec(_spec)
sys.modules["grading_courses"] = courses
_spec.loader.exec_module(courses)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a released course; copy it before writing."""
    root: Path = tmp_path_factory.mktemp("course") / "demo"
    courses.make(root)
    return root


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Course:
    """A released course of this test's own."""
    held: Course = courses.copied(released, tmp_path / "demo")
    return held
