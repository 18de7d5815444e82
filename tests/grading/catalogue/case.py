"""What a case is, and the exercise that all of them are handed in for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursekit.grading.course import Course

Book = dict[str, Any]

SALT, SOLUTION, HIDDEN, NEIGHBOUR, TOKEN = (
    "obsidian-salt",
    "basalt-solution",
    "quartz-input",
    "feldspar-work",
    "gneiss-token",
)
SECRETS = (SALT, SOLUTION, HIDDEN, "73190211", "146380422", NEIGHBOUR, TOKEN)  # fmt: skip

SETUP = "import pandas as pd\nimport numpy as np\nrate = 3"
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "table": "table = pd.DataFrame({'n': [1.0, 2.0, 3.0]})",
    "triple": "def triple(x):\n    return rate * x",
    "shape": "def shape(n):\n    return '*' * n",
}
STUBS = {
    "double": "def double(x):\n    raise NotImplementedError",
    "table": "table = None",
    "triple": "def triple(x):\n    raise NotImplementedError",
    "shape": "def shape(n):\n    raise NotImplementedError",
}
TESTS = {
    "double": "assert double(2) == 4, 'double(2) is not 4'\n### BEGIN HIDDEN TESTS\nimport os\nimport colorsys\n"
    f"assert double(73190211) == 146380422\nassert double('{HIDDEN}') == '{HIDDEN}{HIDDEN}'\n"
    "assert double(len(os.environ['COURSEKIT_SALT'])) == 26\n### END HIDDEN TESTS",
    "table": "pd.testing.assert_frame_equal(table, pd.DataFrame({'n': [1.0, 2.0, 3.0]}))\n"
    "np.testing.assert_allclose(table['n'].to_numpy(), [1, 2, 3])",
    "triple": "assert triple(2) == 2 * rate, f'triple(2) gave {triple(2)}'",
    "shape": "import inspect\nassert 'return' in inspect.getsource(shape), 'use return'",
}
POINTS = {"double": 2.0, "table": 1.0, "triple": 1.0, "shape": 1.0}
FULL: Mapping[str, float | None] = POINTS


@dataclass(frozen=True)
class Case:
    """One piece of work handed in, graded by the real engine.

    ``answers`` replace right answers by grade id; ``own`` are cells of the trainee's after all others; ``damage``
    turns the notebook into the file that is handed in. ``costs`` are the questions that earn nothing, all others
    keep full marks. With ``reason`` the work is not graded, and these words say why. ``told`` are words that the
    trainee must read. ``level`` is ``full`` where only namespaces can hold it.
    """

    name: str
    wants: str
    holds: str
    answers: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    damage: Callable[[Book], bytes | Book] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    costs: tuple[str, ...] = ()
    reason: str = ""
    told: str = ""
    never: tuple[str, ...] = ()  # further texts that no output may hold
    level: str = "process"


@dataclass(frozen=True)
class CourseCase:
    """Something done to a whole course folder; ``check`` does it and asserts what must hold."""

    name: str
    wants: str
    holds: str
    check: Callable[[Course, Path], None]


def double(
    attack: str, name: str, wants: str, holds: str = "no point for it, the rest kept", **more: Any
) -> Case:
    """A case whose attack stands in the answer ``double`` and earns nothing there."""
    return Case(name, wants, holds, **({"answers": {"double": attack}, "costs": ("double",)} | more))


def cell(source: str, grade_id: str = "", kind: str = "", cell_type: str = "code", points: float = 0) -> Book:
    """A cell with nbgrader's mark; ``kind`` is answer, test, locked or empty."""
    mark: Book = {
        "schema_version": 3, "grade_id": grade_id, "grade": kind == "test", "solution": kind == "answer",
        "locked": kind in ("test", "locked"), "task": False,
    }  # fmt: skip
    if kind == "test":
        mark["points"] = points
    made: Book = {"cell_type": cell_type, "metadata": {"nbgrader": mark} if kind else {}, "source": source}
    if grade_id:
        made["id"] = grade_id
    return made | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def book(
    answers: Mapping[str, str], *, hidden: bool = True, first: tuple[str, ...] = (), own: tuple[str, ...] = ()
) -> Book:
    """The exercise with these answers; without ``hidden`` as trainees get it."""
    cells = [*(cell(text) for text in first), cell(SETUP, "setup", "locked")]
    for name, test in TESTS.items():
        shown = test if hidden else test.split("### BEGIN")[0]
        cells += [
            cell(answers[name], name, "answer"),
            cell(shown, f"{name}-test", "test", points=POINTS[name]),
        ]
    cells += [cell(text) for text in own]
    for number, made in enumerate(cells):
        made.setdefault("id", f"own-{number}")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def as_bytes(held: Book) -> bytes:
    """A notebook file."""
    return json.dumps(held).encode()


def handed_in(case: Case) -> bytes:
    """The file that a case hands in."""
    held = book(RIGHT | dict(case.answers), hidden=False, first=case.first, own=case.own)
    damaged = case.damage(held) if case.damage else held
    return damaged if isinstance(damaged, bytes) else as_bytes(damaged)


SOURCE = as_bytes(book(STUBS))
REFERENCE = as_bytes(book({name: f"{text}  # {SOLUTION}" for name, text in RIGHT.items()}))
