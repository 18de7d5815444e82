"""Random edits of a notebook, random changes of a value and random replies: read, or refused, never anything else."""

from __future__ import annotations

import copy
import datetime as dt
import json
import socket
import threading
import types
from collections.abc import Callable
from typing import Any

import nbformat
import numpy as np
import pandas as pd
from grading_notebooks import cell, notebook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.grading.decoding import Decoder
from coursekit.grading.foreign import is_foreign
from coursekit.grading.intake import Ungradable, graft
from coursekit.grading.outputs import clean, nodes
from coursekit.grading.protocol import Channel, Message, ProtocolError
from coursekit.grading.proxies import Proxy
from coursekit.grading.remote import Remote, WorkStopped
from coursekit.grading.values import Encoder

# Notebooks

SOURCE = notebook(
    cell("import math", "setup", "locked"),
    cell("def f(x):\n    raise NotImplementedError", "f", "answer"),
    cell("assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(7) == 14\n### END HIDDEN TESTS", "f-test", "test", 2),
    cell("Say why.", "why", "manual", 3, "markdown"),
    cell("x = None", "x", "answer"),
    cell("assert x == 1", "x-test", "test", 1),
)  # fmt: skip
ORIGINAL = json.loads(SOURCE)["cells"]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["cell_type", "id", "metadata", "source", "outputs", "attachments", "execution_count"])
MARKS = st.sampled_from(
    ["grade", "solution", "locked", "task", "points", "grade_id", "schema_version", "checksum"]
)
NAMES = st.sampled_from(["setup", "f", "f-test", "why", "x", "x-test", "", "f "])
EDITS = st.one_of(
    st.tuples(st.just("drop"), st.integers(0, 9), st.none(), st.none()),
    st.tuples(st.just("copy"), st.integers(0, 9), st.integers(0, 9), st.none()),
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 9), st.none()),
    st.tuples(st.just("type"), st.integers(0, 9), st.sampled_from(["code", "markdown", "raw", "html", ""]), st.none()),
    st.tuples(st.just("write"), st.integers(0, 9), st.text(max_size=30), st.none()),
    st.tuples(st.just("key"), st.integers(0, 9), KEYS, JUNK),
    st.tuples(st.just("mark"), st.integers(0, 9), MARKS, JUNK | NAMES),
    st.tuples(st.just("bare"), st.integers(0, 9), st.none(), st.none()),
)  # fmt: skip


def edited(cells: list[Any], edit: tuple[str, int, Any, Any]) -> None:
    """One edit that a person or an editor could make, or nobody would."""
    kind, at, what, value = edit
    if not cells:
        return
    one = cells[at % len(cells)]
    if kind == "drop":
        cells.remove(one)
    elif kind == "copy":
        cells.insert(what, copy.deepcopy(one))
    elif kind == "move":
        cells.remove(one)
        cells.insert(what, one)
    elif kind == "type":
        one["cell_type"] = what
    elif kind == "write":
        one["source"] = what
    elif kind == "key":
        one[what] = value
    elif kind == "bare":
        one["metadata"] = {}
    elif isinstance(one.get("metadata"), dict) and isinstance(one["metadata"].get("nbgrader"), dict):
        one["metadata"]["nbgrader"][what] = value


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, max_size=8))
def test_whatever_was_edited_the_instructors_cells_are_the_instructors(
    edits: list[tuple[str, int, Any, Any]],
) -> None:
    held = json.loads(SOURCE)
    for edit in edits:
        edited(held["cells"], edit)
    try:
        grafted = graft(SOURCE, json.dumps(held).encode())
    except Ungradable:
        return
    nbformat.validate(grafted.notebook)
    marked = [c for c in grafted.notebook.cells if "nbgrader" in c.metadata]
    assert [c.metadata.nbgrader.grade_id for c in marked] == [c["id"] for c in ORIGINAL]
    for found, original in zip(marked, ORIGINAL, strict=True):
        assert found.metadata.nbgrader.get("points") == original["metadata"]["nbgrader"].get("points")
        if original["metadata"]["nbgrader"]["locked"]:
            assert (found.source, found.cell_type) == (original["source"], original["cell_type"])


# Values

