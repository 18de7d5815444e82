import pandas as pd
import pytest

from coursekit.errors import DataError
from coursekit.messages import LANGUAGES
from coursekit.segment.levels import LEVELS, contacts_due, level_table


def test_the_nine_levels_with_the_material_s_cadences() -> None:
    table = level_table("en")
    visits = {"VIP": 1, "model": 4} | dict.fromkeys(
        ["strategic", "key", "honoured", "uncommitted", "new", "dormant"], 2
    )
    assert table["visit"].dropna().to_dict() == visits
    assert table["call"].dropna().to_dict() == {"honoured": 1, "uncommitted": 1}
    assert table.loc["low-value", ["visit", "call"]].isna().all()
    assert len(table) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_level_has_its_own_name_sign_and_advice(language: str) -> None:
    table = level_table(language)
    assert table[["name", "sign", "do"]].apply(lambda column: column.is_unique).all()


def test_the_chinese_names_are_chinese() -> None:
    assert LEVELS["dormant"].name("zh") == "休眠客户"


def test_contacts_are_counted_by_weeks() -> None:
    customers = pd.DataFrame(
        {"customer_id": list("ABCD"), "level": ["VIP", "model", "uncommitted", "low-value"]}
    )
    due = contacts_due(customers, 13).set_index(["customer_id", "kind"])["contacts"].to_dict()
    assert due == {("A", "visit"): 13, ("B", "visit"): 3, ("C", "visit"): 6, ("C", "call"): 13}


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(DataError, match="gold"):
        contacts_due(pd.DataFrame({"customer_id": ["A"], "level": ["gold"]}), 4)
