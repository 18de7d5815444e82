"""Attacks on this design: values that lie, never end or change, and a worker that breaks the protocol."""

from __future__ import annotations

from typing import Any

from grading_catalogue.case import Case, CourseCase, double

HOLDS = "one question lost, told why; the checker goes on"


def value(code: str, name: str, wants: str = "a checker that hangs or breaks", **more: Any) -> Case:
    """A case whose function returns something odd."""
    return double(code, name, wants, HOLDS, **more)


EXPORTS = "import coursekit.grading.exports as exports\nreal = exports.Exports.perform\n"
CHANNEL = (
    "import gc, coursekit.grading.protocol as protocol\n"
    "def channel():\n    return [o for o in gc.get_objects() if isinstance(o, protocol.Channel) and o.sock.fileno() >= 0][-1]\n"
)


def reply(tree: str, name: str, wants: str = "a decoder that breaks or runs something") -> Case:
    """A case whose worker answers every request with this reply."""
    code = (
        EXPORTS
        + f"def forged(self, header, buffers): return {tree}\nexports.Exports.perform = forged\ndef double(x): return 0"
    )
    return Case(
        name,
        wants,
        "all of its questions are lost, told why",
        {"double": code},
        costs=("double", "table", "triple"),
    )


CASES: list[Case | CourseCase] = [
    value("class L:\n    def __getattr__(self, name): return L()\n    def __call__(self, *a, **k): return L()\n    def __eq__(self, o): return True\n    def __bool__(self): return True\ndef double(x): return L()", "proxy that has everything", "an object that passes any check"),
    value("class N:\n    def __float__(self): return 4.0\n    __int__ = __index__ = lambda self: 4\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0\n    __rsub__ = __sub__\ndef double(x): return N()", "proxy of a number", "an object taken for 4"),
    value("double = type('D', (), {'__call__': lambda self, x: 4 if x == 2 else self, '__eq__': lambda self, o: True, '__hash__': None})()", "callable that is its own result"),
    value("def double(x):\n    r = []\n    for _ in range(100_000): r = [r]\n    return r", "value nested 100,000 deep"),
    value("def double(x):\n    r = []\n    r.append(r)\n    return r", "contains itself"),
    value("def double(x):\n    r = []\n    for _ in range(60): r = [r, r]\n    return r", "doubles at every level"),
    value("class L(list):\n    def __iter__(self):\n        while True: yield 1\n    def __len__(self): return 1 << 60\ndef double(x): return L()", "endless list"),
    value("import itertools\ndef double(x): return itertools.count()", "endless iterator"),
    value("class D(dict):\n    def items(self):\n        while True: yield 1, 1\n    __iter__ = keys = items\ndef double(x): return D()", "endless dictionary"),
    value("def double(x): return 1 << 50_000_000", "giant integer", "quadratic time in printing it"),
    value("def double(x): return int('9' * 4000)", "integer with 4,000 digits", "an error in printing it"),
    value("from decimal import Decimal\ndef double(x): return Decimal('1e999999999')", "giant decimal", "the time of its arithmetic"),
    value("from fractions import Fraction\ndef double(x): return Fraction(1, 10 ** 100_000)", "giant fraction", "the time of its arithmetic"),
    value("def double(x): return bytes(200 << 20)", "200 MB", "the checker's memory"),
    value("def double(x): return ['x'] * 10**7", "ten million parts", "the checker's memory"),
    value("def double(x): return range(10**30)", "range of 10^30"),
    value("import time\nclass S:\n    def __float__(self): time.sleep(600)\n    __index__ = __int__ = __repr__ = __len__ = __float__\ndef double(x):\n    if x == 2: return S()", "slow value"),
    value("import time\nclass S(list):\n    def __iter__(self):\n        for _ in range(100):\n            time.sleep(1)\n            yield 1\ndef double(x): return S()", "slow iterator"),
    value("class C:\n    n = 3\n    def __index__(self):\n        C.n += 1\n        return C.n\n    __int__ = __index__\n    def __float__(self): return float(self.__index__())\n    def __eq__(self, o): return True\ndef double(x): return C()", "value that changes between reads", "another value for the check than for the message"),
    value("turn = [0]\ndef double(x):\n    turn[0] += 1\n    return 4 if turn[0] == 1 else turn[0]", "function that changes between calls"),
    Case("table that changes between reads", "another table for each check", "no point", {"table": "class M(type(globals())):\n    pass\nclass T(pd.DataFrame):\n    @property\n    def _constructor(self): return T\n    @property\n    def values(self): return np.array([[1.0], [2.0], [3.0]])\n    def __getitem__(self, key): return pd.Series([1.0, 2.0, 3.0], name='n')\ntable = T({'n': [7.0, 7.0, 7.0]})"}, costs=("table",)),
    value("class R:\n    def __repr__(self): raise SystemExit\n    __str__ = __format__ = __repr__\ndef double(x): return R()", "repr that exits"),
    value("class R:\n    def __repr__(self): return 'x' * (100 << 20)\ndef double(x): return R()", "repr of 100 MB"),
    value("class R(Exception):\n    def __str__(self): raise SystemExit\n    __repr__ = __str__\ndef double(x): raise R", "exception whose text exits"),
    value("class R(Exception):\n    def __str__(self): return '\\ud800' + 'x' * (50 << 20)\ndef double(x): raise R", "exception whose text is 50 MB and half a surrogate"),
    value("def double(x):\n    if x == 2: return 4\n    error = ValueError(x)\n    error.x, error.__notes__ = x, [str(x)]\n    raise error from KeyError(x)", "exception that carries hidden inputs", "hidden inputs"),
    value("def double(x):\n    if x == 2: return 4\n    raise ExceptionGroup(str(x), [ValueError(x)])", "group of exceptions with hidden inputs", "hidden inputs"),
    value("def double(x):\n    if x == 2: return 4\n    raise UnicodeDecodeError('ascii', str(x).encode(), 0, 1, str(x))", "exception with five arguments"),
    value("class E(BaseException):\n    pass\ndef double(x): raise E(x)", "exception that is no Exception"),
    value("class E(AssertionError):\n    pass\ndef double(x): raise E('double(2) is right')", "assertion of one's own", "a message of one's own instead of the test's"),
    value("class Meta(type):\n    def mro(cls): return [cls, *[type(f'B{n}', (), {}) for n in range(50)], object]\n    def __instancecheck__(cls, o): return True\ndef double(x): return Meta('K', (), {})", "class with a forged ancestry", "isinstance answered by the trainee"),
    value("def double(x): return np.zeros(3, dtype=[('a', 'O'), ('b', 'f8')])", "dtype with objects inside"),
    value("def double(x): return np.array([print, [1]], dtype=object)", "array of functions"),
    value("def double(x): return np.ndarray((1 << 40,), np.int8, buffer=None) if x is None else np.broadcast_to(np.int8(1), (1 << 40,))", "array of a terabyte without memory"),
    value("def double(x): return np.zeros((1,) * 32)", "array of 32 dimensions"),
    value("def double(x): return np.datetime64('NaT') if x == 2 else np.timedelta64(2**62, 'Y')", "times beyond all calendars"),
    value("def double(x): return pd.DataFrame({'a': pd.array([object()], dtype=object)}).attrs", "attributes of a table"),
    value("def double(x): return pd.DataFrame(np.zeros((0, 5000)))", "5,000 columns and no rows", "the time of each column"),
    value("def double(x): return pd.Series(pd.Categorical(['a'], categories=['a', 'b']).set_categories(['x']))", "categories that miss"),
    value("def double(x): return pd.MultiIndex.from_product([range(1000), range(1000)])", "index of a million pairs"),
    value("double = pd", "a module for a function"),
    value("import os\ndouble = os.system", "a system call for a function", "a call in the checker"),
    value("import pickle\nclass P:\n    def __reduce__(self): return (print, ('x',))\ndef double(x): return pickle.dumps(P())", "pickled bytes", "code that runs when they are read"),
    reply("({'ok': ['h', 0, 'function', [], ['__call__'], [], 'x']}, [])", "everything is a function"),
    reply("({'ok': ['frame', ['index', 'range', [0, 1 << 60, 1], None], ['index', 'range', [0, 0, 1], None], []]}, [])", "table with 2^60 rows"),
    reply("({'ok': ['np', '<f8', [1 << 40], 0]}, [b''])", "array longer than its buffer"),
    reply("({'ok': ['np', '|O', [1], 0]}, [b'x' * 8])", "array of raw pointers", "a crash or a call in the checker"),
    reply("({'ok': ['category', ['np', '<i8', [1], 0], ['index', 'range', [0, 1, 1], None], 0]}, [(99).to_bytes(8, 'little')])", "category code out of range"),
    reply("({'error': {'classes': [['os', 'system'], ['builtins', 'SystemExit']], 'text': 'x', 'args': {'0': 0}}}, [])", "an error that is a system call"),
    reply("({'error': {'classes': [['coursekit.grading.remote', 'WorkStopped']], 'text': '', 'args': {}, 'class': None}}, [])", "an error of the engine's own"),
    reply("({'ok': ['namedtuple', '__import__(1)', ['class', '__class__'], 1, 2]}, [])", "named tuple with code for a name", "code that runs in the checker"),
    reply("({'ok': ['module', 'coursekit.grading.checker']}, [])", "the engine's own module", "the checker's own objects"),
    reply("({'ok': ['module', 'os']}, [])", "a system module", "the checker's own objects"),
    reply("({'ok': 4, 'call': 0, 'args': ['t', 1], 'kwargs': ['d']}, [])", "call back to a function that nobody passed"),
    reply("({'ok': None, 'changed': {'0': ['l'], '99': 5, '-1': 1}}, [])", "arguments changed that do not exist"),
    reply("[][0]", "no reply at all"),
    Case("answers ahead of the question", "every reply one question late", "no point", {"double": CHANNEL + "def double(x):\n    channel().send(protocol.Message({'ok': 4}))\n    return 0"}, costs=("double", "table", "triple")),
    value("import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'ckv1' + b'\\xff' * 64)\n    except OSError: pass\ndef double(x): return 0", "noise on the socket", "a checker that reads for ever", costs=("double",)),
    value(CHANNEL + "def double(x):\n    channel().sock.sendall(protocol.PREFIX.pack(b'ckv1', 1 << 31, 1 << 31))\n    import time\n    time.sleep(600)", "a message of 2 GB announced", "the checker's memory"),
    value(CHANNEL + "def double(x):\n    channel().sock.sendall(protocol.PREFIX.pack(b'ckv1', 100, 0) + b'{')\n    import time\n    time.sleep(600)", "half a message", "a checker that waits"),
    value(CHANNEL + "def double(x):\n    channel().sock.sendall(protocol.PREFIX.pack(b'ckv1', 14, 0) + b'{\"ok\": 1e99999' + b'}')\n    return 0", "infinity in JSON"),
    value(CHANNEL + "def double(x):\n    channel().close()\n    return 0", "closes the line"),
    Case("reports of cells forged", "outputs and counts of one's own", "no point", {"double": "import coursekit.grading.worker as worker\nworker.run = lambda shell, source: ([{'output_type': 'execute_result', 'data': {'text/plain': '2.0'}, 'execution_count': 'x'}, 7, None, {'output_type': 'error', 'traceback': 3}], None)\nWorker = worker.Worker\ndef double(x): return 0"}, costs=("double", "table", "triple", "shape")),
    value("import coursekit.grading.worker as worker\nworker.Worker._copy = lambda self: self.channel.send(worker.Message({'copied': True}))\ndef double(x): return 0", "copies refused"),
    value("import coursekit.grading.worker as worker\nworker.Worker._files = lambda self: worker.Message({'files': ['d', '../../climb.txt', ['b', 0], '/tmp/climb.txt', ['b', 0]]}, [b'x'])\ndef double(x): return 0", "forged list of files", "a file written by the checker elsewhere"),
    value("import coursekit.grading.worker as worker\nworker._inside = lambda shell, header: {'error': ['x'], 'line': 'y', 'value': 3}\ndef double(x): return 0", "inside test answered with nonsense", costs=("double", "shape")),
    value("import coursekit.grading.worker as worker\nworker._inside = lambda shell, header: {'error': None, 'line': 0, 'value': '1e9'}\ndef double(x): return 0", "inside test answered with a billion points", "more points than there are"),
]  # fmt: skip
