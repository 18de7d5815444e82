"""Intake: whatever is handed in, the instructor's cells stay the instructor's and answers reach their place."""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.utils import is_locked

from coursekit.errors import CourseFolderError
from coursekit.grading.intake import Ungradable, graft

Cell = dict[str, Any]


def mark(grade_id: str, *, grade: bool = False, solution: bool = False, points: float = 1) -> dict[str, Any]:
    found: dict[str, Any] = {"schema_version": 3, "grade_id": grade_id, "grade": grade, "solution": solution}
    found |= {"locked": not solution, "task": False}
    return {"nbgrader": found | ({"points": points} if grade else {})}


def code(cell_id: str, source: str, metadata: dict[str, Any] | None = None) -> Cell:
    return {
        "cell_type": "code",
        "id": cell_id,
        "source": source,
        "metadata": metadata or {},
        "outputs": [],
        "execution_count": None,
    }


def prose(cell_id: str, source: str, metadata: dict[str, Any] | None = None) -> Cell:
    return {"cell_type": "markdown", "id": cell_id, "source": source, "metadata": metadata or {}}


def notebook(cells: list[Cell], **top: Any) -> bytes:
    held = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | top
    return json.dumps(held, ensure_ascii=False).encode()


TEST_F = "assert f(2) == 4\n### BEGIN HIDDEN TESTS\nassert f(3) == 9\n### END HIDDEN TESTS"
SOURCE = [
    prose("intro", "# Squares"),
    code("imports", "import math"),
    code("setup", "data = [1, 2]", mark("setup")),
    code(
        "f-task", "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError", mark("f", solution=True)
    ),
    code("f-test", TEST_F, mark("f-test", grade=True, points=2)),
    code("g-task", "g = ...", mark("g", solution=True)),
    code("g-test", "assert g == 5", mark("g-test", grade=True)),
    prose("why", "YOUR ANSWER HERE", mark("why", grade=True, solution=True, points=3)),
]
RELEASED = copy.deepcopy(SOURCE)
RELEASED[4]["source"] = "assert f(2) == 4"


def handed_in(**answers: str) -> list[Cell]:
    """The released exercise with answers written into it."""
    cells = copy.deepcopy(RELEASED)
    for cell in cells:
        cell["source"] = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
    return cells


DONE = {"f": "def f(x):\n    return x * x", "g": "g = 5", "why": "Because."}


def grafted(cells: list[Cell], language: str = "en") -> tuple[list[str], tuple[str, ...]]:
    result = graft(notebook(SOURCE), notebook(cells), language)
    nbformat.validate(result.notebook)
    return [cell.source for cell in result.notebook.cells], result.repairs


def expected(*insertions: tuple[int, str], **answers: str) -> list[str]:
    sources = [answers.get(c["metadata"].get("nbgrader", {}).get("grade_id"), c["source"]) for c in SOURCE]
    for position, source in insertions:
        sources.insert(position, source)
    return sources


def reason(data: bytes, language: str = "en") -> str:
    with pytest.raises(Ungradable) as caught:
        graft(notebook(SOURCE), data, language)
    return str(caught.value)


# What honest work looks like


def test_answers_are_laid_on_the_instructors_notebook_and_nothing_needs_repair() -> None:
    assert grafted(handed_in(**DONE)) == (expected(**DONE), ())


def test_untouched_exercise_gives_the_instructors_notebook() -> None:
    assert grafted(handed_in()) == (expected(), ())


def test_metadata_ids_and_points_are_the_instructors() -> None:
    cells = handed_in(**DONE)
    cells[4]["metadata"]["nbgrader"]["points"] = 100
    cells[3]["metadata"]["tags"] = ["raises-exception"]
    result = graft(notebook(SOURCE), notebook(cells))
    assert [c.metadata for c in result.notebook.cells] == [c["metadata"] for c in SOURCE]
    assert [c.id for c in result.notebook.cells] == [c["id"] for c in SOURCE]
    assert result.repairs == ("The points of “f-test” had been changed. The original 2 points count.",)


def test_own_cells_stay_between_their_neighbours_without_marks() -> None:
    cells = handed_in(**DONE)
    cells.insert(4, code("try", "f(10)"))
    cells.insert(3, code("helper", "def square(x): return x * x"))
    sources, repairs = grafted(cells)
    assert sources == expected((3, "def square(x): return x * x"), (5, "f(10)"), **DONE)
    assert repairs == ()


