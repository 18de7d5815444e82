"""Every notebook of the course: its form, its twin, what it teaches, its links, and what trainees are given."""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

import pytest

from coursekit.authoring import coverage, glossary, languages, links, release, structure
from coursekit.authoring.notebooks import course_notebooks, graded_kind, language_of, read
from coursekit.messages import LANGUAGES

ROOT = Path(__file__).parents[1]
NOTEBOOKS = course_notebooks(ROOT)
TWINS = [(en, zh) for en, zh in languages.pairs(ROOT) if zh.is_file()]
MODEL_LENGTH = {"words": 60, "characters": 110, "lines": 15}  # the usual cell of courses that people finish
LINKING = [
    path for path in NOTEBOOKS if not path.is_relative_to(ROOT / "exercises")
]  # those are their source's
LESSONS = [path for path in NOTEBOOKS if path.is_relative_to(ROOT / "lessons")]
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


def test_the_course_has_notebooks_and_says_which_were_looked_at(record_property):
    folders = Counter("/".join(path.relative_to(ROOT).parts[:2]) for path in NOTEBOOKS)
    record_property("shown", f"notebooks looked at: {dict(folders)}; Chinese twins: {len(TWINS)}")
    assert folders["lessons/en"] > 0
    assert folders["solutions/en"] > 0


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_is_stripped_valid_readable_and_of_bearable_length(path):
    assert not (breaches := structure.breaches(path)), told(breaches)


@pytest.mark.parametrize("path", LINKING, ids=name)
def test_the_usual_cell_is_as_short_as_the_models(path, record_property):
    sizes = structure.sizes(path)
    prose = [size.amount for size in sizes if size.unit != "lines"]
    lines = [size.amount for size in sizes if size.unit == "lines"]
    usual = {"prose": median(prose or [0]), "code": median(lines or [0])}
    unit = "words" if language_of(path) == "en" else "characters"
    record_property(
        "shown",
        f"{name(path):45} {len(prose)} prose cells of {usual['prose']:.0f} {unit} (longest {max(prose, default=0)}), "
        f"{len(lines)} code cells of {usual['code']:.0f} lines (longest {max(lines, default=0)})",
    )
    if path in LESSONS:
        assert usual["prose"] <= MODEL_LENGTH[unit] * 1.5
    assert usual["code"] <= MODEL_LENGTH["lines"] * 1.5


@pytest.mark.parametrize("pair", TWINS, ids=lambda pair: name(pair[1]))
def test_the_chinese_notebook_is_the_twin_of_the_english(pair):
    assert not (breaches := languages.parity(*pair)), told(breaches)


def test_no_chinese_notebook_stands_alone():
    assert languages.orphans(ROOT) == []


def test_every_item_that_is_due_is_explained_and_practised(record_property):
    rows = coverage.to_come(ROOT)
    total = len(coverage.material(ROOT))
    record_property(
        "shown", f"{total - len(rows)} of {total} items of the material are explained and practised"
    )
    waiting: dict[str, list[str]] = defaultdict(list)
    for item, _, lesson, exercise in rows:
        waiting[f"{lesson or '-'} / {exercise or '-'}"].append(item)
    for where, items in sorted(waiting.items()):
        record_property("shown", f"  to come in {where}: {', '.join(items)}")
    assert not (breaches := coverage.breaches(ROOT)), told(breaches)


def test_claims_of_coverage_hold_in_chinese_too():
    if not coverage.lessons(ROOT, "zh"):
        pytest.skip("no Chinese lesson yet")
    unfounded = [b for b in coverage.breaches(ROOT, "zh") if not b.rule.startswith("due")]
    assert not unfounded, told(unfounded)


def test_every_chinese_term_means_one_thing():
    assert glossary.terms(ROOT), f"{glossary.GLOSSARY} has no term: nothing was compared"
    assert glossary.conflicts(glossary.terms(ROOT).values()) == []


def test_terms_that_a_lesson_introduces_are_used_in_its_twin(record_property):
    breaches, looked_for = glossary.breaches(ROOT)
    record_property(
        "shown",
        f"{len(glossary.terms(ROOT))} glossary terms; {looked_for} uses looked for in {len(TWINS)} twins",
    )
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
def test_exercises_are_what_nbgrader_makes_of_the_solutions_today(language, record_property):
    stale = release.out_of_date(ROOT, language)
    record_property(
        "shown",
        f"made anew and compared: exercises/{language}: {', '.join(release.names(ROOT, language)) or 'none'}",
    )
    assert not stale, "\n" + "\n".join(stale)


@pytest.mark.parametrize("language", LANGUAGES)
def test_exercises_show_no_line_of_a_solution_or_hidden_test(language):
    assert not (breaches := release.leaks(ROOT, language)), told(breaches)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_an_exercise_has_answers_tests_and_one_question_graded_by_hand(path, record_property):
    cells = read(path)["cells"]
    kinds = Counter(graded_kind(cell) for cell in cells)
    points = {
        cell["id"]: cell["metadata"]["nbgrader"].get("points", 0)
        for cell in cells
        if graded_kind(cell) in ("test", "manual", "task")
    }
    record_property("shown", f"{name(path)}: {dict(kinds)}, {sum(points.values())} points")
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
