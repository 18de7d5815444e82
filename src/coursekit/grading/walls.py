"""stub"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Confinement:
    """What walls one child builds around itself."""

    isolation: str = "none"
    memory: int = 2 << 30
    processes: int = 64
    file_size: int = 64 << 20
    scratch: int = 256 << 20
    cpu_seconds: float = 300.0
    directory: str = ""


def confine(c: Confinement) -> str:
    os.chdir(c.directory or tempfile.mkdtemp())
    return c.isolation
