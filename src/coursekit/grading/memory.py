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


def private_bytes(pid: int) -> int:
    """Memory of ``pid`` and its descendants that is nobody else's; 0 where the system does not tell.

    >>> private_bytes(os.getpid()) >= 0
    True
    """
    total, seen, waiting = 0, 0, [pid] if pid > 0 else []
    while waiting and seen < MAX_PROCESSES:
        current = waiting.pop()
        seen += 1
        try:
            _, resident, shared, *_ = Path(f"/proc/{current}/statm").read_text().split()
            for thread in os.listdir(f"/proc/{current}/task"):
                children = Path(f"/proc/{current}/task/{thread}/children").read_text()
                waiting += [int(child) for child in children.split()]
        except (OSError, ValueError):
            continue
        total += max(int(resident) - int(shared), 0) * PAGE
    return total
