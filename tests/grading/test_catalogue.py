"""Hostile and broken work: no unearned point, no leak, no neighbour affected, no run aborted, no silent zero, no honest point lost."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from grading_courses import copied

from coursekit.grading.engine import Engine
from coursekit.grading.preload import Preload
from coursekit.grading.submission import Limits, Outcome, Submission
from coursekit.grading.walls import strongest

FOLDER = Path(__file__).with_name("catalogue")


def _catalogue() -> ModuleType:
    """The folder beside this file as the package ``grading_catalogue``."""
    name = "grading_catalogue"
    spec = importlib.util.spec_from_file_location(
        name, FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return importlib.import_module(f"{name}.case")


catalogue = _catalogue()
Case, CourseCase = catalogue.Case, catalogue.CourseCase
GROUPS = {
    name: importlib.import_module(f"grading_catalogue.{name}").CASES
    for name in ("files", "cheating", "resources", "escape", "accidents", "operations", "design")
}
LIMITS = Limits(
    cell_seconds=3.0, wall_seconds=30.0, memory=500 << 20, processes=48, file_size=8 << 20, scratch=32 << 20,
    output=256 << 10, value=8 << 20,
)  # fmt: skip
LEVEL = strongest()
CLIMBED = [Path("/tmp/coursekit-climbed.txt"), Path("/tmp/climb.txt"), Path("/climb.txt")]
AT_ONCE = 12  # cases in one run of the engine, so that one's waiting is another's work
NOT_HELD: dict[str, str] = {}  # cases that do not hold yet, with the reason


def _parameters(kind: type) -> list[object]:
    found = []
    for group, cases in GROUPS.items():
        for case in cases:
            if isinstance(case, kind):
                reason = NOT_HELD.get(case.name)
                marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
                found.append(pytest.param(group, case, id=f"{group}: {case.name}", marks=marks))
    return found


@dataclass
class Run:
    """What became of the cases of one session."""

    engine: Engine
    place: Path
    port: int
    outcomes: dict[str, tuple[Outcome, Outcome]] = field(default_factory=dict)
    held: dict[str, dict[str, bool]] = field(default_factory=dict)

    def note(self, group: str, case: str, held: bool) -> None:
        self.held.setdefault(group, {})[case] = held

    def grade(self, cases: list[Case]) -> None:
        """All ``cases`` in one run, a neighbour beside each."""
        waiting = [case for case in cases if case.name not in self.outcomes]
        units = [unit for case in waiting for unit in (self._unit(case), self._neighbour(case))]
        found = {(outcome.student, outcome.notebook): outcome for outcome in self.engine.grade(units)}
        for case in waiting:
            self.outcomes[case.name] = found["eve", case.name], found["ann", case.name]

    def _unit(self, case: Case) -> Submission:
        submitted = catalogue.handed_in(case)
        for word, meant in {
            "PORT": str(self.port),
            "CANARY": repr(str(self.place / "work.py")),
            "HERE": repr(str(FOLDER)),
        }.items():
            submitted = (
                submitted.replace(word.encode(), meant.encode()) if b"loot" in submitted else submitted
            )
        return self._submission("eve", case, submitted, case.files)

    def _neighbour(self, case: Case) -> Submission:
        work = {name: f"{text}  # {catalogue.NEIGHBOUR}" for name, text in catalogue.RIGHT.items()}
        return self._submission("ann", case, catalogue.as_bytes(catalogue.book(work, hidden=False)), {})

    @staticmethod
    def _submission(student: str, case: Case, submitted: bytes, files: Mapping[str, bytes]) -> Submission:
        return Submission(
            student, "ps1", case.name, catalogue.SOURCE, submitted, files=files, reference=catalogue.REFERENCE,
            environment={"COURSEKIT_TRAINEE": student}, secrets={"COURSEKIT_SALT": catalogue.SALT},
        )  # fmt: skip


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A warm engine, with secrets lying about in the grader's own surroundings."""
    place = tmp_path_factory.mktemp("neighbour")
    (place / "work.py").write_text(f"answer = 42  # {catalogue.NEIGHBOUR}")
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as server:
        patch.setenv("GRADER_TOKEN", catalogue.TOKEN)
        patch.setenv("COURSEKIT_SALT", catalogue.SALT)
        with Engine(
            workers=3, isolation=LEVEL, limits=LIMITS, preload=Preload(("pandas",), ("pandas",))
        ) as engine:
            yield Run(engine, place, server.getsockname()[1])


