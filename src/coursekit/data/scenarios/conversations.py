"""Conversations to hear and answer, sentences whose facts make them honest or not, notes, claims about the lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.data.personality import TYPES, family
from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

# types that are easily taken for each other and want different replies
PAIRS = (
    ("hesitant", "amiable"),
    ("silent", "calm"),
    ("methodical", "analytical"),
    ("disagreeing", "fault-finding"),
    ("self-important", "frank"),
    ("rational", "question-asking"),
    ("grumbling", "talkative"),
    ("emotional", "insincere"),
)
LETTERS = "abcd"
# types with flagged advice -> the two tests that its sentence fails, if it fails one
FAULTS = {
    "impulsive": ("hidden", "untrue"),
    "shrewd": ("untrue", "hidden"),
    "stubborn": ("untrue", "pressure"),
    "long-winded": ("untrue", "hidden"),
    "nit-picking": ("untrue", "hidden"),
    "overbearing": ("untrue", "pressure"),
    "emotional-impulsive": ("pressure", "hidden"),
    "task-driven": ("untrue", "hidden"),
    "greedy": ("hidden", "untrue"),
    "wavering": ("untrue", "pressure"),
    "boastful": ("untrue", "pressure"),
}
VERDICTS = ("fine", "untrue", "hidden", "pressure")
WANTS = ("acceptance", "recognition", "importance", "none")
SCENES = ("kitchen", "canteen", "office", "tea", "ward", "school")
PLACES = ("customer", "conversation", "compliance", "nowhere")
NOTES = 5  # of each place


@dataclass(frozen=True)
class Talk:
    """A conversation: the ``pair`` in question, the type that each of its two signs speaks for, and four replies.

    ``replies`` names what replies a to d suit: a type, 'ask' (either way), or 'neither'.
    """

    pair: tuple[str, str]
    signs: tuple[str, str]
    spoken: tuple[int, int]
    replies: tuple[str, str, str, str]

    def told(self, language: str | None = None) -> str:
        """Scene and signs in words."""
        first, second = (
            _say(f"{kind}_sign_{number}", language)
            for kind, number in zip(self.signs, self.spoken, strict=True)
        )
        scene = _say(f"{'_'.join(self.pair)}_scene", language)
        return _say("talk", language, scene=scene, first=first, second=second)

    def reply(self, letter: str, language: str | None = None) -> str:
        """What the seller says with reply ``letter``."""
        suited = self.replies[LETTERS.index(letter)]
        if suited == "ask":
            return _say("ask", language)
        return _say(f"{'_'.join(self.pair)}_misses" if suited == "neither" else f"{suited}_suits", language)


@dataclass(frozen=True)
class Sentence:
    """What a seller says to a customer who speaks like ``kind``, with the facts: ``case`` is one of VERDICTS."""

    kind: str
    case: str

    def told(self, language: str | None = None) -> str:
        """Sentence and facts in words."""
        return _say(
            "sentence",
            language,
            type=TYPES[self.kind].name(language),
            said=_say(f"{self.kind}_said", language),
            fact=_say(f"{self.kind}_{self.case}", language),
        )


@dataclass(frozen=True)
class Answer:
    """A seller's answer in a scene: ``wounded`` is one of WANTS."""

    scene: str
    wounded: str

    def told(self, language: str | None = None) -> str:
        """Scene and answer in words."""
        return _say(
            "want",
            language,
            scene=_say(f"{self.scene}_scene", language),
            reply=_say(f"{self.scene}_{self.wounded}", language),
        )


@dataclass(frozen=True)
class Note:
    """Something that somebody wants to write down: number ``number`` of those that belong in ``place``."""

    place: str
    number: int

    def told(self, language: str | None = None) -> str:
        """The note in words."""
        return _say(f"{self.place}_{self.number}", language)


@dataclass(frozen=True)
class Statement:
    """A claim that list ``letter`` advises something for customers of ``kind``."""

    letter: str
    kind: str

    def told(self, language: str | None = None) -> str:
        """The claim in words, with sound advice whatever its source."""
        kind = TYPES[self.kind]
        advice = kind.from_lists("do", language) or kind.from_course("do", language)
        return _say("statement", language, letter=self.letter, type=kind.name(language), advice=advice)


