"""The history of customer lists: a log that is only ever added to, so that any past day reads as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from coursekit.errors import UsageError
from coursekit.segment import frames
from coursekit.segment.lists import LISTED, moves

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

COLUMNS = ("customer_id", "day", "list", "rule")


def opening(lists: IntoFrameT, day: str | date) -> IntoFrameT:
    """The first entries of a history: everybody's list on ``day``.

    ``lists`` comes from :func:`coursekit.segment.lists.evaluate` with 'first' or 'only'. The result has
    ``customer_id``, ``day``, ``list`` and ``rule``.

    >>> import pandas as pd
    >>> march = pd.DataFrame({"customer_id": [1], "list": ["VIP"], "rule": ["spend"]})
    >>> opening(march, "2024-03-31")
       customer_id        day list   rule
    0            1 2024-03-31  VIP  spend
    """
    import narwhals as nw

    frame = frames.opened(lists, LISTED, "the lists")
    when = nw.lit(frames.day(day, "the day")).cast(nw.Datetime("us"))
    return cast("IntoFrameT", frame.select("customer_id", when.alias("day"), "list", "rule").to_native())


def record(history: IntoFrameT, lists: Any, day: str | date) -> IntoFrameT:
    """The history with the changes of ``day`` added at its end; entries that stand are not touched.

    Only customers whose list differs from the last entry get a new one; who is gone gets one without a list.
    Raises UsageError unless ``day`` comes after every entry (a lazy history is run for this check): a mistake is
    corrected by a new entry, not in the past.

    >>> import pandas as pd
    >>> march = pd.DataFrame({"customer_id": [1, 2], "list": ["VIP", "key"], "rule": ["spend", "region"]})
    >>> april = pd.DataFrame({"customer_id": [1, 2], "list": ["VIP", "VIP"], "rule": ["spend", "spend"]})
    >>> record(opening(march, "2024-03-31"), april, "2024-04-30")
       customer_id        day list    rule
    0            1 2024-03-31  VIP   spend
    1            2 2024-03-31  key  region
    2            2 2024-04-30  VIP   spend
    """
    import narwhals as nw

    frame = frames.opened(history, COLUMNS, "the history")
    when = frames.day(day, "the day")
    latest = frame.select(nw.col("day").max())
    eager = latest if isinstance(latest, nw.DataFrame) else latest.collect()
    last = eager["day"].to_list()[0]
    if last is not None and last >= when:
        raise UsageError(
            f"Found entries up to {last:%Y-%m-%d} and a new one for {when:%Y-%m-%d}.",
            "Expected a later day: the past is not overwritten.",
        )
    changed = frames.opened(moves(as_of(history, when), lists), ["customer_id"], "the moves")
    entries = changed.select(
        "customer_id", nw.lit(when).cast(nw.Datetime("us")).alias("day"), list="to_list", rule="to_rule"
    )
    added = nw.concat([cast("Any", frame.select(*COLUMNS)), entries])
    if not frames.is_lazy(added):
        added = nw.maybe_reset_index(added)
    return cast("IntoFrameT", added.to_native())


def as_of(history: IntoFrameT, day: str | date) -> IntoFrameT:
    """Who was on which list at the end of ``day``: ``customer_id``, ``list``, ``rule``; who had left is not in it.

    >>> import pandas as pd
    >>> history = pd.DataFrame({
    ...     "customer_id": [2, 2], "day": pd.to_datetime(["2024-03-31", "2024-04-30"]),
    ...     "list": ["key", "VIP"], "rule": ["region", "spend"]})
    >>> as_of(history, "2024-04-29")
       customer_id list    rule
    0            2  key  region
    """
    import narwhals as nw

    frame = frames.opened(history, COLUMNS, "the history")
    past = frame.filter(nw.col("day") <= frames.day(day, "the day"))
    newest = past.group_by("customer_id").agg(day=nw.col("day").max())
    current = past.join(cast("Any", newest), on=["customer_id", "day"], how="inner")
    current = current.filter(~nw.col("rule").is_null()).select(*LISTED)
    if not frames.is_lazy(current):
        current = nw.maybe_reset_index(current.sort("customer_id"))
    return cast("IntoFrameT", current.to_native())
