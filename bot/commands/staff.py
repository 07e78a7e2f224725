"""`liaison staff`: invite people, bind this terminal to one, list them, take rights away."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Final

import typer
from sqlalchemy import Connection

from bot.commands import roster
from bot.commands.identity import TERMINAL, account, person_for
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from bot.storage import cursors, staff
from bot.storage.staff import INVITATION_LASTS, LONGEST_NAME, StaffMember
from policies.roles import Act, Role, missing_people
from translations.formats import format_date
from translations.values import OFFICIAL_LANGUAGES, Official

app = Commands("staff")
app.command("duty", help="staff.command.duty.help")(roster.duty)
app.command("delegate", help="staff.command.delegate.help")(roster.delegate)

BOT_NAME: Final = "telegram.username"  # cursor: the bot's name as it was when it last connected

NameArgument = Annotated[str, typer.Argument(help="staff.argument.name", metavar="NAME")]


class Language(StrEnum):
    """The official languages, as an option takes them."""

    EN = "en"
    FR = "fr"


@app.command("invite", help="staff.command.invite.help")
def invite(
    ctx: typer.Context,
    name: NameArgument,
    role: Annotated[list[Role] | None, typer.Option("--role", help="staff.option.role")] = None,
    language: Annotated[
        list[Language] | None, typer.Option("--language", help="staff.option.language")
    ] = None,
    reads: Annotated[Language | None, typer.Option("--reads", help="staff.option.reads")] = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Add a person and show the one-time code that binds an account to them.

    Without a role the person is known already, and gets one more account.
    """
    here = session(ctx)
    called, roles = clean_name(name), role or []
    languages = {_official(one) for one in language or ()}
    languages |= {one for one in OFFICIAL_LANGUAGES if Role(f"approver:{one}") in roles}
    now = datetime.now(UTC)
    with here.database(db) as database, database.write() as connection:
        if roles:
            code = staff.invite(
                connection,
                name=called,
                roles=set(roles),
                lang=_official(reads) if reads is not None else _reads(languages, here),
                languages=languages,
                now=now,
                actor=_inviter(connection, acting, roles, here),
            )
        else:
            who = person_for(connection, acting, Act.MANAGE_STAFF, here.t)
            code = staff.invite_again(connection, name=called, now=now, actor=f"staff:{who.id}")
        bot = cursors.load(connection, BOT_NAME) if here.settings().telegram else None
    here.say("staff.invited", name=called)
    here.show(code)
    until = format_date((now + INVITATION_LASTS).date(), here.lang)
    here.warn("staff.invited.next", name=called, until=until, code=code)
    if bot:
        here.warn("staff.invited.link", link=f"https://t.me/{bot}?start={code}")
    if Role.OFFICER in roles and not languages:
        here.warn("staff.invited.no_language", name=called)
    return ExitCode.OK


@app.command("join", help="staff.command.join.help")
def join(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="staff.argument.code", metavar="CODE")],
    db: DatabaseOption = None,
) -> ExitCode:
    """Bind this terminal account to the person who was invited."""
    here = session(ctx)
    with here.database(db) as database, database.write() as connection:
        bound = staff.bind(
            connection,
            code=code.strip(),
            platform=TERMINAL,
            number=account(),
            now=datetime.now(UTC),
        )
        others = [
            one.name
            for one in staff.reviewers_for(connection, TERMINAL, account())
            if one.id != bound.id
        ]
    here.say("staff.joined", name=bound.name)
    if others:
        here.warn("staff.joined.shared", names=", ".join(others), name=bound.name)
    return ExitCode.OK


@app.command("list", help="staff.command.list.help")
def list_(ctx: typer.Context, json: JsonOption = False, db: DatabaseOption = None) -> ExitCode:
    """Show everybody: roles, languages, where they are bound, and what nobody can do."""
    here = session(ctx)
    with here.database(db) as database, database.read() as connection:
        people = staff.members(connection)
    if json:
        write_rows([_row(one) for one in people])
        return ExitCode.OK
    for one in people:
        here.show(_line(one, here))
    if not people:
        here.warn("staff.none")
    shortages = missing_people([one.reviewer for one in people if one.bound and not one.revoked])
    for shortage in shortages if people else ():
        here.warn("staff.shortage", what=shortage.explanation[here.lang])
    return ExitCode.OK


@app.command("revoke", help="staff.command.revoke.help")
def revoke(
    ctx: typer.Context, name: NameArgument, acting: AsOption = None, db: DatabaseOption = None
) -> ExitCode:
    """Take all rights away from a person."""
    here = session(ctx)
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.MANAGE_STAFF, here.t)
        staff.revoke(connection, name=name, now=datetime.now(UTC), actor=f"staff:{who.id}")
    here.say("staff.revoked_now", name=name)
    return ExitCode.OK


def clean_name(name: str) -> str:
    """Return a name as it is shown everywhere.

    Raises:
        CommandFault: it is empty, too long, or has characters that cannot be seen.
    """
    called = staff.cleaned(name)
    if called is None:
        raise CommandFault("staff.bad_name", limit=LONGEST_NAME)
    return called


def _inviter(connection: Connection, acting: str | None, roles: list[Role], here: Session) -> str:
    """Return who invites; the first administrator comes from whoever has the database."""
    if acting is None and not any(
        Role.ADMIN in one.reviewer.roles and one.bound and not one.revoked
        for one in staff.members(connection)
    ):
        if Role.ADMIN not in roles:
            raise CommandFault("staff.first_admin")
        return "program"
    return f"staff:{person_for(connection, acting, Act.MANAGE_STAFF, here.t).id}"


def _official(language: Language) -> Official:
    return "fr" if language is Language.FR else "en"


def _reads(languages: set[Official], here: Session) -> Official:
    return next(iter(languages)) if len(languages) == 1 else here.lang


def _row(one: StaffMember) -> dict[str, object]:
    return {
        "name": one.reviewer.name,
        "roles": sorted(role.value for role in one.reviewer.roles),
        "languages": sorted(one.reviewer.languages),
        "reads": one.reviewer.lang,
        "bound": list(one.bound),
        "invited": one.invited,
        "revoked": one.revoked,
    }


def _line(one: StaffMember, here: Session) -> str:
    t = here.t
    state = "revoked" if one.revoked else "bound" if one.bound else "invited"
    return t(
        f"staff.line.{state}",
        name=one.reviewer.name,
        roles=", ".join(t(f"staff.role.{r.name.lower()}") for r in sorted(one.reviewer.roles)),
        languages=", ".join(t(f"staff.language.{lang}") for lang in sorted(one.reviewer.languages))
        or t("staff.language.none"),
        places=", ".join(one.bound),
    )
