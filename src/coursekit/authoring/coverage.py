"""Which items of the material a lesson explains and a graded cell practises, and which are still to come."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring.notebooks import Breach, Cell, graded_kind, read
from coursekit.authoring.structure import prose_length
from coursekit.errors import DataError
from coursekit.messages import Language

MATERIAL = Path("docs/material.csv")
COLUMNS = ("id", "title_en", "title_zh", "lesson", "exercise")
LEAST_PROSE: Mapping[Language, int] = {
    "en": 20,
    "zh": 30,
}  # words, characters: shorter than this explains nothing


@dataclass(frozen=True)
class Item:
    """One item of the material: M (content), R (review question), F (critical note) or P (personality type)."""

    id: str
    title_en: str
    title_zh: str
    lesson: str
    exercise: str


@dataclass(frozen=True)
class Row:
    """Where one item stands: the lessons that explain it and the exercises that practise it, so far."""

    item: Item
    covered_in: tuple[str, ...]
    practised_in: tuple[str, ...]
    lesson_exists: bool
    exercise_exists: bool

    @property
    def missing(self) -> str:
        """What is due and not there: 'lesson', 'exercise', 'lesson, exercise' or ''."""
        due = {
            "lesson": self.lesson_exists and not self.covered_in,
            "exercise": self.exercise_exists and not self.practised_in,
        }
        return ", ".join(name for name, lacking in due.items() if lacking)

    @property
    def complete(self) -> bool:
        """Whether the item is both explained and practised."""
        return bool(self.covered_in and self.practised_in)


def material(root: Path) -> dict[str, Item]:
    """Every item of the material by id, in the order of the file.

    Raises DataError when the file has other columns, an empty field, or an id twice.
    """
    path = root / MATERIAL
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError(
                f"Found columns {reader.fieldnames} in {path}.", f"Expected {', '.join(COLUMNS)}."
            )
        items: dict[str, Item] = {}
        for row in reader:
            if not all(row[column] for column in COLUMNS):
                raise DataError(f"Found an empty field in {path}: {row}.", "Expected every column filled.")
            if row["id"] in items:
                raise DataError(f"Found '{row['id']}' twice in {path}.", "Expected each id once.")
            items[row["id"]] = Item(**row)
    return items


def table(root: Path, language: Language = "en") -> list[Row]:
    """One row an item: where it is explained and practised in the notebooks of ``language``."""
    covered, practised = claims(root, language)
    return [
        Row(
            item,
            tuple(sorted(covered[item.id])),
            tuple(sorted(practised[item.id])),
            (root / "lessons" / language / f"{item.lesson}.ipynb").is_file(),
            (root / "solutions" / language / item.exercise).is_dir(),
        )
        for item in material(root).values()
    ]


def to_come(root: Path, language: Language = "en") -> list[tuple[str, str, str, str]]:
    """What is not yet both taught and practised: id, title, planned lesson, planned exercise; '' for what is done."""
    return [
        (
            row.item.id,
            row.item.title_zh if language == "zh" else row.item.title_en,
            "" if row.covered_in else row.item.lesson,
            "" if row.practised_in else row.item.exercise,
        )
        for row in table(root, language)
        if not row.complete
    ]


def claims(root: Path, language: Language) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Which lessons cover and which exercises practise an id; a claim that does not hold is left out."""
    covered: dict[str, set[str]] = defaultdict(set)
    practised: dict[str, set[str]] = defaultdict(set)
    for path in lessons(root, language):
        for cell in read(path)["cells"]:
            if not _why_no_cover(cell, language):
                for item in cell["metadata"].get("covers", []):
                    covered[item].add(path.stem)
    for path in exercises(root, language):
        cells = read(path)["cells"]
        for number, cell in enumerate(cells):
            if not _why_no_practice(cells, number):
                for item in cell["metadata"].get("practises", []):
                    practised[item].add(path.parent.name)
    return covered, practised


def breaches(root: Path, language: Language = "en") -> list[Breach]:
    """Unknown ids, claims that do not hold, and items that are due and missing."""
    known = material(root)
    found: list[Breach] = []
    for path in lessons(root, language):
        for cell in read(path)["cells"]:
            found += _unknown(path, cell, "covers", known)
            if "covers" in cell["metadata"] and (why := _why_no_cover(cell, language)):
                found.append(Breach(path, cell["id"], "does not cover what it claims", why))
            if "practises" in cell["metadata"]:
                found.append(Breach(path, cell["id"], "'practises' in a lesson", "Only exercises practise."))
    for path in exercises(root, language):
        cells = read(path)["cells"]
        for number, cell in enumerate(cells):
            found += _unknown(path, cell, "practises", known)
            if "practises" in cell["metadata"] and (why := _why_no_practice(cells, number)):
                found.append(Breach(path, cell["id"], "does not practise what it claims", why))
            if "covers" in cell["metadata"]:
                found.append(Breach(path, cell["id"], "'covers' in an exercise", "Only lessons cover."))
    for row in table(root, language):
        if row.missing:
            planned = f"Planned for {row.item.lesson} and {row.item.exercise}."
            found.append(
                Breach(
                    root / MATERIAL,
                    row.item.id,
                    f"due and missing: {row.missing}",
                    f"{row.item.title_en}. {planned}",
                )
            )
    return found


def lessons(root: Path, language: Language) -> list[Path]:
    """The lessons of one language, in order."""
    return sorted(root.glob(f"lessons/{language}/*.ipynb"))


def exercises(root: Path, language: Language) -> list[Path]:
    """The exercises of one language as the instructor has them, in order."""
    return sorted(root.glob(f"solutions/{language}/*/*.ipynb"))


def _unknown(path: Path, cell: Cell, key: str, known: Iterable[str]) -> list[Breach]:
    claimed = cell["metadata"].get(key, [])
    return [
        Breach(path, cell["id"], f"unknown id in '{key}'", f"Found {item!r}, which {MATERIAL} does not have.")
        for item in claimed
        if item not in known
    ]


def _why_no_cover(cell: Cell, language: Language) -> str:
    if cell["cell_type"] != "markdown":
        return "A code cell explains nothing: put 'covers' on the prose."
    amount = prose_length(cell["source"], language)
    least = LEAST_PROSE[language]
    return (
        "" if amount >= least else f"Found {amount} words or characters of prose, expected at least {least}."
    )


def _why_no_practice(cells: list[Cell], number: int) -> str:
    """A cell practises when it earns points: a test, a written answer, a task, or the answer that a test follows."""
    kind = graded_kind(cells[number])
    if kind in ("test", "manual", "task"):
        return "" if cells[number]["metadata"]["nbgrader"].get("points") else "The cell earns no points."
    if kind != "answer":
        return "The cell is not graded: put 'practises' on the answer, its test, or the written answer."
    for following in cells[number + 1 :]:
        if graded_kind(following) == "test" and following["metadata"]["nbgrader"].get("points"):
            return ""
        if graded_kind(following) in ("answer", "manual", "task"):
            break
    return "No test with points follows the answer."
