"""Is everything in place? Each thing is looked at by itself: one fault hides no other."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.dbhealth import look
from bot.findings import Finding, Level, counted, fault, fine, warning
from bot.settings import DEFAULT_FILE, Environment, Settings, database_url, load_settings
from bot.storage.database import Database, StorageFault
from policies.errors import DocumentError
from policies.faults import said
from translations.values import Bilingual

PYTHON: Final = (3, 11)
_LITTLE_MB: Final = 1_000
_TOO_LITTLE_MB: Final = 100


def examine(
    config: Path | None, db: str | None, environment: Mapping[str, str], now: datetime
) -> Iterator[Finding]:
    """Look at everything; nothing is changed.

    Args:
        config: the --config option, as given.
        db: the --db option, as given.
        environment: variables; LIAISON_CONFIG and LIAISON_DB are read as everywhere else.
        now: the time now.
    """
    yield _python()
    try:
        settings = load_settings(config, Environment())
    except DocumentError as wrong:
        words = Bilingual(en=wrong.render("en"), fr=wrong.render("fr"))
        yield fault("configuration", "doctor.configuration.broken", detail=words)
        return
    yield _configuration(config)
    yield from _channels(settings)
    yield from _telegram(settings)
    yield from _x(settings)
    yield from _feeds(settings)
    yield from _mastodon(settings)
    yield from _translation(environment)
    yield from _database(db, settings, now)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        return fault("python", "doctor.python.old", version=version)
    return fine("python", "doctor.python.fine", version=version)


def _configuration(config: Path | None) -> Finding:
    chosen = config or Environment().config
    if chosen is None and not DEFAULT_FILE.exists():
        return warning("configuration", "doctor.configuration.none", file=DEFAULT_FILE)
    return fine("configuration", "doctor.configuration.fine", file=chosen or DEFAULT_FILE)


def _channels(settings: Settings) -> Iterator[Finding]:
    if not settings.channels:
        yield warning("channels", "doctor.channels.none")
    for channel in settings.channels:
        name = f"{channel.platform}/{channel.id}"
        yield fine("channels", f"doctor.channels.{channel.mode}", name=name)
    if settings.file is None:
        open_web = settings.platforms.model_fields_set
        if settings.telegram is None and not open_web:
            yield warning("platforms", "doctor.platforms.none")
        return
    for path in (settings.file.inbox, settings.file.outbox):
        if not path.parent.is_dir():
            yield fault("platforms", "doctor.platforms.no_folder", file=path)


def _telegram(settings: Settings) -> Iterator[Finding]:
    from bot.platforms.telegram.standing import look_at_telegram

    yield from look_at_telegram(settings, Environment())


def _x(settings: Settings) -> Iterator[Finding]:
    from bot.platforms.x.standing import look_at_x

    yield from look_at_x(settings, Environment())


def _feeds(settings: Settings) -> Iterator[Finding]:
    from bot.platforms.feeds.standing import look_at_feeds

    yield from look_at_feeds(settings)


def _mastodon(settings: Settings) -> Iterator[Finding]:
    from bot.platforms.mastodon.standing import look_at_mastodon

    yield from look_at_mastodon(settings, Environment())


def _translation(environment: Mapping[str, str]) -> Iterator[Finding]:
    from translations.argos import libraries_installed
    from translations.bundled import model_store

    if not libraries_installed():
        yield warning("translation", "doctor.translation.no_engine")
        return
    models = {(model.source, model.target): model for model in model_store(environment).models()}
    for pair in (("en", "fr"), ("fr", "en")):
        name = "-".join(pair)
        if pair in models:
            key = "doctor.translation." + ("compact" if models[pair].compact else "fine")
            yield fine("translation", key, pair=name, version=models[pair].version)
        else:
            yield warning("translation", "doctor.translation.no_model", pair=name)


def _database(db: str | None, settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        database = Database(database_url(db, settings, Environment()))
    except StorageFault as wrong:
        yield _stored(wrong)
        return
    except OSError as wrong:  # database_file
        yield fault("database", "doctor.database.no_address", file=wrong.filename)
        return
    try:
        database.check()
        yield fine("database", "doctor.database.fine", place=database.place)
        yield from _file(database)
        with database.read() as connection:
            yield from look(connection, settings, now)
            if settings.platforms.x is not None:
                from bot.platforms.x.standing import look_at_spending

                yield from look_at_spending(connection, settings, now)
    except StorageFault as wrong:
        yield _stored(wrong)
    finally:
        database.close()


def _stored(wrong: StorageFault) -> Finding:
    words = said(wrong.key, place=wrong.place, detail=wrong.detail)
    return fault("database", "doctor.database.broken", detail=words)


def _file(database: Database) -> Iterator[Finding]:
    """Say what is the matter with a SQLite database's file and its disk."""
    path = database.file
    if path is None:
        return
    with database.read() as connection:
        mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())
    if mode != "wal":
        yield warning("database", "doctor.database.no_wal", mode=mode)
    if path.stat().st_mode & stat.S_IRWXO:  # a group is how several accounts share it
        yield warning("database", "doctor.database.open_to_others", place=path)
    if not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
        yield fault("database", "doctor.database.not_writable", place=path)
    free_mb = shutil.disk_usage(path.absolute().parent).free // 1_000_000
    if free_mb < _TOO_LITTLE_MB:
        yield counted("disk", Level.FAULT, "doctor.disk.full", free_mb)
    elif free_mb < _LITTLE_MB:
        yield counted("disk", Level.WARNING, "doctor.disk.little", free_mb)
    else:
        yield counted("disk", Level.OK, "doctor.disk.fine", free_mb)
