"""A progress bar on standard error for what takes more than two seconds, at a terminal only."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

PATIENCE_S: Final = 2.0


class Progress:
    """Counts work; shows itself only if the work takes longer than its patience.

    Args:
        title: what is going on, in the reader's language.
        total: how much work there is in all, in any unit; None where nobody knows.
        patience_s: how long to work silently, in seconds.
    """

    def __init__(
        self, title: str, total: int | None = None, *, patience_s: float = PATIENCE_S
    ) -> None:
        self._title = title
        self._total = total
        self._patience_s = patience_s
        self._done = 0
        self._since = time.monotonic()
        self._watched = sys.stderr.isatty()
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    @property
    def shown(self) -> bool:
        """Whether the bar is on the screen."""
        return self._bar is not None

    def advance(self, amount: int = 1) -> None:
        """Say that so much more is done."""
        self.reach(self._done + amount)

    def reach(self, done: int) -> None:
        """Say how much is done in all."""
        self._done = done
        if (
            self._bar is None
            and self._watched
            and time.monotonic() - self._since > self._patience_s
        ):
            self._show()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(self._title, total=self._total)
        self._bar.start()
