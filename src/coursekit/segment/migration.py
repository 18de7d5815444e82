"""How customers move between segments from one day to another: flows, transition matrix, stability index, Sankey data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypedDict, cast

from coursekit.errors import UsageError
from coursekit.segment import frames

if TYPE_CHECKING:
    import pandas as pd
    from narwhals.typing import IntoFrameT

    from coursekit.segment.frames import Frame

NEW, LOST, NONE = "new", "lost", "none"


class Sankey(TypedDict):
    """Nodes by name and links by their positions, as plotting libraries take them."""

    nodes: list[str]
    source: list[int]
    target: list[int]
    value: list[int]


def flows(before: IntoFrameT, after: Any, column: str = "segment") -> IntoFrameT:
    """How many customers went from each segment to each: ``from``, ``to``, ``customers`` and ``share`` (of ``from``).

    Both tables have one row a ``customer_id`` with their segment in ``column``. Customers only in ``after`` come from
    ``new``, those only in ``before`` go to ``lost``, a missing segment is ``none``: nobody falls out, so that the
    flows out of a segment sum to its size before and the flows into it to its size after. The result is of the kind
    of ``before``; eager ones are sorted. Raises DataError for missing columns.

    >>> import pandas as pd
    >>> march = pd.DataFrame({"customer_id": [1, 2, 3], "segment": ["A", "A", "B"]})
    >>> april = pd.DataFrame({"customer_id": [1, 2, 4], "segment": ["A", "B", "B"]})
    >>> flows(march, april)
      from    to  customers  share
    0    A     A          1    0.5
    1    A     B          1    0.5
    2    B  lost          1    1.0
    3  new     B          1    1.0
    """
    import narwhals as nw

    both = paired(before, after, [column], (f"the table before (column='{column}')", "the table after"))
    found = (
        both.with_columns(
            nw.when(nw.col("_before") == 0)
            .then(nw.lit(NEW))
            .otherwise(_or_none(f"from_{column}"))
            .alias("from"),
            nw.when(nw.col("_after") == 0).then(nw.lit(LOST)).otherwise(_or_none(f"to_{column}")).alias("to"),
        )
        .group_by("from", "to")
        .agg(customers=nw.len())
    )
    size = found.group_by("from").agg(_size=nw.col("customers").sum())
    found = found.join(cast("Any", size), on="from", how="left").select(
        "from", "to", nw.col("customers").cast(nw.Int64), share=nw.col("customers") / nw.col("_size")
    )
    if not frames.is_lazy(found):
        found = nw.maybe_reset_index(found.sort("from", "to"))
    return cast("IntoFrameT", found.to_native())


def transition_matrix(
    before: Any, after: Any, column: str = "segment", order: Sequence[str] = ()
) -> pd.DataFrame:
    """The share of each segment's customers (row) that is in each segment afterwards (column); rows sum to 1.

    Tables as in :func:`flows`; a lazy one is run. The matrix is small and always comes in pandas. ``new`` is the
    last row (where new customers went) and ``lost`` the last column. A segment with nobody in it before has no row.
    ``order`` names the segments in the wanted order; the others follow by name.

    >>> import pandas as pd
    >>> march = pd.DataFrame({"customer_id": [1, 2, 3], "segment": ["A", "A", "B"]})
    >>> april = pd.DataFrame({"customer_id": [1, 2, 4], "segment": ["A", "B", "B"]})
    >>> transition_matrix(march, april).loc["A"].to_dict()
    {'A': 0.5, 'B': 0.5, 'lost': 0.0}
    """
    table = _in_pandas(flows(before, after, column))
    matrix = table.pivot(index="from", columns="to", values="share").fillna(0.0)

    def placed(names: Sequence[str], last: str) -> list[str]:
        known = [name for name in order if name in names]
        return known + sorted(set(names) - set(known) - {last}) + ([last] if last in names else [])

    return matrix.loc[placed(list(matrix.index), NEW), placed(list(matrix.columns), LOST)]


def psi(before: pd.Series[Any], after: pd.Series[Any], floor: float = 0.0001) -> float:
    """Population stability index of two distributions over the same segments: Σ (a − b) · ln(a / b).

    ``before`` and ``after`` hold numbers of customers (or shares) by segment in the index; a segment missing on one
    side counts as empty, and an empty one as the share ``floor``, for the logarithm's sake. 0 when nothing changed,
    the same in both directions. Credit-risk practice reads under 0.1 as stable and over 0.25 as shifted: a habit,
    not a test. It sees sizes only: customers can change places without any change in it.

    Raises UsageError for negative or empty distributions and for a floor outside (0, 0.01].

    Source: Siddiqi (2006), Credit Risk Scorecards.

    >>> import pandas as pd
    >>> round(psi(pd.Series({"A": 50, "B": 50}), pd.Series({"A": 60, "B": 40})), 4)
    0.0405
    """
    import numpy as np

    if not 0 < floor <= 0.01:
        raise UsageError(f"Found floor={floor!r}.", "Expected a small share, above 0 and up to 0.01.")
    if (before < 0).any() or (after < 0).any() or not before.sum() > 0 or not after.sum() > 0:
        raise UsageError("Found a distribution that is empty or negative.", "Expected numbers of customers.")
    names = before.index.union(after.index)
    b = (before.reindex(names, fill_value=0) / before.sum()).clip(lower=floor).to_numpy(dtype=float)
    a = (after.reindex(names, fill_value=0) / after.sum()).clip(lower=floor).to_numpy(dtype=float)
    return float(np.sum((a - b) * np.log(a / b)))


def sankey(periods: Mapping[str, Any], column: str = "segment") -> Sankey:
    """Nodes and links of a Sankey diagram over two or more days; what flows into a node flows out of it.

    ``periods`` maps each day's label to its table (as in :func:`flows`), in order. Nodes are named 'segment · label'.
    A customer who is lost and comes back is lost once and new once. Raises UsageError for fewer than two days.

    >>> import pandas as pd
    >>> march = pd.DataFrame({"customer_id": [1, 2], "segment": ["A", "A"]})
    >>> april = pd.DataFrame({"customer_id": [1, 2], "segment": ["A", "B"]})
    >>> sankey({"March": march, "April": april})
    {'nodes': ['A · March', 'A · April', 'B · April'], 'source': [0, 0], 'target': [1, 2], 'value': [1, 1]}
    """
    if len(periods) < 2:
        raise UsageError(
            f"Found {len(periods)} days.", "Expected at least two: flows need a before and an after."
        )
    nodes: dict[str, int] = {}
    links: Sankey = {"nodes": [], "source": [], "target": [], "value": []}
    for earlier, later in pairwise(periods):
        table = _in_pandas(flows(periods[earlier], periods[later], column)).sort_values(["from", "to"])
        ends = [
            [f"{name} · {label}" for name in table[side]]
            for side, label in (("from", earlier), ("to", later))
        ]
        for name in [*ends[0], *ends[1]]:
            nodes.setdefault(name, len(nodes))
        links["source"] += [nodes[name] for name in ends[0]]
        links["target"] += [nodes[name] for name in ends[1]]
        links["value"] += [int(count) for count in table["customers"]]
    links["nodes"] = list(nodes)
    return links


def paired(before: Any, after: Any, columns: Sequence[str], called: tuple[str, str]) -> Frame:
    """One row for every customer of either table, each of ``columns`` as text from before and after.

    Columns ``from_…`` and ``to_…`` are empty text where a value is missing; ``_before`` and ``_after`` are 1 where
    the customer is in that table. Stacking and grouping reads each table once, where a full join would need the
    customers of both first and turns whole numbers into floats in pandas.
    """
    import narwhals as nw

    halves = []
    for native, name, (mine, other), here in (
        (before, called[0], ("from", "to"), (1, 0)),
        (after, called[1], ("to", "from"), (0, 1)),
    ):
        frame = frames.opened(native, ["customer_id", *columns], name)
        known = {f"{mine}_{column}": nw.col(column).cast(nw.String).fill_null("") for column in columns}
        blank = {f"{other}_{column}": nw.lit("") for column in columns}
        half = frame.select("customer_id", _before=nw.lit(here[0]), _after=nw.lit(here[1]), **known, **blank)
        ordered = sorted(half.collect_schema().names())
        halves.append(half.select(*ordered))
    if halves[0].implementation != halves[1].implementation:
        raise UsageError("Found tables of different kinds before and after.", "Expected the same kind twice.")
    stacked = nw.concat(cast("list[Any]", halves))
    values = [name for name in stacked.collect_schema().names() if name != "customer_id"]
    found: Frame = stacked.group_by("customer_id").agg(*(nw.col(name).max() for name in values))
    return found


def _or_none(column: str) -> Any:
    import narwhals as nw

    return nw.when(nw.col(column) == "").then(nw.lit(NONE)).otherwise(nw.col(column))


def _in_pandas(native: Any) -> pd.DataFrame:
    import narwhals as nw

    frame = frames.opened(native, [], "the flows")
    eager = frame if isinstance(frame, nw.DataFrame) else frame.collect()
    return eager.to_pandas()
