from __future__ import annotations

import pytest

from coursekit.authoring import links


@pytest.fixture
def course(make, tmp_path):
    """Two lessons in each language, a data card, a picture."""
    for language in ("en", "zh"):
        for name in ("05-grading", "06-lists"):
            path = tmp_path / f"lessons/{language}/{name}.ipynb"
            make.write(path, make.prose("top", "# Ties: who *shares*?\n\n## \u540c\u5206 \u89c4\u5219"))
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets/card.md").write_text('# The card\n<a id="columns"></a>\n', encoding="utf-8")
    (tmp_path / "datasets/plot.png").write_bytes(b"")
    return tmp_path


def rules(make, course, source, name="lessons/en/05-grading.ipynb"):
    path = make.write(course / name, make.prose("here", source))
    return [breach.rule for breach in links.breaches(path, course)]


@pytest.mark.parametrize(
    "source",
    [
        "[next](06-lists.ipynb)",
        "[card](../../datasets/card.md#columns) and [again](../../datasets/card.md#the-card)",
        "[ties](06-lists.ipynb#Ties:-who-shares?)",
        "[rule](06-lists.ipynb#\u540c\u5206-\u89c4\u5219)",
        "![plot](../../datasets/plot.png)",
        "[site](https://example.org/a) and <a href='https://example.org'>b</a>",
        "[\u4e2d\u6587](../zh/05-grading.ipynb)",
        "`[not a link](nowhere.md)`\n\n```\n[nor this](nowhere.md)\n```",
        "# Here\n[up](#here)",
    ],
)
def test_links_that_hold(make, course, source):
    assert rules(make, course, source) == []


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("[gone](07-gone.ipynb)", "leads nowhere"),
        ("[gone]: ../../datasets/gone.md", "leads nowhere"),
        ("<a href='gone.ipynb'>gone</a>", "leads nowhere"),
        ("[card](../../datasets/card.md#rows)", "names no heading"),
        ("[here](#nowhere)", "names no heading"),
        ("[lists](../zh/06-lists.ipynb)", "leads into the other language"),
        ("[etc](/etc/hosts)", "absolute path"),
        ("[file](file:///etc/hosts)", "absolute path"),
        ("[out](../../../elsewhere.md)", "leads out of the course"),
        ("![plot](https://example.org/a.png)", "loads from another host"),
        ("<img alt='x' src='//example.org/a.png'>", "loads from another host"),
        ("<script src='https://example.org/a.js'></script>", "loads from another host"),
        ("<iframe>x</iframe>", "runs a script or frame"),
        ("[![badge](https://example.org/b.svg)](06-lists.ipynb)", "loads from another host"),
    ],
)
def test_links_that_break(make, course, source, rule):
    assert rule in rules(make, course, source)


def test_only_binders_own_badge_may_come_from_elsewhere(course):
    readme = course / "README.md"
    readme.write_text("[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/a/b/HEAD)")
    assert links.breaches(readme, course) == []
