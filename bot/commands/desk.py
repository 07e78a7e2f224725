"""`liaison desk`: the review queue in the terminal."""

import asyncio
import os
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.lines import write_rows
from bot.commands.options import DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.faults import CommandFault, ExitCode
from policies.roles import Reviewer
from translations.catalogs import Catalog, catalog

if TYPE_CHECKING:
    from bot.app import Documents
    from bot.review.layout import Layout
    from bot.review.wording import Reader
    from bot.settings import Settings
    from bot.storage.database import Database

PLATFORM: Final = "terminal"  # of staff who sit at this machine; the number is the account's
_LISTED: Final = 100  # entries that --list shows


def desk(
    ctx: typer.Context,
    db: DatabaseOption = None,
    as_: Annotated[str | None, typer.Option("--as", help="desk.option.as", metavar="NAME")] = None,
    invitation: Annotated[
        str | None, typer.Option("--invitation", help="desk.option.invitation", metavar="CODE")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="desk.option.list")] = False,
    json: JsonOption = False,
    case: Annotated[
        int | None, typer.Option("--case", help="desk.option.case", metavar="NUMBER", min=1)
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="desk.option.plain")] = False,
) -> ExitCode:
    """Read, decide, edit, approve."""
    from bot.clocks import clock_of

    here = session(ctx)
    settings = here.settings()
    with here.database(db) as database:
        number = str(os.getuid())
        if invitation is not None:
            accept_invitation(here, database, invitation, number, clock_of(database)())
        reviewer = identify(database, number, as_)
        t = reviewer_words(here, reviewer)
        documents = _documents(here, database)
        if list_ or json:
            _list(database, settings, documents, reviewer, t, plain=plain, json=json)
        else:
            _sit_down(database, settings, documents, reviewer, t, case=case, plain=plain)
    return ExitCode.OK


def accept_invitation(
    here: Session, database: "Database", code: str, number: str, now: datetime
) -> None:
    """Bind this account to the person who was invited.

    Raises:
        CommandFault: the code is wrong, was used, or is too old.
    """
    from bot.storage import staff

    try:
        with database.write() as connection:
            person = staff.bind(connection, code=code, platform=PLATFORM, number=number, now=now)
    except staff.BadInvitation as bad:
        raise CommandFault("desk.who.bad_invitation") from bad
    here.warn("desk.who.bound", name=person.name)


def identify(database: "Database", number: str, name: str | None) -> Reviewer:
    """Return who sits here.

    Raises:
        CommandFault: nobody is known here, or it is not clear who of several it is.
    """
    from bot.storage import staff

    with database.read() as connection:
        people = staff.reviewers_for(connection, PLATFORM, number, datetime.now(UTC))
    if not people:
        raise CommandFault("desk.who.nobody")
    names = ", ".join(person.name for person in people)
    if name is not None:
        found = [one for one in people if one.name.casefold() == name.strip().casefold()]
        if not found:
            raise CommandFault("desk.who.not_here", name=name, names=names)
        return found[0]
    if len(people) > 1:
        first = shlex.quote(people[0].name)
        raise CommandFault("desk.who.several", names=names, first=first)
    return people[0]


def reviewer_words(here: Session, reviewer: Reviewer) -> Catalog:
    """Return the catalog of the reviewer's own language, unless --lang asked for one."""
    from bot.cli import take_globals

    asked, _ = take_globals(sys.argv[1:])
    return here.t if "--lang" in asked else catalog(reviewer.lang)


def _documents(here: Session, database: "Database") -> "Documents":
    from bot.app import NotInForce, approved, shipped

    try:
        return approved(database, here.settings())
    except NotInForce:
        here.warn("desk.not_in_force")
        return shipped()


def _layout(*, plain: bool) -> "Layout":
    from bot.review.layout import Layout
    from bot.review.terminal import may_be_bold, terminal_width

    width = terminal_width(os.environ)
    bold = not plain and may_be_bold(os.environ)
    return Layout(width=width, side_by_side=not plain, bold=bold)


def _list(
    database: "Database",
    settings: "Settings",
    documents: "Documents",
    reviewer: Reviewer,
    t: Catalog,
    *,
    plain: bool,
    json: bool,
) -> None:
    from bot.clocks import clock_of
    from bot.review.layout import section_text
    from bot.review.queuelist import in_doubt, queue_page, queue_row, queue_section
    from bot.review.settledesk import doubt_section

    reader = _reader(database, settings, documents, reviewer, t, clock_of(database)())
    with database.read() as connection:
        entries, counts = queue_page(connection, 0, _LISTED)
        doubtful = in_doubt(connection)
    if json:
        write_rows([queue_row(entry, reader) for entry in entries])
        return
    sections = [queue_section(entries, counts, reader)]
    sections += [doubt_section(doubtful, reader)] if doubtful else []
    layout = _layout(plain=plain)
    typer.echo("\n\n".join(section_text(section, layout) for section in sections))


def _reader(
    database: "Database",
    settings: "Settings",
    documents: "Documents",
    reviewer: Reviewer,
    t: Catalog,
    now: datetime,
) -> "Reader":
    from zoneinfo import ZoneInfo

    from bot.review.wording import Reader
    from bot.storage import staff

    with database.read() as connection:
        names = staff.names(connection)
    return Reader(
        t=t,
        zone=ZoneInfo(settings.timezone),
        now=now,
        policy=documents.policy,
        bank=documents.bank,
        templates=documents.templates,
        names=names,
        reviewer=reviewer,
    )


def _sit_down(
    database: "Database",
    settings: "Settings",
    documents: "Documents",
    reviewer: Reviewer,
    t: Catalog,
    *,
    case: int | None,
    plain: bool,
) -> None:
    from bot.app import build_app, local_engine
    from bot.clocks import clock_of, is_replayed
    from bot.review.console import Console
    from bot.review.conversation import Conversation, Office
    from bot.review.drawer import usual_drawer
    from bot.review.terminal import StandardTerminal

    engine = local_engine(os.environ, settings)
    app = build_app(settings, database, documents, engine=engine, clock=clock_of(database))
    try:
        if is_replayed(database):
            # no `liaison run` works on a replay: what was approved earlier goes out, in shadow
            asyncio.run(app.publishing.work())
        office = Office.of(app)
        talk = Conversation(
            office,
            StandardTerminal(os.environ),
            reviewer,
            t,
            _layout(plain=plain),
            usual_drawer(os.environ, Path.home()),
        )
        Console(talk).run(case)
    finally:
        app.thread.close()
