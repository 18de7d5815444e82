"""Explorer of k-anonymity: a coarser table, and what is lost with it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.data import company
from coursekit.errors import DataError, UsageError
from coursekit.widgets.privacy_dial import CENTRE, EAST, GRAINS, LEFT_OUT, PrivacyDial

BARE = {key: LEFT_OUT for key in GRAINS}


@pytest.fixture(scope="module")
def persons(firm: company.Firm) -> pd.DataFrame:
    return firm.customers[firm.customers["type"].eq("consumer")]


@pytest.fixture
def explorer(persons: pd.DataFrame) -> PrivacyDial:
    return PrivacyDial(persons)


def test_who_stands_alone_is_counted_as_by_hand(explorer: PrivacyDial, persons: pd.DataFrame) -> None:
    sizes = persons.groupby(["birth_year", "city", "sex"]).size()
    assert explorer.anonymity.unique == int((sizes == 1).sum())
    assert explorer.anonymity.smallest == int(sizes.min())
    assert f"{explorer.anonymity.unique} of {len(persons)} people stand alone" in explorer.summary.value


def test_steps_of_ten_years_are_decades(explorer: PrivacyDial, persons: pd.DataFrame) -> None:
    explorer.state = BARE | {"age": "age_10"}
    assert explorer.anonymity.cells == (persons["birth_year"] // 10).nunique()


def test_income_not_told_is_a_value_of_its_own(explorer: PrivacyDial, persons: pd.DataFrame) -> None:
    explorer.state = BARE | {"income_band": "income_two"}
    untold = int(persons["income_band"].isna().sum())
    assert untold in explorer.coarse["income_band"].value_counts().tolist()
    assert explorer.anonymity.cells == 3


@settings(max_examples=10, deadline=None)
@given(
    st.sampled_from([(key, n) for key, grains in GRAINS.items() for n in range(len(grains) - 1)]), st.data()
)
def test_a_coarser_grain_never_makes_anybody_stand_out(step: tuple[str, int], data: st.DataObject) -> None:
    firm = company.generate(5, scale=0.1, dirty=False)
    explorer = PrivacyDial(firm.customers[firm.customers["type"].eq("consumer")])
    others = {key: data.draw(st.sampled_from(grains)) for key, grains in GRAINS.items()}
    key, place = step
    explorer.state = others | {key: GRAINS[key][place]}
    fine, detail = explorer.anonymity, explorer.detail
    explorer.state = {key: GRAINS[key][place + 1]}
    coarse = explorer.anonymity
    assert coarse.unique <= fine.unique
    assert coarse.smallest >= fine.smallest
    assert coarse.cells <= fine.cells
    assert explorer.detail <= detail


def test_with_everything_left_out_all_are_alike(explorer: PrivacyDial, persons: pd.DataFrame) -> None:
    explorer.state = BARE
    assert explorer.anonymity.smallest == len(persons)
    assert explorer.detail == 0
    assert f"the table is {len(persons)}-anonymous, 0% of its detail kept" in explorer.summary.value


def test_with_everything_kept_all_detail_is_there(explorer: PrivacyDial) -> None:
    explorer.state = {key: grains[0] for key, grains in GRAINS.items()}
    assert explorer.detail == 1


def test_a_larger_k_holds_back_more(explorer: PrivacyDial) -> None:
    explorer.state = {"age": "age_20", "place": "place_region", "k": 2}
    few = explorer.anonymity.below
    explorer.state = {"k": 25}
    assert explorer.anonymity.below > few
    assert "every cell below 25" in explorer.summary.value


def test_columns_that_tell_nothing_hit_no_better_than_chance(persons: pd.DataFrame) -> None:
    values = pd.Series(np.random.RandomState(3).gamma(1, 100, len(persons)), index=persons["customer_id"])
    explorer = PrivacyDial(persons, values)
    assert explorer.hits is not None
    assert explorer.hits == pytest.approx(0.2, abs=4 * np.sqrt(0.16 / (0.2 * len(persons))))
    assert "(chance: 20%)" in explorer.summary.value


def test_a_column_that_tells_all_hits_all(persons: pd.DataFrame) -> None:
    some = persons.head(100).assign(sex=["F"] * 20 + ["M"] * 80)
    values = pd.Series(np.r_[np.arange(900, 920), np.arange(80)].astype(float), index=some["customer_id"])
    explorer = PrivacyDial(some, values)
    explorer.state = BARE | {"sex": "kept"}
    assert explorer.hits == 1


def test_without_values_nothing_is_said_of_hits(explorer: PrivacyDial) -> None:
    assert explorer.hits is None
    assert "top fifth" not in explorer.summary.value


def test_the_order_of_the_people_does_not_matter(persons: pd.DataFrame) -> None:
    values = pd.Series(np.arange(len(persons), dtype=float), index=persons["customer_id"])
    mixed = PrivacyDial(persons.sample(frac=1, random_state=2), values)
    assert mixed.summary.value == PrivacyDial(persons, values).summary.value


def test_every_province_of_the_company_is_east_centre_or_west(persons: pd.DataFrame) -> None:
    west = set(persons["province"]) - set(EAST) - set(CENTRE)
    assert west <= {"Sichuan", "Shaanxi", "Gansu", "Chongqing", "Guangxi", "Yunnan", "Guizhou"}


def test_organisations_are_refused(firm: company.Firm) -> None:
    with pytest.raises(DataError, match="Expected persons"):
        PrivacyDial(firm.customers)


def test_an_unknown_grain_is_refused(explorer: PrivacyDial) -> None:
    with pytest.raises(UsageError):
        explorer.state = {"age": "age_7"}


def test_the_table_says_that_k_anonymity_alone_is_not_enough(persons: pd.DataFrame) -> None:
    assert "PIPL art. 73" in PrivacyDial(persons).tables.value
    explorer = PrivacyDial(persons, language="zh")
    assert "第七十三条" in explorer.tables.value
    assert "独一无二" in explorer.summary.value
