"""What a worker says a cell showed, reduced to what a notebook may hold and a page may render."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from coursekit.grading.markdown import harmless, harmless_formula

TEXT_TYPES = ("text/plain", "text/markdown", "text/latex")
PICTURE_TYPES = ("image/png", "image/jpeg", "image/gif")
TAGS = frozenset(
    [
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "caption",
        "colgroup",
        "col",
        "div",
        "span",
        "p",
        "br",
        "hr",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "small",
        "details",
        "summary",
    ]
)
ATTRIBUTES = frozenset(
    ["class", "border", "colspan", "rowspan", "align", "valign", "scope", "title", "dir", "lang"]
)
ESCAPES = re.compile(
    r"\x1b(?!\[[0-9;]{0,20}m)(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)?", re.DOTALL
)
CONTROLS = re.compile(r"[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]")
MAX_LINES = 1000


def clean_text(value: Any, limit: int = 1 << 20) -> str:
    """Text without half surrogates or terminal commands other than colours.

    >>> clean_text("a\\x1b]0;title\\x07b\\x1b[31mred")
    'ab\\x1b[31mred'
    """
    if not isinstance(value, str):
        return ""
    text = value[:limit].encode("utf-8", "replace").decode("utf-8")
    return CONTROLS.sub("", ESCAPES.sub("", text))


def clean_html(value: str) -> str:
    """Tables and simple text kept, everything that could run or load something left out."""
    from html import escape
    from html.parser import HTMLParser

    parts: list[str] = []
    silent: list[str] = []

    class Cleaner(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in (
                "script",
                "style",
                "iframe",
                "object",
                "svg",
                "math",
                "template",
                "noscript",
                "textarea",
                "title",
            ):
                silent.append(tag)
            elif tag == "img" and not silent:
                parts.append(_picture(dict(attrs)))
            elif tag in TAGS and not silent:
                kept = "".join(f' {n}="{escape(v or "", quote=True)}"' for n, v in attrs if n in ATTRIBUTES)
                parts.append(f"<{tag}{kept}>")

        def handle_endtag(self, tag: str) -> None:
            if silent and tag == silent[-1]:
                silent.pop()
            elif tag in TAGS and not silent:
                parts.append(f"</{tag}>")

        def handle_data(self, data: str) -> None:
            if not silent:
                parts.append(escape(data, quote=False))

    cleaner = Cleaner(convert_charrefs=True)
    cleaner.feed(value)
    cleaner.close()
    return "".join(parts)


def _picture(attributes: dict[str, str | None]) -> str:
    """An ``<img>`` that holds its picture itself; of any other nothing but its words."""
    from html import escape

    alt = escape(attributes.get("alt") or "", quote=True)
    source = attributes.get("src") or ""
    start, _, content = source.partition(";base64,")
    if (
        start.removeprefix("data:") not in PICTURE_TYPES
        or not start.startswith("data:")
        or not _is_base64(content)
    ):
        return alt
    sizes = {name: attributes.get(name) or "" for name in ("width", "height")}
    kept = "".join(f' {name}="{size}"' for name, size in sizes.items() if re.fullmatch("[0-9]{1,4}", size))
    return f'<img alt="{alt}"{kept} src="{start};base64,{content}">'


def clean(outputs: Any) -> list[dict[str, Any]]:
    """Outputs in nbformat's shape, whatever came in."""
    found: list[dict[str, Any]] = []
    for output in outputs if isinstance(outputs, list) else []:
        kind = output.get("output_type") if isinstance(output, dict) else None
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            found.append(
                {"output_type": "stream", "name": name, "text": _lines(clean_text(output.get("text")))}
            )
        elif kind in ("display_data", "execute_result"):
            cleaned: dict[str, Any] = {
                "output_type": kind,
                "data": _bundle(output.get("data")),
                "metadata": {},
            }
            if kind == "execute_result":
                count = output.get("execution_count")
                cleaned["execution_count"] = count if type(count) is int else None
            if cleaned["data"]:
                found.append(cleaned)
        elif kind == "error":
            trace = output.get("traceback")
            lines = [clean_text(line, 20_000) for line in trace[:100]] if isinstance(trace, list) else []
            name, value = clean_text(output.get("ename"), 200), clean_text(output.get("evalue"), 20_000)
            found.append({"output_type": "error", "ename": name, "evalue": value, "traceback": lines})
    return found


def _lines(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return text if len(lines) <= MAX_LINES else "".join([*lines[:MAX_LINES], "…\n"])


def _bundle(data: Any) -> dict[str, str]:
    kept: dict[str, str] = {}
    for mime, content in data.items() if isinstance(data, dict) else ():
        if not isinstance(content, str):
            continue
        if mime in TEXT_TYPES:
            text = clean_text(content)
            if mime == "text/markdown":
                text = harmless(clean_html(text))
            elif mime == "text/latex":
                text = harmless_formula(text)  # converters put it into a page as it stands
            if text or mime == "text/plain":
                kept[mime] = text
        elif mime == "text/html":
            kept[mime] = clean_html(clean_text(content))
        elif mime in PICTURE_TYPES and _is_base64(content):
            kept[mime] = content
    return kept


def _is_base64(content: str) -> bool:
    try:
        base64.b64decode(content.replace("\n", ""), validate=True)
    except (ValueError, binascii.Error):
        return False
    return True


def is_safe(node: Any) -> bool:
    """Whether a test's output says nothing but its own error or partial credit."""
    if node["output_type"] == "execute_result":
        try:
            float(node["data"].get("text/plain", ""))
        except ValueError:
            return False
        return True
    return bool(node["output_type"] == "error")


def nodes(outputs: list[dict[str, Any]]) -> list[Any]:
    """Outputs as nbformat's nodes."""
    from nbformat import from_dict

    return [from_dict(output) for output in outputs]


def error_node(name: str, value: str = "") -> Any:
    """An error output without a trace."""
    said = f"{name}: {value}".rstrip(": ")
    return nodes([{"output_type": "error", "ename": name, "evalue": value, "traceback": [said]}])[0]
