"""The unit of work: one notebook of one trainee in, one outcome out. Both are plain data and cross machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Isolation = Literal["full", "process", "none"]
ISOLATION_LEVELS: tuple[Isolation, ...] = ("full", "process", "none")
Where = Literal["outside", "inside", "manual"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use; times in seconds, sizes in bytes."""

    cell_seconds: float = 30.0  # nbgrader's default
    wall_seconds: float = 300.0
    memory: int = 2 << 30
    processes: int = 64
    file_size: int = 64 << 20
    scratch: int = 256 << 20
    output: int = 4 << 20
    value: int = 64 << 20  # one value fetched by the checker


@dataclass(frozen=True)
class Submission:
    """One notebook to grade.

    ``source`` is the instructor's notebook with its hidden tests and without its answers (as
    ``prepared.prepared`` or ``Course.source`` makes it), ``submitted`` the trainee's file, both as bytes;
    ``files`` are the data files beside it by relative path (the instructor's win over the trainee's).
    ``environment`` is seen by trainee and checker, ``secrets`` by the checker alone. ``reference`` is the instructor's
    notebook with its answers, for the checker alone: it tells which names and operators an answer is to define. Of ``files``, the checker imports modules only from
    ``instructor_files``.
    """

    student: str
    assignment: str
    notebook: str
    source: bytes
    submitted: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    reference: bytes = b""
    instructor_files: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellScore:
    """What one graded cell earned. ``score`` is None where a person grades."""

    grade_id: str
    score: float | None
    max_score: float
    where: Where
    message: str = ""  # what the trainee is told, in the submission's language


@dataclass(frozen=True)
class Outcome:
    """What became of one submission. ``reason`` is set when, and only when, it could not be graded."""

    student: str
    assignment: str
    notebook: str
    scores: tuple[CellScore, ...] = ()
    reason: str = ""
    repairs: tuple[str, ...] = ()  # what intake put right, told to the trainee
    incidents: tuple[str, ...] = ()  # limits that were hit, and what was stopped
    autograded: bytes = b""  # the executed notebook, as nbgrader's autograde step would write it
    isolation: Isolation = "none"
    seconds: float = 0.0

    @property
    def graded(self) -> bool:
        """Whether every autograded cell has a score."""
        return not self.reason

    @property
    def score(self) -> float:
        """Points earned in the cells that a program grades."""
        return sum((cell.score or 0.0 for cell in self.scores if cell.where != "manual"), 0.0)

    @property
    def has_all_points(self) -> bool:
        """Whether it was graded and every point that a program can give was earned."""
        return self.graded and self.score >= self.max_score

    @property
    def max_score(self) -> float:
        """Points that a program can give."""
        return sum((cell.max_score for cell in self.scores if cell.where != "manual"), 0.0)

    @property
    def manual_max(self) -> float:
        """Points that a person gives, also where nothing was written and nbgrader enters a zero."""
        return sum((cell.max_score for cell in self.scores if cell.where == "manual"), 0.0)
