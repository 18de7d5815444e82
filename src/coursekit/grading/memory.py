"""What a worker and all that it started hold in memory: the kernel's own limits count each process by itself."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
MAX_PROCESSES = 5000


def pid_of(handle: int) -> int:
    """The process behind a handle; 0 when it has ended."""
    try:
        lines = Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines()
    except OSError:
        return 0
    return max((int(line.split()[1]) for line in lines if line.startswith("Pid:")), default=0)


def holds_more_than(pid: int, limit: int) -> bool:
    """Whether ``pid`` and its descendants together hold more than ``limit`` bytes; False where the system does not tell.

    Forked copies share pages, so a sum above the limit is looked at again with each page's share.

    >>> holds_more_than(os.getpid(), 1 << 50)
    False
    """
    held = family(pid)
    return sum(map(_resident, held)) > limit and sum(map(_share, held)) > limit


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found: list[int] = []
    waiting = [pid] if pid > 0 else []
    while waiting and len(found) < MAX_PROCESSES:
        current = waiting.pop()
        found.append(current)
        try:
            for thread in os.listdir(f"/proc/{current}/task"):
                children = Path(f"/proc/{current}/task/{thread}/children").read_text()
                waiting += [int(child) for child in children.split()]
        except OSError:
            continue
    return found


def _resident(pid: int) -> int:
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
    except (OSError, ValueError):
        return 0
    return max(int(resident) - int(shared), 0) * PAGE


def _share(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return _resident(pid)
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss_Anon:"))
