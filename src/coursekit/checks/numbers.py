"""Numbers: relative or absolute tolerance, and the rounding that the prompt asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping

from coursekit.checks.failure import CheckFailed, Difference, settle
from coursekit.checks.plain import Foreign, scalar, wrong_kind


def number(
    found: object,
    expected: float,
    *,
    name: str,
    rel: float = 0.0,
    abs: float = 1e-9,
    decimals: int | None = None,
    mistakes: Mapping[str, float] | None = None,
    hint: str = "checks.number_off",
) -> None:
    """``found`` is a number within ``abs`` or ``rel`` of ``expected``, or its rounding to ``decimals`` places.

    >>> number(33.3, 100 / 3, name="share", decimals=1)

    Raises CheckFailed; a share given as a percentage, or a flipped sign, is told as such; ``hint`` is the key of
    the sentence for any other wrong number.
    """

    def compare(value: object, wanted: float) -> Difference | None:
        return difference(value, wanted, name=name, rel=rel, tolerance=abs, decimals=decimals, hint=hint)

    settle(compare, found, expected, mistakes, name)


def difference(
    found: object,
    expected: float,
    *,
    name: str,
    rel: float,
    tolerance: float,
    decimals: int | None,
    hint: str = "checks.number_off",
) -> Difference | None:
    """What separates ``found`` from ``expected``, or None."""
    try:
        value = scalar(found)
    except Foreign:
        return wrong_kind(found, "number", name)
    if type(value) is str:
        return Difference("checks.number_as_text", {"name": name, "found": value})
    if type(value) not in (int, float):
        return wrong_kind(found, "number", name)

    def near(candidate: float) -> bool:
        if decimals is not None:
            return math.isclose(value, round(candidate, decimals), rel_tol=0, abs_tol=0.6 * 10**-decimals)
        return math.isclose(value, candidate, rel_tol=rel, abs_tol=tolerance)

    if near(expected):
        if decimals is not None and not math.isclose(value, round(value, decimals), abs_tol=1e-9):
            return Difference("checks.not_rounded", {"name": name, "decimals": decimals})
        return None
    facts = {"name": name, "found": f"{value:g}"}
    if expected and (near(expected * 100) or near(expected / 100)):
        return Difference("checks.percent_or_share", facts)
    if expected and near(-expected):
        return Difference("checks.sign_flipped", facts)
    return Difference(hint, facts)


def within(found: object, low: float, high: float, *, name: str) -> None:
    """``found`` is a number from ``low`` to ``high``, both included; says nothing about whether it is right.

    >>> within(17, 0, 100, name="percent")

    Raises CheckFailed for anything else.
    """
    try:
        value = scalar(found)
    except Foreign:
        value = found
    if type(value) is str:
        raise CheckFailed("checks.number_as_text", {"name": name, "found": value})
    if type(value) not in (int, float):
        problem = wrong_kind(found, "number", name)
        raise CheckFailed(problem.key, problem.facts)
    if not low <= value <= high:
        raise CheckFailed(
            "checks.out_of_range", {"name": name, "found": f"{value:g}", "low": low, "high": high}
        )
