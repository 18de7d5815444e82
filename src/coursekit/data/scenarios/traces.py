"""Traces of behaviour: purchases, browsing, interactions and feedback that call for a next step or for none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coursekit.messages import current_language, text

if TYPE_CHECKING:
    from numpy.random import RandomState

SIGNALS = ("solve", "call", "offer", "remind", "wait")
BASKET_DAYS, CARTRIDGE_DAYS = 14, 180


@dataclass(frozen=True)
class Trace:
    """What one customer left behind, in days before the as-of date; None for what did not happen.

    ``reached`` and ``ordered`` are the latest such day, ``closed`` belongs to the complaint.
    """

    cartridge: int
    ordered: int
    complaint: int | None = None
    closed: int | None = None
    asked: int | None = None
    reached: int | None = None
    basket: int | None = None

    def told(self, language: str | None = None) -> str:
        """The trace in words: purchases, browsing, interactions, feedback."""

        def said(key: str, days: int | None, otherwise: str = "") -> str:
            found = key if days is not None else otherwise
            return text(f"scenarios_living_lists.{found}", language, days=days) if found else ""

        parts = [
            said("bought", self.ordered),
            said("cartridge", self.cartridge),
            said("basket", self.basket, "no_basket"),
            said("asked", self.asked),
            said("reached", self.reached) if self.asked is not None else "",
            said("complaint", self.complaint, "no_complaint"),
            said("closed", self.closed, "open") if self.complaint is not None else "",
        ]
        between = "" if (language or current_language()) == "zh" else " "
        return between.join(part for part in parts if part)


def traces(random_state: RandomState, count: int = 6) -> list[Trace]:
    """``count`` traces; every next step is called for by one of them, beside facts that call for nothing.

    >>> from numpy.random import RandomState
    >>> len(traces(RandomState(1)))
    6
    """
    further = [SIGNALS[int(i)] for i in random_state.randint(len(SIGNALS), size=max(0, count - len(SIGNALS)))]
    wanted = [*SIGNALS, *further]
    return [_trace(random_state, wanted[int(i)]) for i in random_state.permutation(len(wanted))[:count]]


def _trace(random_state: RandomState, signal: str) -> Trace:
    """Facts that call for ``signal``; steps that come after it in the rules may be called for as well."""

    def between(low: int, high: int) -> int:
        return int(random_state.randint(low, high + 1))

    rank = SIGNALS.index(signal)
    # who waits for a repair has an old cartridge and a full basket as well: the precedence decides
    due = signal in ("solve", "remind") or (
        rank < SIGNALS.index("remind") and random_state.random_sample() < 0.6
    )
    cartridge = between(CARTRIDGE_DAYS + 1, 300) if due else between(40, CARTRIDGE_DAYS)
    found = Trace(cartridge=cartridge, ordered=between(22, 38))
    tempting = signal == "solve" or (signal == "call" and random_state.random_sample() < 0.5)
    if signal == "offer" or tempting:
        found = replace(found, basket=between(2, BASKET_DAYS))  # and nothing ordered since
    elif random_state.random_sample() < 0.5:
        found = replace(found, basket=between(BASKET_DAYS + 1, 21))  # too long ago
    else:
        basket = between(5, BASKET_DAYS)
        found = replace(found, basket=basket, ordered=between(1, basket - 1))  # bought since
    if signal == "call":
        found = replace(
            found, asked=between(1, 9), reached=between(10, 30)
        )  # reached, but before the request
    elif signal == "solve" and random_state.random_sample() < 0.4:
        found = replace(found, asked=between(1, 9))
    elif random_state.random_sample() < 0.5:
        asked = between(4, 12)
        found = replace(found, asked=asked, reached=between(1, asked - 1))
    if signal == "solve":
        return replace(found, complaint=between(2, 40))
    if random_state.random_sample() < 0.7:
        complaint = between(15, 60)
        return replace(found, complaint=complaint, closed=between(1, complaint - 1))
    return found
