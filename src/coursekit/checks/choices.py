"""Choices, sets of choices and decision tables: what was chosen, not how it was computed."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from typing import Any, cast

from coursekit.checks.failure import CheckFailed
from coursekit.checks.plain import plain, wrong_kind

ALIKE = 0.85  # "not supported" must not be taken for a slip of "supported"


def chosen(found: object, options: Collection[str], *, name: str) -> str:
    """``found`` is one of ``options``; returns it, freed of spaces and capitals that do not matter.

    >>> chosen(" B", ["A", "B"], name="answer")
    'B'

    Raises CheckFailed when it is empty, not text, or not among the options.
    """
    if type(found) is int:
        found = str(found)
    if type(found) is not str or not found.strip():
        blank = None if type(found) is str else found
        problem = wrong_kind(blank, "text", name)
        raise CheckFailed(problem.key, problem.facts)
    folded = {option.casefold(): option for option in options}
    answer = folded.get(found.strip().casefold())
    if answer is None:
        listed = ", ".join(f'"{option}"' for option in options)
        near = _nearest(found.strip().casefold(), folded)
        key = "checks.option_nearly" if near else "checks.option_unknown"
        raise CheckFailed(
            key,
            {"name": name, "found": found, "options": listed, "near": folded[near] if near else ""},
        )
    return answer


def _nearest(found: str, options: Collection[str]) -> str | None:
    """The option that a slip of spelling meant; for a number only one of the same value ("0.9" is no slip of "0.99")."""
    try:
        value = float(found)
    except ValueError:
        return next(iter(difflib.get_close_matches(found, options, n=1, cutoff=ALIKE)), None)
    return next((option for option in options if _is_number(option) and float(option) == value), None)


def _is_number(option: str) -> bool:
    return option.replace(".", "", 1).isdecimal()


def choice(
    found: object,
    expected: str,
    *,
    options: Collection[str],
    name: str,
    mistakes: Mapping[str, str] | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """``found`` is the option ``expected``; ``mistakes`` maps a message key to the option it explains.

    Raises CheckFailed; ``facts`` fill the fields of the mistakes' sentences.
    """
    answer = chosen(found, options, name=name)
    if answer == expected:
        return
    for key, wrong in (mistakes or {}).items():
        if answer == wrong:
            raise CheckFailed(key, {"name": name, "found": answer, **(facts or {})})
    raise CheckFailed("checks.choice_wrong", {"name": name, "found": answer})


def decided(found: object, cases: Collection[str], options: Collection[str], *, name: str) -> dict[str, str]:
    """A decision table ``{case: option}`` with every case filled in; returns it tidied.

    >>> decided({"1": "Grading", "2": "typing"}, ["1", "2"], ["grading", "typing"], name="sorted_requests")
    {'1': 'grading', '2': 'typing'}

    Raises CheckFailed naming the first case that is empty, unknown, or filled with something else.
    """
    if type(found) is not dict:
        problem = wrong_kind(found, "dict", name)
        raise CheckFailed(problem.key, problem.facts)
    table = {str(case): answer for case, answer in cast(dict[Any, Any], plain(found, name=name)).items()}
    for case in table:
        if case not in cases:
            raise CheckFailed("checks.case_unknown", {"name": name, "case": case})
    for case in cases:
        if case not in table:
            raise CheckFailed("checks.case_missing", {"name": name, "case": case})
    return {case: chosen(table[case], options, name=f'{name}["{case}"]') for case in cases}


def decisions(
    found: object,
    expected: Mapping[str, str],
    *,
    options: Collection[str],
    name: str,
    mistakes: Mapping[str, Mapping[str, str]] | None = None,
    hints: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
) -> None:
    """Every case of the decision table ``found`` has the option that ``expected`` gives it.

    ``mistakes`` maps a message key to a whole wrong table; ``hints`` maps a case to the key of a sentence
    (a field ``case`` is filled) that says where to look. With ``only``, just those cases are judged.

    >>> decisions({"a": "mail"}, {"a": "mail"}, options=["mail", "wait"], name="plan")

    Raises CheckFailed naming the first wrong case and how many there are.
    """
    judged = list(expected) if only is None else list(only)
    everything = decided(found, expected, options, name=name)
    answers = {case: everything[case] for case in judged}
    wrong = [case for case, answer in answers.items() if answer != expected[case]]
    if not wrong:
        return
    facts = {"name": name, "case": wrong[0], "found": answers[wrong[0]], "count": len(wrong)}
    facts["total"] = len(judged)
    for key, table in (mistakes or {}).items():
        if everything == dict(table):
            raise CheckFailed(key, facts)
    raise CheckFailed((hints or {}).get(wrong[0], "checks.decision_wrong"), facts)


def subset(
    found: object, options: Collection[str], *, name: str, at_least: int = 0, at_most: int | None = None
) -> set[str]:
    """A list or set of ``options``, each named once; returns it as a set.

    >>> sorted(subset(["b1", "A1"], ["A1", "B1", "C1"], name="cells"))
    ['A1', 'B1']

    Raises CheckFailed when it is no list, names something else, or has too few or too many entries.
    """
    if found is None or found is ... or type(found) is str:
        problem = wrong_kind(found, "list", name)
        raise CheckFailed(problem.key, problem.facts)
    entries = plain(found, name=name)
    if type(entries) not in (list, set):
        problem = wrong_kind(found, "list", name)
        raise CheckFailed(problem.key, problem.facts)
    named = [
        chosen(entry, options, name=name if type(entries) is set else f"{name}[{place}]")
        for place, entry in enumerate(entries)
    ]
    answers = set(named)
    if len(answers) < at_least:
        raise _too_few(named, name, at_least)
    if at_most is not None and len(answers) > at_most:
        raise CheckFailed("checks.too_many", {"name": name, "found": len(answers), "limit": at_most})
    return answers


def _too_few(named: list[str], name: str, at_least: int) -> CheckFailed:
    """Why a list names too few options: nothing is there, one of them stands there twice, or more are asked for."""
    if not named:
        return CheckFailed("checks.unanswered", {"name": name})
    repeated = [option for place, option in enumerate(named) if option in named[:place]]
    if repeated:
        return CheckFailed("checks.ranking_repeated", {"name": name, "entry": repeated[0]})
    return CheckFailed("checks.too_few", {"name": name, "found": len(named), "limit": at_least})


def entries(found: object, titles: Collection[str], *, name: str) -> dict[str, Any]:
    """A dict with an entry, not empty, for each of ``titles``; returns it as plain values.

    >>> entries({"half": 17}, ["half"], name="reading")
    {'half': 17}

    Raises CheckFailed naming the first entry that is missing, unknown or empty.
    """
    if type(found) is not dict:
        problem = wrong_kind(found, "dict", name)
        raise CheckFailed(problem.key, problem.facts)
    table = cast(dict[Any, Any], plain(found, name=name))
    for title in table:
        if title not in titles:
            raise CheckFailed("checks.case_unknown", {"name": name, "case": title})
    for title in titles:
        if title not in table:
            raise CheckFailed("checks.case_missing", {"name": name, "case": title})
        if table[title] is None:
            raise CheckFailed("checks.unanswered", {"name": f'{name}["{title}"]'})
    return table
