"""What hostile, broken and unusual work earns, and what its author is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from grading_notebooks import Cell, book, cell, notebook

from coursekit.grading.engine import Engine
from coursekit.grading.preload import Preload
from coursekit.grading.submission import Limits, Outcome, Submission
from coursekit.grading.walls import strongest

Grade = Callable[..., Outcome]
SETUP = "import numpy as np\nimport pandas as pd\ndf = pd.DataFrame({'a': [3, 1, 2]})"
PRELOADED = ("pandas", "matplotlib.pyplot")
DOUBLE = "def double(x): return 2 * x"
TEST = "assert double(4) == 8"
HIDDEN = "assert double(1) == 2, 'double(1) is 2'\n### BEGIN HIDDEN TESTS\nassert double(4711) == 9422\n### END HIDDEN TESTS"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    limits = Limits(
        cell_seconds=3.0, wall_seconds=60.0, memory=400 << 20, scratch=16 << 20, file_size=8 << 20, processes=20,
        output=200_000, value=8 << 20,
    )  # fmt: skip
    with Engine(isolation=strongest(), limits=limits, preload=Preload(PRELOADED, PRELOADED)) as engine:
        yield engine


@pytest.fixture
def grade(engine: Engine) -> Grade:
    def graded(
        *pairs: tuple[str, str], right: list[str] | None = None, setup: str = SETUP, **more: object
    ) -> Outcome:
        source = book(setup, *[("raise NotImplementedError", test) for _, test in pairs])
        answers = right or [DOUBLE for _ in pairs]
        reference = book(setup, *[(answer, test) for answer, (_, test) in zip(answers, pairs, strict=True)])
        unit = Submission("ann", "ps1", "p1", source, book(setup, *pairs), reference=reference, **more)  # type: ignore[arg-type]
        (outcome,) = engine.grade([unit])
        return outcome

    return graded


def points(outcome: Outcome) -> list[float | None]:
    return [score.score for score in outcome.scores]


def shown(outcome: Outcome) -> str:
    """Everything that a trainee may come to see, the instructor's cells aside."""
    cells = json.loads(outcome.autograded)["cells"]
    return json.dumps([c.get("outputs") for c in cells]) + json.dumps(
        [[s.message for s in outcome.scores], outcome.incidents]
    )


FREE_RIDES = {
    "equals everything": "class E:\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\n"
    "def double(x): return E()",
    "subtracts to nothing": "class E(float):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0.0\n"
    "def double(x): return E(1)",
    "text equal to all": "class S(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__\ndef double(x): return S('x')",
    "tuple equal to all": "class T(tuple):\n    def __eq__(self, o): return True\ndef double(x): return T()",
    "frame equal to all": "class F(pd.DataFrame):\n    def __eq__(self, o): return True\ndef double(x): return F()",
    "array equal to all": "class A(np.ndarray):\n    def __eq__(self, o): return True\ndef double(x): return np.zeros(1).view(A)",
    "patched assertion": "import builtins\nbuiltins.AssertionError = type('A', (Exception,), {})\ndef double(x): raise SystemExit(0)",
    "transformed tree": "import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
    "get_ipython().ast_transformers.append(T())\ndef double(x): return 0",
    "input hook": "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])\ndef double(x): return 0",
    "exits well": "import os\ndef double(x): os._exit(0)",
    "exits at once": "import os\nos._exit(0)",
    "replaces run_cell": "get_ipython().run_cell = lambda *a, **k: None\ndef double(x): return 0",
    "patches the worker": "import coursekit.grading.exports as e\ne.Exports.perform = lambda *a: ({'ok': True}, [])\n"
    "def double(x): return 0",
    "answers ahead": "import socket, os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'x' * 64)\n    except OSError:\n        pass\n"
    "def double(x): return 0",
    "finds the test in the stack": "import sys\ndef double(x):\n    f = sys._getframe()\n    while f:\n"
    "        for v in list(f.f_locals.values()) + list(f.f_globals.values()):\n            if isinstance(v, str) and '== 8' in v: return 8\n"
    "        f = f.f_back\n    return 0",
    "forged result": "print('1.0')\n1.0",
    "lying class": "class L:\n    @property\n    def __class__(self): return int\n    def __eq__(self, o): return True\ndef double(x): return L()",
    "raises the check's own error": "def double(x):\n    raise StopIteration",
    "proxy of a number": "class N:\n    def __float__(self): return 8.0\n    def __index__(self): return 8\n    def __eq__(self, o): return True\n"
    "def double(x): return N()",
}  # fmt: skip


