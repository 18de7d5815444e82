"""Functions over many inputs, with the smallest failing input shown."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coursekit.checks import numbers, tables
from coursekit.checks.failure import CheckFailed, Difference, error_name
from coursekit.checks.plain import Foreign, scalar, wrong_kind
from coursekit.messages import text

Arguments = tuple[Any, ...]
SHOWN_ROWS = 8


def function(
    found: object,
    cases: Sequence[Arguments],
    expected: Callable[..., Any],
    *,
    name: str,
    key: str = "",
    tolerance: float = 1e-6,
    mistakes: Mapping[str, Callable[..., Any]] | None = None,
) -> None:
    """``found(*arguments)`` equals ``expected(*arguments)`` for all ``cases``, each a tuple of arguments.

    Results are compared as tables (by the column ``key``), labels or numbers, whatever ``expected`` returns.
    ``mistakes`` maps a message key to the function that somebody with that misconception writes.

    >>> function(lambda x: x + 1.0, [(1,), (2,)], lambda x: 1 + x, name="next_number")

    Raises CheckFailed with the smallest input that fails, unless it is longer than eight rows.
    """
    if not callable(found):
        problem = wrong_kind(found, "function", name)
        raise CheckFailed(problem.key, problem.facts)
    failures: list[tuple[Arguments, object, Difference]] = []
    for arguments in sorted(cases, key=size):
        try:
            result = found(*copy.deepcopy(arguments))
        except Exception as error:  # whatever a trainee's function raises is reported by its type
            failures.append((arguments, None, _stopped(error, name)))
            continue
        problem_here = compare(result, expected(*copy.deepcopy(arguments)), name, key, tolerance)
        if problem_here:
            failures.append((arguments, result, problem_here))
    if not failures:
        return
    wrong = [] if failures[0][2].key in _NO_RESULT else [f for f in failures if f[2].key not in _NO_RESULT]
    for message, misconceived in (mistakes or {}).items():
        explained = [
            compare(result, misconceived(*copy.deepcopy(arguments)), name, key, tolerance) is None
            for arguments, result, _ in wrong
        ]
        if explained and explained[0] and 2 * sum(explained) >= len(failures):
            raise CheckFailed(message, {"name": name, **wrong[0][2].facts}, shown=shown(wrong[0][0]))
    arguments, _, problem_first = failures[0]
    hidden_input = problem_first.key in ("checks.function_unwritten", "checks.function_returned_nothing")
    context = "" if hidden_input else shown(arguments)
    raise CheckFailed(problem_first.key, problem_first.facts, shown=context)


_NO_RESULT = ("checks.function_unwritten", "checks.function_stopped", "checks.function_returned_nothing")


def invariant(
    found: object, first: Arguments, second: Arguments, key: str, /, *, name: str, tolerance: float = 1e-6
) -> None:
    """``found`` gives the same labels for two inputs that differ in something that must not matter.

    Raises CheckFailed with the sentence ``key`` when it does not; for example after rows were shuffled.
    """
    if not callable(found):
        problem = wrong_kind(found, "function", name)
        raise CheckFailed(problem.key, problem.facts)
    try:
        one, two = found(*copy.deepcopy(first)), found(*copy.deepcopy(second))
    except Exception as error:
        stopped = _stopped(error, name)
        context = "" if stopped.key == "checks.function_unwritten" else shown(first)
        raise CheckFailed(stopped.key, stopped.facts, shown=context) from None
    if one is None or two is None:
        raise CheckFailed("checks.function_returned_nothing", {"name": name})
    a, b = _labelled(one, name), _labelled(two, name)
    moved = [
        entry for entry, value in a.items() if entry not in b or not tables.same(value, b[entry], tolerance)
    ]
    if moved:
        raise CheckFailed(key, {"name": name, "count": len(moved), "total": len(a), "example": moved[0]})


def compare(result: object, wanted: Any, name: str, key: str, tolerance: float) -> Difference | None:
    """What separates a function's result from the wanted table, labels, number or text."""
    import pandas as pd

    called = f"{name}(…)"
    if result is None and wanted is not None:
        return Difference("checks.function_returned_nothing", {"name": name})
    if type(wanted) is pd.DataFrame:
        return tables.table_difference(result, wanted, name=called, key=key, tolerance=tolerance)
    if type(wanted) is pd.Series:
        return tables.labels_difference(result, wanted, name=called, tolerance=tolerance)
    if type(wanted) in (int, float):
        return numbers.difference(result, wanted, name=called, rel=0.0, tolerance=tolerance, decimals=None)
    try:
        agrees = tables.same(scalar(result), scalar(wanted), tolerance)
    except Foreign:
        return wrong_kind(result, "text", called)
    return None if agrees else Difference("checks.result_off", {"name": name, "found": str(result)})


def size(arguments: Arguments) -> int:
    """Rows and entries in all arguments: what 'smallest' means."""
    return sum(len(argument) if hasattr(argument, "__len__") else 1 for argument in arguments)


def shown(arguments: Arguments) -> str:
    """The input as a message shows it: small tables in full, larger ones by their number of rows."""
    import pandas as pd

    parts = []
    for argument in arguments:
        if isinstance(argument, (pd.DataFrame, pd.Series)):
            small = len(argument) <= SHOWN_ROWS
            rows = text("checks.rows", count=len(argument))
            parts.append(f"{rows}\n{argument.to_string()}" if small and len(argument) else rows)
        elif isinstance(argument, pd.Timestamp):
            parts.append(str(argument.date() if argument == argument.normalize() else argument))
        else:
            parts.append(repr(argument))
    return text("checks.on_input", input="\n".join(parts))


def _labelled(result: object, name: str) -> dict[Any, Any]:
    given = tables.as_labels(result, f"{name}(…)")
    if isinstance(given, Difference):
        raise CheckFailed(given.key, given.facts)
    return given


def _stopped(error: Exception, name: str) -> Difference:
    kind = error_name(error)
    if kind == "NotImplementedError":
        return Difference("checks.function_unwritten", {"name": name})
    return Difference("checks.function_stopped", {"name": name, "error": kind})
