import re
import tomllib
from importlib.resources import files

from coursekit.data import company
from coursekit.data.company import conversations
from coursekit.messages import text


def test_no_conversation_leads_to_a_person_or_a_customer(firm):
    assert not {"customer_id", "person_id", "staff_id"} & set(firm.conversations.columns)


def test_no_other_table_holds_a_personality(firm):
    for name in company.TABLES:
        if name not in ("conversations", "model_labels"):
            table = firm.table(name)
            words = table.select_dtypes("str")
            assert not words.isin(conversations.TYPES).any().any(), name


def test_every_type_has_sentences_of_both_kinds_in_both_languages():
    bank = tomllib.loads(files("coursekit").joinpath("locale/conversations.toml").read_text(encoding="utf-8"))
    for name in conversations.TYPES:
        for kind, count in (("seen", conversations.SEEN), ("unseen", conversations.UNSEEN)):
            found = [key for key in bank if re.fullmatch(f"{name}_{kind}_\\d", key)]
            assert len(found) == count
        assert text(f"conversations.type_{name}", "zh").endswith("型")
    assert all(set(entry) == {"en", "zh"} for entry in bank.values())


def test_no_sentence_is_said_by_two_types():
    bank = tomllib.loads(files("coursekit").joinpath("locale/conversations.toml").read_text(encoding="utf-8"))
    for language in ("en", "zh"):
        said = [entry[language] for entry in bank.values()]
        assert len(said) == len(set(said))


def test_chinese_sentences_have_full_width_punctuation():
    bank = tomllib.loads(files("coursekit").joinpath("locale/conversations.toml").read_text(encoding="utf-8"))
    assert not [key for key, entry in bank.items() if re.search(r"[,.?!;:]", entry["zh"])]


def test_held_out_talks_use_no_phrasing_of_the_others(firm):
    talks = firm.conversations
    bank = tomllib.loads(files("coursekit").joinpath("locale/conversations.toml").read_text(encoding="utf-8"))
    seen = [entry["en"] for key, entry in bank.items() if "_seen_" in key and len(entry["en"]) > 12]
    unseen = " ".join(talks.loc[talks["split"] == "unseen", "text_en"])
    assert not [sentence for sentence in seen if sentence in unseen]


def test_annotators_agree_moderately(firm, record_property):
    from sklearn.metrics import cohen_kappa_score

    talks = firm.conversations
    kappa = cohen_kappa_score(talks["label_a"], talks["label_b"])
    record_property("shown", f"company: annotators' kappa {kappa:.2f}")
    assert 0.4 < kappa < 0.75


def test_annotators_may_be_unsure(firm):
    labels = firm.conversations[["label_a", "label_b"]]
    assert ((labels == "unsure").mean() > 0.005).all()
    assert set(labels.stack()) == {*conversations.TYPES, "unsure"}


def test_a_talk_holds_a_sentence_of_the_type_that_was_meant(firm):
    table = firm.conversations.merge(firm.true_conversations, on="conversation_id")
    for row in table.head(60).itertuples():
        count = conversations.SEEN if row.split == "seen" else conversations.UNSEEN
        sentences = [text(f"conversations.{row.meant}_{row.split}_{n + 1}", "zh") for n in range(count)]
        assert any(sentence in row.text_zh for sentence in sentences)


def test_the_stored_model_is_right_on_its_own_phrasings_and_lost_on_others(firm):
    table = firm.model_labels.merge(firm.conversations).merge(firm.true_conversations, on="conversation_id")
    right = (table["label"] == table["meant"]).groupby(table["split"]).mean()
    assert len(table) == 300
    assert right["seen"] > 0.7
    assert right["unseen"] < 0.4
    assert table["confidence"].between(0, 1).all()
