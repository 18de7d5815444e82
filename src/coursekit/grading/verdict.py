"""What a trainee is told about a failed test: the author's words, never a hidden input or an expected answer."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from types import TracebackType

from coursekit.grading.foreign import is_foreign
from coursekit.grading.names import parsed
from coursekit.grading.outputs import clean_text
from coursekit.messages import text

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
LONGEST = 2000


def hidden_lines(source: str) -> set[int]:
    """Numbers (from 1) of the lines between nbgrader's marks for hidden tests.

    >>> hidden_lines("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS")
    {2, 3, 4}
    """
    found: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), 1):
        inside = inside or BEGIN in line
        if inside:
            found.add(number)
        if END in line:
            inside = False
    return found


@dataclass(frozen=True)
class Place:
    """Where in a test cell an error came from: its line, and whether that line itself raised it."""

    line: int
    direct: bool


def place(error: BaseException) -> Place:
    """The innermost line of the test cell that the error passed through."""
    line, last = 0, ""
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        last = trace.tb_frame.f_code.co_filename
        if last.startswith("<ipython-input-"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return Place(line, last.startswith("<ipython-input-"))


def shown_name(error: BaseException) -> str:
    """The name of the error's class, or of its base where the trainee chose the name, maybe after a hidden input."""
    own = type(error).__module__ == "coursekit.grading.foreign"
    return clean_text((type(error).__mro__[1] if own else type(error)).__name__, 100)


def explain(error: BaseException, source: str, language: str, exposed: bool) -> str:
    """The message for a failed test. ``exposed`` tells that the trainee's process has seen hidden inputs."""
    at = place(error)
    hidden = hidden_lines(source)
    is_hidden = at.line in hidden
    seen = exposed or (bool(hidden) and at.line >= min(hidden))
    kind = shown_name(error)
    if is_foreign(error):
        if isinstance(error, NotImplementedError):
            return text("engine.not_answered", language)
        if not seen and str(error):
            return text("engine.raised", language, error=kind, text=clean_text(str(error), LONGEST))
        return text("engine.raised_type", language, error=kind)
    if isinstance(error, NameError) and error.name:
        return text("checks.not_defined", language, name=error.name)
    if isinstance(error, AssertionError):
        return _assertion(error, at, source, seen, language)
    if is_hidden:
        return text("engine.hidden_broken", language, error=kind)
    return text(
        "engine.broken",
        language,
        error=kind,
        text="…" if seen else clean_text(str(error), LONGEST),
        line=_line(source, at.line),
    )


def _assertion(error: AssertionError, at: Place, source: str, seen: bool, language: str) -> str:
    """Once hidden inputs have been ``seen``, a value of the trainee's could repeat one: only the author's words are told."""
    said = clean_text(str(error), LONGEST)
    if type(error).__name__ == "CheckFailed" and said:
        return said
    message = _message(source, at.line) if at.direct else None
    if message is not None and said:
        told = _authors_words(message) if seen else said
        if told.strip("… "):
            return told
    if at.line in hidden_lines(source):
        return text("engine.hidden_failed", language)
    if at.direct or seen or not said:
        return text("engine.check_failed", language, line=_line(source, at.line))
    return text("engine.check_said", language, line=_line(source, at.line), text=said)


def explain_line(line: int, source: str, language: str, error: str) -> str:
    """The message for a test that ran inside the trainee's process: only its line can be believed."""
    if line in hidden_lines(source):
        return text("engine.hidden_failed", language)
    tree = parsed(source)
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or node.lineno):
            if isinstance(node.msg, ast.Constant) and isinstance(node.msg.value, str):
                return node.msg.value
            break
    if error == "NotImplementedError":
        return text("engine.not_answered", language)
    shown = _line(source, line)
    return (
        text("engine.check_failed", language, line=shown) if shown else text("engine.hidden_failed", language)
    )


def _message(source: str, line: int) -> ast.expr | None:
    """What the assertion or ``raise`` in this line says."""
    tree = parsed(source)
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Assert | ast.Raise) and node.lineno <= line <= (
            node.end_lineno or node.lineno
        ):
            if isinstance(node, ast.Assert):
                return node.msg
            return node.exc.args[0] if isinstance(node.exc, ast.Call) and node.exc.args else node.exc
    return None


def _authors_words(message: ast.expr) -> str:
    """The parts of a message that stand in the test itself; others become an ellipsis.

    >>> _authors_words(ast.parse("f'f(2) gave {f(2)}, not 4'", mode="eval").body)
    'f(2) gave …, not 4'
    """
    parts = message.values if isinstance(message, ast.JoinedStr) else [message]
    said = [
        part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…"
        for part in parts
    ]
    return clean_text("".join(said), LONGEST)


def _line(source: str, line: int) -> str:
    lines = source.splitlines()
    return lines[line - 1].strip()[:300] if 0 < line <= len(lines) else ""
