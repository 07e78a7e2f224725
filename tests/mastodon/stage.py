"""The program's part at Mastodon, put together around the loopback server."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.app import App, build_app
from bot.connectingmastodon import MastodonAccounts
from bot.mastodonsettings import MastodonPlatform
from bot.platforms.connected import Platforms
from bot.platforms.mastodon.client import MastodonClient
from bot.platforms.mastodon.source import MastodonSource
from bot.ports import Outgoing, PublicationKind
from bot.searchsettings import SavedSearch
from bot.settings import Environment, Settings
from bot.storage import codec, record
from bot.storage.cases import PUBLICATION
from bot.storage.database import Database
from bot.storage.inbox import INBOX
from bot.storage.thread import StorageThread
from policies.message import Message
from tests.fakes import FakeClock, documents, new_database, shared_tools
from tests.mastodon.server import HANDLE, TOKEN, FakeMastodon, served

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def search(query: str, name: str = "loans") -> SavedSearch:
    """Return a saved search."""
    return SavedSearch(
        name=name,
        query=query,
        owner="Issues desk",
        purpose="Wrong statements about loans",
        until=date(2026, 12, 31),
    )


def mastodon_settings(url: str, **more: Any) -> Settings:
    """Return settings with one account, live."""
    return Settings.model_validate(
        {
            "classifier": False,
            "channels": [
                {"platform": "mastodon", "id": HANDLE, "mode": "live"},
                {"platform": "mastodon", "id": "search", "mode": "live"},
            ],
            "platforms": {
                "mastodon": {
                    "accounts": [{"handle": HANDLE, "base_url": url}],
                    "timeout_s": 2.0,
                    "connect_timeout_s": 2.0,
                    **more,
                }
            },
        }
    )


def environment(token: str = TOKEN) -> Environment:
    """Return an environment with a token."""
    return Environment(mastodon_token=token)


def platform_of(settings: Settings) -> MastodonPlatform:
    """Return the settings of Mastodon."""
    assert settings.platforms.mastodon is not None
    return settings.platforms.mastodon


@dataclass(kw_only=True)
class Stage:
    """Server, clock, database, and our side of Mastodon."""

    server: FakeMastodon
    clock: FakeClock
    database: Database
    thread: StorageThread
    mastodon: MastodonAccounts
    settings: Settings
    slept: list[float] = field(default_factory=list)

    @property
    def source(self) -> MastodonSource:
        """What reads for our account."""
        return self.mastodon.sources[HANDLE]

    @property
    def client(self) -> MastodonClient:
        """What speaks for our account."""
        return self.mastodon.clients[HANDLE]

    async def read(self) -> None:
        """Make every request that is due."""
        while await self.source.poll():
            pass

    async def later(self, **delta: float) -> None:
        """Let time pass, and read."""
        self.clock.forward(**(delta or {"minutes": 6}))
        await self.read()

    def arrived(self) -> list[Message]:
        """Return what came in, in order."""
        with self.database.read() as connection:
            rows = connection.execute(
                INBOX.select().where(INBOX.c.state != "bad").order_by(INBOX.c.id)
            )
            return [codec.load(Message, row.payload) for row in rows]

    def texts(self) -> list[str]:
        """Return the texts of what came in."""
        return [one.text for one in self.arrived()]

    def kinds(self) -> list[str]:
        """Return the kinds of all events in the record."""
        with self.database.read() as connection:
            return [entry.kind for entry, _ in record.events(connection, None)]


@contextlib.asynccontextmanager
async def staged(
    folder: Path,
    *,
    server: FakeMastodon | None = None,
    database: Database | None = None,
    **more: Any,
) -> AsyncIterator[Stage]:
    """Give a stage: a server, and a program around it that has not asked anything yet."""
    clock = server.clock if server is not None else FakeClock(NOW)
    assert isinstance(clock, FakeClock)
    probe = more.pop("probe", lambda _name: None)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    with contextlib.ExitStack() as stack:
        here = server if server is not None else stack.enter_context(served(clock))
        settings = mastodon_settings(here.url, **more)
        thread = StorageThread()
        stack.callback(thread.close)
        kept = database or new_database(folder / "mastodon.db")
        if database is None:
            stack.callback(kept.close)
        mastodon = MastodonAccounts(
            settings, platform_of(settings), environment(), kept, thread, clock, probe=probe
        )
        mastodon.publisher._sleep = sleep
        mastodon.sources[HANDLE]._sleep = sleep
        try:
            yield Stage(
                server=here,
                clock=clock,
                database=kept,
                thread=thread,
                mastodon=mastodon,
                settings=settings,
                slept=slept,
            )
        finally:
            await mastodon.close()


def outbox(stage: Stage, outgoing: Outgoing) -> None:
    """Put a text into the outbox, as it is while it is being sent."""
    with stage.database.write() as connection:
        connection.execute(
            insert(PUBLICATION).values(
                idempotency_key=outgoing.idempotency_key,
                kind=outgoing.kind.value,
                state="sending",
                version=1,
                platform=outgoing.platform,
                channel=outgoing.channel,
                reply_to=outgoing.reply_to,
                lang=outgoing.lang,
                text=outgoing.text,
                not_before=stage.clock(),
                created_at=stage.clock(),
                attempts=1,
                tried_since=stage.clock(),
                shadow=False,
            )
        )


def program(stage: Stage) -> App:
    """Return the whole program around the stage."""
    platforms = Platforms()
    stage.mastodon.join(platforms)
    return build_app(
        stage.settings,
        stage.database,
        documents(),
        publishers=platforms.publishers,
        moderators=platforms.moderators,
        clock=stage.clock,
        tools=shared_tools(),
        thread=stage.thread,
    )


async def taken_in(stage: Stage, app: App | None = None) -> App:
    """Read, and let the program work on what came."""
    await stage.later()
    app = app or program(stage)
    while app.pipeline.work():
        pass
    return app


def answer(number: int | None, text: str = "The grant has no interest.", **more: Any) -> Outgoing:
    """Return a reply that people approved."""
    values: dict[str, Any] = {
        "idempotency_key": f"reply:{number}:é",
        "kind": PublicationKind.REPLY,
        "platform": "mastodon",
        "channel": HANDLE,
        "text": text,
        "lang": "en",
        "reply_to": f"social.example:{number}" if number is not None else None,
        **more,
    }
    return Outgoing(**values)
