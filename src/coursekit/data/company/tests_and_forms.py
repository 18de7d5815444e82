"""Parallel test forms and the questionnaire after the training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company.columns import named

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

ITEMS = 20
HARDER = {"A": 0.0, "B": 0.12}  # form B is a little harder: parallel is a claim to be checked
OCCASIONS = ("before", "after", "eight weeks later")
FORGOTTEN = 0.3  # share of the gain that is gone eight weeks later
QUESTIONS = (
    "content",
    "clarity",
    "trainer",
    "pace",
    "material",
    "too_long",
    "useful_at_work",
    "would_recommend",
)


def test_answers(firm: Firm) -> pd.DataFrame:
    """``trainee_id, occasion, form, item, correct``: 20 items a form; a row an answer.

    Half took form A before and B after, half the reverse, by lot; the third test repeats the first form.
    Who was absent has no rows for that occasion, and the weaker are absent more often.
    """
    import numpy as np
    import pandas as pd

    rs, people, truth = firm.random_state("tests"), firm.clean("trainees"), firm.clean("true_trainees")
    n = len(people)
    difficulty = {
        form: np.linspace(-1.6, 1.4, ITEMS) + rs.normal(0, 0.25, ITEMS) + extra
        for form, extra in HARDER.items()
    }
    a_first = rs.random_sample(n) < 0.5
    ability, gain = truth["ability"].to_numpy(), truth["gain"].to_numpy()
    frames = []
    for number, occasion in enumerate(OCCASIONS):
        level = ability + (0.0, 1.0, 1.0 - FORGOTTEN)[number] * gain + rs.normal(0, 0.25, n)
        form = np.where(a_first == (number != 1), "A", "B")
        hard = np.where((form == "A")[:, None], difficulty["A"], difficulty["B"])
        correct = rs.random_sample((n, ITEMS)) < 1 / (1 + np.exp(hard - level[:, None]))
        chance = (0.98, 0.90, 0.66)[number] + 0.04 * np.clip(level, -2, 1)
        here = np.flatnonzero(rs.random_sample(n) < chance)
        frames.append(
            pd.DataFrame(
                {
                    "trainee_id": named(people["trainee_id"], np.repeat(here, ITEMS)),
                    "occasion": occasion,
                    "form": np.repeat(form[here], ITEMS),
                    "item": np.tile(np.arange(1, ITEMS + 1), len(here)),
                    "correct": correct[here].ravel(),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def questionnaires(firm: Firm) -> pd.DataFrame:
    """``trainee_id`` and eight statements, 1 (no) to 5 (yes), of the trained who answered (about 70 %).

    ``too_long`` is put the other way round and breaks the scale until it is reversed. Who liked it answers
    more often; liking has little to do with learning.
    """
    import numpy as np
    import pandas as pd

    rs, people, truth = (
        firm.random_state("questionnaires"),
        firm.clean("trainees"),
        firm.clean("true_trainees"),
    )
    n = len(people)
    liking = rs.normal(0, 0.8, n) + 0.12 * truth["gain"].to_numpy()
    trained = (people["arm"] == "trained").to_numpy()
    answered = trained & (rs.random_sample(n) < np.clip(0.68 + 0.14 * liking, 0.2, 0.98))
    columns: dict[str, object] = {"trainee_id": people["trainee_id"].to_numpy(dtype=object)[answered]}
    for question in QUESTIONS:
        centre = 2.6 - 0.75 * liking if question == "too_long" else 3.9 + 0.75 * liking
        score = np.clip(np.round(centre + rs.normal(0, 0.75, n)), 1, 5).astype(np.int64)
        columns[question] = score[answered]
    return pd.DataFrame(columns)
