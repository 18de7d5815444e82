"""Faults in a table that a person filled in: every one of them, each with its place and its sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.errors import DataError
from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Fault:
    """One fault: where it stands, and the key and facts of the sentence that says what is wrong."""

    row: object
    column: str
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str | None = None) -> str:
        """The sentence in ``language`` (default: the current one)."""
        return text(self.key, language, row=self.row, column=self.column, **self.facts)


def fault_table(faults: Iterable[Fault], language: str | None = None) -> pd.DataFrame:
    """Faults as a frame ``row``, ``column``, ``fault`` (the sentence's key), ``message``; empty when there are none.

    >>> fault_table([Fault(2, "owner", "tags.no_owner", {"tag": "value.spend.high"})], "en")["fault"].tolist()
    ['tags.no_owner']
    """
    import pandas as pd

    rows = [(fault.row, fault.column, fault.key, fault.message(language)) for fault in faults]
    return pd.DataFrame(rows, columns=["row", "column", "fault", "message"])


def expect_columns(frame: pd.DataFrame, columns: Collection[str], what: str) -> None:
    """Raise DataError when ``frame`` (called ``what`` in the message) lacks one of ``columns``.

    >>> import pandas as pd
    >>> expect_columns(pd.DataFrame({"tag": []}), ["tag", "owner"], "the tag table")
    Traceback (most recent call last):
    coursekit.errors.DataError: Found no column 'owner' in the tag table. Expected tag, owner.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise DataError(
            f"Found no column {', '.join(map(repr, missing))} in {what}.", f"Expected {', '.join(columns)}."
        )
