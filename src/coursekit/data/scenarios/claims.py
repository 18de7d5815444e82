"""Claims of a success with the facts behind them, and plans whose aim decides the measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

# what a claim lacks: a group that went on as before, a group not picked by hand, those left out, a source; or nothing
LACKS = ("control", "chosen", "survivors", "source", "sound")
SUBJECTS = ("clinics", "birthday", "contracts", "canteens", "hotline", "upgrade", "schools", "welcome")
MEASURES = ("sales", "customers", "conversion", "repeat purchase", "retention")
PLANS = ("reminder", "visit", "voucher", "training", "points", "advice")
WORDINGS = (1, 2)


@dataclass(frozen=True)
class Claim:
    """'Sales up ``percent`` %' of a ``subject``, with the facts in one of two wordings; it ``lacks`` one of LACKS."""

    subject: str
    percent: int
    lacks: str
    wording: int

    def told(self, language: str | None = None) -> str:
        """Claim and facts in words."""
        said = text(f"scenarios_claims.{self.subject}", language, percent=self.percent)
        facts = text(f"scenarios_claims.{self.lacks}_{self.wording}", language)
        return text("scenarios_claims.claim", language, said=said, facts=facts)


@dataclass(frozen=True)
class Aim:
    """What a ``plan`` is for; ``measure`` is the one of MEASURES that shows it."""

    plan: str
    measure: str
    wording: int

    def told(self, language: str | None = None) -> str:
        """Plan and aim in words."""
        aim = text(f"scenarios_claims.{self.measure.replace(' ', '_')}_{self.wording}", language)
        return text(
            "scenarios_claims.aim", language, plan=text(f"scenarios_claims.{self.plan}", language), aim=aim
        )


def claims(random_state: RandomState) -> list[Claim]:
    """One claim for each subject; no facts are told twice, and everything that can be lacking is, once or twice.

    >>> from numpy.random import RandomState
    >>> {claim.lacks for claim in claims(RandomState(1))} == set(LACKS)
    True
    """
    facts = _drawn(random_state, LACKS, len(SUBJECTS))
    percents = random_state.randint(12, 45, size=len(SUBJECTS))
    subjects = random_state.permutation(len(SUBJECTS))
    return [
        Claim(SUBJECTS[int(at)], int(percent), lacks, wording)
        for at, percent, (lacks, wording) in zip(subjects, percents, facts, strict=True)
    ]


def aims(random_state: RandomState) -> list[Aim]:
    """One aim for each plan; every measure is asked for, one of them twice.

    >>> from numpy.random import RandomState
    >>> sorted({aim.measure for aim in aims(RandomState(1))}) == sorted(MEASURES)
    True
    """
    wanted = _drawn(random_state, MEASURES, len(PLANS))
    plans = random_state.permutation(len(PLANS))
    return [
        Aim(PLANS[int(at)], measure, wording) for at, (measure, wording) in zip(plans, wanted, strict=True)
    ]


def _drawn(random_state: RandomState, kinds: tuple[str, ...], count: int) -> list[tuple[str, int]]:
    """``count`` of the bank's kinds and wordings, none twice, every kind at least once."""
    bank = [(kind, wording) for kind in kinds for wording in WORDINGS]
    while True:
        drawn = [bank[int(at)] for at in random_state.permutation(len(bank))[:count]]
        if {kind for kind, _ in drawn} == set(kinds):
            return drawn
