"""What customers did up to a day: measures over orders, contacts, points or any other table of dated events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

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
    """The measures of one pass, one row a customer who has events."""
    import narwhals as nw

    def since(days: int) -> Any:
        return nw.col("_when") >= frames.bound(events, when, midnight - timedelta(days=days - 1))

    windows = [measure.days for measure in measures.values()]
    widest = None if None in windows else max(cast("list[int]", windows))
    columns = {f"_of_{column}": nw.col(column) for column in _columns(measures)}
    seen = events.select("customer_id", _when=nw.col(when), **columns).filter(
        nw.col("_when") < frames.bound(events, when, midnight + timedelta(days=1)),
        ~nw.col("customer_id").is_null(),
    )
    if widest is not None:
        seen = seen.filter(since(widest))
    inside = {
        name: None if measure.days in (None, widest) else since(measure.days)
        for name, measure in measures.items()
    }

    parts = {
        part.name: part for name, measure in measures.items() for part in _parts(name, measure, inside[name])
    }
    seen = seen.with_columns(**{part.name: part.of_row for part in parts.values()}) if parts else seen
    added = {part.name: getattr(nw.col(part.name), part.how)() for part in parts.values()}
    if counted:
        # Two plain group-bys instead of a count of distinct values: every back end has them, and they count no null.
        item = nw.col(f"_of_{counted}")
        narrow = [
            name
            for name, measure in measures.items()
            if measure.what == "distinct" and inside[name] is not None
        ]
        if narrow:
            seen = seen.with_columns(**{f"_in_{name}": _one_if(inside[name]) for name in narrow})
        flags = {f"_in_{name}": nw.col(f"_in_{name}").max() for name in narrow}
        seen = seen.group_by("customer_id", f"_of_{counted}").agg(**added, **flags)
        if narrow:
            seen = seen.with_columns(
                **{f"_in_{name}": nw.when(~item.is_null()).then(nw.col(f"_in_{name}")) for name in narrow}
            )
        added |= {
            name: nw.col(f"_in_{name}").sum() if name in narrow else item.count()
            for name, measure in measures.items()
            if measure.what == "distinct"
        }
    found: Frame = seen.group_by("customer_id").agg(**added)
    return found.select("customer_id", **{name: _finished(name, m, midnight) for name, m in measures.items()})


class Part(NamedTuple):
    """What is taken from a row and how it adds up, first over an item's rows and then over a customer's items."""

    name: str
    of_row: Any
    how: Literal["sum", "min", "max"]


def _parts(name: str, measure: Measure, inside: Any) -> list[Part]:
    import narwhals as nw

    def within(value: Any) -> Any:
        return value if inside is None else nw.when(inside).then(value)

    column = nw.col(f"_of_{measure.column}")
    if measure.what == "distinct":
        return []
    if measure.what == "count":
        return [Part(name, nw.lit(1) if inside is None else _one_if(inside), "sum")]
    if measure.what == "days_since":
        return [Part(name, within(nw.col("_when")), "max")]
    if measure.what in ("min", "max"):
        return [Part(name, within(column), "min" if measure.what == "min" else "max")]
    total = Part(name, within(column.cast(nw.Float64)), "sum")
    return (
        [total]
        if measure.what == "sum"
        else [total, Part(f"_known_{name}", within(_one_if(~column.is_null())), "sum")]
    )


def _finished(name: str, measure: Measure, midnight: datetime) -> Any:
    import narwhals as nw

    if measure.what == "sum":
        return nw.col(name).round(DECIMALS)
    if measure.what == "mean":
        known = nw.col(f"_known_{name}")
        return (nw.col(name) / nw.when(known > 0).then(known)).round(DECIMALS)
    if measure.what == "days_since":
        return (midnight.toordinal() - frames.ordinal(nw.col(name))).cast(nw.Float64)
    return nw.col(name)


def _one_if(condition: Any) -> Any:
    import narwhals as nw

    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
