import shutil

import pandas as pd
import pytest

from coursekit import messages
from coursekit.data import company, digests, registry
from coursekit.errors import DataError


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A copy of the course's data sets, to be damaged."""
    monkeypatch.setattr(messages, "_current", "en")
    return shutil.copytree(registry.folder(), tmp_path / registry.FOLDER)


def bad(findings):
    return [one for one in findings if one.state != "fine"]


def test_everything_that_is_registered_is_as_it_was(place):
    found = registry.verify(place=registry.folder())
    assert bad(found) == []
    assert len(found) >= len(company.TABLES) + len(registry.SHIPPED) + 10


def test_every_table_of_the_company_is_registered():
    tables = dict(registry.data_sets()[0].tables)
    assert list(tables) == list(company.TABLES)


def test_every_data_set_has_a_card_with_licence_faults_and_claims():
    for one in registry.data_sets():
        card = (registry.folder() / one.card).read_text(encoding="utf-8")
        for heading in ("Source", "Licence", "Known faults", "claim"):
            assert heading in card, (one.name, heading)


def test_a_missing_file_says_so_and_how_to_mend_it(place):
    (place / "company-orders.csv").unlink()
    (found,) = bad(registry.verify(["company"], place))
    assert found.state == "missing"
    assert "company-orders.csv" in found.text
    assert "coursekit data build" in found.text


def test_an_altered_file_says_so(place):
    path = place / "company-orders.csv"
    path.write_bytes(path.read_bytes().replace(b"O0000002", b"O0000003", 1))
    (found,) = bad(registry.verify(["company"], place))
    assert (found.item, found.state) == ("company-orders.csv", "altered")


def test_build_mends_what_is_missing_or_altered(place):
    (place / "company-orders.csv").unlink()
    (place / "company-customers.csv").write_text("customer_id\n", encoding="utf-8")
    registry.build(place)
    assert bad(registry.verify(["company"], place)) == []


def test_another_generator_would_be_noticed(place):
    listed = (place / registry.REGISTRY).read_text(encoding="utf-8")
    digest = dict(registry.data_sets(place)[0].tables)["orders"]
    (place / registry.REGISTRY).write_text(listed.replace(digest, "0" * 64), encoding="utf-8")
    (found,) = bad(registry.verify(["company"], place))
    assert (found.item, found.state) == ("orders", "altered")


def test_a_package_that_is_not_installed_is_missing(place, monkeypatch):
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    (found,) = bad(registry.verify(["cdnow"], place))
    assert "make setup" in found.text


def test_findings_speak_chinese(place, monkeypatch):
    monkeypatch.setattr(messages, "_current", "zh")
    (place / "company-orders.csv").unlink()
    assert "找不到" in bad(registry.verify(["company"], place))[0].text


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(DataError, match="company, cdnow"):
        registry.verify(["milk-tea"])


def test_recording_unchanged_tables_changes_nothing(place):
    before = (place / registry.REGISTRY).read_text(encoding="utf-8")
    registry.record(place)
    assert (place / registry.REGISTRY).read_text(encoding="utf-8") == before


def test_shipped_files_hold_the_tables_values():
    written = pd.read_csv(registry.folder() / "company-orders.csv")
    orders = company.load().orders
    assert digests.of_frame(written[["order_id", "amount"]]) == digests.of_frame(
        orders[["order_id", "amount"]]
    )


def test_no_shipped_file_is_larger_than_two_megabytes():
    assert max(path.stat().st_size for path in registry.folder().iterdir()) < 2_000_000


def test_a_folder_outside_the_course_falls_back_to_the_source(tmp_path):
    assert registry.folder(tmp_path) == registry.folder()


def test_the_companys_card_lists_every_table_with_its_size():
    card = (registry.folder() / "company.md").read_text(encoding="utf-8")
    firm = company.load()
    for name in [*company.TABLES, *company.TRUTH]:
        assert f"| {name} | {len(firm.table(name)):,} |" in card, name


def test_the_companys_card_counts_the_planted_faults():
    card = (registry.folder() / "company.md").read_text(encoding="utf-8")
    for kind, count in company.load().true_dirt["kind"].value_counts().items():
        assert f"| {count} |" in card, kind
