"""Explorer of conversations: hear, judge or abstain, reply, and see why."""

from __future__ import annotations

import pandas as pd
import pytest

from coursekit.data import company
from coursekit.data.personality import TYPES
from coursekit.errors import DataError
from coursekit.messages import catalogue
from coursekit.widgets.roleplay import UNSURE, RolePlay, _heads

TALKS = pd.DataFrame(
    {
        "conversation_id": ["L1", "L2", "L3", "L4"],
        "channel": ["shop", "telephone", "chat", "visit"],
        "split": ["seen", "seen", "seen", "unseen"],
        "text_en": [
            "C: It is about the purifier under the sink.\nS: When would you like to have it?\nC: Never mind the details, where do I pay?",
            "C: Mm.\nS: Which points matter most to you?\nC: Perhaps.",
            "C: <b>Mm.</b>",
            "C: Fine.",
        ],
        "text_zh": ["客：是厨房水槽下面那台净水器的事。\n销：您希望什么时候用上？\n客：细节不用讲了，在哪儿付款？", "客：嗯。\n销：您最看重哪几点？\n客：也许吧。", "客：嗯。", "客：好。"],
        "label_a": ["impulsive", "silent", "unsure", "silent"],
        "label_b": ["impulsive", "task_driven", "silent", "silent"],
    }
)  # fmt: skip


@pytest.fixture
def explorer() -> RolePlay:
    return RolePlay(TALKS)


def test_held_out_talks_are_not_played(explorer: RolePlay) -> None:
    assert explorer.talks["conversation_id"].tolist() == ["L1", "L2", "L3"]


def test_nothing_is_told_before_somebody_judges(explorer: RolePlay) -> None:
    assert "impulsive" not in explorer.summary.value + explorer.transcript.value + explorer.tables.value
    assert explorer.controls["reply"].disabled


def test_nothing_is_told_before_a_reply_is_chosen(explorer: RolePlay) -> None:
    explorer.state = {"judged": "silent"}
    assert not explorer.controls["reply"].disabled
    assert explorer.summary.value.count("silent") == 1
    assert "<mark>" not in explorer.transcript.value
    assert explorer.tables.value == ""


def test_what_annotators_heard_stands_beside_ones_own_judgement(explorer: RolePlay) -> None:
    explorer.state = {"judged": "impulsive", "reply": "ask"}
    assert "Both annotators heard: impulsive. You agree with both." in explorer.summary.value
    explorer.state = {"talk": 2, "judged": "task-driven", "reply": "ask"}
    assert "A heard: silent. Annotator B heard: task-driven" in explorer.summary.value
    assert "You agree with one of them." in explorer.summary.value


def test_abstaining_is_sound_where_annotators_disagree(explorer: RolePlay) -> None:
    explorer.state = {"talk": 2, "judged": UNSURE, "reply": "ask"}
    assert "You abstained, which was sound" in explorer.summary.value


def test_the_words_that_are_a_sign_are_marked(explorer: RolePlay) -> None:
    explorer.state = {"judged": UNSURE, "reply": "ask"}
    assert "<mark>Never mind the details, where do I pay?</mark>" in explorer.transcript.value
    assert "<mark>It is about" not in explorer.transcript.value


def test_a_reply_that_suits_what_was_heard_is_told_so(explorer: RolePlay) -> None:
    explorer.state = {"judged": "frank", "reply": "suits impulsive"}
    assert "suits a customer who talks like this (impulsive)" in explorer.summary.value
    explorer.state = {"reply": "suits frank"}
    assert "which nobody heard here" in explorer.summary.value


def test_flagged_advice_comes_with_its_list_and_its_honest_alternative(explorer: RolePlay) -> None:
    explorer.state = {"judged": "impulsive", "reply": "flagged impulsive"}
    assert "▲ This is what list A advises (impulsive): explain later." in explorer.summary.value
    assert f"Instead: {TYPES['impulsive'].instead('en')}" in explorer.summary.value


