"""Tables that follow from customers and orders: each keeps the laws of what it records."""

from itertools import pairwise

import pandas as pd

from coursekit.data.company import complaints, funnel, people


def in_order(table: pd.DataFrame, columns: list[str]) -> bool:
    """Each date at or after the one before it, where both are known."""
    return all(not (table[a] > table[b]).any() for a, b in pairwise(columns))


def test_stages_of_a_complaint_follow_one_another(firm):
    assert in_order(firm.complaints, [*complaints.STAGES, "reopened"])


def test_only_closed_complaints_are_rated(firm):
    rated = firm.complaints.dropna(subset=["satisfaction"])
    assert rated["closed"].notna().all()
    assert rated["satisfaction"].between(1, 5).all()
    assert 0.2 < len(rated) / len(firm.complaints) < 0.6


def test_the_average_hides_slow_complaints(firm):
    hours = (firm.complaints["closed"] - firm.complaints["received"]).dt.total_seconds() / 3600
    assert hours.quantile(0.97) > 3 * hours.mean()


def test_the_funnel_narrows(firm):
    reached = firm.opportunities[list(funnel.STAGES)].notna().sum()
    assert reached.is_monotonic_decreasing
    assert in_order(firm.opportunities, list(funnel.STAGES))


def test_only_decided_opportunities_are_won(firm):
    won = firm.opportunities.query("status == 'won'")
    assert won["decision"].notna().all()
    assert 0.1 < len(won) / len(firm.opportunities) < 0.35


def test_prospects_are_in_the_funnel_and_have_bought_nothing(firm):
    prospects = firm.customers.loc[firm.customers["since"].isna(), "customer_id"]
    theirs = firm.opportunities[firm.opportunities["customer_id"].isin(prospects)]
    assert len(theirs) > 0
    assert "won" not in set(theirs["status"])
    assert not firm.orders["customer_id"].isin(prospects).any()


def test_public_procedures_have_their_dates_in_order(firm):
    contracts = firm.contracts
    assert in_order(contracts, ["published", "clarified", "opened", "signed", "starts", "ends"])
    assert contracts.loc[contracts["procedure"] == "open tender", "published"].notna().all()


def test_large_public_contracts_are_mostly_tendered(firm):
    public = firm.contracts.merge(firm.customers[["customer_id", "type"]], on="customer_id").query(
        "type != 'enterprise'"
    )
    formal = public["procedure"].str.contains("tender|competitive")
    assert formal[public["amount"] > 500_000].mean() > formal[public["amount"] < 100_000].mean() + 0.4


def test_every_organisation_has_a_buyer_and_some_deciders_are_unknown(firm):
    organisations = firm.customers.loc[firm.customers["type"] != "consumer", "customer_id"]
    roles = firm.people.groupby("customer_id")["role"].agg(set)
    assert set(roles.index) == set(organisations)
    assert roles.map(lambda known: "buyer" in known).all()
    assert 0.2 < 1 - roles.map(lambda known: "decider" in known).mean() < 0.5
    assert set(firm.people["role"]) == set(people.ROLES)


def test_contacts_are_with_people_that_are_known(firm):
    assert set(firm.contacts["person_id"].dropna()) <= set(firm.people["person_id"])


def test_what_is_paid_is_not_owed(firm):
    invoices = firm.receivables
    assert ((invoices["outstanding"] > 0) == invoices["paid_date"].isna()).all()
    assert (invoices["age"].notna() == (invoices["outstanding"] > 0)).all()
    assert invoices["outstanding"].sum() < 0.25 * invoices["amount"].sum()


def test_debts_are_the_sum_of_open_invoices(firm):
    owed = firm.receivables.groupby("customer_id")["outstanding"].sum()
    debts = firm.debts.set_index("customer_id")
    assert (owed - debts["debt"]).abs().max() < 0.01
    assert (debts["overdue"] <= debts["debt"] + 0.01).all()


def test_points_are_never_spent_before_they_are_earned(firm):
    assert (firm.points.groupby("customer_id")["points"].cumsum() >= 0).all()


def test_a_path_through_the_shop_starts_at_home_and_has_no_gap(firm):
    web = firm.web
    first = web.groupby("session_id").first()
    assert (first["action"] == "home").all()
    assert (web.groupby("session_id")["step"].diff().dropna() == 1).all()
    assert web.groupby("session_id")["happened_at"].is_monotonic_increasing.all()


def test_state_owned_firms_are_enterprises_and_public_institutions_special(firm):
    kinds = firm.customers.groupby("ownership")["type"].agg(set)
    assert kinds["state-owned"] == {"enterprise"}
    assert kinds["public institution"] == {"special"}
    placed = firm.customers["placed_by"].notna()
    assert (firm.customers.loc[placed, "ownership"].isin(["state-owned", "public institution"])).all()


def test_subsidiaries_share_their_parents_group_and_ownership(firm):
    table = firm.customers.set_index("customer_id")
    children = table.dropna(subset=["parent_id"])
    parents = table.loc[children["parent_id"]]
    assert len(children) > 30
    assert (children["group_id"].to_numpy() == parents["group_id"].to_numpy()).all()
    assert (children["parent_id"] != children.index).all()


def test_capital_is_paid_in_up_to_what_is_registered(firm):
    firms = firm.customers.query("type == 'enterprise'")
    assert (firms["paid_in_capital"] <= firms["registered_capital"] + 5_000).all()
    assert 0.4 < firms["registered_capital"].rank().corr(firms["employees"].astype(float).rank()) < 0.9


def test_all_nine_levels_of_business_customer_occur(firm):
    levels = set(firm.customers.query("type != 'consumer'")["level"].dropna())
    assert levels == {
        "strategic",
        "VIP",
        "key",
        "honoured",
        "model",
        "uncommitted",
        "new",
        "dormant",
        "low-value",
    }


def test_tags_have_faults_worth_finding(firm):
    tags = firm.tags
    assert tags["owner"].isna().any()
    assert tags["expires_on"].isna().any()
    assert (tags["expires_on"] < firm.as_of).any()
