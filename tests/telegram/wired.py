"""Our side of the wire for tests: calls to the fake server, paced by a clock of the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pydantic import SecretStr

from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.client import build_bot, close_bot, open_bot
from bot.platforms.telegram.pacing import Pacer, Rates
from bot.settings import TelegramPlatform
from tests.fakes import FakeClock
from tests.telegram.places import Place
from tests.telegram.server import FakeTelegram, published
from tests.telegram.world import Person, World

FAST = Rates(overall_per_s=10_000, chat_per_s=10_000, group_per_min=600_000)


@dataclass(kw_only=True)
class Ticking:
    """Seconds that pass only when somebody sleeps."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)
    wall: FakeClock | None = None  # goes on with it

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self.slept.append(seconds)
        self.forward(seconds)

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        if self.wall is not None:
            self.wall.forward(seconds=seconds)


@dataclass(frozen=True, kw_only=True)
class Wired:
    """Calls, the server that they reach, and people."""

    calls: Calls
    server: FakeTelegram
    world: World
    clock: FakeClock
    ticks: Ticking
    group: Place
    alice: Person
    moved: list[tuple[str, str]]

    def made(self, method: str) -> int:
        """Return how many calls of a method the server saw."""
        return len(self.server.calls_of(method))


@asynccontextmanager
async def wired(
    *, rates: Rates = FAST, timeout_s: float = 0.5, clock: FakeClock | None = None
) -> AsyncIterator[Wired]:
    """Start a server with a group in which Alice is, and the bot an administrator."""
    time, moved = clock or FakeClock(), list[tuple[str, str]]()
    ticks = Ticking(wall=time)
    async with FakeTelegram(time, spec=published()) as server:
        world = World(server)
        alice = world.person("Alice", username="alice")
        group = world.group("The neighbours", alice)
        settings = TelegramPlatform(base_url=server.root_url, timeout_s=timeout_s)
        bot = build_bot(settings, SecretStr(server.token))
        pacer = Pacer(rates, ticks, ticks.sleep)
        calls = Calls(
            bot,
            pacer,
            limit_s=timeout_s * 3,
            moved=lambda old, new: moved.append((old, new)),
            sleep=ticks.sleep,
        )
        await open_bot(bot)
        try:
            yield Wired(
                calls=calls,
                server=server,
                world=world,
                clock=time,
                ticks=ticks,
                group=group,
                alice=alice,
                moved=moved,
            )
            assert server.spec_faults == []
        finally:
            await pacer.close()
            await close_bot(bot)
