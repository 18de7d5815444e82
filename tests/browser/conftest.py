"""A running JupyterLab on a copy of the course, and a Chromium that reports everything it sees."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "artefacts" / "browser"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser test; SKIP_BROWSER is the explicit way out."""
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            if os.environ.get("SKIP_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="SKIP_BROWSER is set"))


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Lab:
    """A JupyterLab that was started by ``coursekit start``."""

    url: str
    token: str
    root: Path
    welcome: str  # the address that a browser is sent to

    def address(self, path: str) -> str:
        """The address of a notebook, opened alone in a fresh workspace."""
        return f"{self.url}/lab/tree/{path}?reset&token={self.token}"


def start_lab(root: Path, language: str) -> tuple[subprocess.Popen[str], Lab]:
    """Start the course in ``root`` as its user would, and wait for the address it prints."""
    port = free_port()
    log = root / f"lab-{language}.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "coursekit",
                "start",
                "--lang",
                language,
                "--port",
                str(port),
                "--no-browser",
            ],
            cwd=root,
            stdout=stream,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env={
                **os.environ,
                "JUPYTER_RUNTIME_DIR": str(root / f"runtime-{language}"),
                "JUPYTER_CONFIG_DIR": str(root / f"config-{language}"),
            },
        )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = re.search(r"http://127\.0\.0\.1:\d+/\S*token=(\w+)", log.read_text())
        if found:
            return process, Lab(f"http://127.0.0.1:{port}", found.group(1), root, found.group(0))
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not start:\n" + log.read_text())


def stop_lab(process: subprocess.Popen[str]) -> None:
    """End the server and its kernels."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def course_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course, so that saving in the browser changes nothing in git."""
    root = tmp_path_factory.mktemp("course")
    for name in ("lessons", "exercises", "datasets", "solutions"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


@pytest.fixture(scope="session", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    """Every browser test runs in both languages."""
    return str(request.param)


@pytest.fixture(scope="session")
def lab(course_copy: Path, language: str) -> Iterator[Lab]:
    """The course, running, in one language."""
    process, running = start_lab(course_copy, language)
    yield running
    stop_lab(process)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium, with the course's own Chinese font where the machine has none."""
    folder = tmp_path_factory.mktemp("fonts")
    settings = folder / "fonts.conf"
    settings.write_text(FONTS.format(fonts=ROOT / "src/coursekit/fonts", cache=folder / "cache"))
    installed = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed, args=FLAGS, env={**os.environ, "FONTCONFIG_FILE": str(settings)}
        )
        yield browser
        browser.close()


@dataclass
class Seen:
    """What went wrong on a page, as far as the browser can tell."""

    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@pytest.fixture
def seen() -> Seen:
    """Filled while the page of the same test is open."""
    return Seen()


@pytest.fixture
def page(chromium: Browser, lab: Lab, seen: Seen) -> Iterator[Page]:
    """A page; console errors, other hosts and refused requests fail the test at its end."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    opened = context.new_page()
    opened.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda e: seen.errors.append(str(e)))
    opened.on(
        "request",
        lambda r: (
            seen.elsewhere.append(r.url)
            if not r.url.startswith((lab.url, "data:", "blob:", "ws://127."))
            else None
        ),
    )
    opened.on("response", lambda r: seen.refused.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    yield opened
    context.close()
    assert seen.errors == []
    assert seen.elsewhere == []
    assert seen.refused == []


@pytest.fixture
def picture(page: Page, language: str, request: pytest.FixtureRequest):
    """Keep a screenshot as an artefact: ``picture("explorer")``."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)

    def keep(name: str) -> Path:
        path = ARTEFACTS / f"{name}-{language}.png"
        page.screenshot(path=str(path))
        return path

    return keep
