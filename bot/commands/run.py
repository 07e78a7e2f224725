"""`liaison run`: the bot, until it is told to stop."""

import asyncio
import io
import os
import random
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import typer
from pydantic import SecretStr

from bot.anchors import write_anchor
from bot.app import App, Documents, NotInForce, approved, build_app, local_engine, utc_now
from bot.commands.options import DatabaseOption
from bot.commands.session import Session, session
from bot.faults import CommandFault, ExitCode
from bot.health import HealthServer, Pulses
from bot.logs import log, set_up_logs
from bot.onlyone import only_one
from bot.platforms import console
from bot.platforms.connected import Platforms
from bot.platforms.console import ConsoleModerator, ConsolePublisher, ConsoleSource
from bot.platforms.files import PLATFORM, FileModerator, FilePublisher, FileSource
from bot.platforms.handoff import HandOffPublisher
from bot.ports import Outgoing
from bot.settings import Channel, Environment, Settings
from bot.storage import cursors, places
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from bot.sweeper import Notice
from bot.worker import Passed, Worker

if TYPE_CHECKING:
    from bot.connecting import Telegram

_FILE_CURSOR: Final = "file"


def run(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="run.option.once")] = False,
    typed: Annotated[bool, typer.Option("--console", help="run.option.console")] = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Read, work, publish, sweep, until SIGTERM or Ctrl-C."""
    here = session(ctx)
    settings = here.settings()
    if typed:
        settings = with_console(settings)
    with here.database(db) as database, only_one(database.file):
        documents = in_force(database, here)
        platforms = connect(settings, database, typed=typed, once=once)
        telegram = connect_telegram(settings, database, platforms)
        thread = StorageThread()
        connect_x(settings, database, platforms, thread, once=once)
        connect_feeds(settings, database, platforms, thread, once=once)
        connect_mastodon(settings, database, platforms, thread, once=once)
        if not platforms.sources and not platforms.loops and telegram is None:
            raise CommandFault("run.no_source")
        set_up_logs()
        app = build_app(
            settings,
            database,
            documents,
            publishers=platforms.publishers,
            moderators=platforms.moderators,
            notify=_tell,
            engine=local_engine(os.environ, settings),
            thread=thread,
        )
        if telegram is not None:
            platforms.loops += telegram.attach(app, poll_s=0 if once else None)
        try:
            return _work(app, platforms, here, once=once)
        finally:
            try:
                if settings.anchor_file is not None:
                    write_anchor(database, settings.anchor_file, utc_now())
            finally:
                app.close()


def in_force(database: Database, here: Session) -> Documents:
    """Return the documents in force.

    Raises:
        CommandFault: one was never approved; says what to type.
    """
    try:
        return approved(database, here.settings())
    except NotInForce as missing:
        names = ", ".join(here.t(f"documents.kind.{kind.value}") for kind in missing.kinds)
        steps = "\n".join(
            f"  liaison documents {what}"
            for kind in missing.kinds
            for what in (f"import {kind.value} --as …", f"approve {kind.value} … --as …")
        )
        raise CommandFault("run.not_in_force", ExitCode.MISSING, what=names, steps=steps) from None


def with_console(settings: Settings) -> Settings:
    """Return the settings with the console as a live channel, unless they speak of it."""
    if any(one.platform == console.PLATFORM for one in settings.channels):
        return settings
    here = Channel(platform=console.PLATFORM, id=console.CHANNEL, mode="live")
    return settings.model_copy(update={"channels": [*settings.channels, here]})


def connect(settings: Settings, database: Database, *, typed: bool, once: bool) -> Platforms:
    """Connect every platform that the settings name; where we cannot send, a person posts."""
    found = Platforms()
    for channel in settings.channels:
        found.publishers.setdefault(channel.platform, HandOffPublisher(partial(_place, database)))
    if settings.file is not None:
        idle_s = 0.0 if once else 1.0
        found.sources.append(
            FileSource(
                settings.file.inbox,
                utc_now,
                lambda: _load_cursor(database),
                lambda value: _save_cursor(database, value),
                idle_s,
            )
        )
        found.publishers[PLATFORM] = FilePublisher(settings.file.outbox)
        found.moderators[PLATFORM] = FileModerator(settings.file.outbox)
    if typed:
        started = f"{utc_now():%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
        stream = io.FileIO(sys.stdin.fileno(), closefd=False)
        source = ConsoleSource(stream, utc_now, started)
        found.sources.append(source)
        found.finished = lambda: source.finished
        found.publishers[console.PLATFORM] = ConsolePublisher(sys.stdout)
        found.moderators[console.PLATFORM] = ConsoleModerator(sys.stdout)
    return found


def connect_telegram(
    settings: Settings, database: Database, platforms: Platforms
) -> "Telegram | None":
    """Connect Telegram where the settings name it; None where they don't.

    Raises:
        CommandFault: there is no token, or no secret for the webhook.
    """
    if settings.telegram is None:
        return None
    from bot.connecting import Telegram
    from bot.platforms.telegram.client import NoToken, read_token
    from bot.platforms.telegram.webhook import NoSecret, read_secret

    try:
        token = read_token(settings.telegram, Environment())
    except NoToken as none:
        key = "run.no_token_file" if none.file else "run.no_token"
        raise CommandFault(key, ExitCode.MISSING, file=none.file) from none
    secret = SecretStr("")
    if settings.telegram.webhook is not None:
        try:
            secret = read_secret(settings.telegram.webhook, Environment())
        except NoSecret as none:
            key = "settings.webhook.secret_file" if none.file else "settings.webhook.secret"
            raise CommandFault(key, ExitCode.MISSING, file=none.file) from none
    telegram = Telegram(settings, settings.telegram, database, token, utc_now, secret=secret)
    telegram.join(platforms)
    return telegram


def connect_x(
    settings: Settings,
    database: Database,
    platforms: Platforms,
    thread: StorageThread,
    *,
    once: bool,
) -> None:
    """Connect X where the settings name it.

    Raises:
        CommandFault: an account has no credentials.
    """
    if settings.platforms.x is None:
        return
    from bot.connectingx import X
    from bot.platforms.x.credentials import NoCredentials

    try:
        x = X(
            settings,
            settings.platforms.x,
            Environment(),
            database,
            thread,
            utc_now,
            jitter=random.random,
            once=once,
        )
    except NoCredentials as none:
        key = "x.run.no_credentials_file" if none.file else "x.run.no_credentials"
        raise CommandFault(
            key, ExitCode.MISSING, file=none.file, handle=none.handle, missing=none.missing
        ) from none
    x.join(platforms)


def connect_feeds(
    settings: Settings,
    database: Database,
    platforms: Platforms,
    thread: StorageThread,
    *,
    once: bool,
) -> None:
    """Connect feeds where the settings name some.

    Raises:
        CommandFault: the library that reads them is not installed.
    """
    if settings.platforms.feeds is None:
        return
    from bot.connectingfeeds import Feeds
    from bot.platforms.feeds.faults import NoLibrary

    try:
        feeds = Feeds(
            settings.platforms.feeds, database, thread, utc_now, jitter=random.random, once=once
        )
    except NoLibrary as none:
        raise CommandFault("feeds.run.no_library", ExitCode.MISSING) from none
    feeds.join(platforms)


def connect_mastodon(
    settings: Settings,
    database: Database,
    platforms: Platforms,
    thread: StorageThread,
    *,
    once: bool,
) -> None:
    """Connect Mastodon where the settings name it.

    Raises:
        CommandFault: an account has no token, or the library is not installed.
    """
    if settings.platforms.mastodon is None:
        return
    from bot.connectingmastodon import MastodonAccounts
    from bot.platforms.mastodon.faults import NoLibrary, NoToken

    try:
        accounts = MastodonAccounts(
            settings,
            settings.platforms.mastodon,
            Environment(),
            database,
            thread,
            utc_now,
            jitter=random.random,
            once=once,
        )
    except NoToken as none:
        key = "mastodon.run.no_token_file" if none.file else "mastodon.run.no_token"
        raise CommandFault(key, ExitCode.MISSING, file=none.file, handle=none.handle) from none
    except NoLibrary as none:
        raise CommandFault("mastodon.run.no_library", ExitCode.MISSING) from none
    accounts.join(platforms)


def _work(app: App, platforms: Platforms, here: Session, *, once: bool) -> ExitCode:
    pulses = Pulses(time.monotonic)
    health = HealthServer(app.settings.health, pulses)
    worker = Worker(app, platforms.sources, platforms.finished, platforms.loops, pulses)
    if once:
        passed = asyncio.run(_once(worker, platforms))
        log("passed", read=passed.read, processed=passed.processed, tried=passed.tried)
        if platforms.finished is None:  # standard output belongs to the console
            here.say_count("run.once.read", passed.read)
            here.say_count("run.once.processed", passed.processed)
            here.say_count("run.once.tried", passed.tried)
        return ExitCode.OK
    if sys.stderr.isatty():
        here.warn("run.started", place=app.database.place)
    try:
        platforms.opening.insert(0, health.open)
        platforms.closing.insert(0, health.close)
        return asyncio.run(_until_stopped(worker, platforms))
    except ExceptionGroup as faults:  # one loop broke and the others were stopped: say which way
        raise faults.exceptions[0] from faults


async def _once(worker: Worker, platforms: Platforms) -> Passed:
    try:
        await platforms.open()
        return await worker.once()
    finally:
        await platforms.close()


async def _until_stopped(worker: Worker, platforms: Platforms) -> ExitCode:
    with _signals(worker.stop) as caught:
        try:
            await platforms.open()
            await worker.run()
        finally:
            await platforms.close()
    return ExitCode.INTERRUPTED if signal.SIGINT in caught else ExitCode.OK


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[list[signal.Signals]]:
    """Stop cleanly on the first signal; a second one is not held back."""
    loop = asyncio.get_running_loop()
    caught: list[signal.Signals] = []

    def handle(number: signal.Signals) -> None:
        caught.append(number)
        log("stopping", signal=number.name)
        loop.remove_signal_handler(number)
        stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, handle, number)
    try:
        yield caught
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _tell(notice: Notice) -> None:
    log("notice", kind=notice.kind, case=notice.case_id, route=notice.route.value)


async def _place(database: Database, outgoing: Outgoing) -> str | None:
    """Return where a text is to be posted by hand."""

    def look() -> str | None:
        with database.read() as connection:
            return places.address_of(connection, outgoing)

    return await asyncio.to_thread(look)


def _load_cursor(database: Database) -> str | None:
    with database.read() as connection:
        return cursors.load(connection, _FILE_CURSOR)


def _save_cursor(database: Database, value: str) -> None:
    with database.write() as connection:
        cursors.save(connection, _FILE_CURSOR, value)
