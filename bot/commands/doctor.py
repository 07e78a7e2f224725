"""`liaison doctor`: is everything in place, for people and for the container's health check."""

import os
from datetime import UTC, datetime

import typer

from bot.commands.lines import write_rows
from bot.commands.options import DatabaseOption, JsonOption
from bot.commands.session import session
from bot.doctor import examine
from bot.faults import ExitCode
from bot.findings import Level


def doctor(ctx: typer.Context, json: JsonOption = False, db: DatabaseOption = None) -> ExitCode:
    """Look at everything and say what is, and what to do."""
    here = session(ctx)
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
