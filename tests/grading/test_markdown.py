"""Nothing that a trainee wrote runs in a page that renders the kept notebook; ordinary Markdown stays as it was."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from grading_courses import RIGHT, instant, submit
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.course import Course
from coursekit.grading.markdown import RUNNING_TAGS, harmless, harmless_formula, harmless_notebook, pictures
from coursekit.grading.outputs import clean
from coursekit.grading.run import grade_assignment

RUNS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//x>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x>",
    "<style>@import 'http://x'</style>",
    "<base href=//x><meta http-equiv=refresh content=0>",
    "<form action=//x><button formaction=javascript:alert(1)>b</button></form>",
    "<x-y onclick=alert(1)>a</x-y>",
    "<details open ontoggle=alert(1)>",
    "<a href='javascript:alert(1)'>a</a>",
    '<a href=" &#x6A;avascript:alert(1)">a</a>',
    '<a href="java\tscript:alert(1)">a</a>',
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](java\\script:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a]\n\n[a]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    "> <y\n> onclick=alert(1)>a",
    "> <b\n> onclick=alert(1)>a",
    "> <b title='\n> ' onclick=alert(1)>a",
    "<div>\n<https://x/onclick=alert(1)>a</div>",
    "<!-->\n<script>alert(1)</script>",
    "<div>\n\n```\n<script>alert(1)</script>\n```\n",
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    "`a` <b title='`'><img src=x onerror=alert(1)>`",
    "| a |\n|---|\n| <b title='x|' onclick=alert(1)> |",
    "$\\href{javascript:alert(1)}{x}$",
    "<div>$&#92;href{j}{x}$</div>",
    "<div>$\\<!-- -->href{j}{x}$</div>",
]
ORDINARY = [
    "# Title\n\n**bold** `code` [link](https://example.org/a?b=c#d) <https://example.org/?a=b>",
    "<details><summary>More</summary>\n\ntext<br/>\n</details>",
    "H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>",
    '<img src="data:image/png;base64,aGk=" alt="a picture" width="40"> ![](figures/a.png)',
    '<span style="color: red">red</span> <div class="alert alert-info">note</div>',
    "a < b, c <= d, 3 <4, x <- 1, List<Item>, $x < y$",
    "<!-- a note -->",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "第一行：<b>重点</b>",
]


class Dangers(HTMLParser):
    """What of a page could run."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RUNNING_TAGS:
            self.found.append(tag)
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or re.match("(java|vb)script:", bare):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if "\\href" in data:
            self.found.append(data)


def rendered(source: str, attachments: dict[str, dict[str, str]] | None = None) -> str:
    """The page that Formgrader's converter makes of a Markdown cell."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=attachments)).render(source)


@pytest.mark.parametrize("source", RUNS)
def test_nothing_runs_in_the_rendered_page(source: str) -> None:
    shown = harmless(source)
    assert shown != source
    page = rendered(shown)
    if not page.startswith("<pre>"):  # as typed: formulas are not read in there
        assert Dangers(page).found == []
    assert Dangers(page.replace("\\href", "")).found == []


@pytest.mark.parametrize("source", RUNS)
def test_nothing_runs_where_a_raw_cell_goes_into_the_page_as_it_stands(source: str) -> None:
    assert Dangers(harmless(source).replace("\\href", "")).found == []


PIECES = [
    *RUNS,
    *"<>/\"'= \n\t`$[](){}!-\\&;:",
    "> ",
    "<b ",
    "<a href=",
    "onclick=alert(1)",
    "script",
    "java",
    "&lt;",
    "&#60;",
    "title=",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_nothing_runs_however_pieces_are_joined(source: str) -> None:
    page = rendered(harmless(source))
    assert Dangers(page.replace("\\href", "")).found == []


@pytest.mark.parametrize("source", ORDINARY)
def test_ordinary_markdown_stays_as_it_was(source: str) -> None:
    assert harmless(source) == source


def test_the_words_of_a_dangerous_tag_stay_readable() -> None:
    assert harmless("see <script>alert(1)</script>") == "see &lt;script>alert(1)&lt;/script>"


def test_a_flood_of_tags_is_shown_as_typed() -> None:
    assert harmless("<a" * 10_000) == "<pre>" + "&lt;a" * 10_000 + "</pre>"


@pytest.mark.parametrize("reference", ["gone.png", "a.png.exe", "%61.png", "a.png\\"])
@pytest.mark.parametrize("scheme", ["attachment:", "attach&#109;ent:", "attach\\ment:"])
def test_a_reference_to_no_attachment_does_not_stop_the_page(scheme: str, reference: str) -> None:
    attached = pictures({"a.png": {"image/png": "aGk="}, reference: {"image/svg+xml": "<svg/>"}})
    assert "gk=" not in rendered(harmless(f"![x]({scheme}{reference})", attached), attached)


@pytest.mark.parametrize("name", ["a.png", "my(1).png", "图.png"])
def test_an_attached_picture_is_shown(name: str) -> None:
    attached = pictures({name: {"image/png": "aGk="}})
    assert "data:image/png;base64,aGk=" in rendered(harmless(f"![x](attachment:{name})", attached), attached)


def test_an_attachment_that_is_no_base64_is_left_out() -> None:
    assert pictures({"a.png": {"image/png": '"><script>'}, "b": 1}) == {}


def test_the_instructors_words_stay_and_unchanged_notebooks_keep_their_bytes() -> None:
    given = {"cells": [{"cell_type": "markdown", "source": "<style>b {}</style>", "metadata": {}}]}
    raw = json.dumps(given).encode()
    assert harmless_notebook(raw, raw) == raw
    assert b"&lt;style" in harmless_notebook(raw, b'{"cells": []}')


def test_what_is_kept_for_formgrader_cannot_run_and_what_was_handed_in_stays(course: Course) -> None:
    folder = submit(course, "ana", RIGHT | {"why": "because <script>alert(1)</script>"})
    path = folder / "squares.ipynb"
    held = json.loads(path.read_bytes())
    for kind in ("markdown", "raw"):
        own = {
            "cell_type": kind,
            "id": f"own-{kind}",
            "metadata": {},
            "source": f"{kind} <svg onload=alert(1)>",
        }
        held["cells"].insert(1, own)
    path.write_text(json.dumps(held))
    before = path.read_bytes()
    grade_assignment(course, "ps1", grader=instant)
    kept = json.loads((course.folder("autograded", "ana", "ps1") / "squares.ipynb").read_bytes())
    words = ["".join(cell["source"]) for cell in kept["cells"] if cell["cell_type"] != "code"]
    assert "because &lt;script>alert(1)&lt;/script>" in words
    assert {"markdown &lt;svg onload=alert(1)>", "raw &lt;svg onload=alert(1)>"} <= set(words)
    assert path.read_bytes() == before


def test_formulas_and_markdown_that_code_showed_cannot_run() -> None:
    data = {"text/latex": "$a<b$<script>alert(1)</script>", "text/markdown": "[a](javascript:alert(1))"}
    [shown] = clean([{"output_type": "display_data", "data": data}])
    assert Dangers(shown["data"]["text/latex"]).found == []
    assert Dangers(rendered(shown["data"]["text/markdown"])).found == []
    assert harmless_formula("$&#92;href{javascript:x}{y}$") == ""
    assert (
        harmless_formula(r"\begin{align} a &= b \\ c &< d \end{align}")
        == r"\begin{align} a &= b \\ c &< d \end{align}"
    )
