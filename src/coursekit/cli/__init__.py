"""The command line: parses, calls, prints. A user's mistake ends in one sentence and exit status 2."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn

from coursekit.errors import CourseKitError

INTERRUPTED = 130  # what typer makes of Ctrl-C


def main() -> None:
    """Run ``coursekit``."""
    from coursekit.cli.app import app

    before = signal.signal(signal.SIGTERM, _stop)
    try:
        app()
    except CourseKitError as mistake:
        print(f"coursekit: {mistake}", file=sys.stderr)
        sys.exit(2)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            print("coursekit: interrupted; what was finished is kept.", file=sys.stderr)
        raise
    except _Stopped:
        print("coursekit: stopped; what was finished is kept.", file=sys.stderr)
        sys.exit(143)
    finally:
        signal.signal(signal.SIGTERM, before)


class _Stopped(BaseException):
    """SIGTERM: like an interrupt, it passes through whatever is open, so that everything is tidied up."""


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # once is enough: tidying up is not to be broken off
    raise _Stopped
