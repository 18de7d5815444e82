"""Conditions on the columns of a table, as data: one column against a value, and any or none of several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from coursekit.errors import DataError

if TYPE_CHECKING:
    import narwhals as nw

    Schema = Mapping[str, Any]

COMPARE: dict[str, Callable[[nw.Expr, Any], nw.Expr]] = {
    "==": lambda column, value: column == value,
    "!=": lambda column, value: column != value,
    "<": lambda column, value: column < value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    ">=": lambda column, value: column >= value,
    "between": lambda column, value: (column >= value[0]) & (column <= value[1]),
    "in": lambda column, value: column.is_in(value),
    "not in": lambda column, value: ~column.is_in(value),
}
PRESENCE = ("missing", "present")
ORDERED = ("<", "<=", ">", ">=", "between")


@dataclass(frozen=True)
class Compare:
    """One column against a value; a missing cell fulfils nothing but ``missing``."""

    column: str
    op: str
    value: Any = None

    def columns(self) -> Iterator[str]:
        """The column it reads."""
        yield self.column

    def expression(self, schema: Schema) -> nw.Expr:
        """The condition for a table of this schema; raises DataError when column and value do not go together."""
        import narwhals as nw

        column = nw.col(self.column)
        if self.op == "missing":
            return column.is_null()
        if self.op == "present":
            return ~column.is_null()
        value = self._fitted(schema[self.column])
        return ~column.is_null() & COMPARE[self.op](column, value)

    def as_data(self) -> dict[str, Any]:
        """The condition as plain data."""
        found = {"column": self.column, "op": self.op}
        if self.op in PRESENCE:
            return found
        return {**found, "value": list(self.value) if isinstance(self.value, tuple) else self.value}

    def _fitted(self, kind: Any) -> Any:
        import narwhals as nw

        several = isinstance(self.value, tuple)
        values = self.value if several else (self.value,)
        if isinstance(kind, nw.Datetime):
            fits = all(isinstance(value, date) for value in values)
            values = tuple(
                v if isinstance(v, datetime) or not fits else datetime.combine(v, time()) for v in values
            )
        elif kind == nw.Date:
            fits = all(isinstance(value, date) for value in values)
        elif kind == nw.Boolean:
            fits = all(isinstance(value, bool) for value in values) and self.op not in ORDERED
        elif kind.is_numeric():
            fits = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)
        else:
            fits = all(isinstance(value, str) for value in values)
        if not fits:
            raise DataError(
                f"Found the condition {self.column} {self.op} {self.value!r} on a column of {kind}.",
                "Expected a value of the column's kind.",
            )
        return list(values) if several else values[0]


@dataclass(frozen=True)
class Every:
    """All of several conditions; of none: everybody."""

    parts: tuple[Compare | Some | Not, ...]

    def columns(self) -> Iterator[str]:
        """The columns it reads."""
        for part in self.parts:
            yield from part.columns()

    def expression(self, schema: Schema) -> nw.Expr:
        """The condition for a table of this schema."""
        import narwhals as nw

        if not self.parts:
            return nw.lit(True)
        return nw.all_horizontal(*(part.expression(schema) for part in self.parts), ignore_nulls=False)

    def as_list(self) -> list[dict[str, Any]]:
        """The conditions as plain data."""
        return [part.as_data() for part in self.parts]


@dataclass(frozen=True)
class Some(Every):
    """At least one of several conditions."""

    def expression(self, schema: Schema) -> nw.Expr:
        """The condition for a table of this schema."""
        import narwhals as nw

        return nw.any_horizontal(*(part.expression(schema) for part in self.parts), ignore_nulls=False)

    def as_data(self) -> dict[str, Any]:
        """The condition as plain data."""
        return {"any": self.as_list()}


@dataclass(frozen=True)
class Not(Every):
    """Not all of several conditions."""

    def expression(self, schema: Schema) -> nw.Expr:
        """The condition for a table of this schema."""
        return ~super().expression(schema)

    def as_data(self) -> dict[str, Any]:
        """The condition as plain data."""
        return {"not": self.as_list()}


def condition_from(data: Any, place: str) -> Every:
    """Conditions from plain data; ``place`` names the rule in messages.

    Raises DataError for an unknown operator, with the choices, and for anything else that is not understood.

    >>> condition_from([{"column": "region", "op": "in", "value": ["east"]}], "rule 1").as_list()
    [{'column': 'region', 'op': 'in', 'value': ['east']}]
    """
    return Every(_parts(data, place))


def _parts(data: Any, place: str) -> tuple[Compare | Some | Not, ...]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise DataError(f"Found {data!r} as the conditions of {place}.", "Expected a list of conditions.")
    return tuple(_part(item, place) for item in data)


def _part(item: Any, place: str) -> Compare | Some | Not:
    if isinstance(item, Mapping) and set(item) == {"any"}:
        return Some(_several(item["any"], place))
    if isinstance(item, Mapping) and set(item) == {"not"}:
        return Not(_several(item["not"], place))
    if not isinstance(item, Mapping) or not {"column", "op"} <= set(item) <= {"column", "op", "value"}:
        raise DataError(
            f"Found {item!r} in {place}.",
            "Expected {column, op, value}, or {any: [...]}, or {not: [...]}.",
        )
    op = item["op"]
    if op not in COMPARE and op not in PRESENCE:
        raise DataError(
            f"Found the operator {op!r} in {place}.", f"Expected one of {', '.join([*COMPARE, *PRESENCE])}."
        )
    if (op in PRESENCE) == ("value" in item):
        raise DataError(
            f"Found {dict(item)!r} in {place}.", f"Expected {'no ' if op in PRESENCE else 'a '}value."
        )
    return Compare(str(item["column"]), op, _value(op, item.get("value"), place))


def _several(data: Any, place: str) -> tuple[Compare | Some | Not, ...]:
    parts = _parts(data, place)
    if not parts:
        raise DataError(f"Found 'any' or 'not' of nothing in {place}.", "Expected at least one condition.")
    return parts


def _value(op: str, value: Any, place: str) -> Any:
    plain = (str, int, float, bool, date)
    if op not in ("in", "not in", "between"):
        if op not in PRESENCE and not isinstance(value, plain):
            raise DataError(f"Found {value!r} after '{op}' in {place}.", "Expected one value.")
        return value
    listed = isinstance(value, (list, tuple)) and value and all(isinstance(item, plain) for item in value)
    if op == "between" and (not listed or not _is_range(value)):
        raise DataError(f"Found {value!r} after 'between' in {place}.", "Expected [low, high].")
    if not listed:
        raise DataError(f"Found {value!r} after '{op}' in {place}.", "Expected a list of values.")
    return tuple(value)


def _is_range(ends: Sequence[Any]) -> bool:
    numbers = all(isinstance(end, (int, float)) for end in ends)
    alike = numbers or len({type(end) for end in ends}) == 1
    return len(ends) == 2 and alike and bool(ends[0] <= ends[1])
