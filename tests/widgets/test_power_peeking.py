"""Explorer of an experiment's power and of peeking at it."""

from __future__ import annotations

import numpy as np
import pytest

from coursekit.errors import UsageError
from coursekit.strategy.experiments import power
from coursekit.widgets.power_peeking import EXPERIMENTS, PowerPeeking, limit

CHANCE = 4 * np.sqrt(0.25 / EXPERIMENTS)  # four standard errors of a share, at most


@pytest.fixture
def explorer() -> PowerPeeking:
    return PowerPeeking()


@pytest.mark.parametrize(("looks", "exact"), [(1, 0.05), (2, 0.083), (5, 0.142), (10, 0.193)])
def test_looking_oftener_raises_more_false_alarms(explorer: PowerPeeking, looks: int, exact: float) -> None:
    explorer.state = {"base": 20, "n": 5000, "looks": looks}  # Armitage, McPherson & Rowe 1969
    assert explorer.outcome().share == pytest.approx(exact, abs=4 * np.sqrt(exact / EXPERIMENTS))


@pytest.mark.parametrize("decide", ["split", "last"])
def test_sharing_the_level_or_waiting_keeps_the_promise(explorer: PowerPeeking, decide: str) -> None:
    explorer.state = {"base": 20, "n": 5000, "looks": 10, "decide": decide}
    assert explorer.outcome().share < 0.05 + 4 * np.sqrt(0.05 / EXPERIMENTS)


@pytest.mark.parametrize("n", [500, 3841])
def test_one_look_finds_as_often_as_the_formula_says(explorer: PowerPeeking, n: int) -> None:
    n = round(n, -2)
    explorer.state = {"base": 10, "effect": 2, "n": n, "looks": 1}
    assert explorer.outcome().share == pytest.approx(power(0.10, 0.12, n), abs=CHANCE)


def test_the_last_look_decides_alone(explorer: PowerPeeking) -> None:
    explorer.state = {"looks": 10, "decide": "last"}
    assert set(explorer.outcome().look) == {9}


def test_the_first_look_over_the_limit_is_when_success_is_called(explorer: PowerPeeking) -> None:
    explorer.state = {"effect": 3}
    found = explorer.outcome()
    for z, called, look in zip(found.z[:50], found.called, found.look, strict=False):
        over = np.flatnonzero(np.abs(z) > limit("first", 10))
        assert called == bool(len(over))
        assert look == (over[0] if len(over) else 9)


def test_small_experiments_that_find_something_overstate_it(explorer: PowerPeeking) -> None:
    explorer.state = {"effect": 1, "n": 500, "looks": 1}
    assert "times as large as it is" in explorer.summary.value
    explorer.state = {"effect": 10, "n": 10_000}
    assert "times as large as it is" not in explorer.summary.value


def test_without_an_effect_the_finding_speaks_of_false_alarms(explorer: PowerPeeking) -> None:
    assert "The offer does nothing: 19 in 100" in explorer.summary.value
    assert "Customers needed" not in explorer.tables.value


def test_the_table_gives_the_published_sample_size(explorer: PowerPeeking) -> None:
    explorer.state = {"base": 10, "effect": 2}
    assert "<th scope='row'>80%</th><td>3,841</td>" in explorer.tables.value


def test_an_effect_found_the_wrong_way_round_is_not_found(explorer: PowerPeeking) -> None:
    explorer.state = {"effect": 1, "n": 100, "looks": 20}
    found = explorer.outcome()
    assert float(found.right.mean()) < found.share


def test_another_seed_is_another_draw_of_the_same_chance(explorer: PowerPeeking) -> None:
    before = explorer.outcome()
    explorer.state = {"seed": 2}
    assert not np.array_equal(before.z, explorer.outcome().z)
    assert explorer.outcome().share == pytest.approx(before.share, abs=CHANCE)


def test_equal_states_show_the_same(explorer: PowerPeeking) -> None:
    explorer.state = {"effect": 2}
    other = PowerPeeking()
    other.state = {"effect": 2}
    assert explorer.summary.value == other.summary.value
    assert explorer.figure.value == other.figure.value


def test_a_rule_that_does_not_exist_is_refused(explorer: PowerPeeking) -> None:
    with pytest.raises(UsageError):
        explorer.state = {"decide": "never"}


def test_it_speaks_chinese() -> None:
    explorer = PowerPeeking(language="zh")
    assert "优惠毫无作用，每百次模拟实验中却有 19 次" in explorer.summary.value
    explorer.state = {"effect": 2, "n": 500}
    assert "个百分点" in explorer.tables.value
    assert "倍。" in explorer.summary.value