@pytest.mark.parametrize("name", FREE_RIDES)
def test_no_point_without_work(grade: Grade, name: str) -> None:
    outcome = grade((FREE_RIDES[name], "assert double(4) == 8\nassert abs(double(5) - 10) < 1e-9"))
    assert points(outcome) == [0.0], outcome


STOPPED = {
    "loop": "while True: pass",
    "loop that holds on": "while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass",
    "sleep": "import time\ntime.sleep(100)",
    "exit": "import os\nos._exit(3)",
    "crash": "import ctypes\nctypes.string_at(0)",
    "kills itself": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nraise SystemExit",
    "memory": "x = bytearray(3 << 30)",
    "memory in steps": "x = []\nwhile True: x.append(bytearray(10 << 20))",
    "disk": "with open('big', 'wb') as f:\n    while True: f.write(bytes(1 << 20))",
    "disk in files": "for i in range(1000):\n    with open(f'f{i}', 'wb') as f: f.write(bytes(1 << 20))",
    "output": "while True: print('x' * 1000)",
    "fork bomb": "import os\nwhile True: os.fork()",
    "threads": "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(99,)).start()",
    "input": "input('name? ')",
    "recursion": "def f(): return f()\nf()",
    "exception": "1 / 0",
    "syntax": "def (:",
    "missing import": "import no_such_module",
    "closes everything": "import os\nos.closerange(3, 1000)",
    "thread that lives on": "import threading\ndef loop():\n    while True: pass\nthreading.Thread(target=loop, daemon=True).start()",
    "atexit": "import atexit, time\natexit.register(time.sleep, 99)",
}  # fmt: skip


@pytest.mark.parametrize("name", STOPPED)
def test_offending_cell_costs_only_its_own_points(grade: Grade, name: str) -> None:
    outcome = grade((DOUBLE, TEST), (STOPPED[name], "assert done"), ("def triple(x): return 3 * x", "assert triple(2) == 6"),
                    right=[DOUBLE, "done = True", "def triple(x): return 3 * x"])  # fmt: skip
    assert points(outcome) == [1.0, 0.0, 1.0], outcome


CALLED = {
    "loop": "def double(x):\n    while True: pass",
    "exit": "import os\ndef double(x): os._exit(1)",
    "deep": "def double(x):\n    r = []\n    for _ in range(100_000): r = [r]\n    return r",
    "circular": "def double(x):\n    r = []\n    r.append(r)\n    return r",
    "endless list": "class L(list):\n    def __iter__(self):\n        while True: yield 1\ndef double(x): return L()",
    "doubling": "def double(x):\n    r = []\n    for _ in range(60): r = [r, r]\n    return r",
    "large": "def double(x): return bytes(100 << 20)",
    "giant integer": "def double(x): return 1 << 10_000_000",
    "hostile text": "class R:\n    def __repr__(self): raise SystemExit\n    __str__ = __repr__\ndef double(x): return R()",
    "odd dtype": "def double(x): return np.zeros(3, dtype=[('a', 'O'), ('b', 'f8')])",
    "foreign reply": "import coursekit.grading.exports as e\ne.Exports.perform = lambda *a: ({'ok': ['frame', [], [], {}]}, [])",
    "unknown class": "import coursekit.grading.exports as e\ne.Exports.perform = lambda *a: ({'error': {'classes': [['os', 'system']], 'text': 'x'}}, [])",
    "pickle": "import pickle\nclass P:\n    def __reduce__(self): return (print, ('x',))\ndouble = lambda x: pickle.dumps(P())",
}  # fmt: skip


@pytest.mark.parametrize("name", CALLED)
def test_hostile_reply_ends_one_test(grade: Grade, name: str) -> None:
    right = [DOUBLE, "def triple(x): return 3 * x"]
    outcome = grade(
        (CALLED[name], TEST), ("def triple(x): return 3 * x", "assert triple(2) == 6"), right=right
    )
    expected = [0.0, 0.0] if name in ("foreign reply", "unknown class") else [0.0, 1.0]
    assert points(outcome) == expected, outcome
    assert outcome.scores[0].message


