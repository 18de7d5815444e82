"""What a test measured is shown at the end of the run: ``record_property("shown", line)``."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

settings.register_profile("course", deadline=None)  # a slow or busy machine is no failure
settings.load_profile("course")
HEAVY = ("slow", "server", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, so that none is left for one core alone at the end."""
    heavy = {item.path for item in items if any(item.get_closest_marker(mark) for mark in HEAVY)}
    items.sort(key=lambda item: item.path not in heavy)


class OnOneCore(LoadFileScheduling):
    """A file's tests stay on one core with what they set up; each exercise's mutants are a group of their own."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        exercise = re.search(r"-(ex\d\d)-", test)
        return f"{file}-{exercise[1]}" if exercise else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OnOneCore:
    return OnOneCore(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the recorded lines in the order of the tests; pytest-xdist carries them over from its workers."""
    lines: dict[str, list[str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                shown = [str(value) for name, value in report.user_properties if name == "shown"]
                lines.setdefault(report.nodeid, shown)
    if any(lines.values()):
        terminalreporter.section("measured")
        for node in sorted(lines):
            for line in lines[node]:
                terminalreporter.write_line(line)
