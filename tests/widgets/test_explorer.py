"""What all explorers do: state in, finding, figure and tables out."""

from __future__ import annotations

from typing import Any

import pytest

from coursekit.errors import UsageError
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, pick, table, wrapped


class Doubling(Explorer):
    """The smallest explorer: twice a number."""

    name = "kmeans_steps"  # any catalogue will do

    def __init__(self, language: str = "en") -> None:
        super().__init__(language)
        self.drawn = 0
        self.assemble(
            {
                "number": sliders.whole("Number", 0, 9, 1, hook="ck-number"),
                "unit": pick("Unit", {"yuan": "CNY", "dollar": "USD"}, "CNY", hook="ck-unit"),
            },
            {"number": 2, "unit": "CNY"},
        )

    def view(self, state: State) -> View:
        self.drawn += 1
        finding = f"{2 * state['number']} {state['unit']}"
        figure = canvas(finding, self.language)[0]
        return View(
            finding, figure, "A number.", table("Twice", ["was", "is"], [[str(state["number"]), finding]])
        )


@pytest.fixture
def explorer() -> Doubling:
    return Doubling()


def test_it_starts_where_it_was_told_to(explorer: Doubling) -> None:
    assert explorer.state == {"number": 2, "unit": "CNY"}
    assert "4 CNY" in explorer.summary.value


def test_moving_a_control_redraws_once(explorer: Doubling) -> None:
    explorer.drawn = 0
    explorer.controls["number"].value = 5
    assert explorer.drawn == 1
    assert "10 CNY" in explorer.summary.value


def test_setting_several_controls_redraws_once(explorer: Doubling) -> None:
    explorer.drawn = 0
    explorer.state = {"unit": "USD", "number": 4}
    assert explorer.drawn == 1
    assert explorer.state == {"number": 4, "unit": "USD"}


def test_the_figure_says_in_words_what_it_draws_and_finds(explorer: Doubling) -> None:
    assert 'alt="A number. 4 CNY"' in explorer.figure.value


def test_the_finding_is_announced_to_screen_readers(explorer: Doubling) -> None:
    assert 'role="status"' in explorer.summary.value


def test_the_finding_does_not_stand_twice_on_the_screen(explorer: Doubling) -> None:
    assert "ck-spoken" in explorer.summary.value  # read aloud; to be seen, it is the figure's title


def test_reset_goes_back_to_the_start(explorer: Doubling) -> None:
    explorer.state = {"number": 9}
    reset = next(part for part in _all(explorer.box) if "ck-reset" in part._dom_classes)
    reset.click()
    assert explorer.state == explorer.start


@pytest.mark.parametrize(
    "wrong", [{"number": 10}, {"unit": "EUR"}, {"number": 3, "unit": "EUR"}, {"number": "three"}]
)
def test_a_value_that_no_control_takes_changes_nothing(explorer: Doubling, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        explorer.state = wrong
    assert explorer.state == {"number": 2, "unit": "CNY"}
    explorer.controls["number"].value = 3
    assert "6 CNY" in explorer.summary.value


def test_a_control_that_does_not_exist_is_told_with_those_that_do(explorer: Doubling) -> None:
    with pytest.raises(UsageError, match="number, unit"):
        explorer.state = {"colour": 1}


def test_page_and_test_find_it_by_its_classes(explorer: Doubling) -> None:
    classes = [name for part in _all(explorer.box) for name in part._dom_classes]
    assert {"coursekit-kmeans-steps", "ck-number", "ck-unit", "ck-summary", "ck-figure", "ck-tables"} <= set(
        classes
    )


def test_it_shows_as_a_widget(explorer: Doubling, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts: list[str] = []
    monkeypatch.setattr("IPython.display.display", lambda shown: scripts.append(shown.data))
    shown = explorer._repr_mimebundle_(include=None, exclude=None)
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "data-lm-suppress-shortcuts" in "".join(scripts)


def test_long_findings_break_into_lines_in_both_languages() -> None:
    assert all(len(line) <= 120 for line in wrapped("word " * 60, "en").splitlines())
    assert [len(line) for line in wrapped("字" * 130, "zh").splitlines()] == [60, 60, 10]


def test_a_table_escapes_what_it_is_given() -> None:
    assert "<script>" not in table("<script>", ["<script>"], [["<script>", "<script>"]])


def _all(box: Any) -> list[Any]:
    return [box, *(part for child in getattr(box, "children", ()) for part in _all(child))]
