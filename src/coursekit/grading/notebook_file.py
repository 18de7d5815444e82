"""What a submitted file holds: its cells, read without running anything and whatever its format or encoding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursekit.errors import CourseKitError
from coursekit.messages import text

MAX_BYTES = 20_000_000  # JSON of this size takes at most about 500 MB once parsed
MAX_CELLS = 5_000
MAX_DIGITS = 18
PICTURES = ("image/png", "image/jpeg", "image/gif")
CELL_TYPES = {"code": "code", "raw": "raw", "heading": "markdown", "markdown": "markdown", "html": "markdown"}
MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
)


class Ungradable(CourseKitError):
    """The file cannot be graded; its text is the reason, in the trainee's language."""


@dataclass
class SubmittedCell:
    """One cell of a submitted file, with nothing in it but text and plain metadata."""

    cell_type: str
    source: str
    cell_id: str = ""
    grade_id: str = ""
    points: float | None = None
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)


def read(data: bytes, language: str) -> tuple[list[SubmittedCell], list[str]]:
    """The cells of a submitted notebook and what had to be put right to read them.

    Reads nbformat 1 to 4 and newer minor versions. Raises Ungradable with a reason in ``language``.
    """
    if len(data) > MAX_BYTES:
        raise Ungradable(text("intake.too_large", language, limit=MAX_BYTES // 10**6))
    content, encoding = _decoded(data, language)
    notebook = _parsed(content, language)
    repairs = [text("intake.encoding", language, encoding=encoding)] if encoding != "UTF-8" else []
    version = notebook.get("nbformat", 1)
    if version != 4:
        repairs.append(text("intake.format", language, version=str(version)[:20]))
    raw = list(_raw_cells(notebook, language))
    if not raw:
        raise Ungradable(text("intake.no_cells", language))
    if len(raw) > MAX_CELLS:
        raise Ungradable(text("intake.too_many_cells", language, found=len(raw), limit=MAX_CELLS))
    cells = [cell for cell in map(_cell, raw) if cell is not None]
    if len(cells) < len(raw):
        repairs.append(text("intake.bad_cells", language, count=len(raw) - len(cells)))
    return cells, repairs


def _decoded(data: bytes, language: str) -> tuple[str, str]:
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise Ungradable(text("intake.binary", language, kind=text(f"intake.kind_{kind}", language)))
    for name, codec in _encodings(data):
        try:
            content = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" in content:
            continue
        if not content.strip("\ufeff \t\r\n"):
            raise Ungradable(text("intake.empty", language))
        return content.lstrip("\ufeff"), name
    if not data.strip(b"\0 \t\r\n"):
        raise Ungradable(text("intake.empty", language))
    raise Ungradable(text("intake.binary", language, kind=text("intake.kind_unknown", language)))


def _encodings(data: bytes) -> Iterator[tuple[str, str]]:
    """Likely encodings, the surest first: a byte order mark, then where the zero bytes of ``{"`` stand."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        yield "UTF-32", "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "UTF-16", "utf-16"
    if data[:4].count(0) == 2:
        yield "UTF-16", "utf-16-be" if data[0] == 0 else "utf-16-le"
    yield "UTF-8", "utf-8-sig"
    yield "GBK", "gb18030"


def _parsed(content: str, language: str) -> dict[str, object]:
    start = content.lstrip()
    if start[:1] == "<" and re.match(r"<(!doctype|html|\?xml|head|body)", start, re.IGNORECASE):
        raise Ungradable(text("intake.web_page", language))
    try:
        notebook = json.loads(content, parse_int=_integer)
    except RecursionError:
        raise Ungradable(text("intake.too_deep", language)) from None
    except json.JSONDecodeError as error:
        raise Ungradable(_damage(content, error, language)) from None
    if not isinstance(notebook, dict):
        raise Ungradable(text("intake.not_notebook", language))
    return notebook


def _integer(digits: str) -> int:
    """An integer; a giant one becomes 0, since nothing in a notebook needs it and converting it takes long."""
    return int(digits) if len(digits) <= MAX_DIGITS else 0


def _damage(content: str, error: json.JSONDecodeError, language: str) -> str:
    conflict = re.search(r"^<{7}( |$)", content, re.MULTILINE)
    if conflict:
        return text("intake.merge_conflict", language, line=content.count("\n", 0, conflict.start()) + 1)
    if not content.lstrip().startswith("{"):
        shown = "".join(c for c in " ".join(content[:400].split())[:40] if c.isprintable())
        return text("intake.not_json", language, start=shown)
    cut = error.pos >= len(content.rstrip()) or error.msg.startswith("Unterminated string")
    if cut:
        return text("intake.truncated", language, line=content.count("\n") + 1)
    return text("intake.broken", language, line=error.lineno, column=error.colno)


def _raw_cells(notebook: dict[str, object], language: str) -> Iterator[object]:
    cells = notebook.get("cells")
    if isinstance(cells, list):
        yield from cells
        return
    worksheets = notebook.get("worksheets")  # nbformat 2 and 3
    if not isinstance(worksheets, list):
        raise Ungradable(text("intake.not_notebook", language))
    for worksheet in worksheets:
        held = worksheet.get("cells") if isinstance(worksheet, dict) else None
        yield from held if isinstance(held, list) else []


def _cell(raw: object) -> SubmittedCell | None:
    if not isinstance(raw, dict):
        return None
    kind = raw.get("cell_type")
    cell_type = CELL_TYPES.get(kind, "raw") if isinstance(kind, str) else "raw"
    source = _source(next((raw[key] for key in ("source", "input", "code", "text") if key in raw), ""))
    if source is None:
        return None
    level = raw.get("level", 1)
    if kind == "heading" and isinstance(level, int):
        source = f"{'#' * min(max(level, 1), 6)} {source}"
    metadata = raw.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    found = SubmittedCell(cell_type, source, cell_id=_word(raw.get("id")))
    if isinstance(nbgrader, dict):
        points = nbgrader.get("points")
        found.grade_id = _word(nbgrader.get("grade_id"))
        found.points = float(points) if isinstance(points, int | float) else None
    if cell_type == "markdown":
        found.attachments = _pictures(raw.get("attachments"))
    return found


def _source(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    return _encodable(value) if isinstance(value, str) else None


def _word(value: object) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,128}", value) else ""


def _encodable(value: str) -> str:
    """The text with half surrogate pairs replaced: no file could hold them."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def _pictures(value: object) -> dict[str, dict[str, str]]:
    """Pictures attached to a Markdown answer; anything else that is attached is left out."""
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in value.items() if isinstance(value, dict) else ():
        if isinstance(bundle, dict):
            good = {m: d for m, d in bundle.items() if m in PICTURES and isinstance(d, str) and d.isascii()}
            if good:
                kept[_encodable(name)] = good
    return kept
