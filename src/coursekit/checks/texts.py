"""Answers in words: long enough to read, and a model answer after an attempt."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coursekit.checks.failure import CheckFailed, Difference
from coursekit.checks.plain import wrong_kind
from coursekit.messages import text

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")  # a Chinese character counts as a word


def length(answer: str) -> int:
    """Words, a Chinese character counting as one.

    >>> length("Mail A first."), length("先寄 A 级。")
    (3, 4)
    """
    return len(_WORD.findall(answer))


def attempted(found: object, *, unchanged: str = "", at_least: int = 20) -> bool:
    """Whether ``found`` is a text of at least ``at_least`` words beyond those of the ``unchanged`` cell.

    >>> attempted("Write here.", unchanged="Write here.")
    False
    """
    if type(found) is not str:
        return False
    return length(found.replace(unchanged.strip(), "") if unchanged.strip() else found) >= at_least


def text_answer(
    found: object, *, name: str, at_least: int = 20, at_most: int = 1000, mentions: Iterable[str] = ()
) -> None:
    """``found`` is a text of ``at_least`` to ``at_most`` words that contains every one of ``mentions``.

    >>> text_answer("Grade A first: 48 households.", name="memo", at_least=4, mentions=["48"])

    Raises CheckFailed; what the text says is for a person to judge.
    """
    if type(found) is not str:
        problem = wrong_kind(found, "text", name)
        raise CheckFailed(problem.key, problem.facts)
    words = length(found)
    if words < at_least:
        raise CheckFailed("checks.text_short", {"name": name, "found": words, "expected": at_least})
    if words > at_most:
        raise CheckFailed("checks.text_long", {"name": name, "found": words, "expected": at_most})
    for phrase in mentions:
        if phrase.casefold() not in found.casefold():
            problem = Difference("checks.text_lacks", {"name": name, "phrase": phrase})
            raise CheckFailed(problem.key, problem.facts)


def model_answer(
    key: str, found: object, /, *, unchanged: str = "", at_least: int = 20, **facts: object
) -> None:
    """Print the model answer ``key``, filled with ``facts``, once ``found`` shows an attempt of one's own.

    >>> model_answer("checks.not_defined", "", name="memo")
    The model answer appears here once your own text has at least 20 words.
    """
    if attempted(found, unchanged=unchanged, at_least=at_least):
        print(text(key, None, **facts))
    else:
        print(text("checks.model_answer_waits", words=at_least))
