"""Honest work is graded as a kernel would grade it, with tests outside the trainee's process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from grading_notebooks import book

from coursekit.data.variants import CLASS_VARIABLE, SALT_VARIABLE, TRAINEE_VARIABLE, Variant
from coursekit.grading.engine import Engine
from coursekit.grading.preload import Preload
from coursekit.grading.submission import Limits, Outcome, Submission
from coursekit.grading.walls import strongest

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
SETUP = "import numpy as np\nimport pandas as pd\ndf = pd.DataFrame({'a': [3, 1, 2], 'b': list('xyz')})"
PRELOADED = ("pandas", "matplotlib.pyplot", "sklearn.cluster")
LIBRARIES = "import matplotlib.pyplot as plt\nfrom sklearn.cluster import KMeans"
Grade = Callable[..., Outcome]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    limits = Limits(cell_seconds=4.0, wall_seconds=60.0, memory=600 << 20, scratch=32 << 20)
    with Engine(isolation=strongest(), limits=limits, preload=Preload(PRELOADED, PRELOADED)) as engine:
        yield engine


@pytest.fixture
def grade(engine: Engine) -> Grade:
    """Grade pairs of (what was handed in, test); ``right`` are the instructor's answers, if others."""

    def graded(
        *pairs: tuple[str, str], setup: str = SETUP, right: list[str] | None = None, **more: object
    ) -> Outcome:
        source = book(setup, *[("raise NotImplementedError", test) for _, test in pairs])
        answers = right or [answer for answer, _ in pairs]
        reference = book(setup, *[(answer, test) for answer, (_, test) in zip(answers, pairs, strict=True)])
        unit = Submission("ann", "ps1", "p1", source, book(setup, *pairs), reference=reference, **more)  # type: ignore[arg-type]
        (outcome,) = engine.grade([unit])
        assert outcome.graded, outcome.reason
        return outcome

    return graded


def points(outcome: Outcome) -> list[float | None]:
    return [score.score for score in outcome.scores]


