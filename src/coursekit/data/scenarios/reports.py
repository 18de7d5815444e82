"""Reports that may fool: a claim, and the fact that makes it sound or spoils it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

SOUND = "sound"
# claim -> the two ways in which it may be spoilt
SPOILT = {
    "growth": ("survivors", "quality"),
    "forecast": ("leak", "overfit"),
    "combination": ("overfit", "drift"),
    "satisfaction": ("survivors", "quality"),
    "grades": ("drift", "leak"),
    "capital": ("quality", "drift"),
    "letters": ("overfit", "leak"),
}
VERDICTS = ("quality", "survivors", "leak", "overfit", "drift", SOUND)


@dataclass(frozen=True)
class Report:
    """A ``claim`` of SPOILT and what is known of it: ``case`` is one of VERDICTS."""

    claim: str
    case: str

    def told(self, language: str | None = None) -> str:
        """Claim and fact in words."""
        return text(
            "scenarios_reports.report",
            language,
            claim=text(f"scenarios_reports.{self.claim}_claim", language),
            fact=text(f"scenarios_reports.{self.claim}_{self.case}", language),
        )


def reports(random_state: RandomState) -> list[Report]:
    """One report for each claim; every verdict occurs.

    >>> from numpy.random import RandomState
    >>> len(reports(RandomState(1)))
    7
    """
    while True:
        drawn = [
            Report(claim, (*SPOILT[claim], SOUND)[int(number)])
            for claim, number in zip(SPOILT, random_state.randint(3, size=len(SPOILT)), strict=True)
        ]
        if {report.case for report in drawn} == set(VERDICTS):
            return [drawn[int(at)] for at in random_state.permutation(len(drawn))]
