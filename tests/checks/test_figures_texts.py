from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from coursekit.checks import attempted, figure, model_answer, text_answer
from coursekit.messages import text


def axes(kind: str = "bar", title: str = "B is larger", x: str = "Grade", y: str = "Households"):
    drawn = Figure().subplots()
    if kind == "bar":
        drawn.bar(["A", "B"], [48, 70])
    elif kind == "line":
        drawn.plot([1, 2], [48, 70])
    else:
        drawn.scatter([1, 2], [48, 70])
    drawn.set(title=title, xlabel=x, ylabel=y)
    return drawn


@pytest.mark.parametrize("kind", ["bar", "line", "scatter"])
def test_a_labelled_chart_of_the_right_kind_and_data_passes(kind, proxy) -> None:
    figure(axes(kind), name="ax", kind=kind, data=[48, 70])
    figure(axes(kind), name="ax")


@pytest.mark.parametrize("side", ["left", "center", "right"])
def test_a_title_may_stand_on_any_side(side) -> None:
    drawn = axes(title="")
    drawn.set_title("B is larger", loc=side)
    figure(drawn, name="ax", kind="bar")


def test_a_chart_may_be_a_proxy(proxy) -> None:
    figure(proxy(axes("bar")), name="ax", kind="bar", data=[70, 48])


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (axes(x=""), "checks.axis_unlabelled"),
        (axes(y=" "), "checks.axis_unlabelled"),
        (axes(title=""), "checks.untitled"),
        (axes("line"), "checks.no_bar"),
        (None, "checks.unanswered"),
        ("chart", "checks.wrong_kind"),
    ],
)
def test_a_wrong_chart_is_told_how_it_is_wrong(found, key, failure) -> None:
    assert failure(figure, found, name="ax", kind="bar").key == key


def test_wrong_data_is_told_without_the_right_values(failure) -> None:
    told = failure(figure, axes(), name="ax", kind="bar", data=[48, 71])
    assert (told.key, told.facts["found"]) == ("checks.marks_off", "70")
    assert failure(figure, axes(), name="ax", kind="bar", data=[48]).key == "checks.marks_count"


def test_order_matters_for_a_line_only(failure) -> None:
    assert failure(figure, axes("line"), name="ax", kind="line", data=[70, 48]).key == "checks.marks_off"


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ("too short", "checks.text_short"),
        ("word " * 30, "checks.text_long"),
        ("six words that mention nothing asked", "checks.text_lacks"),
        (None, "checks.unanswered"),
        (7, "checks.wrong_kind"),
    ],
)
def test_a_text_is_long_enough_and_mentions_what_it_must(found, key, failure) -> None:
    told = failure(text_answer, found, name="memo", at_least=5, at_most=20, mentions=["grade A"])
    assert told.key == key


def test_chinese_characters_count_as_words() -> None:
    text_answer("先给 A 级客户寄信。", name="memo", at_least=8, at_most=8)


def test_an_unchanged_cell_is_no_attempt() -> None:
    stub = "Write your memo here."
    assert not attempted(f"\n{stub}\n", unchanged=stub, at_least=1)
    assert attempted(f"{stub} We write to grade A.", unchanged=stub, at_least=5)
    assert not attempted(None)


def test_the_model_answer_waits(capsys) -> None:
    model_answer("checks.unanswered", "too short", at_least=5, name="memo")
    assert capsys.readouterr().out.strip() == text("checks.model_answer_waits", words=5)
    model_answer("checks.unanswered", "long enough to count as one", at_least=5, name="memo")
    assert capsys.readouterr().out.strip() == text("checks.unanswered", name="memo")
