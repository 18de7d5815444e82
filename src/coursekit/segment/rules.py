"""Classification rules as data: conditions on columns, rules in versions, read from plain dictionaries or TOML.

A rule book looks like this in TOML:

    name = "level"
    choose = "first"            # 'first': the first rule that matches; 'only': two must not match; 'every': all that match
    otherwise = "ordinary"      # the list of who matches nothing; leave it out and they are a gap

    [[versions]]
    from = 2024-01-01           # in force from this day until the next version

    [[versions.rules]]
    list = "VIP"
    when = [{ column = "spend", op = ">=", value = 100000 }]
    stay = [{ column = "spend", op = ">=", value = 80000 }]

    [[versions.rules]]
    list = "key"
    when = [{ column = "region", op = "in", value = ["east", "south"] }]

    [versions.measures]         # see coursekit.segment.behaviour
    spend = { of = "orders", what = "sum", column = "amount", days = 365 }

Conditions in a list must all hold; ``{ any = [...] }`` needs one of them, ``{ not = [...] }`` that not all hold.
Nothing is ever evaluated as code.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from coursekit.errors import DataError, UsageError
from coursekit.segment.behaviour import Measure, measure_from
from coursekit.segment.conditions import Every, condition_from
from coursekit.segment.frames import day as as_day

Choose = Literal["first", "only", "every"]
OTHERWISE = "otherwise"  # the name of the rule that catches who matches no other


@dataclass(frozen=True)
class Rule:
    """Who enters a list (``when``), and who stays on it once there (``stay``; without it, the same conditions).

    A ``stay`` that is easier than ``when`` is hysteresis: nobody flips between lists over a small change.
    """

    list: str
    when: Every
    stay: Every | None = None
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The rule as plain data."""
        found: dict[str, Any] = {"list": self.list, "name": self.name, "when": self.when.as_list()}
        return found if self.stay is None else {**found, "stay": self.stay.as_list()}


@dataclass(frozen=True)
class Version:
    """Rules and measures in force from a day on."""

    start: date
    rules: tuple[Rule, ...]
    measures: dict[str, Measure] = field(default_factory=dict)

    def columns(self) -> Iterator[str]:
        """Every column that a condition of this version reads."""
        for rule in self.rules:
            yield from rule.when.columns()
            if rule.stay is not None:
                yield from rule.stay.columns()

    def lists(self) -> list[str]:
        """The lists of this version in the order of their rules, each once."""
        return list(dict.fromkeys(rule.list for rule in self.rules))

    def as_dict(self) -> dict[str, Any]:
        """The version as plain data."""
        found: dict[str, Any] = {"from": self.start, "rules": [rule.as_dict() for rule in self.rules]}
        if self.measures:
            found["measures"] = {name: measure.as_dict() for name, measure in self.measures.items()}
        return found


