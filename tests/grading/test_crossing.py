"""Tests that need the trainee's process are told from their text; all others run outside."""

from __future__ import annotations

import pytest

from coursekit.grading.crossing import crosses

CROSSING = {
    "source": ["import inspect\ninspect.getsource(f)", "from inspect import getsource\ngetsource(f)", "f.__code__.co_names"],
    "patch": ["from unittest.mock import patch\nwith patch('builtins.print'): f()", "import unittest.mock\nunittest.mock.Mock()",
              "np.sum = None\nf()", "monkeypatch.setattr(np, 'sum', None)"],
    "identity": ["assert a is b", "assert id(a) == id(b)", "assert type(model) is KMeans", "assert a is not df"],
    "figure": ["ax = plt.gca()", "assert plt.gcf().axes", "assert len(plt.get_fignums()) == 1", "assert plt.xlim() == (0, 1)"],
    "history": ["assert 'x' in In[3]", "assert Out[2] == 5", "get_ipython()", "assert 'for' in _ih[-2]"],
    "globals": ["for k, v in globals().items(): print(k)", "assert set(globals()) > {'x'}", "print(dir())", "vars()['x']"],
    "magic": ["%%bash\necho $?", "%run other.py"],
    "pickle": ["pd.read_pickle('m.pkl')", "import joblib\njoblib.load('m')", "import pickle\npickle.load(open('m', 'rb'))"],
}  # fmt: skip
OUTSIDE = [
    "assert f(2) == 4",
    "assert x is None and y is not True",
    "assert type(x) is float",
    "assert type(x) == pd.DataFrame",
    "assert isinstance(model, KMeans)",
    "assert 'x' in globals() and globals()['x'] == 1 and globals().get('y')",
    "assert 'x' not in dir()",
    "import inspect\nassert list(inspect.signature(f).parameters) == ['a']",
    "In = 3\nassert In == 3",
    "import pytest\nwith pytest.raises(ValueError): f(-1)",
    "fig, ax = plt.subplots()\nassert ax",
    "import json\njson.load(open('data.json'))",
    "def (:",
]


@pytest.mark.parametrize(("reason", "source"), [(r, s) for r, sources in CROSSING.items() for s in sources])
def test_recognised(reason: str, source: str) -> None:
    assert crosses(source) == reason


@pytest.mark.parametrize("source", OUTSIDE)
def test_runs_outside(source: str) -> None:
    assert crosses(source) is None
