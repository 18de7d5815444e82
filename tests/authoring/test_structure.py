from __future__ import annotations

import json

import pytest

from coursekit.authoring import structure


def rules(path):
    return {breach.rule for breach in structure.breaches(path)}


def test_a_sound_notebook_breaks_no_rule(make, tmp_path):
    path = make.write(
        tmp_path / "lessons/en/01-a.ipynb", make.prose("ties-predict", "Guess."), make.code("ties-code", "1")
    )
    assert structure.breaches(path) == []


@pytest.mark.parametrize(
    "cell_id", ["3b7c5f2e", "0a1b2c3d-0000-4000-8000-0123456789ab", "Ties", "ties_code", "5-ties"]
)
def test_ids_that_nobody_can_read(make, tmp_path, cell_id):
    path = make.write(tmp_path / "lessons/en/01-a.ipynb", make.prose(cell_id, "Guess."))
    assert "unreadable id" in rules(path)


def test_an_id_used_twice(make, tmp_path):
    path = make.write(
        tmp_path / "lessons/en/01-a.ipynb", make.prose("ties", "One."), make.prose("ties", "Two.")
    )
    assert "id used twice" in rules(path)


def test_outputs_break_the_normal_form_and_the_cell_is_named(make, tmp_path):
    path = make.write(tmp_path / "lessons/en/01-a.ipynb", make.code("ties-code", "1"))
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1"]}]
    path.write_text(json.dumps(notebook))
    breach = next(b for b in structure.breaches(path) if b.rule == "not in normal form")
    assert "ties-code" in breach.detail


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda nb: nb.update(nbformat_minor=4), "wrong notebook format"),
        (lambda nb: nb["metadata"].update(coursekit={"language": "zh"}), "wrong language in metadata"),
        (lambda nb: nb["metadata"].update(kernelspec={"name": "ir", "display_name": "R"}), "wrong kernel"),
        (lambda nb: nb["cells"][0].pop("id"), "not a valid notebook"),
        (
            lambda nb: nb["cells"][0]["metadata"].update(nbgrader={"grade": True}),
            "graded cell without grade_id",
        ),
    ],
)
def test_format_language_kernel_and_validity(make, tmp_path, change, rule):
    path = make.write(tmp_path / "lessons/en/01-a.ipynb", make.code("ties-code", "1"))
    notebook = json.loads(path.read_text())
    change(notebook)
    path.write_text(json.dumps(notebook))
    assert rule in rules(path)


@pytest.mark.parametrize(
    ("language", "kind", "source"),
    [("en", "prose", "word " * 121), ("zh", "prose", "\u5ba2" * 221), ("en", "code", "x = 1\n" * 31)],
)
def test_cells_that_are_wildly_too_long(make, tmp_path, language, kind, source):
    cell = getattr(make, kind)("long-cell", source)
    assert rules(make.write(tmp_path / f"lessons/{language}/01-a.ipynb", cell)) == {"cell too long"}


def test_a_locked_prompt_may_be_half_as_long_again(make, tmp_path):
    path = tmp_path / "solutions/en/ex01-a/ex01-a.ipynb"
    assert rules(make.write(path, make.graded("locked", "prompt", "word " * 180))) == set()
    assert rules(make.write(path, make.graded("locked", "prompt", "word " * 181))) == {"cell too long"}


def test_long_tests_and_model_answers_are_no_breach(make, tmp_path):
    path = make.write(
        tmp_path / "solutions/en/ex01-a/ex01-a.ipynb",
        make.graded("test", "long-test", "assert True\n" * 60, points=1),
        make.graded("manual", "memo", "word " * 300, points=3),
    )
    assert rules(path) == set()


def test_prose_length_leaves_out_what_is_not_read_as_prose():
    source = "Two words.\n\n| a | table |\n|---|---|\n\n```python\nx = 1\n```\n<details><summary>Hint</summary>Long.</details>"
    assert structure.prose_length(source, "en") == 2
