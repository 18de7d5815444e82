"""Tables that name segments by RFM scores, and what such a table leaves out or claims twice."""

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
class Row:
    """One row of a rule table: a segment and the score codes it claims."""

    segment: str
    codes: tuple[str, ...]


# Eleven names over the 125 codes of quintiles, complete and without overlap. It circulates unsigned in the help
# pages of marketing software (Spotler Activate and Squeezely print these codes); no study stands behind it.
ELEVEN_SEGMENTS: tuple[dict[str, str], ...] = (
    {"segment": "champions", "codes": "555 554 544 545 454 455 445"},
    {"segment": "loyal", "codes": "543 444 435 355 354 345 344 335"},
    {
        "segment": "potential loyalist",
        "codes": "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323",
    },
    {"segment": "new customers", "codes": "512 511 422 421 412 411 311"},
    {"segment": "promising", "codes": "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313"},
    {"segment": "need attention", "codes": "535 534 443 434 343 334 325 324"},
    {"segment": "about to sleep", "codes": "331 321 312 221 213 231 241 251"},
    {
        "segment": "at risk",
        "codes": "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
    },
    {"segment": "cannot lose", "codes": "155 154 144 214 215 115 114 113"},
    {"segment": "hibernating", "codes": "332 322 233 232 223 222 132 123 122 212 211"},
    {"segment": "lost", "codes": "111 112 121 131 141 151"},
)


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


def parse(rules: Rules, bins: int) -> list[Row]:
    """The rows of a rule table, checked; raises DataError for the first malformed one.

    >>> parse([{"segment": "recent", "r": 3, "f": [1, 2], "m": 1}, {"segment": "best", "codes": "333 332"}], bins=3)
    [Row(segment='recent', codes=('311', '321')), Row(segment='best', codes=('333', '332'))]
    """
    check_bins(bins)
    if isinstance(rules, (str, Mapping)) or not isinstance(rules, Sequence):
        raise DataError(
            f"Found a {type(rules).__name__} as rules.",
            "Expected a list of rows such as {'segment': 'champions', 'r': [4, 5], 'f': 5}.",
        )
    return [_row(number, row, bins) for number, row in enumerate(rules, start=1)]


def all_codes(bins: int) -> list[str]:
    """Every score code from '111' up."""
    return ["".join(map(str, code)) for code in product(range(1, bins + 1), repeat=len(SCORES))]


def gaps_of(rows: Sequence[Row], bins: int) -> RuleGaps:
    """Uncovered and doubly covered codes of a parsed rule table."""
    claims: dict[str, dict[str, None]] = {code: {} for code in all_codes(bins)}
    for row in rows:
        for code in row.codes:
            claims[code][row.segment] = None
    return RuleGaps(
        [code for code, names in claims.items() if not names],
        {code: list(names) for code, names in claims.items() if len(names) > 1},
    )


def _row(number: int, row: Mapping[str, object], bins: int) -> Row:
    if not isinstance(row, Mapping) or not isinstance(row.get("segment"), str) or not row["segment"]:
        raise DataError(f"Found row {number} without a segment: {row!r}.", "Expected 'segment' with a name.")
    segment = str(row["segment"])
    if "codes" in row and len(row) == 2:
        return Row(segment, _listed(number, row["codes"], bins))
    unknown = [key for key in row if key not in ("segment", *SCORES)]
    if unknown:
        raise DataError(
            f"Found {', '.join(map(repr, unknown))} in row {number}.",
            "Expected 'segment' with 'r', 'f' and 'm', or 'segment' with 'codes' alone.",
        )
    ranges = [_range(number, score, row.get(score), bins) for score in SCORES]
    return Row(segment, tuple("".join(map(str, code)) for code in product(*ranges)))


def _listed(number: int, found: object, bins: int) -> tuple[str, ...]:
    codes = found.split() if isinstance(found, str) else found
    if isinstance(codes, Sequence) and codes and set(codes) <= set(all_codes(bins)):
        return tuple(codes)
    raise DataError(
        f"Found codes={found!r} in row {number}.",
        f"Expected codes such as '{bins}{bins}1', scores 1 to {bins}.",
    )


def _range(number: int, score: str, found: object, bins: int) -> range:
    ends = [1, bins] if found is None else [found, found] if isinstance(found, int) else found
    if isinstance(ends, Sequence) and not isinstance(ends, str) and len(ends) == 2:
        low, high = ends
        if type(low) is int and type(high) is int and 1 <= low <= high <= bins:
            return range(low, high + 1)
    raise DataError(
        f"Found {score}={found!r} in row {number}.",
        f"Expected a score from 1 to {bins} or a range [low, high] of them.",
    )


def _some(items: Sequence[str], most: int = 8) -> str:
    return ", ".join(items[:most]) + (", …" if len(items) > most else "")
