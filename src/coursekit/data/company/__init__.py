"""The generated company: Clearspring 澄源净水, a fictional supplier of drinking-water equipment in Suzhou.

Everything here is simulated. ``load()`` is the company of the lessons; ``generate(seed, scale)`` any other;
``of(variant)`` a trainee's own. See ``datasets/company.md`` for tables, units, planted dirt and permitted claims.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from coursekit.data.company.firm import TABLES, TRUTH, Firm
from coursekit.data.company.forward import offers, play, usual_budget
from coursekit.data.company.netting import net_orders
from coursekit.data.company.scale import stream
from coursekit.data.company.seasons import AS_OF, START

if TYPE_CHECKING:
    from coursekit.data.variants import Variant

__all__ = [
    "AS_OF",
    "LESSON_SEED",
    "START",
    "TABLES",
    "TRUTH",
    "Firm",
    "generate",
    "load",
    "net_orders",
    "of",
    "offers",
    "play",
    "stream",
    "usual_budget",
]

LESSON_SEED = (
    34  # chosen among 120: it has three accounts over CNY 5 million, and its trial shows the true signs
)


def generate(seed: int, scale: float = 1.0, *, dirty: bool = True) -> Firm:
    """A company from a seed; ``scale`` 1 has 2,400 customers. Its tables are made when first asked for.

    >>> generate(1, scale=0.05).orders.columns[:4].tolist()
    ['order_id', 'customer_id', 'order_date', 'channel']
    """
    return Firm(seed, scale, dirty)


@cache
def load(*, dirty: bool = True) -> Firm:
    """The company of the lessons: 2,400 customers, as dirty as systems are."""
    return generate(LESSON_SEED, dirty=dirty)


def of(variant: Variant, scale: float = 0.25, *, dirty: bool = True) -> Firm:
    """A trainee's own company: the same for equal variants, 600 customers by default.

    >>> from coursekit.data.variants import Variant
    >>> of(Variant("ex04-rfm", "ana", "self-study", "en")).seed
    2378087837
    """
    high, low = variant.random_state().randint(0, 2**16, 2).tolist()
    return replace(_own(high * 2**16 + low, scale), dirty=dirty)


@lru_cache(maxsize=8)
def _own(seed: int, scale: float) -> Firm:
    """Kept, tables and all, for the next question about the same company: some 3 MB each."""
    return generate(seed, scale)
