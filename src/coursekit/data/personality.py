"""One reconciled table of the six overlapping lists of personality types: signs, what to do, what to avoid.

Lists: A home sales, B sales calls, C shop, D telephone sales, E house buyers, F individuals. What the lists say and what
the course adds are kept apart. A type is a guess about one conversation, never a label stored on a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coursekit.errors import UsageError
from coursekit.messages import sentences, text

if TYPE_CHECKING:
    import pandas as pd

Advice = Literal["signs", "do", "avoid"]
ADVICE: tuple[Advice, ...] = ("signs", "do", "avoid")


@dataclass(frozen=True)
class PersonalityType:
    """One type: ``described`` and ``named`` hold the letters of the lists that describe it or only name it.

    ``like`` is the code of the type that other lists call by this name: the course's own reading, not the lists'.

    >>> kind = TYPES["greedy"]
    >>> kind.described, kind.flagged("en")
    ('D', 'gifts, kickbacks and secrecy')
    >>> TYPES["proud"].course_practice, TYPES["proud"].like
    (True, 'self-important')
    """

    code: str
    described: str
    named: str = ""
    like: str = ""

    @property
    def head(self) -> str:
        """The code under which the course reconciles this type with its like."""
        return self.like or self.code

    @property
    def course_practice(self) -> bool:
        """Whether the lists only name it, so that all advice is the course's: never say 'the list advises'."""
        return not self.described

    def name(self, language: str | None = None) -> str:
        """The type's name."""
        return text(f"personality.{self._stem}_name", language)

    def from_lists(self, part: Advice, language: str | None = None) -> str:
        """What the lists say; empty where they say nothing."""
        return self._optional(part, language)

    def from_course(self, part: Advice, language: str | None = None) -> str:
        """What the course adds from professional practice; may be empty."""
        return self._optional(f"{part}_own", language)

    def advice(self, part: Advice, language: str | None = None) -> str:
        """Both, the lists' part first; the course's part is marked unless the whole type is its own."""
        said, added = self.from_lists(part, language), self.from_course(part, language)
        if said and added:
            return text("personality.both", language, said=said, added=added)
        if added and not self.course_practice:
            return text("personality.added", language, added=added)
        return said or added

    def flagged(self, language: str | None = None) -> str:
        """Advice of the lists that is unlawful, manipulative or flattering; empty for most types."""
        return self._optional("flagged", language)

    def instead(self, language: str | None = None) -> str:
        """The lawful, professional alternative to the flagged advice; empty where nothing is flagged."""
        return self._optional("instead", language)

    def source(self, language: str | None = None) -> str:
        """Where signs and advice come from: the lists that describe it, or the course."""
        key = "only_named" if self.course_practice else "list"
        return text(f"personality.{key}", language, letters="/".join(self.described or self.named))

    @property
    def _stem(self) -> str:
        return self.code.replace("-", "_")

    def _optional(self, field: str, language: str | None) -> str:
        key = f"personality.{self._stem}_{field}"
        return text(key, language) if key in sentences("personality") else ""


TYPES = {
    kind.code: kind
    for kind in (
        PersonalityType("hesitant", "A"),
        PersonalityType("self-important", "A"),
        PersonalityType("question-asking", "A"),
        PersonalityType("impulsive", "A"),
        PersonalityType("silent", "AB"),
        PersonalityType("disagreeing", "A"),
        PersonalityType("shrewd", "A"),
        PersonalityType("grumbling", "A"),
        PersonalityType("methodical", "A"),
        PersonalityType("fault-finding", "A"),
        PersonalityType("analytical", "A"),
        PersonalityType("emotional", "A"),
        PersonalityType("stubborn", "A"),
        # The material's table says B and C; by its count of C (five) and its matches it is B alone.
        PersonalityType("talkative", "B"),
        PersonalityType("amiable", "B"),
        PersonalityType("long-winded", "C", like="talkative"),
        PersonalityType("nit-picking", "C", named="B", like="fault-finding"),
        PersonalityType("insincere", "C"),
        PersonalityType("overbearing", "C"),
        PersonalityType("emotional-impulsive", "C", like="impulsive"),
        PersonalityType("rational", "D", like="analytical"),
        PersonalityType("task-driven", "D"),
        PersonalityType("greedy", "D"),
        PersonalityType("calm", "E", like="analytical"),
        PersonalityType("wavering", "E", like="hesitant"),
        PersonalityType("boastful", "E", like="self-important"),
        PersonalityType("frank", "E"),
        PersonalityType("proud", "", "B", like="self-important"),
        PersonalityType("caustic", "", "B"),
        PersonalityType("hot-tempered", "", "B"),
        PersonalityType("refusing", "", "B"),
        PersonalityType("bargaining", "", "B"),
        PersonalityType("short-of-money", "", "B"),
        PersonalityType("owner-minded", "", "D"),
        PersonalityType("credit-taking", "", "D"),
        PersonalityType("stingy", "", "D"),
        PersonalityType("unreasonable", "", "D"),
        PersonalityType("relationship", "", "D"),
        PersonalityType("mixed", "", "D"),
        PersonalityType("cold-and-proud", "", "F", like="overbearing"),
        PersonalityType("firm-and-cautious", "", "F"),
        PersonalityType("wavering-and-doubting", "", "F", like="hesitant"),
        PersonalityType("reserved", "", "F", like="silent"),
        PersonalityType("boastful-and-vain", "", "F", like="self-important"),
        PersonalityType("highly-strung", "", "F"),
    )
}


def family(code: str) -> list[PersonalityType]:
    """The types that the course reads as the same person on different lists, the head first.

    Raises UsageError for a code that no type has.

    >>> [kind.code for kind in family("wavering")]
    ['hesitant', 'wavering', 'wavering-and-doubting']
    """
    if code not in TYPES:
        raise UsageError(f"Found the type '{code}'.", f"Expected one of {', '.join(TYPES)}.")
    return [kind for kind in TYPES.values() if kind.head == TYPES[code].head]


def type_table(language: str | None = None) -> pd.DataFrame:
    """The reconciled table: one row a type (index: code) with ``name, head, described, named, signs, do, avoid,
    flagged, instead, course_practice``; empty text where a list says nothing.

    >>> table = type_table("en")
    >>> len(table), int(table["course_practice"].sum()), int(table["flagged"].ne("").sum())
    (45, 18, 11)
    """
    import pandas as pd

    rows = [
        {
            "code": kind.code,
            "name": kind.name(language),
            "head": kind.head,
            "described": kind.described,
            "named": kind.named,
            **{part: kind.advice(part, language) for part in ADVICE},
            "flagged": kind.flagged(language),
            "instead": kind.instead(language),
            "course_practice": kind.course_practice,
        }
        for kind in TYPES.values()
    ]
    return pd.DataFrame(rows).set_index("code")
