"""The nine levels of a business customer: how each is recognised, what to do, and how often to be in touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coursekit.errors import DataError
from coursekit.faults import expect_columns
from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["visit", "call"]


@dataclass(frozen=True)
class Level:
    """One level; ``visit`` and ``call`` are the most weeks that may pass between two contacts, None for no plan.

    Where the material says 'every two weeks' without a kind of contact, a visit is meant.
    """

    code: str
    visit: int | None
    call: int | None = None

    def cadence(self, kind: Kind) -> int | None:
        """Weeks between contacts of that kind."""
        return self.visit if kind == "visit" else self.call

    def name(self, language: str | None = None) -> str:
        """The level's name."""
        return text(f"levels.{self._stem}_name", language)

    def sign(self, language: str | None = None) -> str:
        """How a customer of this level is recognised."""
        return text(f"levels.{self._stem}_sign", language)

    def do(self, language: str | None = None) -> str:
        """Principle and focus of working with this level."""
        return text(f"levels.{self._stem}_do", language)

    @property
    def _stem(self) -> str:
        return self.code.replace("-", "_").lower()


LEVELS = {
    level.code: level
    for level in (
        Level("strategic", visit=2),
        Level("VIP", visit=1),
        Level("key", visit=2),
        Level("honoured", visit=2, call=1),
        Level("model", visit=4),
        Level("uncommitted", visit=2, call=1),
        Level("new", visit=2),
        Level("dormant", visit=2),
        Level("low-value", visit=None),
    )
}


def level_table(language: str | None = None) -> pd.DataFrame:
    """The nine levels as a frame: code (index), name, sign, do, visit and call (weeks, missing without a plan).

    >>> level_table("en")["visit"].to_dict()["VIP"], level_table("zh")["name"].to_dict()["VIP"]
    (1, 'VIP 客户')
    """
    import pandas as pd

    rows = [
        (level.code, level.name(language), level.sign(language), level.do(language), level.visit, level.call)
        for level in LEVELS.values()
    ]
    table = pd.DataFrame(rows, columns=["level", "name", "sign", "do", "visit", "call"]).set_index("level")
    return table.astype({"visit": "Int64", "call": "Int64"})


def contacts_due(customers: pd.DataFrame, weeks: int) -> pd.DataFrame:
    """The fewest contacts each customer must get in ``weeks`` weeks: customer_id, level, kind, cadence, contacts.

    Only business customers have these levels. A customer contacted just before week 1 needs ⌊weeks ÷ cadence⌋: what counts is weeks, not visits. Raises
    DataError for a level that does not exist.

    >>> import pandas as pd
    >>> contacts_due(pd.DataFrame({"customer_id": ["C1"], "level": ["honoured"]}), 13)["contacts"].tolist()
    [6, 13]
    """
    import pandas as pd

    expect_columns(customers, ["customer_id", "level"], "the customers")
    unknown = sorted(set(customers["level"]) - set(LEVELS))
    if unknown:
        raise DataError(f"Found level {unknown}.", f"Expected one of {', '.join(LEVELS)}.")
    kinds: tuple[Kind, ...] = ("visit", "call")
    rows = [
        (customer, level, kind, cadence, weeks // cadence)
        for customer, level in zip(customers["customer_id"], customers["level"], strict=True)
        for kind in kinds
        if (cadence := LEVELS[level].cadence(kind)) is not None
    ]
    return pd.DataFrame(rows, columns=["customer_id", "level", "kind", "cadence", "contacts"])
