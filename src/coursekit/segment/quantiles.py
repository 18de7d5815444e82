"""Ranks, scores and cuts that are the same on every back end, equal values always treated equally."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from coursekit.errors import UsageError
from coursekit.segment import frames

if TYPE_CHECKING:
    from coursekit.segment.frames import Frame

Ties = Literal["high", "low", "mid"]
MOST_BINS = 9  # a score is one digit of the code


def check_bins(bins: int) -> None:
    """Raises UsageError unless there are 2 to 9 bins."""
    if isinstance(bins, bool) or not isinstance(bins, int) or not 2 <= bins <= MOST_BINS:
        raise UsageError(f"Found bins={bins!r}.", f"Expected a whole number from 2 to {MOST_BINS}.")


def with_quantile_score(
    frame: Frame,
    column: str,
    score: str,
    bins: int,
    higher_is_better: bool,
    ties: Ties,
    within: Sequence[str] = (),
) -> Frame:
    """The frame with ``score`` added: ceil(rank · bins / n) of ``column``, separately ``within`` each group.

    Raises UsageError for impossible bins and for an unknown tie rule.
    """
    import narwhals as nw

    check_bins(bins)
    if ties not in ("high", "low", "mid"):
        raise UsageError(f"Found ties={ties!r}.", "Expected 'high', 'low' or 'mid'.")
    if frame.implementation.is_dask():
        ranked = ranked_by_counting(frame, column, higher_is_better, ties, within)
    else:
        ranked = ranked_by_window(frame, column, higher_is_better, ties, within)
    names = frame.collect_schema().names()
    # Twice the rank is whole under every tie rule, so that ceil needs no float.
    doubled, size = (2 * nw.col("_rank")).cast(nw.Float64), nw.col("_size").cast(nw.Float64)
    scored = ranked.with_columns(((doubled * bins + 2 * size - 1) // (2 * size)).alias(score))
    return _whole(scored.select(*(name for name in names if name != score), score), score)


def ranked_by_window(
    frame: Frame, column: str, higher_is_better: bool, ties: Ties, within: Sequence[str]
) -> Frame:
    """The frame with ``_rank`` (1 is worst) and ``_size``, by a window function: one pass over the data."""
    import narwhals as nw

    method: Any = {"high": "max", "low": "min", "mid": "average"}[ties]
    rank, size = nw.col(column).rank(method, descending=not higher_is_better), nw.col(column).count()
    if within:
        rank, size = rank.over(*within), size.over(*within)
    return frame.with_columns(_rank=rank, _size=size)


def ranked_by_counting(
    frame: Frame, column: str, higher_is_better: bool, ties: Ties, within: Sequence[str]
) -> Frame:
    """The same by counting customers at each value and adding up: for Dask, which has no rank."""
    import narwhals as nw

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
    return frame.join(counts.select(*keys, "_size", _rank=rank), on=keys, how="left")


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


def _whole(frame: Frame, column: str) -> Frame:
    """Scores as whole numbers; pandas and Dask need their nullable type where one may be missing."""
    import narwhals as nw

    pandas_like = frame.implementation.is_pandas_like() and not frames.is_lazy(frame)
    if frame.implementation.is_dask() or (pandas_like and frame.select(column).to_native()[column].hasnans):
        native: Any = frame.to_native()
        whole: Frame = nw.from_native(native.assign(**{column: native[column].astype("Int64")}))
        return whole
    return frame.with_columns(nw.col(column).cast(nw.Int64))
