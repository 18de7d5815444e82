"""Which tests cannot run outside the trainee's process, told from their text."""

from __future__ import annotations

import ast
from functools import lru_cache

from coursekit.grading.names import parsed

SOURCE_READERS = frozenset(["getsource", "getsourcelines", "getsourcefile", "getfile", "getclosurevars"])
PATCHERS = frozenset(["mock", "monkeypatch", "patch", "MagicMock", "Mock"])
HISTORY = frozenset(["In", "Out", "_i", "_ii", "_iii", "_oh", "_ih", "_dh", "get_ipython", "_", "__", "___"])
CURRENT_FIGURE = frozenset(
    [
        "gcf",
        "gca",
        "get_fignums",
        "get_figlabels",
        "fignum_exists",
        "axes",
        "sca",
        "axis",
        "xlim",
        "ylim",
        "xlabel",
        "ylabel",
        "title",
        "legend",
        "xticks",
        "yticks",
    ]
)
CURRENT_FIGURE_READERS = frozenset(
    ["gcf", "gca", "get_fignums", "get_figlabels", "fignum_exists", "xlim", "ylim", "xticks", "yticks"]
)
UNPICKLERS = frozenset(["read_pickle", "load", "loads", "Unpickler"])
SINGLETONS = (type(None), bool, type(...))
VALUE_TYPES = frozenset(
    [
        "int",
        "float",
        "str",
        "bool",
        "bytes",
        "complex",
        "list",
        "tuple",
        "dict",
        "set",
        "frozenset",
        "NoneType",
        "range",
        "Decimal",
        "date",
        "datetime",
        "DataFrame",
        "Series",
        "Index",
        "ndarray",
        "Timestamp",
        "Timedelta",
        "float64",
        "int64",
        "bool_",
        "type",
    ]
)


@lru_cache(maxsize=512)
def crosses(source: str) -> str | None:
    """Why a test cannot run outside the trainee's process; None if it can.

    The reason is one of ``source``, ``patch``, ``identity``, ``figure``, ``history``, ``globals``, ``magic``,
    ``pickle``.

    >>> crosses("assert f(2) == 4") is None
    True
    >>> crosses("import inspect\\nassert 'for' not in inspect.getsource(f)")
    'source'
    """
    tree = parsed(source)
    if tree is None:
        return None
    scan = _Scan()
    scan.visit(tree)
    return scan.reason


class _Scan(ast.NodeVisitor):
    def __init__(self) -> None:
        self.reason: str | None = None
        self._own: set[str] = set()

    def _found(self, reason: str) -> None:
        self.reason = self.reason or reason

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._own.add(node.id)
        elif node.id in HISTORY and node.id not in self._own:
            self._found("history")
        elif node.id in PATCHERS and node.id not in self._own:
            self._found("patch")

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        names = [alias.name for alias in node.names]
        module = getattr(node, "module", None) or ""
        if any("mock" in name.split(".") for name in [*names, module]):
            self._found("patch")
        if module == "inspect" and set(names) & SOURCE_READERS:
            self._found("source")
        self._own |= {alias.asname or alias.name for alias in node.names} - PATCHERS

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.visit_Import(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        root = node.value.id if isinstance(node.value, ast.Name) else ""
        if node.attr in SOURCE_READERS or node.attr in ("__code__", "__closure__", "__globals__"):
            self._found("source")
        if root in ("plt", "pyplot") and node.attr in CURRENT_FIGURE_READERS:
            self._found("figure")
        if root in ("pickle", "dill", "joblib", "cloudpickle") and node.attr in UNPICKLERS:
            self._found("pickle")
        if node.attr == "read_pickle":
            self._found("pickle")
        if root == "unittest" and node.attr == "mock":
            self._found("patch")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for at, operator in enumerate(node.ops):
            pair = operands[at : at + 2]
            if isinstance(operator, ast.Is | ast.IsNot) and not any(map(_singleton, pair)):
                self._found("identity")
            asks_type = any(_is_call(side, "type") for side in pair)
            if asks_type and not any(map(_value_type, pair)):
                self._found("identity")
        named = [_is_call(c, "globals", "locals", "vars", "dir") for c in node.comparators]
        if any(named) and all(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
            self.visit(node.left)
            return
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if _is_call(node.value, "globals", "locals"):
            self.visit(node.slice)
            return
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        if _is_call(node, "id"):
            self._found("identity")
        if _is_call(node, "globals", "locals") or (_is_call(node, "vars", "dir") and not node.args):
            self._found("globals")
        if isinstance(called, ast.Attribute) and called.attr in ("get", "__contains__") and _is_call(
            called.value, "globals", "locals"
        ):  # fmt: skip
            for argument in node.args:
                self.visit(argument)
            return
        if _is_call(called, "get_ipython") or (
            isinstance(called, ast.Attribute) and called.attr in ("run_line_magic", "run_cell_magic")
        ):
            self._found("magic")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            if (
                isinstance(target, ast.Attribute)
                and isinstance(target.value, ast.Name)
                and _library(target.value.id)
            ):
                self._found("patch")
            self.visit(target)


def _library(name: str) -> bool:
    return name in (
        "builtins",
        "np",
        "numpy",
        "pd",
        "pandas",
        "plt",
        "random",
        "os",
        "sys",
        "time",
        "datetime",
        "requests",
    )


def _is_call(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _singleton(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, SINGLETONS)
    return (
        _is_call(node, "type")
        or _value_type(node)
        or (isinstance(node, ast.Name) and node.id == "NotImplemented")
    )


def _value_type(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in VALUE_TYPES
