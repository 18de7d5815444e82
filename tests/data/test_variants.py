"""Everyone's own data: stable, apart from everybody else's, and hidden where it has to be."""

import hashlib
import os
import subprocess
import sys

import pytest

from coursekit import messages
from coursekit.data import company, digests, variants
from coursekit.data.variants import Variant
from coursekit.errors import UsageError

ANA = Variant("ex04-rfm", "ana", "self-study", "en")


def fingerprint(variant: Variant) -> str:
    rs = variant.random_state()
    parts = [rs.randint(0, 10**6, 50).tobytes(), rs.random_sample(50).round(9).tobytes()]
    parts += [
        rs.normal(0, 1, 50).round(6).tobytes(),
        rs.poisson(3.5, 50).tobytes(),
        rs.permutation(50).tobytes(),
    ]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (ANA, "45084f8e959bd7aa"),
        (Variant("ex04-rfm", "林薇", "class-7", "zh"), "490242c3e5a68679"),
        (ANA.hidden(2, salt="practice")[1], "7ef5a2d3e877dbc6"),
    ],
)
def test_a_variant_means_the_same_stream_on_every_machine(variant, expected):
    assert fingerprint(variant) == expected


def test_a_trainees_company_has_the_values_it_always_had():
    firm = company.of(ANA)
    assert digests.of_frame(firm.orders)[:16] == "273a2d9fda7ae5c9"
    assert digests.of_frame(firm.customers)[:16] == "9ba2cc29f8cfd9d9"


def test_a_trainees_company_has_the_same_values_in_a_process_without_vector_instructions():
    code = (
        "from coursekit.data import company, digests\n"
        "from coursekit.data.variants import Variant\n"
        "firm = company.of(Variant('ex04-rfm', 'ana', 'self-study', 'en'))\n"
        "print(digests.of_frame(firm.orders)[:16], digests.of_frame(firm.customers)[:16])"
    )
    plain = {**os.environ, "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=plain, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["273a2d9fda7ae5c9", "9ba2cc29f8cfd9d9"]


@pytest.mark.parametrize("part", ["exercise", "trainee", "class_id"])
def test_every_part_of_the_key_changes_the_data(part):
    other = Variant(**{**ANA.__dict__, part: "other"})
    assert fingerprint(other) != fingerprint(ANA)


def test_the_language_does_not_change_the_data():
    assert fingerprint(Variant("ex04-rfm", "ana", "self-study", "zh")) == fingerprint(ANA)


def test_parts_cannot_run_into_one_another():
    assert fingerprint(Variant("ab", "c", "d", "en")) != fingerprint(Variant("a", "bc", "d", "en"))


def test_hidden_variants_differ_from_the_public_one_and_from_each_other():
    prints = {fingerprint(one) for one in [ANA, *ANA.hidden(20, salt="practice")]}
    assert len(prints) == 21


def test_hidden_variants_depend_on_the_salt():
    assert fingerprint(ANA.hidden(1, salt="a")[0]) != fingerprint(ANA.hidden(1, salt="b")[0])


def test_two_trainees_share_no_hidden_variant():
    ben = Variant("ex04-rfm", "ben", "self-study", "en")
    ours = {fingerprint(one) for one in ANA.hidden(10, salt="s")}
    assert ours.isdisjoint(fingerprint(one) for one in ben.hidden(10, salt="s"))


def test_the_grader_decides_before_the_hub_and_the_local_setting(monkeypatch, tmp_path):
    (tmp_path / variants.SETTINGS).write_text('trainee = "local"\n', encoding="utf-8")
    for environment, expected in [
        ({"COURSEKIT_TRAINEE": "graded", "JUPYTERHUB_USER": "hub"}, "graded"),
        ({"JUPYTERHUB_USER": "hub"}, "hub"),
        ({}, "local"),
    ]:
        monkeypatch.setattr(variants, "_at_start", environment)
        assert variants.trainee_name(tmp_path) == expected


def test_nobody_in_particular_is_guest(monkeypatch, tmp_path):
    monkeypatch.setattr(variants, "_at_start", {})
    monkeypatch.setattr(variants, "_upwards", lambda start: [tmp_path])
    assert variants.trainee_name() == "guest"


def test_a_notebook_cannot_become_somebody_else(monkeypatch):
    monkeypatch.setattr(variants, "_at_start", {"COURSEKIT_TRAINEE": "ana"})
    monkeypatch.setenv("COURSEKIT_TRAINEE", "ben")
    assert variants.trainee_name() == "ana"


def test_a_released_exercise_names_its_class(monkeypatch, tmp_path):
    monkeypatch.setattr(variants, "_at_start", {})
    (tmp_path / variants.CLASS_FILE).write_text("class-7\n", encoding="utf-8")
    below = tmp_path / "ex04-rfm"
    below.mkdir()
    assert variants.class_id(below) == "class-7"


def test_mine_sets_the_language_of_messages(monkeypatch):
    monkeypatch.setattr(messages, "_current", "en")
    assert variants.mine("ex04-rfm", language="zh").language == "zh"
    assert messages.current_language() == "zh"


def test_a_guest_in_a_class_is_told_to_give_a_name_before_working_on_another_s_data(monkeypatch, tmp_path):
    (tmp_path / variants.CLASS_FILE).write_text("spring\n")
    monkeypatch.chdir(tmp_path)
    variants.start_as({})
    try:
        with pytest.raises(UsageError, match=r"class 'spring'.*your id.*--as"):
            variants.mine("ex04-rfm", language="en")
        (tmp_path / variants.SETTINGS).write_text('trainee = "ana"\n')
        assert variants.mine("ex04-rfm", language="en") == Variant("ex04-rfm", "ana", "spring", "en")
        variants.start_as({variants.TRAINEE_VARIABLE: "guest"})
        assert variants.mine("ex04-rfm", language="en").trainee == "guest"
    finally:
        variants.start_as(os.environ)
        messages.set_language("en")
