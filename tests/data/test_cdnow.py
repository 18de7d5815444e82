"""CDNOW against its published figures (Fader, Hardie & Lee 2005)."""

import sys

import pytest

from coursekit.data import cdnow
from coursekit.errors import DataError


def test_the_master_file_has_the_published_size():
    table = cdnow.purchases()
    assert (len(table), table["customer_id"].nunique()) == (69_659, 23_570)


def test_known_faults_of_the_master_file_are_left_in():
    table = cdnow.purchases()
    assert (table.duplicated().sum(), (table["amount"] == 0).sum()) == (255, 80)


def test_purchases_run_from_january_1997_to_june_1998():
    dates = cdnow.purchases()["order_date"]
    assert (str(dates.min().date()), str(dates.max().date())) == ("1997-01-01", cdnow.LAST_DAY)


def test_every_customer_of_the_cohort_bought_first_in_the_first_quarter():
    first = cdnow.purchases().groupby("customer_id")["order_date"].min()
    assert str(first.max().date()) == cdnow.COHORT_END


def test_half_of_the_customers_bought_on_one_day_only():
    days = cdnow.purchases().groupby("customer_id")["order_date"].nunique()
    assert round((days == 1).mean(), 3) == 0.511


def test_the_sample_is_the_papers():
    sample = cdnow.sample()
    assert len(sample) == 2357
    assert round((sample["x"] == 0).mean(), 3) == 0.599
    assert sample["T"].max() == pytest.approx(38.86)


def test_the_sample_can_be_counted_again_from_its_purchases():
    past = cdnow.sample_purchases()
    past = past[past["order_date"] <= cdnow.CALIBRATION_END]
    days = past.groupby("customer_id")["order_date"].nunique() - 1
    assert (days.to_numpy() == cdnow.sample()["x"].to_numpy()).mean() > 0.999


def test_reading_does_not_import_lifetimes(monkeypatch):
    monkeypatch.delitem(sys.modules, "lifetimes", raising=False)
    cdnow.sample()
    assert "lifetimes" not in sys.modules


def test_without_the_package_the_error_says_what_to_do(monkeypatch):
    monkeypatch.setattr(cdnow, "find_spec", lambda name: None)
    with pytest.raises(DataError, match="make setup"):
        cdnow.purchases()


def test_a_missing_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(cdnow, "folder", lambda: tmp_path)
    with pytest.raises(DataError, match=r"CDNOW_master\.txt"):
        cdnow.purchases()
