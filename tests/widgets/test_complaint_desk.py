"""Explorer of a complaint desk with clocks."""

from __future__ import annotations

import pandas as pd
import pytest

from coursekit.data import company
from coursekit.errors import UsageError
from coursekit.strategy.complaints import STAGES
from coursekit.widgets.complaint_desk import SHARES, STEPS, ComplaintDesk


def complaint(number: int, received: str, hours: float, severity: int = 1) -> dict[str, object]:
    start = pd.Timestamp(received)
    times = {stage: start + pd.Timedelta(hours=hours * place) for place, stage in enumerate(STAGES)}
    return {"complaint_id": f"B{number}", "severity": severity, **times, "reopened": pd.NaT}


# the first is a tenth of 6 × 200 hours of work: fifteen days of one person
LONG_FIRST = pd.DataFrame(
    [complaint(1, "2026-03-02 09:00", 200, 3), complaint(2, "2026-03-02 09:30", 5), complaint(3, "2026-04-02 09:00", 5)]
)  # fmt: skip


@pytest.fixture
def explorer() -> ComplaintDesk:
    return ComplaintDesk(LONG_FIRST)


def test_the_promised_days_are_shared_out_among_the_steps(explorer: ComplaintDesk) -> None:
    explorer.state = {"days": 20}
    assert sum(SHARES) == pytest.approx(1)
    assert sum(explorer.limits.values()) == pytest.approx(24 * 20)
    assert list(explorer.limits) == list(STEPS)


def test_one_person_lets_the_second_wait_for_the_first(explorer: ComplaintDesk) -> None:
    explorer.state = {"back": 1}
    assert explorer.replayed.complaints.set_index("complaint_id").loc["B2", "days"] > 14
    explorer.state = {"back": 2}
    assert explorer.replayed.complaints.set_index("complaint_id").loc["B2", "days"] < 1


def test_the_finding_names_the_step_that_broke_most(explorer: ComplaintDesk) -> None:
    explorer.state = {"back": 1}
    assert "2 of 3 complaints broke a clock, most often at 'confirm'" in explorer.summary.value


def test_long_promises_are_kept(explorer: ComplaintDesk) -> None:
    explorer.state = {"back": 3, "days": 30}
    assert "No complaint of 3 broke a clock" in explorer.summary.value
    assert explorer.replayed.over.empty


def test_what_is_not_closed_by_the_last_day_counts_as_open(explorer: ComplaintDesk) -> None:
    late = complaint(4, "2026-04-02 16:00", 200)
    explorer = ComplaintDesk(pd.concat([LONG_FIRST, pd.DataFrame([late])]))
    assert explorer.replayed.complaints["open"].tolist() == [False, False, False, True]
    assert "Still open: 1" in explorer.summary.value


def test_the_quickest_first_flatters_the_average_and_lengthens_the_tail() -> None:
    explorer = ComplaintDesk(company.generate(5, scale=1, dirty=False).complaints)
    explorer.state = {"back": 1, "order": "received"}
    fair = explorer.replayed
    explorer.state = {"order": "quick"}
    flattering = explorer.replayed
    means = [now.complaints.loc[~now.complaints["open"], "days"].mean() for now in (fair, flattering)]
    assert means[1] < means[0] / 2
    assert float(flattering.complaints["days"].max()) > float(fair.complaints["days"].max())


def test_only_the_last_half_year_is_replayed() -> None:
    old = complaint(0, "2025-03-02 09:00", 5)
    assert "B0" not in set(
        ComplaintDesk(pd.concat([LONG_FIRST, pd.DataFrame([old])])).recorded["complaint_id"]
    )


def test_a_complaint_open_on_record_is_left_out() -> None:
    unfinished = complaint(5, "2026-04-01 09:00", 5) | {"closed": pd.NaT}
    explorer = ComplaintDesk(pd.concat([LONG_FIRST, pd.DataFrame([unfinished])]))
    assert "B5" not in set(explorer.recorded["complaint_id"])


def test_the_tables_count_by_step_and_by_severity(explorer: ComplaintDesk) -> None:
    explorer.state = {"back": 1}
    rows = explorer.tables.value
    assert "<th scope='row'>confirm</th><td>24</td><td>3</td>" in rows
    assert "<th scope='row'>3 serious</th><td>1</td><td>1</td>" in rows
    assert "2 middling" not in rows


def test_the_reset_button_goes_back_to_the_start(explorer: ComplaintDesk) -> None:
    explorer.state = {"front": 1, "order": "clock", "hurried": True}
    explorer.state = explorer.start
    assert explorer.state == {"front": 0, "back": 2, "order": "received", "hurried": False, "days": 10}


def test_an_unknown_order_is_refused(explorer: ComplaintDesk) -> None:
    with pytest.raises(UsageError):
        explorer.state = {"order": "loudest"}


def test_it_speaks_chinese() -> None:
    explorer = ComplaintDesk(LONG_FIRST, language="zh")
    explorer.state = {"back": 1}
    assert "最多在“确认”" in explorer.summary.value
    assert "3 严重" in explorer.tables.value
    assert "竖线" in explorer.figure.value
