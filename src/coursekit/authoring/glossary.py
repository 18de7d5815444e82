"""The terms of the course: one Chinese term for each English one, used wherever a lesson introduces it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring.languages import pairs
from coursekit.authoring.notebooks import Breach, read
from coursekit.errors import DataError

GLOSSARY = Path("docs/glossary.csv")
COLUMNS = ("en", "zh", "definition_en", "definition_zh", "material")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ALTERNATIVES = re.compile(r"\s*[/;；]\s*")
_ROW = re.compile(r"^\s*(?:>\s*)?\|(.+)\|\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Term:
    """One term with its definitions; ``zh`` may name accepted alternatives, the first preferred."""

    en: str
    zh: tuple[str, ...]
    definition_en: str
    definition_zh: str
    material: str


def terms(root: Path) -> dict[str, Term]:
    """Every term by its English name in lower case.

    Raises DataError for other columns, an empty term or definition, or a term given twice.
    """
    path = root / GLOSSARY
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError(
                f"Found columns {reader.fieldnames} in {path}.", f"Expected {', '.join(COLUMNS)}."
            )
        found: dict[str, Term] = {}
        for row in reader:
            if not all(row[column] and row[column].strip() for column in COLUMNS[:4]):
                raise DataError(
                    f"Found an empty field in {path}: {row}.",
                    "Expected term and definition in both languages.",
                )
            if row["en"].lower() in found:
                raise DataError(f"Found '{row['en']}' twice in {path}.", "Expected each term once.")
            chinese = tuple(_ALTERNATIVES.split(row["zh"].strip()))
            found[row["en"].lower()] = Term(
                row["en"], chinese, row["definition_en"], row["definition_zh"], row["material"]
            )
    return found


def conflicts(known: Iterable[Term]) -> list[str]:
    """Chinese terms that stand for two English ones: a reader of the Chinese could not tell them apart.

    >>> conflicts([Term("segment", ("客群",), "", "", ""), Term("group", ("客群",), "", "", "")])
    ["'客群' stands for 'group' and for 'segment'"]
    """
    meant: dict[str, set[str]] = defaultdict(set)
    for term in known:
        for chinese in term.zh:
            meant[chinese].add(term.en)
    return [
        f"'{chinese}' stands for " + " and for ".join(f"'{english}'" for english in sorted(englishes))
        for chinese, englishes in sorted(meant.items())
        if len(englishes) > 1
    ]


def terms_in(source: str, known: Mapping[str, Term]) -> list[Term]:
    """The terms that an English cell introduces: in bold, or in the first column of a table.

    >>> ties = Term("tie rule", ("同分规则",), "", "", "")
    >>> [term.en for term in terms_in("State the **tie rule** first.", {"tie rule": ties})]
    ['tie rule']
    """
    named = [match[2] for match in _BOLD.finditer(source)]
    named += [row.split("|")[0] for row in _ROW.findall(source)]
    found: dict[str, Term] = {}
    for name in named:
        plain = re.sub(r"\s+", " ", name).strip(" .:,;*`").lower()
        for candidate in (plain, plain.removesuffix("s"), plain.removesuffix("es")):
            if candidate in known:
                found[candidate] = known[candidate]
                break
    return list(found.values())


def breaches(root: Path) -> tuple[list[Breach], int]:
    """Chinese cells that lack the Chinese of a term their English twin introduces, and how many terms were looked for."""
    known = terms(root)
    found: list[Breach] = []
    looked_for = 0
    for en_path, zh_path in pairs(root):
        if not zh_path.is_file():
            continue
        chinese = {cell["id"]: cell["source"] for cell in read(zh_path)["cells"]}
        for cell in read(en_path)["cells"]:
            if cell["cell_type"] != "markdown" or cell["id"] not in chinese:
                continue
            for term in terms_in(cell["source"], known):
                looked_for += 1
                if not any(word in chinese[cell["id"]] for word in term.zh):
                    expected = " or ".join(f"'{word}'" for word in term.zh)
                    found.append(
                        Breach(zh_path, cell["id"], f"no Chinese for '{term.en}'", f"Expected {expected}.")
                    )
    return found, looked_for
