"""Which of the instructor's cells only a reader needs, so that the checker leaves them out.

An author tags such a cell. The tag counts where nothing that the checker runs can notice: a test would otherwise
take the trainee's word for what the instructor's cell made, or run on data that the cell was to change. Where the
text leaves doubt, the cell is run; that costs its time and nothing else.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from coursekit.grading.names import WORD, names, parsed

# Ways to reach names, or to change what others read, that no list of names shows.
BEHIND = frozenset(
    ["__main__", "_getframe", "currentframe", "f_globals", "f_locals", "get_ipython", "user_ns"]
)
BEHIND_HERE = frozenset(
    ["basicConfig", "builtins", "chdir", "environ", "filterwarnings", "getcontext", "modules", "putenv", "reload", "seterr", "setlocale",
     "setrecursionlimit", "simplefilter"]
)  # fmt: skip
# What moves on when it is asked: the next to ask gets something else.
DRAWN = frozenset(["random", "rng", "sample", "shuffle", "permutation", "choice", "choices", "next", "send"])
PYPLOT = frozenset(["plt", "pyplot"])  # what is drawn, only a reader sees
VIEWS = frozenset(["items", "values", "flat", "flatten", "ravel", "zip", "enumerate", "reversed", "sorted", "list", "tuple"])  # fmt: skip
AT_ONCE = ("listcomp", "setcomp", "dictcomp", "genexpr", "top")


@dataclass
class _Cell:
    """One text, and what leaving it out could do to others."""

    text: str
    tagged: bool
    bound: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)  # also by another name, and by calls made for what they do
    read: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)  # names that its functions read when they are called
    defines: set[str] = field(default_factory=set)  # functions and classes
    classes: set[str] = field(default_factory=set)
    made: set[tuple[str, str]] = field(
        default_factory=set
    )  # names, each with what was called to make its object
    files: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


def for_display(cells: Sequence[tuple[str, bool]]) -> frozenset[str]:
    """The texts that the checker does not run, of the instructor's cells in their order.

    ``cells`` are texts, each with whether its author tagged it ``display-only``.

    >>> sorted(for_display([("x = 1", True), ("y = x", False), ("figure = draw(y)", True), ("assert y", False)]))
    ['figure = draw(y)']
    """
    if not any(tagged for _, tagged in cells):
        return frozenset()
    for text, _ in cells:
        does = names(text)
        if does.is_opaque or "get_ipython" in does.read or BEHIND & set(WORD.findall(text)):
            return frozenset()
    read = [_cell(text, tagged) for text, tagged in cells]
    always = {cell.text for cell in read if not cell.tagged}
    kept = {at for at, cell in enumerate(read) if cell.text in always}
    while True:
        more = {at for at, cell in enumerate(read) if at not in kept and _is_needed(read, kept, at)}
        more |= {at for at, cell in enumerate(read) if any(cell.text == read[other].text for other in more)}
        if more <= kept:
            return frozenset(cell.text for at, cell in enumerate(read) if at not in kept)
        kept |= more


def _is_needed(cells: Sequence[_Cell], kept: set[int], at: int) -> bool:
    """Whether a cell that is ``kept`` could notice that the one at ``at`` did not run."""
    cell, others = cells[at], [cells[other] for other in kept]
    if "*" in cell.bound or cell.words & (DRAWN | BEHIND_HERE):
        return True
    wanted = {name for other in kept if other > at for name in cells[other].read}
    wanted |= {name for other in others for name in other.late}
    theirs = {name for other in others for name in other.bound}
    made = {name for other, c in enumerate(cells) if other not in kept for name in c.bound} - theirs
    files = {name for other in others for name in other.files}
    helpers = {name for c in cells for name in c.defines}
    classes = {name for c in cells for name in c.classes}
    helpers |= {name for c in cells for name, maker in c.made if maker in classes}
    return bool(
        (cell.bound | cell.changed) & wanted
        or cell.changed - cell.bound - made - PYPLOT
        or cell.files & files
        or cell.read & helpers
    )


@lru_cache(maxsize=256)
def _cell(text: str, tagged: bool) -> _Cell:
    does, tree = names(text), parsed(text)
    found = _Cell(text, tagged, set(does.bound), set(does.changed), set(does.read), files=set(does.files))
    found.words = set(WORD.findall(text))
    if tree is None:
        return found
    found.late = set(_late(tree))
    found.defines = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    found.defines |= {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found.classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    found.made = {
        (target.id, node.value.func.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found.changed |= set(_called(tree))
    others = dict[str, set[str]]()
    for name, origin in _aliases(tree):
        others.setdefault(name, set()).add(origin)
    grown = True
    while grown:
        more = {origin for name in found.changed for origin in others.get(name, ())} - found.changed
        found.changed |= more
        grown = bool(more)
    return found


def _late(tree: ast.Module) -> Iterator[str]:
    try:
        waiting = [(symtable.symtable(ast.unparse(tree), "<cell>", "exec"), False)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # top-level await, for one
        yield from (n.id for n in ast.walk(tree) if isinstance(n, ast.Name))
        return
    while waiting:
        table, called = waiting.pop()
        called = called or (table.get_type() == "function" and table.get_name() not in AT_ONCE)
        waiting += [(child, called) for child in table.get_children()]
        if called:
            yield from (s.get_name() for s in table.get_symbols() if s.is_referenced() and s.is_global())


def _called(tree: ast.Module) -> Iterator[str]:
    """Objects of calls whose result nobody keeps or sees: those are made for what they do."""
    shown = tree.body[-1] if tree.body else None
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and node is not shown and isinstance(node.value, ast.Call):
            called = node.value.func
            if isinstance(called, ast.Attribute):
                yield from _roots(called.value)


def _aliases(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names that may stand for a part of what another name holds: ``row = rows[0]``, ``for row in rows``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _pairs(target, node.value)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            yield from _pairs(node.target, node.iter)
        elif isinstance(node, ast.NamedExpr | ast.AnnAssign) and node.value is not None:
            yield from _pairs(node.target, node.value)


def _pairs(target: ast.AST, value: ast.AST) -> Iterator[tuple[str, str]]:
    called = _name_called(value)
    parts = value.args if isinstance(value, ast.Call) and called == "zip" else None
    if isinstance(value, ast.Tuple | ast.List):
        parts = value.elts
    if isinstance(target, ast.Tuple | ast.List) and parts is not None and len(parts) == len(target.elts):
        for part, whole in zip(target.elts, parts, strict=True):
            yield from _pairs(part, whole)
        return
    bound = {n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for origin in _roots(value):
        yield from ((name, origin) for name in bound if name != origin)


def _name_called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _roots(value: ast.AST) -> set[str]:
    """Names whose objects, or parts of them, ``value`` may be; a call makes something new, but for views."""
    if isinstance(value, ast.Name):
        return {value.id}
    if isinstance(value, ast.Attribute | ast.Subscript | ast.Starred | ast.Await):
        return _roots(value.value)
    inner: Iterable[ast.AST] = ()
    if isinstance(value, ast.Call) and _name_called(value) in VIEWS:
        inner = [value.func.value] if isinstance(value.func, ast.Attribute) else value.args
    elif isinstance(value, ast.Tuple | ast.List | ast.Set):
        inner = value.elts
    elif isinstance(value, ast.IfExp):
        inner = [value.body, value.orelse]
    elif isinstance(value, ast.BoolOp | ast.Dict):
        inner = value.values
    return {name for part in inner for name in _roots(part)}
