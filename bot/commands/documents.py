"""`liaison documents`: one policy owner imports a version, another one puts it into force."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from sqlalchemy import Connection

from bot.commands.identity import person_for
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from bot.storage import documents, staff
from bot.storage.documents import DocumentKind, Version
from bot.toolbox import SHIPPED_FACTS, SHIPPED_GLOSSARY, SHIPPED_POLICY, SHIPPED_TEMPLATES
from policies.roles import Act
from responders.crisis import CRISIS_FILE
from responders.holding import HOLDING_FILE
from responders.notices import NOTICES_FILE

app = Commands("documents")

SHORT: Final = 12  # characters of a hash that people see and type

_SHIPPED: Final[Mapping[DocumentKind, Path]] = {
    DocumentKind.POLICY: SHIPPED_POLICY,
    DocumentKind.FACTS: SHIPPED_FACTS,
    DocumentKind.TEMPLATES: SHIPPED_TEMPLATES,
    DocumentKind.WORDING: HOLDING_FILE.parent,
    DocumentKind.GLOSSARY: SHIPPED_GLOSSARY,
}

_TAKEN_UP: Final[Mapping[DocumentKind, str]] = {  # what a running bot takes up by itself
    DocumentKind.POLICY: "documents.approved.policy",
    DocumentKind.FACTS: "factbank.taken_up",
    DocumentKind.GLOSSARY: "glossary.taken_up",
}

KindArgument = Annotated[
    DocumentKind, typer.Argument(help="documents.argument.kind", metavar="KIND")
]


@app.command("import", help="documents.command.import.help")
def import_(
    ctx: typer.Context,
    kind: KindArgument,
    path: Annotated[
        Path | None,
        typer.Argument(help="documents.argument.path", metavar="PATH", show_default=False),
    ] = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Check the files and store them as an immutable version that waits for approval."""
    return store(session(ctx), kind, path or _SHIPPED[kind], acting, db)


