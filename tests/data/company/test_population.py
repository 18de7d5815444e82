import numpy as np
import pytest

from coursekit.data.company import behaviour, population, seasons
from coursekit.data.company.truth import true_customers


def test_chances_of_drift_sum_to_one_in_every_row():
    matrix = population.drift_matrix()
    assert matrix.sum(axis=1) == pytest.approx(np.ones(len(behaviour.NAMES)))
    assert (matrix >= 0).all()


def test_customers_are_born_in_every_year(firm):
    born = firm.customers["since"].dt.year.value_counts()
    assert all(born[year] > 100 for year in (2023, 2024, 2025))


def test_customers_lapse_and_some_return(firm):
    alive = firm.population.alive
    lapsed = (alive[:, :-1] & ~alive[:, 1:]).any(axis=1)
    stopped_at = np.where(lapsed, (alive[:, :-1] & ~alive[:, 1:]).argmax(axis=1), seasons.MONTHS)
    back = (alive & (np.arange(seasons.MONTHS) > stopped_at[:, None])).any(axis=1)
    assert lapsed.sum() > 300
    assert back.sum() > 50


def test_some_customers_drift_from_one_segment_to_another(firm):
    truth = true_customers(firm).dropna(subset=["segment_before"])
    assert 0.05 < (truth["segment"] != truth["segment_before"]).mean() < 0.4


def test_nobody_orders_before_they_are_a_customer_and_prospects_never(firm):
    orders = firm.orders.merge(firm.customers[["customer_id", "since"]], on="customer_id")
    assert (orders["order_date"] >= orders["since"]).all()
    assert orders["since"].notna().all()


def test_new_customers_order_on_their_first_day(firm):
    first = firm.orders.groupby("customer_id")["order_date"].min()
    new = firm.customers.set_index("customer_id")["since"].loc[lambda since: since >= seasons.START]
    assert (first.loc[new.index] == new).all()


def test_every_segment_and_type_has_customers(firm):
    truth = firm.true_customers.merge(firm.customers[["customer_id", "type"]], on="customer_id")
    assert set(truth["segment"]) == set(behaviour.NAMES)
    assert set(truth["type"]) == set(seasons.TYPES)
