from __future__ import annotations

import pytest

from coursekit.authoring import languages, notebooks
from coursekit.authoring.sync import mark_current, sync
from coursekit.errors import UsageError

CHINESE = "\u5f97\u5206\u76f8\u540c\u3002"


def reasons(stale):
    return [(cell.cell, cell.reason) for cell in stale]


def sources(path):
    return {cell["id"]: cell["source"] for cell in notebooks.read(path)["cells"]}


def test_a_missing_twin_is_made_with_english_text_to_be_written(make, tmp_path):
    english = make.write(
        tmp_path / "solutions/en/ex01-a/ex01-a.ipynb",
        make.prose("claim", "Score alike."),
        make.code("one", "1"),
    )
    chinese = languages.twin(english, "zh")
    assert reasons(sync(english, chinese)) == [("claim", "new")]
    assert sources(chinese) == sources(english)
    assert notebooks.read(chinese)["metadata"]["coursekit"] == {"language": "zh"}
    assert [b.rule for b in languages.parity(english, chinese)] == ["stale"]


def test_code_and_metadata_are_carried_and_prose_is_kept(make, twins):
    old = languages.digest("Score alike.")
    english, chinese = twins(
        [
            make.prose("claim", "Score alike.", covers=["M2.11"]),
            make.graded("test", "one", "assert x == 2", points=3),
        ],
        [
            make.prose("claim", CHINESE, coursekit={"source_digest": old}),
            make.graded("test", "one", "assert x == 1", points=1),
        ],
    )
    assert sync(english, chinese) == []
    assert sources(chinese) == {"claim": CHINESE, "one": "assert x == 2"}
    assert languages.parity(english, chinese) == []


def test_changed_english_prose_keeps_the_chinese_and_lists_it(make, twins):
    digest = {"source_digest": languages.digest("Score alike.")}
    english, chinese = twins(
        [make.prose("claim", "Score equally.")], [make.prose("claim", CHINESE, coursekit=digest)]
    )
    (stale,) = sync(english, chinese)
    assert (stale.cell, stale.reason, stale.english, stale.chinese) == (
        "claim",
        "stale",
        "Score equally.",
        CHINESE,
    )


def test_new_cells_come_in_and_dropped_cells_go_in_the_english_order(make, twins):
    english, chinese = twins(
        [make.code("three", "3"), make.prose("two", "Second."), make.code("one", "1")],
        [make.code("one", "1"), make.code("gone", "0"), make.code("three", "3")],
    )
    assert reasons(sync(english, chinese)) == [("two", "new")]
    assert list(sources(chinese)) == ["three", "two", "one"]


def test_localized_code_keeps_its_chinese_text_when_the_code_changes(make, twins):
    english, chinese = twins(
        [make.code("plot", "draw(sales, title='Sales')", tags=["localized"])],
        [make.code("plot", "draw(orders, title='\u9500\u552e\u989d')", tags=["localized"])],
    )
    sync(english, chinese)
    assert sources(chinese) == {"plot": "draw(sales, title='\u9500\u552e\u989d')"}


def test_localized_code_with_a_new_english_string_is_listed(make, twins):
    english, chinese = twins(
        [make.code("plot", "draw(sales, title='Sales', unit='day')", tags=["localized"])],
        [make.code("plot", "draw(sales, title='\u9500\u552e\u989d')", tags=["localized"])],
    )
    assert reasons(sync(english, chinese)) == [("plot", "stale")]


def test_a_cell_that_changed_its_type_starts_anew(make, twins):
    english, chinese = twins([make.prose("one", "Now prose.")], [make.code("one", "1")])
    assert reasons(sync(english, chinese)) == [("one", "new")]


def test_syncing_twice_changes_nothing_more(make, twins):
    english, chinese = twins(
        [make.prose("claim", "Score alike."), make.code("plot", "f('a')", tags=["localized"])],
        [make.prose("claim", CHINESE), make.code("plot", "f('b')", tags=["localized"])],
    )
    first = sync(english, chinese)
    written = chinese.read_bytes()
    assert sync(english, chinese) == first
    assert chinese.read_bytes() == written


def test_marking_makes_only_the_named_cells_current(make, twins):
    english, chinese = twins(
        [make.prose("one", "First."), make.prose("two", "Second.")],
        [make.prose("one", CHINESE), make.prose("two", CHINESE)],
    )
    assert mark_current(chinese, ["two"]) == ["two"]
    assert [(b.cell, b.rule) for b in languages.parity(english, chinese)] == [("one", "stale")]
    assert mark_current(chinese) == ["one"]
    assert languages.parity(english, chinese) == []


def test_marking_an_unknown_cell_is_refused(make, twins):
    _, chinese = twins([make.prose("one", "First.")], [make.prose("one", CHINESE)])
    with pytest.raises(UsageError, match="Found no cell three"):
        mark_current(chinese, ["three"])
