"""Honest accidents: they cost what they break, and nothing else."""

from __future__ import annotations

from typing import Any

from grading_catalogue.case import RIGHT, Case, CourseCase


def harmless(name: str, answers: dict[str, str] | None = None, **more: Any) -> Case:
    """A case that must keep full marks."""
    return Case(name, "nothing: honest work", "full marks", answers or {}, **more)


def breaks(name: str, code: str, **more: Any) -> Case:
    """A case whose answer ``double`` does not work."""
    return Case(
        name,
        "nothing: an accident",
        "costs its own question, with a message",
        {"double": code},
        costs=("double",),
        **more,
    )


DOUBLE = RIGHT["double"]
CASES: list[Case | CourseCase] = [
    breaks("syntax error in one cell", "def double(x)\n    return 2 * x", told="double"),
    breaks("tabs and spaces mixed", "def double(x):\n\tif x:\n        return 2 * x"),
    breaks("curly quotes", "def double(x): return “2” * x"),
    breaks("missing import", "def double(x): return math.prod([2, x])", told="NameError"),
    breaks("a path of one's own machine", "factors = pd.read_csv('C:/Volumes/ann/factors.csv')\ndef double(x): return factors[x]", told="double"),
    breaks("name misspelt", "def duoble(x): return 2 * x", told="double"),
    breaks("not answered", "def double(x):\n    raise NotImplementedError", told="Not answered yet"),
    breaks("printed instead of returned", "def double(x): print(2 * x)", told="double(2) is not 4"),
    breaks("one argument too many", "def double(x, y): return 2 * x", told="TypeError"),
    breaks("everything deleted", ""),
    harmless("warnings and stderr", {"double": "import warnings, sys\nwarnings.warn('old')\nsys.stderr.write('careful')\n" + DOUBLE}),
    harmless("warning when called", {"double": "import warnings\ndef double(x):\n    warnings.warn('slow')\n    print('doubling')\n    return 2 * x"}),
    harmless("another accepted form: lambda", {"double": "double = lambda x: x + x"}),
    harmless("another accepted form: class with __call__", {"double": "class Double:\n    def __call__(self, x): return 2 * x\ndouble = Double()"}),
    harmless("another accepted form: partial", {"double": "import functools, operator\ndouble = functools.partial(operator.mul, 2)"}),
    harmless("another accepted form: cached function", {"double": "import functools\n@functools.lru_cache\ndef double(x): return 2 * x"}),
    harmless("numpy scalars", {"triple": "def triple(x): return np.int64(rate * x)"}),
    harmless("method of an object", {"double": "class Tool:\n    def double(self, x): return 2 * x\ndouble = Tool().double"}),
    harmless("helper in a cell of one's own", {"double": "def double(x): return helper(x)"}, first=("def helper(x): return x + x",)),
    harmless("shadowed builtins", first=("list = [1]\nsum = 3\nlen = 5\nstr = 'x'\nprint = None",)),
    harmless("shadowed builtins below", own=("list = [1]\nsum = 3\nlen = 5\nstr = 'x'",)),
    harmless("modules renamed below", own=("pd = 5\nnp = 'x'",)),
    harmless("leftover magics", first=("%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\n%autosave 30",)),
    harmless("timing and shell", own=("%timeit -n1 -r1 double(2)\n!echo hello\n%pwd",)),
    harmless("pip install", first=("%pip --version\n!pip --version",)),
    harmless("exit() in the last cell", own=("exit()",)),
    harmless("an own cell that fails", own=("1 / 0",)),
    harmless("an own cell that does not parse", own=("for i in",)),
    harmless("an own cell of another language", own=("%%bash\necho hello", "%%html\n<b>x</b>")),
    harmless("Windows line ends", {"double": DOUBLE.replace("\n", "\r\n")}),
    harmless("Chinese names and comments", {"double": "def 翻倍(值):  # 注释\n    return 2 * 值\ndouble = 翻倍"}),
    harmless("question left with a display", {"table": RIGHT["table"] + "\ndisplay(table)\ntable"}),
    harmless("index of another type", {"table": "table = pd.DataFrame({'n': np.array([1, 2, 3]) * 1.0}, index=pd.RangeIndex(3))"}),
    harmless("writes a file beside", own=("table.to_csv('result.csv')\nprint(open('result.csv').read())",)),
    harmless("answer given twice, the last is right", {"double": "def double(x): return 0\n" + DOUBLE}),
    harmless("debugger left on", own=("%debug\nbreakpoint()",)),
    harmless("seeds and options changed", first=("np.random.seed(0)\npd.set_option('display.max_rows', 2)\nimport warnings\nwarnings.simplefilter('error')",)),
    harmless("a module of the instructor's beside the notebook", files={"colours.py": b"RED = 1\n"}, own=("import colours\nprint(colours.RED)",)),
]  # fmt: skip