def test_edited_plain_cell_is_the_trainees() -> None:
    cells = handed_in(**DONE)
    cells[1]["source"] = "import math\nimport re"
    assert grafted(cells)[0] == [*expected(**DONE)[:1], "import math\nimport re", *expected(**DONE)[2:]]


def test_pictures_in_a_written_answer_are_kept_and_nothing_else_that_is_attached() -> None:
    cells = handed_in(**DONE)
    cells[7]["attachments"] = {"a.png": {"image/png": "aGk="}, "b.svg": {"image/svg+xml": "<svg onload=x>"}}
    found = graft(notebook(SOURCE), notebook(cells)).notebook.cells[7]
    assert found.attachments == {"a.png": {"image/png": "aGk="}}


def test_outputs_of_the_submission_are_not_taken_over() -> None:
    cells = handed_in(**DONE)
    cells[4]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "2"}]
    found = graft(notebook(SOURCE), notebook(cells)).notebook
    assert all(cell.outputs == [] for cell in found.cells if cell.cell_type == "code")


# Cells that were damaged


def test_deleted_test_and_setup_are_put_back() -> None:
    cells = [c for c in handed_in(**DONE) if c["id"] not in ("f-test", "setup")]
    sources, repairs = grafted(cells)
    assert sources == expected(**DONE)
    assert [r.split("”")[0] for r in repairs] == ["The cell “setup", "The cell “f-test"]


def test_deleted_answer_keeps_the_stub_and_is_told() -> None:
    cells = [c for c in handed_in(**DONE) if c["id"] != "f-task"]
    sources, repairs = grafted(cells)
    assert sources == expected(g=DONE["g"], why=DONE["why"])
    assert "answer cell “f” was missing" in repairs[0]


def test_edited_test_is_replaced_and_told() -> None:
    cells = handed_in(**DONE)
    cells[4]["source"] = "pass"
    sources, repairs = grafted(cells)
    assert sources == expected(**DONE)
    assert "“f-test” had been changed" in repairs[0]


def test_moved_answer_goes_back_to_its_place() -> None:
    cells = handed_in(**DONE)
    cells.append(cells.pop(3))
    sources, repairs = grafted(cells)
    assert sources == expected(**DONE)
    assert repairs == ("The cell “f” stood in another place. It was moved back.",)


def test_retyped_answer_is_read_as_what_it_was() -> None:
    cells = handed_in(**DONE)
    cells[3] = prose("f-task", cells[3]["source"], cells[3]["metadata"])
    result = graft(notebook(SOURCE), notebook(cells))
    assert result.notebook.cells[3].cell_type == "code"
    assert result.notebook.cells[3].source == DONE["f"]
    assert "markdown" in result.repairs[0]


def test_copy_before_the_test_runs_first_and_the_later_one_is_the_answer() -> None:
    cells = handed_in(**DONE)
    draft = copy.deepcopy(cells[3]) | {"id": "draft", "source": "def f(x): return 0"}
    cells.insert(3, draft)
    assert grafted(cells)[0] == expected((3, "def f(x): return 0"), **DONE)


def test_broken_copy_after_the_test_does_not_replace_the_answer() -> None:
    cells = handed_in(**DONE)
    cells.insert(5, copy.deepcopy(cells[3]) | {"id": "later", "source": "def f(x:"})
    assert grafted(cells)[0] == expected((5, "def f(x:"), **DONE)


def test_split_written_answer_is_joined() -> None:
    cells = handed_in(**DONE)
    cells.append(copy.deepcopy(cells[7]) | {"id": "half", "source": "And so on."})
    sources, repairs = grafted(cells)
    assert sources[7:] == ["Because.\n\nAnd so on."]
    assert "joined" in repairs[0]


def test_split_code_answer_runs_part_after_part() -> None:
    cells = handed_in(**DONE)
    first, second = "def f(x):\n    return x * x", "f(1)"
    cells[3]["source"] = first
    cells.insert(4, copy.deepcopy(cells[3]) | {"id": "half", "source": second})
    sources = grafted(cells)[0]
    assert sources[3:5] == [first, second]


