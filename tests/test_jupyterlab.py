"""Opening the course: the right command, and clear words when it cannot be opened."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from coursekit import jupyterlab
from coursekit.data.variants import trainee_name
from coursekit.errors import CourseFolderError, UsageError

ROOT = Path(__file__).resolve().parents[1]


def test_course_opens_at_the_welcome_lesson_of_its_language() -> None:
    command = jupyterlab.course_command(ROOT, "zh", 8890, browser=False)
    assert "--LabApp.default_url=/lab/tree/lessons/zh/00-welcome.ipynb" in command
    assert "--ServerApp.port=8890" in command
    assert "--no-browser" in command


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_root_is_allowed_only_where_the_user_is_root(
    user: int, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert ("--allow-root" in jupyterlab.course_command(ROOT, "en", 8888, browser=True)) is allowed


def test_port_in_use_is_told_with_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            UsageError, match=rf"Port {port} is already in use.*--port \d+, or make start PORT=\d+"
        ):
            jupyterlab.require_free_port(port)


@pytest.mark.parametrize("port", [0, 70000])
def test_impossible_port_is_refused(port: int) -> None:
    with pytest.raises(UsageError, match="from 1 to 65535"):
        jupyterlab.require_free_port(port)


def test_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="Found language 'fr'"):
        jupyterlab.course_command(ROOT, "fr", 8888, browser=True)
    with pytest.raises(UsageError, match="Found language 'fr'"):
        jupyterlab.class_command(ROOT, "fr", 8889, browser=True)


def test_course_is_found_from_a_folder_inside_it() -> None:
    assert jupyterlab.course_root(ROOT / "lessons" / "en") == ROOT


def test_name_given_at_start_is_the_trainee(tmp_path: Path) -> None:
    jupyterlab.remember_trainee(tmp_path, " 王小明 ")
    assert trainee_name(tmp_path) == "王小明"


@pytest.mark.parametrize("name", ["", "../x", 'a"b', "a\nb", ".hidden", "x" * 65])
def test_name_that_cannot_be_one_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Expected up to 64 characters"):
        jupyterlab.remember_trainee(tmp_path, name)


def test_class_command_needs_a_class_folder(tmp_path: Path) -> None:
    with pytest.raises(CourseFolderError, match="coursekit class init"):
        jupyterlab.class_command(tmp_path, "en", 8888, browser=False)
