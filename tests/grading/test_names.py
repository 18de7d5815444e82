"""What a cell does to names is told from its text."""

from __future__ import annotations

import json

import pytest
from grading_notebooks import book, cell, notebook

from coursekit.grading.groups import copy_points
from coursekit.grading.names import names
from coursekit.grading.preload import Preload, not_run_by_checker, preload_of, setup_of
from coursekit.grading.unit import _cells

BOUND = {
    "x = 1": {"x"},
    "x, (y, *z) = 1, (2, 3)": {"x", "y", "z"},
    "for i in range(3): pass": {"i"},
    "with open('f') as f: pass": {"f"},
    "import numpy as np, os.path": {"np", "os"},
    "from math import pi as p": {"p"},
    "def f():\n    inner = 1": {"f"},
    "class C:\n    attribute = 1": {"C"},
    "[i for i in range(3)]": set(),
    "[last := i for i in range(3)]": {"last"},
    "async def g(): pass": {"g"},
    "%%bash\nx=1": set(),
    "y = !ls": {"y"},
    "match row:\n    case {'n': n, **rest}: pass": {"n", "rest"},
    "try: pass\nexcept ValueError as error: pass": {"error"},
    "def f(k=(n := 3)): return k": {"f", "n"},
}
CHANGED = {
    "df['c'] = 1": {"df"},
    "df.loc[0, 'a'] = 2": {"df"},
    "df.drop(columns='a', inplace=True)": {"df"},
    "items.append(3)": {"items"},
    "model.fit(X, y)": {"model"},
    "ax.set_title('t')": {"ax"},
    "random.shuffle(cards)": {"cards"},
    "df.head()": set(),
    "print(df)": set(),
    "total += 1": set(),
}


@pytest.mark.parametrize("source", BOUND)
def test_bound(source: str) -> None:
    assert names(source).bound == BOUND[source]


def test_names_in_a_query_are_read() -> None:
    assert {"df", "limit"} <= names("df.query('a > @limit')").read
    assert "limit" in names("pd.eval('limit + 1')").read
    assert names("print('limit')").read == {"print"}


@pytest.mark.parametrize("source", CHANGED)
def test_changed(source: str) -> None:
    assert names(source).changed == CHANGED[source]


@pytest.mark.parametrize(
    "source", ["(" * 5000, "-" * 100_000 + "1", "a." * 50_000 + "b", "\0", "x = " + "9" * 10_000]
)
def test_hostile_text_is_read_or_given_up(source: str) -> None:
    assert names(source) is not None


def test_special_methods_of_answers_are_noted() -> None:
    assert names("class M:\n    def __add__(self, o): pass").methods == {"__add__"}
    assert "__eq__" in names("@dataclass\nclass P: pass").methods


SETUP = "import pandas as pd\ndf = pd.DataFrame({'a': [1]})"


def points(*pairs: tuple[str, str]) -> dict[int, int]:
    return copy_points(_cells(book(SETUP, *pairs)), frozenset({("setup", SETUP)}), {})


def test_functions_that_have_nothing_to_do_with_each_other_share_a_copy() -> None:
    found = points(("def f(x): return x", "assert f(1)"), ("def g(x): return x", "assert g(1)"))
    assert found == {2: 5, 4: 5}


@pytest.mark.parametrize(
    "later",
    ["def f(x): return 0", "n = 2", "df['b'] = 1", "exec('x = 1')", "%run other.py", "def g(x):\n    return f(x)", "n.append(1)"],
)  # fmt: skip
def test_a_later_cell_that_may_change_what_a_test_sees_forces_its_own_copy(later: str) -> None:
    found = points(("n = [1]\ndef f(x): return n[0] + len(df)", "assert f(1)"), (later, "assert g(1)"))
    assert found[2] == 3


def test_what_the_instructor_made_is_known_without_a_copy() -> None:
    hidden = "assert f(len(df)) == 1, text('week1.f_wrong')"
    assert points(("def f(x): return x", hidden), ("def g(x): return len(df)", "assert g(1)")) == {2: 5, 4: 5}


@pytest.mark.parametrize("name", ["out.csv", "results/OUT.CSV", ".json"])
def test_a_test_that_names_a_data_file_sees_it_as_it_was(name: str) -> None:
    found = points(("x = 1", f"assert f(len(df)) == {name!r}"), ("y = 2", "assert y"))
    assert found[2] == 3


def test_a_test_that_asks_for_nothing_needs_no_copy() -> None:
    assert points(("pass", "assert len(df) == 1")) == {}


def test_modules_are_told_from_imports() -> None:
    source = notebook(
        cell("import numpy as np\nfrom sklearn.cluster import KMeans"),
        cell("import seaborn"),
        cell("%matplotlib inline"),
    )
    assert {"numpy", "sklearn.cluster", "seaborn", "matplotlib.pyplot"} <= set(preload_of(source).worker)
    assert preload_of(b"no notebook") == Preload()
    stated = {"cells": [], "metadata": {"coursekit": {"preload": ["scipy.stats", 3]}}}
    assert preload_of(json.dumps(stated).encode()) == Preload(("scipy.stats",), ("scipy.stats",))
    assert preload_of(json.dumps({"cells": []}).encode()) == Preload()


def marked(**more: object) -> list[dict[str, object]]:
    return [{"cell_type": "code", "metadata": {}, "source": "import math"} | more]


BROKEN = {
    "no cells": None,
    "cells as text": "abc",
    "a cell that is none": [None, "x"],
    "no text": marked(source=None),
    "parts of a text that are none": marked(source=["import ", 3]),
    "tags that are none": marked(metadata={"tags": None}),
    "a number for tags": marked(metadata={"tags": 3}),
    "a mark that is none": marked(metadata={"nbgrader": ["locked"]}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_source_stops_nobody(name: str) -> None:
    source = json.dumps({"cells": BROKEN[name]}).encode()
    assert set(preload_of(source).worker) <= {"math"}
    assert setup_of(source, "checker") == []
    assert not_run_by_checker(source) == frozenset()
    assert preload_of(b"[" * 100_000) == Preload()


def test_a_tag_is_one_of_a_list() -> None:
    for tags, left_out in (
        (["display-only"], {"print()"}),
        ("display-only", set()),
        ("not-display-only", set()),
    ):
        source = json.dumps({"cells": marked(source="print()", metadata={"tags": tags})}).encode()
        assert not_run_by_checker(source) == left_out
