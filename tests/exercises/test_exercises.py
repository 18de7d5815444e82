"""What must hold for every exercise: its brief agrees with its metadata, its prompts with its tests."""

from __future__ import annotations

import ast
import builtins
import re
from functools import cache
from pathlib import Path

import pytest

from coursekit.authoring.exercise import Exercise, Question, Session
from coursekit.authoring.notebooks import Cell, graded_kind, read
from coursekit.messages import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parents[2]
TRAINEES = ("guest", "ana", "林薇")
SOLUTIONS = sorted(ROOT.glob("solutions/*/ex*/*.ipynb"))
LEAST_DECISIONS = 0.4
HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS\n.*?^### END HIDDEN TESTS$", re.DOTALL | re.MULTILINE)

pytestmark = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: "-".join(path.parts[-3:-1]))


def released(path: Path) -> Path:
    return ROOT / "exercises" / path.relative_to(ROOT / "solutions")


@cache
def solved(path: Path) -> Exercise:
    return Exercise(path)


@cache
def blank(path: Path) -> Exercise:
    return Exercise(released(path))


@cache
def session(path: Path, trainee: str) -> Session:
    return solved(path).run(trainee)


def prompts(exercise: Exercise, question: Question) -> str:
    """The prose between the answer cell and the tests of the question before it."""
    before = [q.tests[-1] for q in exercise.questions.values() if q.tests and q.tests[-1] < question.answer]
    start = max(before, default=0) + 1
    cells = exercise.cells[start : question.answer]
    return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")


def checks_of(exercise: Exercise, question: Question) -> str:
    return "\n".join(exercise.source(place) for place in question.tests)


def asked_for(exercise: Exercise, question: Question) -> set[str]:
    """The names that the answer cell, as released, has the trainee fill in."""
    tree = ast.parse(exercise.source(question.answer))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return functions | assigned


def is_function(exercise: Exercise, question: Question) -> bool:
    return any(isinstance(node, ast.FunctionDef) for node in ast.parse(exercise.source(question.answer)).body)


