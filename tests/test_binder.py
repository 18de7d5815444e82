"""Binder: the image that repo2docker would build of this repository. Rendered here, without Docker."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
ENVIRONMENT: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
CONDA = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
PIP: list[str] = next(entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict))
PYTHON = next(line for line in CONDA if line.startswith("python")).partition("=")[2].strip("=")
MINOR = ".".join(PYTHON.split(".")[:2])
TARGET = {
    "python_version": MINOR,
    "python_full_version": PYTHON,
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


@pytest.fixture(scope="module")
def dockerfile() -> str:
    """What ``repo2docker --no-build`` makes of the repository."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout[done.stdout.index("FROM ") :] if "FROM " in done.stdout else done.stderr


def locked() -> dict[str, list[Version]]:
    """The version of each package in requirements.lock that counts for Binder's Python."""
    pins: dict[str, list[Version]] = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith("#"):
            pin = Requirement(line.split(" #")[0])
            if pin.marker is None or pin.marker.evaluate(TARGET):
                (version,) = (Version(clause.version) for clause in pin.specifier)
                pins.setdefault(canonicalize_name(pin.name), []).append(version)
    return pins


def runtime_requirements() -> dict[str, list[tuple[str, Requirement]]]:
    """Every package that coursekit needs on Binder, directly or not, with who asks for it and how."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked: dict[str, list[tuple[str, Requirement]]] = {}
    waiting = [("coursekit", Requirement(line)) for line in project["dependencies"]]
    followed: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        who, requirement = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate(TARGET | {"extra": ""}):
            continue
        name = canonicalize_name(requirement.name)
        asked.setdefault(name, []).append((who, requirement))
        if (name, frozenset(requirement.extras)) in followed:
            continue
        followed.add((name, frozenset(requirement.extras)))
        try:
            lines = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # needed on Binder's Python only; that it is pinned is still checked
        for line in lines:
            needed = Requirement(line)
            for extra in requirement.extras:
                if needed.marker and needed.marker.evaluate(TARGET | {"extra": extra}):
                    waiting.append((name, Requirement(line.partition(";")[0])))
                    break
            else:
                waiting.append((name, needed))
    return asked


def test_python_is_pinned_to_one_that_the_course_supports():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert re.fullmatch(r"3\.\d+\.\d+", PYTHON), f"environment.yml pins Python as {PYTHON!r}"
    assert Requirement(f"python{project['requires-python']}").specifier.contains(PYTHON)


def test_pip_installs_the_course_itself_under_the_lock_file():
    assert [line.split("#")[0].split() for line in PIP] == [
        ["--constraint", "requirements.lock"],
        ["--editable", "."],
    ]


def test_conda_installs_nothing_but_python_and_pip():
    assert {re.split(r"[=<> ]", line)[0] for line in CONDA} == {"python", "pip"}


def test_every_runtime_dependency_has_one_pin_for_binders_python(record_property):
    pins, asked = locked(), runtime_requirements()
    loose = {name: [str(v) for v in pins.get(name, [])] for name in asked if len(pins.get(name, [])) != 1}
    record_property("shown", f"Binder: {len(asked)} packages at run time on Python {PYTHON}, all pinned")
    assert not loose, f"without exactly one pin in requirements.lock: {loose}"
    assert len(asked) > 50  # an empty walk would prove nothing


def test_every_pin_satisfies_whoever_asks_for_it():
    pins = locked()
    refused = [
        f"{who} needs {requirement}, locked {pins[name][0]}"
        for name, askers in runtime_requirements().items()
        for who, requirement in askers
        if name in pins and not requirement.specifier.contains(pins[name][0], prereleases=True)
    ]
    assert not refused


def test_the_image_has_the_pinned_python_and_updates_it_from_our_file(dockerfile):
    spec = importlib.util.find_spec("repo2docker")  # not imported: it warns
    assert spec
    assert spec.origin
    base = Path(spec.origin).parent / f"buildpacks/conda/environment.py-{MINOR}-linux-64.lock"
    assert f"python-{PYTHON}-" in base.read_text(encoding="utf-8"), (
        "Binder would replace the Python it starts from"
    )
    assert re.search(r'env update -p \$\{NB_PYTHON_PREFIX\} --file "environment\.yml"', dockerfile)


def test_the_whole_repository_is_there_before_pip_reads_the_lock(dockerfile):
    staged = re.search(r"^COPY .*src/ \$\{REPO_DIR\}/$", dockerfile, re.MULTILINE)
    assert staged, "the repository is never copied"
    assert staged.start() < dockerfile.index("env update -p")


def test_no_system_package_or_font_is_installed(dockerfile):
    commands = dockerfile.replace("\\\n", " ")
    installs = re.findall(r"apt-get -qq install --yes(?: --no-install-recommends)?([^>&]*)", commands)
    asked_for = {name for names in installs for name in names.split()}
    assert "locales" in asked_for  # the search found what is always there
    assert asked_for <= {"gettext-base", "less", "unzip", "locales"}, "more than repo2docker's own base"
    assert not [
        name for name in ("apt.txt", "postBuild", "start", "binder", ".binder") if (ROOT / name).exists()
    ]
    fonts = [
        path for path in (ROOT / "src/coursekit").rglob("*") if path.suffix in (".otf", ".ttf", ".woff2")
    ]
    assert fonts, "the Chinese font does not travel with the package"