@dataclass(frozen=True)
class RuleBook:
    """A named set of rules with all its versions: what held on a past day can still be read and run.

    >>> book = RuleBook.from_dict({
    ...     "name": "level", "choose": "first", "otherwise": "ordinary",
    ...     "versions": [
    ...         {"from": "2024-01-01", "rules": [
    ...             {"list": "VIP", "when": [{"column": "spend", "op": ">=", "value": 1000}]}]},
    ...         {"from": "2024-07-01", "rules": [
    ...             {"list": "VIP", "when": [{"column": "spend", "op": ">=", "value": 2000}]}]},
    ...     ]})
    >>> book.on("2024-06-30").rules[0].when.as_list()
    [{'column': 'spend', 'op': '>=', 'value': 1000}]
    >>> RuleBook.from_toml(book.to_toml()) == book
    True
    """

    name: str
    choose: Choose
    versions: tuple[Version, ...]
    otherwise: str | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RuleBook:
        """Read plain data; raises DataError naming the first part that is not understood."""
        _only_keys(data, {"name", "choose", "otherwise", "versions"}, "the rule book")
        choose = data.get("choose", "first")
        if choose not in ("first", "only", "every"):
            raise DataError(f"Found choose={choose!r}.", "Expected 'first', 'only' or 'every'.")
        if choose == "every" and data.get("otherwise") is not None:
            raise DataError("Found 'otherwise' with choose='every'.", "Expected it with 'first' or 'only'.")
        if not isinstance(data.get("versions"), Sequence) or not data["versions"]:
            raise DataError(
                "Found a rule book without versions.", "Expected a list of them, each with 'from'."
            )
        versions = tuple(sorted((_version(item) for item in data["versions"]), key=lambda v: v.start))
        if len({version.start for version in versions}) < len(versions):
            raise DataError("Found two versions from the same day.", "Expected one a day.")
        return cls(str(data.get("name", "")), choose, versions, data.get("otherwise"))

    @classmethod
    def from_toml(cls, text: str) -> RuleBook:
        """Read TOML; raises DataError with the line where it breaks."""
        try:
            return cls.from_dict(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"Found rules that are no TOML: {error}.") from None

    def on(self, when: str | date) -> Version:
        """The version in force on a day; raises UsageError for a day before the first."""
        wanted = as_day(when, "the day").date()
        past = [version for version in self.versions if version.start <= wanted]
        if not past:
            raise UsageError(
                f"Found no rules of '{self.name}' in force on {wanted}.",
                f"Expected a day from {self.versions[0].start} on.",
            )
        return past[-1]

    def amended(self, version: Mapping[str, Any]) -> RuleBook:
        """A new book with one more version after the last; past versions cannot be changed (UsageError)."""
        new = _version(version)
        if new.start <= self.versions[-1].start:
            raise UsageError(
                f"Found a version from {new.start}.",
                f"Expected a day after {self.versions[-1].start}: past rules stay as they were.",
            )
        return RuleBook(self.name, self.choose, (*self.versions, new), self.otherwise)

    def as_dict(self) -> dict[str, Any]:
        """The book as plain data; days are dates."""
        found: dict[str, Any] = {"name": self.name, "choose": self.choose}
        if self.otherwise is not None:
            found["otherwise"] = self.otherwise
        return {**found, "versions": [version.as_dict() for version in self.versions]}

    def to_toml(self) -> str:
        """The book as TOML that :meth:`from_toml` reads back to an equal book."""
        data = self.as_dict()
        lines = [f"{key} = {_toml(value)}" for key, value in data.items() if key != "versions"]
        for version in data["versions"]:
            lines += ["", "[[versions]]", f"from = {_toml(version['from'])}"]
            for rule in version["rules"]:
                lines += [
                    "",
                    "[[versions.rules]]",
                    *(f"{key} = {_toml(value)}" for key, value in rule.items()),
                ]
            if "measures" in version:
                lines += ["", "[versions.measures]"]
                lines += [f"{json.dumps(key)} = {_toml(value)}" for key, value in version["measures"].items()]
        return "\n".join(lines) + "\n"


def _version(data: Any) -> Version:
    _only_keys(data, {"from", "rules", "measures"}, "a version")
    if "from" not in data:
        raise DataError("Found a version without a day.", "Expected 'from', the day it comes into force.")
    start = as_day(data["from"], "'from'").date()
    rules = data.get("rules")
    if not isinstance(rules, Sequence) or not rules:
        raise DataError(f"Found no rules in the version from {start}.", "Expected a list of at least one.")
    measures = {name: measure_from(name, item) for name, item in dict(data.get("measures", {})).items()}
    known = tuple(_rule(number, item) for number, item in enumerate(rules, start=1))
    names = [rule.name for rule in known]
    if len(set(names)) < len(names) or OTHERWISE in names:
        raise DataError(
            f"Found the rule names {', '.join(names)} in the version from {start}.",
            f"Expected each once, and none called '{OTHERWISE}'.",
            "Give rules of one list a 'name' each.",
        )
    return Version(start, known, measures)


def _rule(number: int, data: Any) -> Rule:
    _only_keys(data, {"list", "name", "when", "stay"}, f"rule {number}")
    if not isinstance(data.get("list"), str) or not data["list"]:
        raise DataError(f"Found rule {number} without a list.", "Expected 'list' with a name.")
    place = f"rule {number} ('{data['list']}')"
    when = condition_from(data.get("when"), place)
    stay = condition_from(data["stay"], place) if "stay" in data else None
    return Rule(data["list"], when, stay, str(data.get("name") or data["list"]))


def _only_keys(data: Any, known: set[str], place: str) -> None:
    if not isinstance(data, Mapping):
        raise DataError(f"Found a {type(data).__name__} as {place}.", "Expected a table of keys and values.")
    if unknown := sorted(set(data) - known):
        raise DataError(f"Found {', '.join(unknown)} in {place}.", f"Expected {', '.join(sorted(known))}.")


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
