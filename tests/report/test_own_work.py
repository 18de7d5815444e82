"""What a trainee reads after checking their own notebook promises no more than was run."""

import pytest

from coursekit.grading.own_work import OwnWork
from coursekit.grading.submission import CellScore, Outcome
from coursekit.report import own_work

SCORES = (
    CellScore("grades", 3.0, 3.0, "outside", ""),
    CellScore("memo", None, 4.0, "manual", ""),
    CellScore("nested", 0.0, 2.0, "outside", "<b>Look at the ties.</b>"),
)


def found(everything, language="en"):
    outcome = Outcome("ann", "ex04", "ex04", scores=SCORES)
    return OwnWork(outcome, {"grades": "Grades: A to D"}, everything, language)


def test_with_all_checks_run_points_are_points():
    page = own_work.as_html(found(everything=True))
    assert "Points" in page
    assert "Checks passed." in page
    assert "3 of 5 points" in page


@pytest.mark.parametrize(
    ("language", "words", "never"),
    [("en", ["Visible checks", "when it is graded"], "Points"), ("zh", ["公开检查", "批改"], "得分</th>")],
)
def test_without_the_hidden_checks_no_points_are_promised(language, words, never):
    page = own_work.as_html(found(everything=False, language=language))
    assert all(word in page for word in words)
    assert never not in page


def test_a_message_is_shown_as_text_and_not_as_markup():
    assert "&lt;b&gt;Look at the ties." in own_work.as_html(found(everything=True))


def test_a_question_without_a_heading_is_named_by_its_id():
    assert [row[0] for row in own_work.rows(found(everything=True))] == ["Grades: A to D", "memo", "nested"]
