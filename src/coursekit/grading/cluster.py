"""The same unit of work on a Dask cluster: bytes in, bytes out; see :mod:`cluster_worker` for the other end.

Dask carries only bytes and settings; what it brings back is decoded as an outcome and never unpickled by us. A
submission whose worker is lost goes to another one; its outcome is taken once.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from coursekit.errors import CourseKitError, UsageError
from coursekit.grading import protocol
from coursekit.grading.cluster_worker import Settings, grade_bytes, require_walls
from coursekit.grading.preload import preload_of
from coursekit.grading.submission import Outcome, Submission
from coursekit.grading.unit import MAX_MESSAGE, pack, unpack_outcome
from coursekit.messages import text

CONNECT_SECONDS = 5.0
FIRST_WORKER_SECONDS = 60.0  # a cluster that grows on demand starts its first worker only now
LOOK_SECONDS = 2.0  # between two looks at whether there is any worker left
AHEAD = 2  # submissions under way for each thread of the cluster, so that none waits for the next
ENDED = "its scheduler has ended"


class Cluster:
    """A connection to a Dask scheduler that grades. Use :func:`open_cluster`."""

    def __init__(self, client: Any, address: str, settings: Settings, at_a_time: int) -> None:
        self._client, self._address, self._settings, self._at_a_time = client, address, settings, at_a_time

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Outcome]:
        """Outcomes in the order in which they are ready; reads on in ``submissions`` as workers come free.

        Raises CourseKitError when the cluster goes away or a worker of it cannot grade.
        """
        waiting = iter(submissions)
        under_way: dict[Any, Submission] = {}
        more = True
        while more or under_way:
            while more and len(under_way) < self._most():
                submission = next(waiting, None)
                if submission is None:
                    more = False
                else:
                    under_way[self._send(submission)] = submission
            if under_way:
                future = self._first_of(list(under_way))
                yield self._outcome(future, under_way.pop(future))

    def _first_of(self, futures: list[Any]) -> Any:
        """The future that is ready first. Workers that are gone may come back, but not for ever."""
        from concurrent.futures import CancelledError

        from distributed import wait

        seen = time.monotonic()
        while True:
            with self._told(), self._client.as_current():
                try:
                    return next(iter(wait(futures, LOOK_SECONDS, return_when="FIRST_COMPLETED").done))
                except CancelledError:
                    raise OSError(ENDED) from None
                except TimeoutError:
                    if self._client.nthreads():
                        seen = time.monotonic()
            if time.monotonic() - seen > FIRST_WORKER_SECONDS:
                raise self._no_worker()

    def _most(self) -> int:
        with self._told():
            return self._at_a_time or AHEAD * max(sum(self._client.nthreads().values()), 1)

    def _send(self, submission: Submission) -> Any:
        modules = preload_of(submission.source)
        with self._told():
            return self._client.submit(
                grade_bytes, protocol.pack(pack(submission)), self._settings, modules, pure=False
            )

    def _outcome(self, future: Any, submission: Submission) -> Outcome:
        from distributed.scheduler import KilledWorker

        with self._told():
            if future.status in ("cancelled", "lost"):
                raise OSError(ENDED)
            error = future.exception()
            if isinstance(error, KilledWorker):
                reason = text("grading.workers_lost", submission.language)
                return Outcome(submission.student, submission.assignment, submission.notebook, reason=reason)
            if error is not None:
                raise error
            return unpack_outcome(protocol.unpacked(future.result(), MAX_MESSAGE))

    def check(self) -> None:
        """Let one worker look for its walls; raises CourseKitError when none comes or it has none."""
        with self._told():
            future = self._client.submit(require_walls, self._settings.isolation, pure=False)
            try:
                future.result(timeout=FIRST_WORKER_SECONDS)
            except TimeoutError:
                raise self._no_worker() from None

    def _no_worker(self) -> CourseKitError:
        return CourseKitError(
            f"Found no worker at the cluster {self._address} that answered within {FIRST_WORKER_SECONDS:.0f} s.",
            "Expected at least one, in an environment that has coursekit.",
            f"Start it there (dask worker {self._address}) and run the command again: what is graded stays graded.",
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong between here and the cluster, in a sentence."""
        try:
            yield
        except (ModuleNotFoundError, AttributeError) as error:
            raise CourseKitError(
                f"A worker of the cluster {self._address} cannot grade: {error}.",
                "Expected the same coursekit, and the course's libraries, on every machine.",
                "Install them there, and run the command again.",
            ) from error
        except OSError as error:
            raise CourseKitError(
                f"Lost the cluster {self._address}: {str(error) or type(error).__name__}.",
                "Expected its scheduler to go on running.",
                "Start it again, and run the command again: what is graded stays graded.",
            ) from error


@contextmanager
def open_cluster(address: str, settings: Settings, at_a_time: int = 0) -> Iterator[Cluster]:
    """A cluster that grades with ``settings``; ``at_a_time`` bounds the submissions under way (0: what it can take).

    Raises UsageError where Dask is not installed, CourseKitError when nobody answers at ``address``.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "Found no Dask here.",
            "Expected it, because of --cluster.",
            "Install it: pip install 'coursekit[cluster]'",
        ) from error
    with _only_our_words():
        _require_listener(address)
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise _no_cluster(address, str(error) or type(error).__name__) from error
        try:
            cluster = Cluster(client, address, settings, at_a_time)
            cluster.check()
            yield cluster
        finally:
            with contextlib.suppress(Exception):  # a cluster that is gone takes no leave
                client.close(timeout=2)


@contextmanager
def _only_our_words() -> Iterator[None]:
    """Dask logs the story of every lost connection; a person needs the one sentence that we raise."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _require_listener(address: str) -> None:
    """Raise CourseKitError unless somebody listens there: a Dask client that failed to start may hang when it is dropped."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        if parts.scheme not in ("tcp", "tls") or not parts.hostname or not parts.port:
            raise ValueError("this is no such address")
        socket.create_connection((parts.hostname, parts.port), CONNECT_SECONDS).close()
    except (OSError, ValueError) as error:
        raise _no_cluster(address, getattr(error, "strerror", None) or str(error)) from error


def _no_cluster(address: str, reason: str) -> CourseKitError:
    return CourseKitError(
        f"Found no cluster at {address} ({reason.splitlines()[0]}).",
        "Expected the address of a Dask scheduler, such as tcp://host:8786.",
        "Check it, or start one with 'dask scheduler'; nothing was graded.",
    )
