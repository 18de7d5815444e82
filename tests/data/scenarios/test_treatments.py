"""Tables of who got which letter: one criterion explains all rows, one all but one, the rest fewer."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.treatments import CRITERIA, CUSTOMERS, treatments
from coursekit.messages import LANGUAGES

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_criterion_explains_every_row_and_another_all_but_one(seed):
    for table in treatments(RandomState(seed)):
        fits = sorted((table.agrees(name) for name in CRITERIA), reverse=True)
        assert fits[:2] == [CUSTOMERS, CUSTOMERS - 1]
        assert fits[2] < CUSTOMERS - 1


@pytest.mark.parametrize("seed", SEEDS)
def test_customers_on_one_side_of_it_get_one_letter(seed):
    for table in treatments(RandomState(seed)):
        frame = table.frame("en")
        (explains,) = [name for name in CRITERIA if (frame.groupby(name)["letter"].nunique() == 1).all()]
        assert table.agrees(explains) == CUSTOMERS


@pytest.mark.parametrize("seed", SEEDS)
def test_the_two_tables_have_different_criteria(seed):
    tables = treatments(RandomState(seed))
    found = [max(CRITERIA, key=table.agrees) for table in tables]
    assert len(set(found)) == len(tables)


def test_every_criterion_explains_somewhere():
    found = {max(CRITERIA, key=table.agrees) for seed in SEEDS for table in treatments(RandomState(seed))}
    assert found == set(CRITERIA)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_shows_words(language):
    frame = treatments(RandomState(2))[0].frame(language)
    assert list(frame.columns) == [*CRITERIA, "letter"]
    assert frame.map(bool).all().all()
