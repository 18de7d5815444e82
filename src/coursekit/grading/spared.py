"""Imports that only answers use: the checker, which runs no answers, leaves them out of the instructor's cells.

A notebook's first cell often imports everything that an answer may want; seaborn and scikit-learn cost a second
of start-up and a third of the memory that each child inherits.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence

from coursekit.grading.names import WORD, names

# Dear to import, and nobody notices the import of one that is not used.
LIBRARIES = frozenset(["matplotlib", "scipy", "seaborn", "sklearn", "statsmodels"])


def spared(cells: Sequence[str], tests: Sequence[str]) -> dict[str, str]:
    """What the checker runs for each of ``cells``, the instructor's beside ``tests``: lines keep their numbers.

    An import stays if any of the texts has its name in another place, in whatever role, or reaches names in
    a way that no text shows.

    >>> spared(["import seaborn as sns\\nimport scipy.stats as st\\nx = 1"], ["assert st.norm.cdf(x) > 0.5"])
    {'import seaborn as sns\\nimport scipy.stats as st\\nx = 1': '\\nimport scipy.stats as st\\nx = 1'}
    """
    texts = [*cells, *tests]
    if any(names(text).is_opaque for text in texts):
        return {cell: cell for cell in cells}
    mentions = Counter(word for text in texts for word in WORD.findall(text))
    return {cell: _without_unused(cell, mentions) for cell in cells}


def _without_unused(cell: str, mentions: Counter[str]) -> str:
    try:
        statements = ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return cell
    lines = cell.split("\n")
    on_line = Counter(line for s in statements for line in range(s.lineno, (s.end_lineno or s.lineno) + 1))
    for statement in statements:
        span = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
        alone = all(on_line[line] == 1 for line in span)
        if alone and _is_unused(statement, "\n".join(lines[n - 1] for n in span), mentions):
            for line in span:
                lines[line - 1] = ""
    return "\n".join(lines)


def _is_unused(statement: ast.stmt, text: str, mentions: Counter[str]) -> bool:
    if isinstance(statement, ast.Import):
        modules = [alias.name for alias in statement.names]
    elif isinstance(statement, ast.ImportFrom) and not statement.level:
        modules = [statement.module or ""]
    else:
        return False
    bound = [alias.asname or alias.name.split(".")[0] for alias in statement.names]
    here = Counter(WORD.findall(text))
    dear = all(module.split(".")[0] in LIBRARIES for module in modules)
    return dear and "*" not in bound and all(mentions[name] == here[name] for name in bound)
