"""Comparators for authors of tests: what is wrong and where to look, never the answer.

A check returns None or raises :class:`CheckFailed`, whose text is a sentence in the trainee's language.
Whatever comes from a trainee is untrusted: it is turned into plain values by exact type before it is
compared, and functions, axes and fitted models are used through calls and attributes only, so that they
may be proxies into another process. ``mistakes={key: wrong}`` names known misconceptions: an answer that
equals the misconception's result gets that sentence instead of the general one.
"""

from __future__ import annotations

from coursekit.checks.choices import choice, chosen, decided, decisions, entries, subset
from coursekit.checks.failure import CheckFailed, Difference, explain, fail, require
from coursekit.checks.figures import figure
from coursekit.checks.functions import function, invariant
from coursekit.checks.numbers import number, within
from coursekit.checks.partitions import partition
from coursekit.checks.plain import plain
from coursekit.checks.rankings import ranking
from coursekit.checks.rules import rule_rows
from coursekit.checks.tables import labels, table
from coursekit.checks.texts import attempted, model_answer, text_answer

__all__ = [
    "CheckFailed",
    "Difference",
    "attempted",
    "choice",
    "chosen",
    "decided",
    "decisions",
    "entries",
    "explain",
    "fail",
    "figure",
    "function",
    "invariant",
    "labels",
    "model_answer",
    "number",
    "partition",
    "plain",
    "ranking",
    "require",
    "rule_rows",
    "subset",
    "table",
    "text_answer",
    "within",
]
