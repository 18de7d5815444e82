import pandas as pd
import pytest

from coursekit.errors import DataError
from coursekit.messages import LANGUAGES
from coursekit.training.plan import validate

OBJECTIVE = {
    "objective": "O1",
    "audience": "staff",
    "group": "sales",
    "level": "learning",
    "measure": "parallel test",
}
SESSION = {
    "session": "S1",
    "objective": "O1",
    "audience": "staff",
    "group": "sales",
    "content": "RFM",
    "form": "case",
    "trainer": "Lin Wei",
}


def faults(objective: dict[str, object], session: dict[str, object], language: str = "en") -> list[str]:
    found = validate(pd.DataFrame([OBJECTIVE | objective]), pd.DataFrame([SESSION | session]), language)
    assert found["message"].str.len().gt(10).all()
    return found["fault"].tolist()


def test_a_plan_in_order_has_no_fault() -> None:
    assert faults({}, {}) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("objective", "session", "fault"),
    [
        ({"measure": ""}, {}, "training.no_measure"),
        ({"measure": "questionnaire"}, {}, "training.weak_measure"),
        ({"measure": "parallel test", "level": "results"}, {}, "training.weak_measure"),
        ({"measure": "gut feeling"}, {}, "training.unknown"),
        ({"level": "joy"}, {}, "training.unknown"),
        ({"group": None}, {"group": None}, "training.blank"),
        ({"audience": "customer"}, {}, "training.mixed_audience"),
        ({"group": "service"}, {}, "training.other_group"),
        ({}, {"form": "speech"}, "training.unknown"),
        ({}, {"trainer": " "}, "training.blank"),
        ({}, {"content": None}, "training.blank"),
    ],
)
def test_each_fault_is_found_alone(
    objective: dict[str, object], session: dict[str, object], fault: str, language: str
) -> None:
    assert faults(objective, session, language) == [fault]


def test_a_measure_that_shows_more_than_needed_is_fine() -> None:
    assert faults({"level": "learning", "measure": "margin against a control group"}, {}) == []


def test_objective_without_session_and_session_without_objective() -> None:
    assert faults({}, {"objective": "O9"}) == ["training.no_session", "training.no_objective"]


def test_a_session_for_customers_cannot_serve_a_staff_objective_even_if_the_group_has_the_same_name() -> None:
    assert faults({}, {"audience": "customer"}) == ["training.mixed_audience"]


def test_names_are_used_once() -> None:
    found = validate(pd.DataFrame([OBJECTIVE, OBJECTIVE]), pd.DataFrame([SESSION]))
    assert found["fault"].tolist() == ["training.twice"]


def test_a_plan_without_a_column_is_refused() -> None:
    with pytest.raises(DataError, match="measure"):
        validate(pd.DataFrame([OBJECTIVE]).drop(columns="measure"), pd.DataFrame([SESSION]))
