"""`liaison claims`: who says what where, by claim; authors are counted, never named."""

import os
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from bot.commands.lines import write_rows
from bot.commands.options import DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.faults import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.app import Documents
    from bot.storage.claims import ClaimLine
    from bot.storage.database import Database


def claims(ctx: typer.Context, json: JsonOption = False, db: DatabaseOption = None) -> ExitCode:
    """List every claim that is made; nothing is changed."""
    from bot.clocks import clock_of
    from bot.reports.claimrows import claim_line, claim_row
    from bot.storage.claims import lines, spreads

    here = session(ctx)
    zone = ZoneInfo(here.settings().timezone)
    with here.database(db) as database:
        now = clock_of(database)()
        documents = _documents(here, database)
        with database.read() as connection:
            if json:
                bank = documents.bank
                found = spreads(connection, now, zone)
                write_rows([claim_line(claim_row(one, bank)) for one in found])
            else:
                _show(here, lines(connection, now), documents, zone, now)
    return ExitCode.OK


def _documents(here: Session, database: "Database") -> "Documents":
    from bot.app import NotInForce, approved, shipped

    try:
        return approved(database, here.settings())
    except NotInForce:
        here.warn("desk.not_in_force")
        return shipped()


def _show(
    here: Session,
    found: "Sequence[ClaimLine]",
    documents: "Documents",
    zone: ZoneInfo,
    now: "datetime",
) -> None:
    from bot.review.claimlist import claims_section
    from bot.review.layout import Layout, section_text
    from bot.review.terminal import may_be_bold, terminal_width
    from bot.review.wording import Reader

    reader = Reader(
        t=here.t, zone=zone, now=now, policy=documents.policy, bank=documents.bank, names={}
    )
    layout = Layout(width=terminal_width(os.environ), bold=may_be_bold(os.environ))
    here.show(section_text(claims_section(found, reader, len(found)), layout))
