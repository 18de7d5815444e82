"""Requests for training, customers to be trained, objectives with their measures, trainers to choose, weeks to fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

AUDIENCES = ("customer", "staff", "neither")
OFFERS = {  # what a type's training needs, two lines a type
    "consumer": ("plain words", "after-sales"),
    "enterprise": ("own cases", "lasting"),
    "government": ("process", "confidential"),
    "special": ("formats", "follow-up"),
}
TOPICS = ("complaints", "cartridge", "grading")
LEVELS = ("none", "reaction", "learning", "behaviour", "results")
AIMS = LEVELS[2:]
CRITERIA = ("knowledge", "experience", "communication")
NAMES = ("He Jun", "Lin Wei", "Li Haitao", "Liu Jun", "Zhao Lei")
FLOOR = 3
LIMITS = ("trainer", "room", "projector")


@dataclass(frozen=True)
class Request:
    """Something that is asked for: number ``number`` of those for ``audience``, one of AUDIENCES."""

    audience: str
    number: int

    def told(self, language: str | None = None) -> str:
        """The request in words."""
        return _say(f"{self.audience}_{self.number}", language)


@dataclass(frozen=True)
class Brief:
    """A customer with a need: of type ``kind``, met by ``offer``, in one of two wordings."""

    kind: str
    offer: str
    wording: int

    def told(self, language: str | None = None) -> str:
        """The customer and the need in words."""
        return _say(f"brief_{self.offer}_{self.wording}", language)


@dataclass(frozen=True)
class Aim:
    """An objective at a level of ``topic`` with a measure of that level or a lower one ('none': without)."""

    topic: str
    level: str
    measure: str

    def told(self, language: str | None = None) -> str:
        """Objective and measure in words."""
        measure = _say(
            "measure_none" if self.measure == "none" else f"{self.topic}_by_{self.measure}", language
        )
        return _say("aim", language, aim=_say(f"{self.topic}_{self.level}", language), measure=measure)


@dataclass(frozen=True)
class Week:
    """Sessions of one topic against what there is, in slots; ``theory`` of them could be read at home."""

    sessions: int
    theory: int
    projected: int
    trainer: int
    room: int
    projector: int

    def told(self, language: str | None = None) -> str:
        """Demand and supply in words."""
        return _say("week", language, **vars(self))

    def short(self) -> list[str]:
        """The limits below what the sessions need."""
        needs = {"trainer": self.sessions, "room": self.sessions, "projector": self.projected}
        return [limit for limit in LIMITS if getattr(self, limit) < needs[limit]]


DEALERS = (Request("staff", 1), Request("staff", 4))


def requests(random_state: RandomState) -> list[Request]:
    """Eight requests, at least two for each audience; one at least is about a dealer's people.

    >>> from numpy.random import RandomState
    >>> len(requests(RandomState(1)))
    8
    """
    bank = [Request(audience, number) for audience in AUDIENCES for number in range(1, 6)]
    while True:
        drawn = [bank[int(at)] for at in random_state.permutation(len(bank))[:8]]
        evenly = all(sum(request.audience == audience for request in drawn) >= 2 for audience in AUDIENCES)
        if evenly and any(request in drawn for request in DEALERS):
            return drawn


def briefs(random_state: RandomState) -> list[Brief]:
    """Eight customers: two of each type, some with the same need.

    >>> from numpy.random import RandomState
    >>> sorted({brief.kind for brief in briefs(RandomState(1))})
    ['consumer', 'enterprise', 'government', 'special']
    """
    drawn = []
    for kind, offers in OFFERS.items():
        bank = [Brief(kind, offer, wording) for offer in offers for wording in (1, 2)]
        drawn += [bank[int(at)] for at in random_state.permutation(len(bank))[:2]]
    return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def aims(random_state: RandomState) -> list[Aim]:
    """Eight objectives: two without a measure, three with a sufficient one, three with one that stops short.

    One of the latter is behaviour or results measured by a test of learning.

    >>> from numpy.random import RandomState
    >>> sum(aim.measure == "none" for aim in aims(RandomState(1)))
    2
    """
    while True:
        pairs = [(topic, level) for topic in TOPICS for level in AIMS]
        order = [pairs[int(at)] for at in random_state.permutation(len(pairs))[:8]]
        drawn = [Aim(topic, level, "none") for topic, level in order[:2]]
        drawn += [Aim(topic, level, level) for topic, level in order[2:5]]
        for topic, level in order[5:]:
            lower = LEVELS[1 : LEVELS.index(level)]
            drawn.append(Aim(topic, level, lower[int(random_state.randint(len(lower)))]))
        if {aim.measure for aim in drawn[5:]} >= {"reaction", "learning"}:
            return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def candidates(random_state: RandomState) -> pd.DataFrame:
    """Marks 1 to 5 of five volunteers; the highest total, and the highest of each criterion, fail the floor.

    Those at or above the floor everywhere have no equal best, so that every criterion chooses one of them.

    >>> from numpy.random import RandomState
    >>> candidates(RandomState(1)).shape
    (5, 3)
    """
    import numpy as np
    import pandas as pd

    while True:
        marks = random_state.randint(2, 6, size=(len(NAMES), len(CRITERIA)))
        able = marks.min(axis=1) >= FLOOR
        total = marks.sum(axis=1)
        if able.sum() < 2 or able.sum() > 3 or (total == total.max()).sum() > 1 or able[total.argmax()]:
            continue
        fit = marks[able]
        best_able = [(fit[:, at] == fit[:, at].max()).sum() == 1 for at in range(len(CRITERIA))]
        best = [(marks[:, at] == marks[:, at].max()).sum() == 1 for at in range(len(CRITERIA))]
        chosen = {int(np.flatnonzero(able)[fit[:, at].argmax()]) for at in range(len(CRITERIA))}
        unfit = [not able[marks[:, at].argmax()] for at in range(len(CRITERIA))]
        if all(best_able) and len(chosen) > 1 and any(b and u for b, u in zip(best, unfit, strict=True)):
            return pd.DataFrame(marks, index=pd.Index(NAMES, name="candidate"), columns=list(CRITERIA))


def weeks(random_state: RandomState) -> list[Week]:
    """Six weeks: one short of each limit, two short of two limits, one that fits; in any order.

    >>> from numpy.random import RandomState
    >>> sorted(len(week.short()) for week in weeks(RandomState(1)))
    [0, 1, 1, 1, 2, 2]
    """
    drawn = []
    for lacking in (
        {"trainer"},
        {"room"},
        {"projector"},
        {"trainer", "room"},
        {"trainer", "room"},
        set[str](),
    ):
        sessions = int(random_state.randint(5, 9))
        theory = int(random_state.randint(2, 4))
        projected = sessions - int(random_state.randint(1, 3))
        needs = {"trainer": sessions, "room": sessions, "projector": projected}
        less, more = int(random_state.randint(1, theory + 1)), int(random_state.randint(0, 3))
        has = {limit: need - less if limit in lacking else need + more for limit, need in needs.items()}
        drawn.append(Week(sessions, theory, projected, has["trainer"], has["room"], has["projector"]))
    return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def timetable(random_state: RandomState, rows: int = 9) -> pd.DataFrame:
    """A week's list: session (index), slot, trainer, room, group; some rows clash, most do not.

    >>> from numpy.random import RandomState
    >>> timetable(RandomState(1)).columns.tolist()
    ['slot', 'trainer', 'room', 'group']
    """
    import pandas as pd

    slots = ("Mon am", "Mon pm", "Tue am", "Tue pm", "Wed am")
    lists = {
        "slot": slots,
        "trainer": NAMES[:4],
        "room": ("training room", "showroom", "office", "workshop"),
        "group": ("sales", "service", "dealers", "schools"),
    }
    columns = {
        name: [options[int(at)] for at in random_state.randint(len(options), size=rows)]
        for name, options in lists.items()
    }
    return pd.DataFrame(
        columns, index=pd.Index([f"S{number}" for number in range(1, rows + 1)], name="session")
    )


def _say(key: str, language: str | None, **facts: object) -> str:
    return text(f"scenarios_training.{key.replace('-', '_').replace(' ', '_')}", language, **facts)
