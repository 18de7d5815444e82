"""What customers did up to a day: measures over orders, contacts, points or any other table of dated events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from coursekit.errors import DataError
from coursekit.segment import frames

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

    from coursekit.segment.frames import Frame

What = Literal["sum", "count", "distinct", "mean", "min", "max", "days_since"]
ZERO_WITHOUT_EVENTS = ("sum", "count", "distinct")
DECIMALS = 6  # floats added in another order must not fall on the other side of a threshold


@dataclass(frozen=True)
class Measure:
    """One figure a customer: ``what`` over ``column`` of the events in table ``of``, in the last ``days`` days."""

    of: str
    what: What
    column: str = ""
    days: int | None = None
    date: str = "order_date"

    def as_dict(self) -> dict[str, Any]:
        """The measure as plain data."""
        found: dict[str, Any] = {"of": self.of, "what": self.what, "date": self.date}
        if self.column:
            found["column"] = self.column
        return found if self.days is None else {**found, "days": self.days}


def measure_from(name: str, data: Any) -> Measure:
    """A measure from plain data; raises DataError naming what is not understood.

    >>> measure_from("spend", {"of": "orders", "what": "sum", "column": "amount", "days": 365})
    Measure(of='orders', what='sum', column='amount', days=365, date='order_date')
    """
    known = {"of", "what", "column", "days", "date"}
    if not isinstance(data, Mapping) or not {"of", "what"} <= set(data) <= known:
        raise DataError(
            f"Found {data!r} as measure '{name}'.", "Expected 'of', 'what' and perhaps column, days, date."
        )
    if data["what"] not in get_args(What):
        raise DataError(
            f"Found {data['what']!r} in measure '{name}'.", f"Expected one of {', '.join(get_args(What))}."
        )
    if (data["what"] not in ("count", "days_since")) != ("column" in data):
        raise DataError(
            f"Found measure '{name}' of {data['what']} {'with' if 'column' in data else 'without'} a column.",
            "Expected a column for all but 'count' and 'days_since'.",
        )
    days = data.get("days")
    if days is not None and (type(days) is not int or days < 1):
        raise DataError(f"Found days={days!r} in measure '{name}'.", "Expected a whole number of at least 1.")
    return Measure(**data)


def with_measures(
    customers: IntoFrameT, tables: Mapping[str, Any], measures: Mapping[str, Measure], day: str | date
) -> IntoFrameT:
    """The customers with one column more for each measure, as of the end of ``day``.

    ``customers`` has one row a ``customer_id``; ``tables`` names the tables of events, each with ``customer_id``
    and a date, of the same kind as ``customers``. A window of ``days`` includes ``day`` itself, so that 1 is that day
    alone; later events are never seen. Who has no event has 0 for ``sum``, ``count`` and ``distinct``, and nothing
    for the others. ``distinct`` does not count missing values. Raises DataError for a missing table or column.

    >>> import pandas as pd
    >>> customers = pd.DataFrame({"customer_id": ["ana", "bo"]})
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["ana", "ana"], "order_id": [1, 2], "amount": [30.0, 12.0],
    ...     "order_date": pd.to_datetime(["2024-01-01", "2024-03-01"])})
    >>> measures = {"spend_30": Measure("orders", "sum", "amount", days=30), "silent": Measure("orders", "days_since")}
    >>> with_measures(customers, {"orders": orders}, measures, "2024-03-05")
      customer_id  spend_30  silent
    0         ana      12.0     4.0
    1          bo       0.0     NaN
    """
    import narwhals as nw

    frame = frames.opened(customers, ["customer_id"], "customers")
    names = [name for name in frame.collect_schema().names() if name not in measures]
    frame = frame.select(*names)
    midnight = frames.day(day, "the day")
    passes: dict[tuple[str, str, str], dict[str, Measure]] = {}
    for name, measure in measures.items():
        # One pass over a table for all its measures; each column counted distinctly needs its own.
        counted = measure.column if measure.what == "distinct" else ""
        passes.setdefault((measure.of, measure.date, counted), {})[name] = measure
    for (of, when, counted), together in _merged(passes).items():
        if of not in tables:
            raise DataError(
                f"Found no table '{of}'.", f"Expected it among {', '.join(tables) or 'the tables'}."
            )
        events = frames.opened(tables[of], ["customer_id", when, *_columns(together)], of)
        figures = _figures(events, when, counted, together, midnight)
        frame = frame.join(cast("Any", figures), on="customer_id", how="left")
    empty = [nw.col(name).fill_null(0) for name, m in measures.items() if m.what in ZERO_WITHOUT_EVENTS]
    whole = [nw.col(name).cast(nw.Int64) for name, m in measures.items() if m.what in ("count", "distinct")]
    frame = frame.with_columns(*empty) if empty else frame
    frame = frame.with_columns(*whole) if whole else frame
    return cast("IntoFrameT", frame.select(*names, *measures).to_native())


Passes = dict[tuple[str, str, str], dict[str, Measure]]


def _merged(passes: Passes) -> Passes:
    """Measures that count nothing distinctly join the first pass over their table that does."""
    merged: Passes = {}
    for (of, when, counted), together in sorted(passes.items(), key=lambda item: item[0][2], reverse=True):
        host = next((key for key in merged if key[:2] == (of, when)), None) if not counted else None
        merged.setdefault(host or (of, when, counted), {}).update(together)
    return merged


def _columns(measures: Mapping[str, Measure]) -> list[str]:
    return list(dict.fromkeys(measure.column for measure in measures.values() if measure.column))


def _figures(
    events: Frame, when: str, counted: str, measures: Mapping[str, Measure], midnight: datetime
) -> Frame:
    import narwhals as nw

    def since(days: int) -> Any:
        return nw.col("_when") >= frames.bound(events, when, midnight - timedelta(days=days - 1))

    windows = [measure.days for measure in measures.values()]
    widest = None if None in windows else max(cast("list[int]", windows))
    seen = events.select("customer_id", *_columns(measures), _when=when).filter(
        nw.col("_when") < frames.bound(events, when, midnight + timedelta(days=1)),
        ~nw.col("customer_id").is_null(),
    )
    if widest is not None:
        seen = seen.filter(since(widest))

    inputs: dict[str, nw.Expr] = {}
    first: dict[str, nw.Expr] = {}
    second: dict[str, nw.Expr] = {}
    last: dict[str, nw.Expr] = {}
    for name, measure in measures.items():
        inside = None if measure.days in (None, widest) else since(measure.days)
        _plan(name, measure, inside, inputs, first, second, last, midnight)
    grouped = seen.with_columns(**inputs)
    if counted:  # two plain group-bys: every back end has them, and they count no missing value
        grouped = grouped.group_by("customer_id", counted).agg(**first)
        grouped = grouped.with_columns(
            **{
                name: nw.when(~nw.col(counted).is_null()).then(nw.col(name)).otherwise(0)
                for name, measure in measures.items()
                if measure.what == "distinct"
            }
        )
        grouped = grouped.group_by("customer_id").agg(**second)
    else:
        grouped = grouped.group_by("customer_id").agg(**first)
    return grouped.select("customer_id", **last)


def _plan(
    name: str,
    measure: Measure,
    inside: Any,
    inputs: dict[str, Any],
    first: dict[str, Any],
    second: dict[str, Any],
    last: dict[str, Any],
    midnight: datetime,
) -> None:
    """How one measure is prepared a row, added up an item, added up a customer, and finished."""
    import narwhals as nw

    def within(value: Any) -> Any:
        return value if inside is None else nw.when(inside).then(value)

    what, column = measure.what, nw.col(measure.column or "_when")
    if what in ("count", "distinct"):
        inputs[name] = nw.lit(1) if inside is None else nw.when(inside).then(nw.lit(1)).otherwise(nw.lit(0))
        first[name] = nw.col(name).sum() if what == "count" else nw.col(name).max()
        second[name] = nw.col(name).sum()
        last[name] = nw.col(name).cast(nw.Int64)
    elif what in ("sum", "mean"):
        value = within(column.cast(nw.Float64))
        inputs[name] = value
        first[name], second[name] = nw.col(name).sum(), nw.col(name).sum()
        last[name] = nw.col(name).round(DECIMALS)
        if what == "mean":
            parts = f"_{name}_known"
            inputs[parts] = within(nw.when(~column.is_null()).then(nw.lit(1)).otherwise(nw.lit(0)))
            first[parts], second[parts] = nw.col(parts).sum(), nw.col(parts).sum()
            known = nw.when(nw.col(parts) > 0).then(nw.col(parts))
            last[name] = (nw.col(name) / known).round(DECIMALS)
    else:
        inputs[name] = within(column)
        least = what == "min"
        first[name] = nw.col(name).min() if least else nw.col(name).max()
        second[name] = nw.col(name).min() if least else nw.col(name).max()
        last[name] = nw.col(name)
        if what == "days_since":
            last[name] = (midnight.toordinal() - frames.ordinal(nw.col(name))).cast(nw.Float64)
