"""Files that the instructor's answers write, told from their text: of these the trainee's count."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from coursekit.grading.names import parsed

WRITERS = frozenset(
    ["write", "writelines", "write_text", "write_bytes", "writer", "savefig", "save", "savetxt", "savez", "dump", "connect", "run_cell_magic", "copyfile", "copy2",
     "move", "rename", "unlink", "touch"]
)  # fmt: skip


def written(answers: Iterable[str], others: Iterable[str] = ()) -> frozenset[str]:
    """Last parts of names of files that ``answers`` may write, perhaps by functions of ``others``.

    >>> sorted(written(["pd.read_csv('given.csv').head().to_csv('made.csv')"]))
    ['made.csv']
    """
    trees = [tree for text in answers if (tree := parsed(text)) is not None]
    used = {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}
    further = [tree for text in others if (tree := parsed(text)) is not None]
    functions = [
        node
        for tree in further
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in used
    ]
    calls = (node for tree in [*trees, *functions] for node in ast.walk(tree) if isinstance(node, ast.Call))
    if not any(_writes(call) for call in calls):
        return frozenset()
    return frozenset(name for tree in [*trees, *functions] for name in _named(tree))


def _named(node: ast.AST) -> Iterable[str]:
    """Texts that look like names of files, other than in calls that only read."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        last = node.value.replace("\\", "/").rsplit("/", 1)[-1]
        yield from [last] if "." in last else []
    for child in ast.iter_child_nodes(node):
        reads = isinstance(node, ast.Call) and _reads(node) and child is not node.func
        yield from () if reads else _named(child)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _mode(call: ast.Call) -> str:
    """How ``open`` opens; as writing where that is not told."""
    at = 1 if isinstance(call.func, ast.Name) else 0  # Path(name).open(mode)
    given = [*call.args[at : at + 1], *(k.value for k in call.keywords if k.arg == "mode")]
    modes = [mode.value if isinstance(mode, ast.Constant) else "w" for mode in given]
    return str(modes[0]) if modes else "r"


def _writes(call: ast.Call) -> bool:
    called = _called(call)
    if called == "open":
        return bool(set("wax+") & set(_mode(call)))
    return called in WRITERS or called.startswith("to_")


def _reads(call: ast.Call) -> bool:
    called = _called(call)
    return called.startswith(("read", "load", "genfrom")) or (called == "open" and not _writes(call))
