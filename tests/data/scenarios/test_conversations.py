"""Conversations, sentences, answers, notes and statements whose facts decide."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data import personality
from coursekit.data.company import conversations as company_talks
from coursekit.data.scenarios import conversations
from coursekit.messages import LANGUAGES, catalogue

SEEDS = range(60)
BANKS = (
    conversations.talks,
    conversations.sentences,
    conversations.answers,
    conversations.notes,
    conversations.statements,
)


@pytest.mark.parametrize("bank", BANKS)
def test_equal_seeds_give_equal_cases_and_others_do_not(bank):
    assert bank(RandomState(3)) == bank(RandomState(3))
    assert len({tuple(bank(RandomState(seed))) for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS)
def test_cases_are_told_in_both_languages(bank, language):
    told = [case.told(language) for seed in SEEDS for case in bank(RandomState(seed))]
    assert all(told)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in told[0]) == (language == "zh")


def test_every_described_type_is_met_by_every_trainee():
    described = {code for code, kind in personality.TYPES.items() if kind.described}
    paired = {code for pair in conversations.PAIRS for code in pair}
    for seed in SEEDS:
        met = {code for talk in conversations.talks(RandomState(seed)) for code in talk.pair}
        spoken_to = {sentence.kind for sentence in conversations.sentences(RandomState(seed))}
        assert met == paired
        assert met | spoken_to == described


def test_the_flagged_types_are_those_whose_advice_the_table_replaces():
    flagged = {code for code, kind in personality.TYPES.items() if kind.flagged()}
    assert set(conversations.FAULTS) == flagged


@pytest.mark.parametrize("seed", SEEDS)
def test_two_talks_point_both_ways_and_the_others_one_way_evenly(seed):
    drawn = conversations.talks(RandomState(seed))
    clear = [talk for talk in drawn if talk.signs[0] == talk.signs[1]]
    assert len(drawn) - len(clear) == 2
    assert sum(talk.signs[0] == talk.pair[0] for talk in clear) == 3
    assert all(sorted(talk.spoken) == [1, 2] for talk in drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_talk_has_a_reply_for_either_type_one_for_both_and_one_for_neither(seed):
    for talk in conversations.talks(RandomState(seed)):
        assert sorted(talk.replies) == sorted([*talk.pair, "ask", "neither"])
        assert len({talk.reply(letter, "en") for letter in conversations.LETTERS}) == 4


def test_every_pair_speaks_for_each_type_in_some_variant():
    heard = {pair: set() for pair in conversations.PAIRS}
    for seed in SEEDS:
        for talk in conversations.talks(RandomState(seed)):
            heard[talk.pair].add(talk.signs[0] if len(set(talk.signs)) == 1 else "both")
    assert all(found == {*pair, "both"} for pair, found in heard.items())


def test_no_sign_is_a_sentence_of_the_companys_talks():
    known = {sentence["en"] for key, sentence in catalogue().items() if key.startswith("conversations.")}
    signs = {
        sentence["en"]
        for key, sentence in catalogue().items()
        if key.startswith("scenarios_conversations.") and "_sign_" in key
    }
    assert company_talks.TYPES
    assert not signs & known


@pytest.mark.parametrize("seed", SEEDS)
def test_sentences_flip_with_their_facts_and_every_verdict_occurs(seed):
    cases = [sentence.case for sentence in conversations.sentences(RandomState(seed))]
    assert 3 <= cases.count("fine") <= 5
    assert set(cases) == set(conversations.VERDICTS)


def test_every_sentence_is_fine_in_one_variant_and_fails_each_of_its_tests_in_another():
    found = {kind: set() for kind in conversations.FAULTS}
    for seed in SEEDS:
        for sentence in conversations.sentences(RandomState(seed)):
            found[sentence.kind].add(sentence.case)
    assert all(cases == {"fine", *conversations.FAULTS[kind]} for kind, cases in found.items())


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_wound_every_want_and_notes_belong_to_every_place(seed):
    given = conversations.answers(RandomState(seed))
    assert {answer.wounded for answer in given} == set(conversations.WANTS)
    assert sorted(answer.scene for answer in given) == sorted(conversations.SCENES)
    noted = conversations.notes(RandomState(seed))
    assert {note.place for note in noted} == set(conversations.PLACES)
    assert len(set(noted)) == 8


@pytest.mark.parametrize("seed", SEEDS)
def test_two_statements_hold_six_only_name_and_two_are_about_strangers(seed):
    standing = []
    for statement in conversations.statements(RandomState(seed)):
        kind = personality.TYPES[statement.kind]
        here = (
            "described"
            if statement.letter in kind.described
            else "named"
            if statement.letter in kind.named
            else "not"
        )
        standing.append((here, statement.letter))
    assert sorted(standing) == sorted(
        [("described", "D")] * 2
        + [("named", "D")] * 3
        + [("named", "F")] * 3
        + [s for s in standing if s[0] == "not"]
    )
    assert len(standing) == 10


def test_statements_do_not_say_themselves_that_the_course_added_the_advice():
    said = {s.told("en") for seed in SEEDS for s in conversations.statements(RandomState(seed))}
    assert not any("course practice" in sentence for sentence in said)
