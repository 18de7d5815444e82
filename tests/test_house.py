"""The house rules that a machine can check: rooms, weight of importing, sentences, files, addresses."""

from __future__ import annotations

import ast
import json
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from coursekit.messages import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "coursekit"
MODULES = sorted(PACKAGE.rglob("*.py"))
FLOORS = (
    {"errors", "messages", "faults"},
    {"data", "segment", "strategy", "training", "plots", "grading"},
    {"checks", "widgets", "report", "authoring"},
)  # whatever is not named here (cli, demo) stands on top
HEAVY = (
    "pandas",
    "numpy",
    "matplotlib",
    "sklearn",
    "scipy",
    "seaborn",
    "duckdb",
    "nbgrader",
    "IPython",
    "ipywidgets",
)
JUPYTER = (
    "IPython",
    "ipywidgets",
    "ipykernel",
    "jupyter",
    "jupyter_client",
    "jupyterlab",
    "nbformat",
)
LONGEST_MODULE = 400  # lines; from 250 on a module is listed, for it may hold two concepts
LARGEST_FILE = 2_000_000
STEMS = {path.stem for path in (PACKAGE / "locale").glob("*.toml")}
KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
# put together here so that this file does not break its own rules
MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(?:" + "|".join(("work", "root", "Users")) + r")/\w|/home/(?!jovyan)[a-z]\w*/|[A-Z]:\\Users"
)
REGISTRY_HOSTS = re.compile(
    "|".join(
        map(
            re.escape,
            (
                "pypi" + ".org",
                "python" + "hosted.org",
                "anaconda" + ".org",
                "npmjs" + ".org",
                "npmjs" + ".com",
            ),
        )
    )
)


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in done.stdout.split("\0") if line and (ROOT / line).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def floor(module: str) -> int:
    return next((number for number, rooms in enumerate(FLOORS) if room(module) in rooms), len(FLOORS))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, inside functions too, in full."""
    found: set[str] = set()
    package = dotted(path).split(".") if path.name == "__init__.py" else dotted(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            for alias in node.names:
                inner = PACKAGE.parent / Path(*origin.split("."), alias.name)
                is_module = inner.with_suffix(".py").is_file() or inner.is_dir()
                found.add(f"{origin}.{alias.name}" if is_module else origin)
    return found


def names(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_a_room_imports_only_from_its_own_floor_and_below(path):
    here = dotted(path)
    if here == "coursekit":
        return  # it only passes on what an upper room offers, when asked
    upward = [name for name in imports(path) if name.startswith("coursekit.") and floor(name) > floor(here)]
    assert upward == []


def test_the_floors_have_rooms_that_exist():
    there = {path.name.removesuffix(".py") for path in PACKAGE.iterdir()}
    assert FLOORS[0] | {"data", "segment", "grading", "authoring", "checks"} <= there


@pytest.mark.parametrize(("apart", "foreign"), [("grading", ("coursekit.segment",)), ("segment", JUPYTER)])
def test_rooms_that_must_not_know_of_each_other(apart, foreign):
    files = [path for path in MODULES if room(dotted(path)) == apart]
    assert files
    meetings = {
        f"{names(path)} imports {name}"
        for path in files
        for name in imports(path)
        if any(name == other or name.startswith(f"{other}.") for other in foreign)
    }
    assert meetings == set()


def loaded_by(code: str) -> set[str]:
    probe = f"import sys; {code}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-1500:]
    return set(ast.literal_eval(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_by("import coursekit") == set()


def test_importing_any_module_loads_nothing_heavy():
    wanted = [dotted(path) for path in MODULES if path.name != "__main__.py"]
    together = f"import importlib; [importlib.import_module(name) for name in {wanted!r}]"
    if not loaded_by(together):
        return
    guilty = {
        name: heavy
        for name in wanted
        if (heavy := loaded_by(f"import importlib; importlib.import_module({name!r})"))
    }
    pytest.fail(f"modules that load heavy ones when imported: {guilty}")


def test_no_module_grows_past_one_concept(record_property):
    lines = {names(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    for name, count in sorted(lines.items(), key=lambda item: -item[1]):
        if count > 250:
            record_property("shown", f"long module: {name}, {count} lines")
    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


def test_no_module_is_named_for_nothing():
    vague = {"utils", "util", "helpers", "helper", "misc", "manager", "common"}
    assert [names(path) for path in MODULES if vague & set(path.with_suffix("").name.split("_"))] == []


def fields_of(sentence: str) -> set[str]:
    return {
        re.split(r"[.\[]", name)[0]
        for _, name, _, _ in string.Formatter().parse(sentence)
        if name is not None
    }


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_sentence_stands_in_both_languages_with_the_same_fields(key):
    sentences = catalogue()[key]
    assert set(sentences) == set(LANGUAGES)
    assert fields_of(sentences["en"]) == fields_of(sentences["zh"])
    assert re.search(r"[\u4e00-\u9fff]", sentences["zh"]), "the Chinese sentence is not Chinese"
    assert not re.search(r"[\u4e00-\u9fff]", sentences["en"].replace("客户分类", "")), (
        "the English sentence is not English"
    )


def programs() -> Iterator[tuple[str, str]]:
    """Every piece of Python that may name a sentence: the package, and the cells of the instructor's notebooks."""
    for path in MODULES:
        yield names(path), path.read_text(encoding="utf-8")
    for folder in ("solutions", "lessons"):
        for path in sorted((ROOT / folder).rglob("*.ipynb")):
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    yield f"{path.name}, cell {cell.get('id')}", "".join(cell["source"])


