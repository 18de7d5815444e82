"""Three years on the Chinese calendar: how likely an order is on each day, by type of customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray["np.float64"]
    import numpy as np

START = "2023-01-01"
AS_OF = "2025-12-31"
DAYS = 1096
MONTHS = 36
TYPES = ("consumer", "enterprise", "government", "special")
SPRING_FESTIVAL = ("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17")
NATIONAL_DAY_WEEK = tuple(f"{year}-10-01" for year in range(2023, 2027))


def days(start: str = START, count: int = DAYS) -> NDArray[np.datetime64]:
    """``count`` days from ``start`` on, as datetime64[D]."""
    import numpy as np

    return np.datetime64(start) + np.arange(count)


def month_of(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Months since START, 0 for January 2023."""
    import numpy as np

    counted: NDArray[np.int64] = dates.astype("datetime64[M]").astype(np.int64)
    return counted - int(np.datetime64(START, "M").astype(np.int64))


def peaks(dates: NDArray[np.datetime64], customer_type: str) -> NDArray[np.bool_]:
    """The days on which a type of customer is known to buy more.

    Consumers: 618 (1–18 June) and 双11 (1–11 November). Enterprises: March and September. Government:
    November and December, when the year's budget has to be spent. Special: July and August, before term.
    """
    import numpy as np

    month = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    if customer_type == "consumer":
        chosen = ((month == 6) & (day <= 18)) | ((month == 11) & (day <= 11))
    elif customer_type == "enterprise":
        chosen = np.isin(month, (3, 9))
    elif customer_type == "government":
        chosen = np.isin(month, (11, 12))
    else:
        chosen = np.isin(month, (7, 8))
    return np.asarray(chosen, dtype=np.bool_)


def weights(
    customer_type: str, *, seasonal: bool = False, start: str = START, count: int = DAYS
) -> NDArray[np.float64]:
    """Relative intensity of each day, 1 on an ordinary day; ``seasonal`` customers wait for the peaks."""
    import numpy as np

    dates = days(start, count)
    weekend = (dates.astype("datetime64[D]").astype(np.int64) + 3) % 7 >= 5
    business = customer_type != "consumer"
    level = np.where(weekend, 0.12 if business else 1.45, 1.25 if business else 0.85)
    lift = {"consumer": 1.9, "enterprise": 1.15, "government": 1.7, "special": 1.5}[customer_type]
    if seasonal:
        level = level * np.where(peaks(dates, customer_type), lift * 2.9, 0.5)
    else:
        level = level * np.where(peaks(dates, customer_type), lift, 1.0)
    for eve in SPRING_FESTIVAL:
        after = (dates - np.datetime64(eve)).astype(np.int64)
        level = np.where((after >= -3) & (after <= 7), level * (0.12 if business else 0.35), level)
        if not business:
            level = np.where((after >= -20) & (after < -3), level * 1.25, level)
    for first in NATIONAL_DAY_WEEK:
        after = (dates - np.datetime64(first)).astype(np.int64)
        level = np.where((after >= 0) & (after < 7), level * (0.1 if business else 1.2), level)
    return np.asarray(level, dtype=np.float64)
