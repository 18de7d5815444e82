"""The unit of work: one submission in, one outcome out, in a checker process of its own."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursekit.data import variants
from coursekit.errors import CourseKitError
from coursekit.grading.cells import Trusted, role
from coursekit.grading.checker import Checker
from coursekit.grading.decoding import Decoder
from coursekit.grading.execution import Execution
from coursekit.grading.groups import copy_points
from coursekit.grading.link import Link
from coursekit.grading.marks import grade_id
from coursekit.grading.names import Names, names
from coursekit.grading.preload import not_run_by_checker
from coursekit.grading.protocol import Channel, Message
from coursekit.grading.shell import fresh_event_loop, quiet_descriptors
from coursekit.grading.submission import CellScore, Isolation, Limits, Outcome, Submission
from coursekit.grading.values import Encoder
from coursekit.grading.written import written
from coursekit.messages import text

MAX_MESSAGE = 2 << 30


def pack(thing: Submission | Outcome | Limits) -> Message:
    """A submission, outcome or limits as a message between trusted processes."""
    encoder = Encoder()
    return Message({"value": encoder.encode(asdict(thing))}, encoder.buffers)


def unpack_submission(message: Message) -> Submission:
    """The submission that :func:`pack` packed."""
    return Submission(**Decoder(message.buffers).decode(message.header["value"]))


def unpack_outcome(message: Message) -> Outcome:
    """The outcome that :func:`pack` packed."""
    found = Decoder(message.buffers).decode(message.header["value"])
    found["scores"] = tuple(CellScore(**score) for score in found["scores"])
    return Outcome(**found)


def main(shell: Any, sock: socket.socket) -> None:
    """The life of one checker process. Never returns."""
    status = 1
    try:
        quiet_descriptors()
        channel = Channel(sock, MAX_MESSAGE)
        order = channel.receive()
        submission = unpack_submission(channel.receive())
        limits = Limits(**Decoder(order.buffers).decode(order.header["limits"]))
        before = set(sys.modules)
        outcome, needed = _grade(shell, submission, limits, order.header, channel)
        if order.header["checks"] == "calibrate":
            met = [name for name in list(sys.modules) if name not in before]
            told = _imported(submission.reference) - before  # what is loaded later would hint at the answers
            channel.send(Message({"met": {"checker": met, "worker": [] if told else needed}}))
        channel.send(pack(outcome))
        status = 0
    except BaseException as error:
        with contextlib.suppress(Exception):
            channel.send(Message({"fault": f"{type(error).__name__}: {error}"[:500]}))
    finally:
        os._exit(status)


def _grade(
    shell: Any, submission: Submission, limits: Limits, order: Mapping[str, Any], channel: Channel
) -> tuple[Outcome, list[str]]:
    """The outcome, and the modules that a calibrated run turned out to need in the worker."""
    from coursekit.grading.intake import Ungradable, graft

    started = time.monotonic()
    level: Isolation = order["isolation"]
    blank = Outcome(submission.student, submission.assignment, submission.notebook, isolation=level)
    try:
        grafted = graft(submission.source, submission.submitted, submission.language)
    except Ungradable as error:
        return replace(blank, reason=str(error), seconds=time.monotonic() - started), []
    except CourseKitError as error:
        reason = text("engine.ungradable_source", submission.language, problem=str(error))
        return replace(blank, reason=reason, seconds=time.monotonic() - started), []
    _prepare(submission, order["directory"])

    def connect(copies: int) -> Link:
        channel.send(Message({"need": "worker", "copies": copies}))
        _, descriptors, _, _ = socket.recv_fds(channel.sock, 1, 2)
        link = Link(socket.socket(fileno=descriptors[0]), descriptors[1], limits)
        link.start(submission)
        return link

    reference = _reference(submission.reference)
    permitted = frozenset(name for found in reference.values() for name in found.methods)
    cells, trusted = list(grafted.notebook.cells), _trusted(submission.source)
    not_run = _not_run(submission.source)
    copies = copy_points(cells, _run_by_both(submission.source), reference)
    execution = Execution(cells, connect, limits, submission.language, copies, permitted)
    checker = Checker(
        shell,
        execution,
        trusted,
        reference,
        order["checks"],
        frozenset(order["inside"]),
        not_run,
        _written(submission.reference),
        set(submission.files.keys() - set(submission.instructor_files)),
    )
    scores = checker.grade()
    outcome = replace(
        blank,
        scores=tuple(scores),
        repairs=grafted.repairs,
        incidents=tuple(execution.incidents),
        autograded=json.dumps(grafted.notebook, ensure_ascii=False, indent=1).encode("utf-8", "replace")
        + b"\n",
        seconds=time.monotonic() - started,
    )
    return outcome, checker.needed


def _prepare(submission: Submission, directory: str) -> None:
    """The checker's own folder with the data files, and what it alone may know.

    Modules are imported only from the instructor's files: one that was handed in would run among the tests.
    """
    work, library = Path(directory, "work"), Path(directory, "library")
    for name, content in submission.files.items():
        if not Path(name).is_absolute() and ".." not in Path(name).parts:
            for folder in (work, library) if name in submission.instructor_files else (work,):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    work.mkdir(exist_ok=True)
    os.chdir(work)
    os.environ.update(submission.environment)
    os.environ.update(submission.secrets)
    variants.start_as(os.environ)
    sys.path[:] = [str(library), *[entry for entry in sys.path if entry not in ("", ".")]]
    fresh_event_loop()


def _cells(notebook: bytes) -> list[Any]:
    from nbformat import from_dict

    found = json.loads(notebook.decode("utf-8-sig")).get("cells", []) if notebook else []
    for cell in found:
        cell["source"] = "".join(cell.get("source", ""))
    return [from_dict(cell) for cell in found]


@lru_cache(maxsize=8)
def _trusted(source: bytes) -> Trusted:
    """The instructor's code cells that are no answers: these run in the checker as well."""
    from coursekit.grading.intake import instructors

    return frozenset((c.id, c.source) for c in instructors(source) if role(c) in ("locked", "own"))


