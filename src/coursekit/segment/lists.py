"""Customer lists kept by rules: who is on which list on any day, by which rule, and who moved since another day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from coursekit.errors import DataError, UsageError
from coursekit.segment import frames
from coursekit.segment.behaviour import with_measures
from coursekit.segment.migration import paired
from coursekit.segment.rules import OTHERWISE, RuleBook, Version

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

    from coursekit.segment.frames import Frame

LISTED = ("customer_id", "list", "rule")


class Coverage(NamedTuple):
    """What a rule book does to a set of customers on a day, in numbers of customers."""

    customers: int
    matched: dict[str, int]  # by rule; a customer may match several
    overlaps: dict[tuple[str, str], int]  # pairs of rules for different lists that match the same customers
    gaps: int  # customers whom no rule matches


def evaluate(
    book: RuleBook,
    day: str | date,
    customers: IntoFrameT,
    tables: Mapping[str, Any] | None = None,
    previous: Any = None,
) -> IntoFrameT:
    """Who is on which list at the end of ``day``: ``customer_id``, ``list`` and the ``rule`` that put them there.

    ``customers`` has one row a ``customer_id`` with the attributes that conditions read; ``tables`` hold the events
    of the book's measures (see :func:`coursekit.segment.behaviour.with_measures`), all of one kind; the result
    is of that kind. ``previous`` is an earlier result: who is on a list there stays on it while the rule's ``stay``
    conditions hold. Rules are those in force on ``day``.

    With ``choose='first'`` the first rule that matches decides and the result has one row a customer; who matches
    none is on the list ``otherwise``, or on none (missing). With ``'only'`` two matching rules for different lists
    are a DataError (checking it runs a lazy table once). With ``'every'`` there is one row a customer and list.

    Raises DataError for columns, tables and values that do not fit the rules, UsageError for a day before the first
    version.

    >>> import pandas as pd
    >>> book = RuleBook.from_dict({"name": "level", "otherwise": "ordinary", "versions": [{
    ...     "from": "2024-01-01", "rules": [{"list": "VIP",
    ...         "when": [{"column": "spend", "op": ">=", "value": 1000}],
    ...         "stay": [{"column": "spend", "op": ">=", "value": 800}]}]}]})
    >>> march = evaluate(book, "2024-03-31", pd.DataFrame({"customer_id": ["ana", "bo"], "spend": [1200, 900]}))
    >>> march
      customer_id      list       rule
    0         ana       VIP        VIP
    1          bo  ordinary  otherwise
    >>> evaluate(book, "2024-04-30", pd.DataFrame({"customer_id": ["ana", "bo"], "spend": [850, 900]}), previous=march)
      customer_id      list       rule
    0         ana       VIP        VIP
    1          bo  ordinary  otherwise
    """
    import narwhals as nw

    version = book.on(day)
    frame, matches = _matched(version, day, customers, tables, previous)
    if book.choose == "only":
        _refuse_overlaps(version, frame, matches)
    if book.choose == "every":
        parts = [
            frame.filter(nw.col(match)).select("customer_id", list=nw.lit(rule.list), rule=nw.lit(rule.name))
            for rule, match in zip(version.rules, matches, strict=True)
        ]
        return cast("IntoFrameT", _once_a_list(nw.concat(cast("list[Any]", parts)), version).to_native())

    chosen: dict[str, Any] = {}
    for column, values, rest in (
        ("list", [rule.list for rule in version.rules], book.otherwise),
        ("rule", [rule.name for rule in version.rules], OTHERWISE if book.otherwise is not None else None),
    ):
        label: Any = None
        for match, value in zip(matches, values, strict=True):
            label = (nw if label is None else label).when(nw.col(match)).then(nw.lit(value))
        chosen[column] = label if rest is None else label.otherwise(nw.lit(rest))
    return cast("IntoFrameT", frame.select("customer_id", **chosen).to_native())


def coverage(
    book: RuleBook,
    day: str | date,
    customers: Any,
    tables: Mapping[str, Any] | None = None,
    previous: Any = None,
) -> Coverage:
    """How many customers each rule matches, which rules for different lists overlap, and how many match none.

    Arguments and errors as in :func:`evaluate`; a lazy table is run once.

    >>> import pandas as pd
    >>> book = RuleBook.from_dict({"versions": [{"from": "2024-01-01", "rules": [
    ...     {"list": "big", "when": [{"column": "spend", "op": ">", "value": 100}]},
    ...     {"list": "near", "when": [{"column": "region", "op": "==", "value": "east"}]}]}]})
    >>> people = pd.DataFrame({"customer_id": [1, 2, 3], "spend": [200, 300, 5], "region": ["east", "west", "west"]})
    >>> coverage(book, "2024-03-31", people)
    Coverage(customers=3, matched={'big': 2, 'near': 1}, overlaps={('big', 'near'): 1}, gaps=1)
    """
    import narwhals as nw

    version = book.on(day)
    frame, matches = _matched(version, day, customers, tables, previous)
    names = [rule.name for rule in version.rules]
    pairs = [
        (a, b)
        for a, b in combinations(range(len(names)), 2)
        if version.rules[a].list != version.rules[b].list
    ]
    counted = {
        "_customers": nw.lit(1),  # added up as ones, because Dask does not mix a length with sums
        "_none": _one_if(~nw.any_horizontal(*matches, ignore_nulls=False)),
        **{match: _one_if(nw.col(match)) for match in matches},
        **{f"_both_{a}_{b}": _one_if(nw.col(matches[a]) & nw.col(matches[b])) for a, b in pairs},
    }
    found = _one_row(frame.select("customer_id", **counted).select(nw.col(*counted).sum()))
    return Coverage(
        found["_customers"],
        {name: found[match] for name, match in zip(names, matches, strict=True)},
        {(names[a], names[b]): found[f"_both_{a}_{b}"] for a, b in pairs if found[f"_both_{a}_{b}"]},
        found["_none"],
    )


def moves(before: IntoFrameT, after: Any) -> IntoFrameT:
    """Who is on another list than before, and which rules decided: one row a customer who moved.

    ``before`` and ``after`` come from :func:`evaluate` with 'first' or 'only', or from
    :func:`coursekit.segment.history.as_of`. The result has ``customer_id``, ``from_list``, ``from_rule``, ``to_list``, ``to_rule``; a customer who is new has no
    ``from_list`` and one who is gone no ``to_list``.

    >>> import pandas as pd
    >>> march = pd.DataFrame({"customer_id": [1, 2], "list": ["VIP", "key"], "rule": ["spend", "region"]})
    >>> april = pd.DataFrame({"customer_id": [1, 2], "list": ["VIP", "VIP"], "rule": ["spend", "spend"]})
    >>> moves(march, april)
       customer_id from_list from_rule to_list to_rule
    0            2       key    region     VIP   spend
    """
    import narwhals as nw

    both = paired(before, after, ["list", "rule"], ("the lists before", "the lists after"))
    names = ("from_list", "from_rule", "to_list", "to_rule")
    moved = both.filter(nw.col("from_list") != nw.col("to_list")).select(
        "customer_id", *(nw.when(nw.col(name) != "").then(nw.col(name)).alias(name) for name in names)
    )
    if not frames.is_lazy(moved):
        moved = nw.maybe_reset_index(moved.sort("customer_id"))
    return cast("IntoFrameT", moved.to_native())


def _matched(
    version: Version, day: str | date, customers: Any, tables: Mapping[str, Any] | None, previous: Any
) -> tuple[Frame, list[str]]:
    """The customers with one column of yes or no for each rule, and the names of these columns."""
    import narwhals as nw

    frame = frames.opened(with_measures(customers, tables or {}, version.measures, day), [], "customers")
    schema = frame.collect_schema()
    wanted = list(dict.fromkeys(version.columns()))
    missing = [name for name in wanted if name not in schema]
    if missing:
        raise DataError(
            f"Found no column {', '.join(map(repr, missing))} for the rules in force from {version.start}.",
            f"Expected one of {', '.join(schema.names())}.",
            "Correct the rule, or define the column as a measure.",
        )
    lingering = previous is not None and any(rule.stay is not None for rule in version.rules)
    matches = [f"_rule_{number}" for number in range(len(version.rules))]
    frame = frame.select("customer_id", *(name for name in wanted if name != "customer_id"))
    if lingering:
        old = frames.opened(previous, LISTED, "the previous lists").select("customer_id", _was="list")
        if old.implementation != frame.implementation:
            raise UsageError(
                "Found customers and previous lists of different kinds.", "Expected the same kind."
            )
        frame = _with_membership(frame, old, version)
    expressions = {}
    for match, rule in zip(matches, version.rules, strict=True):
        enters = rule.when.expression(schema)
        if lingering and rule.stay is not None:
            enters = enters | (
                nw.col(f"_on_{version.lists().index(rule.list)}") & rule.stay.expression(schema)
            )
        expressions[match] = enters
    return frame.select("customer_id", **expressions), matches


def _with_membership(frame: Frame, old: Frame, version: Version) -> Frame:
    import narwhals as nw

    on = {f"_on_{number}": name for number, name in enumerate(version.lists())}
    flagged = old.select(
        "customer_id",
        **{flag: _one_if(nw.col("_was") == name) for flag, name in on.items()},
    )
    flagged = flagged.group_by("customer_id").agg(**{name: nw.col(name).max() for name in on})
    joined = frame.join(cast("Any", flagged), on="customer_id", how="left")
    return joined.with_columns(**{name: nw.col(name).fill_null(0) == 1 for name in on})


def _once_a_list(listed: Frame, version: Version) -> Frame:
    """One row a customer and list, with the first rule that put them there."""
    import narwhals as nw

    if len(version.lists()) == len(version.rules):
        return listed
    place = {rule.name: number for number, rule in enumerate(version.rules)}
    order: Any = None
    for name, number in place.items():
        order = (nw if order is None else order).when(nw.col("rule") == name).then(nw.lit(number))
    first = (
        listed.with_columns(_place=order).group_by("customer_id", "list").agg(_place=nw.col("_place").min())
    )
    label: Any = None
    for name, number in place.items():
        label = (nw if label is None else label).when(nw.col("_place") == number).then(nw.lit(name))
    return first.select("customer_id", "list", rule=label)


def _refuse_overlaps(version: Version, frame: Frame, matches: list[str]) -> None:
    import narwhals as nw

    def either(name: str) -> nw.Expr:
        return nw.any_horizontal(
            *(nw.col(match) for rule, match in zip(version.rules, matches, strict=True) if rule.list == name),
            ignore_nulls=False,
        )

    ones = [_one_if(either(name)).alias(f"_l{i}") for i, name in enumerate(version.lists())]
    per_customer = frame.select(*ones).select(_lists=nw.sum_horizontal(*(f"_l{i}" for i in range(len(ones)))))
    twice = _one_row(per_customer.filter(nw.col("_lists") > 1).select(nw.len().alias("_n")))["_n"]
    if twice:
        raise DataError(
            f"Found {twice} customers on two lists.",
            "Expected at most one with choose='only'.",
            "See coverage(...).overlaps; narrow the rules, or state a priority with choose='first'.",
        )


def _one_if(condition: Any) -> Any:
    import narwhals as nw

    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _one_row(frame: Frame) -> dict[str, int]:
    import narwhals as nw

    eager = frame if isinstance(frame, nw.DataFrame) else frame.collect()
    return {name: int(values[0] or 0) for name, values in eager.to_dict(as_series=False).items()}
