"""Collecting: every notebook reaches its trainee, every file is accounted for, nothing is written elsewhere."""

from __future__ import annotations

import io
import json
import os
import stat
import time
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from grading_courses import RIGHT, WRONG, answered, notebook, plain
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CourseFolderError, UsageError
from coursekit.grading.archive import files_in
from coursekit.grading.collect import People, Row, collect
from coursekit.grading.course import Course, open_course

ROSTER = "id,first_name,last_name,email\nana,Ana,Lopez,ana@example.org\nben2,Ben,Stone,\nzs01,三,张,\ns-1,,,\ns-1-b,,,\n"
PEOPLE = People(
    {
        "ana": {"first_name": "Ana", "last_name": "Lopez", "email": "ana@example.org"},
        "ben2": {"first_name": "Ben", "last_name": "Stone"},
        "zs01": {"first_name": "三", "last_name": "张"},
        "s-1": {},
        "s-1-b": {},
    }
)


@pytest.fixture
def listed(course: Course) -> Course:
    (course.root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return open_course(course.root)


def work(course: Course, answers: dict[str, str], name: str = "squares") -> bytes:
    path = course.folder("release", ".", "ps1") / f"{name}.ipynb"
    return json.dumps(answered(json.loads(path.read_bytes()), answers)).encode()


def put(folder: Path, name: str, content: bytes, changed: str = "2026-11-01T10:00:00+00:00") -> None:
    from datetime import datetime

    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    seconds = datetime.fromisoformat(changed).timestamp()
    os.utime(path, (seconds, seconds))


def packed(target: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target


def submitted(course: Course, student: str, name: str = "squares.ipynb") -> Path:
    return course.folder("submitted", student, "ps1") / name


@pytest.mark.parametrize(
    "name",
    [
        "ana/ps1/squares.ipynb",
        "ana/squares.ipynb",
        "ana.ipynb",
        "ANA.IPYNB",
        "ps1_ana.ipynb",
        "ana_squares.ipynb",
        "squares (ana).ipynb.txt",
        "Ana Lopez_12345_assignsubmission_file_/squares.ipynb",
        "Ana Lopez_12345_assignsubmission_file_squares.ipynb",
        "Lopez Ana_99_assignsubmission_file/x.ipynb",
        "ana@example.org.ipynb",
        "week 3/group B/ana/final/squares.ipynb",
    ],
)
def test_the_trainee_is_recognised(listed: Course, tmp_path: Path, name: str) -> None:
    put(tmp_path / "in", name, work(listed, RIGHT))
    [row] = collect(listed, "ps1", tmp_path / "in")
    assert (row.student, row.notebook, row.status) == ("ana", "squares", "collected")
    assert submitted(listed, "ana").read_bytes() == work(listed, RIGHT)
    assert submitted(listed, "ana", "timestamp.txt").read_text() == "2026-11-01 10:00:00 UTC"


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("张三_77_assignsubmission_file_/x.ipynb", "zs01"),
        ("张三.ipynb", "zs01"),
        ("ps1_s-1-b.ipynb", "s-1-b"),
        ("ps1_s-1.ipynb", "s-1"),
        ("ben2/ana.ipynb", "ben2"),
        ("anabel.ipynb", ""),
        ("ben.ipynb", ""),
        ("ana_ben2.ipynb", ""),
    ],
)
def test_an_id_is_a_whole_word_and_the_longest_wins(path: str, owner: str) -> None:
    assert PEOPLE.owner(PurePosixPath(path))[0] == owner


@given(st.lists(st.text(min_size=1, max_size=60).filter(lambda s: "\0" not in s), min_size=1, max_size=4))
def test_any_path_has_one_owner_or_none(parts: list[str]) -> None:
    owner, why = PEOPLE.owner(PurePosixPath(*parts))
    assert (owner in PEOPLE.ids.values()) != bool(why)


def test_a_zip_with_chinese_names_from_windows_is_read(listed: Course, tmp_path: Path) -> None:
    name = "张三_77_assignsubmission_file_/squares.ipynb"
    entry = zipfile.ZipInfo("x" * len(name.encode("gbk")))
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr(entry, work(listed, RIGHT))
    raw = (tmp_path / "in.zip").read_bytes().replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    (tmp_path / "in.zip").write_bytes(raw)
    [row] = collect(listed, "ps1", tmp_path / "in.zip")
    assert (row.file, row.student) == (name, "zs01")


