"""The command line: parses, calls, prints. A user's mistake ends in one sentence and exit status 2."""

from __future__ import annotations

import sys

from coursekit.errors import CourseKitError


def main() -> None:
    """Run ``coursekit``."""
    from coursekit.cli.app import app

    try:
        app()
    except CourseKitError as mistake:
        print(f"coursekit: {mistake}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("coursekit: interrupted; what was finished is kept.", file=sys.stderr)
        sys.exit(130)
