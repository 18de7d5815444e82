"""Fixtures: a released course, made once a session."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from coursekit.grading.course import Course


def _shared(name: str) -> ModuleType:
    """Load a file beside this one as ``grading_<name>``, for tests to import."""
    spec = importlib.util.spec_from_file_location(f"grading_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


courses = _shared("courses")
_shared("notebooks")


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
