"""Figures: axes labelled, the right kind of marks, the right data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

from coursekit.checks.failure import CheckFailed, fail
from coursekit.checks.plain import Foreign, scalar, wrong_kind

Kind = Literal["bar", "line", "scatter"]


def figure(
    found: Any,
    *,
    name: str,
    kind: Kind | None = None,
    data: Sequence[float] | None = None,
    title: bool = True,
    tolerance: float = 1e-6,
) -> None:
    """The axes ``found`` have both axis labels, a title, marks of the ``kind`` asked, showing ``data``.

    ``data`` are the bars' heights or the y values of the points, in any order; a line is compared in order.

    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> drawn = axes.bar(["A", "B"], [48, 70])
    >>> axes.set(xlabel="Grade", ylabel="Households", title="B is the larger group") and None
    >>> figure(axes, name="axes", kind="bar", data=[70, 48])

    Raises CheckFailed. Only attributes and calls are used, so ``found`` may be a proxy.
    """
    if not hasattr(found, "get_xlabel"):
        problem = wrong_kind(found, "axes", name)
        raise CheckFailed(problem.key, problem.facts)
    for axis, label in (("x", found.get_xlabel()), ("y", found.get_ylabel())):
        if type(label) is not str or not label.strip():
            fail("checks.axis_unlabelled", name=name, axis=axis)
    if title:
        headings = [found.get_title(loc=side) for side in ("left", "center", "right")]
        if not any(type(heading) is str and heading.strip() for heading in headings):
            fail("checks.untitled", name=name)
    if kind is None:
        return
    drawn = _values(found, kind)
    if not drawn:
        fail(f"checks.no_{kind}", name=name)
    if data is not None:
        wanted = list(data)
        if kind != "line":
            drawn, wanted = sorted(drawn), sorted(wanted)
        if len(drawn) != len(wanted):
            fail("checks.marks_count", name=name, found=len(drawn), expected=len(wanted))
        for value, right in zip(drawn, wanted, strict=True):
            if not math.isclose(value, right, rel_tol=1e-9, abs_tol=tolerance):
                fail("checks.marks_off", name=name, found=f"{value:g}")


def _values(axes: Any, kind: Kind) -> list[float]:
    """The y values that are drawn, of the kind asked for."""
    if kind == "bar":
        drawn = [patch.get_height() for patch in axes.patches]
    elif kind == "line":
        lines = axes.get_lines()
        drawn = list(lines[0].get_ydata()) if len(lines) else []
    else:
        drawn = [point[1] for collection in axes.collections for point in collection.get_offsets()]
    try:
        return [float(scalar(value)) for value in drawn]
    except (Foreign, TypeError, ValueError):
        return []
