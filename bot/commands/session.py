"""What every command's function can reach: the reader's language and the global options."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from translations.catalogs import Catalog, catalog
from translations.values import Official

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One call of the program."""

    t: Catalog
    config: Path | None = None  # --config, as given

    @property
    def lang(self) -> Official:
        """The language of the person at the terminal."""
        return self.t.lang

    def settings(self) -> "Settings":
        """Return the settings of --config, LIAISON_CONFIG or ./liaison.yaml.

        Raises:
            DocumentError: the file has faults, or the one that was named is not there.
        """
        from bot.settings import Environment, load_settings

        return load_settings(self.config, Environment())

    @contextmanager
    def database(self, given: str | None) -> "Iterator[Database]":
        """Open the database of --db, the environment or the configuration, ready to be used.

        Raises:
            StorageFault: it cannot be used, or has to be upgraded first.
        """
        from bot.settings import Environment, database_url
        from bot.storage.database import Database

        database = Database(database_url(given, self.settings(), Environment()))
        try:
            database.check()
            yield database
        finally:
            database.close()

    def say(self, key: str, /, **values: object) -> None:
        """Write a sentence on standard output."""
        _line(sys.stdout, self.t(key, **values))

    def warn(self, key: str, /, **values: object) -> None:
        """Write a sentence on standard error."""
        _line(sys.stderr, self.t(key, **values))

    def say_count(self, key: str, n: int, /, **values: object) -> None:
        """Write a sentence that has a count on standard output."""
        _line(sys.stdout, self.t.plural(key, n, **values))

    def warn_count(self, key: str, n: int, /, **values: object) -> None:
        """Write a sentence that has a count on standard error."""
        _line(sys.stderr, self.t.plural(key, n, **values))

    def show(self, text: str) -> None:
        """Write text that is already in the reader's language on standard output."""
        _line(sys.stdout, text)

    def complain(self, text: str) -> None:
        """Write text that is already in the reader's language on standard error."""
        _line(sys.stderr, text)


def session(ctx: typer.Context) -> Session:
    """Return the call that a command runs in; English where there is none (tests, tools)."""
    found = ctx.find_object(Session)
    return found if found is not None else Session(t=catalog("en"))


def _line(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")
