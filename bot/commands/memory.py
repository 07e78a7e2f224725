"""`liaison memory`: list, import, export and forget what people approved in both languages."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.identity import person_for
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.commands.termfiles import tell_skipped
from bot.commands.tree import Commands
from bot.faults import ExitCode
from policies.roles import Act
from translations.formats import format_date

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.memory import Stored
    from translations.memory import Unit

app = Commands("memory")


@app.command("list", help="cli.memory.list.help")
def list_(
    ctx: typer.Context,
    words: Annotated[
        str,
        typer.Argument(help="cli.memory.list.words", metavar="TEXT", show_default=False),
    ] = "",
    limit: Annotated[
        int,
        typer.Option("--limit", help="cli.memory.list.limit", metavar="NUMBER", min=1, max=100_000),
    ] = 50,
    json: JsonOption = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Show pairs with their numbers, those that are not used any more included."""
    from bot.storage import memory

    here = session(ctx)
    with here.database(db) as database, database.read() as connection:
        found = memory.listed(connection, containing=words.strip(), limit=limit)
    if json:
        write_rows([_row(one) for one in found])
        return ExitCode.OK
    for one in found:
        here.show("\n".join(_lines(here, one)))
    if not found:
        here.warn("cli.memory.none")
    return ExitCode.OK


@app.command("import", help="cli.memory.import.help")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="cli.memory.import.file", metavar="FILE", show_default=False)
    ],
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Store the pairs of a file; what has personal data, or is no pair, is left out and told."""
    from bot.remembering import is_free_of_personal_data
    from bot.storage import memory
    from translations.tmx import read_tmx

    here = session(ctx)
    found = read_tmx(file.read_bytes(), file=file.name)
    tell_skipped(here, found, file.name)
    units = [unit for unit in found.units if is_free_of_personal_data(unit.texts)]
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
        new, known = memory.import_units(
            connection, units, name=file.name, by=who.id, now=datetime.now(UTC)
        )
    if len(units) < len(found.units):
        here.warn_count("cli.memory.personal", len(found.units) - len(units))
    here.show(here.t.plural("cli.memory.imported", new, known=known))
    return ExitCode.BAD_LINES if found.skipped else ExitCode.OK


@app.command("export", help="cli.memory.export.help")
def export(
    ctx: typer.Context,
    stored: Annotated[bool, typer.Option("--stored", help="cli.memory.export.stored")] = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Write the pairs that hold, with those of facts and templates in force."""
    from translations.tmx import write_tmx

    here = session(ctx)
    now = datetime.now(UTC)
    with here.database(db) as database:
        units = list(_units(here, database, stored=stored))
    for line in write_tmx(units, now=now):
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    return ExitCode.OK


@app.command("forget", help="cli.memory.forget.help")
def forget(
    ctx: typer.Context,
    numbers: Annotated[
        list[int],
        typer.Argument(help="cli.memory.forget.numbers", metavar="NUMBER", show_default=False),
    ],
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Take pairs out; they are not found any more, and not learnt again from the same text."""
    from bot.storage import memory

    here = session(ctx)
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
        gone = memory.forget(connection, numbers, by=who.id, now=datetime.now(UTC))
    missing = sorted(set(numbers) - set(gone))
    if gone:
        here.show(here.t.plural("cli.memory.forgotten", len(gone)))
    if missing:
        here.warn("cli.memory.not_there", numbers=", ".join(map(str, missing)))
    return ExitCode.FAULTS if missing else ExitCode.OK


def _units(here: Session, database: "Database", *, stored: bool) -> "Iterator[Unit]":
    from bot.app import NotInForce, approved
    from bot.storage import memory
    from bot.translating import of_facts, of_templates

    with database.read() as connection:
        yield from memory.units(connection)
    if stored:
        return
    try:
        documents = approved(database, here.settings())
    except NotInForce:
        return
    yield from of_facts(documents.bank.valid_on(datetime.now(UTC).date()))
    yield from of_templates(documents.templates)


def _row(one: "Stored") -> dict[str, object]:
    unit = one.unit
    return {
        "number": unit.id,
        "en": unit.texts.en,
        "fr": unit.texts.fr,
        "from": unit.kind.value,
        "ref": unit.ref,
        "approved_at": unit.approved_at.isoformat() if unit.approved_at else None,
        "holds": one.holds,
        "forgotten": one.forgotten,
    }


def _lines(here: Session, one: "Stored") -> Iterator[str]:
    unit, t = one.unit, here.t
    state = "forgotten" if one.forgotten else "holds" if one.holds else "over"
    yield t(
        "memory.line",
        number=unit.id,
        where=t(f"memory.kind.{unit.kind.value}"),
        day=format_date(unit.approved_at.date(), here.lang) if unit.approved_at else "-",
        state=t(f"cli.memory.state.{state}") if state != "holds" else "",
    )
    yield f"    en  {' '.join(unit.texts.en.split())}"
    yield f"    fr  {' '.join(unit.texts.fr.split())}"
