"""What a trainee is shown after checking their own notebook, in the terminal and in a cell."""

from __future__ import annotations

import html
import os
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from coursekit.grading.own_work import OwnWork


def examine(notebook: str | os.PathLike[str] | None = None, isolation: str = "") -> OwnWork:
    """Grade one's own notebook; see :func:`coursekit.grading.own_work.find_notebook` for which one."""
    from coursekit.grading.own_work import check_own_work, find_notebook
    from coursekit.grading.warm import grade_one, make_ready

    path = find_notebook(notebook)
    make_ready(isolation)
    return check_own_work(path, lambda submission: grade_one(submission, isolation))


def check(notebook: str | os.PathLike[str] | None = None) -> None:
    """Grade the saved state of this notebook and show, below the cell, what is right and why the rest is not.

    Raises UsageError when there is no such notebook.
    """
    from IPython.display import HTML, display

    display(HTML(as_html(examine(notebook))))


def rows(found: OwnWork) -> list[tuple[str, str, str]]:
    """One row a graded cell: question, points, message."""
    shown = []
    for cell in found.outcome.scores:
        points = (
            text("report.by_hand", found.language, points=_points(cell.max_score))
            if cell.where == "manual" or cell.score is None
            else f"{_points(cell.score)} / {_points(cell.max_score)}"
        )
        right = cell.where != "manual" and cell.score is not None and cell.score >= cell.max_score
        message = cell.message or (_worded("right", found) if right else "")
        shown.append((found.titles.get(cell.grade_id) or cell.grade_id, points, message))
    return shown


def closing(found: OwnWork) -> list[str]:
    """The sentences below the table."""
    language = found.language
    lines = [
        _worded(
            "total",
            found,
            score=_points(found.outcome.score),
            max_score=_points(found.outcome.max_score),
        )
    ]
    if found.outcome.manual_max:
        lines.append(text("report.manual", language, points=_points(found.outcome.manual_max)))
    lines.append(text("report.everything" if found.everything else "report.visible_only", language))
    lines.append(text("report.walls_" + found.outcome.isolation, language))
    return [*found.outcome.repairs, *found.outcome.incidents, *lines]


def print_to_terminal(found: OwnWork) -> None:
    """Print the table and what follows from it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if found.outcome.reason:
        console.print(Text(text("report.ungraded", found.language, reason=found.outcome.reason)))
        return
    table = Table(show_lines=True)
    for heading in headings(found):
        table.add_column(heading, overflow="fold")
    for row in rows(found):
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
    for line in closing(found):
        console.print(Text(line))


def as_html(found: OwnWork) -> str:
    """The same as a fragment of HTML; everything that came from the notebook is escaped."""
    if found.outcome.reason:
        reason = text("report.ungraded", found.language, reason=found.outcome.reason)
        return f'<div class="coursekit-check" lang="{found.language}"><p>{html.escape(reason)}</p></div>'
    head = "".join(
        f'<th scope="col" style="text-align:left">{html.escape(heading)}</th>' for heading in headings(found)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:left;white-space:pre-wrap">{html.escape(cell)}</td>' for cell in row
        )
        + "</tr>"
        for row in rows(found)
    )
    below = "".join(f"<p>{html.escape(line)}</p>" for line in closing(found))
    return (
        f'<div class="coursekit-check" lang="{found.language}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>{below}</div>"
    )


def headings(found: OwnWork) -> list[str]:
    """What stands above the columns of :func:`rows`."""
    return [
        text("report.question", found.language),
        _worded("points", found),
        text("report.message", found.language),
    ]


def _worded(name: str, found: OwnWork, **facts: str) -> str:
    """A sentence for passed checks, which promises less where the hidden ones were not run."""
    return text(f"report.{name}" if found.everything else f"report.{name}_visible", found.language, **facts)


def _points(value: float) -> str:
    return f"{value:g}"
