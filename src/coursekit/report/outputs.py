"""Outputs of a cell as safe markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from coursekit.messages import text
from coursekit.report import sanitise
from coursekit.report.hidden import Hidden

PICTURES = ("image/png", "image/jpeg", "image/gif")
MOST_CHARACTERS = 20_000  # of one output; the page is for reading
MOST_MARKUP = 2_000_000  # pictures stand in it as well
MOST_OUTPUTS = 50


def shown_outputs(outputs: Sequence[Any], hidden: Hidden, language: str) -> Iterator[Any]:
    """Markup for each output: pictures, tables, text and errors; nothing that runs."""
    from markupsafe import Markup

    instead = text("feedback.left_out", language)
    for output in outputs[:MOST_OUTPUTS]:
        if not isinstance(output, Mapping):
            continue
        kind = output.get("output_type")
        if kind == "stream":
            yield Markup(_text(output.get("text"), hidden, instead))
        elif kind == "error":
            yield Markup(_text(_error(output), hidden, instead, "error"))
        elif isinstance(output.get("data"), Mapping):
            yield Markup(_data(output["data"], hidden, instead))


def _joined(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _text(value: object, hidden: Hidden, instead: str, kind: str = "text") -> str:
    shown = hidden.redacted(sanitise.plain(_joined(value)[:MOST_CHARACTERS]), instead)
    return f'<pre class="{kind}">{escape(shown)}</pre>' if shown.strip() else ""


def _error(output: Mapping[str, Any]) -> str:
    trace = output.get("traceback")
    lines = "\n".join(map(str, trace)) if isinstance(trace, list) else ""
    return lines or f"{output.get('ename', '')}: {output.get('evalue', '')}"


def _data(data: Mapping[str, Any], hidden: Hidden, instead: str) -> str:
    for mime in PICTURES:
        if mime in data:
            source = f"data:{mime};base64,{''.join(_joined(data[mime]).split())}"
            picture = sanitise.html(f'<img src="{escape(source, quote=True)}" alt="">')
            if picture:
                return picture
    table = sanitise.html(hidden.redacted(_joined(data.get("text/html"))[:MOST_MARKUP], instead))
    if table.strip():
        return table
    if "text/markdown" in data:
        return sanitise.markdown(hidden.redacted(_joined(data["text/markdown"])[:MOST_CHARACTERS], instead))
    return _text(data.get("text/plain"), hidden, instead)
