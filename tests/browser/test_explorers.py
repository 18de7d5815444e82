"""Every explorer in Chromium, in both languages: run it, move a control by the keyboard, see what it shows change.

A new explorer needs one line in ``CASES``.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Lab
from .notebook_page import ERROR, MISSING_GLYPHS, STDERR, open_notebook, run_all, sessions

FIRM = "from coursekit.data import company\nfirm = company.load(dirty=False)\n"
ORDERS = FIRM + "orders = company.net_orders(firm)\n"
BUSINESS = ORDERS + "business = firm.customers[firm.customers['type'] != 'consumer']\n"
TABLE = ORDERS + "from coursekit.segment.customers import customer_table\n"
OPTIONS = "{'a': 'Yes.', 'b': 'No.', 'c': 'No.'} if language == 'en' else {'甲': '是。', '乙': '否。', '丙': '否。'}"
SLIDER, SELECT, RADIO = "[role='slider']", "select", "input[type='radio']"


@dataclass(frozen=True)
class Case:
    """One explorer: the code that makes it, and the keys to press, each with the control that has the focus."""

    make: str  # 'module.Class(arguments)', of coursekit.widgets
    setup: str = ""
    presses: tuple[tuple[str, str], ...] = ((SLIDER, "ArrowRight"),)
    hook: str = ""  # the class in the page where it is not coursekit-<module>
    shows: str = ".ck-summary"
    draws: bool = True

    @property
    def module(self) -> str:
        """The explorer's module, which names the case."""
        return self.make.split(".")[0]

    @property
    def found(self) -> str:
        """The explorer in the page."""
        return self.hook or f".coursekit-{self.module.replace('_', '-')}"

    def code(self, language: str) -> str:
        """The cell's source."""
        name = self.make.split(".")[1].split("(")[0]
        call = self.make.split(".", 1)[1].removesuffix(")")
        end = "language=language)" if call.endswith("(") else ", language=language)"
        return (
            f"language = {language!r}\n{self.setup}from coursekit.widgets.{self.module} import {name}\n"
            + call
            + end
        )


CASES = [
    Case("lorenz_whale.LorenzWhale(firm.orders)", FIRM, ((".ck-allocate-by select", "ArrowDown"),)),
    Case("rule_list.RuleList(orders)", ORDERS, ((".ck-day [role='slider']", "ArrowLeft"),)),
    Case("kmeans_steps.KMeansSteps(t, ('orders', 'CNY'))", TABLE + "t = customer_table(orders, '2025-12-31')[['frequency', 'monetary']].head(300)\n"),
    Case("roleplay.RolePlay(firm.conversations)", FIRM, ((SELECT, "ArrowDown"), (RADIO, "Space"))),
    Case("contact_plan.ContactPlan(business)", BUSINESS, ((".ck-hours [role='slider']", "ArrowRight"),)),
    Case("complaint_desk.ComplaintDesk(firm.complaints)", FIRM, ((".ck-back [role='slider']", "ArrowRight"), (".ck-order select", "ArrowDown"))),
    Case("power_peeking.PowerPeeking()", presses=((".ck-looks [role='slider']", "ArrowRight"), (".ck-decide select", "ArrowDown"))),
    Case("learning_gain.LearningGain()", presses=((".ck-invited [role='slider']", "ArrowRight"), (".ck-control select", "ArrowDown"))),
    Case("privacy_dial.PrivacyDial(persons)", FIRM + "persons = firm.customers[firm.customers['type'] == 'consumer']\n", ((".ck-age select", "ArrowDown"), (".ck-k [role='slider']", "ArrowRight"))),
    Case("rfm_cutoffs.RfmCutoffs(orders)", ORDERS, hook=".ck-rfm-cutoffs", presses=((".ck-recent [role='slider']", "ArrowRight"),)),
    Case("quiz.Quiz([q])", f"from coursekit.widgets.quiz import Question\nq = Question('?', {OPTIONS}, 0)\n", ((RADIO, "Space"),), ".ck-quiz", "", draws=False),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.module)
def test_explorer_answers_the_keyboard(
    page: Page,
    lab: Lab,
    language: str,
    picture: Callable[[str], Path],
    case: Case,
    record_property: Callable[[str, str], None],
) -> None:
    path = f"explorer-{case.module}-{language}.ipynb"
    write_notebook(lab.root / path, case.code(language))
    open_notebook(page, lab, path)
    run_all(page)
    assert page.locator(ERROR).all_inner_texts() == []
    assert page.locator(STDERR).all_inner_texts() == []
    explorer = page.locator(case.found).first
    expect(explorer).to_be_visible(timeout=20_000)
    explorer.scroll_into_view_if_needed()
    shown = explorer.locator(case.shows) if case.shows else explorer
    words, figure = shown.inner_text(), explorer.locator(".ck-figure img").first
    picture_before = figure.get_attribute("src") if case.draws and figure.count() else None
    picture(f"{case.module}-before")

    for selector, key in case.presses:
        control = explorer.locator(selector).first
        expect(control).to_have_accessible_name(re.compile(r"\S"))
        control.focus()
        expect(control).to_be_focused()
        pressed = time.monotonic()
        words = shown.inner_text()
        control.press(key)
        expect(shown).not_to_have_text(words, timeout=15_000, use_inner_text=True)
        seconds = time.monotonic() - pressed
    record_property("shown", f"{case.module} ({language}): shown {seconds:.2f} s after the key")
    if case.draws:
        expect(figure).to_be_visible()
        assert len(str(figure.get_attribute("alt"))) > 40
        if picture_before:
            expect(figure).not_to_have_attribute("src", picture_before)
    picture(f"{case.module}-after")
    assert page.evaluate(MISSING_GLYPHS) == []
    shut_down(page, lab, path)


def write_notebook(path: Path, code: str) -> None:
    """A notebook of one code cell."""
    cell = {
        "cell_type": "code", "id": "explorer", "metadata": {}, "execution_count": None, "outputs": [], "source": code,
    }  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(
        json.dumps({"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}),
        encoding="utf-8",
    )


def shut_down(page: Page, lab: Lab, path: str) -> None:
    """End the notebook's kernel, so that those of all explorers do not pile up."""
    page.goto("about:blank")
    for session in sessions(page, lab, path):
        page.request.delete(
            f"{lab.url}/api/sessions/{session['id']}", headers={"Authorization": f"token {lab.token}"}
        )