def test_copied_test_with_other_words_is_an_own_cell_and_a_plain_copy_is_dropped() -> None:
    cells = handed_in(**DONE)
    cells.insert(5, copy.deepcopy(cells[4]) | {"id": "copy"})
    cells.insert(6, copy.deepcopy(cells[4]) | {"id": "mine", "source": "print(f(2))"})
    result = graft(notebook(SOURCE), notebook(cells))
    assert [c.source for c in result.notebook.cells] == expected((5, "print(f(2))"), **DONE)
    assert "nbgrader" not in result.notebook.cells[5].metadata


def test_stripped_metadata_is_recognised_by_cell_ids() -> None:
    cells = [c | {"metadata": {}} for c in handed_in(**DONE)]
    sources, repairs = grafted(cells)
    assert sources == expected(**DONE)
    assert sum("recognised by its cell id" in r for r in repairs) == 3


def test_stripped_metadata_and_ids_are_recognised_by_text_and_place() -> None:
    cells = [{k: v for k, v in c.items() if k != "id"} | {"metadata": {}} for c in handed_in(**DONE)]
    result = graft(notebook(SOURCE), notebook(cells, nbformat_minor=4))
    assert [c.source for c in result.notebook.cells] == expected(**DONE)


def test_answer_in_an_own_cell_is_not_undone_by_the_stub_put_back() -> None:
    cells = handed_in(**DONE)
    cells[3] = code("mine", "import re\n" + DONE["f"])
    cells.insert(3, code("other", "k = 1"))
    sources = grafted(cells)[0]
    last_definition = [s for s in sources[: sources.index(TEST_F)] if "def f" in s][-1]
    assert "return x * x" in last_definition


def test_answer_that_names_a_cell_of_another_exercise_is_an_own_cell() -> None:
    cells = handed_in(**DONE)
    cells.insert(5, code("odd", "z = 1", mark("elsewhere", solution=True)))
    assert grafted(cells)[0] == expected((5, "z = 1"), **DONE)


# Files of other formats and encodings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_encodings_are_recognised(encoding: str) -> None:
    answers = DONE | {"why": "因为平方。"}
    data = notebook(handed_in(**answers)).decode().encode(encoding)
    found = graft(notebook(SOURCE), data)
    assert [c.source for c in found.notebook.cells] == expected(**answers)
    assert len(found.repairs) == (encoding != "utf-8-sig")


def test_nbformat_3_is_read() -> None:
    old = []
    for cell in handed_in(**DONE):
        held = {k: v for k, v in cell.items() if k not in ("id", "execution_count")}
        if held["cell_type"] == "code":
            held["input"] = held.pop("source")
        old.append(held)
    worksheets = json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": old}]}).encode()
    found = graft(notebook(SOURCE), worksheets)
    assert [c.source for c in found.notebook.cells] == expected(**DONE)


def test_newer_minor_version_sources_as_lists_and_nan_are_read() -> None:
    cells = handed_in(**DONE)
    for cell in cells:
        cell["source"] = cell["source"].splitlines(keepends=True)
    cells[1]["metadata"] = {"x": float("nan")}
    found = graft(notebook(SOURCE), notebook(cells, nbformat_minor=99))
    assert [c.source for c in found.notebook.cells] == expected(**DONE)


def test_damaged_cells_are_left_out_and_told() -> None:
    cells: list[Any] = [*handed_in(**DONE), None, {"cell_type": "code", "source": [1]}]
    result = graft(notebook(SOURCE), notebook(cells))
    assert result.repairs == ("2 damaged cells could not be read and were left out.",)


def test_half_a_surrogate_pair_can_be_written_again() -> None:
    data = notebook(handed_in(**DONE)).replace(b"Because.", b"\\ud83d")
    nbformat.writes(graft(notebook(SOURCE), data).notebook).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\0" * 100, "empty"),
        (b"PK\x03\x04" + b"x" * 50, "zip archive"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (bytes(range(256)) * 4, "binary data"),
        (b"customer_id,amount\n1,2\n", "begins with “customer_id,amount"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (notebook(SOURCE)[:-400], "breaks off"),
        (b'{"cells": [}', "line 1, column 12"),
        (b'{\n<<<<<<< HEAD\n"cells": []\n=======\n', "merge conflict (line 2"),
        (b"[1, 2]", "no list of cells"),
        (b'{"a": 1}', "no list of cells"),
        (b'{"cells": [], "nbformat": 4}', "no cells"),
        (b'{"cells": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"cells":[' + b",".join([b"0"] * 5001) + b"]}", "5001 cells"),
        (
            notebook([code("a", "1", mark("ex09-q1", solution=True))]),
            "another exercise: it has the questions ex09-q1",
        ),
        (notebook([code("a", "print('hello')")]), "No cell of this exercise"),
    ],
)
def test_what_cannot_be_graded_has_a_plain_reason(data: bytes, words: str) -> None:
    assert words in reason(data)


