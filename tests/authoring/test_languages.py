from __future__ import annotations

import pytest

from coursekit.authoring import languages

ENGLISH = "Customers who behave alike must score alike."
CHINESE = "\u884c\u4e3a\u76f8\u540c\u7684\u5ba2\u6237\uff0c\u5f97\u5206\u5fc5\u987b\u76f8\u540c\u3002"


def current(make, cell_id="claim", english=ENGLISH, chinese=CHINESE):
    return make.prose(cell_id, chinese, coursekit={"source_digest": languages.digest(english)})


def rules(paths):
    return [(breach.cell, breach.rule) for breach in languages.parity(*paths)]


def test_a_true_twin_breaks_no_rule(make, twins):
    english = [make.prose("claim", ENGLISH, covers=["M2.11"]), make.code("ties-code", "x = 1")]
    chinese = [current(make), make.code("ties-code", "x = 1")]
    chinese[0]["metadata"]["covers"] = ["M2.11"]
    assert rules(twins(english, chinese)) == []


def test_prose_written_from_an_older_english_text_is_stale(make, twins):
    paths = twins([make.prose("claim", ENGLISH + " Always.")], [current(make)])
    assert rules(paths) == [("claim", "stale")]


def test_prose_without_a_digest_is_stale(make, twins):
    assert rules(twins([make.prose("claim", ENGLISH)], [make.prose("claim", CHINESE)])) == [
        ("claim", "stale")
    ]


def test_english_prose_in_the_chinese_notebook_is_untranslated(make, twins):
    paths = twins([make.prose("claim", ENGLISH)], [current(make, chinese=ENGLISH)])
    assert rules(paths) == [("claim", "untranslated")]


def test_a_formula_needs_no_chinese(make, twins):
    formula = "$G = \\frac{2 \\sum i x_i}{n \\sum x_i}$ `gini`"
    assert rules(twins([make.prose("gini", formula)], [current(make, "gini", formula, formula)])) == []


def test_missing_and_surplus_cells_are_named(make, twins):
    english = [make.code("one", "1"), make.code("two", "2")]
    assert rules(twins(english, [make.code("one", "1"), make.code("three", "3")])) == [
        ("two", "cell missing in Chinese"),
        ("three", "cell has no English twin"),
    ]


def test_another_order_of_cells(make, twins):
    one, two = make.code("one", "1"), make.code("two", "2")
    assert rules(twins([one, two], [two, one])) == [("", "cells in another order")]


def test_another_cell_type(make, twins):
    assert rules(twins([make.code("one", "1")], [make.prose("one", "1")])) == [("one", "another cell type")]


@pytest.mark.parametrize("key", ["nbgrader", "covers", "practises", "tags"])
def test_metadata_must_be_equal(make, twins, key):
    paths = twins([make.code("one", "1", **{key: ["a"]})], [make.code("one", "1", **{key: ["b"]})])
    assert rules(paths) == [("one", f"metadata '{key}' differ")]


def test_a_difference_in_code_is_shown_as_a_diff(make, twins):
    paths = twins([make.code("one", "top = 0.5")], [make.code("one", "top = 0.8")])
    message = str(languages.parity(*paths)[0])
    assert "cell 'one'" in message
    assert "-top = 0.5\n+top = 0.8" in message


def test_localized_code_that_stores_a_digest_goes_stale_too(make, twins):
    digest = {"source_digest": languages.digest("title = 'Sales'")}
    english = [make.code("one", "title = 'Sales per day'", tags=["localized"])]
    chinese = [make.code("one", "title = '\u9500\u552e\u989d'", tags=["localized"], coursekit=digest)]
    assert rules(twins(english, chinese)) == [("one", "stale")]


def test_notebook_metadata_must_be_equal(make, twins):
    english, chinese = twins([make.code("one", "1")], [make.code("one", "1")])
    english.write_text(english.read_text().replace("Python 3", "Python 3 (ipykernel)"))
    assert rules((english, chinese)) == [("", "notebook metadata differ")]


def test_pairs_are_lessons_and_solutions_and_orphans_have_no_english(make, tmp_path):
    make.write(tmp_path / "lessons/en/01-a.ipynb")
    make.write(tmp_path / "solutions/en/ex01-a/ex01-a.ipynb")
    orphan = make.write(tmp_path / "lessons/zh/02-b.ipynb")
    names = [(en.relative_to(tmp_path).as_posix(), zh.exists()) for en, zh in languages.pairs(tmp_path)]
    assert names == [("lessons/en/01-a.ipynb", False), ("solutions/en/ex01-a/ex01-a.ipynb", False)]
    assert languages.orphans(tmp_path) == [orphan]
