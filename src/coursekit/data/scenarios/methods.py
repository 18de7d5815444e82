"""Requests for a method, pieces of a data-mining job, and candidate models, whose facts decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

METHODS = ("classification", "clustering", "association", "labels first")
PLACES = ("schools", "households", "offices", "hospitals", "dealers", "canteens", "town_halls", "hotels")
WISHES = ("outcome", "kinds", "together")  # what is asked for: a result, kinds, what goes with what
STEPS = ("cleaning", "transformation", "model building", "model evaluation", "chart")
TWINS = {  # two pieces of work that sound alike and belong to two steps
    "twice": ("cleaning", "model evaluation"),
    "units": ("cleaning", "transformation"),
    "logarithm": ("transformation", "chart"),
    "tree": ("model building", "model evaluation"),
    "groups": ("model building", "chart"),
    "missing": ("cleaning", "model building"),
    "shares": ("model evaluation", "chart"),
    "average": ("transformation", "model evaluation"),
}
MODELS = ("short_tree", "deep_tree", "network", "two_rules", "score_sheet", "forest")
FAULTS = ("leaks", "memorises", "no gain", "usable")
SOURCES = ("orders", "complaints", "payments", "visits")


@dataclass(frozen=True)
class Request:
    """What somebody at ``place`` asks: a ``wish``, of ``cases`` past ones, of which ``known`` carry the label."""

    place: str
    wish: str
    cases: int
    known: int

    def told(self, language: str | None = None) -> str:
        """The request in words."""
        stem = f"scenarios_methods.{self.place}"
        asked = text(f"{stem}_{self.wish}", language, cases=self.cases)
        if self.wish == "together":
            note = text("scenarios_methods.noted", language, known=self.known, cases=self.cases)
        else:
            state = "none" if self.known == 0 else "some"
            note = text(
                f"scenarios_methods.{self.wish}_{state}", language, known=self.known, cases=self.cases
            )
        return text("scenarios_methods.request", language, asked=asked, note=note)


@dataclass(frozen=True)
class Piece:
    """One piece of a data-mining job: its topic, which of the topic's two twins it is, a number in its text."""

    topic: str
    twin: int
    number: int

    def told(self, language: str | None = None) -> str:
        """The piece of work in words."""
        return text(
            f"scenarios_methods.{self.topic}_{('first', 'second')[self.twin]}", language, number=self.number
        )


@dataclass(frozen=True)
class Candidate:
    """A model that proposes whom to call: per cent really gone quiet among its calls, on the customers it
    learned from (``seen``) and on others (``held_out``); ``accuracy`` on all of the others; the ``source`` it
    reads and the month (6 or later, of 2025) up to which it reads it."""

    model: str
    seen: int
    held_out: int
    accuracy: int
    source: str
    month: int

    def title(self, language: str | None = None) -> str:
        """The model's name."""
        return text(f"scenarios_methods.{self.model}", language)

    def reads(self, language: str | None = None) -> str:
        """What the model reads, and up to when."""
        source = text(f"scenarios_methods.source_{self.source}", language)
        return text("scenarios_methods.reads", language, source=source, month=self.month)


def requests(random_state: RandomState, count: int = 6) -> list[Request]:
    """``count`` requests (5 or more) from different places: a result and kinds, each with labels and without,
    and what goes together, with notes that are no labels.

    >>> from numpy.random import RandomState
    >>> len({request.place for request in requests(RandomState(1))})
    6
    """
    places = _permuted(random_state, PLACES)[:count]
    drawn = [("outcome", True), ("outcome", False), ("kinds", True), ("kinds", False), ("together", True)]
    while len(drawn) < count:
        drawn.append((WISHES[int(random_state.randint(3))], bool(random_state.randint(2))))
    order = random_state.permutation(len(drawn))[:count]
    made = []
    for place, (wish, labelled) in zip(places, (drawn[int(i)] for i in order), strict=True):
        cases = int(random_state.randint(40, 90)) * 10
        few = 0 if wish == "kinds" else int(random_state.choice([0, 7, 12, 19, 26]))
        made.append(Request(place, wish, cases, int(random_state.randint(150, 280)) if labelled else few))
    return made


def pieces(random_state: RandomState, count: int = 6) -> list[Piece]:
    """``count`` pieces of work on different topics, in at least four of the five steps, evaluation among them.

    >>> from numpy.random import RandomState
    >>> len({TWINS[piece.topic][piece.twin] for piece in pieces(RandomState(1))}) >= 4
    True
    """
    while True:
        topics = _permuted(random_state, tuple(TWINS))[:count]
        twins = random_state.randint(2, size=count).tolist()
        steps = [TWINS[topic][twin] for topic, twin in zip(topics, twins, strict=True)]
        if len(set(steps)) >= 4 and "model evaluation" in steps:
            numbers = random_state.randint(20, 900, size=count)
            return [Piece(topic, twin, int(n)) for topic, twin, n in zip(topics, twins, numbers, strict=True)]


def candidates(random_state: RandomState, baseline: int, count: int = 5) -> list[Candidate]:
    """``count`` models beside a ``baseline`` (per cent quiet among the calls of a plain rule): each of the four
    verdicts holds for at least one, and no model has two faults.

    >>> from numpy.random import RandomState
    >>> len(candidates(RandomState(1), baseline=30))
    5
    """
    faults = [*FAULTS, *(FAULTS[int(i)] for i in random_state.randint(len(FAULTS), size=count))][:count]
    models = _permuted(random_state, MODELS)[:count]
    made = []
    for model, fault in zip(models, _permuted(random_state, faults), strict=True):
        held_out = baseline + int(random_state.randint(9, 16))
        gap = int(random_state.randint(1, 6))
        if fault == "memorises":
            gap = int(random_state.randint(25, 40))
        if fault == "no gain":
            held_out = baseline - int(random_state.randint(2, 9))
        if fault == "leaks":
            held_out = baseline + int(random_state.randint(30, 42))
        accuracy = int(random_state.randint(88, 93))
        source = SOURCES[int(random_state.randint(len(SOURCES)))]
        month = int(random_state.randint(8, 13)) if fault == "leaks" else 6
        made.append(Candidate(model, held_out + gap, held_out, accuracy, source, month))
    return made


def _permuted(random_state: RandomState, items: tuple[str, ...] | list[str]) -> list[str]:
    return [items[int(i)] for i in random_state.permutation(len(items))]
