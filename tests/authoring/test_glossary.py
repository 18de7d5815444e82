from __future__ import annotations

import pytest

from coursekit.authoring import glossary
from coursekit.errors import DataError

HEAD = "en,zh,definition_en,definition_zh,material\n"
TERMS = (
    HEAD
    + "tie rule,\u540c\u5206\u89c4\u5219,What equals get.,\u76f8\u540c\u8005\u3002,M2.11\nsegment,\u5ba2\u7fa4/\u7ec6\u5206\u5e02\u573a,A group.,\u4e00\u7fa4\u3002,M1.1\n"
)


@pytest.fixture
def course(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/glossary.csv").write_text(TERMS, encoding="utf-8")
    return tmp_path


def write_twins(make, course, english, chinese):
    make.write(course / "lessons/en/05-grading.ipynb", make.prose("terms", english))
    make.write(course / "lessons/zh/05-grading.ipynb", make.prose("terms", chinese))


@pytest.mark.parametrize(
    "english",
    [
        "State the **tie rule** first.",
        "**Tie rules:** say them.",
        "| Tie rule | \u540c\u5206\u89c4\u5219 |\n|---|---|",
    ],
)
def test_an_introduced_term_needs_its_chinese_in_the_twin(make, course, english):
    write_twins(make, course, english, "\u6309\u987a\u5e8f\u6765\u3002")
    breaches, looked_for = glossary.breaches(course)
    assert [(b.cell, b.rule) for b in breaches] == [("terms", "no Chinese for 'tie rule'")]
    assert looked_for == 1


def test_any_accepted_chinese_will_do(make, course):
    write_twins(
        make,
        course,
        "A **tie rule** and a **segment**.",
        "\u540c\u5206\u89c4\u5219\u548c\u7ec6\u5206\u5e02\u573a",
    )
    assert glossary.breaches(course) == ([], 2)


def test_a_word_in_passing_is_not_a_term(make, course):
    write_twins(make, course, "Each segment has a tie rule. **Read it.**", "\u8bfb\u4e00\u8bfb")
    assert glossary.breaches(course) == ([], 0)


def test_an_english_lesson_without_a_twin_is_not_looked_at(make, course):
    make.write(course / "lessons/en/05-grading.ipynb", make.prose("terms", "**segment**"))
    assert glossary.breaches(course) == ([], 0)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (HEAD + "a,\u7532,,\u4e59,\n", "empty field"),
        (HEAD + "a,\u7532,x,y,\nA,\u4e59,x,y,\n", "'A' twice"),
        ("en,zh\na,\u7532\n", "Found columns"),
    ],
)
def test_a_damaged_glossary_is_named(course, content, found):
    (course / "docs/glossary.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=found):
        glossary.terms(course)
