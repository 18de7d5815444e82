"""CDNOW as the package lifetimes stores it: the data and the peer of the lifetime tests."""

import warnings
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest


def _file(name: str) -> Path:
    spec = find_spec("lifetimes")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "datasets" / name


@pytest.fixture(scope="session")
def cdnow_orders() -> pd.DataFrame:
    """Purchases of the 2,357-customer sample over 78 weeks."""
    names = ["master_id", "customer_id", "order_date", "quantity", "amount"]
    orders = pd.read_csv(_file("CDNOW_sample.txt"), sep=r"\s+", names=names, dtype={"order_date": str})
    return orders.assign(order_date=pd.to_datetime(orders["order_date"], format="%Y%m%d"))


@pytest.fixture(scope="session")
def cdnow_summary() -> pd.DataFrame:
    """The paper's summary of the first 39 weeks, with the mean amount of repeat purchases (0 without one)."""
    stored = pd.read_csv(_file("cdnow_customers_summary_with_transactions.csv"), index_col="ID")
    return stored.rename(columns={"x": "frequency", "t_x": "recency", "zbar": "monetary"})


@pytest.fixture(scope="session")
def lifetimes() -> ModuleType:
    """The peer. It sets a global pandas option on import that pandas 3 has deprecated: put back, and only that ignored."""
    with pd.option_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The 'mode.chained_assignment' option", category=DeprecationWarning)
        warnings.filterwarnings("ignore", message="invalid escape sequence", category=SyntaxWarning)
        import lifetimes
    return lifetimes