def stored(source: str) -> set[str]:
    """Names that code sets anywhere in it: assigned, defined, imported, arguments and loop variables."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.arg):
            names.add(node.arg)
    return names


def loaded(source: str) -> set[str]:
    tree = ast.parse(source)
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


@pytest.mark.parametrize("trainee", TRAINEES)
def test_solution_earns_every_autograded_point_in_silence(path: Path, trainee: str) -> None:
    run = session(path, trainee)
    failed = {v.grade_id: v.message for verdicts in run.verdicts.values() for v in verdicts if not v.passed}
    assert failed == {}
    assert run.score() == sum(q.points for q in solved(path).questions.values() if not q.manual) > 0
    assert run.stderr == ""


@pytest.mark.parametrize("trainee", TRAINEES)
def test_untouched_exercise_earns_nothing_and_every_test_says_why(path: Path, trainee: str) -> None:
    run = blank(path).run(trainee)
    assert run.score() == 0
    for verdicts in run.verdicts.values():
        for verdict in verdicts:
            assert verdict.key.startswith("checks."), verdict


def test_points_table_agrees_with_the_metadata(path: Path) -> None:
    exercise = solved(path)
    brief = next(cell["source"] for cell in exercise.cells if cell["id"] == "points")
    rows = re.findall(r"^\| ([a-z][a-z0-9-]*) \| .*? \| (\d+) \|$", brief, re.MULTILINE)
    assert {name: float(points) for name, points in rows} == {
        name: question.points for name, question in exercise.questions.items()
    }
    (total,) = re.findall(r"^\| \*\*.*?\*\* \| \| \*\*(\d+)\*\* \|$", brief, re.MULTILINE)
    assert float(total) == exercise.points


def test_enough_points_come_from_decisions(path: Path) -> None:
    exercise = blank(path)
    decisions = sum(
        q.points for q in exercise.questions.values() if not q.manual and not is_function(exercise, q)
    )
    assert decisions >= LEAST_DECISIONS * exercise.points
    brief = next(cell["source"] for cell in exercise.cells if cell["id"] == "points")
    assert f"{decisions:g}" in brief, "the brief states how many points decisions earn"


def test_kinds_in_the_brief_are_the_kinds_of_the_answer_cells(path: Path) -> None:
    exercise = blank(path)
    brief = next(cell["source"] for cell in exercise.cells if cell["id"] == "points")
    word = {"en": "function", "zh": "函数"}[exercise.language]
    rows = dict(re.findall(r"^\| ([a-z][a-z0-9-]*) \| (.*?) \| \d+ \|$", brief, re.MULTILINE))
    for name, question in exercise.questions.items():
        assert (rows[name] == word) == is_function(exercise, question), name


def test_prompt_answer_cell_and_tests_speak_of_the_same_names(path: Path) -> None:
    exercise = blank(path)
    locked: set[str] = set(dir(builtins))
    for place, cell in enumerate(exercise.cells):
        for question in exercise.questions.values():
            if place == question.answer and not question.manual:
                names = asked_for(exercise, question)
                prose, checks = prompts(exercise, question), checks_of(solved(path), question)
                for name in names:
                    assert re.search(rf"`{name}\b", prose), (
                        f"{question.name}: the prompt does not name {name}"
                    )
                wanted = loaded(checks) - stored(checks) - locked
                assert wanted == names, f"{question.name}: tests ask for {wanted}, the cell for {names}"
        if cell["cell_type"] == "code" and graded_kind(cell) == "locked":
            locked |= stored(cell["source"])


def test_prompt_explains_every_entry_and_argument(path: Path) -> None:
    exercise = blank(path)
    for question in exercise.questions.values():
        if question.manual:
            continue
        prose = prompts(exercise, question)
        tree = ast.parse(exercise.source(question.answer))
        entries = [
            n.value
            for d in ast.walk(tree)
            if isinstance(d, ast.Dict)
            for n in d.keys
            if isinstance(n, ast.Constant)
        ]
        for entry in entries:
            assert f'"{entry}"' in prose or str(entry).isdigit(), f"{question.name}: {entry}"
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                signature = f"{node.name}({', '.join(a.arg for a in node.args.args)})"
                assert signature in prose, f"{question.name}: the prompt does not show {signature}"


def test_every_prompt_has_a_worked_example(path: Path) -> None:
    exercise = solved(path)
    for question in exercise.questions.values():
        if not question.manual:
            assert {"en": "orked example", "zh": "算例"}[exercise.language] in prompts(
                exercise, question
            ) or ("example" in prompts(exercise, question)), question.name


def test_released_tests_are_the_tests_without_their_hidden_part(path: Path) -> None:
    exercise = solved(path)
    open_cells = {cell["id"]: cell["source"] for cell in blank(path).cells}
    for question in exercise.questions.values():
        for place in question.tests:
            source = exercise.source(place)
            assert HIDDEN.search(source), f"{question.name} has no hidden test"
            assert open_cells[exercise.cells[place]["id"]].strip() == HIDDEN.sub("", source).strip()


def test_nbgrader_metadata_is_of_schema_3_and_readable(path: Path) -> None:
    cells: list[Cell] = read(path)["cells"]
    marked = [cell for cell in cells if graded_kind(cell)]
    identities = [cell["metadata"]["nbgrader"]["grade_id"] for cell in marked]
    assert len(set(identities)) == len(identities)
    for cell in marked:
        assert cell["metadata"]["nbgrader"]["schema_version"] == 3
        assert cell["metadata"]["nbgrader"]["grade_id"] == cell["id"]
        assert cell["metadata"]["nbgrader"]["locked"] == (graded_kind(cell) in ("locked", "test"))


def test_every_graded_cell_says_what_it_practises(path: Path) -> None:
    for cell in read(path)["cells"]:
        if graded_kind(cell) in ("test", "manual"):
            assert cell["metadata"]["practises"], cell["id"]


def test_every_message_that_the_notebook_names_exists(path: Path) -> None:
    stem = path.parent.name.split("-")[0]
    named = set(
        re.findall(
            rf'"({stem}\.[a-z_]+|checks\.[a-z_]+)"', "\n".join(c["source"] for c in read(path)["cells"])
        )
    )
    prefixes = {key for key in named if key.endswith("_")}
    assert named - prefixes <= catalogue().keys()
    assert all(any(key.startswith(prefix) for key in catalogue()) for prefix in prefixes)


def test_twins_share_points_and_tests(path: Path) -> None:
    twins = [
        ROOT / "solutions" / language / path.relative_to(ROOT / "solutions" / path.parts[-3])
        for language in LANGUAGES
    ]
    if all(twin.is_file() for twin in twins):
        points = [{name: q.points for name, q in solved(twin).questions.items()} for twin in twins]
        assert points[0] == points[1]