def asked_for(source: str) -> tuple[set[str], set[str], list[tuple[str, set[str]]]]:
    """Keys that the code names, beginnings of keys that it completes, and calls of ``text`` with their fields."""
    keys, beginnings, calls = set(), set(), []
    tree = ast.parse(source)
    completed = [node.values[0] for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and node.values]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            stem, _, ending = node.value.partition(".")
            if stem in STEMS and ending not in ("py", "toml", "ipynb", "csv", "json"):
                if node in completed or node.value.endswith("_"):
                    beginnings.add(node.value)
                elif KEY.fullmatch(node.value):
                    keys.add(node.value)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            given = {word.arg for word in node.keywords}
            if called == "text" and KEY.fullmatch(str(node.args[0].value)) and None not in given:
                calls.append((node.args[0].value, {str(name) for name in given}))
    return keys, beginnings, calls


def test_every_sentence_that_is_asked_for_exists_and_gets_its_fields(record_property):
    looked_up, wrong = 0, []
    for where, source in programs():
        try:
            keys, beginnings, calls = asked_for(source)
        except SyntaxError:
            continue  # a cell with a magic command
        looked_up += len(keys) + len(beginnings)
        wrong += [
            f"{where}: no sentence {key}"
            for key in keys | {key for key, _ in calls}
            if key not in catalogue() and not key.endswith((".css", ".html"))
        ]
        wrong += [
            f"{where}: no sentence begins with {beginning}"
            for beginning in beginnings
            if not any(key.startswith(beginning) for key in catalogue())
        ]
        wrong += [
            f"{where}: {key} needs {', '.join(lacking)}"
            for key, given in calls
            if key in catalogue() and (lacking := fields_of(catalogue()[key]["en"]) - given)
        ]
    record_property("shown", f"{looked_up} uses of {len(catalogue())} sentences looked up")
    assert looked_up
    assert wrong == []


def test_no_file_is_larger_than_two_megabytes():
    large = {
        p.relative_to(ROOT).as_posix(): p.stat().st_size for p in tracked() if p.stat().st_size > LARGEST_FILE
    }
    assert [name for name in large if not name.startswith("src/coursekit/fonts/")] == []


def test_no_file_names_a_folder_of_somebodys_machine():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in texts()
        for match in MACHINE_PATHS.finditer(text)
    ]
    assert found == []


def test_no_file_names_a_package_registry():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in texts()
        for match in REGISTRY_HOSTS.finditer(text)
    ]
    assert found == []


def test_nothing_that_is_generated_or_private_is_in_git():
    private = re.compile(
        r"(^|/)(\.venv|__pycache__|\.ipynb_checkpoints|artefacts|gradebook[^/]*\.db|class\.toml)(/|$)"
    )
    assert [name for p in tracked() if private.search(name := p.relative_to(ROOT).as_posix())] == []


def test_the_readme_opens_binder_on_the_repository_that_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    repository = urlsplit(project["urls"]["Repository"])
    assert repository.netloc == "github.com"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    addresses = re.findall(r"https://mybinder\.org/v2/[^\s)\"'>]+", readme)
    assert addresses, "README.md has no Binder link"
    expected = f"https://mybinder.org/v2/gh{repository.path}/"
    assert [address for address in addresses if not address.startswith(expected)] == []


def test_files_that_the_readme_opens_in_binder_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    opened = re.findall(
        r"mybinder\.org/v2/\S*?urlpath=(?:lab/tree/|lab%2Ftree%2F|%2Fdoc%2Ftree%2F)([^\s)\"'>&]+)", readme
    )
    assert [name for name in opened if not (ROOT / name.replace("%2F", "/")).is_file()] == []


def test_every_silenced_tool_rule_gives_its_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    silencing = [
        line
        for line in lines
        if re.search(r"^\s*(\"ignore::|extend-exclude|follow_imports|\"(RUF|E|PT|B)\d+\")", line)
    ]
    assert silencing
    assert [line.strip() for line in silencing if "#" not in line] == []


def test_hooks_before_a_commit_are_local_and_their_programs_exist():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert {repository["repo"] for repository in hooks} == {"local"}
    programs = {hook["entry"].split()[0] for repository in hooks for hook in repository["hooks"]}
    assert {Path(program).name for program in programs} <= {"ruff", "mypy", "python"}
    assert {str(Path(program).parent) for program in programs} == {".venv/bin"}
