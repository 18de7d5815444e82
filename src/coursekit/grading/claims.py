"""Classes that a worker says its objects have, looked up among those that are loaded here."""

from __future__ import annotations

import sys
from typing import Any

from coursekit.grading.protocol import ProtocolError


def claimed_class(classes: Any) -> type | None:
    """The nearest class of an installed library that the worker names; none that holds plain values."""
    for found in known_classes(classes):
        if not issubclass(found, _plain_types()) and found is not object:
            return found
    return None


def known_classes(classes: Any) -> list[type]:
    """The classes that are loaded here already, of those named by module and qualified name."""
    found = []
    for entry in classes if isinstance(classes, list) else []:
        if not (isinstance(entry, list) and len(entry) == 2 and all(isinstance(part, str) for part in entry)):
            raise ProtocolError("this names no class")
        module, qualname = entry
        if module.split(".")[0] == "__main__" or module.startswith(("coursekit.grading", "unittest")):
            continue
        value = getattr(sys.modules.get(module), qualname, None) if "." not in qualname else None
        if isinstance(value, type) and value.__module__ == module and value.__qualname__ == qualname:
            found.append(value)
    return found


def _plain_types() -> tuple[type, ...]:
    import collections
    import datetime
    import decimal
    import enum
    import fractions

    found: list[type] = [
        int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, type, type(None),
        type(...), BaseException, datetime.date, datetime.time, datetime.timedelta, decimal.Decimal, enum.Enum,
        fractions.Fraction, collections.deque,
    ]  # fmt: skip
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None:
        found += [numpy.ndarray, numpy.generic, numpy.dtype]
    if pandas is not None:
        array, dtype = pandas.api.extensions.ExtensionArray, pandas.api.extensions.ExtensionDtype
        found += [pandas.DataFrame, pandas.Series, pandas.Index, array, dtype, pandas.Interval, pandas.Period]
    return tuple(found)
