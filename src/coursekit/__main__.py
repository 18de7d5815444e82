"""``python -m coursekit`` is the command line."""

from coursekit.cli import main

main()
