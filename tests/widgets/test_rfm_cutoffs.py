"""Explorer of ABCD and RFM cut-offs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import matplotlib as mpl
import pandas as pd
import pytest

from coursekit import messages
from coursekit.widgets.rfm_cutoffs import RfmCutoffs

ORDERS = pd.DataFrame(
    {
        "customer_id": [1, 1, 2, 3, 4, 1],
        "order_id": [10, 11, 12, 13, 14, 15],
        "order_date": pd.to_datetime(
            ["2017-01-01", "2017-03-25", "2017-03-30", "2017-01-10", "2017-02-01", "2017-05-01"]
        ),
        "amount": [100.0, 500.0, 300.0, 950.0, 50.0, 5000.0],
    }
)


@pytest.fixture(autouse=True)
def settings() -> Iterator[None]:
    before = messages.current_language()
    with mpl.rc_context():
        yield
    messages.set_language(before)


@pytest.fixture
def explorer() -> RfmCutoffs:
    return RfmCutoffs(ORDERS, as_of="2017-03-31")


def test_orders_after_the_as_of_date_do_not_count(explorer: RfmCutoffs) -> None:
    assert explorer.grades["sales"].sum() == 1900


def test_grades_follow_their_cut_offs(explorer: RfmCutoffs) -> None:
    assert explorer.grades["customers"].to_dict() == {"A": 1, "B": 1, "C": 1, "D": 1}
    explorer.controls["a"].value = 85
    assert explorer.grades["customers"]["A"] == 3


def test_types_follow_their_cut_offs(explorer: RfmCutoffs) -> None:
    explorer.state = replace(explorer.state, recent=7, frequent=2, spending=600)
    assert explorer.types["customers"].loc[lambda n: n > 0].to_dict() == {
        "important-value": 1,
        "important-win-back": 1,
        "general-develop": 1,
        "general-win-back": 1,
    }


def test_moving_the_as_of_date_changes_figure_and_summary(explorer: RfmCutoffs) -> None:
    figure, summary = explorer.figure.value, explorer.summary.value
    explorer.controls["as_of"].value = "2017-05-01"
    assert explorer.figure.value != figure
    assert explorer.summary.value != summary
    assert "6,900 USD" in explorer.summary.value


def test_a_cut_off_pushes_its_neighbours_on(explorer: RfmCutoffs) -> None:
    explorer.controls["a"].value = 85
    assert (explorer.state.a, explorer.state.b, explorer.state.c) == (85, 90, 95)
    explorer.controls["c"].value = 20
    assert (explorer.state.a, explorer.state.b, explorer.state.c) == (10, 15, 20)


def test_reset_goes_back_to_the_start(explorer: RfmCutoffs) -> None:
    figure = explorer.figure.value
    explorer.controls["recent"].value = 100
    explorer.box.children[1].children[1].click()
    assert explorer.state == explorer.start
    assert explorer.figure.value == figure


def test_the_table_shows_the_change_since_the_start(explorer: RfmCutoffs) -> None:
    explorer.controls["a"].value = 85
    assert "<td>3 (+2)</td>" in explorer.tables.value


def test_the_figure_has_alternative_text_with_the_finding(explorer: RfmCutoffs) -> None:
    assert "Grade A: 1 customers, 50% of sales" in explorer.figure.value


def test_everything_speaks_chinese() -> None:
    explorer = RfmCutoffs(ORDERS, as_of="2017-03-31", language="zh")
    assert explorer.controls["as_of"].description == "截止日期"
    assert "重要挽留客户" in explorer.tables.value
    assert "截至 2017-03-31" in explorer.summary.value


def test_controls_and_figure_can_be_found_in_the_page(explorer: RfmCutoffs) -> None:
    assert "ck-rfm-cutoffs" in explorer.box._dom_classes
    assert [control._dom_classes[0] for control in explorer.controls.values()] == [
        "ck-as-of",
        "ck-cutoff-a",
        "ck-cutoff-b",
        "ck-cutoff-c",
        "ck-recent",
        "ck-frequent",
        "ck-spending",
    ]
    assert "ck-figure" in explorer.figure._dom_classes


def test_it_shows_as_a_widget_with_named_handles(
    explorer: RfmCutoffs, monkeypatch: pytest.MonkeyPatch
) -> None:
    displayed: list[str] = []
    monkeypatch.setattr("IPython.display.display", lambda shown: displayed.append(shown.data))
    shown = explorer._repr_mimebundle_(include=None, exclude=None)
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "aria-label" in displayed[0]
