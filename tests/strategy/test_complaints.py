import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from coursekit.errors import DataError, UsageError
from coursekit.strategy.complaints import STAGES, breaches, reopen_rate, stage_summary, stage_times, validate

START = pd.Timestamp("2026-03-02 09:00")


def complaint(*hours: float, name: str = "B1", **more: object) -> pd.DataFrame:
    """A complaint that reached one stage after each of ``hours``."""
    times = START + pd.to_timedelta(np.cumsum([0, *hours]), unit="h")
    row = dict.fromkeys(STAGES, pd.NaT) | dict(zip(STAGES, times, strict=False))
    return pd.DataFrame([{"complaint_id": name, **row, "reopened": pd.NaT, **more}]).astype(
        {stage: "datetime64[us]" for stage in (*STAGES, "reopened")}
    )


def test_a_table_in_order_has_no_fault() -> None:
    assert validate(pd.concat([complaint(1, 2, 3), complaint(1, 1, 1, 1, 1, 1, name="B2")])).empty


@pytest.mark.parametrize(
    ("table", "faults"),
    [
        (complaint(1, 2, confirmed=pd.NaT), [("confirmed", "complaints.left_out")]),
        (complaint(received=pd.NaT), [("received", "complaints.left_out")]),
        (complaint(1, -2), [("apologised", "complaints.backwards")]),
        (complaint(1, reopened=START), [("reopened", "complaints.not_closed")]),
        (
            pd.concat([complaint(1), complaint(2)], ignore_index=True),
            [("complaint_id", "complaints.twice")] * 2,
        ),
    ],
)
def test_each_fault_is_found(table: pd.DataFrame, faults: list[tuple[str, str]]) -> None:
    found = validate(table, "en")
    assert list(zip(found["column"], found["fault"], strict=True)) == faults


durations = st.lists(st.floats(0, 200), min_size=0, max_size=6)


@given(durations, st.floats(0, 2000))
def test_times_in_stages_add_up_to_the_age_of_the_complaint(hours: list[float], wait: float) -> None:
    as_of = (START + pd.Timedelta(hours=wait)).floor("s")
    table = complaint(*hours)
    times = stage_times(table, str(as_of))
    closed = bool((table[STAGES[-1]] <= as_of).all())  # by the clock of the table, which keeps microseconds
    age = sum(hours) if closed else (as_of - START).total_seconds() / 3600
    assert times["hours"].sum() == pytest.approx(age, abs=0.001)
    assert times["open"].sum() == (0 if closed else 1)


def test_what_happened_later_is_not_known() -> None:
    times = stage_times(complaint(1, 100), "2026-03-02 12:00")
    assert times["stage"].tolist() == ["received", "confirmed"]
    assert times["hours"].tolist() == [1, 2]
    assert stage_times(complaint(1), "2026-03-01").empty


def test_a_bare_day_counts_to_its_end() -> None:
    assert stage_times(complaint(1), "2026-03-02")["hours"].tolist() == [1, 14]
    assert stage_times(complaint(1), "2026-03-02 00:00").empty


def test_times_that_run_backwards_are_refused() -> None:
    with pytest.raises(DataError, match="validate"):
        stage_times(complaint(5, -3), "2026-04-01")


def test_an_open_stage_breaches_when_its_clock_passes_the_limit() -> None:
    table = complaint(1)
    assert breaches(stage_times(table, "2026-03-02 14:00"), {"confirmed": 4}).empty
    late = breaches(stage_times(table, "2026-03-02 15:00"), {"confirmed": 4})
    assert late[["stage", "over", "open"]].to_numpy().tolist() == [["confirmed", 1.0, True]]


def test_a_limit_for_no_stage_is_refused() -> None:
    with pytest.raises(UsageError, match="closed"):
        breaches(stage_times(complaint(1), "2026-03-03"), {"closed": 4})


records = st.lists(st.tuples(st.integers(1, 50), st.booleans()), min_size=1, max_size=40)


@given(records)
def test_percentiles_agree_with_statsmodels(rows: list[tuple[int, bool]]) -> None:
    times = pd.DataFrame(rows, columns=["hours", "open"]).assign(stage="received")
    ours = stage_summary(times, (0.5, 0.9)).loc["received"]
    if times["open"].all():
        assert np.isnan(ours["p50"])
        return
    peer = SurvfuncRight(times["hours"], (~times["open"]).astype(int))
    for q in (0.5, 0.9):
        reached = peer.surv_times[peer.surv_prob <= 1 - q + 1e-12]
        assert ours[f"p{round(q * 100)}"] == pytest.approx(
            reached[0] if len(reached) else np.nan, nan_ok=True
        )


def test_an_average_hides_the_tail() -> None:
    times = pd.DataFrame({"stage": "proposed", "hours": [10.0] * 85 + [200.0] * 15, "open": False})
    summary = stage_summary(times).loc["proposed"]
    assert summary["mean"] < 40
    assert summary["p50"] == 10
    assert summary["p90"] == 200


def test_leaving_out_who_still_waits_flatters() -> None:
    times = pd.DataFrame(
        {"stage": "proposed", "hours": [10.0] * 60 + [50.0] * 40, "open": [False] * 60 + [True] * 40}
    )
    assert np.isnan(stage_summary(times).loc["proposed", "p90"])
    assert stage_summary(times[~times["open"]]).loc["proposed", "p90"] == 10


def test_the_reopen_rate_counts_only_who_had_time_to_come_back() -> None:
    closed = pd.to_datetime(["2026-01-05"] * 4 + ["2026-03-20"])
    reopened = pd.to_datetime(["2026-01-20", "2026-03-15", None, None, "2026-03-21"])
    table = pd.DataFrame({"closed": closed, "reopened": reopened, "topic": list("aabbb")})
    assert reopen_rate(table, "2026-03-31").loc["all"].tolist() == [4, 1, 0.25]
    assert reopen_rate(table, "2026-03-31", by="topic")["rate"].to_dict() == {"a": 0.5, "b": 0.0}
