"""Explorers set the course's language and theme: each test gets back what it found."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import pytest

from coursekit import messages
from coursekit.data import company


@pytest.fixture(autouse=True)
def settings() -> Iterator[None]:
    before = messages.current_language()
    with mpl.rc_context():
        yield
    messages.set_language(before)


@pytest.fixture(scope="session")
def firm() -> company.Firm:
    """A small company without planted dirt."""
    return company.generate(5, scale=0.1, dirty=False)
