"""What the commands of `liaison facts` share: which facts are meant, and on which day."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.session import Session
from bot.faults import CommandFault, ExitCode
from responders.facts import SHIPPED_FACTS, FactBank, load_facts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.factbook import FactsInForce

FactsArgument = Annotated[
    Path | None, typer.Argument(help="cli.argument.facts", metavar="PATH", show_default=False)
]


def place(argument: Path | None, option: Path | None) -> Path:
    """Return the file or folder that is meant, the shipped facts where none is named.

    Raises:
        CommandFault: two different ones are named.
    """
    if argument is not None and option is not None and argument != option:
        raise CommandFault("cli.usage.twice", option="--facts")
    return argument or option or SHIPPED_FACTS


def day_of(text: str | None, default: date | None = None) -> date:
    """Return a day of the command line, today where none is given.

    Raises:
        CommandFault: it is none.
    """
    if text is None:
        return default or datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandFault("cli.facts.check.bad_day", value=text) from None


def today(here: Session) -> date:
    """Return today's date where the agency is."""
    return datetime.now(UTC).astimezone(ZoneInfo(here.settings().timezone)).date()


def needed(connection: "Connection") -> "FactsInForce":
    """Return the facts in force.

    Raises:
        CommandFault: none were ever approved.
    """
    from bot.factbook import facts_in_force

    found = facts_in_force(connection)
    if found is None:
        raise CommandFault("cli.facts.none_in_force", ExitCode.MISSING)
    return found


def named_bank(here: Session, name: str, db: str | None) -> FactBank:
    """Return the bank of a folder, a file, or a stored version named by its hash.

    Raises:
        CommandFault: there is no such file, nor a version that begins like this.
    """
    path = Path(name)
    if path.exists():
        return load_facts(path)
    from bot.factbook import read_version
    from bot.storage import documents
    from bot.storage.documents import DocumentKind, NoSuchDocument

    with here.database(db) as database, database.read() as connection:
        try:
            version = documents.find(connection, DocumentKind.FACTS, name.strip().lower())
        except NoSuchDocument as missing:
            raise CommandFault("cli.facts.no_version", ExitCode.MISSING, name=name) from missing
    return read_version(version)