def test_zips_inside_a_zip_are_read(listed: Course, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("squares.ipynb", work(listed, RIGHT))
    [row] = collect(
        listed,
        "ps1",
        packed(tmp_path / "in.zip", {"Ana Lopez_1_assignsubmission_file_/my work.zip": inner.getvalue()}),
    )
    assert (row.student, row.status) == ("ana", "collected")


def test_the_newest_version_is_graded_and_the_older_kept_dated(listed: Course, tmp_path: Path) -> None:
    put(tmp_path / "in", "ana/squares.ipynb", work(listed, WRONG), "2026-11-01T10:00:00+00:00")
    put(tmp_path / "in", "ana/squares (1).ipynb", work(listed, RIGHT), "2026-11-02T10:00:00+00:00")
    rows = {row.file: row.status for row in collect(listed, "ps1", tmp_path / "in")}
    assert rows == {"ana/squares.ipynb": "older version", "ana/squares (1).ipynb": "collected"}
    assert submitted(listed, "ana").read_bytes() == work(listed, RIGHT)
    older = listed.root / "submitted-older" / "ana" / "ps1" / "squares.2026-11-01T10-00-00.ipynb"
    assert older.read_bytes() == work(listed, WRONG)


def test_collecting_again_changes_nothing(listed: Course, tmp_path: Path) -> None:
    put(tmp_path / "in", "ana/squares.ipynb", work(listed, RIGHT))
    collect(listed, "ps1", tmp_path / "in")
    assert [row.status for row in collect(listed, "ps1", tmp_path / "in")] == ["same as before"]
    assert not (listed.root / "submitted-older").exists()


def test_a_later_collection_replaces_and_an_earlier_one_does_not(listed: Course, tmp_path: Path) -> None:
    put(tmp_path / "one", "ana.ipynb", work(listed, WRONG), "2026-11-02T10:00:00+00:00")
    put(tmp_path / "two", "ana.ipynb", work(listed, RIGHT), "2026-11-03T10:00:00+00:00")
    put(tmp_path / "three", "ana.ipynb", work(listed, {}), "2026-11-01T10:00:00+00:00")
    collect(listed, "ps1", tmp_path / "one")
    collect(listed, "ps1", tmp_path / "two")
    [row] = collect(listed, "ps1", tmp_path / "three")
    assert row.status == "older version"
    assert submitted(listed, "ana").read_bytes() == work(listed, RIGHT)
    assert len(list((listed.root / "submitted-older" / "ana" / "ps1").iterdir())) == 2


def test_files_beside_the_notebook_come_along_and_others_are_reported(listed: Course, tmp_path: Path) -> None:
    put(tmp_path / "in", "ana/squares.ipynb", work(listed, RIGHT))
    put(tmp_path / "in", "ana/data/own.csv", b"1")
    put(tmp_path / "in", "readme.txt", b"hello")
    rows = {row.file: (row.student, row.status) for row in collect(listed, "ps1", tmp_path / "in")}
    assert rows["ana/data/own.csv"] == ("ana", "collected")
    assert rows["readme.txt"] == ("", "not collected")
    assert submitted(listed, "ana", "data/own.csv").read_bytes() == b"1"


def test_the_notebook_is_known_by_its_questions_whatever_its_name(listed: Course, tmp_path: Path) -> None:
    put(tmp_path / "in", "ana/final.ipynb", work(listed, {}, "cubes"))
    put(tmp_path / "in", "ana/final2.ipynb", work(listed, {}, "squares"))
    rows = {row.file: row.notebook for row in collect(listed, "ps1", tmp_path / "in")}
    assert rows == {"ana/final.ipynb": "cubes", "ana/final2.ipynb": "squares"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("eve.ipynb", b"{}", "Nobody on the roster"),
        ("ana_ben2.ipynb", b"{}", "more than one trainee"),
        ("ana.ipynb", None, "another exercise"),
        ("ana/odd.ipynb", notebook([plain("code", "x", "1")]), "which notebook"),
        ("ana.ipynb", b"x" * 20_000_001, "larger than"),
    ],
)
def test_what_is_not_collected_has_a_reason(
    listed: Course, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    other = work(listed, {}).replace(b"square", b"other").replace(b"sums", b"o2").replace(b'"why"', b'"o3"')
    put(
        tmp_path / "in",
        name,
        content
        or other.replace(b'"setup"', b'"o4"')
        .replace(b'"task"', b'"o5"', 1)
        .replace(b'"grade_id": "task"', b'"grade_id": "o6"'),
    )
    [row] = collect(listed, "ps1", tmp_path / "in")
    assert row.status == "not collected"
    assert words in row.detail
    assert not (listed.root / "submitted").exists()


def test_another_exercise_of_the_course_is_not_collected_for_the_ids_that_both_have(
    listed: Course, tmp_path: Path
) -> None:
    path = listed.folder("release", ".", "ps1") / "squares.ipynb"
    other = json.loads(path.read_bytes())
    ids = [cell["metadata"]["nbgrader"] for cell in other["cells"] if cell["metadata"].get("nbgrader")]
    for number, mark in enumerate(ids[1:]):  # the first id is common to both
        mark["grade_id"] = f"other-{number}"
    assert len(ids) > 2
    put(tmp_path / "in", "ana.ipynb", json.dumps(other).encode())
    [row] = collect(listed, "ps1", tmp_path / "in")
    assert row.status == "not collected"
    assert "another exercise" in row.detail


def test_an_unreadable_notebook_is_collected_so_that_grading_tells_why(
    listed: Course, tmp_path: Path
) -> None:
    put(tmp_path / "in", "ana/squares.ipynb", b"{")
    [row] = collect(listed, "ps1", tmp_path / "in")
    assert row.status == "collected"
    assert "breaks off" in row.detail


def test_links_in_a_folder_are_not_followed(listed: Course, tmp_path: Path) -> None:
    put(tmp_path / "in", "x", b"")
    (tmp_path / "in" / "ana.ipynb").symlink_to(listed.root / "source" / "ps1" / "squares.ipynb")
    (tmp_path / "in" / "ben2").symlink_to(listed.root / "source" / "ps1")
    rows = collect(listed, "ps1", tmp_path / "in")
    assert {row.status for row in rows} == {"not collected"}
    assert not (listed.root / "submitted").exists()


def test_links_in_a_zip_are_not_followed(listed: Course, tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("ana.ipynb")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    [row] = collect(listed, "ps1", tmp_path / "in.zip")
    assert "link" in row.detail


@pytest.mark.parametrize(
    "name",
    [
        "../../ana/squares.ipynb",
        "/tmp/ana/squares.ipynb",
        "..\\..\\ana\\squares.ipynb",
        "ana/../../../ana/squares.ipynb",
    ],
)
def test_names_that_lead_out_of_the_archive_write_only_into_the_course(
    listed: Course, tmp_path: Path, name: str
) -> None:
    before = {path for path in tmp_path.rglob("*") if "demo" not in path.parts}
    collect(
        listed,
        "ps1",
        packed(
            tmp_path / "in.zip",
            {name: work(listed, RIGHT), name.replace("squares.ipynb", "../../../evil.txt"): b"x"},
        ),
    )
    after = {path for path in tmp_path.rglob("*") if "demo" not in path.parts}
    assert after - before == {tmp_path / "in.zip"}
    assert not list(listed.root.rglob("evil.txt")) or all(
        "submitted" in path.parts for path in listed.root.rglob("evil.txt")
    )
    assert submitted(listed, "ana").is_file()


def test_a_zip_bomb_is_not_unpacked(listed: Course, tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("ana.ipynb", "w") as stream,
    ):
        for _ in range(64):
            stream.write(bytes(1 << 22))
    [row] = collect(listed, "ps1", tmp_path / "in.zip")
    assert "larger than" in row.detail


def test_an_archive_larger_than_any_class_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.grading.archive.MOST_ENTRIES", 3)
    packed(tmp_path / "in.zip", {f"{n}.ipynb": b"" for n in range(5)})
    with pytest.raises(UsageError, match="more than 3 files"):
        list(files_in(tmp_path / "in.zip"))


def test_a_damaged_entry_is_reported_and_the_others_are_collected(listed: Course, tmp_path: Path) -> None:
    path = packed(
        tmp_path / "in.zip",
        {"ana/squares.ipynb": work(listed, RIGHT), "ben2/squares.ipynb": work(listed, WRONG)},
    )
    raw = bytearray(path.read_bytes())
    raw[100:140] = bytes(40)
    path.write_bytes(raw)
    rows = {row.student: row for row in collect(listed, "ps1", path)}
    assert "cannot be read" in rows["ana"].detail
    assert rows["ben2"].status == "collected"


def test_what_operating_systems_leave_about_is_passed_over(listed: Course, tmp_path: Path) -> None:
    names = [
        "__MACOSX/ana/._squares.ipynb",
        "ana/.ipynb_checkpoints/squares-checkpoint.ipynb",
        "ana/.DS_Store",
    ]
    assert collect(listed, "ps1", packed(tmp_path / "in.zip", dict.fromkeys(names, b"x"))) == []


@pytest.mark.parametrize(
    ("name", "content"), [("missing.zip", None), ("text.zip", b"hello"), ("cut.zip", b"PK\x03\x04")]
)
def test_what_is_no_folder_or_zip_is_refused(
    listed: Course, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match="folder or a zip"):
        collect(listed, "ps1", tmp_path / name)


def test_a_missing_roster_is_told(course: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseFolderError, match=r"roster.csv"):
        collect(course, "ps1", tmp_path)


def test_times_of_a_zip_are_those_of_this_place(listed: Course, tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("ana.ipynb", (2026, 7, 1, 12, 0, 0))
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr(entry, work(listed, RIGHT))
    collect(listed, "ps1", tmp_path / "in.zip")
    expected = time.strftime(
        "%Y-%m-%d %H:%M:%S UTC", time.gmtime(time.mktime((2026, 7, 1, 12, 0, 0, 0, 0, -1)))
    )
    assert submitted(listed, "ana", "timestamp.txt").read_text() == expected


def test_details_are_in_the_courses_language(listed: Course, tmp_path: Path) -> None:
    put(tmp_path / "in", "eve.ipynb", b"{}")
    [row] = collect(open_course(listed.root, language="zh"), "ps1", tmp_path / "in")
    assert row == Row("eve.ipynb", "", "", "not collected", row.detail)
    assert "名册" in row.detail
