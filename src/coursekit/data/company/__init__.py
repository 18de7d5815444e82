"""The generated company: Clearspring 澄源净水, a fictional supplier of drinking-water equipment in Suzhou.

Everything here is simulated. ``load()`` is the company of the lessons; ``generate(seed, scale)`` any other;
``of(variant)`` a trainee's own. See ``datasets/company.md`` for tables, units, planted dirt and permitted claims.
"""

from __future__ import annotations

from coursekit.data.company.firm import TABLES, TRUTH, Firm
from coursekit.data.company.seasons import AS_OF, START

__all__ = ["AS_OF", "START", "TABLES", "TRUTH", "Firm", "generate"]

LESSON_SEED = 20251231


def generate(seed: int, scale: float = 1.0, *, dirty: bool = True) -> Firm:
    """A company from a seed; ``scale`` 1 has 2,400 customers. Its tables are made when first asked for."""
    return Firm(seed, scale, dirty)
