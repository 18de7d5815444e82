"""A class of 24, from hand-out to feedback: right answers, other right answers, misconceptions, blanks, broken files.

Runs the same commands that an instructor types, in build/demo-class, and closes with a row for each trainee.
"""

from __future__ import annotations

import copy
import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.report.tables import print_table

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
EXERCISE = "ex04-rfm"
MUTANTS = ROOT / "tests" / "mutants" / "ex04"
NAMES = [
    "王芳",
    "李伟",
    "张敏",
    "刘洋",
    "陈静",
    "杨磊",
    "赵丽",
    "黄强",
    "周杰",
    "吴霞",
    "徐明",
    "孙燕",
    "Ana",
    "Bo",
    "Cai",
    "Dana",
    "Eli",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jun",
    "Kim",
    "Lea",
]

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What one sample trainee hands in, and what they did, in words."""

    story: str
    language: str
    make: Callable[[Notebook, Notebook], bytes]


def answered(
    changes: dict[str, str] | None = None, only: bool = False
) -> Callable[[Notebook, Notebook], bytes]:
    """The released notebook with the instructor's answers, save for ``changes`` by cell id; ``only`` these with ``only``."""

    def make(released: Notebook, source: Notebook) -> bytes:
        filled = copy.deepcopy(released)
        answers = {cell["id"]: cell["source"] for cell in source["cells"] if is_answer(cell)}
        for cell in filled["cells"]:
            if is_answer(cell):
                if not only:
                    cell["source"] = answers[cell["id"]]
                cell["source"] = (changes or {}).get(cell["id"], cell["source"])
        return encode(filled)

    return make


def is_answer(cell: Notebook) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def encode(notebook: Notebook) -> bytes:
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def without_tests(released: Notebook, source: Notebook) -> bytes:
    filled = json.loads(answered()(released, source))
    filled["cells"] = [cell for cell in filled["cells"] if not cell["id"].endswith("-test")]
    return encode(filled)


def truncated(released: Notebook, source: Notebook) -> bytes:
    return answered()(released, source)[:4000]


def cases() -> list[Case]:
    """24 of them; the misconceptions are those of ``tests/mutants``, one for each question."""
    questions = sorted(path.name for path in MUTANTS.iterdir() if path.is_dir())
    code = {
        kind: {
            q: [p.read_text(encoding="utf-8") for p in sorted((MUTANTS / q).glob(f"{kind}_*.py"))]
            for q in questions
        }
        for kind in ("right", "wrong")
    }
    wrong = [
        Case(
            f"misconception in {question}: {sorted((MUTANTS / question).glob('wrong_*.py'))[0].stem[6:].replace('_', ' ')}",
            ("en", "zh")[number % 2],
            answered({f"{question}-answer": code["wrong"][question][0]}),
        )
        for number, question in enumerate(questions)
    ][:12]
    first = questions[0]
    rest = [
        Case("all right, as the instructor", "en", answered()),
        Case("all right, as the instructor", "zh", answered()),
        Case(
            "all right, written differently",
            "en",
            answered({f"{q}-answer": code["right"][q][0] for q in questions}),
        ),
        Case(
            "all right, written differently again",
            "zh",
            answered({f"{q}-answer": code["right"][q][1] for q in questions}),
        ),
        Case("left everything blank", "en", answered(only=True)),
        Case("left everything blank", "zh", answered(only=True)),
        Case("a syntax error in one answer", "en", answered({f"{first}-answer": "answer = (1,\n"})),
        Case(
            "an answer that ends the process", "zh", answered({f"{first}-answer": "import os\nos._exit(0)\n"})
        ),
        Case("an answer that never ends", "en", answered({f"{first}-answer": "while True:\n    pass\n"})),
        Case("deleted the test cells", "zh", without_tests),
        Case("a file cut off while copying", "en", truncated),
        Case("an empty file", "zh", lambda released, source: b""),
    ]
    return (rest[:4] + wrong + rest[4:])[:24]


def coursekit(*arguments: str, fine: tuple[int, ...] = (0,), read: bool = False) -> str:
    """Run a command as its user would, showing it; returns what it printed when ``read``."""
    if not read:
        print(f"\n$ coursekit {' '.join(arguments)}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "coursekit", *arguments],
        stdout=subprocess.PIPE if read else None,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if done.returncode not in fine:
        sys.exit(f"demo: 'coursekit {' '.join(arguments)}' ended with status {done.returncode}")
    return done.stdout or ""


def main(build: Path = BUILD) -> list[dict[str, Any]]:
    """Run the demonstration in ``build``; returns the rows of ``coursekit grade --json``."""
    classroom, inbox, scores = (build / name for name in ("demo-class", "demo-inbox", "demo-scores.csv"))
    for folder in (classroom, inbox):
        shutil.rmtree(folder, ignore_errors=True)
    build.mkdir(exist_ok=True)
    os.chdir(ROOT)
    course = ("--course", shown(classroom))
    coursekit("class", "init", shown(classroom), "--id", "demo")
    roster = [(f"t{number:02d}", name) for number, name in enumerate(NAMES, start=1)]
    with (classroom / "roster.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows((trainee, name, "", "") for trainee, name in roster)
    coursekit("release", EXERCISE, *course)
    stories = {}
    for (trainee, _), case in zip(roster, cases(), strict=True):
        released, source = (
            json.loads(
                (classroom / step / case.language / EXERCISE / f"{EXERCISE}.ipynb").read_text(
                    encoding="utf-8"
                )
            )
            for step in ("release", "solutions")
        )
        target = inbox / case.language / trainee / EXERCISE / f"{EXERCISE}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(case.make(released, source))
        stories[trainee] = f"{case.story} ({case.language})"
    for language in ("en", "zh"):
        coursekit("collect", EXERCISE, shown(inbox / language), *course, "--lang", language)
    coursekit("grade", EXERCISE, *course, "--timeout", "10", fine=(0, 1))
    coursekit("feedback", EXERCISE, *course)
    coursekit("report", *course, "--csv", shown(scores))
    again = coursekit("grade", EXERCISE, *course, "--timeout", "10", "--json", fine=(0, 1), read=True)
    rows = [
        row | {"name": dict(roster)[row["student"]], "story": stories[row["student"]]}
        for row in map(json.loads, again.splitlines()[:-1])
    ]
    rows.sort(key=lambda row: str(row["student"]))
    print_table(
        ["trainee", "name", "handed in", "points", "explained by"],
        [
            (
                row["student"],
                row["name"],
                row["story"],
                "–" if row["score"] is None else f"{row['score']:g} / {row['max_score']:g}",
                row["reason"]
                or ("full marks" if row["score"] == row["max_score"] else "see the feedback page"),
            )
            for row in rows
        ],
        title=f"{len(rows)} submissions",
    )
    pages = " and ".join(shown(classroom / "feedback" / language) for language in ("en", "zh"))
    print(f"Feedback pages: {pages}; scores: {shown(scores)}")
    return rows


def shown(path: Path) -> str:
    """A path as an instructor would type it from the course's folder."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    main()
