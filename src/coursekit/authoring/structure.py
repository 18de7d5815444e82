"""What every notebook of the course must look like, and how long its cells are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring.notebooks import Breach, Cell, Notebook, dump, graded_kind, language_of, read
from coursekit.messages import Language

READABLE_ID = re.compile(r"^[a-z][a-z0-9-]+$")
RANDOM_ID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?$")  # what editors make up
MOST_WORDS = 120
MOST_CHARACTERS = 220
MOST_CODE_LINES = 30
PROMPT = 1.5  # a locked prompt may be longer by this: names, units, ties and an example must all be in it
_NOT_PROSE = (
    re.compile(r"```.*?```", re.DOTALL),
    re.compile(r"<details.*?</details>", re.DOTALL),  # closed until somebody asks
    re.compile(r"^\s*(?:>\s*)?\|.*$", re.MULTILINE),
    re.compile(r"<[^>]+>"),
    re.compile(r"\]\([^)]*\)"),
)


@dataclass(frozen=True)
class Size:
    """How long one cell is: words, Chinese characters or lines of code."""

    path: Path
    cell: str
    amount: int
    unit: str
    most: int


def breaches(path: Path) -> list[Breach]:
    """Rules of structure that the notebook at ``path`` breaks: format, normal form, ids, language, wild sizes."""
    notebook = read(path)
    found = [Breach(path, "", rule, detail) for rule, detail in _notebook_breaches(notebook, path)]
    found += [Breach(path, cell_id, rule, detail) for cell_id, rule, detail in _id_breaches(notebook)]
    found += [
        Breach(path, size.cell, "cell too long", f"{size.amount} {size.unit}, at most {size.most}: split it.")
        for size in sizes(path, notebook)
        if size.amount > size.most
    ]
    return found


def sizes(path: Path, notebook: Notebook | None = None) -> list[Size]:
    """The length of each prose and code cell; tests and written answers are not counted."""
    language = language_of(path)
    found = []
    for cell in (notebook or read(path))["cells"]:
        kind = graded_kind(cell)
        if cell["cell_type"] == "markdown" and kind != "manual":
            amount = prose_length(cell["source"], language)
            unit, most = ("words", MOST_WORDS) if language == "en" else ("characters", MOST_CHARACTERS)
            most = round(most * PROMPT) if kind == "locked" else most
            found.append(Size(path, cell.get("id", ""), amount, unit, most))
        elif cell["cell_type"] == "code" and kind not in ("test", "manual"):
            lines = sum(1 for line in cell["source"].splitlines() if line.strip())
            found.append(Size(path, cell.get("id", ""), lines, "lines", MOST_CODE_LINES))
    return found


def prose_length(source: str, language: Language) -> int:
    """Words (en) or Chinese characters (zh) that a reader meets; tables, code and closed details left out.

    >>> prose_length("Ties **share** a score.", "en"), prose_length("同分者 share 得分。", "zh")
    (4, 5)
    """
    for pattern in _NOT_PROSE:
        source = pattern.sub(" ", source)
    return len(re.findall(r"[\u4e00-\u9fff]" if language == "zh" else r"[^\W_]+(?:['’.-][^\W_]+)*", source))


def _notebook_breaches(notebook: Notebook, path: Path) -> list[tuple[str, str]]:
    import nbformat

    found = []
    version = (notebook.get("nbformat"), notebook.get("nbformat_minor"))
    if version != (4, 5):
        found.append(("wrong notebook format", f"Found {version}, expected (4, 5)."))
    else:
        problems = nbformat.validator.iter_validate(notebook)
        found += [("not a valid notebook", str(problem)[:500]) for problem in problems]
    if path.read_text(encoding="utf-8") != dump(notebook):
        carrying = [
            c.get("id", "?") for c in notebook["cells"] if c.get("outputs") or c.get("execution_count")
        ]
        why = (
            f"Outputs or counts in {', '.join(carrying[:5])}"
            if carrying
            else "Keys, metadata or the last newline differ"
        )
        found.append(("not in normal form", f"{why}; run: python -m coursekit.authoring normalise {path}"))
    stated = notebook.get("metadata", {}).get("coursekit", {}).get("language")
    if stated != language_of(path):
        found.append(("wrong language in metadata", f"Found {stated!r}, expected {language_of(path)!r}."))
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name")
    if kernel != "python3":
        found.append(("wrong kernel", f"Found {kernel!r}, expected 'python3'."))
    return found


def _id_breaches(notebook: Notebook) -> list[tuple[str, str, str]]:
    found = []
    cells: list[Cell] = notebook["cells"]
    counts = Counter(cell.get("id", "") for cell in cells)
    for number, cell in enumerate(cells):
        cell_id = cell.get("id", "")
        if not READABLE_ID.match(cell_id) or RANDOM_ID.match(cell_id):
            found.append(
                (cell_id or f"number {number}", "unreadable id", "Expected something like 'ties-predict'.")
            )
        if counts[cell_id] > 1:
            found.append((cell_id, "id used twice", f"{counts[cell_id]} cells carry it."))
        mark = cell.get("metadata", {}).get("nbgrader", {})
        if mark and not mark.get("grade_id"):
            found.append((cell_id, "graded cell without grade_id", "nbgrader needs one."))
    return found
