"""Ranks, scores and cuts that are the same on every back end, equal values always treated equally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from coursekit.errors import UsageError
from coursekit.segment import frames

if TYPE_CHECKING:
    from coursekit.segment.frames import Frame

Ties = Literal["high", "low", "mid"]
Ranked = tuple[str, bool]  # a column, and whether higher is better
MOST_BINS = 9  # a score is one digit of the code


def check_bins(bins: int) -> None:
    """Raises UsageError unless there are 2 to 9 bins."""
    if isinstance(bins, bool) or not isinstance(bins, int) or not 2 <= bins <= MOST_BINS:
        raise UsageError(f"Found bins={bins!r}.", f"Expected a whole number from 2 to {MOST_BINS}.")


def with_quantile_scores(
    frame: Frame, wanted: Mapping[str, Ranked], bins: int, ties: Ties, within: Sequence[str] = ()
) -> Frame:
    """The frame with a column more for each score ``wanted``: ceil(rank · bins / n), separately ``within`` each group.

    Raises UsageError for impossible bins and for an unknown tie rule.
    """
    import narwhals as nw

    check_bins(bins)
    if ties not in ("high", "low", "mid"):
        raise UsageError(f"Found ties={ties!r}.", "Expected 'high', 'low' or 'mid'.")
    names = [name for name in frame.collect_schema().names() if name not in wanted]
    if frame.implementation.is_duckdb() and ties == "high" and not within:
        return _whole(scored_by_cuts(frame, names, wanted, bins), list(wanted))
    if frame.implementation.is_dask():
        for score, what in wanted.items():
            frame = ranked_by_counting(frame, score, what, ties, within)
    else:
        frame = ranked_by_window(frame, wanted, ties, within)
    # A quotient of whole numbers below 2⁵² is exact where it is whole, so that ceil cannot err.
    scores = {score: (nw.col(f"_rank_{score}") * bins / nw.col(f"_size_{score}")).ceil() for score in wanted}
    scored = frame.select(*names, **scores)
    return _whole(scored, list(wanted))


def scored_by_cuts(frame: Frame, names: Sequence[str], wanted: Mapping[str, Ranked], bins: int) -> Frame:
    """The same scores for DuckDB by comparing with ``bins`` − 1 values each: windows would sort all rows for each score."""
    import narwhals as nw

    # quantile_disc gives the value at place floor(share · n), counted from 0; a trace more than k/bins makes the
    # place floor(k · n / bins) also where the product comes out a trace too small.
    shares = [k / bins + 1e-12 for k in range(1, bins)]
    cuts, scores = [], []
    for number, (score, (column, higher_is_better)) in enumerate(wanted.items()):
        value = f'"{column}"' if higher_is_better else f'-"{column}"'
        cuts.append(f"quantile_disc({value}, {shares}) AS c{number}")
        reached = " + ".join(f"({value} >= c{number}[{k}])::BIGINT" for k in range(1, bins))
        scores.append(f'1 + {reached} AS "{score}"')
    kept = ", ".join(f'"{name}"' for name in names)
    relation: Any = frame.to_native()
    scored: Frame = nw.from_native(
        relation.query(
            "ranked",
            f"WITH people AS MATERIALIZED (FROM ranked) "
            f"SELECT {kept}, {', '.join(scores)} FROM people, (SELECT {', '.join(cuts)} FROM people)",
        )
    )
    return scored


def ranked_by_window(
    frame: Frame, wanted: Mapping[str, Ranked], ties: Ties, within: Sequence[str] = ()
) -> Frame:
    """The frame with ``_rank_…`` (1 is worst) and ``_size_…`` for each score, by window functions in one pass."""
    import narwhals as nw

    figures = {}
    for score, (column, higher_is_better) in wanted.items():
        worse, better = (
            nw.col(column).rank("min", descending=descending)
            for descending in (not higher_is_better, higher_is_better)
        )
        size = nw.col(column).count()
        if within:
            worse, better, size = (figure.over(*within) for figure in (worse, better, size))
        # Counted from the top, the least rank of equal values is their highest from below; databases have only that.
        highest = size - better + 1
        figures[f"_rank_{score}"] = {"high": highest, "low": worse, "mid": (worse + highest) / 2}[ties]
        figures[f"_size_{score}"] = size
    return frame.with_columns(**figures)


def ranked_by_counting(
    frame: Frame, score: str, what: Ranked, ties: Ties, within: Sequence[str] = ()
) -> Frame:
    """The same for one score by counting customers at each value and adding up: for Dask, which has no rank."""
    import narwhals as nw

    column, higher_is_better = what
    keys = [*within, column]
    counts = _running(frame, keys)
    if within:
        size = counts.group_by(*within).agg(_size=nw.col("_count").sum(), _before=nw.col("_upto").min())
        first = counts.group_by(*within).agg(_least=nw.col(column).min())
        lead = (
            counts.join(first, on=list(within), how="inner")
            .filter(nw.col(column) == nw.col("_least"))
            .select(*within, _lead=nw.col("_count"))
        )
        size = size.join(lead, on=list(within), how="inner")
        size = size.select(*within, "_size", _before=nw.col("_before") - nw.col("_lead"))
        counts = counts.join(size, on=list(within), how="inner")
    else:
        counts = counts.join(frame.select(_size=nw.col(column).count()), how="cross").with_columns(
            _before=nw.lit(0)
        )
    most = nw.col("_upto") - nw.col("_before")
    least = most - nw.col("_count") + 1
    if not higher_is_better:
        least, most = nw.col("_size") - most + 1, nw.col("_size") - least + 1
    rank = {"high": most, "low": least, "mid": (least + most) / 2}[ties]
    figures = {f"_size_{score}": nw.col("_size"), f"_rank_{score}": rank}
    return frame.join(counts.select(*keys, **figures), on=keys, how="left")


def cut_value(frame: Frame, column: str, name: str, cut: Literal["mean", "median"]) -> Frame:
    """The frame with the mean or median of ``column`` in every row.

    The mean is rounded to six decimals, so that equal customers stand exactly at it.
    """
    import narwhals as nw

    if cut == "mean":
        return frame.with_columns(nw.col(column).mean().round(6).alias(name))
    if not frame.implementation.is_dask():
        return frame.with_columns(nw.col(column).median().alias(name))
    # Dask's own median is an approximation.
    counts = _running(frame, [column]).join(frame.select(_size=nw.col(column).count()), how="cross")
    lower = counts.filter(2 * nw.col("_upto") >= nw.col("_size")).select(_low=nw.col(column).min())
    upper = counts.filter(2 * nw.col("_upto") > nw.col("_size")).select(_high=nw.col(column).min())
    middle = lower.join(upper, how="cross").select(((nw.col("_low") + nw.col("_high")) / 2).alias(name))
    return frame.join(middle, how="cross")


def _running(frame: Frame, keys: list[str]) -> Any:
    """How many rows have each value (``_count``) and how many up to it, ascending (``_upto``)."""
    import narwhals as nw

    counts = frame.drop_nulls(keys).group_by(*keys).agg(_count=nw.len())
    return counts.with_columns(_upto=nw.col("_count").cum_sum().over(order_by=keys))


def _whole(frame: Frame, columns: list[str]) -> Frame:
    """Scores as whole numbers; pandas and Dask need their nullable type where one may be missing."""
    import narwhals as nw

    native: Any = frame.to_native()
    if frame.implementation.is_dask():
        holed = columns
    elif frame.implementation.is_pandas_like() and not frames.is_lazy(frame):
        holed = [name for name in columns if native[name].hasnans]
    else:
        holed = []
    if holed:
        frame = nw.from_native(native.astype(dict.fromkeys(holed, "Int64")))
    rest = [nw.col(name).cast(nw.Int64) for name in columns if name not in holed]
    return frame.with_columns(*rest) if rest else frame
