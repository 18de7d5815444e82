"""People in training: the firm's own and its dealers' staff, and customers; sessions and attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons
from coursekit.data.company.population import pick

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

STAFF, CUSTOMERS = 144, 176  # at every scale
COURSES = (
    # course, audience, form, gain in ability (logits), minutes
    ("Classifying customers", "staff", "lecture", 0.45, 180),
    ("Classifying customers", "staff", "case", 0.80, 180),
    ("Handling complaints", "staff", "simulation", 0.95, 150),
    ("Daily care of your purifier", "consumer", "hands-on", 0.70, 60),
    ("Running drinking stations", "enterprise", "case", 0.75, 120),
    ("Water safety rules and records", "government", "lecture", 0.55, 120),
    ("Water in schools and hospitals", "special", "on site", 0.85, 90),
)
SEATS = 24
TRAINERS = ("S35", "S36", "S37", "S41")


def trainees(firm: Firm) -> dict[str, pd.DataFrame]:
    """``trainee_id, audience`` (staff or customer)``, group`` (department, 'dealer', or customer type)``,
    staff_id, customer_id, course, form, arm, years_in_trade, observed_before, observed_after``.

    ``arm`` was drawn at random for staff ('trained' or 'waiting'); customers chose for themselves and are all
    'trained'. ``observed_…`` are a manager's ratings of staff at work (0–100), eight weeks apart around the
    course. ``true_trainees``: ``trainee_id, ability, gain`` in logits.
    """
    import numpy as np
    import pandas as pd

    rs, staff = firm.random_state("trainees"), firm.clean("staff")
    n = STAFF + CUSTOMERS
    is_staff = np.arange(n) < STAFF
    own = np.arange(n) < len(staff)
    people = firm.population
    buyers = np.flatnonzero(~people.prospect)
    chosen = buyers[rs.permutation(len(buyers))[:CUSTOMERS]]
    chosen = np.resize(chosen, CUSTOMERS)
    kinds = np.array(seasons.TYPES, dtype=object)[people.kind[chosen]]
    departments = np.concatenate(
        [staff["department"].to_numpy(dtype=object), np.repeat(["dealer"], STAFF - len(staff)).astype(object)]
    )
    group = np.concatenate([departments, kinds])
    course = np.empty(n, dtype=np.int64)
    course[:STAFF] = pick(rs, np.array([0.35, 0.35, 0.30]), STAFF)
    course[STAFF:] = people.kind[chosen] + 3
    waiting = is_staff & (rs.random_sample(n) < 0.4)
    years = np.round(rs.gamma(1.6, 3.0, n), 1)
    ability = 0.15 * np.log1p(years) - 0.2 + rs.normal(0, 0.85, n)
    taught = np.array([row[3] for row in COURSES])[course]
    gain = np.where(waiting, 0.08, taught) + rs.normal(0, 0.25, n)
    rated = 58 + 9 * ability + rs.normal(0, 8, n)
    later = 58 + 9 * (ability + 0.45 * gain) + rs.normal(0, 8, n) + 1.5
    identity = columns.ids("E", np.arange(1, n + 1), 3)
    table = pd.DataFrame(
        {
            "trainee_id": identity,
            "audience": np.where(is_staff, "staff", "customer"),
            "group": group,
            "staff_id": columns.words(columns.ids("S", np.arange(1, n + 1), 2), own),
            "customer_id": np.concatenate(
                [np.repeat([None], STAFF), people.customer_id[chosen].astype(object)]
            ),
            "course": np.array([row[0] for row in COURSES], dtype=object)[course],
            "form": np.array([row[2] for row in COURSES], dtype=object)[course],
            "arm": np.where(waiting, "waiting", "trained"),
            "years_in_trade": np.where(is_staff, years, np.nan),
            "observed_before": np.where(is_staff, np.clip(np.round(rated), 0, 100), np.nan),
            "observed_after": np.where(is_staff, np.clip(np.round(later), 0, 100), np.nan),
        }
    )
    truth = pd.DataFrame({"trainee_id": identity, "ability": ability.round(4), "gain": gain.round(4)})
    return {"trainees": table, "true_trainees": truth}  # fmt: skip


def true_trainees(firm: Firm) -> dict[str, pd.DataFrame]:
    """See :func:`trainees`."""
    return trainees(firm)


def training_sessions(firm: Firm) -> pd.DataFrame:
    """``session_id, course, form, held_on, part, place, trainer, minutes, seats``: two parts for each class."""
    import numpy as np
    import pandas as pd

    rs, table = firm.random_state("sessions"), firm.clean("trainees")
    trained = table[table["arm"] == "trained"]
    rows = []
    for number, (course, _, form, _, minutes) in enumerate(COURSES):
        size = int(((trained["course"] == course) & (trained["form"] == form)).sum())
        for block in range(-(-size // SEATS)):
            first = np.datetime64("2025-09-08") + int(rs.randint(0, 5)) + 7 * ((number + 2 * block) % 9)
            place = ("Suzhou training room", "Shanghai showroom", "online", "customer's site")[
                int(rs.randint(4))
            ]
            trainer = TRAINERS[int(rs.randint(len(TRAINERS)))]
            rows += [
                (course, form, block, first + 7 * part, part + 1, place, trainer, minutes, SEATS)
                for part in range(2)
            ]
    names = ["course", "form", "block", "held_on", "part", "place", "trainer", "minutes", "seats"]
    sessions = pd.DataFrame(rows, columns=names)
    sessions["held_on"] = sessions["held_on"].astype("datetime64[s]")
    sessions.insert(0, "session_id", columns.ids("Q", np.arange(1, len(sessions) + 1), 3))
    return sessions


def attendance(firm: Firm) -> pd.DataFrame:
    """``session_id, trainee_id, attended``: everybody trained is enrolled in both parts of one class."""
    import numpy as np

    rs, table, sessions = (
        firm.random_state("attendance"),
        firm.clean("trainees"),
        firm.clean("training_sessions"),
    )
    trained = table[table["arm"] == "trained"].copy()
    trained["block"] = trained.groupby(["course", "form"]).cumcount() // SEATS
    enrolled = trained.merge(sessions, on=["course", "form", "block"])
    came = rs.random_sample(len(enrolled)) < np.where(enrolled["part"] == 1, 0.94, 0.86)
    enrolled["attended"] = came
    return enrolled[["session_id", "trainee_id", "attended"]]  # fmt: skip
