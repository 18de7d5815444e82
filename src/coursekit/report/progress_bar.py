"""A live display of a grading run: how far it is, how long it will take, whose work is in hand."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from coursekit.report.tables import plain

if TYPE_CHECKING:
    from coursekit.grading.run import Progress as Step


class ProgressBar:
    """Use as a context manager; give :meth:`show` to the run as ``on_progress``."""

    def __init__(self, title: str) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._title = title
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        self._task = self._bar.add_task(plain(title), total=None)

    def __enter__(self) -> ProgressBar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and not self._bar.tasks[0].completed:
            self._bar.update(
                self._task, visible=False
            )  # an empty bar above the reason would only be in its way
        self._bar.stop()

    def show(self, step: Step) -> None:
        """One more notebook is done."""
        self._bar.update(
            self._task,
            total=step.total,
            completed=step.done,
            description=plain(f"{self._title} {step.row.student}"),
        )
