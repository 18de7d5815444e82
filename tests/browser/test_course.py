"""The course as a trainee meets it: welcome, a lesson that runs, an explorer that moves, an exercise that validates."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import Lab
from .notebook_page import ERROR, MISSING_GLYPHS, STDERR, open_notebook, run_all

LESSON = "lessons/{language}/05-grading-by-rule.ipynb"
EXERCISE = "exercises/{language}/ex04-rfm/ex04-rfm.ipynb"
Picture = Callable[[str], Path]


def test_course_opens_at_the_welcome_lesson(page: Page, lab: Lab, language: str, picture: Picture) -> None:
    page.goto(lab.welcome)
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownCell h1", timeout=60_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    assert f"/lessons/{language}/00-welcome.ipynb" in page.url
    picture("welcome")
    assert page.evaluate(MISSING_GLYPHS) == []


def test_lesson_runs_and_its_explorer_answers(page: Page, lab: Lab, language: str, picture: Picture) -> None:
    open_notebook(page, lab, LESSON.format(language=language))
    run_all(page)
    assert page.locator(ERROR).count() == 0
    assert page.locator(STDERR).count() == 0
    explorer = page.locator(".ck-rfm-cutoffs").first
    explorer.scroll_into_view_if_needed()
    figure = explorer.locator(".ck-figure img").first
    before = figure.get_attribute("src")
    picture("explorer-before")
    slider = explorer.locator("[role='slider']").first
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(figure).not_to_have_attribute("src", str(before), timeout=10_000)
    picture("explorer-after")
    assert page.evaluate(MISSING_GLYPHS) == []


def test_exercise_answers_to_validate(page: Page, lab: Lab, language: str, picture: Picture) -> None:
    open_notebook(page, lab, EXERCISE.format(language=language))
    page.locator("jp-button.validate-button").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_be_visible(timeout=120_000)
    expect(dialog).to_contain_text(re.compile("Validation Results|验证"), timeout=120_000)
    expect(dialog).to_contain_text(re.compile(r"\d"))
    picture("validate")
