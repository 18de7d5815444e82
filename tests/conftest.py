"""What a test measured is shown at the end of the run: ``record_property("shown", line)``."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("course", deadline=None)  # a slow or busy machine is no failure
settings.load_profile("course")


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
