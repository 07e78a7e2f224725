"""`liaison doctor`: is everything in place, for people and for the container's health check."""

import os
import urllib.request
from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from bot.commands.lines import write_rows
from bot.commands.options import DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.doctor import examine
from bot.faults import ExitCode
from bot.findings import Level

_ASK_S: Final = 10.0


def doctor(
    ctx: typer.Context,
    json: JsonOption = False,
    alive: Annotated[bool, typer.Option("--alive", help="doctor.option.alive")] = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Look at everything and say what is, and what to do."""
    here = session(ctx)
    if alive:
        return _alive(here, db)
    faults = warnings = 0
    for one in examine(here.config, db, os.environ, datetime.now(UTC)):
        faults += one.level is Level.FAULT
        warnings += one.level is Level.WARNING
        if json:
            row = {"check": one.check, "level": one.level.value, "words": one.words[here.lang]}
            write_rows([row])
        else:
            here.say(f"doctor.line.{one.level.value}", words=one.words[here.lang])
    if not json:
        if faults:
            here.warn_count("doctor.faults", faults)
        if warnings:
            here.warn_count("doctor.warnings", warnings)
        if not faults and not warnings:
            here.warn("doctor.well")
    return ExitCode.FAULTS if faults else ExitCode.OK


def _alive(here: Session, db: str | None) -> ExitCode:
    """Ask the running program how it is; where it serves no answer, open its database."""
    health = here.settings().health
    if not health.port:
        with here.database(db):
            here.say("doctor.alive.database")
        return ExitCode.OK
    address = f"http://{health.host}:{health.port}/healthz"
    try:
        with urllib.request.urlopen(address, timeout=_ASK_S):
            here.say("doctor.alive.yes")
    except OSError:  # a refusal, a time-out, and the status of a program that stalls
        here.say("doctor.alive.no", address=address)
        return ExitCode.FAULTS
    return ExitCode.OK
