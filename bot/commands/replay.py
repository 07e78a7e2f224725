"""`liaison replay`: the whole pipeline in shadow mode over a file, with a report for people."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer

from bot.commands.lines import Counted, opened
from bot.commands.options import FactsOption, MessagesArgument, NowOption, PolicyOption, moment
from bot.commands.progress import Progress
from bot.commands.session import Session, session
from bot.faults import ExitCode
from bot.platforms.jsonl import BadLine
from bot.policybook import PolicyBook, from_folders, version_folders
from bot.replaying import BATCH, Folder, FolderKind, Replay, Tally, open_folder
from bot.reports.publishing import publish
from bot.settings import Environment, database_url
from bot.storage.database import Database
from bot.toolbox import build_toolbox, shipped_documents

DEFAULT_OUT: Final = Path("liaison-replay")


def replay(
    ctx: typer.Context,
    file: MessagesArgument,
    out: Annotated[
        Path, typer.Option("--out", help="report.replay.out", metavar="DIR")
    ] = DEFAULT_OUT,
    policy: PolicyOption = None,
    facts: FactsOption = None,
    now: NowOption = None,
    batch: Annotated[
        int, typer.Option("--batch", help="cli.option.batch", metavar="NUMBER", min=1, max=10_000)
    ] = BATCH,
) -> ExitCode:
    """Replay a file; nothing is sent."""
    here = session(ctx)
    started = time.monotonic()
    default_now = moment(now)
    settings = here.settings()
    versions = from_folders(version_folders(policy)) if policy else []
    documents = shipped_documents(None if versions else policy, facts)
    if versions:
        documents = (versions[-1].policy, *documents[1:])
    with opened(here, file) as (source, name, total):
        live = database_url(None, settings, Environment())
        folder = open_folder(out, FolderKind.REPLAY, live=live)
        database = Database(folder.url)
        try:
            database.upgrade()
            tools = build_toolbox(settings, *documents)
            if versions:  # each message is judged by the version that held when it was sent
                tools = replace(tools, book=PolicyBook(versions, (), lambda: default_now))
            replaying = Replay(database, tools, settings)
            bad = Complaints(here)
            counted = Counted(source)
            with Progress(here.t("report.replay.progress"), total) as bar:
                tally = replaying.run(
                    counted,
                    file=name,
                    default_now=default_now,
                    told=bad,
                    watch=lambda: bar.reach(counted.bytes_read),
                    size=batch,
                )
            publish(
                database,
                folder,
                documents[0],
                documents[1],
                title="report.title",
                zone=ZoneInfo(settings.timezone),
                made_at=datetime.now(UTC),
                seconds=time.monotonic() - started,
            )
        finally:
            database.close()
    _tell(here, folder, tally)
    return ExitCode.BAD_LINES if tally.bad else ExitCode.OK


class Complaints:
    """Says on standard error what is wrong with each line that cannot be read."""

    def __init__(self, here: Session) -> None:
        self._here = here

    def __call__(self, line: BadLine) -> None:
        """Say it."""
        self._here.complain(line.render(self._here.t))


def _tell(here: Session, folder: Folder, tally: Tally) -> None:
    here.warn_count("report.replay.new", tally.new)
    if tally.known:
        here.warn_count("report.replay.known", tally.known)
    if tally.bad:
        here.warn_count("report.replay.bad", tally.bad)
    here.say("report.replay.nothing_sent")
    here.say("report.replay.written", file=folder.report(here.lang))
