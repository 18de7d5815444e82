"""RFM: scores by quantile with a stated tie rule, eight types, and segments named by a complete rule table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from coursekit.errors import UsageError
from coursekit.segment import frames
from coursekit.segment.quantiles import Ties, cut_value, with_quantile_scores
from coursekit.segment.ruletable import ELEVEN_SEGMENTS, RuleGaps, Rules, gaps_of, parse

__all__ = [
    "EIGHT_TYPES",
    "ELEVEN_SEGMENTS",
    "RuleGaps",
    "eight_types",
    "quantile_scores",
    "rule_gaps",
    "scores",
    "segments",
]

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

MEASURES = ("recency", "frequency", "monetary")
SCORES = ("r", "f", "m")
EIGHT_TYPES = {  # recent, frequent, high spending -> 重要/一般 × 价值/发展/保持/挽留
    (True, True, True): "important-value",
    (True, False, True): "important-develop",
    (False, True, True): "important-keep",
    (False, False, True): "important-win-back",
    (True, True, False): "general-value",
    (True, False, False): "general-develop",
    (False, True, False): "general-keep",
    (False, False, False): "general-win-back",
}


def quantile_scores(values: Any, bins: int = 5, higher_is_better: bool = True, ties: Ties = "high") -> Any:
    """Scores 1 (worst) to ``bins`` (best) by rank: score = ceil(rank · bins / n); equal values score equally.

    ``values`` is a pandas or Polars series without regard to its order; the result is a series of whole
    numbers named ``score`` with the same index. Rank 1 is the worst value (the largest one when
    ``higher_is_better`` is false, as for recency). Customers with equal values share the rank of the best
    of them (``ties="high"``), of the worst (``"low"``), or the mean of their ranks (``"mid"``); so with
    ties the groups are not equally large. A missing value gets a missing score and does not count in n.

    Raises UsageError for fewer than two or more than nine bins and for an unknown tie rule.

    >>> import pandas as pd
    >>> purchases = pd.Series([0, 0, 0, 1, 7], index=["ana", "bo", "cai", "dee", "eli"])
    >>> quantile_scores(purchases).to_dict()
    {'ana': 3, 'bo': 3, 'cai': 3, 'dee': 4, 'eli': 5}
    >>> quantile_scores(purchases, ties="low").to_dict()
    {'ana': 1, 'bo': 1, 'cai': 1, 'dee': 4, 'eli': 5}
    >>> quantile_scores(pd.Series([3, 40, 200]), bins=3, higher_is_better=False).tolist()
    [3, 2, 1]
    """
    import narwhals as nw

    try:
        series = nw.from_native(values, series_only=True)
    except TypeError:
        raise UsageError(
            f"Found a {type(values).__name__} as values.",
            "Expected a series of pandas or Polars.",
            "For a whole table, eager or lazy, use scores(table).",
        ) from None
    frame = series.alias("value").to_frame()
    scored = with_quantile_scores(frame, {"score": ("value", higher_is_better)}, bins, ties)
    return frames.column_or_frame(scored, "score")


def scores(table: IntoFrameT, bins: int = 5, nested: bool = False, ties: Ties = "high") -> IntoFrameT:
    """The table with columns ``r``, ``f``, ``m`` (1 to ``bins``, high is good) and ``rfm`` ("555") added.

    ``table`` has ``recency`` (days; a newer purchase never scores lower), ``frequency`` and ``monetary``.
    Independent scores rank everybody on each measure (Fader, Hardie & Lee 2005, Journal of Marketing Research).
    ``nested=True`` ranks frequency within each ``r`` and monetary within each ``r`` and ``f``, so that the
    cells are about equally large, as in Hughes (1994), Strategic Database Marketing; a nested ``f`` of two
    customers with different ``r`` cannot be compared. Tie rule as in :func:`quantile_scores`.

    Raises DataError for a missing column and UsageError as :func:`quantile_scores`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "recency": [2, 400, 30], "frequency": [9, 1, 1], "monetary": [900.0, 20.0, 60.0]
    ... }, index=["ana", "bo", "cai"])
    >>> scores(table, bins=3)[["r", "f", "m", "rfm"]]
         r  f  m  rfm
    ana  3  3  3  333
    bo   1  2  1  121
    cai  2  2  2  222
    """
    import narwhals as nw

    frame = frames.opened(table, MEASURES, "the customer table")
    ranked = {"r": ("recency", False), "f": ("frequency", True), "m": ("monetary", True)}
    if nested:
        for number, (score, what) in enumerate(ranked.items()):
            frame = with_quantile_scores(frame, {score: what}, bins, ties, within=list(ranked)[:number])
    else:
        frame = with_quantile_scores(frame, ranked, bins, ties)
    code = nw.col("r") * 100 + nw.col("f") * 10 + nw.col("m")
    return cast("IntoFrameT", frame.with_columns(rfm=code.cast(nw.String)).to_native())


def eight_types(
    table: Any, cut: Literal["mean", "median"] = "mean", at_cut: Literal["high", "low"] = "high"
) -> Any:
    """Each customer's type among eight: recent or not × frequent or not × high spending or not.

    ``table`` has ``recency``, ``frequency`` and ``monetary``; each is split at its mean or median. Who stands
    exactly at the cut is on the good side, or on the bad one with ``at_cut="low"``. High spenders are
    ``important-…`` (重要), the others ``general-…`` (一般); then, recent/frequent: yes/yes ``value`` (价值),
    yes/no ``develop`` (发展), no/yes ``keep`` (保持), no/no ``win-back`` (挽留).

    Eager tables give a series named ``type``, lazy ones the table with that column. A missing measure gives
    a missing type. Raises DataError for a missing column and UsageError for an unknown cut.

    Source: the 2×2×2 scheme usual in Chinese practice (客户价值八分法); it has no single author.

    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "recency": [2, 400, 30], "frequency": [9, 1, 1], "monetary": [900.0, 20.0, 60.0]
    ... }, index=["ana", "bo", "cai"])
    >>> eight_types(table).to_dict()
    {'ana': 'important-value', 'bo': 'general-win-back', 'cai': 'general-develop'}
    >>> eight_types(table, cut="median").to_dict()
    {'ana': 'important-value', 'bo': 'general-keep', 'cai': 'important-value'}
    """
    import narwhals as nw

    if cut not in ("mean", "median") or at_cut not in ("high", "low"):
        raise UsageError(
            f"Found cut={cut!r} and at_cut={at_cut!r}.", "Expected 'mean' or 'median', and 'high' or 'low'."
        )
    frame = frames.opened(table, MEASURES, "the customer table")
    names = frame.collect_schema().names()
    for measure in MEASURES:
        frame = cut_value(frame, measure, f"_{measure}_cut", cut)

    good = []
    for measure in MEASURES:
        value, limit = nw.col(measure), nw.col(f"_{measure}_cut")
        if measure == "recency":
            good.append(value <= limit if at_cut == "high" else value < limit)
        else:
            good.append(value >= limit if at_cut == "high" else value > limit)
    known = ~nw.any_horizontal(*(nw.col(measure).is_null() for measure in MEASURES), ignore_nulls=False)
    number = sum(each.cast(nw.Int64) * 2**place for place, each in enumerate(good))
    # One number to compare instead of three flags: a quarter of the time.
    frame = frame.with_columns(_type=nw.when(known).then(number))
    label: Any = None
    for flags, name in EIGHT_TYPES.items():
        here = nw.col("_type") == sum(flag << place for place, flag in enumerate(flags))
        label = (nw if label is None else label).when(here).then(nw.lit(name))
    typed = frame.with_columns(type=label).select(*(name for name in names if name != "type"), "type")
    return frames.column_or_frame(typed, "type")


def segments(scored: Any, rules: Rules, bins: int = 5) -> Any:
    """Each customer's named segment by a rule table that covers every score code exactly once.

    ``scored`` has ``r``, ``f``, ``m`` (from :func:`scores` with the same ``bins``). ``rules`` is a sequence of
    rows such as ``{"segment": "champions", "r": [4, 5], "f": 5}``: a range with both ends, one score, or
    nothing for any score; or ``{"segment": "champions", "codes": "555 554"}``. A segment may have several rows.
    ``ELEVEN_SEGMENTS`` is the table of eleven names that marketing software uses. Eager tables give a series named ``segment``, lazy
    ones the table with that column; a missing score gives a missing segment.

    Raises DataError when a code is covered by no segment or by two (see :func:`rule_gaps`), or for a
    malformed row: nobody falls silently into 'other'.

    >>> import pandas as pd
    >>> rules = [
    ...     {"segment": "active", "r": [2, 3]},
    ...     {"segment": "asleep", "r": 1, "f": [2, 3]},
    ...     {"segment": "tried once", "r": 1, "f": 1},
    ... ]
    >>> scored = pd.DataFrame({"r": [3, 1, 1], "f": [1, 1, 3], "m": [2, 1, 3]}, index=["ana", "bo", "cai"])
    >>> segments(scored, rules, bins=3).to_dict()
    {'ana': 'active', 'bo': 'tried once', 'cai': 'asleep'}
    """
    import narwhals as nw

    rows = parse(rules, bins)
    gaps_of(rows, bins).refuse()
    frame = frames.opened(scored, SCORES, "the scored table")
    names = [name for name in frame.collect_schema().names() if name != "segment"]
    frame = frame.with_columns(_code=nw.col("r") * 100 + nw.col("f") * 10 + nw.col("m"))
    label: Any = None
    for row in rows:
        here = nw.col("_code").is_in([int(known) for known in row.codes])
        label = (nw if label is None else label).when(here).then(nw.lit(row.segment))
    return frames.column_or_frame(frame.select(*names, segment=label), "segment")


def rule_gaps(rules: Rules, bins: int = 5) -> RuleGaps:
    """Score codes that no segment covers, and those that two or more segments claim.

    ``uncovered`` is a list of codes; ``doubled`` maps each contested code to the segments that claim it.
    Raises DataError for a malformed row.

    >>> gaps = rule_gaps([{"segment": "best", "r": [2, 3]}, {"segment": "frequent", "f": 3}], bins=3)
    >>> gaps.uncovered
    ['111', '112', '113', '121', '122', '123']
    >>> gaps.doubled["233"]
    ['best', 'frequent']
    """
    return gaps_of(parse(rules, bins), bins)
