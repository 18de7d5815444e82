import pytest

from coursekit.data.company import tests_and_forms, training


@pytest.fixture(scope="module")
def scores(firm):
    """Correct answers of each trainee on each occasion."""
    return firm.test_answers.groupby(["trainee_id", "occasion"])["correct"].sum().unstack()


def test_nobody_is_in_two_classes_and_classes_have_seats(firm):
    enrolled = firm.attendance.merge(firm.training_sessions, on="session_id")
    assert not enrolled.duplicated(["trainee_id", "part"]).any()
    assert (enrolled.groupby("session_id").size() <= training.SEATS).all()


def test_exactly_the_trained_are_enrolled(firm):
    trained = firm.trainees.query("arm == 'trained'")["trainee_id"]
    assert set(firm.attendance["trainee_id"]) == set(trained)


def test_only_staff_wait_by_lot(firm):
    waiting = firm.trainees.query("arm == 'waiting'")
    assert set(waiting["audience"]) == {"staff"}
    assert 0.25 < len(waiting) / training.STAFF < 0.55


def test_a_test_has_every_item_of_its_form_once(firm):
    sizes = firm.test_answers.groupby(["trainee_id", "occasion", "form"])["item"].nunique()
    assert (sizes == tests_and_forms.ITEMS).all()


def test_before_and_after_are_different_forms(firm):
    forms = firm.test_answers.groupby(["trainee_id", "occasion"])["form"].first().unstack().dropna()
    assert (forms["before"] != forms["after"]).all()
    assert (forms["before"] == forms["eight weeks later"]).all()


def test_the_trained_gain_more_than_the_waiting(firm, scores):
    staff = firm.trainees.query("audience == 'staff'").merge(scores, left_on="trainee_id", right_index=True)
    gain = (staff["after"] - staff["before"]).groupby(staff["arm"]).mean()
    assert gain["trained"] > gain["waiting"] + 1


def test_part_of_the_gain_is_lost_after_eight_weeks(firm, scores):
    trained = scores.loc[scores.index.isin(firm.trainees.query("arm == 'trained'")["trainee_id"])].dropna()
    assert trained["before"].mean() < trained["eight weeks later"].mean() < trained["after"].mean()


def test_the_weakest_improve_without_training(scores, firm):
    """Regression to the mean: chosen for a low first score, the waiting rise more than the rest."""
    waiting = scores.loc[scores.index.isin(firm.trainees.query("arm == 'waiting'")["trainee_id"])].dropna(
        subset=["after"]
    )
    low = waiting["before"] <= waiting["before"].quantile(0.3)
    rise = waiting["after"] - waiting["before"]
    assert rise[low].mean() > rise[~low].mean() + 0.5


def test_one_statement_breaks_the_scale_until_it_is_reversed(firm):
    answers = firm.questionnaires.drop(columns="trainee_id")
    together = answers.corr()["content"]
    assert together["too_long"] < -0.2
    assert together.drop(["too_long", "content"]).min() > 0.2


def test_not_everybody_answers_the_questionnaire(firm):
    trained = firm.trainees.query("arm == 'trained'")["trainee_id"]
    assert set(firm.questionnaires["trainee_id"]) < set(trained)
    assert 0.5 < len(firm.questionnaires) / len(trained) < 0.9