def problems(case: Case, outcome: Outcome, neighbour: Outcome) -> list[str]:
    """What does not hold for this case; empty when all does."""
    found = [f"the neighbour: {text}" for text in _scored(Case("ann", "", ""), neighbour)]
    if case.reason:
        if case.reason not in outcome.reason:
            found.append(f"expected the reason {case.reason!r}, got {outcome.reason!r} and {outcome.scores}")
    else:
        found += _scored(case, outcome)
    said, shown = _told(outcome), _shown(outcome)
    found += [f"leaked {secret!r}" for secret in catalogue.SECRETS if secret in said + shown]
    found += [f"shows {text!r}" for text in case.never if text in said + shown.split("\0")[0]]
    if case.told not in said:
        found.append(f"does not tell {case.told!r}: {said}")
    found += [f"wrote {path}" for path in CLIMBED if path.exists()]
    return found


def _scored(case: Case, outcome: Outcome) -> list[str]:
    if outcome.reason:
        return [f"not graded: {outcome.reason}"]
    found = []
    expected = {
        f"{name}-test": 0.0 if name in case.costs else most for name, most in catalogue.POINTS.items()
    }
    if {score.grade_id: score.score for score in outcome.scores} != expected:
        found.append(
            f"scores {[(s.grade_id, s.score, s.message) for s in outcome.scores]}, incidents {outcome.incidents}"
        )
    most = {score.grade_id.removesuffix("-test"): score.max_score for score in outcome.scores}
    found += [f"most points {most}"] if most != catalogue.POINTS else []
    found += [
        f"silent zero for {score.grade_id}"
        for score in outcome.scores
        if score.score == 0.0 and not score.message
    ]
    nbformat.validate(nbformat.reads(outcome.autograded.decode(), as_version=4))
    return found


def _told(outcome: Outcome) -> str:
    parts = [
        outcome.reason,
        *outcome.repairs,
        *outcome.incidents,
        *(score.message for score in outcome.scores),
    ]
    return "\n".join(parts)


def _shown(outcome: Outcome) -> str:
    """Outputs of the autograded notebook, then (after a zero byte) all of it but the text of the tests."""
    if not outcome.autograded:
        return ""
    cells = json.loads(outcome.autograded)["cells"]
    outputs = json.dumps([cell.pop("outputs", []) for cell in cells])
    rest = [cell for cell in cells if not cell["id"].endswith("-test")]
    return outputs + "\0" + json.dumps(rest)


@pytest.mark.parametrize(("group", "case"), _parameters(Case))
def test_case_holds(run: Run, group: str, case: Case, request: pytest.FixtureRequest) -> None:
    if case.level == "full" and LEVEL != "full":
        pytest.skip(f"this machine gives the level '{LEVEL}' only: no namespaces to hold this")
    if case.name not in run.outcomes:
        chosen = [
            item.callspec.params.get("case") for item in request.session.items if hasattr(item, "callspec")
        ]
        cases = [
            other
            for other in chosen
            if isinstance(other, Case) and (other.level != "full" or LEVEL == "full")
        ]
        at = cases.index(case)
        run.grade(cases[at : at + AT_ONCE])
    found = problems(case, *run.outcomes[case.name])
    run.note(group, case.name, not found)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("group", "case"), _parameters(CourseCase))
def test_course_case_holds(run: Run, group: str, case: CourseCase, released: Path, tmp_path: Path) -> None:
    run.note(group, case.name, held=False)
    case.check(copied(released, tmp_path / "demo"), tmp_path)
    run.note(group, case.name, held=True)


def test_nothing_is_left_running(run: Run) -> None:
    run.grade(
        [case for case in GROUPS["resources"] if case.name == "daemon that lives on" and LEVEL == "full"]
    )
    parents = [parent.process.pid for parent in run.engine._parents]
    children: dict[int, list[tuple[int, str, str]]] = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            name, rest = Path(f"/proc/{entry}/stat").read_text().split("(", 1)[1].rsplit(") ", 1)
        except OSError:
            continue
        state, parent = rest.split()[:2]
        children.setdefault(int(parent), []).append((int(entry), name, state))
    found, waiting = [], parents
    while waiting:
        for child in children.get(waiting.pop(), []):
            found.append(child)
            waiting.append(child[0])
    assert [c for c in found if c[2] != "Z" and c[1] not in ("bwrap", "python", "python3")] == []


def test_catalogue_is_complete_and_shown(run: Run, record_property: pytest.FixtureRequest) -> None:
    names = [case.name for cases in GROUPS.values() for case in cases]
    assert len(names) == len(set(names)) >= 80
    assert all(case.wants and case.holds for cases in GROUPS.values() for case in cases)
    record_property("shown", f"hostile and broken work at isolation level '{LEVEL}': cases by group")  # type: ignore[operator]
    for group, cases in GROUPS.items():
        held = list(run.held.get(group, {}).values())
        line = f"  {group:<11} {len(cases):>3} cases, {sum(held):>3} held, {len(held) - sum(held)} not held"
        record_property(
            "shown", line + (f", {len(cases) - len(held)} not tried" if len(held) < len(cases) else "")
        )  # type: ignore[operator]
    missed = {name for verdicts in run.held.values() for name, held in verdicts.items() if not held}
    assert missed == missed & set(NOT_HELD)
