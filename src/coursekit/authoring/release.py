"""The trainees' exercises: made from ``solutions/`` by nbgrader, compared with what is committed, searched for answers."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from coursekit.authoring.notebooks import Breach, Cell, dump, graded_kind, read
from coursekit.errors import CourseFolderError, UsageError
from coursekit.messages import LANGUAGES, Language

COMMAND = "python -m coursekit.authoring release"
SHORTEST_TELLTALE = 12  # characters; shorter lines (')', 'return') tell nothing
_REGION = re.compile(
    r"^[^\n]*(?:BEGIN (?P<kind>SOLUTION|HIDDEN TESTS|MARK SCHEME))[^\n]*\n(?P<body>.*?)^[^\n]*END (?P=kind)[^\n]*$",
    re.DOTALL | re.MULTILINE,
)


def names(root: Path, language: Language) -> list[str]:
    """The exercises that ``solutions/`` has in ``language``."""
    return sorted(folder.name for folder in (root / "solutions" / language).glob("ex*") if folder.is_dir())


def generate(root: Path, destination: Path, language: Language, only: Collection[str] = ()) -> list[str]:
    """Make every exercise of ``language`` below ``destination``/exercises, or ``only`` some; returns their names.

    nbgrader runs with the course's own configuration and a gradebook of its own, in a temporary copy. Exercises
    that are not made stay as they are; without ``only``, what has no source any more is removed.
    Raises CourseFolderError when nbgrader refuses a notebook, with its reason.
    """
    made = [name for name in names(root, language) if not only or name in only]
    if not made:
        return made
    with tempfile.TemporaryDirectory(prefix="release-") as place, _environment(language):
        course = Path(place)
        shutil.copy(root / "nbgrader_config.py", course)
        shutil.copytree(root / "solutions" / language, course / "solutions" / language, ignore=_left_out)
        for name in made:
            _generate_one(course, name)
        target = destination / "exercises" / language
        for stale in [target / name for name in made] if only else [target]:
            shutil.rmtree(stale, ignore_errors=True)
        shutil.copytree(course / "exercises" / language, target, dirs_exist_ok=True)
    for path in (path for name in made for path in (target / name).rglob("*.ipynb")):
        path.write_text(dump(read(path)), encoding="utf-8", newline="\n")
    return made


def out_of_date(root: Path, language: Language) -> list[str]:
    """Files below exercises/``language`` that differ from what ``solutions/`` gives today, each with how."""
    with tempfile.TemporaryDirectory(prefix="release-") as place:
        generate(root, Path(place), language)
        fresh, committed = (_files(folder / "exercises" / language) for folder in (Path(place), root))
    return [
        f"exercises/{language}/{name}: {_how(fresh.get(name), committed.get(name))}"
        for name in sorted(fresh.keys() | committed.keys())
        if fresh.get(name) != committed.get(name)
    ]


def leaks(root: Path, language: Language) -> list[Breach]:
    """Lines of solutions, hidden tests and mark schemes that stand in the released exercise."""
    found = []
    for source in sorted((root / "solutions" / language).glob("*/*.ipynb")):
        released = root / "exercises" / language / source.parent.name / source.name
        if not released.is_file():
            continue
        secret = secret_lines(read(source)["cells"])
        for cell in read(released)["cells"]:
            shown = {line.strip() for line in cell["source"].splitlines()}
            found += [
                Breach(released, cell["id"], "shows a line that only the instructor may see", line)
                for line in sorted(secret & shown)
            ]
    return found


def secret_lines(cells: list[Cell]) -> set[str]:
    """The lines, stripped, that stand in solutions, hidden tests or mark schemes and nowhere in the open.

    >>> cell = {"source": "def f(x):\\n    ### BEGIN SOLUTION\\n    return x.rank()\\n    ### END SOLUTION", "metadata": {}}
    >>> secret_lines([cell])
    {'return x.rank()'}
    """
    secret: set[str] = set()
    public: set[str] = set()
    for cell in cells:
        source = cell["source"]
        regions = [match["body"] for match in _REGION.finditer(source)]
        if graded_kind(cell) in ("answer", "manual") and not regions:
            secret |= _telltales(source)  # nbgrader replaces the whole cell
            continue
        secret |= {line for body in regions for line in _telltales(body)}
        public |= _telltales(_REGION.sub("", source))
    return secret - public


def _telltales(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= SHORTEST_TELLTALE}


def _generate_one(course: Path, name: str) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own, which no author can mend
        from nbgrader.converters import GenerateAssignment
        from nbgrader.converters.base import NbGraderException
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config import PyFileConfigLoader

        settings = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
        settings.CourseDirectory.root = str(course)
        settings.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}"
        settings.CourseDirectory.assignment_id = name
        converter = GenerateAssignment(coursedir=CourseDirectory(config=settings), config=settings)
        with _log(converter.log) as said:
            try:
                converter.start()
            except (NbGraderException, SystemExit) as error:
                reason = next((line for line in said if "Error" in line or "rror:" in line), str(error))
                raise CourseFolderError(
                    f"nbgrader cannot release {name}: {reason.strip().splitlines()[-1]}"
                ) from error


@contextmanager
def _log(log: logging.Logger) -> Iterator[list[str]]:
    """What nbgrader logs as an error, kept off the screen: its exception only points at the log."""
    said: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    before = log.handlers[:], log.propagate
    log.handlers, log.propagate = [handler], False
    try:
        yield said
    finally:
        log.handlers, log.propagate = before


@contextmanager
def _environment(language: Language) -> Iterator[None]:
    """nbgrader_config.py reads the language from here, and nbgrader calls ``alembic`` by name."""
    before = {name: os.environ.get(name) for name in ("COURSE_LANG", "PATH")}
    os.environ["COURSE_LANG"] = language
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before['PATH'] or ''}"
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _left_out(_folder: str, entries: list[str]) -> list[str]:
    return [entry for entry in entries if entry in (".ipynb_checkpoints", "__pycache__")]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(path.parts)
    }


def _how(fresh: bytes | None, committed: bytes | None) -> str:
    if committed is None:
        return f"missing; run: {COMMAND}"
    if fresh is None:
        return "has no source in solutions/; remove it"
    return f"out of date; run: {COMMAND}"


def release_all(root: Path, only: Collection[str] = ()) -> list[str]:
    """Write ``exercises/`` of both languages anew, or ``only`` some exercises; returns ``language/name`` of each.

    Raises UsageError for a name that ``solutions/`` does not have.
    """
    known = {name for language in LANGUAGES for name in names(root, language)}
    if unknown := sorted(set(only) - known):
        raise UsageError(
            f"Found no exercise {', '.join(unknown)}.", f"Expected of {', '.join(sorted(known))}."
        )
    return [f"{language}/{name}" for language in LANGUAGES for name in generate(root, root, language, only)]
