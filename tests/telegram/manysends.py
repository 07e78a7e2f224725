"""Thousands of texts to the public while calls fail: what the database says, and what is out."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from sqlalchemy import func, insert, select

from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.client import build_bot, close_bot, open_bot
from bot.platforms.telegram.pacing import Pacer
from bot.platforms.telegram.publisher import TelegramPublisher
from bot.platforms.telegram.updates import PLATFORM
from bot.ports import PublicationKind
from bot.publishing import Publishing
from bot.settings import TelegramPlatform
from bot.states import PublicationState
from bot.storage.cases import PUBLICATION
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from tests.fakes import FakePublisher, new_database
from tests.telegram.server import FakeTelegram, Fault, Kind
from tests.telegram.world import World

FAULTS: Final = (
    Fault(kind=Kind.FLOOD, retry_after_s=1),
    Fault(kind=Kind.SERVER),
    Fault(kind=Kind.SERVER, after=True),
    Fault(kind=Kind.SERVER_JSON, after=True),
    Fault(kind=Kind.RESET),
    Fault(kind=Kind.RESET, after=True),
    Fault(kind=Kind.HANG),
    Fault(kind=Kind.HANG, after=True),
    Fault(kind=Kind.GARBLED, after=True),
)
SHARE: Final = 0.2  # of the calls that fail
TIMEOUT_S: Final = 0.25  # of one call: those that hang cost this much
_IN_GROUPS: Final = 10  # every so many texts goes to a group
_START: Final = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
_OPEN_STATES: Final = (PublicationState.HELD.value, PublicationState.SENDING.value)


class Hurried:
    """A clock on which time passes so many times as fast."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began = time.monotonic()

    def seconds(self) -> float:
        """Return seconds that never go back."""
        return (time.monotonic() - self._began) * self._speed

    def __call__(self) -> datetime:
        """Return the time."""
        return _START + timedelta(seconds=self.seconds())

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds of this clock."""
        await asyncio.sleep(seconds / self._speed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of all texts."""

    states: Counter[str]  # what our side believes: sent, failed, unknown …
    out: int  # different texts that people can read
    twice: int  # texts that people can read more than once
    lost: int  # believed to be sent, and nowhere to be read
    unaware: int  # believed not to be out, and there to be read
    failed_calls: int
    too_fast: int  # refused by the server for their pace
    took_s: float


def tally(
    beliefs: dict[str, str], delivered: Counter[str], server: FakeTelegram, took_s: float
) -> Tally:
    """Compare what is believed of each text with what the chats show."""
    not_out = {PublicationState.FAILED.value, "given_up"}
    return Tally(
        states=Counter(beliefs.values()),
        out=len(delivered),
        twice=sum(1 for count in delivered.values() if count > 1),
        lost=sum(1 for t, s in beliefs.items() if s == "sent" and not delivered[t]),
        unaware=sum(1 for t, s in beliefs.items() if s in not_out and delivered[t]),
        failed_calls=len(server.faults.made),
        too_fast=server.rates.refused,
        took_s=took_s,
    )


def audience(world: World, number: int) -> list[tuple[str, int, bool]]:
    """Return for each text: itself, its chat, and whether that is a group."""
    people = [world.person(f"Reader {n}") for n in range(max(2, number // 25))]
    for one in people:
        one.private.chat.started = True
    groups = [world.group(f"Group {n}") for n in range(max(1, number // 500))]
    return [
        (f"Notice {n:06d}", groups[n // _IN_GROUPS % len(groups)].id, True)
        if n % _IN_GROUPS == 0
        else (f"Notice {n:06d}", people[n % len(people)].id, False)
        for n in range(number)
    ]


def delivered(server: FakeTelegram) -> Counter[str]:
    """Return how often each text stands in the chats."""
    return Counter(
        one.text
        for chat in server.state.chats.values()
        for one in chat.messages.values()
        if one.outgoing and not one.deleted
    )


async def send_all(
    folder: Path,
    number: int,
    *,
    speed: float = 10.0,
    seed: int = 20,
    progress: Callable[[int], None] = lambda _left: None,
) -> Tally:
    """Send so many texts through the outbox while a fifth of the calls fails."""
    clock = Hurried(speed)
    database = new_database(folder / "sends.db")
    thread = StorageThread()
    async with FakeTelegram(clock, check=False, enforce_rates=True) as server:
        server.rates.slack = timedelta(seconds=0.05 * speed)  # the network does not hurry
        server.faults.at_random(SHARE, FAULTS, seed=seed)
        texts = audience(World(server), number)
        _queue(database, texts)
        settings = TelegramPlatform(base_url=server.root_url, timeout_s=TIMEOUT_S)
        bot = build_bot(settings, SecretStr(server.token))
        pacer = Pacer(clock=clock.seconds, sleep=clock.sleep)
        calls = Calls(bot, pacer, limit_s=TIMEOUT_S * 3, sleep=clock.sleep)
        publishing = Publishing(
            database,
            {PLATFORM: TelegramPublisher(calls)},
            FakePublisher(folder / "shadow.jsonl"),
            clock,
            thread,
        )
        await open_bot(bot)
        started = time.monotonic()
        try:
            while left := await thread.run(_left, database):
                progress(left)
                if not await publishing.work():
                    await asyncio.sleep(0.01)
        finally:
            await pacer.close()
            await close_bot(bot)
            thread.close()
        beliefs = _beliefs(database)
        database.close()
        return tally(beliefs, delivered(server), server, time.monotonic() - started)


async def send_as_a_script(
    number: int,
    send: Callable[[FakeTelegram, str, int, str], Awaitable[str]],
    *,
    seed: int = 20,
    at_once: int = 16,
) -> Tally:
    """Let a script send the same texts; it returns what it believes of each: sent, given_up."""
    async with FakeTelegram(check=False) as server:
        server.faults.at_random(SHARE, FAULTS, seed=seed)
        texts = audience(World(server), number)
        beliefs: dict[str, str] = {}
        room = asyncio.Semaphore(at_once)

        async def one(text: str, chat: int) -> None:
            async with room:
                beliefs[text] = await send(server, server.token, chat, text)

        started = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for text, chat, _ in texts:
                group.create_task(one(text, chat))
        return tally(beliefs, delivered(server), server, time.monotonic() - started)


def _queue(database: Database, texts: list[tuple[str, int, bool]]) -> None:
    rows = [
        {
            "idempotency_key": text,
            "kind": PublicationKind.NOTICE.value,
            "state": PublicationState.HELD.value,
            "platform": PLATFORM,
            "channel": str(chat) if is_group else "direct",
            "recipient": None if is_group else str(chat),
            "lang": "en",
            "text": text,
            "not_before": _START,
            "created_at": _START,
        }
        for text, chat, is_group in texts
    ]
    with database.write("fill") as connection:
        for start in range(0, len(rows), 500):
            connection.execute(insert(PUBLICATION), rows[start : start + 500])


def _left(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(
            select(func.count())
            .select_from(PUBLICATION)
            .where(PUBLICATION.c.state.in_(_OPEN_STATES))
        ).scalar_one()


def _beliefs(database: Database) -> dict[str, str]:
    with database.read() as connection:
        rows = connection.execute(select(PUBLICATION.c.text, PUBLICATION.c.state)).all()
        return {row.text: row.state for row in rows}
