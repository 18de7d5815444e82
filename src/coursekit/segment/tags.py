"""A tag system: a naming standard, who answers for each tag, and when it is reviewed or retired."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from coursekit.errors import DataError
from coursekit.faults import Fault, expect_columns, fault_table

if TYPE_CHECKING:
    import pandas as pd

FAMILIES = ("social", "behaviour", "value")  # the three families of attributes, 社会、行为、价值属性
GENERATION = ("automatic", "half-automatic", "manual")
COLUMNS = ("tag", "definition", "source", "owner", "generation", "refresh_days", "refreshed", "expires")
NEVER_ON_A_PERSON = ("personality", "temper", "mood")  # signs of a conversation, not of a customer
_PART = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
_NAME = re.compile(rf"({'|'.join(FAMILIES)})\.({_PART})\.([a-z0-9]+(?:_[a-z0-9]+)*)")


def parts(tag: str) -> tuple[str, str, str] | None:
    """Family, subject and value of a tag named by the standard; None for any other name.

    >>> parts("behaviour.visit_frequency.weekly")
    ('behaviour', 'visit_frequency', 'weekly')
    >>> parts("VIP!") is None
    True
    """
    found = _NAME.fullmatch(tag)
    return (found[1], found[2], found[3]) if found else None


def validate(
    tags: pd.DataFrame, *, forbidden: Collection[str] = NEVER_ON_A_PERSON, language: str | None = None
) -> pd.DataFrame:
    """Every fault of a tag table: frame ``row``, ``column``, ``fault``, ``message``; empty when it is in order.

    ``tags`` has tag, definition, source, owner, generation ('automatic', 'half-automatic' or 'manual'),
    refresh_days, refreshed and expires (days). ``forbidden`` are subjects that belong to a conversation and
    never to a person. Raises DataError when a column is absent.

    >>> import pandas as pd
    >>> day = pd.Timestamp("2026-01-01")
    >>> one = {"tag": "value.spend.high", "definition": "top fifth by margin", "source": "orders", "owner": "",
    ...        "generation": "automatic", "refresh_days": 30, "refreshed": day, "expires": day + pd.Timedelta(days=365)}
    >>> validate(pd.DataFrame([one]))["fault"].tolist()
    ['tags.no_owner']
    """
    expect_columns(tags, COLUMNS, "the tag table")
    order = {row: place for place, row in enumerate(tags.index)}
    found = [*_names(tags, forbidden), *_words(tags), *_times(tags)]
    found.sort(key=lambda fault: (order[fault.row], COLUMNS.index(fault.column)))
    return fault_table(found, language)


def review(tags: pd.DataFrame, as_of: str, usage: pd.Series | None = None) -> pd.DataFrame:
    """What to do with each tag on the day ``as_of``: 'retire', 'review', 'refresh' or 'keep', in that precedence.

    'retire': ``as_of`` is after ``expires`` (a tag is valid through that day); 'review': ``usage`` (uses in the
    period under review, by tag) is 0 or absent; 'refresh': more than ``refresh_days`` since ``refreshed``.
    Returns tag, owner, age_days, action, in the table's order. Raises DataError when a column is absent.

    >>> import pandas as pd
    >>> tags = pd.DataFrame({"tag": ["a", "b"], "owner": "Lin Wei", "refresh_days": 30,
    ...     "refreshed": pd.to_datetime(["2026-01-01", "2026-03-01"]), "expires": pd.Timestamp("2026-12-31")})
    >>> review(tags, "2026-03-10")["action"].tolist()
    ['refresh', 'keep']
    """
    import numpy as np
    import pandas as pd

    expect_columns(tags, ["tag", "owner", "refresh_days", "refreshed", "expires"], "the tag table")
    day = pd.Timestamp(as_of)
    if bool((tags["refreshed"] > day).any()):
        raise DataError(f"Found tags refreshed after {as_of}.", "Expected a table as it stood on that day.")
    age = (day - tags["refreshed"]).dt.days
    unused = pd.Series(False, index=tags.index) if usage is None else tags["tag"].map(usage).fillna(0).eq(0)
    action = np.select(
        [tags["expires"] < day, unused, age > tags["refresh_days"]], ["retire", "review", "refresh"], "keep"
    )
    return tags[["tag", "owner"]].assign(age_days=age, action=action)


def _names(tags: pd.DataFrame, forbidden: Collection[str]) -> Iterator[Fault]:
    names = tags["tag"].fillna("").astype(str)
    counts = names.value_counts()
    for row, tag in names.items():
        named = parts(tag)
        if named is None:
            yield Fault(row, "tag", "tags.bad_name", {"tag": tag})
        else:
            for subject in forbidden:
                if subject in named[1].split("_"):
                    yield Fault(row, "tag", "tags.on_the_person", {"tag": tag, "subject": subject})
        if counts[tag] > 1:
            yield Fault(row, "tag", "tags.twice", {"tag": tag, "count": int(counts[tag])})


def _words(tags: pd.DataFrame) -> Iterator[Fault]:
    first_with: dict[str, str] = {}
    for row, entry in tags.iterrows():
        tag = str(entry["tag"])
        for column, key in (
            ("definition", "tags.empty"),
            ("source", "tags.no_source"),
            ("owner", "tags.no_owner"),
        ):
            if _blank(entry[column]):
                yield Fault(row, column, key, {"tag": tag})
        if not _blank(entry["definition"]):
            meaning = " ".join(str(entry["definition"]).lower().split())
            other = first_with.setdefault(meaning, tag)
            if other != tag:
                yield Fault(row, "definition", "tags.same_meaning", {"tag": tag, "other": other})
        if entry["generation"] not in GENERATION:
            facts = {"tag": tag, "found": entry["generation"], "expected": ", ".join(GENERATION)}
            yield Fault(row, "generation", "tags.bad_generation", facts)


def _times(tags: pd.DataFrame) -> Iterator[Fault]:
    import pandas as pd

    days = pd.to_numeric(tags["refresh_days"], errors="coerce")
    dates: dict[str, pd.Series[Any]] = {
        name: pd.to_datetime(tags[name], errors="coerce", format="mixed") for name in ("refreshed", "expires")
    }
    for place, (row, tag) in enumerate(tags["tag"].items()):
        every, refreshed, expires = (
            days.iloc[place],
            dates["refreshed"].iloc[place],
            dates["expires"].iloc[place],
        )
        usable = bool(every >= 1) and float(every).is_integer()
        if not usable:
            yield Fault(row, "refresh_days", "tags.no_refresh", {"tag": tag})
        for name, moment in (("refreshed", refreshed), ("expires", expires)):
            if pd.isna(moment):
                yield Fault(row, name, "tags.no_date", {"tag": tag})
        if pd.isna(refreshed) or pd.isna(expires):
            continue
        life = (expires - refreshed).days
        if life < 0:
            facts: dict[str, object] = {"expires": expires.date(), "refreshed": refreshed.date()}
            yield Fault(row, "expires", "tags.expires_early", {"tag": tag, **facts})
        elif usable and every > life:
            facts = {"tag": tag, "days": int(every), "life": life}
            yield Fault(row, "refresh_days", "tags.refresh_after_expiry", facts)


def _blank(value: object) -> bool:
    return not isinstance(value, str) or not value.strip()
