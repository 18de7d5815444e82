"""What a worker says a cell showed is reduced to what a notebook may hold and a page may render."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.outputs import clean, clean_html, clean_text, nodes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["output_type", "data", "text", "name", "text/html", "image/png", "traceback", "stream", "error"]), inner
    ),
    max_leaves=15,
)  # fmt: skip


@given(st.lists(JSON, max_size=4))
def test_any_outputs_become_valid_ones(outputs: list[object]) -> None:
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    cell = new_code_cell("", outputs=nodes(clean(outputs)))
    nbformat.validate(new_notebook(cells=[cell]))
    json.dumps(cell, ensure_ascii=False).encode("utf-8")


SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<table onclick='alert(1)'><tr><td>1</td></tr></table>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<svg/onload=alert(1)>",
    "<style>@import 'http://x'</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<scr<script>ipt>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("page", SCRIPTS)
def test_nothing_that_runs_is_kept(page: str) -> None:
    found = clean_html(page).lower()
    assert not any(
        word in found
        for word in ("<script", "<img", "onclick", "onerror", "onload", "href", "<iframe", "style")
    )


def test_tables_are_kept() -> None:
    page = '<table border="1" class="dataframe"><tr><th>a &lt; b</th></tr></table>'
    assert clean_html(page) == page


def test_a_picture_that_the_tag_holds_itself_is_kept_with_its_words() -> None:
    page = '<img alt="Spending &lt; 100" width="640" height="480" src="data:image/png;base64,iVBORw0KGgo=">'
    assert clean_html(page.replace(" src", ' style="x:y" onload="alert(1)" src')) == page


@pytest.mark.parametrize(
    "source",
    [
        "https://elsewhere/x.png",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/png;base64,no base64",
        "data:text/html;base64,PGI+",
        "image/png;base64,iVBORw0KGgo=",
        "",
    ],
)
def test_of_any_other_picture_only_the_words_stay(source: str) -> None:
    assert clean_html(f'<img alt="a curve" src="{source}">') == "a curve"


def test_colours_stay_and_terminal_commands_go() -> None:
    assert clean_text("\x1b[31mred\x1b[0m\x1b]0;title\x07\x1b[2J\x07\x1bc!") == "\x1b[31mred\x1b[0m!"