SEEDS: list[Any] = [
    [1, 2.5, "x", None, True, (1, 2), {3}, frozenset([4]), {"a": [1]}, b"ab", 1 << 80, complex(1, 2), range(3)],
    [dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, tzinfo=dt.UTC), dt.timedelta(1), slice(1, 2)],
    [np.arange(6.0).reshape(2, 3), np.int8(3), np.array(["a", None], dtype=object), np.dtype("f4")],
    pd.DataFrame({"n": [1, 2], "t": ["a", "b"], "d": pd.to_datetime(["2026-01-01", None]), "c": pd.Categorical(["u", "v"])}),
    pd.Series([1, None], dtype="Int64", index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None])),
    [pd.Timestamp("2026-01-01", tz="Europe/Rome"), pd.Period("2026-01", "M"), pd.Interval(0, 1), pd.NaT, pd.NA],
    pd.DataFrame({"i": pd.arrays.IntervalArray.from_breaks([0, 1, 2])}, index=pd.period_range("2026", periods=2, freq="D")),
]  # fmt: skip
TAGS = st.sampled_from([
    "l", "t", "d", "set", "i", "f", "b", "np", "npo", "nps", "frame", "series", "index", "multi", "category", "tz", "object",
    "string", "masked", "arrow", "interval", "period", "timestamp", "ext", "dtype", "npdtype", "namedtuple", "default",
    "decimal", "fraction", "range", "h", "module", "<f8", "|O", "<M8[ns]", "|V4", "column",
])  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.one_of(TAGS, st.none(), st.booleans(), st.integers(-(1 << 70), 1 << 70), st.floats(), st.text(max_size=6),
                  st.just([]), st.just(["l"]), st.just(["i", "f" * 60_000]), st.just({"a": 1})),
        st.sampled_from(["put", "drop", "double", "wrap"]),
    ),
    min_size=1, max_size=5,
)  # fmt: skip
PLAIN = (
    type(None), bool, int, float, str, bytes, bytearray, list, tuple, dict, set, frozenset, complex, range, slice, dt.date,
    dt.time, dt.timedelta, np.ndarray, np.generic, np.dtype, pd.DataFrame, pd.Series, pd.Index, pd.Interval, pd.Period,
    type(pd.NaT), type(pd.NA), pd.api.extensions.ExtensionArray, pd.api.extensions.ExtensionDtype,
)  # fmt: skip


def places(tree: Any) -> list[tuple[list[Any], int]]:
    """Every list of the tree with every position in it."""
    found, waiting = [], [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            found += [(one, at) for at in range(len(one))]
            waiting += one
    return found


def changed(tree: Any, where: int, what: Any, how: str) -> None:
    spots = places(tree)
    if not spots:
        return
    held, at = spots[where % len(spots)]
    if how == "put":
        held[at] = copy.deepcopy(what)
    elif how == "drop":
        del held[at]
    elif how == "double":
        held.insert(at, copy.deepcopy(held[at]))
    else:
        held[at] = [held[at], copy.deepcopy(what)]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), CHANGES, st.integers(0, 64))
def test_a_value_changed_on_its_way_is_plain_or_refused(
    seed: Any, changes: list[tuple[int, Any, str]], cut: int
) -> None:
    encoder = Encoder()
    tree = copy.deepcopy(encoder.encode(seed))
    for where, what, how in changes:
        changed(tree, where, what, how)
    buffers = [buffer[: len(buffer) - cut % 9] for buffer in encoder.buffers]
    try:
        found = Decoder(buffers).decode(tree)
    except ProtocolError:
        return
    assert isinstance(found, PLAIN) or type(found).__module__ in (
        "decimal",
        "fractions",
        "collections",
        "builtins",
    )
    assert not callable(found) or isinstance(found, PLAIN)
    repr(found)  # what a test would do with it at least


# Replies

HEADERS = st.one_of(
    st.fixed_dictionaries({"ok": JUNK}),
    st.fixed_dictionaries({"ok": st.tuples(st.just("h"), st.integers(-1, 3), TAGS | st.sampled_from(["function", "class", "object", "exception"]),
                                           st.lists(st.lists(st.text(max_size=6), max_size=2), max_size=2) | JUNK,
                                           st.lists(st.sampled_from(["__call__", "__eq__", "__len__", "__iter__", "x"]), max_size=4) | JUNK,
                                           JUNK, JUNK).map(list)}),
    st.fixed_dictionaries({"error": st.fixed_dictionaries(
        {"classes": st.lists(st.sampled_from([["builtins", "ValueError"], ["builtins", "SystemExit"], ["os", "system"], ["x"], 3]), max_size=3),
         "text": st.text(max_size=9) | JUNK, "args": st.dictionaries(st.text(max_size=2), JUNK, max_size=2),
         "attributes": st.dictionaries(st.text(max_size=8), JUNK, max_size=2) | JUNK})}),
    st.fixed_dictionaries({"ok": JUNK, "changed": st.dictionaries(st.text(max_size=2), JUNK, max_size=2) | JUNK}),
    st.fixed_dictionaries({"uncrossable": JUNK}),
    st.fixed_dictionaries({"missing": JUNK}),
)  # fmt: skip


