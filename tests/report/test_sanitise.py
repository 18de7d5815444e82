"""Nothing that a trainee wrote runs, loads or breaks a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.report import sanitise

ATTACKS = [
    "<script>alert(1)</script>",
    "<script>alert(1)",
    "<SCRIPT SRC=//evil/x.js></SCRIPT>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil/x.png'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' JaVaScRiPt:alert(1)'>x</a>",
    "<a href='data:text/html,<script>'>x</a>",
    "<iframe src=//evil></iframe>",
    "<object data=//evil></object>",
    "<style>body{background:url(//evil)}</style>",
    "<div style='position:fixed;top:0'>full marks</div>",
    "<div class='score' id='summary'>forged</div>",
    "<form action=//evil><input><button>x</button></form>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<link rel=stylesheet href=//evil>",
    "</div></main></body></html><p>outside",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p/onclick=alert(1)>x",
    "<<script>script>alert(1)<</script>/script>",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><script>alert(1)</script></textarea>",
    '<a href="&#106;avascript:alert(1)">x</a>',
]


class Reader(HTMLParser):
    """What a browser would see: tags, attributes, and whether all is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in sanitise.VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_harmless(markup: str) -> None:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    allowed = sanitise.SAFE_ATTRIBUTES | {"href", "src", "class", "alt", "title", "rel"}
    for tag, attributes in reader.tags:
        assert tag in sanitise.SAFE_TAGS
        assert attributes.keys() <= allowed
        assert not re.match(r"(?i)\s*(javascript|data|vbscript):", attributes.get("href") or "")
        assert (attributes.get("src") or "data:image/").startswith("data:image/")
        assert attributes.get("class", "dataframe") == "dataframe"


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("way", [sanitise.html, sanitise.markdown])
def test_attacks_are_harmless(attack: str, way: object) -> None:
    found = way(f"before {attack} after")  # type: ignore[operator]
    assert_harmless(found)
    assert "before" in found


@given(
    st.lists(
        st.sampled_from(
            [*ATTACKS, "<", ">", '"', "'", "&", "<p", "</p>", "<!--", "-->", "]]>", "\0", "```", "\n", "|"]
        )
        | st.text(max_size=8)
    ).map("".join)
)
def test_any_mixture_is_harmless(value: str) -> None:
    assert_harmless(sanitise.html(value))
    assert_harmless(sanitise.markdown(value))


def test_honest_tables_links_and_lists_are_kept() -> None:
    found = sanitise.markdown("| a | b |\n|---|---|\n| 1 | **2** |\n\n- [c](https://example.org)\n")
    assert "<td><strong>2</strong></td>" in found
    assert '<a href="https://example.org" rel="noopener noreferrer">c</a>' in found
    assert sanitise.html('<table class="dataframe"><tr><td>1</td></tr></table>').startswith(
        '<table class="dataframe">'
    )


def test_attached_pictures_are_shown_and_others_are_not() -> None:
    attachments = {"a b.png": {"image/png": "aGk="}, "x.svg": {"image/svg+xml": "aGk="}}
    found = sanitise.markdown(
        "![one](attachment:a%20b.png) ![two](attachment:x.svg) ![three](http://x/y.png)", attachments
    )
    assert found.count("<img") == 1
    assert 'src="data:image/png;base64,aGk="' in found


def test_terminal_codes_and_direction_signs_are_taken_out() -> None:
    assert sanitise.plain("\x1b[2J\x1b]8;;http://evil\x07click\x1b]8;;\x07 \u202eabc\x07") == "click abc"


def test_deep_nesting_ends() -> None:
    assert_harmless(sanitise.markdown(">" * 20_000 + "x"))
    assert_harmless(sanitise.html("<div>" * 20_000))
