"""Six firms on which each slip of the hand shows."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.lloyd import assigned, six_firms, slips
from coursekit.segment.cluster import lloyd_step

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_assignment_is_the_one_of_lloyds_algorithm(seed):
    six, centres = six_firms(RandomState(seed))
    labels, _, _ = lloyd_step(six.to_numpy(), centres.to_numpy())
    assert (labels == 0).tolist() == assigned(six.to_numpy(), centres.to_numpy())[0].tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_slip_gives_another_assignment(seed):
    six, centres = six_firms(RandomState(seed))
    assert len({tuple(side) for side in slips(six.to_numpy(), centres.to_numpy())}) == 5


@pytest.mark.parametrize("seed", SEEDS)
def test_somebody_changes_after_the_centres_have_moved(seed):
    six, centres = six_firms(RandomState(seed))
    labels, moved, _ = lloyd_step(six.to_numpy(), centres.to_numpy())
    assert (lloyd_step(six.to_numpy(), moved)[0] != labels).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_means_of_the_first_group_are_easy_to_calculate(seed):
    six, centres = six_firms(RandomState(seed))
    _, moved, _ = lloyd_step(six.to_numpy(), centres.to_numpy())
    assert ((4 * moved[0]) % 1 == 0).all()