LEAKS = {
    "prints what it is given": ("def double(x):\n    print('saw', x)\n    return 0", ""),
    "raises what it is given": ("def double(x): raise ValueError(f'saw {x}')", ""),
    "keeps it for a later cell": ("seen = []\ndef double(x):\n    seen.append(x)\n    return 2 * x", "print('saw', seen)\nseen"),
    "writes it to a file": ("def double(x):\n    open('seen.txt', 'a').write(str(x))\n    return 2 * x", "print(open('seen.txt').read())"),
    "shows a figure of it": ("def double(x):\n    import matplotlib.pyplot as plt\n    plt.title(str(x))\n    print(x)\n    return 2 * x", ""),
    "warns of it": ("import warnings\ndef double(x):\n    warnings.warn(str(x))\n    return 2 * x", ""),
    "names an exception after it": ("def double(x):\n    if x == 1: return 2\n    raise type(f'E{x}', (Exception,), {})()", ""),
    "names a type after it": ("def double(x): return 2 if x == 1 else type(f'T{x}', (), {})()", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", LEAKS)
def test_hidden_input_stays_hidden(grade: Grade, name: str) -> None:
    answer, later = LEAKS[name]
    outcome = grade((answer, HIDDEN), (later or "done = True", "assert True"), right=[DOUBLE, "done = True"])
    assert outcome.graded, outcome.reason
    cells = json.loads(outcome.autograded)["cells"]
    seen = json.dumps(
        [c["source"] for c in cells if c["id"] != "test1"] + [c["outputs"] for c in cells]
    ) + json.dumps([s.message for s in outcome.scores])
    assert "4711" not in seen


def test_secrets_are_in_the_checkers_environment_alone(grade: Grade) -> None:
    look = "import os\nseen = sorted(os.environ)"
    outcome = grade(
        (look, "assert 'COURSEKIT_SALT' not in seen and 'COURSEKIT_TRAINEE' in seen\nimport os\nassert os.environ['COURSEKIT_SALT'] == 's3'"),
        right=["seen = 0"], environment={"COURSEKIT_TRAINEE": "ann"}, secrets={"COURSEKIT_SALT": "s3"},
    )  # fmt: skip
    assert points(outcome) == [1.0], outcome


WALLED = {
    "network": "import socket\nsocket.create_connection(('127.0.0.1', 22), timeout=1)",
    "name service": "import socket\nsocket.gethostbyname('example.org')",
    "course folder": "import os\nos.listdir(os.path.dirname({here!r}))",
    "writing outside": "open('/usr/share/x', 'w')",
    "raw socket": "import socket\nsocket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "neighbour's process": "import os\nos.kill(2, 0)",
    "namespaces": "import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0",
    "mount": "import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, b'') == 0",
    "trace": "import ctypes\nassert ctypes.CDLL(None, use_errno=True).ptrace(16, 1, 0, 0) == 0",
    "shadow": "open('/etc/shadow').read()",
    "parent's memory": "open('/proc/2/mem', 'rb')",
}


@pytest.mark.skipif(strongest() != "full", reason="this machine gives no namespaces")
@pytest.mark.parametrize("name", WALLED)
def test_wall_holds(grade: Grade, name: str) -> None:
    attempt = WALLED[name].format(here=__file__)
    answer = "out = False\n" + attempt + "\nout = True"
    outcome = grade((answer, "assert out is False"), right=["out = 0"])
    assert points(outcome) == [1.0], shown(outcome)
    assert outcome.isolation == "full"


INSIDE = {
    "source": ("import inspect\nassert 'return' in inspect.getsource(double)", 1.0),
    "patch": ("from unittest.mock import patch\nwith patch('builtins.print') as p:\n    print('x')\nassert p.called and double(1) == 2", 1.0),
    "figure": ("import matplotlib.pyplot as plt\nassert plt.gcf() is not None", 1.0),
    "history": ("assert 'double' in In[2]", 1.0),
    "identity": ("a = double\nassert a is double", 1.0),
    "failing": ("import inspect\nassert 'lambda' in inspect.getsource(double), 'use a lambda'", 0.0),
    "partial": ("import inspect\nlen(inspect.getsource(double)) * 0 + 0.5", 0.5),
}  # fmt: skip


@pytest.mark.parametrize("name", INSIDE)
def test_test_that_cannot_cross_runs_inside(grade: Grade, name: str) -> None:
    test, expected = INSIDE[name]
    outcome = grade((DOUBLE, test))
    (score,) = outcome.scores
    assert (score.score, score.where) == (expected, "inside"), outcome
    if name == "failing":
        assert score.message == "use a lambda"


def test_inside_test_that_is_read_gains_nothing_elsewhere(grade: Grade) -> None:
    thief = (
        "import sys\ndef double(x):\n    return stolen.get(x, 0)\nstolen = {}\nimport inspect\nreal = inspect.getsource\n"
        "def getsource(f):\n    stolen[4] = 8\n    return 'return'\ninspect.getsource = getsource"
    )
    inside = "import inspect\nassert 'return' in inspect.getsource(double)"
    outcome = grade((thief, inside), ("done = True", TEST), right=[DOUBLE, "done = True"])
    assert [(s.score, s.where) for s in outcome.scores] == [(1.0, "inside"), (0.0, "outside")]


MESSAGES = {
    "author's words": ("def double(x): return 0", "assert double(4) == 8, 'double(4) is 8'", "double(4) is 8"),
    "bare visible": ("def double(x): return 0", TEST, "This check failed: assert double(4) == 8"),
    "bare hidden": ("def double(x): return 2 if x == 1 else 0", HIDDEN, "A hidden check failed."),
    "not answered": ("def double(x): raise NotImplementedError", TEST, "Not answered yet"),
    "missing": ("pass", TEST, "`double` is not defined."),
    "raised, visible": ("def double(x): raise ValueError('no')", TEST, "Your code raised ValueError when this test called it: no"),
    "loop": ("def double(x):\n    while True: pass", TEST, "stopped after 3 seconds"),
    "library, hidden": ("def double(x): return 1.0",
                        "### BEGIN HIDDEN TESTS\nnp.testing.assert_allclose(double(4711), 9422)\n### END HIDDEN TESTS", "A hidden check failed."),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_trainee_is_told(grade: Grade, name: str) -> None:
    answer, test, told = MESSAGES[name]
    message = grade((answer, test)).scores[0].message
    assert told in message
    assert "9422" not in message


def test_messages_are_in_the_submission_s_language(grade: Grade) -> None:
    assert (
        "尚未作答"
        in grade(("def double(x): raise NotImplementedError", TEST), language="zh").scores[0].message
    )


def test_locked_data_is_the_instructor_s_own(grade: Grade) -> None:
    outcome = grade(
        ("df = pd.DataFrame({'a': [0]})\ntotal = 0", "assert total == df.a.sum()"),
        right=["total = df.a.sum()"],
    )
    assert points(outcome) == [0.0]


def test_names_that_a_failing_test_had_set_stay_set(grade: Grade) -> None:
    outcome = grade((DOUBLE, "expected = 8\nassert False"), (DOUBLE, "assert double(4) == expected"))
    assert points(outcome) == [0.0, 1.0]


def test_partial_credit_is_the_value_of_the_last_line(grade: Grade) -> None:
    tests = ["0.25", "np.float64(0.5)", "5", "-1", "float('nan')", "True", "'text'", "0.5;"]
    outcome = grade(*[(DOUBLE, test) for test in tests])
    assert points(outcome) == [0.25, 0.5, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0]


def test_refusing_inside_tests_scores_none_of_them() -> None:
    source = book(SETUP, (DOUBLE, "import inspect\nassert inspect.getsource(double)"))
    with Engine(isolation="process", checks="outside", workers=1) as strict:
        (outcome,) = strict.grade([Submission("ann", "ps1", "p1", source, source)])
    assert outcome.scores[0].score == 0.0
    assert "refused" in outcome.scores[0].message


def test_locked_cell_may_use_what_the_trainee_defined() -> None:
    cells = [
        cell(SETUP, "setup", "locked"),
        cell(DOUBLE, "answer1", "answer"),
        cell("doubled = double(df.a)", "use", "locked"),
        cell("again = doubled + 1", "answer2", "answer"),
        cell("assert list(doubled) == [6, 2, 4]\nassert list(again) == [7, 3, 5]", "test1", "test", 1),
    ]
    source = notebook(*[c | {"source": "pass"} if str(c["id"]).startswith("answer") else c for c in cells])
    with Engine(isolation="process", workers=1) as engine:
        (outcome,) = engine.grade(
            [Submission("ann", "ps1", "p1", source, notebook(*cells), reference=notebook(*cells))]
        )
    assert points(outcome) == [1.0], outcome


def test_memory_of_all_processes_counts_together(grade: Grade) -> None:
    hog = "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n        x = bytearray(b'1' * (150 << 20))\n        time.sleep(9)\ntime.sleep(2.5)\nheld = True"
    outcome = grade((DOUBLE, TEST), (hog, "assert held"), right=[DOUBLE, "held = True"])
    assert points(outcome) == [1.0, 0.0], outcome
    assert "memory" in " ".join(outcome.incidents)


def test_engine_goes_on_when_its_parent_process_is_killed() -> None:
    source, good = book(SETUP, ("raise NotImplementedError", TEST)), book(SETUP, (DOUBLE, TEST))
    units = [Submission(f"s{n}", "ps1", "p1", source, good) for n in range(3)]
    with Engine(isolation="process", workers=1, preload=Preload()) as engine:
        first = next(iter(engine.grade(units[:1])))
        for parent in engine._parents:
            parent.process.kill()
            parent.process.wait()
        rest = list(engine.grade(units[1:]))
    assert [points(outcome) for outcome in (first, *rest)] == [[1.0]] * 3


OWN_AXES = "fig, ax = plt.subplots()\ndraw(ax)\nassert ax.get_title() == 'Sales', 'title'"


@pytest.mark.parametrize(("title", "score"), [("Sales", 1.0), ("", 0.0)])
def test_what_the_instructor_s_answers_pass_only_inside_runs_inside(
    grade: Grade, title: str, score: float
) -> None:
    answer = "def draw(ax): ax.set_title({!r})"
    outcome = grade(
        (answer.format(title), OWN_AXES),
        setup="import matplotlib.pyplot as plt",
        right=[answer.format("Sales")],
    )
    assert [(s.score, s.where) for s in outcome.scores] == [(score, "inside")]


def test_module_of_the_instructor_s_is_imported_and_one_that_was_handed_in_is_not(grade: Grade) -> None:
    files = {
        "tools.py": b"def twice(x): return 2 * x",
        "numbers_.py": b"raise SystemExit",
        "data.csv": b"a\n1\n",
    }
    outcome = grade(
        ("n = twice(2)", "assert n == twice(2) == 4"),
        (
            "import numbers_",
            "try:\n    import numbers_\nexcept ImportError:\n    pass\nassert pd.read_csv('data.csv').a[0] == 1",
        ),
        right=["n = twice(2)", "pass"],
        setup=f"{SETUP}\nfrom tools import twice",
        files=files,
        instructor_files=("tools.py", "data.csv"),
    )
    assert points(outcome) == [1.0, 1.0], outcome


def test_endless_time_is_a_limit_too() -> None:
    limits = Limits(cell_seconds=float("inf"))
    source, good = book(SETUP, ("raise NotImplementedError", TEST)), book(SETUP, (DOUBLE, TEST))
    with Engine(isolation="process", workers=1, limits=limits) as engine:
        (outcome,) = engine.grade([Submission("ann", "ps1", "p1", source, good)])
    assert points(outcome) == [1.0], outcome


def test_engine_that_is_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    source = book(SETUP, ("import time\ntime.sleep(60)", TEST))
    script.write_text(
        "from coursekit.grading.engine import Engine\nfrom coursekit.grading.submission import Submission\n"
        f"unit = Submission('ann', 'ps1', 'p1', {source!r}, {source!r})\n"
        "with Engine(isolation='process', workers=1) as engine:\n    list(engine.grade([unit]))\n"
    )
    place = tmp_path / "place"
    place.mkdir()
    process = subprocess.Popen([sys.executable, str(script)], env=os.environ | {"TMPDIR": str(place)})
    while not list(place.glob("coursekit-engine-*/worker-*")):
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    end = time.monotonic() + 30
    while list(place.iterdir()) and time.monotonic() < end:
        time.sleep(0.05)
    assert list(place.iterdir()) == []


DISPLAY = "facts = {'rows': len(df)}\nopen('drawn', 'w').close()"


def tagged(*tests: str) -> bytes:
    """A notebook with a cell for display between an answer and its tests."""
    shown = cell(DISPLAY, "shown", "locked")
    shown["metadata"]["tags"] = ["display-only"]  # type: ignore[index]
    cells = [cell(SETUP, "setup", "locked"), cell(DOUBLE, "answer1", "answer"), shown]
    return notebook(*cells, *[cell(test, f"test{at}", "test", 1) for at, test in enumerate(tests)])


def test_a_cell_for_display_runs_for_the_reader_only(engine):
    source = tagged("import os\nassert not os.path.exists('drawn')", TEST)
    (outcome,) = engine.grade([Submission("ann", "ps1", "p1", source, source, reference=source)])
    assert points(outcome) == [1, 1]
    ran = {found["id"]: found["execution_count"] for found in json.loads(outcome.autograded)["cells"]}
    assert ran["shown"] is not None


def test_a_tag_does_not_let_a_trainee_say_what_a_cell_of_the_instructor_made(engine):
    source = tagged("assert facts == {'rows': 3}", "import os\nassert os.path.exists('drawn')")
    forged = source.replace(b"len(df)}", b"3, 'more': 4}")
    (outcome,) = engine.grade([Submission("ann", "ps1", "p1", source, forged, reference=source)])
    assert points(outcome) == [1, 1]


def test_a_trainee_cannot_tag_a_cell(engine):
    source = book("rows = 3", ("x = 1", "assert rows == 3"))
    document = json.loads(source)
    document["cells"][0] |= {"source": "rows = 4"}
    document["cells"][0]["metadata"]["tags"] = ["display-only"]
    handed_in = json.dumps(document).encode()
    (outcome,) = engine.grade([Submission("ann", "ps1", "p1", source, handed_in, reference=source)])
    assert points(outcome) == [1]


def test_a_copy_of_an_instructors_cell_is_the_trainees_own(engine: Engine) -> None:
    def handed_in(answer: str, *more: Cell, plain: str = "limit = 2") -> bytes:
        cells = [cell("limit = 10", "loose", "locked"), cell(answer, "answer1", "answer"), cell(plain)]
        cells[-1]["id"] = "plain"
        cells += [cell("limit = 3", "strict", "locked"), *more, cell("assert x <= limit", "test1", "test", 1)]
        return notebook(*cells)

    source, right = handed_in("raise NotImplementedError"), handed_in("x = 2")
    copies = (handed_in("x = 9", cell("limit = 10")), handed_in("x = 9", plain="limit = 10"))
    for work, score in ((right, 1), *((copy, 0) for copy in copies)):
        (outcome,) = engine.grade([Submission("ann", "ps1", "p1", source, work, reference=right)])
        assert points(outcome) == [score], outcome


def test_a_folder_of_modules_is_found_for_everybody() -> None:
    setup = "import sys\nsys.path.insert(0, 'lib')"
    test = "import brought_along\nassert x == brought_along.K"
    source, right = book(setup, ("raise NotImplementedError", test)), book(setup, ("x = 6", test))
    files = {"lib/brought_along.py": b"K = 6\n"}
    with Engine(isolation="process", workers=1, preload=Preload()) as engine:
        units = [
            Submission(
                name, "ps1", "p1", source, right, reference=right, files=files, instructor_files=tuple(files)
            )
            for name in ("ann", "ben")
        ]
        assert [points(outcome) for outcome in engine.grade(units)] == [[1.0], [1.0]]


@pytest.mark.parametrize(
    ("work", "score"),
    [
        ("x = 3", 1),
        ("x = 0\nopen('given.csv', 'w').write('a\\n')", 0),
        ("x = 0\nopen('counted.txt', 'w').write('0')", 0),
    ],
)
def test_a_file_of_the_instructors_stands(engine: Engine, work: str, score: int) -> None:
    setup = SETUP + "\nwith open('counted.txt', 'w') as f:\n    f.write(str(len(df)))"
    test = "assert x == len(pd.read_csv('given.csv')) == int(open('counted.txt').read())"
    source, files = book(setup, ("raise NotImplementedError", test)), {"given.csv": b"a\n1\n2\n3\n"}
    right = book(setup, ("x = len(pd.read_csv('given.csv'))", test))
    unit = Submission(
        "ann", "ps1", "p1", source, book(setup, (work, test)), files, reference=right, instructor_files=("given.csv",)
    )  # fmt: skip
    (outcome,) = engine.grade([unit])
    assert points(outcome) == [score]


def test_a_file_that_answers_are_to_change_is_the_trainees(engine: Engine) -> None:
    answer = "with open('log.txt', 'a') as f:\n    f.write('second')"
    test = "assert open('log.txt').read() == 'first second', 'log'"
    source, right = book("", ("pass", test)), book("", (answer, test))
    for work, score in ((right, 1), (source, 0)):
        unit = Submission("ann", "ps1", "p1", source, work, {"log.txt": b"first "}, reference=right, instructor_files=("log.txt",))  # fmt: skip
        (outcome,) = engine.grade([unit])
        assert points(outcome) == [score]
        assert outcome.scores[0].where == "outside"


def test_the_last_result_is_at_hand_as_in_a_kernel(grade: Grade) -> None:
    outcome = grade(
        ("df.a.sum()", "assert _ == 6"), ("x = _ * 2", "assert x == 12"), right=["df.a.sum()", "x = _ * 2"]
    )
    assert points(outcome) == [1.0, 1.0]
