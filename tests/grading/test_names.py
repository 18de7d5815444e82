"""What a cell does to names is told from its text."""

from __future__ import annotations

import json

import pytest
from grading_notebooks import book, cell, notebook

from coursekit.grading.groups import copy_points
from coursekit.grading.names import names
from coursekit.grading.preload import Preload, preload_of
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
    return copy_points(_cells(book(SETUP, *pairs)), frozenset({SETUP}), {})


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
