"""`liaison glossary`: check, import and export the names and terms of translations."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from sqlalchemy import Connection

from bot.commands.identity import person_for
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption
from bot.commands.session import session
from bot.commands.termfiles import read_glossary_file
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from bot.toolbox import SHIPPED_GLOSSARY
from policies.roles import Act
from translations.glossary import Glossary
from translations.glossaryfile import GlossaryFaults, write_glossary
from translations.terms import TermStatus

app = Commands("glossary")

_FILE: Final = "glossary.csv"  # a stored version's only file
_SHORT: Final = 12  # characters of a hash that people see

FileArgument = Annotated[
    Path | None, typer.Argument(help="cli.glossary.file", metavar="FILE", show_default=False)
]


class Form(StrEnum):
    """What a glossary can be written as."""

    CSV = "csv"
    TBX = "tbx"


@app.command("check", help="cli.glossary.check.help")
def check(ctx: typer.Context, file: FileArgument = None, json: JsonOption = False) -> ExitCode:
    """Say every fault; exit code 1 if there are any."""
    here = session(ctx)
    try:
        glossary = read_glossary_file(file or SHIPPED_GLOSSARY)
    except GlossaryFaults as found:
        for fault in found.faults:
            if json:
                row = {
                    "file": fault.file,
                    "row": fault.row,
                    "column": fault.column,
                    "problem": fault.problem[here.lang],
                    "remedy": fault.remedy[here.lang],
                }
                write_rows([row])
            else:
                here.show(fault.render(here.lang))
        if not json:
            here.warn_count("cli.check.faults", len(found.faults))
        return ExitCode.FAULTS
    if not json:
        approved = sum(term.status is TermStatus.APPROVED for term in glossary.terms)
        here.say("cli.glossary.check.fine", terms=len(glossary), approved=approved)
    return ExitCode.OK


@app.command("import", help="cli.glossary.import.help")
def import_(
    ctx: typer.Context,
    file: FileArgument = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Store a file's terms; another policy owner puts them into force."""
    from bot.storage import documents
    from bot.storage.documents import DocumentKind

    here = session(ctx)
    path = file or SHIPPED_GLOSSARY
    text = write_glossary(read_glossary_file(path).terms)
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
        version, new = documents.import_files(
            connection,
            DocumentKind.GLOSSARY,
            path.name,
            {_FILE: text},
            by=who.id,
            now=datetime.now(UTC),
        )
    sha256, what = version.sha256[:_SHORT], here.t("documents.kind.glossary")
    here.say(f"documents.{'imported' if new else 'there'}", what=what, sha256=sha256)
    if version.approved_at is None:
        here.warn("documents.imported.next", kind=DocumentKind.GLOSSARY.value, sha256=sha256)
    return ExitCode.OK


@app.command("export", help="cli.glossary.export.help")
def export(
    ctx: typer.Context,
    form: Annotated[
        Form, typer.Option("--format", help="cli.glossary.export.format", metavar="KIND")
    ] = Form.CSV,
    glossary: Annotated[
        Path | None, typer.Option("--glossary", help="cli.glossary.export.from", metavar="FILE")
    ] = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Write terms as CSV or TBX.

    Raises:
        CommandFault: no glossary is in force, and no file is given.
    """
    from translations.tbx import write_tbx

    here = session(ctx)
    if glossary is not None:
        terms = read_glossary_file(glossary).terms
    else:
        with here.database(db) as database, database.read() as connection:
            terms = _in_force(connection).terms
    if form is Form.CSV:
        sys.stdout.write(write_glossary(terms))
    else:
        sys.stdout.writelines(f"{line}\n" for line in write_tbx(terms))
    sys.stdout.flush()
    return ExitCode.OK


def _in_force(connection: Connection) -> Glossary:
    from bot.storage import documents
    from bot.storage.documents import DocumentKind
    from bot.translating import read_stored

    version = documents.in_force(connection, DocumentKind.GLOSSARY)
    if version is None:
        raise CommandFault("cli.glossary.none", ExitCode.MISSING)
    return read_stored(version)
