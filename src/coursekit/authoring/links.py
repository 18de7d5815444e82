"""Links in notebooks and Markdown: they lead somewhere, stay in their language, and load nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from coursekit.authoring.languages import twin
from coursekit.authoring.notebooks import Breach, read
from coursekit.messages import LANGUAGES

# the badge that Binder itself asks for; nothing else may load from another host
ALLOWED_IMAGES = ("https://mybinder.org/badge_logo.svg",)
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(
    r"(?P<image>!?)\[(?:[^\[\]]|\[[^\]]*\](?:\([^)]*\))?)*\]\(\s*<?(?P<target>[^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_INNER_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?(?P<target>[^)\s>]+)>?")
_REFERENCE = re.compile(r"^\s{0,3}\[[^\]^]+\]:\s*<?(?P<target>[^\s>]+)", re.MULTILINE)
_HTML = re.compile(
    r"<(?P<tag>a|img|script|link|iframe|source|video|audio)\b[^>]*?\b(?:href|src)\s*=\s*[\"']?(?P<target>[^\"'\s>]+)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<(script|iframe)\b", re.IGNORECASE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_ANCHOR = re.compile(r"<[^>]+\b(?:id|name)\s*=\s*[\"']([^\"']+)[\"']|^\(([\w-]+)\)=\s*$", re.MULTILINE)


def breaches(path: Path, root: Path) -> list[Breach]:
    """What is wrong with the links of one notebook or Markdown file below ``root``."""
    found: list[Breach] = []
    for cell, source in _texts(path):
        prose = _CODE.sub(" ", _FENCE.sub(" ", source))
        found += [Breach(path, cell, "runs a script or frame", match[0]) for match in _SCRIPT.finditer(prose)]
        for target, loads in targets(prose):
            if problem := _problem(path, root, target, loads):
                found.append(Breach(path, cell, problem, target))
    return found


def targets(prose: str) -> list[tuple[str, bool]]:
    """Every link target, and whether the page loads it by itself (images, media, style sheets).

    >>> targets("See [the card](../datasets/card.md) and ![a plot](plot.png).")
    [('../datasets/card.md', False), ('plot.png', True)]
    """
    found = [(match["target"], bool(match["image"])) for match in _LINK.finditer(prose)]
    inner = [(match["target"], True) for match in _INNER_IMAGE.finditer(prose)]
    found += [image for image in inner if image not in found]
    found += [(match["target"], False) for match in _REFERENCE.finditer(prose)]
    found += [(match["target"], match["tag"].lower() != "a") for match in _HTML.finditer(prose)]
    return found


def anchors(path: Path) -> frozenset[str]:
    """The places in a notebook or Markdown file that a link can name, in lower case."""
    return _anchors(path, path.stat().st_mtime_ns)


@cache
def _anchors(path: Path, _changed: int) -> frozenset[str]:
    found = set()
    for _, source in _texts(path):
        prose = _FENCE.sub("", source)
        found |= {_slug(heading) for heading in _HEADING.findall(prose)}
        found |= {(name or label).lower() for name, label in _ANCHOR.findall(prose)}
    return frozenset(found)


def _slug(heading: str) -> str:
    """As GitHub and JupyterLab make it, apart from case; punctuation goes, spaces become hyphens."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]|<[^>]+>", r"\1", heading)
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain).strip()).lower()


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".ipynb":
        for cell in read(path)["cells"]:
            if cell["cell_type"] == "markdown":
                yield cell.get("id", ""), cell["source"]
    else:
        yield "", path.read_text(encoding="utf-8")


def _problem(path: Path, root: Path, target: str, loads: bool) -> str:
    parts = urlsplit(target)
    if target.startswith("//") or parts.scheme in ("http", "https"):
        return "loads from another host" if loads and target not in ALLOWED_IMAGES else ""
    if parts.scheme in ("mailto", "attachment", "data"):
        return ""
    if parts.scheme or parts.path.startswith("/"):
        return "absolute path"
    place = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    if not place.is_relative_to(root.resolve()):
        return "leads out of the course"
    if not place.exists():
        return "leads nowhere"
    if not _same_language(path.resolve(), place):
        return "leads into the other language"
    named = unquote(parts.fragment).lower()
    if named and place.suffix in (".md", ".ipynb"):
        slugs = anchors(place)
        if named not in slugs and _slug(named.replace("-", " ")) not in slugs:
            return "names no heading"
    return ""


def _same_language(source: Path, place: Path) -> bool:
    """A page in a language folder links within its language; the one way over is to its own twin."""
    here = _language_folder(source)
    there = _language_folder(place)
    return not here or not there or here == there or place == twin(source, there)


def _language_folder(path: Path) -> str:
    return next((part for part in reversed(path.parts) if part in LANGUAGES), "")