def _run_by_both(source: bytes) -> Trusted:
    return frozenset((name, text) for name, text in _trusted(source) if text not in _not_run(source))


@lru_cache(maxsize=8)
def _not_run(source: bytes) -> frozenset[str]:
    return not_run_by_checker(source)


@lru_cache(maxsize=8)
def _reference(answered: bytes) -> Mapping[str, Names]:
    """What the instructor's answers do to names, by grade id."""
    return {grade_id(cell): names(cell["source"]) for cell in _cells(answered) if role(cell) == "answer"}


@lru_cache(maxsize=8)
def _written(answered: bytes) -> frozenset[str]:
    """Files that the instructor's answers write, perhaps by functions of other cells."""
    cells = [cell for cell in _cells(answered) if role(cell) != "text"]
    answers = [cell["source"] for cell in cells if role(cell) == "answer"]
    return written(answers, [cell["source"] for cell in cells if role(cell) != "answer"])


def _imported(answered: bytes) -> set[str]:
    """Modules that the instructor's answers name in import statements."""
    statements = [ast.parse(text).body[0] for does in _reference(answered).values() for text in does.imports]
    found = {alias.name for s in statements if isinstance(s, ast.Import) for alias in s.names}
    return found | {s.module or "" for s in statements if isinstance(s, ast.ImportFrom)}


def study(source: bytes, answered: bytes) -> None:
    """Read an exercise once: its submissions' processes inherit what was told from the instructor's cells."""
    from coursekit.grading.intake import graft

    with contextlib.suppress(Exception):  # what is wrong with it, each submission tells
        cells = list(graft(source, source).notebook.cells)
        copy_points(cells, _run_by_both(source), _reference(answered))
        _written(answered)
