"""Parity of the two languages: the Chinese notebook is its English twin with other prose."""

from __future__ import annotations

import difflib
import hashlib
import re
from pathlib import Path
from typing import Any

from coursekit.authoring.localized import code_differences
from coursekit.authoring.notebooks import Breach, Cell, Notebook, read
from coursekit.errors import UsageError

DIGEST_LENGTH = 16
LOCALIZED = "localized"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
_NOT_LANGUAGE = re.compile(r"```.*?```|`[^`]*`|\$[^$]*\$|\]\([^)]*\)|<[^>]+>", re.DOTALL)


def digest(source: str) -> str:
    """What a Chinese cell stores of the English source it was written from: 16 hex digits of its SHA-256.

    >>> digest("Customers who behave alike must score alike")
    '21e798f35c6ea9e8'
    """
    return hashlib.sha256(source.encode()).hexdigest()[:DIGEST_LENGTH]


def twin(path: Path, language: str) -> Path:
    """The same notebook in ``language``.

    >>> twin(Path("lessons/en/05-grading-by-rule.ipynb"), "zh").as_posix()
    'lessons/zh/05-grading-by-rule.ipynb'

    Raises UsageError for a path outside the language folders.
    """
    parts = list(path.parts)
    for number in range(len(parts) - 2, -1, -1):
        if parts[number] in ("en", "zh"):
            parts[number] = language
            return Path(*parts)
    raise UsageError(f"Found {path}.", "Expected a path below an 'en' or 'zh' folder.")


def pairs(root: Path) -> list[tuple[Path, Path]]:
    """Every English notebook of ``lessons/`` and ``solutions/`` with the place of its Chinese twin, existing or not."""
    english = sorted(root.glob("lessons/en/*.ipynb")) + sorted(root.glob("solutions/en/*/*.ipynb"))
    return [(path, twin(path, "zh")) for path in english]


def orphans(root: Path) -> list[Path]:
    """Chinese notebooks that have no English twin."""
    chinese = sorted(root.glob("lessons/zh/*.ipynb")) + sorted(root.glob("solutions/zh/*/*.ipynb"))
    return [path for path in chinese if not twin(path, "en").is_file()]


def parity(en_path: Path, zh_path: Path) -> list[Breach]:
    """Every rule of parity that the Chinese notebook breaks, with the cell and a diff.

    Rules: the same cells in the same order; equal type, metadata and code; prose written from the English
    as it stands (its digest is stored), and in Chinese.
    """
    english, chinese = read(en_path), read(zh_path)
    found = [Breach(zh_path, cell, rule, detail) for cell, rule, detail in _order_breaches(english, chinese)]
    mine = {cell["id"]: cell for cell in chinese["cells"]}
    for theirs in english["cells"]:
        if theirs["id"] in mine:
            cell_breaches = _cell_breaches(theirs, mine[theirs["id"]])
            found += [Breach(zh_path, theirs["id"], rule, detail) for rule, detail in cell_breaches]
    shared = [{k: v for k, v in nb["metadata"].items() if k != "coursekit"} for nb in (english, chinese)]
    if shared[0] != shared[1]:
        found.append(Breach(zh_path, "", "notebook metadata differ", _diff(str(shared[0]), str(shared[1]))))
    return found


def prose_state(english: Cell, chinese: Cell) -> str:
    """Whether a Chinese cell is 'current', 'stale' (written from another English text) or 'untranslated'."""
    if stored_digest(chinese) != digest(english["source"]):
        return "stale"
    if english["cell_type"] == "markdown" and not _CHINESE.search(chinese["source"]):
        words = _ENGLISH_WORD.findall(_NOT_LANGUAGE.sub(" ", chinese["source"]))
        if len(words) > 3:
            return "untranslated"
    return "current"


def stored_digest(cell: Cell) -> str | None:
    """The digest of the English source that a Chinese cell was written from, if it stores one."""
    stored: str | None = cell["metadata"].get("coursekit", {}).get("source_digest")
    return stored


def is_localized(cell: Cell) -> bool:
    """Whether the cell's code holds text in the reader's language."""
    return LOCALIZED in cell["metadata"].get("tags", [])


def shared_metadata(cell: Cell) -> dict[str, Any]:
    """The metadata that both languages must share: all but the digest."""
    metadata = {key: value for key, value in cell["metadata"].items() if key != "coursekit"}
    rest = {k: v for k, v in cell["metadata"].get("coursekit", {}).items() if k != "source_digest"}
    return metadata | ({"coursekit": rest} if rest else {})


def _order_breaches(english: Notebook, chinese: Notebook) -> list[tuple[str, str, str]]:
    theirs, mine = ([cell["id"] for cell in notebook["cells"]] for notebook in (english, chinese))
    found = [
        (cell, "cell missing in Chinese", "Run 'coursekit sync'.") for cell in theirs if cell not in mine
    ]
    found += [
        (cell, "cell has no English twin", "Remove it, or write the English.")
        for cell in mine
        if cell not in theirs
    ]
    if not found and theirs != mine:
        found.append(("", "cells in another order", _diff("\n".join(theirs), "\n".join(mine))))
    return found


def _cell_breaches(english: Cell, chinese: Cell) -> list[tuple[str, str]]:
    if english["cell_type"] != chinese["cell_type"]:
        return [("another cell type", f"English {english['cell_type']}, Chinese {chinese['cell_type']}.")]
    theirs, mine = shared_metadata(english), shared_metadata(chinese)
    found = [
        (f"metadata '{key}' differ", f"English {theirs.get(key)!r}, Chinese {mine.get(key)!r}.")
        for key in sorted(theirs.keys() | mine.keys())
        if theirs.get(key) != mine.get(key)
    ]
    if english["cell_type"] == "code":
        difference = code_differences(english["source"], chinese["source"], is_localized(english))
        if difference:
            found.append((difference, _diff(english["source"], chinese["source"])))
    keeps_digest = english["cell_type"] == "markdown" or stored_digest(chinese) is not None
    state = prose_state(english, chinese) if keeps_digest else "current"
    if state == "stale":
        advice = "Write the Chinese anew, then: python -m coursekit.authoring current FILE CELL"
        found.append(("stale", f"The English has changed since the Chinese was written. {advice}"))
    elif state == "untranslated":
        found.append(("untranslated", f"Found English: {chinese['source'][:80]!r}"))
    return found


def _diff(english: str, chinese: str) -> str:
    lines = difflib.unified_diff(english.splitlines(), chinese.splitlines(), "en", "zh", lineterm="", n=1)
    return "\n" + "\n".join(lines)
