"""Customer numbers that hold attributes, with what the customer is today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import RandomState

# the code book of the old numbers
REGIONS = {
    "E": ("jiangsu", "shanghai", "zhejiang"),
    "N": ("beijing", "shandong"),
    "S": ("guangdong", "fujian"),
    "W": ("sichuan", "shaanxi"),
}
INDUSTRIES = {"10": "manufacturing", "20": "hotels", "30": "restaurants", "40": "logistics"}
UNCODED = ("data_centres", "charging", "pet_clinics")  # trades that came after the code book
SIZES = {"S": (8, 99), "M": (100, 499), "L": (500, 3000)}  # employees
AGES = ("right", "region", "industry", "size", "no code")


@dataclass(frozen=True)
class Coded:
    """A customer number given out in 2019, such as 'E-20-M-0417', with what the customer was then and is now."""

    number: str
    industry: str
    province: str
    employees: int
    province_then: str
    employees_then: int

    def told(self, language: str | None = None) -> str:
        """The number and the card behind it, in words."""
        return text(
            "scenarios_living_lists.card",
            language,
            number=self.number,
            industry=text(f"scenarios_living_lists.{self.industry}", language),
            province=text(f"scenarios_living_lists.{self.province}", language),
            then=text(f"scenarios_living_lists.{self.province_then}", language),
            employees=self.employees,
            employees_then=self.employees_then,
        )


def coded(random_state: RandomState, count: int = 6) -> list[Coded]:
    """``count`` cards; in each at most one part of the number is out of date, and every age occurs.

    >>> from numpy.random import RandomState
    >>> len(coded(RandomState(1)))
    6
    """
    further = [AGES[int(i)] for i in random_state.randint(len(AGES), size=max(0, count - len(AGES)))]
    ages = [*AGES, *further]
    order = random_state.permutation(len(ages))[:count]
    serials = random_state.permutation(900)[:count] + 100
    return [_coded(random_state, ages[int(i)], int(s)) for i, s in zip(order, serials, strict=True)]


def _coded(random_state: RandomState, age: str, serial: int) -> Coded:
    def one_of(options: Sequence[str]) -> str:
        return options[int(random_state.randint(len(options)))]

    region, industry, size = one_of(list(REGIONS)), one_of(list(INDUSTRIES)), one_of(list(SIZES))
    then = one_of(REGIONS[region])
    others = [name for letter in REGIONS if letter != region for name in REGIONS[letter]]
    now = one_of(others) if age == "region" else one_of(REGIONS[region])
    trade = INDUSTRIES[industry]
    if age == "industry":
        trade = one_of([name for code, name in INDUSTRIES.items() if code != industry])
    elif age == "no code":
        trade = one_of(UNCODED)
    size_now = one_of([letter for letter in SIZES if letter != size]) if age == "size" else size
    return Coded(
        number=f"{region}-{industry}-{size}-{serial:04d}",
        industry=trade,
        province=now,
        employees=_employees(random_state, size_now),
        province_then=then,
        employees_then=_employees(random_state, size),
    )


def _employees(random_state: RandomState, size: str) -> int:
    """A number of employees of the size, now and then exactly at its lower end."""
    low, high = SIZES[size]
    if size != "S" and random_state.random_sample() < 0.25:
        return low
    return int(random_state.randint(low, min(high, 4 * low + 60) + 1))
