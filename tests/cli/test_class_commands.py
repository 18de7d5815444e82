"""A class made in both languages that works in one of them: the commands of the README, without naming a language."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit import cli

EXERCISE = "ex04-rfm"  # there in both languages
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    def command(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["coursekit", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out + said.err

    return command


@pytest.fixture
def spring(run: Callable[..., tuple[int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class made by its command, and this process in its folder."""
    monkeypatch.chdir(ROOT)
    assert run("class", "init", str(tmp_path / "spring"), "--id", "spring")[0] == 0
    monkeypatch.chdir(tmp_path / "spring")


def test_work_in_one_language_is_collected_graded_and_reported_in_it_alone(
    run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    Path("roster.csv").write_text("id,first_name,last_name,email\nbo,Bo,Li,\n")
    assert run("release", EXERCISE)[0] == 0
    shutil.copytree(Path("release/en") / EXERCISE, tmp_path / "in" / "bo" / EXERCISE)
    status, said = run("collect", EXERCISE, str(tmp_path / "in"))
    assert status == 0, said
    assert list(Path("submitted").rglob("*.ipynb")) == [
        Path("submitted/en/bo") / EXERCISE / f"{EXERCISE}.ipynb"
    ]
    for command in (("grade", EXERCISE, "--isolation", "process"), ("feedback", EXERCISE), ("report",)):
        status, said = run(*command)
        assert status == 0, said
    assert "bo" in said


def test_a_trainee_named_is_graded_in_the_language_of_their_work(
    run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    Path("roster.csv").write_text("id,first_name,last_name,email\nbo,Bo,Li,\nmei,Mei,Lin,\n")
    assert run("release", EXERCISE)[0] == 0
    for who, language in (("bo", "en"), ("mei", "zh")):
        shutil.copytree(Path("release") / language / EXERCISE, tmp_path / "in" / who / EXERCISE)
    assert run("collect", EXERCISE, str(tmp_path / "in"))[0] == 0
    status, said = run("grade", EXERCISE, "--student", "mei", "--isolation", "process", "--json")
    assert (status, '"student": "mei"' in said, '"student": "bo"' in said) == (0, True, False), said
    status, said = run("grade", EXERCISE, "--student", "may", "--isolation", "process")
    assert (status, "Found nothing handed in by 'may'" in said, "bo, mei" in said) == (2, True, True), said


def test_what_cannot_be_meant_is_told(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    Path("roster.csv").write_text("id,first_name,last_name,email\nbo,Bo,Li,\n")
    (tmp_path / "empty").mkdir()
    for words, *command in (
        ("Found no files in", "collect", EXERCISE, str(tmp_path / "empty")),
        ("Found --checks 'inside'", "release", EXERCISE, "--checks", "inside"),
        ("Found --lang 'fr'", "release", EXERCISE, "--lang", "fr"),
        ("solutions/zh", "release", "ex01-concentration", "--lang", "zh"),
        ("one of: ex06-clusters.", "release", "ex06"),
    ):
        status, said = run(*command)
        assert (status, words in said) == (2, True), said


def test_a_class_with_nothing_graded_is_told_so_once(run: Callable[..., tuple[int, str]]) -> None:
    status, said = run("report")
    assert status == 2
    assert said.startswith("coursekit: Found nothing graded.")
