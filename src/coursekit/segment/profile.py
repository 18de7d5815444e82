"""What a segment is like: index against everybody, size of the difference, and whether a name is earned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.errors import DataError
from coursekit.faults import expect_columns

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

LEAST_BASE = 30  # customers below which an index is not printed
CLAIM = 1.2  # an index must exceed it before a name may claim 'more than others'


def cohen_d(segment: ArrayLike, others: ArrayLike) -> float:
    """Difference of means in pooled standard deviations; missing where neither side varies.

    (m₁ − m₂) / √(((n₁−1)s₁² + (n₂−1)s₂²) / (n₁+n₂−2)). Cohen 1988: 0.2 small, 0.5 medium, 0.8 large.

    >>> round(cohen_d([2, 4, 6], [1, 3, 5]), 2)
    0.5
    """
    import numpy as np

    a, b = np.asarray(segment, dtype=float), np.asarray(others, dtype=float)
    degrees = len(a) + len(b) - 2
    if min(len(a), len(b)) < 1 or degrees < 1:
        return float("nan")
    pooled = (((a - a.mean()) ** 2).sum() + ((b - b.mean()) ** 2).sum()) / degrees
    return float((a.mean() - b.mean()) / np.sqrt(pooled)) if pooled > 0 else float("nan")


def cohen_h(first: float, second: float) -> float:
    """Difference of two shares as 2·arcsin√p₁ − 2·arcsin√p₂. Cohen 1988: 0.2 small, 0.5 medium, 0.8 large.

    >>> round(cohen_h(0.5, 0.25), 3)
    0.524
    """
    from math import asin, sqrt

    return 2 * asin(sqrt(first)) - 2 * asin(sqrt(second))


def index_table(
    customers: pd.DataFrame, segment: str, traits: list[str], *, least_base: int = LEAST_BASE
) -> pd.DataFrame:
    """Every trait of every segment against all customers: index = segment ÷ base.

    A numeric trait gives one row (``value`` 'mean', ratio of means), any other a row for each of its values
    (ratio of shares). The base is everybody with a known value, the segment included; ``effect`` is Cohen's d or
    h against everybody *else*. Where fewer than ``least_base`` of the segment have a known value, or the base is
    not above 0, ``index`` and ``effect`` are missing. Columns: segment, trait, value, n, segment_value,
    base_value, index, effect. An index of a trait that made the segments proves nothing about them.

    >>> import pandas as pd
    >>> people = pd.DataFrame({"group": ["a"] * 4 + ["b"] * 4, "online": [True] * 3 + [False] * 5})
    >>> table = index_table(people, "group", ["online"], least_base=2)
    >>> table[table["value"].eq(True)].set_index("segment")["index"].to_dict()
    {'a': 2.0, 'b': 0.0}
    """
    import pandas as pd
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    expect_columns(customers, [segment, *traits], "the customer table")
    if bool(customers[segment].isna().any()):
        raise DataError(
            "Found customers without a segment.", "Expected one each.", "Name the rest, or drop them."
        )
    rows = []
    for trait in traits:
        column = customers[trait]
        known = customers[column.notna()]
        for name, members in known.groupby(segment, observed=True):
            others = known.drop(members.index)
            if is_numeric_dtype(column) and not is_bool_dtype(column):
                mine, base = float(members[trait].mean()), float(known[trait].mean())
                effect = cohen_d(members[trait], others[trait])
                rows.append((name, trait, "mean", len(members), mine, base, effect))
                continue
            for value in known[trait].unique():
                mine = float(members[trait].eq(value).mean())
                base = float(known[trait].eq(value).mean())
                rest = float(others[trait].eq(value).mean())
                effect = cohen_h(mine, rest) if len(others) else float("nan")
                rows.append((name, trait, value, len(members), mine, base, effect))
    columns = ["segment", "trait", "value", "n", "segment_value", "base_value", "effect"]
    table = pd.DataFrame(rows, columns=columns)
    enough = table["n"].ge(least_base) & table["base_value"].gt(0)
    table.insert(6, "index", (table["segment_value"] / table["base_value"]).where(enough))
    table["effect"] = table["effect"].where(enough)
    return table


def top_traits(table: pd.DataFrame, segment: str | int, count: int = 3) -> pd.DataFrame:
    """The ``count`` rows of an index table on which a segment differs most, by the size of ``effect``; ties keep order.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"segment": "a", "trait": ["age", "spend"], "effect": [-0.9, 0.3]})
    >>> top_traits(table, "a", 1)["trait"].tolist()
    ['age']
    """
    expect_columns(table, ["segment", "effect"], "the index table")
    own = table[table["segment"].eq(segment) & table["effect"].notna()]
    return own.sort_values("effect", key=lambda effect: -effect.abs(), kind="stable").head(count)


def check_claims(table: pd.DataFrame, claims: pd.DataFrame, *, least_index: float = CLAIM) -> pd.DataFrame:
    """Whether each claim in a segment's name is borne out: 'high' needs index > 1.2, 'low' index < 1/1.2.

    ``claims`` has segment, trait, value ('mean' for a number), direction ('high' or 'low'). Returns it with
    ``index`` and ``verdict``: 'supported', 'unsupported' (too near the base), 'contradicted' (the opposite is
    true) or 'unknown' (no such row, or too few customers). Raises DataError for another direction.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"segment": ["a"], "trait": ["spend"], "value": ["mean"], "index": [1.15]})
    >>> claim = pd.DataFrame({"segment": ["a"], "trait": ["spend"], "value": ["mean"], "direction": ["high"]})
    >>> check_claims(table, claim)["verdict"].item()
    'unsupported'
    """
    import numpy as np

    keys = ["segment", "trait", "value"]
    expect_columns(claims, [*keys, "direction"], "the table of claims")
    expect_columns(table, [*keys, "index"], "the index table")
    strange = sorted(set(claims["direction"]) - {"high", "low"})
    if strange:
        raise DataError(f"Found direction {strange}.", "Expected 'high' or 'low'.")
    found = {tuple(row[:3]): row[3] for row in table[[*keys, "index"]].itertuples(index=False)}
    checked = claims.copy()
    index = np.array(
        [found.get(tuple(row), np.nan) for row in claims[keys].itertuples(index=False)], dtype=float
    )
    checked["index"] = index
    above, below = index > least_index, index < 1 / least_index
    high = claims["direction"].eq("high").to_numpy()
    checked["verdict"] = np.select(
        [np.isnan(index), np.where(high, above, below), np.where(high, below, above)],
        ["unknown", "supported", "contradicted"],
        "unsupported",
    )
    return checked
