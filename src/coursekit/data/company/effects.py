"""Offers and what they truly do, by behavioural segment. For graders, and for playing forward.

An effect is the relative change of a customer's order rate over the twelve months after the offer. A
gain shrinks for accounts that are looked after already: what one more visit can add is bounded by
``HEADROOM`` of yearly contribution, and harm by ``HARM_ROOM``. The trial, being about 60 days, has neither bound.
"""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.data.company.behaviour import NAMES

HEADROOM = 35_000.0  # CNY of yearly contribution at which a gain has shrunk to half
HARM_ROOM = 150_000.0  # the same for harm: even an annoyed key account has a contract to fulfil
MOST_CUT = 600.0  # CNY that a voucher takes off at most
AT_ONCE = 3.0  # in the 60 days of the trial an effect is this much stronger than over the year


@dataclass(frozen=True)
class Offer:
    """``cost``: CNY for each customer it goes to. ``price_cut``: share of the first order, at most MOST_CUT.

    ``win_back``: added chance per month that a lapsed customer returns.
    """

    name: str
    cost: float
    price_cut: float
    win_back: float
    change: tuple[float, ...]


#                                         steady growing seasonal project occasional fading bargain demanding
OFFERS = {
    offer.name: offer
    for offer in (
        Offer("message", 3.0, 0.0, 0.001, (-0.005, 0.02, 0.04, 0.01, 0.03, 0.02, 0.03, -0.03)),
        Offer("call", 35.0, 0.0, 0.006, (-0.07, 0.14, 0.04, 0.18, 0.04, 0.26, -0.04, -0.08)),
        Offer("visit", 600.0, 0.0, 0.012, (-0.03, 0.24, 0.05, 0.32, 0.03, 0.30, 0.00, 0.10)),
        Offer("voucher", 8.0, 0.12, 0.008, (-0.10, 0.02, 0.20, 0.00, 0.27, 0.10, 0.40, -0.04)),
        Offer("care", 220.0, 0.0, 0.010, (0.02, 0.04, 0.02, 0.02, 0.03, 0.28, 0.02, 0.34)),
    )
}


def of_offer(offer: str) -> dict[str, float]:
    """Effect on the order rate by segment.

    >>> of_offer("voucher")["steady"]
    -0.1
    """
    return dict(zip(NAMES, OFFERS[offer].change, strict=True))
