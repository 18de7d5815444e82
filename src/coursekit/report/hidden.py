"""What of an instructor's notebook trainees may not see: hidden tests and mark schemes."""

from __future__ import annotations

import json
from typing import Any

SHORTEST = 12  # characters; shorter lines, such as ')', tell nothing
REGIONS = (
    (
        "ClearHiddenTests",
        "begin_test_delimeter",
        "BEGIN HIDDEN TESTS",
        "end_test_delimeter",
        "END HIDDEN TESTS",
    ),
    (
        "ClearMarkScheme",
        "begin_mark_scheme_delimeter",
        "BEGIN MARK SCHEME",
        "end_mark_scheme_delimeter",
        "END MARK SCHEME",
    ),
    (
        "ClearSolutions",
        "begin_solution_delimeter",
        "BEGIN SOLUTION",
        "end_solution_delimeter",
        "END SOLUTION",
    ),
)


class Hidden:
    """Knows the hidden regions of one source notebook, with the course's own delimiters."""

    def __init__(self, config: Any, source: bytes) -> None:
        self.delimiters = [
            (str(config.get(step, {}).get(begin, usual)), str(config.get(step, {}).get(end, usual_end)))
            for step, begin, usual, end, usual_end in REGIONS
        ]
        texts = ["".join(cell["source"]) for cell in json.loads(source)["cells"]]
        self.instructors = {value.strip() for value in texts}
        shown = {line.strip() for value in texts for line in self.cleared(value).splitlines()}
        every = {line.strip() for value in texts for line in value.splitlines()}
        self.lines = {
            line for line in every - shown if len(line) >= SHORTEST and not self._is_delimiter(line)
        }

    def is_instructors(self, source: str) -> bool:
        """Whether a cell is one of the instructor's, unchanged."""
        return source.strip() in self.instructors

    def cleared(self, source: str) -> str:
        """The text without its hidden regions, delimiters included; an open region ends with the text."""
        kept: list[str] = []
        until = ""
        for line in source.split("\n"):
            if until:
                until = "" if until in line else until
                continue
            until = next((end for begin, end in self.delimiters if begin in line), "")
            if not until:
                kept.append(line)
        return "\n".join(kept).rstrip()

    def redacted(self, value: str, instead: str) -> str:
        """Text that somebody's code printed, without the lines that quote a hidden one."""
        lines = value.split("\n")
        return "\n".join(instead if any(secret in line for secret in self.lines) else line for line in lines)

    def _is_delimiter(self, line: str) -> bool:
        return any(begin in line or end in line for begin, end in self.delimiters)
