"""Commands for authors and maintainers: twins in step, data sets verified, benchmarks run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from coursekit.errors import UsageError


def sync(
    notebook: Annotated[
        list[Path] | None, typer.Argument(help="English or Chinese notebook; default: all twins.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing, only report.")] = False,
) -> None:
    """Copy code and metadata from English to Chinese by cell id; list the prose that is stale."""
    from coursekit.authoring.__main__ import main

    raise typer.Exit(main(["sync", *(["--check"] if check else []), *(str(path) for path in notebook or [])]))


def verify(name: Annotated[list[str] | None, typer.Argument(help="Data set; default: all.")] = None) -> None:
    """Say whether each data set is what it was, and how to mend it if not."""
    from coursekit.data import registry

    findings = registry.verify(name or None)
    for finding in findings:
        typer.echo(f"{finding.state:8} {finding.name}: {finding.text}")
    if any(finding.state != "fine" for finding in findings):
        raise typer.Exit(1)


def build() -> None:
    """Make the generated files of datasets/ anew, from their seed."""
    from coursekit.data import registry

    for path in registry.build():
        typer.echo(f"Wrote {path}.")


def doctor() -> None:
    """Say which walls this machine can give around other people's work, and how to get the rest."""
    from coursekit.doctor import diagnose
    from coursekit.report.tables import print_table

    seen = diagnose()
    rows = [(one.name, "fine" if one.good else "missing", one.found, one.do) for one in seen.findings]
    print_table(["looked at", "state", "found", "what to do"], rows)
    typer.echo(f"Strongest isolation level here: {seen.strongest}. {seen.problem}".strip())


BENCH_SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def bench(
    context: typer.Context, name: Annotated[str, typer.Argument(help="Which benchmark: grading or segment.")]
) -> None:
    """Run a benchmark of bench/; what follows the name goes to it (--help lists its options)."""
    from coursekit.jupyterlab import course_root

    folder = course_root() / "bench"
    known = sorted(path.stem for path in folder.glob("*.py"))
    if name not in known:
        raise UsageError(f"Found no benchmark '{name}'.", f"Expected one of: {', '.join(known) or 'none'}.")
    raise typer.Exit(subprocess.run([sys.executable, str(folder / f"{name}.py"), *context.args]).returncode)