@app.command("approve", help="documents.command.approve.help")
def approve(
    ctx: typer.Context,
    kind: KindArgument,
    version: Annotated[str, typer.Argument(help="documents.argument.version", metavar="HASH")],
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Put a version into force; who imported it cannot."""
    here = session(ctx)
    start = version.strip().lower()
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.APPROVE_DOCUMENTS, here.t)
        now = datetime.now(UTC)
        done = documents.approve(connection, kind, start, by=who.id, now=now)
        with documents.unpacked(done) as folder:  # what cannot be read must not come into force
            load(kind, folder)
    here.say("documents.approved", what=_name(here, kind), sha256=done.sha256[:SHORT])
    here.warn(_TAKEN_UP.get(kind, "documents.approved.next"))
    return ExitCode.OK


@app.command("list", help="documents.command.list.help")
def list_(
    ctx: typer.Context,
    kind: Annotated[
        DocumentKind | None,
        typer.Argument(help="documents.argument.kind_or_all", metavar="KIND", show_default=False),
    ] = None,
    json: JsonOption = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Show every version, the newest first, and which one is in force."""
    here = session(ctx)
    kinds = [kind] if kind is not None else list(DocumentKind)
    with here.database(db) as database, database.read() as connection:
        names = staff.names(connection)
        rows = [
            _row(version, one, names, standing)
            for one in kinds
            for standing in [_standings(here, connection, one)]
            for version in documents.versions(connection, one)
        ]
    if json:
        write_rows(rows)
        return ExitCode.OK
    for row in rows:
        here.show(_line(here, row))
    for one in kinds:
        if not any(row["kind"] == one.value and row["in_force"] for row in rows):
            here.warn("documents.none_in_force", what=_name(here, one), kind=one.value)
    return ExitCode.OK


def store(
    here: Session, kind: DocumentKind, path: Path, acting: str | None, db: str | None
) -> ExitCode:
    """Import a version for whoever is at the terminal.

    Raises:
        DocumentError: the files have faults: nothing is stored.
        CommandFault: this person may not, or examples do not come out as they should.
    """
    chosen = _wording_folder(path) if kind is DocumentKind.WORDING else path.resolve()
    load(kind, chosen)
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
        version, new = documents.import_document(
            connection, kind, chosen, by=who.id, now=datetime.now(UTC)
        )
    sha256 = version.sha256[:SHORT]
    here.say(f"documents.{'imported' if new else 'there'}", what=_name(here, kind), sha256=sha256)
    if version.approved_at is None:
        here.warn("documents.imported.next", kind=kind.value, sha256=sha256)
    return ExitCode.OK


def load(kind: DocumentKind, path: Path) -> None:
    """Read files as the program will when they are in force.

    Raises:
        DocumentError: they have faults.
        CommandFault: examples of the policy do not come out as they should.
    """
    _LOADERS[kind](path)


def _load_policy(path: Path) -> None:
    from policies.document import load_policy, run_examples

    failures = run_examples(load_policy(path))
    if failures:
        raise CommandFault("documents.examples", ExitCode.FAULTS, n=len(failures), path=path)


def _load_facts(path: Path) -> None:
    from responders.facts import load_facts

    load_facts(path)


def _load_templates(path: Path) -> None:
    from responders.templates import load_templates

    load_templates(path)


def _load_wording(path: Path) -> None:
    from responders.crisis import load_crisis
    from responders.holding import load_holding
    from responders.notices import load_notices

    load_holding(path / HOLDING_FILE.name)
    load_crisis(path / CRISIS_FILE.name)
    if (path / NOTICES_FILE.name).exists():  # not in versions of before there were notices
        load_notices(path / NOTICES_FILE.name)


def _load_glossary(path: Path) -> None:
    from translations.glossaryfile import read_glossary

    for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        read_glossary(file.read_bytes(), file=file.name)


_LOADERS: Final[Mapping[DocumentKind, Callable[[Path], None]]] = {
    DocumentKind.POLICY: _load_policy,
    DocumentKind.FACTS: _load_facts,
    DocumentKind.TEMPLATES: _load_templates,
    DocumentKind.WORDING: _load_wording,
    DocumentKind.GLOSSARY: _load_glossary,
}


def _wording_folder(path: Path) -> Path:
    """Return the folder of the three files that the wording is; nothing else stands in it."""
    names = {CRISIS_FILE.name, HOLDING_FILE.name, NOTICES_FILE.name}
    if not path.is_dir() or {file.name for file in path.glob("*.y*ml")} != names:
        raise CommandFault("documents.wording_name", names=", ".join(sorted(names)))
    return path.resolve()


def _name(here: Session, kind: DocumentKind) -> str:
    return here.t(f"documents.kind.{kind.value}")


def _row(
    version: Version,
    kind: DocumentKind,
    names: Mapping[int, str],
    standing: Mapping[str, datetime | None],
) -> dict[str, object]:
    later = standing.get(version.sha256)
    return {
        "kind": kind.value,
        "sha256": version.sha256,
        "name": version.name,
        "imported_at": version.imported_at.isoformat(),
        "imported_by": names.get(version.imported_by or 0),
        "approved_at": version.approved_at.isoformat() if version.approved_at else None,
        "approved_by": names.get(version.approved_by or 0),
        "in_force": version.sha256 in standing and later is None,
        "begins_at": later.isoformat() if later else None,
    }


def _standings(
    here: Session, connection: Connection, kind: DocumentKind
) -> dict[str, datetime | None]:
    """Return the hashes of what is in force, and of what takes effect later with its moment."""
    if kind is not DocumentKind.POLICY:
        current = documents.in_force(connection, kind)
        return {current.sha256: None} if current else {}
    from bot.policybook import standings

    named = {one.policy for one in here.settings().channels if one.policy}
    return standings(connection, datetime.now(UTC), named)


def _line(here: Session, row: Mapping[str, object]) -> str:
    t = here.t
    state = "in_force" if row["in_force"] else "approved" if row["approved_at"] else "waiting"
    state = "later" if row["begins_at"] else state
    return t(
        "documents.line",
        kind=t(f"documents.kind.{row['kind']}"),
        sha256=str(row["sha256"])[:SHORT],
        day=str(row["imported_at"])[:10],
        imported_by=row["imported_by"] or t("documents.nobody"),
        state=t(
            f"documents.state.{state}",
            name=row["approved_by"] or t("documents.nobody"),
            day=str(row["begins_at"])[:10],
        ),
    )
