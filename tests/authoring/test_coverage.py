from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.authoring import coverage
from coursekit.errors import DataError

MATERIAL = """id,title_en,title_zh,lesson,exercise
M2.10,ABCD grading,\u5206\u7ea7,05-grading,ex04-rfm
M2.11,RFM,RFM,05-grading,ex04-rfm
M2.12,Persona,\u753b\u50cf,11-personas,ex07-tags
"""
LONG = (
    "Customers who behave alike must score alike, whatever the order in which the rows of the table happen to stand today. "
    * 2
)


@pytest.fixture
def course(make, tmp_path):
    """Material of three items; a lesson and an exercise that teach the first two."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/material.csv").write_text(MATERIAL, encoding="utf-8")
    make.write(tmp_path / "lessons/en/05-grading.ipynb", make.prose("claim", LONG, covers=["M2.10", "M2.11"]))
    make.write(
        tmp_path / "solutions/en/ex04-rfm/ex04-rfm.ipynb",
        make.graded("answer", "score", "x = 1", practises=["M2.10"]),
        make.graded("test", "score-test", "assert x", points=2),
        make.graded("manual", "memo", "Model answer.", points=2, practises=["M2.11"]),
    )
    return tmp_path


def rules(course):
    return [(breach.cell, breach.rule) for breach in coverage.breaches(course)]


def lesson(make, course, *cells):
    make.write(course / "lessons/en/05-grading.ipynb", *cells)


def exercise(make, course, *cells):
    make.write(course / "solutions/en/ex04-rfm/ex04-rfm.ipynb", *cells)


def test_items_whose_lesson_is_still_to_come_are_not_due(course):
    assert coverage.breaches(course) == []
    assert coverage.to_come(course) == [("M2.12", "Persona", "11-personas", "ex07-tags")]


def test_an_item_is_due_as_soon_as_its_lesson_exists(make, course):
    make.write(course / "lessons/en/11-personas.ipynb", make.prose("intro", LONG))
    assert rules(course) == [("M2.12", "due and missing: lesson")]


def test_another_lesson_than_the_planned_one_may_cover_an_item(make, course):
    make.write(course / "lessons/en/11-personas.ipynb", make.prose("intro", LONG))
    lesson(make, course, make.prose("claim", LONG, covers=["M2.10", "M2.11", "M2.12"]))
    assert coverage.breaches(course) == []


def test_an_item_is_due_as_soon_as_its_exercise_exists(make, course):
    make.write(course / "solutions/en/ex07-tags/ex07-tags.ipynb", make.prose("intro", LONG))
    assert rules(course) == [("M2.12", "due and missing: exercise")]


def test_a_heading_alone_covers_nothing(make, course):
    lesson(make, course, make.prose("claim", "## ABCD and RFM", covers=["M2.10", "M2.11"]))
    assert rules(course) == [
        ("claim", "does not cover what it claims"),
        ("M2.10", "due and missing: lesson"),
        ("M2.11", "due and missing: lesson"),
    ]


def test_code_covers_nothing(make, course):
    lesson(
        make,
        course,
        make.code("claim", "# " + LONG, covers=["M2.10"]),
        make.prose("rest", LONG, covers=["M2.10", "M2.11"]),
    )
    assert rules(course) == [("claim", "does not cover what it claims")]


@pytest.mark.parametrize("kind", ["locked", "plain", "untested answer", "test without points"])
def test_what_earns_no_points_practises_nothing(make, course, kind):
    claim = {"practises": ["M2.11"]}
    cells = {
        "locked": [make.graded("locked", "q", LONG, **claim)],
        "plain": [make.code("q", "1", **claim)],
        "untested answer": [make.graded("answer", "q", "1", **claim), make.graded("answer", "r", "2")],
        "test without points": [make.graded("test", "q", "1", points=0, **claim)],
    }[kind]
    exercise(make, course, *cells, make.graded("manual", "memo", "Model.", points=1, practises=["M2.10"]))
    assert rules(course) == [
        ("q", "does not practise what it claims"),
        ("M2.11", "due and missing: exercise"),
    ]


def test_unknown_ids_are_named(make, course):
    lesson(make, course, make.prose("claim", LONG, covers=["M2.10", "M2.11", "M9.9"]))
    assert rules(course) == [("claim", "unknown id in 'covers'")]


def test_lessons_cover_and_exercises_practise(make, course):
    make.write(course / "lessons/en/06-lists.ipynb", make.code("one", "1", practises=["M2.10"]))
    make.write(course / "solutions/en/ex05-lists/ex05-lists.ipynb", make.prose("two", LONG, covers=["M2.10"]))
    assert rules(course) == [("one", "'practises' in a lesson"), ("two", "'covers' in an exercise")]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("M2.11,", "M2.10,", "'M2.10' twice"),
        ("ABCD grading", "", "empty field"),
        ("title_en", "title", "Found columns"),
    ],
)
def test_a_damaged_list_of_the_material_is_named(course, old, new, found):
    (course / "docs/material.csv").write_text(MATERIAL.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=found):
        coverage.material(course)


def test_the_courses_own_list_is_the_whole_material():
    items = coverage.material(Path(__file__).parents[2])
    chapters = {1: 8, 2: 20, 3: 9, 4: 16, 5: 8, 6: 9}  # items of each chapter of the material
    expected = [
        f"M{chapter}.{number}" for chapter, count in chapters.items() for number in range(1, count + 1)
    ]
    expected += [f"R{number}" for number in range(1, 12)] + [f"F{number}" for number in range(1, 7)]
    assert [item for item in items if not item.startswith("P-")] == expected
    assert sum(item.startswith("P-") for item in items) == 27  # types that the lists describe
