"""The customer table: persons, firms, government bodies and special customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, organisations, places, seasons
from coursekit.data.company.population import pick
from coursekit.data.company.staff import DEPARTMENT_OF, DEPARTMENTS, person_names

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

SHOPS = ("Suzhou Guanqian", "Shanghai Xujiahui", "Hangzhou Wulin", "Nanjing Xinjiekou", "online")
PERSONAL = ("sex", "birth_year", "occupation", "marital_status", "income_band", "shop")


def customers(firm: Firm) -> pd.DataFrame:
    """One row a customer; columns that do not apply to a type are missing.

    Everybody: ``customer_id, name_zh, name_en, type, subtype, province, city, channel_role, since, owner,
    department, level, consent_marketing, consent_profiling``. Persons: ``sex, birth_year, occupation,
    marital_status, income_band`` (CNY a month), ``shop``. Organisations: ``industry, ownership, placed_by,
    employees, registered_capital, paid_in_capital, capital_unit, group_id, parent_id, campus``.
    """
    import numpy as np
    import pandas as pd

    rs, people = firm.random_state("customers"), firm.population
    n, kind = len(people), people.kind
    person = kind == 0
    city_pick = rs.random_sample(n)
    cities = [row[5] for row in places.PROVINCES]
    city = [
        cities[p][int(u * u * len(cities[p]))]
        for p, u in zip(people.province.tolist(), city_pick.tolist(), strict=True)
    ]
    female = rs.random_sample(n) < 0.56
    zh, en = person_names(rs, female)
    frame = pd.DataFrame(
        {
            "customer_id": people.customer_id,
            "name_zh": zh,
            "name_en": en,
            "type": np.array(seasons.TYPES, dtype=object)[kind],
            "subtype": "",
            "province": np.array([row[1] for row in places.PROVINCES], dtype=object)[people.province],
            "city": [name for _, name in city],
            "channel_role": np.where((kind == 1) & (rs.random_sample(n) < 0.07), "channel partner", "end user"),
            "since": (np.datetime64(seasons.START) + people.birth).astype("datetime64[s]"),
        }
    )  # fmt: skip
    frame.loc[people.prospect, "since"] = pd.NaT
    _persons(frame, firm, female)
    organisations.describe(frame, firm, [name for name, _ in city])
    frame["department"], frame["owner"] = _owners(firm, frame["province"])
    frame["level"] = organisations.reviewed(firm, frame)
    frame["consent_marketing"] = rs.random_sample(n) < np.where(person, 0.72, 0.93)
    frame["consent_profiling"] = frame["consent_marketing"] & (rs.random_sample(n) < 0.8)
    return frame


def _persons(frame: pd.DataFrame, firm: Firm, female: object) -> None:
    """Social attributes of consumers; age goes with occupation, marriage with age, income with both."""
    import numpy as np
    import pandas as pd

    rs, people = firm.random_state("persons"), firm.population
    n, person = len(people), people.kind == 0
    low = np.array([row[3] for row in places.OCCUPATIONS])[people.occupation]
    high = np.array([row[4] for row in places.OCCUPATIONS])[people.occupation]
    age = np.floor(low + (high - low) * rs.beta(1.8, 2.4, n)).astype(np.int64)
    married = rs.random_sample(n) < np.clip((age - 22) / 14, 0.03, 0.86)
    monthly = 7200 * people.income
    bands = np.array(["under 5k", "5k-8k", "8k-12k", "12k-20k", "over 20k"], dtype=object)
    band = bands[np.digitize(monthly, [5000, 8000, 12000, 20000])]
    unknown = rs.random_sample(n) < 0.22  # most people do not tell a shop what they earn
    shop = np.array(SHOPS, dtype=object)[pick(rs, np.array([0.2, 0.17, 0.13, 0.14, 0.36]), n)]
    values = {
        "sex": np.where(np.asarray(female), "F", "M"),
        "birth_year": 2025 - age,
        "occupation": np.array([row[0] for row in places.OCCUPATIONS], dtype=object)[people.occupation],
        "marital_status": np.where(married, "married", np.where(age > 45, "divorced or widowed", "single")),
        "income_band": columns.words(band, ~unknown),
        "shop": shop,
    }
    for name in PERSONAL:
        frame[name] = pd.Series(values[name]).where(person)
    frame["birth_year"] = frame["birth_year"].astype("Int64")


def _owners(firm: Firm, province: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Department by type (the largest accounts: key accounts) and, within it, an owner by province."""
    import numpy as np
    import pandas as pd

    people = firm.population
    department = pd.Series(np.array(seasons.TYPES, dtype=object)[people.kind]).map(DEPARTMENT_OF)
    large = (people.kind > 0) & (people.size * people.own_rate > 9)
    department = department.mask(pd.Series(large), "key accounts")
    order = {name: number for number, name in enumerate(sorted(province.unique()))}
    turn = province.map(order).to_numpy(dtype=np.int64) + np.arange(len(people)) % 2
    first, owner = 1, pd.Series([""] * len(people), dtype=object)
    for name, count in DEPARTMENTS:
        ids = columns.ids("S", first + turn % count, 2)
        owner = owner.mask(department == name, pd.Series(ids.astype(object)))
        first += count
    return department, owner
