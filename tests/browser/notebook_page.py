"""What a trainee does on a notebook page: open, run all, read."""

from __future__ import annotations

import time

from playwright.sync_api import Page

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


def open_notebook(page: Page, address: str, seconds: float = 120) -> None:
    """Open a notebook and wait until its kernel is idle; a slow server asks which kernel to start, so answer it."""
    page.goto(address)
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=seconds * 1000)
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    accept = page.locator(".jp-Dialog .jp-mod-accept")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if accept.count():
            accept.first.click()
        elif idle.count():
            return
        time.sleep(0.3)
    raise AssertionError(f"no idle kernel after {seconds} s")


def run_all(page: Page, seconds: float = 240) -> None:
    """Run every cell by the menu and wait until none is running or waiting."""
    deadline = time.monotonic() + seconds
    asked = 0.0
    prompts: list[str] = []
    while time.monotonic() < deadline:
        if "[*]:" not in prompts and time.monotonic() - asked > 15:
            page.get_by_role("menuitem", name="Run").or_(
                page.get_by_role("menuitem", name="运行")
            ).first.click()
            page.locator(RUN_ALL).click()  # again when a starting kernel lost what was waiting
            asked = time.monotonic()
        prompts = page.eval_on_selector_all(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputArea-prompt",
            "all => all.map(prompt => prompt.innerText.replace(/\\s/g, ' ').trim())",
        )
        if prompts and all(prompt not in ("[*]:", "[ ]:") for prompt in prompts):
            return
        time.sleep(0.3)
    raise AssertionError(f"cells still waiting after {seconds} s: {prompts}")
