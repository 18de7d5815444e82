"""Plain tables for the terminal; control characters from other people's work never reach it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def plain(cell: object) -> str:
    r"""Text without control characters, so that a file name or a message cannot drive the terminal.

    >>> plain("ana\x1b[2J")
    'ana�[2J'

    A byte of a file name that is not UTF-8 is shown by its number:

    >>> plain("ana\udcff")
    'ana\\xff'
    """
    return "".join(map(_plain_sign, str(cell)))


def _plain_sign(sign: str) -> str:
    if "\udc80" <= sign <= "\udcff":
        return f"\\x{ord(sign) - 0xDC00:02x}"
    return sign if sign == "\n" or unicodedata.category(sign)[0] != "C" else "�"


def folded(rows: Iterable[Sequence[str]], varying: int, most: int = 20) -> list[list[str]]:
    """Rows of which ``most`` stay of those that differ in the column ``varying`` only; a last one counts the others.

    >>> folded([["", "a", "no notebook"], ["", "b", "no notebook"], ["ana", "c", "collected"]], varying=1, most=1)
    [['', 'a', 'no notebook'], ['', '… and 1 more', 'no notebook'], ['ana', 'c', 'collected']]
    """
    alike: dict[tuple[str, ...], list[list[str]]] = {}
    for row in rows:
        alike.setdefault((*row[:varying], *row[varying + 1 :]), []).append(list(row))
    found = []
    for group in alike.values():
        found += group[:most]
        if len(group) > most:
            last = group[most].copy()
            last[varying] = f"… and {len(group) - most:,} more"
            found.append(last)
    return found


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
