from __future__ import annotations

import string

import pytest
from IPython.core.interactiveshell import InteractiveShell

from coursekit.checks import CheckFailed, explain, fail, require
from coursekit.messages import LANGUAGES, catalogue, set_language, text


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("key", [key for key in catalogue() if key.startswith(("checks.", "ex"))])
def test_a_message_has_the_same_fields_in_every_language(key: str) -> None:
    sentences = catalogue()[key]
    assert set(sentences) == set(LANGUAGES)
    assert len({frozenset(fields(sentence)) for sentence in sentences.values()}) == 1
    assert all("!" not in sentence and "\uff01" not in sentence for sentence in sentences.values())


def test_a_failed_check_is_an_assertion_with_its_key_and_facts() -> None:
    with pytest.raises(AssertionError) as raised:
        fail("checks.ranking_repeated", name="order", entry="bo")
    assert isinstance(raised.value, CheckFailed)
    assert (raised.value.key, raised.value.facts) == (
        "checks.ranking_repeated",
        {"name": "order", "entry": "bo"},
    )
    assert str(raised.value) == "`order` lists bo more than once."


def test_a_failed_check_speaks_the_language_chosen_last() -> None:
    set_language("zh")
    assert str(CheckFailed("checks.unanswered", {"name": "cells"})) == text(
        "checks.unanswered", "zh", name="cells"
    )


def test_jupyter_shows_the_sentence_and_no_traceback() -> None:
    shell = InteractiveShell()
    shown: list[str] = []
    shell._showtraceback = lambda kind, value, lines: shown.extend(lines)
    shell.run_cell("from coursekit.checks import fail\nfail('checks.unanswered', name='cells')")
    assert shown == [text("checks.unanswered", "en", name="cells")]


@pytest.mark.parametrize("value", [False, None, 0, "yes", 1])
def test_only_true_itself_satisfies_a_requirement(value: object) -> None:
    with pytest.raises(CheckFailed):
        require(value, "checks.unanswered", name="x")


@pytest.mark.parametrize(
    ("error", "key", "facts"),
    [
        (NotImplementedError(), "checks.cell_unwritten", {}),
        (KeyError("secret input"), "checks.test_stopped", {"error": "KeyError"}),
        (NameError("name 'cells' is not defined", name="cells"), "checks.not_defined", {"name": "cells"}),
    ],
)
def test_whatever_stops_a_test_is_explained_without_its_text(
    error: Exception, key: str, facts: dict[str, str]
) -> None:
    assert explain(error) == text(key, **facts)
    assert "secret" not in explain(error)
