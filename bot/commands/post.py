"""`liaison post`: an official post, in both languages, into approval."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.app import local_engine, utc_now
from bot.caretaker import first_free, period_at
from bot.commands.identity import person
from bot.commands.options import AsOption, DatabaseOption
from bot.commands.session import Session, session
from bot.deciding import NotAllowed
from bot.faults import CommandFault, ExitCode
from bot.officialposts import OfficialPosts
from bot.postfile import read_post
from bot.settings import Settings
from bot.states import PostState
from bot.storage import posts, staff
from bot.storage.posts import PostFile
from bot.storage.staff import StaffMember
from policies.approvals import CARETAKER
from policies.roles import Act, Reviewer, missing_people
from translations.formats import format_datetime
from translations.values import OFFICIAL_LANGUAGES


def post(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="post.argument.file", metavar="FILE")],
    check: Annotated[bool, typer.Option("--check", help="post.option.check")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="post.option.anyway")] = False,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Check both texts, store them, and say who has to approve."""
    here = session(ctx)
    settings = here.settings()
    draft = read_post(file, settings, datetime.now(UTC), local_engine(os.environ, settings))
    content = draft.content
    if content.machine is not None:
        here.say(
            f"post.translated.{content.machine}", text=content.texts.as_mapping()[content.machine]
        )
    for fault in (*draft.warnings, *draft.doubts):
        here.complain(fault.render(here.lang))
    if draft.doubts and not anyway:
        here.warn("post.doubts")
        return ExitCode.FAULTS
    if check:
        here.say("post.fine")
        return ExitCode.OK
    with here.database(db) as database:
        with database.read() as connection:
            author = person(connection, acting)
        office = OfficialPosts(database, settings, utc_now)
        try:
            number, new = office.submit_content(author, content)
        except NotAllowed as refused:
            raise CommandFault(refused.key, **refused.values) from refused
        with database.read() as connection:
            stored = posts.load(connection, number)
            people = staff.members(connection)
    if not new:
        here.say("post.there", number=number, state=here.t(f"post.state.{stored.flow.state.value}"))
    if stored.flow.state is PostState.IN_APPROVAL:
        if new:
            here.say("post.stored", number=number)
        _who_approves(here, author, people)
        _steps(here, stored)
        _when_and_where(here, stored, settings)
    return ExitCode.OK


def _who_approves(here: Session, author: Reviewer, people: list[StaffMember]) -> None:
    there = [one.reviewer for one in people if one.bound and not one.revoked]
    for lang in OFFICIAL_LANGUAGES:
        names = [
            one.name
            for one in there
            if one.id != author.id and one.may(Act.APPROVE_POST, lang=lang)
        ]
        if names:
            here.say(f"post.approvers.{lang}", names=", ".join(names))
        else:
            here.warn(f"post.nobody.{lang}")
    for shortage in missing_people(there):
        if shortage.act is Act.APPROVE_POST and shortage.lang is None:
            here.warn("staff.shortage", what=shortage.explanation[here.lang])


def _steps(here: Session, stored: PostFile) -> None:
    """Say what is asked besides the two languages."""
    for kind, who in stored.steps:
        if who == CARETAKER:
            here.say("post.step.caretaker")
        else:
            here.say(f"post.step.{kind}", who=here.t(f"staff.role.{who.replace(':', '_')}"))


def _when_and_where(here: Session, stored: PostFile, settings: Settings) -> None:
    content, zone = stored.content, ZoneInfo(settings.timezone)
    if content.publish_at is not None:
        when = format_datetime(content.publish_at, here.lang, zone)
        here.say("post.when", when=when)
    moment = max(content.publish_at or utc_now(), utc_now())
    if not content.caretaker_may and period_at(settings, moment) is not None:
        free = format_datetime(first_free(settings, moment), here.lang, zone)
        here.warn("post.caretaker.waits", when=free)
    for platform, channel in dict.fromkeys(content.channels.values()):
        if settings.channel(platform, channel).mode == "shadow":
            here.warn("post.shadow", channel=f"{platform}/{channel}")