def test_another_exercise_is_told_by_its_ids_though_a_few_are_common_to_both() -> None:
    shared = [code("setup", "x = 1", mark("setup")), code("memo", "1", mark("memo", solution=True))]
    own = [code(f"q{n}", "1", mark(f"q{n}", solution=True)) for n in range(4)]
    others = [code(f"p{n}", "1", mark(f"p{n}", solution=True)) for n in range(4)]
    with pytest.raises(Ungradable, match="another exercise"):
        graft(notebook(shared + own), notebook(shared + others))
    assert graft(notebook(shared + own), notebook([shared[0], *own[:1], *others[:1]])).notebook.cells


def test_reason_is_in_the_trainees_language() -> None:
    assert "文件是空的" in reason(b"", "zh")


def test_huge_file_is_refused_before_it_is_parsed() -> None:
    begin = time.process_time()
    assert "larger than 20 MB" in reason(b"[" * 30_000_000)
    assert time.process_time() - begin < 1


def test_source_that_is_no_notebook_is_the_instructors_to_mend() -> None:
    with pytest.raises(CourseFolderError, match="source"):
        graft(b"not json", notebook(RELEASED))


# Nothing else can happen

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
IDS = st.sampled_from([c["id"] for c in SOURCE] + ["x", "", "ö", "a" * 200])
MARKS = st.sampled_from(["f", "f-test", "g", "g-test", "why", "setup", "other", "../x", ""])
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading", "no"]) | JSON,
        "id": IDS | JSON,
        "source": st.sampled_from([c["source"] for c in RELEASED]) | st.text() | st.lists(st.text()) | JSON,
        "input": st.text() | JSON,
        "level": JSON,
        "attachments": JSON | st.dictionaries(st.text(), st.just({"image/png": "aa"})),
        "metadata": st.fixed_dictionaries(
            {},
            optional={
                "nbgrader": st.fixed_dictionaries({"grade_id": MARKS | JSON}, optional={"points": JSON})
            },
        )
        | JSON,
    },
)
NOTEBOOKS = st.fixed_dictionaries(
    {},
    optional={
        "cells": st.lists(CELLS | st.sampled_from(handed_in(**DONE)), max_size=12) | JSON,
        "worksheets": st.lists(st.fixed_dictionaries({"cells": st.lists(CELLS, max_size=3) | JSON}) | JSON)
        | JSON,
        "nbformat": st.integers(0, 6) | JSON,
    },
)


def assert_held(data: bytes) -> None:
    begin = time.process_time()
    try:
        result = graft(notebook(SOURCE), data)
    except Ungradable as ungradable:
        if not str(ungradable).endswith("."):
            pytest.fail(f"no plain reason: {ungradable}")
    else:
        nbformat.validate(result.notebook)
        nbformat.writes(result.notebook).encode()
        locked = [(c.cell_type, c.source, c.metadata) for c in result.notebook.cells if is_locked(c)]
        originals = [
            (c["cell_type"], c["source"], c["metadata"]) for c in SOURCE if is_locked(nbformat.from_dict(c))
        ]
        assert locked == originals
    assert time.process_time() - begin < 5


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NOTEBOOKS)
def test_any_notebook_like_json_is_grafted_or_refused(found: dict[str, Any]) -> None:
    assert_held(json.dumps(found).encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_grafted_or_refused(data: bytes) -> None:
    assert_held(data)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_notebook_with_bytes_changed_is_grafted_or_refused(data: st.DataObject) -> None:
    raw = bytearray(notebook(handed_in(**DONE)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=4))
    assert_held(bytes(raw))


@settings(max_examples=100, deadline=None)
@given(st.permutations(handed_in(**DONE)))
def test_any_order_of_the_cells_gives_the_same_notebook(cells: list[Cell]) -> None:
    assert grafted(cells)[0] == expected(**DONE)


def test_a_hostile_file_of_many_like_cells_is_matched_in_bounded_time() -> None:
    line = "x = 1\n" * 600
    assert_held(notebook([code("", line + str(n)) for n in range(4000)] + handed_in(**DONE)))
