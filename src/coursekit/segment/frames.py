"""One door for every kind of table: pandas, Polars, DuckDB relations, Dask and Spark, eager or lazy.

The definitions over orders are written once, with narwhals. What goes in as pandas comes out as pandas,
what goes in as a DuckDB relation comes out as one and is not run until it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from coursekit.errors import DataError

if TYPE_CHECKING:
    import narwhals as nw

    Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]


def opened(native: Any, needs: Iterable[str], called: str) -> Frame:
    """The table behind narwhals' interface, after checking that the columns it ``needs`` are there.

    ``called`` names the table in messages. Raises DataError when it is no table or lacks a column.
    """
    import narwhals as nw

    try:
        frame: Frame = nw.from_native(native)
    except TypeError:
        raise DataError(
            f"Found a {type(native).__name__} as {called}.",
            "Expected a table of pandas, Polars, DuckDB, Dask or Spark.",
        ) from None
    names = frame.collect_schema().names()
    missing = [name for name in needs if name not in names]
    if missing:
        raise DataError(
            f"Found no column {', '.join(repr(name) for name in missing)} in {called}; it has {', '.join(names)}.",
            f"Expected {', '.join(needs)}.",
        )
    return frame


def day(value: str | date, called: str = "as_of") -> datetime:
    """Midnight at the start of a day given as a date or as '2024-02-29'.

    Raises DataError when it is not a day.

    >>> day("2024-02-29")
    datetime.datetime(2024, 2, 29, 0, 0)
    """
    try:
        found = value if isinstance(value, date) else datetime.fromisoformat(value)
        return datetime.combine(date(found.year, found.month, found.day), time())
    except (TypeError, ValueError):
        raise DataError(
            f"Found {value!r} as {called}.", "Expected a day such as '2024-02-29' or a date."
        ) from None


def bound(frame: Frame, column: str, moment: datetime) -> date:
    """``moment`` as a value that ``column`` can be compared with: a date for a column of dates, else a time.

    Raises DataError when the column holds neither dates nor times without a zone.
    """
    import narwhals as nw

    kind = frame.collect_schema()[column]
    if kind == nw.Date:
        return moment.date()
    if isinstance(kind, nw.Datetime) and kind.time_zone is None:
        return moment
    raise DataError(
        f"Found {kind} in column '{column}'.",
        "Expected dates, or times without a time zone.",
        "Convert it first, in pandas with pd.to_datetime(...), and choose the zone whose days you mean.",
    )


def ordinal(moment: nw.Expr) -> nw.Expr:
    """The number of the day that a date or time falls on, as ``date.toordinal`` counts.

    Counted from the year and the day of the year, because not every back end turns a difference of dates into a
    number; a leap year in 4, not in 100, but in 400.

    >>> import narwhals as nw, pandas as pd
    >>> days = pd.DataFrame({"when": pd.to_datetime(["2024-02-29", "2024-03-01"])})
    >>> nw.from_native(days).select(ordinal(nw.col("when")))["when"].to_list()
    [738945.0, 738946.0]
    >>> date(2024, 3, 1).toordinal()
    738946
    """
    past = moment.dt.year() - 1
    # Divided and rounded down in two steps: whole division becomes three lines of SQL in a database.
    leap_days = (past / 4).floor() - (past / 100).floor() + (past / 400).floor()
    return moment.dt.ordinal_day() + 365 * past + leap_days


def is_lazy(frame: Frame) -> bool:
    """Whether the table is a plan that has not been run, so that it has neither rows nor series yet."""
    import narwhals as nw

    return isinstance(frame, nw.LazyFrame)


def column_or_frame(frame: Frame, column: str) -> Any:
    """The column as a native series of an eager table; of a lazy one the native table that holds it."""
    import narwhals as nw

    return frame[column].to_native() if isinstance(frame, nw.DataFrame) else frame.to_native()
