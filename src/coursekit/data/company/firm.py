"""One generated company: a seed, a size, and tables that are made when they are first asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from coursekit.data.company import seasons
from coursekit.errors import DataError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

    from coursekit.data.company.population import Population

# table -> module of this package that makes it; each module has a function of the table's name
TABLES = {
    "products": "catalogue",
    "staff": "staff",
    "customers": "customers",
    "tags": "tags",
    "people": "people",
    "opportunities": "funnel",
    "orders": "orders",
    "lines": "orders",
    "returns": "returns",
    "contracts": "contracts",
    "receivables": "receivables",
    "debts": "receivables",
    "points": "points",
    "contacts": "contacts",
    "web": "web",
    "complaints": "complaints",
    "trial": "campaigns",
    "spring_campaign": "campaigns",
    "conversations": "conversations",
    "model_labels": "model_labels",
    "trainees": "training",
    "training_sessions": "training",
    "attendance": "training",
    "test_answers": "tests_and_forms",
    "questionnaires": "tests_and_forms",
}
TRUTH = {
    "true_customers": "truth",
    "true_effects": "truth",
    "true_conversations": "conversations",
    "true_trainees": "training",
    "true_dirt": "dirt",
}


@dataclass(frozen=True)
class Firm:
    """Clearspring 澄源净水, a fictional supplier of drinking-water equipment, as its systems saw it on ``as_of``.

    ``firm.orders`` is the table ``orders``; ``TABLES`` lists them all. Tables named ``true_…`` hold what only
    graders may use. Equal seed, scale and ``dirty`` give equal values on every machine.

    >>> Firm(seed=1, scale=0.02).customers.shape[0] > 40
    True
    """

    seed: int
    scale: float = 1.0
    dirty: bool = True
    first_number: int = 1  # of customers, so that blocks of one large company do not collide
    first_order: int = 1
    _made: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    _shared: dict[str, Population] = field(default_factory=dict, repr=False, compare=False)

    @property
    def as_of(self) -> str:
        """The day on which the tables were taken."""
        return seasons.AS_OF

    @property
    def population(self) -> Population:
        """Hidden state of every customer: for the modules of this package and for graders."""
        if "population" not in self._shared:
            from coursekit.data.company.population import draw

            self._shared["population"] = draw(self)
        return self._shared["population"]

    def random_state(self, purpose: str) -> RandomState:
        """A frozen stream for one purpose, so that no table depends on the order in which tables are made."""
        from numpy.random import RandomState

        digest = hashlib.sha256(f"{self.seed}\x1f{purpose}".encode()).digest()
        return RandomState([int.from_bytes(digest[i : i + 4], "big") for i in range(0, 32, 4)])

    def clean(self, name: str) -> pd.DataFrame:
        """The table without planted dirt. Raises DataError for a table that does not exist."""
        if name not in self._made:
            module = {**TABLES, **TRUTH}.get(name)
            if module is None:
                raise DataError(f"Found no table '{name}'.", f"Expected one of {', '.join(TABLES)}.")
            maker = getattr(import_module(f"coursekit.data.company.{module}"), name)
            made = maker() if name == "products" else maker(self)
            for table, frame in made.items() if isinstance(made, dict) else ((name, made),):
                words = [column for column in frame.columns if frame[column].dtype.kind == "O"]
                self._made[table] = frame.astype(dict.fromkeys(words, "str"))
        return self._made[name].copy(deep=False)

    def table(self, name: str) -> pd.DataFrame:
        """The table as the company's systems hold it: with planted dirt when the firm is ``dirty``."""
        from coursekit.data.company import dirt

        if not self.dirty or name not in dirt.SOILED:
            return self.clean(name)
        if f"dirty {name}" not in self._made:
            self._made[f"dirty {name}"] = dirt.soil(self, name)
        return self._made[f"dirty {name}"].copy(deep=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in {**TABLES, **TRUTH}:
            raise AttributeError(f"Found no table '{name}'. Expected one of {', '.join(TABLES)}.")
        return self.table(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES, *TRUTH]
