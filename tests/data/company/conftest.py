import pytest

from coursekit.data import company
from coursekit.data.company.firm import Firm


@pytest.fixture(scope="session")
def firm() -> Firm:
    """The company of the lessons, without dirt."""
    return company.load(dirty=False)


@pytest.fixture(scope="session")
def dirty() -> Firm:
    """The company of the lessons, as trainees see it."""
    return company.load()
