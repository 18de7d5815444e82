"""What explorers share."""

from __future__ import annotations

from coursekit.widgets import sliders


def test_a_slider_keeps_its_hook_and_its_whole_label() -> None:
    slider = sliders.whole("Recent: last order within (days)", 0, 120, 1, hook="ck-recent")
    assert slider._dom_classes == ("ck-recent",)
    assert slider.description == "Recent: last order within (days)"
    assert slider.style.description_width == "initial"


def test_a_choice_starts_where_it_is_told() -> None:
    assert sliders.choice("Day", ["2017-01-01", "2017-01-08"], "2017-01-08", hook="ck-day").index == 1


def test_an_explorer_can_be_found_by_its_kind_and_its_name() -> None:
    assert sliders.explorer([], hook="ck-rfm-cutoffs")._dom_classes == ("ck-explorer", "ck-rfm-cutoffs")
