"""What a worker process of a Dask cluster runs: one submission in, its outcome out, by engines that stay warm."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from coursekit.grading import protocol
from coursekit.grading.engine import Engine
from coursekit.grading.preload import Preload
from coursekit.grading.submission import Isolation, Limits
from coursekit.grading.unit import MAX_MESSAGE, pack, unpack_submission
from coursekit.grading.walls import full_problem, no_walls


@dataclass(frozen=True)
class Settings:
    """How the engines of a run grade; the same on all machines."""

    isolation: Isolation
    limits: Limits
    checks: str


def require_walls(isolation: Isolation) -> None:
    """On a worker: raise CourseKitError when its machine cannot give the walls."""
    if isolation == "full" and (problem := full_problem()):
        raise no_walls(problem)


def grade_bytes(packed: bytes, settings: Settings, modules: Preload) -> bytes:
    """On a worker: one submission in, its outcome out, as the bytes that trusted processes exchange."""
    submission = unpack_submission(protocol.unpacked(packed, MAX_MESSAGE))
    with _engines.one(settings, modules) as engine:
        (outcome,) = engine.grade([submission])
    return protocol.pack(pack(outcome))


class _Engines:
    """The warm engines of a worker process, one for each thread that grades; others than needed make room."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[object, Engine]] = []
        # The outer wall ends with the thread that built it, and Dask's own threads come and go.
        self._builder = ThreadPoolExecutor(1, "coursekit-engines")

    @contextmanager
    def one(self, settings: Settings, modules: Preload) -> Iterator[Engine]:
        """An engine with these settings and libraries, for this thread alone. One that fails is not kept."""
        kind = (settings, modules)
        with self._lock:
            others = [engine for kept, engine in self._idle if kept != kind]
            self._idle = [kept for kept in self._idle if kept[0] == kind]
            engine = self._idle.pop()[1] if self._idle else None
        for other in others:
            other.close()
        if engine is None:
            engine = self._builder.submit(_start, settings, modules).result()
        try:
            yield engine
        except BaseException:
            engine.close()
            raise
        with self._lock:
            self._idle.append((kind, engine))


def _start(settings: Settings, modules: Preload) -> Engine:
    return Engine(1, settings.isolation, settings.limits, settings.checks, modules).__enter__()


_engines = _Engines()
