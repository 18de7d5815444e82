"""The trainee's own test before and after the course."""

from __future__ import annotations

import json

import pytest

from coursekit.errors import UsageError
from coursekit.widgets.parallel_form import OPTIONS, RIGHT, ParallelForm, course_folder, kept, score


def filled(form, folder, answers, language="en"):
    shown = ParallelForm(form, folder=folder, language=language)
    for question, letter in enumerate(answers):
        shown.choose(question, (OPTIONS + "?").index(letter))
    shown.keep()
    return shown


def test_both_forms_have_as_many_questions_and_the_facts_turn_some_answers():
    assert len(RIGHT[1]) == len(RIGHT[2]) == 8
    assert RIGHT[1] != RIGHT[2]


def test_nothing_is_chosen_and_nothing_written_at_the_start(tmp_path):
    form = ParallelForm(1, folder=tmp_path)
    assert [choice.index for choice in form.choices] == [None] * 8
    assert list(tmp_path.iterdir()) == []


def test_an_open_question_is_named_and_nothing_is_written(tmp_path):
    form = filled(1, tmp_path, "abcacbb")
    assert "8" in form.status.value
    assert kept(1, tmp_path) is None


def test_the_first_form_is_kept_in_one_file_without_telling_what_is_right(tmp_path):
    form = filled(1, tmp_path, "abc?????")
    content = json.loads((tmp_path / ".coursekit-form-1.json").read_text())
    assert content.keys() == {"form", "kept_on", "answers"}
    assert kept(1, tmp_path) == "abc?????"
    assert "3" not in form.status.value.replace("lesson 23", "")


def test_the_first_answers_stand(tmp_path):
    filled(1, tmp_path, "abc?????")
    again = filled(1, tmp_path, RIGHT[1])
    assert again.button.disabled
    assert kept(1, tmp_path) == "abc?????"


def test_the_last_form_shows_the_gain_in_points(tmp_path):
    filled(1, tmp_path, "abc?????")
    assert "+4 points" in filled(2, tmp_path, RIGHT[2][:7] + "?").status.value


def test_a_loss_is_shown_as_one(tmp_path):
    filled(1, tmp_path, RIGHT[1])
    assert "-8 分" in filled(2, tmp_path, "????????", language="zh").status.value


def test_without_a_first_form_no_gain_is_claimed(tmp_path):
    assert "no gain to show" in filled(2, tmp_path, RIGHT[2]).status.value


@pytest.mark.parametrize("content", ["", "[]", '{"answers": 3}', '{"answers": "ab"}'])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path, content):
    (tmp_path / ".coursekit-form-1.json").write_text(content)
    assert kept(1, tmp_path) is None


def test_not_knowing_is_never_right():
    assert score(2, "????????") == 0


def test_another_form_is_refused(tmp_path):
    with pytest.raises(UsageError, match="Expected 1 or 2"):
        ParallelForm(3, folder=tmp_path)


def test_answers_go_to_the_folder_that_holds_the_lessons(tmp_path):
    inner = tmp_path / "lessons" / "en"
    inner.mkdir(parents=True)
    assert course_folder(inner) == tmp_path
    assert course_folder(tmp_path / "lessons") == tmp_path


def test_the_form_shows_as_a_widget(tmp_path):
    shown = ParallelForm(1, folder=tmp_path)._repr_mimebundle_(include=None, exclude=None)
    assert "application/vnd.jupyter.widget-view+json" in shown
