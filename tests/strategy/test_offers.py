import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.errors import DataError
from coursekit.strategy.offers import basket_rules, faked_by_popularity

TEXTBOOK = pd.DataFrame(  # Agrawal & Srikant 1994, figure 3: four transactions
    {"order_id": [100, 200, 300, 400], "product": [[1, 3, 4], [2, 3, 5], [1, 2, 3, 5], [2, 5]]}
).explode("product", ignore_index=True)


def test_the_textbook_example() -> None:
    rules = basket_rules(TEXTBOOK, least_support=0.5, least_confidence=0.5)
    found = rules.set_index(["antecedent", "consequent"])
    assert found.loc[("2", "5"), ["orders", "confidence", "lift"]].tolist() == [3, 1, pytest.approx(4 / 3)]
    assert found.loc[("2 + 3", "5"), "support"] == 0.5
    assert found.loc[("1", "3"), "confidence"] == 1


baskets = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["pump", "seal", "oil", "tape"])), min_size=1)


@settings(max_examples=50)
@given(baskets)
def test_every_figure_is_what_counting_gives(rows: list[tuple[int, str]]) -> None:
    lines = pd.DataFrame(rows, columns=["order_id", "product"])
    orders = [set(part) for _, part in lines.groupby("order_id")["product"]]
    for rule in basket_rules(lines, least_support=0.01, least_confidence=0).itertuples():
        a, c = set(str(rule.antecedent).split(" + ")), set(str(rule.consequent).split(" + "))
        both = np.mean([a | c <= order for order in orders])
        confidence = both / np.mean([a <= order for order in orders])
        assert rule.support == pytest.approx(both)
        assert rule.confidence == pytest.approx(confidence)
        assert rule.lift == pytest.approx(confidence / np.mean([c <= order for order in orders]))


@settings(max_examples=25)
@given(baskets, st.integers(0, 99))
def test_the_order_of_lines_does_not_matter(rows: list[tuple[int, str]], seed: int) -> None:
    lines = pd.DataFrame(rows, columns=["order_id", "product"])
    pd.testing.assert_frame_equal(basket_rules(lines), basket_rules(lines.sample(frac=1, random_state=seed)))


def test_a_popular_item_fakes_rules_by_confidence() -> None:
    chance = np.random.RandomState(0)
    bag, pump = chance.rand(2000) < 0.9, chance.rand(2000) < 0.2
    seal = pump & (chance.rand(2000) < 0.6)
    lines = pd.DataFrame({"bag": bag, "pump": pump, "seal": seal}).stack()
    held = lines[lines].reset_index().set_axis(["order_id", "product", "held"], axis=1)
    rules = basket_rules(held, largest=2)
    faked = faked_by_popularity(rules)
    assert set(faked["consequent"]) == {"bag"}
    assert rules.iloc[0][["antecedent", "consequent"]].tolist() == ["pump", "seal"]


def test_nothing_goes_together() -> None:
    rules = basket_rules(pd.DataFrame({"order_id": [1, 2], "product": ["pump", "oil"]}))
    assert rules.empty
    assert "lift" in rules


def test_no_order_is_an_error() -> None:
    with pytest.raises(DataError):
        basket_rules(pd.DataFrame({"order_id": [], "product": []}))
