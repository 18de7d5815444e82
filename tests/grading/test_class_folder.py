"""Making a class folder."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

from coursekit.errors import CourseFolderError, UsageError
from coursekit.grading import class_folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for language in ("en", "zh"):
        exercise = tmp_path / "course" / "solutions" / language / "ex01-first"
        exercise.mkdir(parents=True)
        (exercise / "ex01-first.ipynb").write_text("{}")
    return tmp_path / "course"


def test_folder_has_what_an_instructor_needs(course: Path, tmp_path: Path) -> None:
    made = class_folder.init(tmp_path / "spring", course, class_id="spring-2027")
    assert made.exercises == ("ex01-first",)
    assert (made.path / "solutions" / "zh" / "ex01-first" / "class-id.txt").read_text() == "spring-2027\n"
    with (made.path / "roster.csv").open(encoding="utf-8-sig") as stream:
        assert next(csv.reader(stream)) == ["id", "first_name", "last_name", "email"]
    assert (made.path / "nbgrader_config.py").is_file()


def test_every_class_has_a_salt_of_its_own_that_only_its_owner_reads(course: Path, tmp_path: Path) -> None:
    salts = set()
    for name in ("a", "b"):
        settings = class_folder.init(tmp_path / name, course).path / "class.toml"
        assert settings.stat().st_mode & 0o077 == 0
        salts.add(tomllib.loads(settings.read_text())["salt"])
    assert len(salts) == 2


def test_git_ignores_a_class_folder(course: Path, tmp_path: Path) -> None:
    made = class_folder.init(tmp_path / "spring", course)
    assert "*" in (made.path / ".gitignore").read_text().splitlines()


def test_folder_with_content_is_left_alone(course: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    with pytest.raises(CourseFolderError, match="not empty"):
        class_folder.init(tmp_path / "full", course)
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("bad", ["a b", "../up", "班级", "x" * 65])
def test_class_id_that_cannot_be_one_is_refused(bad: str, course: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="class id"):
        class_folder.init(tmp_path / "n", course, class_id=bad)
    assert not (tmp_path / "n").exists()


def test_failure_half_way_leaves_nothing(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(class_folder.csv, "writer", full_disk)
    with pytest.raises(CourseFolderError, match="No space left"):
        class_folder.init(tmp_path / "spring", course)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["course"]
