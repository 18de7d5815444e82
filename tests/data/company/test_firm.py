import subprocess
import sys

import pytest

from coursekit.data import company, digests
from coursekit.data.variants import Variant
from coursekit.errors import DataError

SMALL = 0.1


def test_no_table_depends_on_the_order_in_which_tables_are_made():
    one, other = company.generate(3, SMALL), company.generate(3, SMALL)
    names = [*company.TABLES, *company.TRUTH]
    forward = {name: digests.of_frame(one.table(name)) for name in names}
    assert {name: digests.of_frame(other.table(name)) for name in reversed(names)} == forward


@pytest.mark.parametrize("name", [name for name in company.TABLES if name != "products"])
def test_another_seed_gives_another_table(name):
    tables = [company.generate(seed, SMALL).table(name) for seed in (3, 4)]
    assert digests.of_frame(tables[0]) != digests.of_frame(tables[1])


def test_changing_a_table_does_not_change_the_company():
    firm = company.generate(3, SMALL)
    taken = firm.orders
    taken["amount"] = 0.0
    assert firm.orders["amount"].sum() > 0


def test_a_trainee_who_changes_a_table_finds_the_company_as_it_was():
    variant = Variant("ex04-rfm", "ana", "self-study", "en")
    before = {
        dirty: digests.of_frame(company.of(variant, SMALL, dirty=dirty).orders) for dirty in (True, False)
    }
    assert before[True] != before[False]
    taken = company.of(variant, SMALL).orders
    taken.loc[:, "amount"] = 0.0
    taken["amount"].array[0] = 1.0
    after = {
        dirty: digests.of_frame(company.of(variant, SMALL, dirty=dirty).orders) for dirty in (True, False)
    }
    assert after == before


def test_a_table_that_does_not_exist_lists_those_that_do():
    firm = company.generate(3, SMALL)
    with pytest.raises(DataError, match="customers, tags"):
        firm.table("sales")
    with pytest.raises(AttributeError, match="customers, tags"):
        firm.sales  # noqa: B018


def test_every_table_is_an_attribute_that_completion_finds():
    assert set(company.TABLES) <= set(dir(company.generate(3, SMALL)))


@pytest.mark.parametrize("name", [*company.TABLES, *company.TRUTH])
def test_tables_survive_parquet(name, tmp_path):
    import pandas as pd

    table = company.generate(3, SMALL).table(name)
    table.to_parquet(tmp_path / "table.parquet")
    assert digests.of_frame(pd.read_parquet(tmp_path / "table.parquet")) == digests.of_frame(table)


@pytest.mark.parametrize("name", list(company.TABLES))
def test_nothing_true_of_the_person_is_in_a_table_of_trainees(name):
    columns = set(company.generate(3, SMALL).table(name).columns)
    assert columns.isdisjoint({"segment", "alive", "effect", "personality", "yearly_orders", "size"})


def test_keys_are_unique_and_refer_to_customers(firm):
    keys = {
        "customers": ["customer_id"], "people": ["person_id"], "opportunities": ["opportunity_id"],
        "orders": ["order_id"], "lines": ["order_id", "line_no"], "returns": ["return_id"],
        "contracts": ["contract_id"], "receivables": ["invoice_id"], "debts": ["customer_id"],
        "contacts": ["contact_id"], "web": ["session_id", "step"], "complaints": ["complaint_id"],
        "trial": ["customer_id"], "spring_campaign": ["customer_id"], "conversations": ["conversation_id"],
        "trainees": ["trainee_id"], "training_sessions": ["session_id"], "questionnaires": ["trainee_id"],
    }  # fmt: skip
    known = set(firm.customers["customer_id"])
    for name, key in keys.items():
        table = firm.table(name)
        assert not table.duplicated(key).any(), name
        if "customer_id" in table:
            assert set(table["customer_id"].dropna()) <= known, name


def test_importing_the_company_loads_neither_numpy_nor_pandas():
    code = "import sys, coursekit.data.company; print({'numpy', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_smallest_company_still_has_every_table():
    firm = company.generate(1, scale=0.01)
    assert all(len(firm.table(name)) > 0 for name in ("customers", "orders", "lines", "contacts", "trainees"))
