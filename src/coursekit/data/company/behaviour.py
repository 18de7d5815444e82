"""Behavioural segments: what nobody writes in a customer table, and what graders know.

Each segment states how often, how much and how its customers buy, when they leave, and how they drift
into another segment. The segments overlap on purpose: every customer's own rate varies within them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Behaviour:
    """One behavioural segment; rates are relative to the customer type's base rate.

    ``growth``: monthly change of the rate's logarithm while in the segment. ``lapse``: chance per month
    to stop buying. ``discount``: extra share of the price. ``returns``: chance that a line is returned.
    """

    name: str
    rate: float
    basket: float
    growth: float
    lapse: float
    discount: float
    returns: float
    service: float
    seasonal: bool
    complaints: float
    web: float


SEGMENTS = (
    Behaviour("steady", 1.35, 1.0, 0.0, 0.006, 0.0, 0.015, 1.0, False, 0.020, 1.0),
    Behaviour("growing", 0.65, 1.0, 0.058, 0.006, 0.01, 0.018, 1.0, False, 0.024, 1.5),
    Behaviour("seasonal", 0.85, 1.1, 0.0, 0.012, 0.04, 0.030, 0.9, True, 0.022, 1.2),
    Behaviour("project", 0.38, 4.6, 0.0, 0.018, 0.03, 0.012, 1.3, False, 0.040, 0.8),
    Behaviour("occasional", 0.42, 0.75, 0.0, 0.032, 0.02, 0.025, 0.9, False, 0.025, 0.8),
    Behaviour("fading", 1.45, 0.95, -0.085, 0.020, 0.01, 0.025, 1.1, False, 0.060, 0.7),
    Behaviour("bargain", 0.95, 0.7, 0.0, 0.024, 0.135, 0.075, 0.9, True, 0.030, 1.8),
    Behaviour("demanding", 1.10, 0.9, 0.0, 0.016, 0.02, 0.055, 3.4, False, 0.170, 1.0),
)
NAMES = tuple(segment.name for segment in SEGMENTS)

# share of each segment at a customer's birth, by type
MIX = {
    "consumer": (0.19, 0.09, 0.17, 0.04, 0.23, 0.07, 0.15, 0.06),
    "enterprise": (0.25, 0.13, 0.07, 0.14, 0.13, 0.10, 0.08, 0.10),
    "government": (0.19, 0.06, 0.28, 0.21, 0.11, 0.05, 0.02, 0.08),
    "special": (0.27, 0.09, 0.15, 0.14, 0.11, 0.06, 0.04, 0.14),
}

# chance per month of drifting from one segment into another
DRIFT = {
    "growing": {"steady": 0.022},
    "steady": {"fading": 0.006, "growing": 0.005},
    "seasonal": {"steady": 0.004, "bargain": 0.003},
    "project": {"occasional": 0.005, "steady": 0.003},
    "occasional": {"growing": 0.006, "bargain": 0.004},
    "fading": {"occasional": 0.020, "steady": 0.004},
    "bargain": {"fading": 0.006, "seasonal": 0.003},
    "demanding": {"fading": 0.012, "steady": 0.004},
}

ORDERS_A_YEAR = {"consumer": 2.8, "enterprise": 7.5, "government": 4.0, "special": 6.5}
RETURN_A_MONTH = 0.016  # chance that a lapsed customer comes back
LEAST_RATE, MOST_RATE = 0.10, 4.0  # bounds on what growth or decline makes of the rate
