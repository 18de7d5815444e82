"""A disk that is really full: a small one is mounted, filled to a few kilobytes, graded on, and given room again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from grading_courses import RIGHT, WRONG, gradebook_rows, submit

from coursekit.grading import kernel
from coursekit.grading.course import Course, open_course

DISK = 4 << 20
ROOM = (0, 24, 96)  # kilobytes that are left when grading begins
NAMES = {"ana": RIGHT, "ben": WRONG, "cai": RIGHT}
GRADE = [
    sys.executable,
    "-c",
    "from coursekit.cli import main; main()",
    "grade",
    "ps1",
    "--isolation",
    "process",
]


def on_a_small_disk(place: Path, made: Path, room: int) -> dict[str, object]:
    """In a process of its own: mount the disk, fill it, grade; make room, grade again."""
    kernel.unshare(kernel.NEWNS)
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", str(place), "tmpfs", 0, f"size={DISK},mode=0777")
    root, filler = place / "demo", place / "filler"
    shutil.copytree(made, root)
    before = gradebook_rows(open_course(root))
    free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
    filler.write_bytes(bytes(max(free - (room << 10), 0)))
    full = subprocess.run([*GRADE, "--course", str(root)], capture_output=True, text=True, check=False)
    kept = gradebook_rows(open_course(root))
    filler.unlink()
    again = subprocess.run(
        [*GRADE, "--course", str(root), "--json"], capture_output=True, text=True, check=False
    )
    rows = [json.loads(line) for line in again.stdout.splitlines()]
    scores = {row["student"]: row["score"] for row in rows if row.get("notebook") == "squares"}
    left = [path.name for path in (root / "autograded").rglob(".*")]
    return {
        "status": full.returncode,
        "said": full.stderr,
        "kept": kept != before,
        "scores": scores,
        "left": left,
    }


@pytest.mark.parametrize("room", ROOM)
def test_grading_on_a_full_disk_says_so_and_loses_nothing(course: Course, tmp_path: Path, room: int) -> None:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs Linux and root")
    for name, answers in NAMES.items():
        submit(course, name, answers)
    place = tmp_path / "disk"
    place.mkdir()
    code = (
        "import json, runpy, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "import conftest\nimport test_full_disk as here\n"
        "print(json.dumps(here.on_a_small_disk(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))))"
    )
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, here, str(place), str(course.root), str(room)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "PermissionError" in done.stderr:
        pytest.skip("this machine lets nobody mount a disk")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    if found["status"]:
        assert found["status"] == 2, found
        assert found["said"].startswith("coursekit: "), found
        assert "Traceback" not in found["said"]
        assert any(word in found["said"] for word in ("full", "Cannot write", "No space")), found
    assert found["scores"] == {"ana": 3.5, "ben": 0.0, "cai": 3.5}
    assert found["left"] == []
