"""What the program is connected to: sources, publishers, moderators, and the loops of platforms."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.ports import Moderator, Publisher, Source
from bot.worker import Loop


@dataclass(slots=True)
class Platforms:
    """Everything that `liaison run` talks to."""

    sources: list[Source] = field(default_factory=list)
    publishers: dict[str, Publisher] = field(default_factory=dict)
    moderators: dict[str, Moderator] = field(default_factory=dict)
    loops: list[Loop] = field(default_factory=list)
    finished: Callable[[], bool] | None = None  # whether nothing can come any more
    opening: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def open(self) -> None:
        """Connect; a platform that is away is no reason not to start."""
        for step in self.opening:
            await step()

    async def close(self) -> None:
        """Give every connection back, the last one first."""
        for step in reversed(self.closing):
            await step()
