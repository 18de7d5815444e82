"""What a trainee does on a notebook page: open, run all, read."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Page, TimeoutError

from .conftest import Lab

RUN_ALL = "[data-command='runmenu:run-all']"
ERROR = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"
STDERR = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']"

# A character is a box when it is drawn like a code point that no font has.
MISSING_GLYPHS = """() => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 40;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const draw = (character) => {
    pen.clearRect(0, 0, 40, 40); pen.font = '28px ' + getComputedStyle(document.body).fontFamily;
    pen.fillText(character, 4, 30); return pen.getImageData(0, 0, 40, 40).data.join();
  };
  const box = draw(String.fromCodePoint(0x10fffd));
  const characters = new Set([...document.body.innerText].filter(c => c.codePointAt(0) > 0x2000));
  return [...characters].filter(c => c.trim() && !/[\\u200b-\\u200f\\ufe0f\\ufeff]/.test(c) && draw(c) === box);
}"""


def _dialog_answered(page: Page) -> bool:
    """Whether a dialog was answered: a slow server asks which kernel to start, or could not be reached for a moment.

    Raises
    ------
    AssertionError
        Another dialog stands in the way; its text is the message.
    """
    dialog = page.locator(".jp-Dialog").first
    if not dialog.count():
        return False
    unreachable = re.search("Server Connection Error|服务器连接错误", dialog.inner_text())
    if not unreachable and not dialog.locator("select").count():
        raise AssertionError(f"JupyterLab says: {dialog.inner_text()}")
    dialog.locator(".jp-mod-accept").click()
    dialog.wait_for(state="detached")
    return True


def sessions(page: Page, lab: Lab, path: str) -> list[dict[str, Any]]:
    """The server's sessions of one notebook."""
    found = page.request.get(
        f"{lab.url}/api/sessions", headers={"Authorization": f"token {lab.token}"}
    ).json()
    return [session for session in found if session["path"] == path]


def open_notebook(page: Page, lab: Lab, path: str, seconds: float = 120) -> None:
    """Open a notebook and wait until its kernel is idle: on the page, and by the server, as the page says so early."""
    page.goto(lab.address(path))
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=seconds * 1000)
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ready = not _dialog_answered(page) and idle.count()
        if ready and any(each["kernel"]["execution_state"] == "idle" for each in sessions(page, lab, path)):
            return
        time.sleep(0.3)
    raise AssertionError(f"no idle kernel for {path} after {seconds} s")


def _ask_to_run_all(page: Page) -> None:
    page.get_by_role("menuitem", name="Run").or_(page.get_by_role("menuitem", name="运行")).first.click(
        timeout=5_000
    )
    page.locator(RUN_ALL).click(timeout=5_000)


def run_all(page: Page, seconds: float = 240) -> None:
    """Run every cell by the menu and wait until none is running or waiting."""
    deadline = time.monotonic() + seconds
    asked = 0.0
    prompts: list[str] = []
    while time.monotonic() < deadline:
        if _dialog_answered(page):
            asked = 0.0
        if "[*]:" not in prompts and time.monotonic() - asked > 15:
            asked = time.monotonic()  # again when a starting kernel lost what was waiting
            try:
                _ask_to_run_all(page)
            except TimeoutError:  # a dialog came in between: answered in the next round
                asked = 0.0
        prompts = page.eval_on_selector_all(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputArea-prompt",
            "all => all.map(prompt => prompt.innerText.replace(/\\s/g, ' ').trim())",
        )
        if prompts and all(prompt not in ("[*]:", "[ ]:") for prompt in prompts):
            return
        time.sleep(0.3)
    raise AssertionError(f"cells still waiting after {seconds} s: {prompts}")
