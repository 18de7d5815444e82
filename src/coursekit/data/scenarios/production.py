"""Classification at work: systems that fail, departments, rounds of the cycle, cases, changed definitions, moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import RandomState

FUNCTIONS = ("collect", "store", "update", "query", "analyse", "report")
OBSTACLES = ("definition", "access", "skills", "incentive", "process")
STAGES = ("collect", "needs", "sales", "serve", "evaluate")
SETTINGS = ("schools", "hospitals")
# standing of a statement about a case in the material -> how many statements of that kind there are
STANDINGS = {"told": 10, "unsupported": 3, "not told": 10}
CHANGES = ("none", "patch", "minor", "major")
CHANGES_OF_A_KIND = 4
CAUSES = ("none", "customer", "rule", "both")
# yearly spend (CNY) from which a customer is core and regular, by version of the definition
LIMITS = {"1": (100_000, 20_000), "2": (80_000, 30_000)}


@dataclass(frozen=True)
class Trouble:
    """Something that went wrong with ``subject``: ``why`` is one of FUNCTIONS or of OBSTACLES."""

    subject: str
    why: str

    def told(self, language: str | None = None) -> str:
        """The trouble in words."""
        return _say(f"{self.subject}_{self.why}", language)


@dataclass(frozen=True)
class Round:
    """One round of the management cycle in a setting, with the stages that were not really done, in order."""

    setting: str
    gaps: tuple[str, ...]

    def told(self, language: str | None = None) -> str:
        """All five stages in words, done or not."""
        parts = {
            stage: _say(f"{self.setting}_{stage}_{'gap' if stage in self.gaps else 'done'}", language)
            for stage in STAGES
        }
        return _say(self.setting, language, **parts)


@dataclass(frozen=True)
class Statement:
    """A statement about a case: ``standing`` is one of STANDINGS."""

    standing: str
    number: int

    def told(self, language: str | None = None) -> str:
        """The statement in words."""
        return _say(f"{self.standing.replace(' ', '_')}_{self.number}", language)


@dataclass(frozen=True)
class Change:
    """Something that changed since the last list: ``kind`` is one of CHANGES."""

    kind: str
    number: int

    def told(self, language: str | None = None) -> str:
        """The change in words."""
        return _say(f"{self.kind}_{self.number}", language)


@dataclass(frozen=True)
class Spender:
    """A customer's spend in the year up to then and up to now, CNY."""

    then: int
    now: int


def system(random_state: RandomState) -> list[Trouble]:
    """Eight troubles with the customer information system; each of its six functions fails at least once.

    >>> from numpy.random import RandomState
    >>> len(system(RandomState(1)))
    8
    """
    return _troubles(random_state, ("address", "contract", "filter"), FUNCTIONS, 8)


def departments(random_state: RandomState) -> list[Trouble]:
    """Eight troubles between departments; each obstacle occurs at least once.

    >>> from numpy.random import RandomState
    >>> len(departments(RandomState(1)))
    8
    """
    return _troubles(random_state, ("terms", "visits", "web"), OBSTACLES, 8)


def _troubles(
    random_state: RandomState, subjects: Sequence[str], reasons: Sequence[str], count: int
) -> list[Trouble]:
    bank = [Trouble(subject, why) for subject in subjects for why in reasons]
    while True:
        drawn = [bank[int(at)] for at in random_state.permutation(len(bank))[:count]]
        if {trouble.why for trouble in drawn} == set(reasons):
            return drawn


def rounds(random_state: RandomState) -> list[Round]:
    """Six rounds: each stage is the first gap at least once, and three or more rounds have a later gap as well.

    >>> from numpy.random import RandomState
    >>> sorted({story.gaps[0] for story in rounds(RandomState(1))})
    ['collect', 'evaluate', 'needs', 'sales', 'serve']
    """
    while True:
        drawn = []
        firsts = [*random_state.permutation(len(STAGES)), random_state.randint(len(STAGES))]
        for first in random_state.permutation(firsts):
            later = [stage for stage in STAGES[int(first) + 1 :] if random_state.randint(3) == 0]
            setting = SETTINGS[random_state.randint(len(SETTINGS))]
            drawn.append(Round(setting, (STAGES[int(first)], *later)))
        if len(set(drawn)) == len(drawn) and sum(len(story.gaps) > 1 for story in drawn) >= 3:
            return drawn


def statements(random_state: RandomState) -> list[Statement]:
    """Ten statements about cases: four that the material tells, two it does not support, four it does not make.

    >>> from numpy.random import RandomState
    >>> sorted(statement.standing for statement in statements(RandomState(1)))[:4]
    ['not told', 'not told', 'not told', 'not told']
    """
    wanted = {"told": 4, "unsupported": 2, "not told": 4}
    drawn = [
        Statement(standing, int(at) + 1)
        for standing, held in STANDINGS.items()
        for at in random_state.permutation(held)[: wanted[standing]]
    ]
    return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def changes(random_state: RandomState) -> list[Change]:
    """Eight changes, at least one of each kind and none twice.

    >>> from numpy.random import RandomState
    >>> len(changes(RandomState(1)))
    8
    """
    bank = [Change(kind, number) for kind in CHANGES for number in range(1, CHANGES_OF_A_KIND + 1)]
    while True:
        drawn = [bank[int(at)] for at in random_state.permutation(len(bank))[:8]]
        if {change.kind for change in drawn} == set(CHANGES):
            return drawn


def label(spend: int, version: str) -> str:
    """The label of a yearly spend under a version of the definition; at the limit is enough.

    >>> label(90_000, "1"), label(90_000, "2"), label(20_000, "1")
    ('regular', 'core', 'regular')
    """
    core, regular = LIMITS[version]
    return "core" if spend >= core else "regular" if spend >= regular else "rare"


def cause(spender: Spender) -> str:
    """What moved a customer between the old version then and the new version now: one of CAUSES.

    >>> cause(Spender(90_000, 90_000)), cause(Spender(110_000, 90_000))
    ('rule', 'both')
    """
    moved = label(spender.then, "1") != label(spender.now, "1")
    renamed = label(spender.now, "1") != label(spender.now, "2")
    return "both" if moved and renamed else "customer" if moved else "rule" if renamed else "none"


def spenders(random_state: RandomState) -> list[Spender]:
    """Eight customers: every cause twice; one of the two moved by both has its old label again.

    Some are near the limits where the path through the old rule and the one through the new rule differ.

    >>> from numpy.random import RandomState
    >>> sorted({cause(spender) for spender in spenders(RandomState(1))})
    ['both', 'customer', 'none', 'rule']
    """
    drawn: list[Spender] = []
    waiting = {"none": 2, "customer": 1, "customer by one version only": 1, "rule": 2, "both": 1, "back": 1}
    while any(waiting.values()):
        then, now = (int(amount) * 1000 for amount in random_state.randint(5, 131, size=2))
        if abs(then - now) < 2000 or {then, now} & {limit for pair in LIMITS.values() for limit in pair}:
            continue
        spender = Spender(then, now)
        kind = cause(spender)
        if kind == "both" and label(then, "1") == label(now, "2"):
            kind = "back"
        if kind == "customer" and label(then, "2") == label(now, "2"):
            kind = "customer by one version only"
        if waiting[kind]:
            waiting[kind] -= 1
            drawn.append(spender)
    return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def _say(key: str, language: str | None, **facts: object) -> str:
    return text(f"scenarios_production.{key}", language, **facts)
