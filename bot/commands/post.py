"""`liaison post`: an official post, in both languages, into approval."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.app import utc_now
from bot.commands.identity import person
from bot.commands.options import AsOption, DatabaseOption
from bot.commands.session import Session, session
from bot.faults import ExitCode
from bot.officialposts import OfficialPosts
from bot.postfile import PostDraft, read_post
from bot.settings import Settings
from bot.states import PostState
from bot.storage import posts, staff
from bot.storage.staff import StaffMember
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
    draft = read_post(file, settings, datetime.now(UTC))
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
        number, new = office.submit(author, draft.texts, draft.channels, draft.publish_at)
        with database.read() as connection:
            stored = posts.load(connection, number)
            people = staff.members(connection)
    if not new:
        here.say("post.there", number=number, state=here.t(f"post.state.{stored.flow.state.value}"))
    if stored.flow.state is PostState.IN_APPROVAL:
        if new:
            here.say("post.stored", number=number)
        _who_approves(here, author, people)
        _when_and_where(here, draft, settings)
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


def _when_and_where(here: Session, draft: PostDraft, settings: Settings) -> None:
    if draft.publish_at is not None:
        when = format_datetime(draft.publish_at, here.lang, ZoneInfo(settings.timezone))
        here.say("post.when", when=when)
    for lang in OFFICIAL_LANGUAGES:
        platform, channel = draft.channels[lang]
        if settings.channel(platform, channel).mode == "shadow":
            here.warn("post.shadow", channel=f"{platform}/{channel}")
