"""`liaison pause`, `resume` and `incident`: stop what goes out, at once."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.identity import person_for
from bot.commands.options import AsOption, DatabaseOption
from bot.commands.session import Session, session
from bot.faults import CommandFault, ExitCode
from bot.ports import PublicationKind
from bot.storage import switches
from bot.storage.switches import EVERYTHING, INCIDENT, Switches
from policies.roles import Act
from translations.formats import format_datetime

ChannelOption = Annotated[
    str | None, typer.Option("--channel", help="switches.option.channel", metavar="NAME")
]
KindOption = Annotated[PublicationKind | None, typer.Option("--kind", help="switches.option.kind")]
ReasonOption = Annotated[
    str | None, typer.Option("--reason", help="switches.option.reason", metavar="TEXT")
]


class Wish(StrEnum):
    """What is wanted of the incident switch."""

    ON = "on"
    OFF = "off"
    STATUS = "status"


def pause(
    ctx: typer.Context,
    channel: ChannelOption = None,
    kind: KindOption = None,
    reason: ReasonOption = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Stop sending: everything, one channel, or one kind of publication."""
    here = session(ctx)
    if channel is not None:
        _must_be_known(here, channel)
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.PAUSE, here.t)
        for name in _names(channel, kind):
            switches.turn(
                connection,
                name,
                on=True,
                now=datetime.now(UTC),
                actor=f"staff:{who.id}",
                reason=reason,
            )
        now_on = switches.read(connection)
    show(here, now_on)
    return ExitCode.OK


def resume(
    ctx: typer.Context,
    channel: ChannelOption = None,
    kind: KindOption = None,
    reason: ReasonOption = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Send again; without options every pause ends."""
    here = session(ctx)
    now = datetime.now(UTC)
    with here.database(db) as database, database.write() as connection:
        actor = f"staff:{person_for(connection, acting, Act.PAUSE, here.t).id}"
        if channel is None and kind is None:
            switches.turn_all_off(connection, now=now, actor=actor)
        else:
            for name in _names(channel, kind):
                switches.turn(connection, name, on=False, now=now, actor=actor, reason=reason)
        still_on = switches.read(connection)
    show(here, still_on)
    return ExitCode.OK


def incident(
    ctx: typer.Context,
    wish: Annotated[Wish, typer.Argument(help="switches.argument.wish", metavar="on|off|status")],
    reason: ReasonOption = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Declare or end an incident, or say whether there is one."""
    here = session(ctx)
    with here.database(db) as database:
        if wish is not Wish.STATUS:
            with database.write() as connection:
                who = person_for(connection, acting, Act.PAUSE, here.t)
                switches.turn(
                    connection,
                    INCIDENT,
                    on=wish is Wish.ON,
                    now=datetime.now(UTC),
                    actor=f"staff:{who.id}",
                    reason=reason,
                )
        with database.read() as connection:
            now_on = switches.read(connection)
    show(here, now_on)
    return ExitCode.OK


def show(here: Session, now_on: Switches) -> None:
    """Say everything that is on now: that is what counts, whatever was typed."""
    for line in lines(here, now_on):
        here.show(line)


def lines(here: Session, now_on: Switches) -> list[str]:
    """Return one sentence for each switch that is on, or that none is."""
    t = here.t
    found = [t("switches.all_paused")] if now_on.all_paused else []
    found += [t("switches.channel_paused", name=name) for name in sorted(now_on.channels)]
    found += [
        t("switches.kind_paused", kind=t(f"switches.kind.{kind}")) for kind in sorted(now_on.kinds)
    ]
    if not found:
        found = [t("switches.none_paused")]
    if now_on.incident_since is None:
        return [*found, t("switches.incident_off")]
    zone = ZoneInfo(here.settings().timezone)
    when = format_datetime(now_on.incident_since, here.lang, zone)
    return [*found, t("switches.incident_on", when=when)]


def _names(channel: str | None, kind: PublicationKind | None) -> Iterable[str]:
    """Return the switches that the options name; a channel and a kind are two switches."""
    if channel is None and kind is None:
        yield EVERYTHING
    if channel is not None:
        yield switches.channel_pause(channel)
    if kind is not None:
        yield switches.kind_pause(kind.value)


def _must_be_known(here: Session, channel: str) -> None:
    """Refuse a slip of the pen: a pause of a channel that is not there would stop nothing."""
    known = sorted({one.id for one in here.settings().channels})
    if channel not in known:
        listed = ", ".join(known) or here.t("switches.no_channels")
        raise CommandFault("switches.no_such_channel", name=channel, known=listed)
