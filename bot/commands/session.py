"""What every command's function can reach: the reader's language and the global options."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import typer

from translations.catalogs import Catalog, catalog
from translations.values import Official


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One call of the program."""

    t: Catalog
    config: Path | None = None  # --config, as given

    @property
    def lang(self) -> Official:
        """The language of the person at the terminal."""
        return self.t.lang

    def say(self, key: str, /, **values: object) -> None:
        """Write a sentence on standard output."""
        _line(sys.stdout, self.t(key, **values))

    def warn(self, key: str, /, **values: object) -> None:
        """Write a sentence on standard error."""
        _line(sys.stderr, self.t(key, **values))

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