def talks(random_state: RandomState) -> list[Talk]:
    """One talk for each pair: three or more speak for one type, as many for the other, two for both.

    >>> from numpy.random import RandomState
    >>> sorted(len(set(talk.signs)) for talk in talks(RandomState(1)))
    [1, 1, 1, 1, 1, 1, 2, 2]
    """
    order = random_state.permutation(len(PAIRS))
    sides = random_state.permutation([0, 0, 0, 1, 1, 1, 2, 2])
    return [_talk(random_state, PAIRS[int(at)], int(side)) for at, side in zip(order, sides, strict=True)]


def _talk(random_state: RandomState, pair: tuple[str, str], side: int) -> Talk:
    first, second = (int(number) for number in random_state.permutation(2))
    signs = (pair[first], pair[second]) if side == 2 else (pair[side], pair[side])
    shuffled = random_state.permutation(4)
    one, two, three, four = ((*pair, "neither", "ask")[int(at)] for at in shuffled)
    return Talk(pair, signs, (first + 1, second + 1), (one, two, three, four))


def sentences(random_state: RandomState) -> list[Sentence]:
    """One sentence for each type with flagged advice; three to five are fine, and every fault occurs.

    >>> from numpy.random import RandomState
    >>> len(sentences(RandomState(1)))
    11
    """
    while True:
        drawn = [
            Sentence(kind, ("fine", *FAULTS[kind])[int(number)])
            for kind, number in zip(FAULTS, random_state.randint(3, size=len(FAULTS)), strict=True)
        ]
        cases = [sentence.case for sentence in drawn]
        if 3 <= cases.count("fine") <= 5 and min(cases.count(verdict) for verdict in VERDICTS) >= 2:
            return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def answers(random_state: RandomState) -> list[Answer]:
    """One answer for each scene; every want is wounded at least once, and once none is.

    >>> from numpy.random import RandomState
    >>> len(answers(RandomState(1)))
    6
    """
    further = [WANTS[int(at)] for at in random_state.randint(len(WANTS), size=len(SCENES) - len(WANTS))]
    wounded = [*WANTS, *further]
    order = random_state.permutation(len(SCENES))
    scenes = random_state.permutation(len(SCENES))
    return [Answer(SCENES[int(s)], wounded[int(w)]) for s, w in zip(scenes, order, strict=True)]


def notes(random_state: RandomState, count: int = 8) -> list[Note]:
    """``count`` notes, none twice, at least one for each place.

    >>> from numpy.random import RandomState
    >>> len(notes(RandomState(1)))
    8
    """
    bank = [Note(place, number) for place in PLACES for number in range(1, NOTES + 1)]
    while True:
        drawn = [bank[int(at)] for at in random_state.permutation(len(bank))[:count]]
        if {note.place for note in drawn} == set(PLACES):
            return drawn


def statements(random_state: RandomState) -> list[Statement]:
    """Ten claims about lists D and F: two true, six for types that the list only names, two for strangers.

    >>> from numpy.random import RandomState
    >>> sorted({statement.letter for statement in statements(RandomState(1))})
    ['D', 'F']
    """
    described = [Statement("D", kind.code) for kind in TYPES.values() if "D" in kind.described]
    named = [
        [Statement(letter, kind.code) for kind in TYPES.values() if letter in kind.named] for letter in "DF"
    ]
    strangers = [
        Statement(letter, kind.code)
        for letter in "DF"
        for kind in TYPES.values()
        if kind.described and not any(letter in like.described + like.named for like in family(kind.code))
    ]
    drawn = [
        bank[int(at)]
        for bank, count in ((described, 2), (named[0], 3), (named[1], 3), (strangers, 2))
        for at in random_state.permutation(len(bank))[:count]
    ]
    return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def _say(key: str, language: str | None, **facts: object) -> str:
    return text(f"scenarios_conversations.{key.replace('-', '_')}", language, **facts)
