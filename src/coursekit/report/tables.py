"""Plain tables for the terminal; control characters from other people's work never reach it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def plain(cell: object) -> str:
    r"""Text without control characters, so that a file name or a message cannot drive the terminal.

    >>> plain("ana\x1b[2J")
    'ana�[2J'
    """
    return "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else "�" for c in str(cell))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Print rows under headings, folded to the terminal's width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(plain(title)) if title else None, show_lines=False)
    for heading in headings:
        table.add_column(Text(plain(heading)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    Console().print(table)
