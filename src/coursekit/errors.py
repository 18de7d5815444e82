"""One tree of errors. A message says what was found, what was expected, and what to do next."""

from __future__ import annotations


class CourseKitError(Exception):
    """Something a person can mend; the command line prints it without a traceback and exits with 2.

    >>> str(CourseKitError("Found no roster.csv.", "Expected one in the class folder.", "Run 'coursekit class init DIR'."))
    "Found no roster.csv. Expected one in the class folder. Run 'coursekit class init DIR'."
    """

    def __init__(self, found: str, expected: str = "", do: str = "") -> None:
        self.found, self.expected, self.do = found, expected, do
        super().__init__(" ".join(part for part in (found, expected, do) if part))


class UsageError(CourseKitError):
    """The command or function was called with something it cannot work with."""


class CourseFolderError(CourseKitError):
    """The course or class folder lacks something it needs."""


class DataError(CourseKitError):
    """A data set is missing, altered, or not of the shape that a function needs."""
