import pandas as pd
import pytest

from coursekit.errors import DataError
from coursekit.messages import LANGUAGES
from coursekit.segment.tags import parts, review, validate


def table(**changes: object) -> pd.DataFrame:
    good = {
        "tag": "value.spend.high",
        "definition": "top fifth by margin of the last 12 months",
        "source": "orders",
        "owner": "Lin Wei",
        "generation": "automatic",
        "refresh_days": 30,
        "refreshed": pd.Timestamp("2026-01-01"),
        "expires": pd.Timestamp("2026-12-31"),
    }
    return pd.DataFrame([good | changes], dtype=object)


def test_a_table_in_order_has_no_fault() -> None:
    assert validate(table()).empty


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"tag": "Value.Spend.High"}, "tags.bad_name"),
        ({"tag": "money.spend.high"}, "tags.bad_name"),
        ({"tag": "value.spend"}, "tags.bad_name"),
        ({"tag": "behaviour.personality_type.hesitant"}, "tags.on_the_person"),
        ({"definition": " "}, "tags.empty"),
        ({"source": None}, "tags.no_source"),
        ({"owner": ""}, "tags.no_owner"),
        ({"generation": "magic"}, "tags.bad_generation"),
        ({"refresh_days": 0}, "tags.no_refresh"),
        ({"refresh_days": "monthly"}, "tags.no_refresh"),
        ({"refresh_days": 7.5}, "tags.no_refresh"),
        ({"expires": None}, "tags.no_date"),
        ({"refreshed": "31 February"}, "tags.no_date"),
        ({"expires": pd.Timestamp("2025-12-31")}, "tags.expires_early"),
        ({"refresh_days": 400}, "tags.refresh_after_expiry"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fault_is_found_alone_and_said_in_both_languages(
    changes: dict[str, object], fault: str, language: str
) -> None:
    found = validate(table(**changes), language=language)
    assert found["fault"].tolist() == [fault]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in found["message"].item()) == (language == "zh")


def test_every_fault_is_reported_at_once() -> None:
    both = pd.concat([table(owner="", source=""), table(generation="?")], ignore_index=True)
    found = validate(both)
    assert found["fault"].tolist() == [
        "tags.twice",
        "tags.no_source",
        "tags.no_owner",
        "tags.twice",
        "tags.bad_generation",
    ]
    assert found["row"].tolist() == [0, 0, 0, 1, 1]


def test_two_tags_of_one_meaning_are_told() -> None:
    twins = pd.concat(
        [table(), table(tag="value.margin.top", definition="Top fifth by margin  of the last 12 months")],
        ignore_index=True,
    )
    assert validate(twins)["fault"].tolist() == ["tags.same_meaning"]


def test_a_table_without_a_column_is_refused() -> None:
    with pytest.raises(DataError, match="owner"):
        validate(table().drop(columns="owner"))


def test_parts_of_a_name() -> None:
    assert parts("social.city_tier.1") == ("social", "city_tier", "1")
    assert parts("social.city tier.1") is None


@pytest.mark.parametrize(
    ("as_of", "used", "action"),
    [
        ("2026-01-31", 5, "keep"),
        ("2026-02-01", 5, "refresh"),
        ("2026-02-01", 0, "review"),
        ("2026-12-31", 5, "refresh"),
        ("2027-01-01", 5, "retire"),
        ("2027-01-01", 0, "retire"),
    ],
)
def test_what_to_do_with_a_tag_on_a_day(as_of: str, used: int, action: str) -> None:
    typed = table().astype({"refresh_days": int, "refreshed": "datetime64[us]", "expires": "datetime64[us]"})
    assert review(typed, as_of, pd.Series({"value.spend.high": used}))["action"].item() == action


def test_a_tag_that_nobody_counted_is_up_for_review() -> None:
    typed = table().astype({"refresh_days": int, "refreshed": "datetime64[us]", "expires": "datetime64[us]"})
    assert review(typed, "2026-01-02", pd.Series(dtype=int))["action"].item() == "review"


def test_a_review_before_the_last_refresh_is_refused() -> None:
    typed = table().astype({"refresh_days": int, "refreshed": "datetime64[us]", "expires": "datetime64[us]"})
    with pytest.raises(DataError, match="refreshed after"):
        review(typed, "2025-06-01")
