"""The program's part at X, put together around the loopback server."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

from bot.app import App
from bot.connectingx import X
from bot.platforms.x.source import XSource
from bot.ports import Outgoing, PublicationKind
from bot.searchsettings import SavedSearch
from bot.settings import Channel, Environment, Settings
from bot.storage import codec, record
from bot.storage.cases import CASE, PUBLICATION
from bot.storage.database import Database
from bot.storage.inbox import INBOX
from bot.storage.intake import MESSAGE, author_ids
from bot.storage.thread import StorageThread
from bot.xsettings import XAccount, XBudget, XPlatform
from policies.message import Invitation, Message
from tests.fakes import FakeClock, new_database
from tests.x.server import HANDLE, KEYS, FakeX

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
SEARCH = SavedSearch(
    name="loans",
    query="interest loans",
    owner="Issues desk",
    purpose="Wrong statements about interest on loans",
    until=date(2026, 12, 31),
)


def x_settings(url: str, **more: Any) -> Settings:
    """Return settings with one account that bears its label, live, and its channel."""
    values: dict[str, Any] = {
        "base_url": url,
        "timeout_s": 2.0,
        "connect_timeout_s": 2.0,
        "accounts": [XAccount(handle=HANDLE, automated_label=True)],
        "budget": XBudget(month_usd=100.0),
        **more,
    }
    platform = XPlatform(**values)
    return Settings.model_validate(
        {
            "classifier": False,
            "channels": [
                Channel(platform="x", id=HANDLE, mode="live"),
                Channel(platform="x", id="search", mode="live"),
            ],
            "platforms": {"x": platform},
        }
    )


def environment() -> Environment:
    """Return an environment with the keys that the server knows."""
    return Environment(**{f"x_{name}": value for name, value in KEYS.items()})  # type: ignore[arg-type]  # pydantic makes secrets of them


@dataclass(kw_only=True)
class Stage:
    """Server, clock, database, and our side of X."""

    server: FakeX
    clock: FakeClock  # ours
    theirs: FakeClock  # X's
    database: Database
    thread: StorageThread
    x: X
    settings: Settings
    slept: list[float] = field(default_factory=list)
    app: App | None = None

    @property
    def source(self) -> XSource:
        """What reads for our account."""
        return self.x.accounts.all[0].source

    def forward(self, **delta: float) -> None:
        """Let time pass, here and there."""
        self.clock.forward(**delta)
        self.theirs.forward(**delta)

    async def read(self, most: int = 60) -> int:
        """Make every request that is due; return how many updates were new."""
        new, calls = 0, -1
        while len(self.server.calls) != calls and most:
            calls, most = len(self.server.calls), most - 1
            new += await self.source.poll()
        return new

    def arrived(self) -> list[Message]:
        """Return what came in, in order."""
        with self.database.read() as connection:
            rows = connection.execute(
                INBOX.select().where(INBOX.c.state != "bad").order_by(INBOX.c.id)
            )
            return [codec.load(Message, row.payload) for row in rows]

    def texts(self) -> list[str]:
        """Return the texts of what came in, in the order of their time."""
        return [one.text for one in sorted(self.arrived(), key=lambda one: int(one.id))]

    def kinds(self, subject: str | None = None) -> list[str]:
        """Return the kinds of the events in the record."""
        with self.database.read() as connection:
            return [entry.kind for entry, _ in record.events(connection, subject)]


@contextlib.asynccontextmanager
async def staged(
    folder: Path, *, server: FakeX | None = None, database: Database | None = None, **more: Any
) -> AsyncIterator[Stage]:
    """Give a stage: a server, and a program around it that has not asked anything yet."""
    theirs = server.clock if server is not None else FakeClock(NOW)
    assert isinstance(theirs, FakeClock)
    clock = FakeClock(more.pop("now", theirs.now))
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with contextlib.AsyncExitStack() as stack:
        x_server = server
        if x_server is None:
            x_server = await stack.enter_async_context(FakeX(theirs))
        settings = x_settings(x_server.url, **more)
        thread = StorageThread()
        stack.callback(thread.close)
        kept = database or new_database(folder / "x.db")
        if database is None:
            stack.callback(kept.close)
        x = X(settings, _platform(settings), environment(), kept, thread, clock)
        for account in x.accounts.all:
            account.source._sleep = sleep
        x.publisher._sleep = sleep
        await x.open()
        stack.push_async_callback(x.close)
        yield Stage(
            server=x_server,
            clock=clock,
            theirs=theirs,
            database=kept,
            thread=thread,
            x=x,
            settings=settings,
            slept=slept,
        )


def _platform(settings: Settings) -> XPlatform:
    assert settings.platforms.x is not None
    return settings.platforms.x


def reply(
    number: int | str | None, text: str = "The grant has no interest.", **more: Any
) -> Outgoing:
    """Return a reply that people approved."""
    values: dict[str, Any] = {
        "idempotency_key": f"reply:{number}:{text}",
        "kind": PublicationKind.REPLY,
        "platform": "x",
        "channel": HANDLE,
        "text": text,
        "lang": "en",
        "reply_to": str(number) if number is not None else None,
        **more,
    }
    return Outgoing(**values)


def queue(stage: Stage, outgoing: Outgoing, *, state: str = "sending") -> None:
    """Put a text into the outbox, as it is while it is being sent."""
    with stage.database.write() as connection:
        connection.execute(
            insert(PUBLICATION).values(
                idempotency_key=outgoing.idempotency_key,
                kind=outgoing.kind.value,
                state=state,
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


def known(stage: Stage, number: int, invitation: Invitation | None, author: str = "alex") -> None:
    """Store a message as the pipeline does."""
    now = stage.clock()
    with stage.database.write() as connection:
        author_id = author_ids(connection, [("x", author)])[("x", author)]
        case = connection.execute(
            insert(CASE)
            .returning(CASE.c.id)
            .values(
                platform="x",
                channel=HANDLE,
                root=str(number),
                author_id=author_id,
                state="watched",
                route="ignore",
                version=1,
                opened_at=now,
                changed_at=now,
                last_message_at=now,
            )
        ).scalar_one()
        connection.execute(
            insert(MESSAGE).values(
                platform="x",
                external_id=str(number),
                case_id=case,
                author_id=author_id,
                channel=HANDLE,
                kind="mention",
                text="?",
                url=f"https://x.com/{author}/status/{number}",
                sent_at=now,
                lang="en",
                lang_confidence=1.0,
                fingerprint="",
                route="ignore",
                severity=0,
                flagged=False,
                screening="{}",
                policy_version="1",
                invitation=invitation.value if invitation else None,
            )
        )


def set_state(stage: Stage, key: str, **values: Any) -> None:
    """Change a row of the outbox."""
    with stage.database.write() as connection:
        connection.execute(
            update(PUBLICATION).where(PUBLICATION.c.idempotency_key == key).values(**values)
        )
