"""A training plan: objectives that can be measured, sessions that serve them, customers and staff kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coursekit.faults import Fault, expect_columns, fault_table

if TYPE_CHECKING:
    import pandas as pd

AUDIENCES = ("customer", "staff")  # 客户培训, 员工培训
FORMS = ("lecture", "case", "simulation", "hands-on", "seminar", "online", "on site")
LEVELS = (
    "reaction",
    "learning",
    "behaviour",
    "results",
)  # Kirkpatrick, from the easiest to the hardest to show
MEASURES = {  # what a measure can show at most
    "questionnaire": "reaction",
    "attendance": "reaction",
    "parallel test": "learning",
    "demonstration": "learning",
    "observation at work": "behaviour",
    "mystery call": "behaviour",
    "complaints reopened": "results",
    "repeat purchase": "results",
    "margin against a control group": "results",
}
OBJECTIVE_COLUMNS = ("objective", "audience", "group", "level", "measure")
SESSION_COLUMNS = ("session", "objective", "audience", "group", "content", "form", "trainer")


def validate(objectives: pd.DataFrame, sessions: pd.DataFrame, language: str | None = None) -> pd.DataFrame:
    """Every fault of a plan: frame ``row`` (the objective or session), ``column``, ``fault``, ``message``.

    ``objectives``: objective (its short name), audience ('customer' or 'staff'), group, level (what is to change:
    'reaction', 'learning', 'behaviour', 'results') and measure. ``sessions``: session, objective, audience, group,
    content, form, trainer. Faults: an objective without a measure, or with one that cannot show its level (a
    questionnaire shows no learning); an objective without a session, and the reverse; a session whose audience or
    group is not its objective's; words outside the lists of this module; blanks; names used twice.

    >>> import pandas as pd
    >>> objective = {"objective": "O1", "audience": "staff", "group": "sales", "level": "learning",
    ...     "measure": "questionnaire"}
    >>> session = {"session": "S1", "objective": "O1", "audience": "staff", "group": "sales", "content": "RFM",
    ...     "form": "case", "trainer": "Lin Wei"}
    >>> validate(pd.DataFrame([objective]), pd.DataFrame([session]), "en")["message"].item()
    'Objective O1 is about learning, but a questionnaire shows reaction at most.'
    """
    expect_columns(objectives, OBJECTIVE_COLUMNS, "the objectives")
    expect_columns(sessions, SESSION_COLUMNS, "the sessions")
    return fault_table([*_objectives(objectives, sessions), *_sessions(sessions, objectives)], language)


def _objectives(objectives: pd.DataFrame, sessions: pd.DataFrame) -> Iterator[Fault]:
    served = set(sessions["objective"])
    yield from _twice(objectives, "objective")
    for entry in objectives.to_dict("records"):
        name, level, measure = entry["objective"], entry["level"], entry["measure"]
        yield from _words(entry, name, {"audience": AUDIENCES, "level": LEVELS})
        if _blank(entry["group"]):
            yield Fault(name, "group", "training.blank")
        if _blank(measure):
            yield Fault(name, "measure", "training.no_measure")
        elif measure not in MEASURES:
            yield Fault(
                name, "measure", "training.unknown", {"found": measure, "expected": ", ".join(MEASURES)}
            )
        elif level in LEVELS and LEVELS.index(MEASURES[str(measure)]) < LEVELS.index(str(level)):
            facts = {"level": level, "measure": measure, "shown": MEASURES[str(measure)]}
            yield Fault(name, "measure", "training.weak_measure", facts)
        if name not in served:
            yield Fault(name, "objective", "training.no_session")


def _sessions(sessions: pd.DataFrame, objectives: pd.DataFrame) -> Iterator[Fault]:
    aims = {entry["objective"]: entry for entry in objectives.to_dict("records")}
    yield from _twice(sessions, "session")
    for entry in sessions.to_dict("records"):
        name = entry["session"]
        yield from _words(entry, name, {"audience": AUDIENCES, "form": FORMS})
        for column in ("content", "trainer"):
            if _blank(entry[column]):
                yield Fault(name, column, "training.blank")
        aim = aims.get(entry["objective"])
        if aim is None:
            yield Fault(name, "objective", "training.no_objective", {"found": entry["objective"]})
            continue
        facts = {"audience": entry["audience"], "group": entry["group"], "objective": aim["objective"]}
        if entry["audience"] != aim["audience"]:
            yield Fault(name, "audience", "training.mixed_audience", {**facts, "other": aim["audience"]})
        elif entry["group"] != aim["group"]:
            yield Fault(name, "group", "training.other_group", {**facts, "other": aim["group"]})


def _words(entry: dict[Any, Any], name: object, lists: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    for column, words in lists.items():
        if entry[column] not in words:
            facts = {"found": entry[column], "expected": ", ".join(words)}
            yield Fault(name, column, "training.unknown", facts)


def _twice(frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    for name in frame.loc[frame[column].duplicated(), column].unique():
        yield Fault(name, column, "training.twice")


def _blank(value: object) -> bool:
    return not isinstance(value, str) or not value.strip()
