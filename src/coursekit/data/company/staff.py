"""The company's own people: who owns which customers, and who answers complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, places
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import NDArray

    from coursekit.data.company.firm import Firm

# department, number of people, roles
DEPARTMENTS = (
    ("consumer sales", 8),
    ("key accounts", 6),
    ("enterprise sales", 10),
    ("public sector", 5),
    ("marketing", 6),
    ("service", 11),
    ("finance", 3),
)
DEPARTMENT_OF = {"consumer": "consumer sales", "enterprise": "enterprise sales", "government": "public sector", "special": "public sector"}  # fmt: skip


def staff(firm: Firm) -> pd.DataFrame:
    """``staff_id, name_zh, name_en, department, joined`` of the 49 people who deal with customers."""
    import numpy as np
    import pandas as pd

    rs = firm.random_state("staff")
    department = [name for name, count in DEPARTMENTS for _ in range(count)]
    n = len(department)
    zh, en = person_names(rs, rs.random_sample(n) < 0.45)
    joined = np.datetime64("2025-06-01") - np.floor(4200 * rs.random_sample(n) ** 1.5).astype(np.int64)
    return pd.DataFrame(
        {
            "staff_id": columns.ids("S", np.arange(1, n + 1), 2),
            "name_zh": zh,
            "name_en": en,
            "department": department,
            "joined": joined.astype("datetime64[s]"),
        }
    )


def person_names(
    rs: RandomState, female: NDArray[np.bool_]
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Fictional names, surname first, in Chinese and in pinyin."""
    import numpy as np

    n = len(female)
    surname = pick(rs, np.array([row[2] for row in places.SURNAMES], dtype=float), n)
    given = np.floor(rs.random_sample(n) * len(places.GIVEN_F)).astype(np.int64)
    parts = [
        np.where(female, *(np.array([row[part] for row in names], dtype=object)[given] for names in (places.GIVEN_F, places.GIVEN_M)))
        for part in (0, 1)
    ]  # fmt: skip
    zh = np.array([row[0] for row in places.SURNAMES], dtype=object)[surname] + parts[0]
    en = np.array([row[1] + " " for row in places.SURNAMES], dtype=object)[surname] + parts[1]
    return zh, en
