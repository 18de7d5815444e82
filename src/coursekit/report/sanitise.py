"""What trainees wrote and their code printed, made fit for a page: nothing runs, nothing is loaded, nothing is forged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

_SAFE = """a b blockquote br caption code col colgroup dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd
li ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr u ul"""
_SILENT = """applet audio canvas embed frame frameset iframe math noembed noframes noscript object plaintext script
style svg template textarea title video xmp"""
SAFE_TAGS = frozenset(_SAFE.split())
SILENT_TAGS = frozenset(_SILENT.split())
VOID_TAGS = frozenset(("br", "col", "hr", "img"))
SAFE_ATTRIBUTES = frozenset(("colspan", "rowspan", "align", "scope", "start", "lang", "dir", "open"))
LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
ESCAPE_CODES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)?", re.DOTALL)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(value: object) -> str:
    """Text without terminal codes, control signs and signs that turn the writing direction; not yet escaped.

    >>> plain("\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07done")
    'red done'
    """
    cleaned = CONTROLS.sub("", ESCAPE_CODES.sub("", str(value)))
    return cleaned.encode("utf-8", "replace").decode("utf-8")


def html(value: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Simple markup kept and balanced; scripts, styles, forms, frames, remote pictures and handlers left out.

    >>> html('<p onclick="x()">a<script>alert(1)</script><img src="https://x/y.png"></div>')
    '<p>a</p>'
    """
    cleaner = _Cleaner(attachments or {})
    cleaner.feed(plain(value))
    cleaner.close()
    return cleaner.result()


def markdown(value: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Markdown as safe markup. Formulas stay as they were typed.

    >>> markdown("**a** [b](javascript:alert(1)) <b onload=x>c")
    '<p><strong>a</strong> [b](javascript:alert(1)) <b>c</b></p>\\n'
    """
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    try:
        rendered = renderer.render(plain(value))
    except RecursionError:
        rendered = f"<pre>{escape(plain(value))}</pre>"
    return html(rendered, attachments)


class _Cleaner(HTMLParser):
    """Writes every tag and text anew, so that nothing passes that was not understood."""

    def __init__(self, attachments: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self.attachments = attachments
        self.parts: list[str] = []
        self.open: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT_TAGS:
            self.silent.append(tag)
        elif tag in SAFE_TAGS and not self.silent:
            kept = [
                (name, value) for name, given in attrs if (value := self._value(tag, name, given)) is not None
            ]
            if tag == "img" and not any(name == "src" for name, _ in kept):
                return
            if tag == "a":
                kept.append(("rel", "noopener noreferrer"))
            written = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in kept)
            self.parts.append(f"<{tag}{written}>")
            if tag not in VOID_TAGS:
                self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SILENT_TAGS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
        elif tag in self.open:
            while True:
                last = self.open.pop()
                self.parts.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(escape(data, quote=False))

    def _value(self, tag: str, name: str, given: str | None) -> str | None:
        value = (given or "").strip()
        if name == "class" and tag == "table" and value == "dataframe":
            return value
        if name == "href" and tag == "a":
            return value if LINK.match(value) else None
        if name == "src" and tag == "img":
            return self._picture(value)
        if name in ("alt", "title"):
            return value
        return value if name in SAFE_ATTRIBUTES else None

    def _picture(self, source: str) -> str | None:
        if source.startswith("attachment:"):
            bundle = self.attachments.get(unquote(source.removeprefix("attachment:")), {})
            source = next((f"data:{mime};base64,{data}" for mime, data in bundle.items()), "")
        return source if PICTURE.fullmatch(source) else None

    def result(self) -> str:
        """The markup, every tag closed."""
        return "".join(self.parts) + "".join(f"</{tag}>" for tag in reversed(self.open))
