"""Feedback pages tell a trainee what is theirs to know, and nothing else; nothing in them runs."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from grading_courses import RIGHT, WRONG, instant, submit

from coursekit.errors import CourseFolderError
from coursekit.grading.course import Course, open_course
from coursekit.grading.run import grade_assignment
from coursekit.grading.submission import Outcome, Submission
from coursekit.report.feedback import write_feedback

SECRETS = [
    "square(-3) == 9",
    "HIDDEN TESTS",
    "MARK SCHEME",
    "One point for axes",
    "even functions",
    "BEGIN SOLUTION",
]


def grade(course: Course, outputs: dict[str, list[dict[str, Any]]] | None = None, **changes: Any) -> None:
    """Grade with ``outputs`` put into the cells named, and ``changes`` made to each outcome."""

    def grader(submissions: Iterable[Submission]) -> Iterator[Outcome]:
        for outcome in instant(submissions):
            if outcome.graded:
                held = json.loads(outcome.autograded)
                for cell in held["cells"]:
                    if cell["id"] in (outputs or {}):
                        cell["outputs"] = (outputs or {})[cell["id"]]
                outcome = replace(outcome, autograded=json.dumps(held).encode(), **changes)
            yield outcome

    grade_assignment(course, "ps1", grader=grader, force=True)


def page(course: Course, student: str = "ana", notebook: str = "squares") -> str:
    write_feedback(course, "ps1")
    return (course.folder("feedback", student, "ps1") / f"{notebook}.html").read_text(encoding="utf-8")


def printed(value: str) -> list[dict[str, Any]]:
    return [{"output_type": "stream", "name": "stdout", "text": value}]


def shown(**data: str) -> list[dict[str, Any]]:
    named = {name.replace("_", "/", 1).replace("__", "+"): value for name, value in data.items()}
    return [{"output_type": "display_data", "data": named, "metadata": {}}]


def test_points_messages_and_anchors_stand_at_the_top(course: Course) -> None:
    submit(course, "ana", RIGHT | {"sums": "total = 5"}, at="2026-11-01 10:00:00 UTC")
    grade(course)
    found = page(course)
    assert "<strong>2</strong>" in found
    assert "of 14 points" in found
    assert 'href="#cell-sums-test"' in found
    assert 'id="cell-sums-test"' in found
    assert "Not yet." in found
    assert "2026-11-01 10:00 UTC" in found
    assert "Up to 9 more points" in found


def test_hidden_tests_solutions_and_mark_schemes_are_left_out(course: Course) -> None:
    trace = [
        {
            "output_type": "error",
            "ename": "E",
            "evalue": "square(-3) == 9",
            "traceback": ["assert square(-3) == 9"],
        }
    ]
    submit(course, "ana", WRONG)
    grade(course, {"square-test": trace, "square": printed("print In: assert square(-3) == 9")})
    found = page(course)
    assert [secret for secret in SECRETS if secret in found] == []
    assert "square(2) is not 4" in found  # the visible part of the test
    assert "[left out]" in found


def test_delimiters_of_the_course_are_honoured(course: Course) -> None:
    config = course.root / "nbgrader_config.py"
    config.write_text(
        config.read_text()
        + "c.ClearHiddenTests.begin_test_delimeter = 'HIDE'\nc.ClearHiddenTests.end_test_delimeter = 'SHOW'\n"
    )
    path = course.root / "source" / "ps1" / "cubes.ipynb"
    path.write_text(
        path.read_text().replace(
            "assert cube(2) == 8", "assert cube(2) == 8\\n# HIDE\\nassert cube(7) == 343\\n# SHOW"
        )
    )
    submit(course, "ana", RIGHT)
    changed = open_course(course.root)
    grade(changed)
    assert "343" not in page(changed, notebook="cubes")


def test_nothing_comes_from_another_host_and_nothing_runs(course: Course) -> None:
    evil = "<script>alert(1)</script><svg onload=alert(1)></svg><img src=https://evil/x.png onerror=alert(1)>"
    answers = RIGHT | {
        "why": f"{evil} [x](javascript:alert(1)) </main></body>",
        "square": f"# {evil}\n{RIGHT['square']}",
    }
    submit(course, "ana", answers)
    outputs = {
        "square": shown(text_html=evil, image_svg__xml="<svg onload=alert(1)>") + printed(f"\x1b[2J{evil}")
    }
    grade(course, outputs, repairs=(evil,), incidents=(evil,))
    found = page(course)
    lowered = found.lower()
    for forbidden in (
        "<script",
        "onload=alert(1)>",
        "<img src=https",
        'href="javascript',
        "mathjax",
        "require.js",
        "cdn",
        "\x1b",
    ):
        assert forbidden not in lowered.replace("&lt;svg onload=alert(1)&gt;", ""), forbidden
    assert found.count("</main>") == found.count("</body>") == 1
    assert "default-src 'none'" in found


def test_pictures_and_tables_that_code_showed_are_kept(course: Course) -> None:
    submit(course, "ana", RIGHT)
    grade(
        course,
        {
            "square": shown(image_png="aGk=")
            + shown(text_html="<table class='dataframe'><tr><td>7</td></tr></table>")
        },
    )
    found = page(course)
    assert 'src="data:image/png;base64,aGk="' in found
    assert '<table class="dataframe"><tr><td>7</td></tr></table>' in found


def test_repairs_and_incidents_are_told(course: Course) -> None:
    submit(course, "ana", RIGHT)
    grade(course, repairs=("The cell “f” was put back.",), incidents=("A cell was stopped after 30 s.",))
    found = page(course)
    assert "The cell “f” was put back." in found
    assert "A cell was stopped after 30 s." in found


def test_a_persons_score_and_comment_are_shown(course: Course) -> None:
    from nbgrader.api import Gradebook

    submit(course, "ana", RIGHT)
    grade(course)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.find_grade("why", "squares", "ps1", "ana").manual_score = 3.5
        gradebook.find_comment("why", "squares", "ps1", "ana").manual_comment = "Say <b>why</b> `x` matters."
        gradebook.db.commit()
    found = page(course)
    assert "3.5 / 4" in found
    assert "Say &lt;b&gt;why&lt;/b&gt; <code>x</code> matters." in found


def test_a_written_answer_left_blank_is_told_as_such(course: Course) -> None:
    submit(course, "ana", WRONG)
    grade(course)
    found = page(course)
    assert "Nothing is written here" in found
    assert "A check failed" not in found


def test_what_could_not_be_graded_has_a_page_with_the_reason(course: Course) -> None:
    folder = submit(course, "ana", RIGHT)
    (folder / "cubes.ipynb").write_bytes(b"")
    grade(course)
    found = page(course, notebook="cubes")
    assert "Not graded yet" in found
    assert "The file is empty" in found


def test_the_page_speaks_the_notebooks_language(course: Course) -> None:
    path = course.root / "source" / "ps1" / "squares.ipynb"
    path.write_text(path.read_text().replace('"language": "en"', '"language": "zh"'))
    submit(course, "ana", RIGHT)
    grade(course)
    found = page(course)
    assert '<html lang="zh-CN">' in found
    assert "题目一览" in found


def test_late_penalty_is_told(course: Course) -> None:
    from datetime import datetime

    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=datetime(2026, 11, 1))
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    late = open_course(course.root)
    submit(late, "ana", RIGHT, at="2026-11-02 10:00:00 UTC")
    grade(late)
    found = page(late)
    assert "5 points were taken off" in found
    assert "<strong>0</strong>" in found


def test_odd_ids_and_names_are_escaped(course: Course) -> None:
    (course.root / "roster.csv").write_text("id,first_name,last_name\n<b>,<i>x</i>,\n")
    listed = open_course(course.root)
    submit(listed, "<b>", RIGHT)
    grade(listed)
    assert "&lt;i&gt;x&lt;/i&gt; (&lt;b&gt;)" in page(listed, "<b>")


def test_work_graded_by_stock_nbgrader_gets_a_page_too(course: Course) -> None:
    submit(course, "ana", WRONG)
    grade(course)
    (course.root / "autograded" / "ana" / "ps1.outcome.json").unlink()
    assert "A check failed." in page(course)


def test_only_the_trainees_asked_for(course: Course) -> None:
    submit(course, "ana", RIGHT)
    submit(course, "ben", RIGHT)
    grade(course)
    assert {path.parent.parent.name for path in write_feedback(course, "ps1", students=["ben"])} == {"ben"}


def test_nothing_graded_is_told(course: Course) -> None:
    with pytest.raises(CourseFolderError, match="coursekit grade ps1"):
        write_feedback(course, "ps1")


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine: make test installs one")
    return found


def look_at(path: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": 390, "height": 800})
        said: list[str] = []
        asked: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(path.as_uri())
        tab.click("text=Back to the questions >> nth=0")
        assert tab.title().endswith("ana")
        assert not said
        assert [url for url in asked if not url.startswith(("data:", path.as_uri()))] == []
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        browser.close()


@pytest.mark.browser
def test_a_browser_shows_the_page_without_running_or_loading_anything(course: Course, tmp_path: Path) -> None:
    evil = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><iframe src=//evil></iframe>"
    submit(course, "ana", RIGHT | {"why": evil, "sums": "total = 5"})
    grade(course, {"square": shown(text_html=evil, image_png="aGk=")}, repairs=(evil,))
    page(course)
    path = course.folder("feedback", "ana", "ps1") / "squares.html"
    with ThreadPoolExecutor(1) as thread:  # tests/browser may hold Playwright's only place in this one
        thread.submit(look_at, path).result()
