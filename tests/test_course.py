"""Every notebook of the course: its form, its twin, what it teaches, its links, and what trainees are given."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from coursekit.authoring import coverage, glossary, languages, links, release, structure
from coursekit.authoring.notebooks import course_notebooks, graded_kind, read
from coursekit.messages import LANGUAGES

ROOT = Path(__file__).parents[1]
NOTEBOOKS = course_notebooks(ROOT)
TWINS = [(en, zh) for en, zh in languages.pairs(ROOT) if zh.is_file()]
LINKING = [
    path for path in NOTEBOOKS if not path.is_relative_to(ROOT / "exercises")
]  # those are their source's
SOURCES = [path for path in NOTEBOOKS if path.is_relative_to(ROOT / "solutions")]


def name(path: object) -> str:
    return path.relative_to(ROOT).as_posix() if isinstance(path, Path) else ""


def tracked(*patterns: str) -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / line for line in done.stdout.split("\0") if line and (ROOT / line).is_file()]


def told(breaches: list[object]) -> str:
    return "\n" + "\n".join(str(breach).replace(f"{ROOT}/", "") for breach in breaches)


def test_the_course_has_notebooks_and_says_which_were_looked_at():
    folders = Counter("/".join(path.relative_to(ROOT).parts[:2]) for path in NOTEBOOKS)
    print("\nnotebooks:", dict(folders), "twins:", len(TWINS))
    assert folders["lessons/en"] > 0
    assert folders["solutions/en"] > 0


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_is_stripped_valid_readable_and_of_bearable_length(path):
    assert not (breaches := structure.breaches(path)), told(breaches)


def test_median_lengths_are_printed_for_authors():
    """The table is for reading; a course whose cells are all empty would fail."""
    for path in NOTEBOOKS:
        sizes = structure.sizes(path)
        longest = {
            unit: max((s.amount for s in sizes if s.unit == unit), default=0)
            for unit in {s.unit for s in sizes}
        }
        print(f"{name(path):60} {len(sizes):3} cells, longest: {longest}")
        assert any(size.amount for size in sizes)


@pytest.mark.parametrize("pair", TWINS, ids=lambda pair: name(pair[1]))
def test_the_chinese_notebook_is_the_twin_of_the_english(pair):
    assert not (breaches := languages.parity(*pair)), told(breaches)


def test_no_chinese_notebook_stands_alone():
    assert languages.orphans(ROOT) == []


def test_every_item_that_is_due_is_explained_and_practised():
    rows = coverage.to_come(ROOT)
    print(
        f"\n{len(coverage.material(ROOT)) - len(rows)} of {len(coverage.material(ROOT))} items taught; to come:"
    )
    print("\n".join("  ".join(row) for row in rows))
    assert not (breaches := coverage.breaches(ROOT)), told(breaches)


def test_claims_of_coverage_hold_in_chinese_too():
    if not coverage.lessons(ROOT, "zh"):
        pytest.skip("no Chinese lesson yet")
    unfounded = [b for b in coverage.breaches(ROOT, "zh") if not b.rule.startswith("due")]
    assert not unfounded, told(unfounded)


def test_every_chinese_term_means_one_thing():
    assert glossary.conflicts(glossary.terms(ROOT).values()) == []


def test_terms_that_a_lesson_introduces_are_used_in_its_twin():
    breaches, looked_for = glossary.breaches(ROOT)
    print(f"\n{len(glossary.terms(ROOT))} terms; {looked_for} uses looked for in {len(TWINS)} twins")
    assert not breaches, told(breaches)


def test_the_terms_of_the_glossary_belong_to_the_material():
    known = coverage.material(ROOT)
    stray = {
        term.en: item
        for term in glossary.terms(ROOT).values()
        for item in term.material.replace(",", " ").replace(";", " ").split()
        if item not in known
    }
    assert not stray


@pytest.mark.parametrize("path", [*LINKING, *tracked("*.md")], ids=name)
def test_links_hold_and_nothing_loads_from_elsewhere(path):
    assert not (breaches := links.breaches(path, ROOT)), told(breaches)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_exercises_are_what_nbgrader_makes_of_the_solutions_today(language):
    stale = release.out_of_date(ROOT, language)
    print(f"\n{language}: {release.names(ROOT, language)}")
    assert not stale, "\n" + "\n".join(stale)


@pytest.mark.parametrize("language", LANGUAGES)
def test_exercises_show_no_line_of_a_solution_or_hidden_test(language):
    assert not (breaches := release.leaks(ROOT, language)), told(breaches)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_an_exercise_has_answers_tests_and_one_question_graded_by_hand(path):
    cells = read(path)["cells"]
    kinds = Counter(graded_kind(cell) for cell in cells)
    points = {
        cell["id"]: cell["metadata"]["nbgrader"].get("points", 0)
        for cell in cells
        if graded_kind(cell) in ("test", "manual", "task")
    }
    print(f"\n{name(path)}: {dict(kinds)}, {sum(points.values())} points")
    assert kinds["test"] >= 6
    assert kinds["manual"] + kinds["task"] >= 1
    assert all(value > 0 for value in points.values()), f"graded cells without points: {points}"
    assert any("BEGIN HIDDEN TESTS" in cell["source"] for cell in cells)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_grade_ids_are_unique_and_readable(path):
    marks = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in read(path)["cells"]]
    given = Counter(mark for mark in marks if mark)
    assert {mark: count for mark, count in given.items() if count > 1} == {}
    assert [mark for mark in given if not structure.READABLE_ID.match(mark)] == []
