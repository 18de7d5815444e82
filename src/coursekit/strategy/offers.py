"""What goes together in a basket: association rules, and the popular item that fakes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.errors import DataError
from coursekit.faults import expect_columns

if TYPE_CHECKING:
    import pandas as pd

NO_BETTER = 1.1  # a lift up to here says no more than that the consequent sells well to everybody


def basket_rules(
    baskets: pd.DataFrame,
    *,
    least_support: float = 0.01,
    least_confidence: float = 0.1,
    largest: int = 3,
    no_better: float = NO_BETTER,
) -> pd.DataFrame:
    """Rules 'who buys the antecedent also buys the consequent', strongest lift first.

    ``baskets`` has order_id and product, one row a line; a product twice in an order counts once. Columns:
    antecedent, consequent (products joined by ' + ', in alphabetical order), orders (with both), support (share of
    orders with both), confidence (support / share with the antecedent), lift (confidence / share with the
    consequent) and popular: True where the lift is at most ``no_better``, so that the rule only repeats that the
    consequent is popular. ``largest`` is the most products in a rule. Agrawal & Srikant 1994; computed by mlxtend.
    Raises DataError without baskets.

    >>> import pandas as pd
    >>> lines = pd.DataFrame({"order_id": [1, 1, 2, 2, 3, 3, 4], "product": ["pump", "seal"] * 2 + ["tape", "oil", "oil"]})
    >>> basket_rules(lines)[["antecedent", "consequent", "confidence", "lift"]].values.tolist()[0]
    ['pump', 'seal', 1.0, 2.0]
    """
    import pandas as pd
    from mlxtend.frequent_patterns import association_rules, fpgrowth

    expect_columns(baskets, ["order_id", "product"], "the baskets")
    lines = baskets[["order_id", "product"]].dropna().drop_duplicates()
    if lines.empty:
        raise DataError("Found no order with a product.", "Expected one row an order line.")
    held = pd.crosstab(lines["order_id"], lines["product"]).astype(bool)
    columns = ["antecedent", "consequent", "orders", "support", "confidence", "lift", "popular"]
    sets = fpgrowth(held, min_support=least_support, use_colnames=True, max_len=largest)
    if sets.empty or sets["itemsets"].map(len).max() < 2:
        return pd.DataFrame(columns=columns)
    found = association_rules(
        sets,
        metric="confidence",
        min_threshold=least_confidence,
        # the others divide by zero where everybody buys the consequent
        return_metrics=["support", "confidence", "lift"],
    )
    rules = pd.DataFrame(
        {
            "antecedent": [" + ".join(sorted(map(str, items))) for items in found["antecedents"]],
            "consequent": [" + ".join(sorted(map(str, items))) for items in found["consequents"]],
            "orders": (found["support"] * len(held)).round().astype(int),
            "support": found["support"],
            "confidence": found["confidence"],
            "lift": found["lift"],
            "popular": found["lift"] <= no_better,
        }
    )
    order = ["lift", "support", "antecedent", "consequent"]
    rules = rules.round({"support": 12, "confidence": 12, "lift": 12})
    return rules.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def faked_by_popularity(rules: pd.DataFrame, *, least_confidence: float = 0.5) -> pd.DataFrame:
    """Rules that look strong by confidence and say nothing: confidence high, lift no better than chance.

    >>> import pandas as pd
    >>> rules = pd.DataFrame({"antecedent": ["pump", "pump"], "consequent": ["bag", "seal"],
    ...     "confidence": [0.9, 0.6], "lift": [1.0, 4.0], "popular": [True, False]})
    >>> faked_by_popularity(rules)["consequent"].tolist()
    ['bag']
    """
    expect_columns(rules, ["confidence", "popular"], "the rules")
    return rules[rules["confidence"].ge(least_confidence) & rules["popular"]]
