import numpy as np
import pytest

from coursekit.errors import UsageError
from coursekit.strategy.experiments import power
from coursekit.strategy.peeking import false_alarms, z_paths


def test_false_alarms_match_the_published_table() -> None:
    # Armitage, McPherson & Rowe 1969, two-sided 5 %
    found = false_alarms(0.3, 3000, [1, 2, 5, 10], np.random.RandomState(0), experiments=8000)
    assert found["false_alarms"].tolist() == pytest.approx([0.05, 0.083, 0.142, 0.193], abs=0.012)


def test_the_last_look_alone_keeps_the_level() -> None:
    z = z_paths(0.2, 0.2, 2000, 10, np.random.RandomState(1), experiments=6000)
    assert np.mean(np.abs(z[:, -1]) > 1.96) == pytest.approx(0.05, abs=0.009)


def test_the_last_look_has_the_planned_power() -> None:
    z = z_paths(0.10, 0.13, 1000, 4, np.random.RandomState(1), experiments=6000)
    assert np.mean(np.abs(z[:, -1]) > 1.96) == pytest.approx(power(0.10, 0.13, 1000), abs=0.02)


def test_the_same_seed_gives_the_same_alarms() -> None:
    first, second = (false_alarms(0.1, 500, [3], np.random.RandomState(5), experiments=500) for _ in range(2))
    assert first.equals(second)


def test_nobody_buying_is_no_alarm() -> None:
    assert false_alarms(0.0, 100, [5], np.random.RandomState(0)).loc[5, "false_alarms"] == 0


def test_more_looks_than_customers_are_refused() -> None:
    with pytest.raises(UsageError):
        z_paths(0.1, 0.1, 5, 6, np.random.RandomState(0))
