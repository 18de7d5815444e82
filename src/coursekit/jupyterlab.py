"""Open the course, or a class folder, in JupyterLab: the right page, language and port, no news, no other host."""

from __future__ import annotations

import os
import socket
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

from coursekit.data.variants import SETTINGS
from coursekit.errors import CourseFolderError, UsageError
from coursekit.messages import LANGUAGES

WELCOME = "00-welcome.ipynb"


def course_root(start: Path | None = None) -> Path:
    """The folder that holds ``lessons/`` and ``nbgrader_config.py``: this one, one above, or where coursekit is installed from.

    Raises CourseFolderError when there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if (folder / "lessons").is_dir() and (folder / "nbgrader_config.py").is_file():
            return folder
    raise CourseFolderError(
        f"Found no course in {here} or above it.",
        "Expected a folder with lessons/ and nbgrader_config.py.",
        "Change into the folder you cloned, then try again.",
    )


def remember_trainee(root: Path, name: str) -> None:
    """Write the trainee's name where exercises look for it; raises UsageError for a name that cannot be one."""
    cleaned = name.strip()
    if (
        not cleaned
        or len(cleaned) > 64
        or any(c in cleaned for c in '/\\"\n\r\t\0')
        or cleaned.startswith(".")
    ):
        raise UsageError(
            f"Found the name {name!r}.",
            "Expected up to 64 characters, none of them a slash, a quote or a line break, not starting with a dot.",
        )
    settings = root / SETTINGS
    try:
        settings.write_text(f'trainee = "{cleaned}"\n', encoding="utf-8")
    except OSError as reason:
        raise UsageError(
            f"Could not write {settings} ({reason.strerror}).",
            do="Make the course folder writable, or leave out --as.",
        ) from None
    tomllib.loads(settings.read_text(encoding="utf-8"))


def require_free_port(port: int) -> None:
    """Raise UsageError, naming a free one, when something already listens on ``port`` of this machine."""
    if not 1 <= port <= 65535:
        raise UsageError(f"Found port {port}.", "Expected a number from 1 to 65535.")
    if _is_free(port):
        return
    other = next((p for p in range(port + 1, min(port + 50, 65536)) if _is_free(p)), None)
    raise UsageError(
        f"Port {port} is already in use; perhaps the course is open in another window.",
        "Expected a free port.",
        f"Name another: --port {other}, or make start PORT={other}." if other else "Close what uses it.",
    )


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def course_command(root: Path, language: str, port: int, browser: bool) -> list[str]:
    """The command that opens the course at its welcome lesson."""
    welcome = root / "lessons" / language / WELCOME
    _require_language(language)
    if not welcome.is_file():
        raise CourseFolderError(
            f"Found no {welcome}.", "Expected the welcome lesson.", "Restore it with git checkout."
        )
    settings = Path(str(files("coursekit").joinpath("lab_settings", language)))
    return [
        *_lab(root, port, browser),
        f"--LabApp.app_settings_dir={settings}",
        f"--LabApp.default_url=/lab/tree/lessons/{language}/{WELCOME}",
    ]


def class_command(folder: Path, language: str, port: int, browser: bool) -> list[str]:
    """The command that opens a class folder with Formgrader, which reads the folder's ``nbgrader_config.py``."""
    _require_language(language)
    if not (folder / "nbgrader_config.py").is_file():
        raise CourseFolderError(
            f"Found no nbgrader_config.py in {folder}.",
            "Expected a class folder.",
            "Make one with: coursekit class init DIR",
        )
    return [*_lab(folder, port, browser), "--LabApp.default_url=/lab"]


def _require_language(language: str) -> None:
    if language not in LANGUAGES:
        raise UsageError(f"Found language '{language}'.", f"Expected one of {', '.join(LANGUAGES)}.")


def _lab(root: Path, port: int, browser: bool) -> list[str]:
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def run(command: list[str], folder: Path, language: str) -> None:
    """Replace this process by JupyterLab, in ``folder``, with the environment's programs on PATH."""
    environment = dict(os.environ)
    environment["COURSE_LANG"] = language
    environment["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), environment.get("PATH", "")))
    os.chdir(folder)
    os.execve(command[0], command, environment)
