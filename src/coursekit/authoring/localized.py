"""Code in two languages: equal token by token, or equal once strings and comments are blanked."""

from __future__ import annotations

import ast
import difflib
import io
import re
import string
import tokenize
from dataclasses import dataclass

_LAYOUT = {tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
_NAMED = {tokenize.NEWLINE: "\n", tokenize.INDENT: "<indent>", tokenize.DEDENT: "<dedent>"}
_MARKER = re.compile(r"#+\s*(BEGIN|END) |^#+\s*AUTOTEST")  # comments that nbgrader reads
_FSTRING_START = getattr(tokenize, "FSTRING_START", -1)  # Python 3.12 splits f-strings into parts
_FSTRING_END = getattr(tokenize, "FSTRING_END", -1)


@dataclass(frozen=True)
class Piece:
    """One token, or a run of adjacent strings taken as one, and where it stands in the source."""

    kind: str  # 'string', 'comment' or 'code'
    text: str
    start: int
    end: int

    @property
    def blanked(self) -> str:
        """The piece with its text taken out, where text may be in another language."""
        return self.text if self.kind == "code" else f"<{self.kind}>"


def pieces(source: str) -> list[Piece]:
    """The tokens of ``source`` without its layout; adjacent strings are joined.

    >>> [piece.blanked for piece in pieces('plot(title="Sales" " per day")  # once')]
    ['plot', '(', 'title', '=', '<string>', ')', '<comment>', '\\n']
    """
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[Piece] = []
    depth, opened = 0, 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in _LAYOUT:
            continue
        start, end = (
            min(starts[min(row - 1, len(starts) - 1)] + column, len(source))
            for row, column in (token.start, token.end)
        )
        if token.type == _FSTRING_START:
            depth, opened = depth + 1, start if depth == 0 else opened
        elif token.type == _FSTRING_END:
            depth -= 1
            if depth == 0:
                _add_string(found, source, opened, end)
        elif depth:
            continue
        elif token.type == tokenize.STRING:
            _add_string(found, source, start, end)
        elif token.type == tokenize.COMMENT and not _MARKER.match(token.string):
            found.append(Piece("comment", token.string, start, end))
        else:
            text = _NAMED.get(token.type, token.string.strip())
            found.append(Piece("code", text, start, end))
    return found


def code_differences(english: str, chinese: str, localized: bool) -> str:
    """The rule that the Chinese code breaks, or '' when it is equal to the English as far as it must be.

    >>> code_differences('print("Sales")', 'print("销售额")', localized=False)
    "code differs in a cell that is not tagged 'localized'"
    >>> code_differences('print("Sales")', 'print("销售额")', localized=True)
    ''
    """
    try:
        theirs, mine = pieces(english), pieces(chinese)
    except (tokenize.TokenError, SyntaxError):
        return "" if english == chinese else "code differs (it is not plain Python, so it must be identical)"
    if not localized:
        same = [piece.text for piece in theirs] == [piece.text for piece in mine]
        return "" if same else "code differs in a cell that is not tagged 'localized'"
    theirs, mine = ([piece for piece in side if piece.kind != "comment"] for side in (theirs, mine))
    if [piece.blanked for piece in theirs] != [piece.blanked for piece in mine]:
        return "localized code differs in more than strings and comments"
    for here, there in zip(theirs, mine, strict=True):
        if here.kind == "string" and here.text != there.text:
            if _is_formatted(here.text) or _is_formatted(there.text):
                return "localized text in an f-string: use str.format with named fields"
            if _fields(here.text) != _fields(there.text):
                return f"localized text has other fields: {here.text} against {there.text}"
    return ""


def transplant(english: str, chinese: str) -> tuple[str, list[str]]:
    """The English code with the Chinese strings and comments laid into it wherever the code around them is the same.

    Also returns the English texts that found no Chinese one, for the translator.

    >>> transplant('plot(title="Sales", unit="day")', 'plot(title="销售额")')
    ('plot(title="销售额", unit="day")', ['"day"'])
    """
    try:
        theirs, mine = pieces(english), pieces(chinese)
    except (tokenize.TokenError, SyntaxError):
        return english, [english]
    matcher = difflib.SequenceMatcher(
        None, [p.blanked for p in theirs], [p.blanked for p in mine], autojunk=False
    )
    taken = {
        block.a + offset: mine[block.b + offset].text
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }
    text, left = english, []
    for number, piece in reversed(list(enumerate(theirs))):
        if piece.kind != "code":
            if number in taken:
                text = text[: piece.start] + taken[number] + text[piece.end :]
            else:
                left.append(piece.text)
    return text, left[::-1]


def _add_string(found: list[Piece], source: str, start: int, end: int) -> None:
    if found and found[-1].kind == "string":
        start = found.pop().start
    found.append(Piece("string", source[start:end], start, end))


def _is_formatted(literal: str) -> bool:
    return re.match(r"(?i)(f|rf|fr)['\"]", literal) is not None


def _fields(literal: str) -> set[str]:
    try:
        value = ast.literal_eval(f"({literal})")
        return {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
    except (ValueError, SyntaxError, TypeError):
        return set()
