"""Tags of which each calls for one action."""

from __future__ import annotations

from datetime import date

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios.tag_records import ON_A_TALK, tag_records
from coursekit.segment.tags import parts

SEEDS = range(60)
AS_OF = date(2026, 1, 14)


def action(tag):
    """What has to be done with a tag, by the precedence of lesson 11."""
    subject = (parts(tag.tag) or ("", "", ""))[1]
    if subject in {noted for noted, _ in ON_A_TALK}:
        return "delete"
    if not subject or not tag.owner or not tag.source:
        return "repair"
    if tag.expires < AS_OF:
        return "retire"
    return "refresh" if (AS_OF - tag.refreshed).days > tag.refresh_days else "keep"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_action_on_tags_is_called_for_with_its_edges(seed):
    found = tag_records(RandomState(seed), AS_OF)
    actions = [action(tag) for tag in found]
    assert sorted(actions) == ["delete", "keep", "keep", "refresh", "repair", "retire", "retire"]
    kept = [tag for tag, what in zip(found, actions, strict=True) if what == "keep"]
    assert sum(tag.expires == AS_OF for tag in kept) == 1
    assert sum((AS_OF - tag.refreshed).days == tag.refresh_days for tag in kept) == 1
    assert len({tag.tag for tag in found}) == len(found)
