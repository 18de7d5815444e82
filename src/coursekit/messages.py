"""Every learner-facing sentence by key, in both languages.

The sentences stand in ``locale/*.toml``, one table a key, with ``en`` and ``zh``; named fields in
braces are filled by :func:`text`, so that each language has its own word order.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from coursekit.errors import UsageError

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_current: Language = "en"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All sentences: ``{"rfm.recency_reversed": {"en": ..., "zh": ...}}``; the file's stem is the key's first part."""
    found: dict[str, dict[str, str]] = {}
    for entry in files("coursekit").joinpath("locale").iterdir():
        if entry.name.endswith(".toml"):
            found |= sentences(entry.name.removesuffix(".toml"))
    return found


@cache
def sentences(stem: str) -> dict[str, dict[str, str]]:
    """The sentences of one file by their whole keys; none when there is no such file. Reading all takes 0.1 s."""
    entry = files("coursekit").joinpath("locale", f"{stem}.toml")
    if not entry.is_file():
        return {}
    held = tomllib.loads(entry.read_text(encoding="utf-8"))
    return {f"{stem}.{name}": found for name, found in held.items()}


def set_language(language: str) -> Language:
    """Choose the language of messages for this process; returns it.

    Raises UsageError for a language the course does not have.
    """
    global _current
    for known in LANGUAGES:
        if language == known:
            _current = known
            return known
    raise UsageError(f"Found language '{language}'.", "Expected 'en' or 'zh'.")


def current_language() -> Language:
    """The language chosen last with :func:`set_language`; English until then."""
    return _current


def text(key: str, /, language: str | None = None, **facts: object) -> str:
    """The sentence for ``key`` in ``language`` (default: the current one), with its fields filled.

    >>> text("checks.not_defined", "en", name="scores")
    '`scores` is not defined. Write your answer in the answer cell above, then run that cell.'

    Raises KeyError for a key that no catalogue file has: that is an author's mistake, not a trainee's.
    """
    return sentences(key.partition(".")[0])[key][language or _current].format(**facts)