HONEST = {
    "number": ("total = df.a.sum()", "assert total == 6"),
    "table": ("high = df[df.a > 1]", "pd.testing.assert_frame_equal(high, df.iloc[[0, 2]])"),
    "function": ("def double(x): return 2 * x", "assert double(4) == 8\nassert list(double(df.a)) == [6, 2, 4]"),
    "keyword": ("def add(x, *, by=1): return x + by", "assert add(1) == 2 and add(1, by=5) == 6"),
    "class": (
        "class Account:\n    def __init__(self, owner): self.owner, self.sum = owner, 0\n"
        "    def pay(self, x):\n        self.sum += x\n        return self",
        "acc = Account('ann')\nassert acc.pay(5).pay(6).sum == 11\nassert acc.owner == 'ann'\nassert isinstance(acc, Account)",
    ),
    "operators": (
        "class Money:\n    def __init__(self, n): self.n = n\n    def __add__(self, o): return Money(self.n + o.n)\n"
        "    def __eq__(self, o): return self.n == o.n\n    def __hash__(self): return self.n\n"
        "    def __repr__(self): return f'Money({self.n})'",
        "assert Money(1) + Money(2) == Money(3)\nassert Money(1) != Money(2)\nassert repr(Money(4)) == 'Money(4)'",
    ),
    "dataclass": (
        "from dataclasses import dataclass\n@dataclass(order=True)\nclass P:\n    x: int\n    y: int = 0",
        "assert P(1, 2) == P(1, 2)\nassert P(1) < P(2)\nassert sorted([P(3), P(1)])[0].x == 1",
    ),
    "generator": (
        "def squares(n):\n    for i in range(n):\n        yield i * i",
        "assert list(squares(4)) == [0, 1, 4, 9]\ns = squares(2)\nassert next(s) == 0 and next(s) == 1\n"
        "import types\nassert isinstance(squares(1), types.GeneratorType)",
    ),
    "endless generator": (
        "import itertools\ndef odd():\n    return itertools.count(1, 2)",
        "import itertools\nassert list(itertools.islice(odd(), 3)) == [1, 3, 5]",
    ),
    "raises": (
        "def root(x):\n    if x < 0: raise ValueError('negative')\n    return x ** 0.5",
        "import pytest\nwith pytest.raises(ValueError, match='neg'):\n    root(-1)\nassert root(4) == 2",
    ),
    "try and except": (
        "def pick(d, k): return d[k]",
        "try:\n    pick({}, 'a')\nexcept KeyError as error:\n    assert error.args == ('a',)\nelse:\n    raise AssertionError",
    ),
    "own exception": (
        "class TooMuch(ValueError):\n    def __init__(self, by):\n        super().__init__(f'too much by {by}')\n        self.by = by\n"
        "def spend(x):\n    if x > 10: raise TooMuch(x - 10)",
        "import pytest\nassert issubclass(TooMuch, ValueError)\nwith pytest.raises(TooMuch) as caught:\n    spend(15)\n"
        "assert caught.value.by == 5 and 'too much' in str(caught.value)",
    ),
    "async": (
        "import asyncio\nasync def later(x):\n    await asyncio.sleep(0)\n    return x + 1",
        "assert await later(2) == 3\nimport asyncio",
    ),
    "top-level await": ("import asyncio\nvalue = await asyncio.sleep(0, result=5)", "assert value == 5"),
    "magic": ("%timeit -n1 -r1 1+1\nx = !echo hello", "assert list(x) == ['hello']"),
    "bash cell": ("%%bash --out said\necho good morning", "assert said.strip() == 'good morning'"),
    "model": (
        "model = KMeans(n_clusters=2, n_init=1, random_state=0).fit([[0.0], [0.1], [5.0]])",
        "assert isinstance(model, KMeans)\nassert model.n_clusters == 2\nassert model.labels_[0] == model.labels_[1]\n"
        "assert model.cluster_centers_.shape == (2, 1)\nfrom sklearn.utils.validation import check_is_fitted\n"
        "check_is_fitted(model)\nassert model.predict([[5.1]])[0] == model.labels_[2]",
    ),
    "axes": (
        "fig, ax = plt.subplots()\nax.bar([1, 2], [3, 4])\nax.set_title('Sales')\nax.set_xlabel('week')",
        "from matplotlib.axes import Axes\nassert isinstance(ax, Axes)\nassert ax.get_title() == 'Sales'\n"
        "assert [p.get_height() for p in ax.patches] == [3, 4]\nassert len(fig.axes) == 1 and ax.xaxis.label.get_text() == 'week'",
    ),
    "changes its argument": (
        "def tidy(t, items):\n    t['c'] = 1\n    items.sort()",
        "mine, items = df.copy(), [2, 1]\ntidy(mine, items)\nassert list(mine.columns) == ['a', 'b', 'c']\nassert items == [1, 2]",
    ),
    "leaves its argument": ("def tidy(t): return t.assign(c=1)", "before = df.copy()\ntidy(df)\nassert df.equals(before)"),
    "takes a function": ("def apply(f, xs): return [f(x) for x in xs]", "assert apply(lambda x: x + 1, [1, 2]) == [2, 3]\n"
                         "assert apply(np.sqrt, [4.0])[0] == 2\nassert apply(abs, [-1]) == [1]"),
    "returns a function": ("def adder(n): return lambda x: x + n", "assert adder(2)(3) == 5\nassert callable(adder(1))"),
    "signature": ("def f(a, b=2, *, c): pass", "import inspect\nassert list(inspect.signature(f).parameters) == ['a', 'b', 'c']\n"
                  "assert f.__name__ == 'f'"),
    "docstring": ("def f():\n    'Explains.'", "assert f.__doc__ == 'Explains.'"),
    "named tuple": ("from collections import namedtuple\nP = namedtuple('P', 'x y')\np = P(1, 2)", "assert p.x == 1 and p == (1, 2)"),
    "default dict": ("from collections import defaultdict\nd = defaultdict(int, a=1)", "assert d['b'] == 0 and d['a'] == 1"),
    "dict of functions": ("ops = {'inc': lambda x: x + 1}", "assert ops['inc'](1) == 2"),
    "globals": ("answer = 42", "assert 'answer' in globals() and globals()['answer'] == 42\nassert 'nothing' not in globals()"),
    "file": ("df.to_csv('out.csv', index=False)", "assert pd.read_csv('out.csv').shape == (3, 2)"),
    "imports in the answer": ("import statistics as st\nm = st.mean([1, 2, 3])", "assert st.median([1, 5, 9]) == 5 and m == 2"),
    "rebinds locked data": ("df = df.sort_values('a')\ndf['c'] = 1", "assert list(df.a) == [1, 2, 3] and 'c' in df"),
    "changes locked data": ("df['c'] = df.a * 2", "assert list(df.c) == [6, 2, 4]"),
    "warns": ("import warnings\ndef f():\n    warnings.warn('old')\n    return 1", "import sys\nprint('x', file=sys.stderr)\nassert f() == 1"),
    "shadows a builtin": ("list = [1]\nsum = 3\ntotal = 6", "assert sum([1, 2]) == 3 and list('ab') == ['a', 'b'] and total == 6"),
    "big integer": ("n = 2 ** 500", "assert n == 2 ** 500"),
    "enum": ("import enum\nclass Grade(enum.Enum):\n    A = 1\n    B = 2\ng = Grade.A", "assert g.name == 'A' and g.value == 1"),
    "context manager": (
        "class Box:\n    def __enter__(self):\n        self.open = True\n        return self\n    def __exit__(self, *a):\n        self.open = False",
        "box = Box()\nwith box as b:\n    assert b.open\nassert not box.open",
    ),
    "iterable object": (
        "class Bag:\n    def __init__(self): self.items = [1, 2]\n    def __iter__(self): return iter(self.items)\n"
        "    def __len__(self): return 2\n    def __contains__(self, x): return x in self.items\n    def __getitem__(self, i): return self.items[i]",
        "bag = Bag()\nassert list(bag) == [1, 2] and len(bag) == 2 and 2 in bag and bag[0] == 1",
    ),
    "subclass": (
        "class Base:\n    def hi(self): return 'base'\nclass Child(Base): pass",
        "assert issubclass(Child, Base) and Child().hi() == 'base' and isinstance(Child(), Base)",
    ),
    "decorator": ("def twice(f):\n    return lambda x: f(f(x))", "@twice\ndef inc(x): return x + 1\nassert inc(1) == 3"),
    "identity with none": ("x = None\ny = True", "assert x is None and y is True"),
    "type of a value": ("x = 1.5\nt = df.head(1)", "assert type(x) is float and type(t) == pd.DataFrame"),
    "random": ("import random\ndef roll(): return random.randint(1, 6)", "import random\nassert all(1 <= roll() <= 6 for _ in range(20))"),
    "timestamps": ("day = pd.Timestamp('2017-03-01')\ndays = df.assign(d=pd.date_range('2020', periods=3))", "assert day.month == 3\nassert days.d.dt.year.eq(2020).all()"),
    "category": ("c = pd.cut(df.a, [0, 1, 3], labels=['low', 'high'])", "assert list(c) == ['high', 'low', 'high'] and c.dtype == 'category'"),
    "group": ("g = df.groupby('b').a.agg(['sum', 'max'])", "assert g.loc['x', 'sum'] == 3 and g.index.name == 'b'"),
    "lambda answer": ("key = lambda r: r['a']", "assert key({'a': 5}) == 5"),
    "global counter": ("count = 0\ndef tick():\n    global count\n    count += 1\n    return count", "assert tick() == 1 and tick() == 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_honest_answer_earns_its_point(grade: Grade, name: str) -> None:
    right = ["total = 6"] if name == "shadows a builtin" else None
    outcome = grade(HONEST[name], setup=f"{SETUP}\n{LIBRARIES}", right=right)
    (score,) = outcome.scores
    assert (score.score, score.where) == (1.0, "outside"), (score.message, outcome.incidents)
    assert not outcome.incidents


def test_set_up_is_rehearsed_and_still_each_trainee_s_own(engine: Engine) -> None:
    setup = "import os\nimport random\nimport fractions\nme = os.environ['COURSEKIT_TRAINEE']\nstart = random.random()"
    source = book(setup, ("raise NotImplementedError", "assert who == me == os.environ['COURSEKIT_TRAINEE']"))
    answer = book(setup, ("who = me", ""))
    units = [
        Submission(n, "ps1", "p1", source, answer, environment={"COURSEKIT_TRAINEE": n})
        for n in ("ann", "bo", "cai")
    ]
    assert [points(outcome) for outcome in engine.grade(units)] == [[1.0]] * 3


def test_modules_that_the_instructor_s_run_needed_are_loaded_for_all_that_follow(engine: Engine) -> None:
    test = "import sys\nseen = 'colorsys' in sys.modules\nimport colorsys\nassert seen"
    source, answer = book("x = 1", ("raise NotImplementedError", test)), book("x = 1", ("pass", test))
    units = [Submission(name, "ps1", "p1", source, answer, reference=answer) for name in ("ann", "bo")]
    assert [points(outcome) for outcome in engine.grade(units)] == [[1.0], [1.0]]


def test_everyone_is_graded_on_their_own_variant_with_the_class_s_salt(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TRAINEE_VARIABLE, "whoever starts the grader")
    setup = "from coursekit.data import variants\nvariant = variants.mine('ex04-rfm', language='en')"
    test = (
        "assert mine == variant.random_state().randint(10**9)\nhidden = variant.hidden(1)[0].random_state().randint(10**9)\n"
        "assert hidden == {hidden}"
    )

    def own(name: str) -> Variant:
        return Variant("ex04-rfm", name, "spring", "en")

    def unit(name: str, answered_by: str) -> Submission:
        (hidden,) = own(name).hidden(1, salt="secret")
        right = test.format(hidden=hidden.random_state().randint(10**9))
        answer = f"mine = {own(answered_by).random_state().randint(10**9)}"
        environment = {TRAINEE_VARIABLE: name, CLASS_VARIABLE: "spring"}
        return Submission(
            name, "ps1", "p1", book(setup, ("raise NotImplementedError", right)), book(setup, (answer, "")),
            environment=environment, secrets={SALT_VARIABLE: "secret"},
        )  # fmt: skip

    units = [unit("ann", "ann"), unit("bo", "bo"), unit("cai", "bo")]
    assert [points(outcome) for outcome in engine.grade(units)] == [[1.0], [1.0], [0.0]]


def test_file_names_that_climb_are_not_written_without_an_outer_wall_either(tmp_path: Path) -> None:
    source, answer = (
        book("x = 1", ("raise NotImplementedError", "assert y == 1")),
        book("x = 1", ("y = 1", "")),
    )
    climbing = {str(tmp_path / "climbed.txt"): b"x", f"../climbed-{tmp_path.name}.txt": b"x"}
    with Engine(isolation="process", workers=1, preload=Preload()) as engine:
        (outcome,) = engine.grade([Submission("ann", "ps1", "p1", source, answer, files=climbing)])
        assert list(Path(engine._folder).glob("climbed*")) == []
    assert points(outcome) == [1.0]
    assert list(tmp_path.iterdir()) == []


def test_one_worker_puts_the_instructor_s_answers_off_until_points_are_missing() -> None:
    test = (
        "assert type(kind) is type"  # true only where the trainee's class is: outside it stands for a proxy
    )
    source = book(
        "x = 1", ("raise NotImplementedError", "assert y == 1"), ("raise NotImplementedError", test)
    )
    right = book("x = 1", ("y = 1", ""), ("class kind: pass", ""))
    wrong = book("x = 1", ("y = 2", ""), ("class kind: pass", ""))
    with Engine(isolation="process", workers=1, preload=Preload()) as engine:
        units = [
            Submission(str(n), "ps1", "p1", source, work, reference=right)
            for n, work in enumerate((wrong, right, wrong))
        ]
        found = [points(outcome) for outcome in engine.grade(units)]
    assert found == [[0.0, 1.0], [1.0, 1.0], [0.0, 1.0]]
    plain = book("x = 1", ("raise NotImplementedError", "assert y == 1"))
    answered = book("x = 1", ("y = 1", ""))
    with Engine(isolation="process", workers=1, preload=Preload()) as engine:
        units = [
            Submission(str(n), "ps1", "p1", plain, work, reference=answered)
            for n, work in enumerate((answered, book("x = 1", ("y = 2", "")), answered))
        ]
        assert [points(outcome) for outcome in engine.grade(units)] == [[1.0], [0.0], [1.0]]
        assert not engine._put_off


ASYNC = "import asyncio\nasync def twice(f, n): return 2 * await f(n)"
FETCH = "async def fetch(n):\n    await asyncio.sleep(0)\n    return n * 3"


@pytest.mark.parametrize(
    ("answer", "test"),
    [
        (FETCH, "assert asyncio.run(fetch(14)) == 42"),
        (FETCH, "assert await fetch(14) == 42"),
        (FETCH, "assert await asyncio.gather(fetch(1), fetch(2)) == [3, 6]"),
        (FETCH, "assert await asyncio.wait_for(fetch(1), 2) == 3"),
        (FETCH, "task = asyncio.create_task(fetch(1))\nassert await task == 3"),
        (FETCH, "assert await twice(fetch, 7) == 42"),
        (
            FETCH,
            "import inspect\nassert inspect.iscoroutinefunction(fetch) and inspect.iscoroutine(c := fetch(1))\nassert await c == 3",
        ),
        (
            "class fetch:\n    def __init__(self, n): self.n = n\n    def __await__(self):\n"
            "        yield from asyncio.sleep(0).__await__()\n        return self.n * 3",
            "assert await fetch(14) == 42 and fetch(2).n == 2",
        ),
    ],
)
def test_a_trainee_s_coroutine_is_awaited_in_every_usual_way(grade: Grade, answer: str, test: str) -> None:
    outcome = grade((answer, test), setup=ASYNC)
    (score,) = outcome.scores
    assert (score.score, score.where) == (1.0, "outside"), score.message


@pytest.mark.parametrize(
    "late", ["import json as mean", "from statistics import *", "if True:\n    from statistics import mean"]
)
def test_an_import_in_a_later_answer_changes_nothing_for_an_earlier_test(grade: Grade, late: str) -> None:
    tests = ("assert mean([1, 3]) == 2", "assert top == 5")
    right = ["def mean(v): return sum(v) / len(v)", "top = 5"]
    setup = "import numpy as np"
    honest = grade((right[0], tests[0]), (f"{late}\ntop = 5", tests[1]), setup=setup, right=right)
    assert points(honest) == [1.0, 1.0]
    blank = grade(("pass", tests[0]), (f"{late}\ntop = 5", tests[1]), setup=setup, right=right)
    assert points(blank) == [0.0, 1.0]


def test_a_test_may_call_an_answer_from_several_threads(grade: Grade) -> None:
    test = (
        "with ThreadPoolExecutor(4) as pool:\n    found = list(pool.map(lambda v: sq(v) + 0, range(200)))\n"
        "assert found == [i * i for i in range(200)]"
    )
    setup = "from concurrent.futures import ThreadPoolExecutor"
    pairs = [("def sq(x): return x * x", test)] * 3
    assert points(grade(*pairs, setup=setup)) == [1.0] * 3