def finite(value: Any) -> Any:
    """Without what JSON cannot say."""
    text = json.dumps(value).replace("-Infinity", "0").replace("Infinity", "0").replace("NaN", "0")
    return json.loads(text)


def asked(header: dict[str, Any], ask: Callable[[Remote], Any]) -> Any:
    """What ``ask`` gives when the worker replies ``header`` to whatever it is asked."""
    mine, theirs = socket.socketpair()
    remote, other = Remote(Channel(mine)), Channel(theirs)

    def reply() -> None:
        other.receive()
        other.send(Message(header))
        other.close()

    worker = threading.Thread(target=reply)
    worker.start()
    try:
        return ask(remote)
    finally:
        worker.join()
        mine.close()


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(HEADERS, st.booleans())
def test_any_reply_is_a_value_a_stand_in_an_error_of_the_trainees_or_the_end(
    header: dict[str, Any], by_name: bool
) -> None:
    def ask(remote: Remote) -> Any:
        return remote.get("f") if by_name else remote.request({"op": "call", "on": 0}, ([1, 2],))

    found: Any = None
    raised: BaseException | None = None
    try:
        found = asked(finite(header), ask)
    except BaseException as error:
        raised = error
    if raised is not None:
        ends = isinstance(raised, WorkStopped) or (type(raised) is TypeError and "uncrossable" in header)
        assert ends or (is_foreign(raised) and not by_name)
        return
    if by_name:
        assert type(found) is tuple
        found = found[1]
    is_proxy = issubclass(type(found), Proxy) or (
        isinstance(found, type) and issubclass(found, BaseException)
    )
    assert is_proxy or isinstance(found, (*PLAIN, types.ModuleType))


# Outputs

MARKUP = st.lists(
    st.sampled_from(["<script>", "</script>", "<img src=x onerror=y>", "<b", "<", ">", "<!--", "-->", "<svg onload=y>", "<table>",
                     "<td title='x'>", "&lt;script&gt;", "<style>", "</style>", "javascript:", "\x1b]0;t\x07", "\ud800", "<a href=x>", "text", "\0",
                     "<![CDATA[", "]]>", "<?php", "<textarea>", "'", '"']),
    max_size=10,
).map("".join)  # fmt: skip
MIMES = st.sampled_from(
    [
        "text/plain",
        "text/html",
        "text/markdown",
        "text/latex",
        "image/png",
        "image/svg+xml",
        "application/javascript",
    ]
)
OUTPUTS = st.lists(
    st.fixed_dictionaries(
        {"output_type": st.sampled_from(["stream", "display_data", "execute_result", "error"]) | JUNK},
        optional={"name": MARKUP | JUNK, "text": MARKUP | JUNK, "data": st.dictionaries(MIMES, MARKUP | JUNK, max_size=3) | JUNK,
                  "metadata": JUNK, "execution_count": JUNK, "ename": MARKUP | JUNK, "evalue": MARKUP, "traceback": st.lists(MARKUP | JUNK, max_size=2) | JUNK},
    ) | JUNK,
    max_size=4,
)  # fmt: skip


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(OUTPUTS | JUNK)
def test_any_outputs_become_a_notebooks_and_nothing_that_runs(outputs: Any) -> None:
    found = nodes(clean(outputs))
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=found)])
    nbformat.validate(made)
    assert "\\u001b]" not in json.dumps(found)
    for output in found:
        for mime, content in output.get("data", {}).items():
            assert mime not in ("image/svg+xml", "application/javascript")
            if mime in ("text/html", "text/markdown"):
                assert not any(
                    tag in content.lower()
                    for tag in ("<script", "<img", "<svg", "<a ", "<style", "<textarea")
                )
