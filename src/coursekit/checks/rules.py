"""Rule tables that trainees fill in: rows that name a segment by ranges of scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.checks.failure import CheckFailed
from coursekit.checks.plain import plain, wrong_kind


def rule_rows(
    found: object, scores: Sequence[str], *, low: int, high: int, name: str
) -> list[dict[str, Any]]:
    """The rows of a rule table with every range written ``[from, to]``; says nothing about what they cover.

    A row is ``{"segment": "champions", "r": [4, 5], "f": 5}``: a range with both ends, one score, or nothing
    for any score.

    >>> rule_rows([{"segment": "new", "r": [4, 5], "f": 1}], ["r", "f"], low=1, high=5, name="rules")
    [{'segment': 'new', 'r': [4, 5], 'f': [1, 1]}]

    Raises CheckFailed naming the first row that cannot be read.
    """
    if type(found) not in (list, tuple):
        problem = wrong_kind(found, "list", name)
        raise CheckFailed(problem.key, problem.facts)
    rows = plain(found, name=name)
    if not rows:
        raise CheckFailed("checks.unanswered", {"name": name})
    return [_row(number, row, scores, low, high, name) for number, row in enumerate(rows, start=1)]


def _row(number: int, row: Any, scores: Sequence[str], low: int, high: int, name: str) -> dict[str, Any]:
    facts = {"name": name, "row": number, "low": low, "high": high}
    if type(row) is not dict or type(row.get("segment")) is not str:
        raise CheckFailed("checks.rule_without_segment", {**facts, "first": scores[0], "last": scores[-1]})
    unknown = [title for title in row if title not in ("segment", *scores)]
    if unknown:
        raise CheckFailed("checks.rule_unknown", {**facts, "title": unknown[0], "scores": ", ".join(scores)})
    tidy: dict[str, Any] = {"segment": row["segment"]}
    for score in scores:
        given = row.get(score)
        if type(given) is str and given.strip().isdecimal():
            entry = f'{name}[{number - 1}]["{score}"]'
            raise CheckFailed("checks.number_as_text", {**facts, "name": entry, "found": given})
        ends = [low, high] if given is None else [given, given] if type(given) is int else given
        ordered = type(ends) is list and len(ends) == 2 and all(type(end) is int for end in ends)
        if not ordered or not low <= ends[0] <= ends[1] <= high:
            raise CheckFailed("checks.rule_range", {**facts, "score": score, "found": given})
        tidy[score] = ends
    return tidy
