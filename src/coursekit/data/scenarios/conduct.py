"""Gifts, treats and information for people who buy: four facts each, of which one decides, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

# fact -> kinds that it may have; each kind has as many wordings
KINDS = {
    "who": ("firm", "public"),
    "what": ("money", "small", "large", "information"),
    "when": ("quiet", "tender"),
    "how": ("open", "secret"),
}
WORDINGS = {"who": 3, "what": 3, "when": 2, "how": 2}
ANY = "any"
# who, what, when, how: between them the cases need every line of a house rule, and facts that flip it
PLANS = (
    ("public", "money", ANY, "open"),
    ("firm", "money", "quiet", ANY),
    ("firm", "gift", "quiet", "secret"),
    ("firm", "gift", "tender", "open"),
    ("public", "gift", "quiet", "open"),
    ("firm", "large", "quiet", "open"),
    ("firm", "small", "quiet", "open"),
    (ANY, "information", "tender", "open"),
    (ANY, "information", "tender", "secret"),
)


@dataclass(frozen=True)
class Case:
    """Something that a seller wants to give: kinds of the four facts (KINDS), and the number of each wording."""

    who: str
    what: str
    when: str
    how: str
    spoken: tuple[int, int, int, int]

    def told(self, language: str | None = None) -> list[str]:
        """A line for each fact, in the order of KINDS."""
        kinds = (self.who, self.what, self.when, self.how)
        return [
            text(f"scenarios_conduct.{fact}_{kind}_{number}", language)
            for fact, kind, number in zip(KINDS, kinds, self.spoken, strict=True)
        ]


def cases(random_state: RandomState) -> list[Case]:
    """One case for each of PLANS, in random order; what a plan leaves open is drawn.

    >>> from numpy.random import RandomState
    >>> sorted(case.what for case in cases(RandomState(1)))[:3]
    ['information', 'information', 'large']
    """
    made = []
    for at in random_state.permutation(len(PLANS)):
        drawn = []
        for (fact, kinds), planned in zip(KINDS.items(), PLANS[int(at)], strict=True):
            open_kinds = ("small", "large") if planned == "gift" else kinds if planned == ANY else (planned,)
            drawn.append(
                (
                    open_kinds[random_state.randint(len(open_kinds))],
                    int(random_state.randint(WORDINGS[fact])) + 1,
                )
            )
        (who, a), (what, b), (when, c), (how, d) = drawn
        made.append(Case(who, what, when, how, (a, b, c, d)))
    return made
