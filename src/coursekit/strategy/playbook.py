"""A playbook: for each segment what is done, how, by whom, and how one will know; a starting point and its check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from coursekit.faults import Fault, expect_columns, fault_table
from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd

TYPES = ("consumer", "enterprise", "government", "special")
VALUES = ("high value", "mid value", "low value", "potential", "VIP")
PURPOSES = ("training", "service")
METHODS = ("normative", "service", "economic", "information")  # 规范性、服务性、经济性、信息化
GIVES = ("nothing", "discount", "points", "gift", "event", "trial")
MEASURES = ("sales", "customers", "repeat purchase", "conversion", "retention", "satisfaction", "test score")
COLUMNS = ("segment", "purpose", "action", "method", "gives", "owner", "measure", "budget")
NEEDED = tuple((kind, "training") for kind in TYPES) + tuple((value, "service") for value in VALUES)
PUBLIC = ("government",)

# segment, purpose, sentence, method, gives, owner, measure, CNY a customer and year (figures to be argued about)
_START: tuple[tuple[str, str, str, str, str, str, str, float], ...] = (
    ("consumer", "training", "plain_words", "service", "nothing", "service", "satisfaction", 5),
    ("consumer", "training", "show_features", "service", "nothing", "consumer sales", "repeat purchase", 5),
    (
        "enterprise",
        "training",
        "tailored_programme",
        "service",
        "nothing",
        "enterprise sales",
        "test score",
        300,
    ),
    ("enterprise", "training", "professional_trainer", "service", "nothing", "service", "retention", 400),
    (
        "government",
        "training",
        "policy_and_process",
        "service",
        "nothing",
        "public sector",
        "test score",
        300,
    ),
    ("government", "training", "confidentiality", "service", "nothing", "public sector", "satisfaction", 200),
    ("special", "training", "special_formats", "service", "nothing", "public sector", "test score", 300),
    ("special", "training", "special_follow_up", "service", "nothing", "service", "satisfaction", 100),
    ("high value", "service", "personal_service", "service", "nothing", "key accounts", "retention", 600),
    ("high value", "service", "points_and_referral", "economic", "points", "marketing", "customers", 150),
    ("mid value", "service", "regular_campaign", "economic", "discount", "marketing", "repeat purchase", 40),
    ("low value", "service", "stimulus", "economic", "discount", "marketing", "sales", 8),
    ("low value", "service", "upgrade_and_teach", "information", "nothing", "service", "conversion", 4),
    ("potential", "service", "trial", "economic", "trial", "enterprise sales", "conversion", 50),
    ("potential", "service", "follow_up", "service", "nothing", "enterprise sales", "conversion", 20),
    ("VIP", "service", "first_access", "economic", "event", "key accounts", "satisfaction", 800),
    ("enterprise", "service", "partnership", "service", "nothing", "key accounts", "retention", 500),
)


def starting_playbook(language: str | None = None) -> pd.DataFrame:
    """A playbook to edit: one row an action, in the columns :data:`COLUMNS`, with its sentences in ``language``.

    ``budget`` is CNY a customer and year, ``owner`` a department. It is sound practice, not the only answer.

    >>> book = starting_playbook("en")
    >>> book.loc[book["segment"].eq("mid value"), "action"].tolist()
    ['Run a regular campaign that raises how often they buy.']
    """
    import pandas as pd

    book = pd.DataFrame(_START, columns=list(COLUMNS))
    book["action"] = [text(f"playbook.{sentence}", language) for sentence in book["action"]]
    return book


def validate(
    playbook: pd.DataFrame, *, margins: Mapping[str, float] | None = None, language: str | None = None
) -> pd.DataFrame:
    """Every fault of a playbook: frame ``row``, ``column``, ``fault``, ``message``; empty when it is in order.

    Faults: a word outside the lists of this module, an action without words, owner or budget; nothing planned for a
    type's training or a value segment's service; one action twice; two segments treated exactly alike; anything of
    value for a public body; and, given ``margins`` (CNY a customer and year by segment), a segment that costs more
    than it brings. Raises DataError when a column is absent.

    >>> book = starting_playbook("en")
    >>> validate(book).empty
    True
    >>> book.loc[book["segment"].eq("government"), "gives"] = "gift"
    >>> validate(book)["fault"].unique().tolist()
    ['playbook.gift_to_public']
    """
    expect_columns(playbook, COLUMNS, "the playbook")
    found = [*_rows(playbook), *_coverage(playbook), *_money(playbook, margins or {})]
    return fault_table(found, language)


def _rows(playbook: pd.DataFrame) -> Iterator[Fault]:
    import pandas as pd

    lists = {
        "segment": TYPES + VALUES,
        "purpose": PURPOSES,
        "method": METHODS,
        "gives": GIVES,
        "measure": MEASURES,
    }
    budgets = pd.to_numeric(playbook["budget"], errors="coerce")
    seen: dict[tuple[str, str], object] = {}
    for place, (row, entry) in enumerate(playbook.iterrows()):
        for column, words in lists.items():
            if entry[column] not in words:
                facts = {"found": entry[column], "expected": ", ".join(words)}
                yield Fault(row, column, "playbook.unknown", facts)
        for column in ("action", "owner"):
            if not isinstance(entry[column], str) or not entry[column].strip():
                yield Fault(row, column, "playbook.blank")
        if not budgets.iloc[place] >= 0:
            yield Fault(row, "budget", "playbook.no_budget")
        key = (str(entry["segment"]), _plain(entry["action"]))
        if key[1] and key in seen:
            yield Fault(row, "action", "playbook.twice", {"segment": key[0], "other": seen[key]})
        seen.setdefault(key, row)
        if entry["segment"] in PUBLIC and entry["gives"] in GIVES[1:]:
            yield Fault(row, "gives", "playbook.gift_to_public", {"segment": key[0], "found": entry["gives"]})


def _coverage(playbook: pd.DataFrame) -> Iterator[Fault]:
    planned = set(zip(playbook["segment"], playbook["purpose"], strict=True))
    for segment, purpose in NEEDED:
        if (segment, purpose) not in planned:
            yield Fault("", "segment", "playbook.nothing_for", {"segment": segment, "purpose": purpose})
    treatments: dict[tuple[str, ...], str] = {}
    for key, part in playbook.groupby("segment", sort=False):
        treatment = tuple(sorted(_plain(action) for action in part["action"]))
        name = str(key)
        other = treatments.setdefault(treatment, name)
        if other != name:
            yield Fault("", "action", "playbook.same_for_two", {"segment": name, "other": other})


def _money(playbook: pd.DataFrame, margins: Mapping[str, float]) -> Iterator[Fault]:
    import pandas as pd

    costs = pd.to_numeric(playbook["budget"], errors="coerce").groupby(playbook["segment"]).sum()
    for segment, margin in margins.items():
        cost = float(costs.get(segment, 0.0))
        if cost > margin:
            facts = {"segment": segment, "cost": f"{cost:g}", "margin": f"{margin:g}"}
            yield Fault("", "budget", "playbook.costs_more", facts)


def _plain(action: object) -> str:
    return " ".join(str(action).lower().split()) if isinstance(action, str) else ""
