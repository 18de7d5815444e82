"""Files and metadata: what intake must see through."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from grading_catalogue.case import HIDDEN, NEIGHBOUR, Book, Case, CourseCase, as_bytes, cell
from grading_courses import RIGHT, instant, submit

from coursekit.grading.course import Course
from coursekit.grading.run import grade_assignment

WRONG = {"double": "def double(x):\n    return 0"}


def _find(held: Book, grade_id: str) -> Book:
    found: Book = next(c for c in held["cells"] if c.get("id") == grade_id)
    return found


def _without(*names: str) -> Callable[[Book], Book]:
    return lambda held: held | {"cells": [c for c in held["cells"] if c["id"] not in names]}


def _edit(name: str, **changes: Any) -> Callable[[Book], Book]:
    def edit(held: Book) -> Book:
        _find(held, name).update(changes)
        return held

    return edit


def _mark(name: str, **changes: Any) -> Callable[[Book], Book]:
    def edit(held: Book) -> Book:
        _find(held, name)["metadata"]["nbgrader"].update(changes)
        return held

    return edit


def _after(name: str, *sources: str, mark_of: str = "", cell_id: str = "") -> Callable[[Book], Book]:
    def add(held: Book) -> Book:
        at = held["cells"].index(_find(held, name)) + 1
        made = [cell(source) | {"id": cell_id or f"more-{number}"} for number, source in enumerate(sources)]
        for one in made if mark_of else ():
            one["metadata"] = json.loads(json.dumps(_find(held, mark_of)["metadata"]))
        held["cells"][at:at] = made
        return held

    return add


def _split(held: Book) -> Book:
    answer = _find(held, "double")
    answer["source"] = "factor = 2"
    return _after("double", "def double(x):\n    return factor * x", mark_of="double")(held)


def _moved(held: Book) -> Book:
    held["cells"] = held["cells"][::-1]
    return held


def _stripped(held: Book, ids: bool = False) -> Book:
    for one in held["cells"]:
        one["metadata"] = {}
        if ids:
            del one["id"]
    return held | ({"nbformat_minor": 4} if ids else {})


def _old(held: Book) -> Book:
    cells = [
        {"cell_type": "code", "language": "python", "input": c["source"], "outputs": [], "collapsed": False,
         "metadata": c["metadata"]}
        for c in held["cells"]
    ]  # fmt: skip
    return {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }


def _forged(held: Book) -> Book:
    for one in held["cells"]:
        one["outputs"] = [
            {
                "output_type": "execute_result",
                "execution_count": 1,
                "metadata": {},
                "data": {"text/plain": "2.0"},
            },
            {"output_type": "stream", "name": "stdout", "text": "all tests passed: forged"},
        ]
        one["execution_count"] = 7
    return held


def _odd(held: Book) -> Book:
    for one in held["cells"]:
        one["id"] = "same id for all <b>"
    held["cells"] += [
        None,
        7,
        {"cell_type": ["code"]},
        {"source": {"a": 1}},
        {"cell_type": "code", "source": [1, 2]},
    ]
    held["cells"][0]["execution_count"] = float("nan")
    return held


def _zip(held: Book) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("p1.ipynb", as_bytes(held))
    return packed.getvalue()


def _linked(course: Course, place: Path) -> None:
    secret = place / "neighbour.ipynb"
    folder = submit(course, "ana", RIGHT)
    secret.write_bytes((folder / "squares.ipynb").read_bytes().replace(b"Because", NEIGHBOUR.encode()))
    (folder / "squares.ipynb").unlink()
    (folder / "squares.ipynb").symlink_to(secret)
    (folder / "notes.txt").symlink_to(secret)
    found = grade_assignment(course, "ps1", grader=instant)
    rows = {row.notebook: row for row in found.rows}
    assert rows["squares"].status == "ungraded"
    assert "link" in rows["squares"].reason
    kept = [path for path in course.root.glob("autograded/**/*") if path.is_file()]
    assert not any(NEIGHBOUR.encode() in path.read_bytes() for path in kept)


def _renamed(course: Course, place: Path) -> None:
    folder = submit(course, "ana", RIGHT)
    (folder / "squares.ipynb").rename(folder / "Squares (1) final.IPYNB")
    rows = {row.notebook: row for row in grade_assignment(course, "ps1", grader=instant).rows}
    assert rows["squares"].score == 5.0


def _special(course: Course, place: Path) -> None:
    folder = submit(course, "ana", RIGHT)
    (folder / "squares.ipynb").unlink()
    os.mkfifo(folder / "squares.ipynb")
    (folder / "cubes.ipynb").unlink()
    (folder / "cubes.ipynb").mkdir()
    rows = grade_assignment(course, "ps1", grader=instant).rows
    assert [row.status for row in rows] == ["ungraded", "ungraded"]
    assert all(row.reason for row in rows)


FULL_MARKS = "full marks, and the repair is told"
CASES: list[Case | CourseCase] = [
    Case("deleted test", "no test, no failure", FULL_MARKS, damage=_without("double-test"), told="put back"),
    Case("deleted test over a wrong answer", "points without a test", "no point", WRONG, damage=_without("double-test", "triple-test"), costs=("double",)),
    Case("deleted answer", "nothing: an accident", "its question earns nothing and says so; the rest is kept", damage=_without("double"), costs=("double",), told="was missing"),
    Case("deleted set-up", "own set-up instead", FULL_MARKS, damage=_without("setup"), told="put back"),
    Case("copied answer, broken copy below", "nothing: an accident", "the answer in place is graded", damage=_after("double-test", "def double(x): return", mark_of="double")),
    Case("copied test with easier words", "an own test that passes", "no point", WRONG, damage=_after("double-test", "assert True", mark_of="double-test"), costs=("double",)),
    Case("copied test with more points", "an own test worth 1000", "no point", WRONG, damage=lambda held: _after("double-test", "1000", mark_of="double-test")(_mark("double-test", points=1000)(held)), costs=("double",)),
    Case("split answer", "nothing: an accident", "full marks", damage=_split),
    Case("cells in reverse order", "nothing: an accident", FULL_MARKS, damage=_moved, told="moved back"),
    Case("answer turned into Markdown", "nothing: an accident", FULL_MARKS, damage=_edit("double", cell_type="markdown"), told="turned into"),
    Case("test turned into Markdown", "a test that never runs", "no point", WRONG, damage=_edit("double-test", cell_type="markdown"), costs=("double",)),
    Case("test turned into raw", "a test that never runs", "no point", WRONG, damage=_edit("double-test", cell_type="raw"), costs=("double",)),
    Case("edited test", "a test that always passes", "no point", WRONG, damage=_edit("double-test", source="assert True"), costs=("double",), told="changed"),
    Case("edited set-up", "other data", "the instructor's data count", damage=_edit("setup", source="rate = 0\nimport pandas as pd, numpy as np"), told="changed"),
    Case("changed points", "1000 points", FULL_MARKS, damage=_mark("double-test", points=1000), told="points"),
    Case("points that are no number", "an error in the reader", "full marks", damage=_mark("double-test", points={"a": [1]})),
    Case("negative points for others", "odd totals", "full marks", damage=_mark("triple-test", points=-10)),
    Case("answer marked as graded", "points for the answer cell", "no further score", WRONG, damage=_mark("double", grade=True, points=50, locked=True), costs=("double",)),
    Case("marks of two cells exchanged", "an easy test graded for a hard one", "tests are the instructor's", WRONG, damage=lambda held: _mark("double-test", grade_id="triple-test")(_mark("triple-test", grade_id="double-test")(held)), costs=("double",)),
    Case("metadata stripped", "nothing: another editor", "full marks", damage=_stripped),
    Case("metadata and ids stripped", "nothing: another editor", "full marks", damage=lambda held: _stripped(held, ids=True)),
    Case("nbformat 3", "nothing: an old editor", "full marks", damage=_old),
    Case("nbformat 4.99", "nothing: a new editor", "full marks", damage=lambda held: held | {"nbformat_minor": 99, "new": {"a": 1}}),
    Case("nbformat is no number", "an error in the reader", "full marks", damage=lambda held: held | {"nbformat": {"x": 1}, "nbformat_minor": "x"}),
    Case("UTF-16", "nothing: an editor", "full marks", damage=lambda held: json.dumps(held).encode("utf-16")),
    Case("GBK with Chinese comments", "nothing: an editor", "full marks", own=("# 中文注释",), damage=lambda held: json.dumps(held, ensure_ascii=False).encode("gbk")),
    Case("forged outputs", "a score read from an output", "no point, no forged output kept", WRONG, damage=_forged, costs=("double",), never=("forged",)),
    Case("equal ids, cells that are none", "an error in the reader", "full marks", damage=_odd),
    Case("empty file", "nothing: an accident", "ungraded with a reason", damage=lambda held: b"", reason="empty"),
    Case("only zero bytes", "nothing: a broken disk", "ungraded with a reason", damage=lambda held: bytes(4000), reason="empty"),
    Case("huge file", "the reader's memory", "ungraded with a reason", damage=lambda held: b"[" * 21_000_000, reason="larger"),
    Case("picture", "nothing: the wrong file", "ungraded with a reason", damage=lambda held: b"\x89PNG\r\n\x1a\n" + bytes(50), reason="picture"),
    Case("zip of the notebook", "nothing: the wrong file", "ungraded with a reason", damage=_zip, reason="zip"),
    Case("cut off", "nothing: a broken upload", "ungraded with a reason", damage=lambda held: as_bytes(held)[:-700], reason="breaks off"),
    Case("merge conflict", "nothing: an accident", "ungraded with a reason", damage=lambda held: as_bytes(held).replace(b'"metadata"', b"\n<<<<<<< HEAD\n", 1), reason="merge conflict"),
    Case("nested 100,000 deep", "the reader's stack", "ungraded with a reason", damage=lambda held: b"[" * 100_000 + b"]" * 100_000, reason="nested"),
    Case("6,000 cells", "the grader's time", "ungraded with a reason", damage=lambda held: held | {"cells": held["cells"] + [cell("pass")] * 6000}, reason="cells"),
    Case("another exercise", "nothing: the wrong file", "ungraded with a reason", damage=lambda held: held | {"cells": [cell("x = 1", "other", "answer")]}, reason="another exercise"),
    Case("no cell of the exercise", "nothing: the wrong file", "ungraded with a reason", damage=lambda held: held | {"cells": [cell("x = 1") | {"id": "x"}]}, reason="No cell"),
    Case("a giant integer", "the reader's time", "full marks", damage=lambda held: as_bytes(held).replace(b'"nbformat_minor": 5', b'"nbformat_minor": ' + b"9" * 200_000)),
    Case("hidden tests pasted by guess", "a test matched by likeness", "no point", WRONG, damage=_after("double", f"### BEGIN HIDDEN TESTS\nassert double('{HIDDEN[:3]}')\n### END HIDDEN TESTS", mark_of="double-test"), costs=("double",)),
    CourseCase("notebook and data file are links", "a neighbour's file read for one's own", "ungraded with a reason; nothing of the target kept", _linked),
    CourseCase("renamed notebook", "nothing: a browser's second download", "full marks", _renamed),
    CourseCase("pipe and folder instead of notebooks", "a reader that hangs", "ungraded with a reason", _special),
]  # fmt: skip