def test_a_reply_to_avoid_says_what_is_to_be_avoided(explorer: RolePlay) -> None:
    explorer.state = {"judged": "impulsive", "reply": "misses impulsive"}
    assert "beating about the bush" in explorer.summary.value


def test_the_cards_show_the_same_person_on_other_lists(explorer: RolePlay) -> None:
    explorer.state = {"judged": "impulsive", "reply": "ask"}
    assert "emotional-impulsive" in explorer.tables.value
    assert "list C" in explorer.tables.value


def test_a_new_talk_asks_afresh(explorer: RolePlay) -> None:
    explorer.state = {"judged": "silent", "reply": "ask"}
    explorer.controls["talk"].value = 2
    assert explorer.state == {"talk": 2, "judged": "", "reply": None}
    assert "suits silent" in explorer.replies
    assert explorer.tables.value == ""


def test_the_tally_keeps_the_judgement_made_before_the_signs_were_shown(explorer: RolePlay) -> None:
    explorer.state = {"judged": "silent", "reply": "ask"}
    explorer.state = {"judged": "impulsive"}
    explorer.state = {"talk": 2, "judged": UNSURE, "reply": "ask"}
    assert explorer.heard == {1: "silent", 2: UNSURE}
    expected = "In 2 conversations you judged 1 and abstained in 1. Same as A: 0, same as B: 0; A and B with each other: 1."
    assert expected in explorer.figure.value


def test_an_annotator_who_was_unsure_is_no_type(explorer: RolePlay) -> None:
    explorer.state = {"talk": 3, "judged": "silent", "reply": "ask"}
    assert "Annotator A heard: unsure" in explorer.summary.value
    assert "suits unsure" not in explorer.replies


def test_what_is_said_cannot_break_the_page(explorer: RolePlay) -> None:
    explorer.state = {"talk": 3}
    assert "&lt;b&gt;Mm.&lt;/b&gt;" in explorer.transcript.value


def test_no_talk_is_written_to_a_customer(explorer: RolePlay) -> None:
    explorer.state = {"judged": "impulsive", "reply": "ask"}
    assert "not written into the customer's record" in explorer.summary.value
    assert "customer_id" not in explorer.talks.columns


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_type_of_the_talks_has_replies_in_both_languages(language: str) -> None:
    for kind in _heads():
        stem = f"widgets_roleplay.{kind.code.replace('-', '_')}"
        assert {f"{stem}_suits", f"{stem}_misses"} <= set(catalogue())
        assert catalogue()[f"{stem}_suits"][language] != catalogue()[f"{stem}_misses"][language]


def test_every_family_with_flagged_advice_has_a_reply_that_follows_it() -> None:
    flagged = {kind.head for kind in TYPES.values() if kind.flagged()}
    replies = {code for code in TYPES if f"widgets_roleplay.{code.replace('-', '_')}_flagged" in catalogue()}
    assert replies == flagged


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_talk_of_the_company_can_be_played(firm: company.Firm, language: str) -> None:
    explorer = RolePlay(firm.conversations, language=language)
    for talk in range(1, len(explorer.talks) + 1, 40):
        explorer.state = {"talk": talk}
        assert len(explorer.replies) >= 4
        for reply in explorer.replies:
            explorer.state = {"judged": UNSURE, "reply": reply}
            assert explorer.tables.value
        assert "<mark>" in explorer.transcript.value


def test_it_speaks_chinese() -> None:
    explorer = RolePlay(TALKS, language="zh")
    explorer.state = {"judged": "impulsive", "reply": "flagged impulsive"}
    assert "两位标注人都听成：冲动型" in explorer.summary.value
    assert "<mark>细节不用讲了，在哪儿付款？</mark>" in explorer.transcript.value


def test_a_table_without_any_talk_to_play_is_refused() -> None:
    with pytest.raises(DataError, match="no talk"):
        RolePlay(TALKS[TALKS["split"].eq("unseen")])
