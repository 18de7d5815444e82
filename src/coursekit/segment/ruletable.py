"""Tables that name segments by ranges of RFM scores, and what such a table leaves out or claims twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from coursekit.errors import DataError
from coursekit.segment.quantiles import check_bins

SCORES = ("r", "f", "m")
Rules = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Box:
    """One row of a rule table: a segment and the range of each score, both ends included."""

    segment: str
    ranges: dict[str, tuple[int, int]]


class RuleGaps(NamedTuple):
    """What a rule table leaves open: ``uncovered`` codes, and ``doubled`` codes with the segments that claim them."""

    uncovered: list[str]
    doubled: dict[str, list[str]]

    def refuse(self) -> None:
        """Raises DataError unless every code has exactly one segment."""
        if self.uncovered:
            raise DataError(
                f"Found {len(self.uncovered)} score codes without a segment: {_some(self.uncovered)}.",
                "Expected every code in exactly one segment.",
                "See rule_gaps(rules).uncovered.",
            )
        if self.doubled:
            claims = [f"{code} ({' and '.join(names)})" for code, names in self.doubled.items()]
            raise DataError(
                f"Found {len(claims)} score codes in more than one segment: {_some(claims)}.",
                "Expected every code in exactly one segment.",
                "See rule_gaps(rules).doubled.",
            )


def parse(rules: Rules, bins: int) -> list[Box]:
    """The rows of a rule table, checked; raises DataError for the first malformed one.

    >>> parse([{"segment": "recent", "r": 5, "f": [2, 4]}], bins=5)
    [Box(segment='recent', ranges={'r': (5, 5), 'f': (2, 4), 'm': (1, 5)})]
    """
    check_bins(bins)
    if isinstance(rules, (str, Mapping)) or not isinstance(rules, Sequence):
        raise DataError(
            f"Found a {type(rules).__name__} as rules.",
            "Expected a list of rows such as {'segment': 'champions', 'r': [4, 5], 'f': 5}.",
        )
    return [_box(number, row, bins) for number, row in enumerate(rules, start=1)]


def gaps_of(boxes: Sequence[Box], bins: int) -> RuleGaps:
    """Uncovered and doubly covered codes of a parsed rule table."""
    uncovered: list[str] = []
    doubled: dict[str, list[str]] = {}
    for code in product(range(1, bins + 1), repeat=len(SCORES)):
        claims = dict.fromkeys(
            box.segment
            for box in boxes
            if all(low <= score <= high for score, (low, high) in zip(code, box.ranges.values(), strict=True))
        )
        name = "".join(map(str, code))
        if not claims:
            uncovered.append(name)
        elif len(claims) > 1:
            doubled[name] = list(claims)
    return RuleGaps(uncovered, doubled)


def _box(number: int, row: Mapping[str, object], bins: int) -> Box:
    if not isinstance(row, Mapping) or not isinstance(row.get("segment"), str) or not row["segment"]:
        raise DataError(f"Found row {number} without a segment: {row!r}.", "Expected 'segment' with a name.")
    unknown = [key for key in row if key not in ("segment", *SCORES)]
    if unknown:
        raise DataError(
            f"Found {', '.join(map(repr, unknown))} in row {number}.", "Expected 'segment', 'r', 'f' and 'm'."
        )
    ranges = {score: _range(number, score, row.get(score), bins) for score in SCORES}
    return Box(str(row["segment"]), ranges)


def _range(number: int, score: str, found: object, bins: int) -> tuple[int, int]:
    ends = [1, bins] if found is None else [found, found] if isinstance(found, int) else found
    if isinstance(ends, Sequence) and not isinstance(ends, str) and len(ends) == 2:
        low, high = ends
        if type(low) is int and type(high) is int and 1 <= low <= high <= bins:
            return low, high
    raise DataError(
        f"Found {score}={found!r} in row {number}.",
        f"Expected a score from 1 to {bins} or a range [low, high] of them.",
    )


def _some(items: Sequence[str], most: int = 8) -> str:
    return ", ".join(items[:most]) + (", …" if len(items) > most else "")
