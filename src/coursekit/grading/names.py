"""Which names an instructor's cell binds, changes and reads, told from its text."""

from __future__ import annotations

import ast
import re
import symtable
from dataclasses import dataclass, field
from functools import lru_cache

from coursekit.grading.protocol import DATA_SUFFIXES

MUTATORS = frozenset(
    [
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "popitem",
        "sort",
        "reverse",
        "clear",
        "update",
        "add",
        "discard",
        "setdefault",
        "appendleft",
        "fit",
        "partial_fit",
        "fill",
        "itemset",
        "put",
        "resize",
        "seed",
        "set",
        "subtract",
        "intersection_update",
        "difference_update",
        "legend",
        "plot",
        "scatter",
        "bar",
        "barh",
        "hist",
        "axhline",
        "axvline",
        "text",
        "annotate",
        "invert_xaxis",
        "invert_yaxis",
        "grid",
        "margins",
        "tick_params",
        "suptitle",
    ]
)
MUTATING_FUNCTIONS = frozenset(
    [
        "shuffle",
        "heappush",
        "heappop",
        "heapify",
        "insort",
        "setattr",
        "delattr",
        "fill_diagonal",
        "put",
        "copyto",
    ]
)
BY_NAME = frozenset(["globals", "locals", "vars", "dir", "eval", "exec"])  # reach names that no text shows
WORD = re.compile(r"[^\W\d]\w*")
HARMLESS_MAGICS = (None, "matplotlib", "config", "pip", "conda", "precision", "xmode")  # touch no names


@dataclass
class Names:
    """Names at the top level of a cell: ``bound`` by it, ``changed`` in place, ``read`` anywhere in it."""

    bound: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    imports: list[str] = field(default_factory=list)  # import statements, as text
    modules: set[str] = field(default_factory=set)  # names that they bind
    methods: set[str] = field(default_factory=set)  # special methods that its classes define
    is_other_language: bool = False  # not Python, or a magic: what it does to names cannot be seen
    files: set[str] = field(default_factory=set)  # last parts of texts that end as data files do

    @property
    def is_opaque(self) -> bool:
        """Whether the cell may touch names that its text does not show."""
        return self.is_other_language or bool(self.read & BY_NAME)


def parsed(source: str) -> ast.Module | None:
    """The cell as Python; None when it is not (magics that run another language, mistakes)."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    try:
        from IPython.core.inputtransformer2 import TransformerManager

        transformed: str = TransformerManager().transform_cell(source)
        return ast.parse(transformed)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=512)
def names(source: str) -> Names:
    """What ``source`` does to names; the result is shared, so it is not to be changed.

    >>> found = names("df = load()\\ndf['x'] = 1\\ntotals.sort()")
    >>> sorted(found.bound), sorted(found.changed)
    (['df'], ['df', 'totals'])
    """
    found = Names()
    tree = parsed(source)
    found.is_other_language = tree is None
    if tree is not None:
        try:
            _TopLevel(found).visit(tree)
        except RecursionError:
            found.is_other_language = True
        found.read, assigned = _read(tree)
        found.bound |= assigned
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _magic(node) not in HARMLESS_MAGICS:
                found.is_other_language = True
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 300:
                last = node.value.replace("\\", "/").rsplit("/", 1)[-1]
                if last.lower().endswith(DATA_SUFFIXES):
                    found.files.add(last)
    return found


def _read(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Names that the cell takes from outside its own functions, and those that it binds."""
    texts = {word for node in ast.walk(tree) for word in _in_text(node)}
    try:
        waiting = [symtable.symtable(ast.unparse(tree), "<cell>", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # top-level await, for one
        loaded = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        return loaded | texts, set()
    found = texts
    assigned = {s.get_name() for s in waiting[0].get_symbols() if s.is_assigned() or s.is_imported()}
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        is_outer = table.get_type() == "module"
        found |= {
            s.get_name() for s in table.get_symbols() if s.is_referenced() and (is_outer or s.is_global())
        }
    return found, assigned


def _in_text(node: ast.AST) -> list[str]:
    """Names that pandas finds in a text: ``df.query("a > @limit")``, ``pd.eval("a + b")``."""
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") not in ("query", "eval"):
        return []
    texts = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [word for text in texts for word in WORD.findall(text)]


def _magic(node: ast.Call) -> str | None:
    """The magic that a transformed cell calls; None for any other call."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if called not in ("run_line_magic", "run_cell_magic") or not node.args:
        return None
    return str(getattr(node.args[0], "value", ""))


class _TopLevel(ast.NodeVisitor):
    """Walks statements of the cell's own scope; what functions and classes do inside binds nothing here."""

    def __init__(self, found: Names) -> None:
        self.found = found

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.found.bound.add(node.name)
        for statement in ast.walk(node):
            if isinstance(statement, ast.Global):
                self.found.changed |= set(statement.names)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.found.bound.add(node.name)
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef) and statement.name.startswith("__"):
                self.found.methods.add(statement.name)
        if any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list):
            self.found.methods |= {"__eq__"} | (
                {"__lt__"} if "order" in ast.unparse(node.decorator_list[0]) else set()
            )
        if any("total_ordering" in ast.unparse(decorator) for decorator in node.decorator_list):
            self.found.methods |= {"__lt__", "__le__", "__gt__", "__ge__"}

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Binds nothing here."""

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self.found.bound.add(alias.asname or alias.name.split(".")[0])
            self.found.modules.add(alias.asname or alias.name.split(".")[0])
        self.found.imports.append(ast.unparse(node))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.visit_Import(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store | ast.Del):
            self.found.bound.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._changes(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._changes(node)

    def _changes(self, node: ast.Attribute | ast.Subscript) -> None:
        if isinstance(node.ctx, ast.Store | ast.Del):
            self.found.changed |= _roots(node)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call whose result nobody keeps is made for what it does to its object and arguments."""
        value = node.value.value if isinstance(node.value, ast.Await) else node.value
        if isinstance(value, ast.Call):
            called = (
                value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
            )
            if called in MUTATING_FUNCTIONS and value.args:
                self.found.changed |= _roots(value.args[0])
            elif isinstance(value.func, ast.Attribute) and (called in MUTATORS or called.startswith("set_")):
                self.found.changed |= _roots(value.func)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        inplace = any(
            keyword.arg == "inplace"
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value is True
            for keyword in node.keywords
        )
        if inplace:
            self.found.changed |= _roots(node.func)
        self.generic_visit(node)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        """Its loop variables are its own; only ``:=`` binds out here."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.NamedExpr):
                self.found.bound.add(inner.target.id)

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp


def _roots(node: ast.AST) -> set[str]:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return {node.id} if isinstance(node, ast.Name) else set()
