from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from coursekit.authoring import languages, notebooks
from coursekit.authoring.__main__ import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(make, tmp_path, monkeypatch):
    """A course of one English lesson, as the current folder."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=lambda *_: ["images"])
    make.write(
        tmp_path / "lessons/en/05-grading.ipynb", make.prose("claim", "Score alike."), make.code("one", "1")
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_normalise_says_what_it_rewrote_and_then_has_nothing_to_do(course, capsys):
    path = course / "lessons/en/05-grading.ipynb"
    path.write_text(path.read_text().replace('"outputs": []', '"outputs": [ ]'))
    assert main(["normalise", "--check"]) == 1
    assert main(["normalise"]) == 1
    assert "05-grading.ipynb: rewritten" in capsys.readouterr().out
    assert main(["normalise"]) == 0


def test_a_twin_is_made_listed_written_and_recorded_as_current(course, capsys):
    chinese = Path("lessons/zh/05-grading.ipynb")
    assert main(["sync"]) == 0
    assert not chinese.exists(), "without a choice only existing twins are carried along"
    assert main(["sync", "lessons/en/05-grading.ipynb"]) == 1
    assert "claim\tnew\tScore alike." in capsys.readouterr().out
    chinese.write_text(chinese.read_text().replace("Score alike.", "\u5f97\u5206\u76f8\u540c\u3002"))
    assert main(["sync", "--check"]) == 1
    assert main(["current", str(chinese), "claim"]) == 0
    assert main(["sync", "--check"]) == 0
    assert main(["sync"]) == 0
    assert notebooks.read(chinese)["cells"][0]["source"] == "\u5f97\u5206\u76f8\u540c\u3002"
    assert languages.parity(Path("lessons/en/05-grading.ipynb"), chinese) == []


def test_coverage_prints_what_is_to_come(course, capsys):
    assert main(["coverage"]) == 0
    printed = capsys.readouterr().out
    assert "M2.11\tRFM\t05-grading-by-rule\tex04-rfm\n" in printed
    assert printed.endswith("0 of 114 items are explained and practised\n")


def test_a_mistake_is_one_sentence_and_status_two(course, capsys):
    assert main(["normalise", "absent.ipynb"]) == 2
    assert capsys.readouterr().err == "Found no file absent.ipynb. Expected a notebook.\n"


def test_contributing_names_only_commands_that_exist(capsys):
    named = set(re.findall(r"`AUTHORING (\w+)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    with pytest.raises(SystemExit):
        main(["--help"])
    offered = re.search(r"\{([\w,]+)\}", capsys.readouterr().out)
    assert named == set(offered[1].split(","))
