"""Commands for whoever learns: start the course, check one's own work."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from coursekit.messages import text


def start(
    lang: Annotated[str, typer.Option(help="Language of the course: en or zh.")] = os.environ.get(
        "COURSE_LANG", "en"
    ),
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8888,
    name: Annotated[str, typer.Option("--as", help="Your name: exercises then show your own data.")] = "",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address instead of opening it.")
    ] = False,
) -> None:
    """Open the course in JupyterLab, at the welcome lesson."""
    from coursekit import jupyterlab

    root = jupyterlab.course_root()
    command = jupyterlab.course_command(root, lang, port, browser=not no_browser)
    jupyterlab.require_free_port(port)
    if name:
        jupyterlab.remember_trainee(root, name)
    typer.echo(f"Opening the course in {root}. Stop it with Ctrl-C.")
    jupyterlab.run(command, root, lang)


def check(
    notebook: Annotated[
        Path | None, typer.Argument(help="Your notebook; default: the only one here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    isolation: Annotated[
        str, typer.Option(help="full, process or none; default: the best this machine gives.")
    ] = "",
) -> None:
    """Grade my own notebook now, with hints."""
    from coursekit.report import own_work

    found = own_work.examine(notebook, isolation)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False))
    else:
        own_work.print_to_terminal(found)
    if found.outcome.reason:
        if as_json:
            typer.echo(text("report.ungraded", found.language, reason=found.outcome.reason), err=True)
        raise typer.Exit(1)
