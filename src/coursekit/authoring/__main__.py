"""``python -m coursekit.authoring``: what authors run before they commit."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coursekit.authoring import coverage, languages, notebooks, release
from coursekit.authoring.sync import mark_current, sync
from coursekit.errors import CourseKitError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when nothing is left to do, 1 when something is, 2 when it could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m coursekit.authoring", description="Keep the notebooks in order."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in (
        ("normalise", "bring notebooks (default: all) to the form in which they are committed"),
        ("sync", "carry English code, metadata and cells into the Chinese twins (default: all that exist)"),
    ):
        command = commands.add_parser(name, help=purpose)
        command.add_argument("notebook", nargs="*", type=Path)
        command.add_argument("--check", action="store_true", help="change nothing, only report")
    current = commands.add_parser("current", help="record that Chinese cells say what the English says now")
    current.add_argument("notebook", type=Path, help="the Chinese notebook")
    current.add_argument("cells", nargs="*", help="cell ids (default: all)")
    command = commands.add_parser("release", help="make exercises/ from solutions/")
    command.add_argument("exercise", nargs="*", help="such as ex04-rfm (default: all)")
    commands.add_parser("coverage", help="print what is not yet taught or practised")
    chosen = parser.parse_args(arguments)
    root = Path.cwd()
    try:
        if chosen.command == "normalise":
            return _normalise(chosen.notebook or notebooks.course_notebooks(root), chosen.check)
        if chosen.command == "sync":
            return _sync(chosen.notebook, root, chosen.check)
        if chosen.command == "current":
            changed = mark_current(chosen.notebook, chosen.cells or None)
            print(f"{chosen.notebook}: {len(changed)} cells recorded as current")
            return 0
        if chosen.command == "release":
            print("\n".join(release.release_all(root, chosen.exercise)) or "no exercise in solutions/")
            return 0
        return _coverage(root)
    except CourseKitError as mistake:
        print(mistake, file=sys.stderr)
        return 2


def _normalise(paths: list[Path], check: bool) -> int:
    changed = [path for path in paths if notebooks.normalise(path, check=check)]
    for path in changed:
        print(f"{path}: {'not in normal form' if check else 'rewritten'}")
    return 1 if changed else 0


def _sync(chosen: list[Path], root: Path, check: bool) -> int:
    """Chosen notebooks get a twin where they have none; without a choice only existing twins are carried along."""
    if chosen:
        wanted = [(languages.twin(path, "en"), languages.twin(path, "zh")) for path in chosen]
    else:
        wanted = [(en, zh) for en, zh in languages.pairs(root) if zh.is_file()]
    if check:
        breaches = [breach for en, zh in wanted if zh.is_file() for breach in languages.parity(en, zh)]
        print("\n".join(map(str, breaches)) or f"{len(wanted)} twins agree")
        return 1 if breaches else 0
    stale = [cell for en, zh in wanted for cell in sync(en, zh)]
    for cell in stale:
        first = cell.english.strip().splitlines()[0][:60] if cell.english.strip() else ""
        print(f"{cell.path}\t{cell.cell}\t{cell.reason}\t{first}")
    print(f"{len(wanted)} notebooks carried over, {len(stale)} cells to write in Chinese")
    return 1 if stale else 0


def _coverage(root: Path) -> int:
    rows = coverage.to_come(root)
    for row in rows:
        print("\t".join(row))
    total = len(coverage.material(root))
    print(f"{total - len(rows)} of {total} items are explained and practised")
    return 0


if __name__ == "__main__":
    sys.exit(main())
