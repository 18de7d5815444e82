"""Entries, buying centres and purchases whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.profiles import PLACES, ROLES, WORDINGS, centre, entries, purchases
from coursekit.messages import LANGUAGES

SEEDS = range(60)
FIRMS = ("private_firm", "state_firm")


def kind(entry):
    """The type by the rule of lesson 10."""
    if entry.registered == "person":
        return "consumer"
    if entry.registered in ("company", "sole_trader"):
        return "enterprise"
    return "government" if entry.registered == "organ" else "special"


def stage(purchase):
    """The last step that has been reached; its own day counts."""
    if not purchase.procedure:
        return "none"
    steps = {"awarded": purchase.awarded, "opened": purchase.opened, "published": purchase.published}
    return next((name for name, day in steps.items() if day and day <= purchase.today), "planned")


@pytest.mark.parametrize("seed", SEEDS)
def test_each_type_is_entered_twice_and_half_the_names_mislead(seed):
    found = entries(RandomState(seed))
    kinds = [kind(entry) for entry in found]
    assert all(kinds.count(name) == 2 for name in ("consumer", "enterprise", "government", "special"))
    assert sum(PLACES[entry.place] != name for entry, name in zip(found, kinds, strict=True)) >= 4
    assert any(entry.owner == "state" and kind(entry) == "enterprise" for entry in found)


def test_a_place_is_of_every_type_in_some_variant():
    seen = {place: set() for place in PLACES}
    for entry in (entry for seed in SEEDS for entry in entries(RandomState(seed))):
        seen[entry.place].add(kind(entry))
    assert all(len(kinds) == 4 for kinds in seen.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_one_signature_covers_the_amount_and_the_contact_does_not_decide(seed):
    found = centre(RandomState(seed))
    signing = [
        person
        for person in found.people
        if (person.up_to and found.amount <= person.up_to) or (person.above and found.amount > person.above)
    ]
    assert len(signing) == 1
    assert [person for person in found.people if person.contact] != signing
    assert sum(person.contact for person in found.people) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_each_role_is_taken_once_beside_those_who_sign(seed):
    deeds = [int(p.did[5:]) for p in centre(RandomState(seed)).people if p.did.startswith("deed_")]
    assert sorted((deed - 1) // WORDINGS for deed in deeds) == list(range(len(ROLES)))


def test_either_signature_decides_in_some_variant():
    sides = {
        found.amount > max(p.above or 0 for p in found.people)
        for found in map(centre, map(RandomState, SEEDS))
    }
    assert sides == {True, False}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_stage_occurs_and_the_type_does_not_tell_it(seed):
    found = purchases(RandomState(seed))
    assert {stage(purchase) for purchase in found} == {"none", "planned", "published", "opened", "awarded"}
    assert any(p.organisation in FIRMS and stage(p) in ("published", "opened") for p in found)
    assert all(p.organisation not in FIRMS for p in found if stage(p) == "none")
    assert any(p.today in (p.published, p.opened, p.awarded) for p in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_are_told_in_both_languages(language):
    for seed in range(8):
        for entry in entries(RandomState(seed)):
            assert f"{entry.amount:,}" in entry.told(language)
        found = centre(RandomState(seed))
        for person in found.people:
            limit = person.up_to or person.above
            assert limit is None or f"{limit:,}" in person.told(language)
        for purchase in purchases(RandomState(seed)):
            assert str(purchase.today) in purchase.told(language)
