"""Cheating in code: points without work, and looking at what is hidden."""

from __future__ import annotations

from grading_catalogue.case import Case, CourseCase, double

FAKE = "\ndef double(x):\n    return 0"
WRONG = {"double": "def double(x):\n    return 0"}
EQUAL = "class Any:\n    __hash__ = None\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"
CASES: list[Case | CourseCase] = [
    double("import builtins\nbuiltins.AssertionError = type('Quiet', (Exception,), {})" + FAKE, "patched AssertionError", "assertions that nobody catches"),
    double("import builtins\nfor name in ('all', 'any', 'isinstance', 'bool'):\n    setattr(builtins, name, lambda *a: True)" + FAKE, "patched builtins", "comparisons that are always true"),
    Case("patched pandas.testing", "an assert_frame_equal that never fails", "no point", {"table": "pd.testing.assert_frame_equal = lambda *a, **k: None\npd._testing.assert_frame_equal = lambda *a, **k: None\ntable = pd.DataFrame()"}, costs=("table",)),
    Case("patched numpy.testing", "an assert_allclose that never fails", "no point", {"table": "np.testing.assert_allclose = lambda *a, **k: None\ntable = pd.DataFrame({'n': [1.0, 2.0, 4.0]})"}, costs=("table",)),
    Case("patched DataFrame.equals", "tables that are always equal", "no point", {"table": "pd.DataFrame.equals = lambda *a: True\npd.DataFrame.__eq__ = lambda *a: True\ntable = pd.DataFrame({'n': [9.0]})"}, costs=("table",)),
    double(EQUAL + "def double(x): return Any()", "object equal to everything", "an answer that is right whatever it is"),
    double("class N(int):\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__\ndef double(x): return N(0)", "integer equal to everything", "an answer that is right whatever it is"),
    double("class T(str):\n    def __eq__(self, other): return True\n    __hash__ = str.__hash__\ndef double(x): return T('')", "text equal to everything", "an answer that is right whatever it is"),
    double("class A(np.ndarray):\n    def __eq__(self, other): return True\n    def __array_ufunc__(self, *a, **k): return True\ndef double(x): return np.zeros(()).view(A)", "array equal to everything", "an answer that is right whatever it is"),
    Case("table equal to everything", "an answer that is right whatever it is", "no point", {"table": "class T(pd.DataFrame):\n    def equals(self, other): return True\n    def __eq__(self, other): return True\ntable = T({'n': [0.0]})"}, costs=("table",)),
    double("class L:\n    @property\n    def __class__(self): return int\n    def __eq__(self, other): return True\ndef double(x): return L()", "a class that lies about itself", "an object taken for an int"),
    double("import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\nget_ipython().ast_transformers.append(Drop())" + FAKE, "AST transformer", "tests without their assertions"),
    Case("input hook", "tests whose text is replaced", "no point for it, the rest kept", WRONG, own=("get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])\nget_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])",), costs=("double",)),
    Case("replaced run_cell", "tests that never run", "only the test that runs inside is lost", WRONG, own=("get_ipython().run_cell = lambda *a, **k: None\ntype(get_ipython()).run_cell = lambda *a, **k: None",), costs=("double", "shape")),
    double("def seen(info): print('saw', info.raw_cell)\nget_ipython().events.register('pre_run_cell', seen)" + FAKE, "event hook that prints cells", "the text of the hidden tests"),
    double("print('1.0')\nprint({'score': 2.0, 'max_score': 2.0})\n2.0", "forged printed result", "a score read from an output"),
    double("history = '\\n'.join(get_ipython().history_manager.input_hist_raw)\nprint(history)\nprint(In, Out)" + FAKE, "reads the history", "the text of the hidden tests"),
    double("import sys\ndef double(x):\n    frame, found = sys._getframe(), ''\n    while frame:\n        found += repr(frame.f_locals)[:9999] + repr(frame.f_globals)[:9999]\n        frame = frame.f_back\n    raise ValueError(found)", "reads the frames", "the text of the hidden tests"),
    double("import gc\nfor found in gc.get_objects():\n    if type(found) in (list, dict, tuple) and 'HIDDEN TESTS' in repr(found)[:5000]: print(repr(found)[:5000])" + FAKE, "searches all objects", "the text of the hidden tests"),
    double("import os\nfor place, _, names in os.walk('/'):\n    if place.startswith(('/proc', '/sys', '/usr', '/opt')): continue\n    for name in names:\n        if name.endswith(('.ipynb', '.db', 'class.toml')): print(place, name, open(os.path.join(place, name), 'rb').read()[:2000])" + FAKE, "searches the disk for tests and gradebook", "source notebooks and gradebook.db", level="full"),
    double("import os\nos._exit(0)", "exits with success", "a dead process taken for a pass"),
    double("raise SystemExit(0)", "leaves by SystemExit", "a run that ends before the tests"),
    double("import os\ndef double(x): os._exit(0)", "exits when called", "a dead process taken for a pass"),
    double("def double(x): raise SystemExit(0)", "SystemExit when called", "a test that ends early"),
    double("def double(x): raise KeyboardInterrupt", "KeyboardInterrupt when called", "a test that ends early"),
    double("import unittest\ndef double(x): raise unittest.SkipTest('not today')", "a skipped test", "a skip taken for a pass"),
    double("import sys\nclass Hook:\n    def find_spec(self, name, path=None, target=None):\n        if name == 'colorsys': raise SystemExit(0)\nsys.meta_path.insert(0, Hook())" + FAKE, "import hook", "a test that ends at its import"),
    double(FAKE.strip(), "module beside the notebook", "code of one's own imported by the test", files={"colorsys.py": b"import builtins, os\nbuiltins.AssertionError = SystemExit\nos._exit(0)\n", "pandas.py": b"1/0", "sitecustomize.py": b"1/0"}),
    double("import sys\nsys.modules['colorsys'] = None" + FAKE, "replaced module", "tests that use one's own library"),
    double("import atexit\natexit.register(lambda: print('2.0'))" + FAKE, "atexit handler", "words after the end"),
    double("import threading, time\ndef later():\n    time.sleep(0.5)\n    globals()['double'] = lambda x: x * 2 if isinstance(x, int) else 0\nthreading.Thread(target=later, daemon=True).start()" + FAKE, "thread that outlives its cell", "an answer that changes when the tests come"),
    Case("changed locked data", "tests that compare with one's own data", "no point", {"triple": "rate = 0\ndef triple(x): return 0"}, costs=("triple",)),
    Case("names of the test bound beforehand", "expected values overwritten", "no point", {"triple": "rate = 0\ninspect = None\ndef triple(x): return 0"}, own=("rate = 0\nos = colorsys = pytest = None",), costs=("triple",)),
    Case("forged inside test", "points of the other questions by a test that runs inside", "the inside test itself is all it gets", {"double": "def double(x): return 0", "shape": "import inspect\ninspect.getsource = lambda f: 'return'\nshape = 0"}, costs=("double",)),
    Case("inside test that reads the others", "hidden tests of other questions, told by its score", "nothing of the others is sent to it", {"double": "def double(x): return 0", "shape": "def shape(n): return ''\nimport inspect, sys\nreal = inspect.getsource\ndef getsource(f):\n    cells = get_ipython().history_manager.input_hist_raw\n    if any('HIDDEN' + ' TESTS' in c for c in cells): raise ValueError('read')\n    return real(f)\ninspect.getsource = getsource"}, costs=("double",)),
    double("import os\nos.environ.update(COURSEKIT_TRAINEE='neighbour', COURSEKIT_SALT='mine')" + FAKE, "another trainee's name", "a neighbour's variant"),
    double("%%javascript\nalert(document.cookie)", "JavaScript cell", "code in the grader's browser"),
    double("def double(x):\n    print(f'saw {x}')\n    return 0", "prints what it is given", "hidden inputs"),
    double("def double(x): raise ValueError(f'saw {x}')", "raises what it is given", "hidden inputs"),
    double("def double(x):\n    if x == 2: return 4\n    raise type(f'E_{x}'.replace('-', '_'), (Exception,), {})", "names an exception after its input", "hidden inputs", never=("quartz_input",)),
    double("def double(x):\n    if x == 2: return 4\n    return type(f'T_{x}'.replace('-', '_'), (), {})()", "names a type after its input", "hidden inputs", never=("quartz_input",)),
    double("seen = []\ndef double(x):\n    seen.append(x)\n    return 2 * x", "keeps inputs for a later cell", "hidden inputs", costs=(), own=("print(seen)\nprint(open('seen.txt').read())",)),
    Case("keeps inputs in a file for a later test", "hidden inputs, told by the message of a visible check", "no message repeats them", {"double": "def double(x):\n    open('seen.txt', 'a').write(f'{x} ')\n    return 2 * x", "triple": "def triple(x): return open('seen.txt').read()"}, costs=("triple",)),
    Case("smuggles inputs into an error", "hidden inputs, told by an exception's text", "no message repeats them", {"double": "def double(x):\n    open('seen.txt', 'a').write(f'{x} ')\n    return 2 * x", "triple": "def triple(x): raise ValueError(open('seen.txt').read())"}, costs=("triple",)),
    Case("smuggles inputs into a table", "hidden inputs, told by a library's comparison", "no message repeats them", {"double": "def double(x):\n    open('seen.txt', 'a').write(f'{x} ')\n    return 2 * x", "triple": "def triple(x): return pd.Series(open('seen.txt').read().split())"}, costs=("triple",)),
]  # fmt: skip
