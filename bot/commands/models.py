"""`liaison models`: the translation models of this machine."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.lines import write_rows
from bot.commands.options import JsonOption
from bot.commands.progress import Progress
from bot.commands.session import Session, session
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from translations.formats import format_number
from translations.models import InstalledModel, install_file, list_models, models_home
from translations.models import verify_models as find_faults
from translations.package_index import available_models, install_from_index

app = Commands("models")

_PACKAGE_SUFFIX = ".argosmodel"


@app.command("list", help="cli.models.list.help")
def show(
    ctx: typer.Context,
    available: Annotated[
        bool, typer.Option("--available", help="cli.models.list.available")
    ] = False,
    json: JsonOption = False,
) -> ExitCode:
    """List what is installed, or what the public list offers."""
    here = session(ctx)
    if available:
        offers = available_models()
        for offer in offers:
            row = {"pair": f"{offer.source}-{offer.target}", "version": offer.version}
            if json:
                write_rows([row])
            else:
                here.say("cli.models.list.offer", **row)
        return ExitCode.OK
    home = models_home(os.environ)
    models = list_models(home)
    if json:
        write_rows([model_row(model) for model in models])
        return ExitCode.OK
    if not models:
        here.warn("cli.models.none", folder=home)
    for model in models:
        _describe(here, model)
    return ExitCode.OK


@app.command("install", help="cli.models.install.help")
def install(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="cli.models.install.what", metavar="MODEL")],
    sha256: Annotated[
        str | None, typer.Option("--sha256", help="cli.models.install.sha256", metavar="HASH")
    ] = None,
) -> ExitCode:
    """Install a package from a file, or by its pair from the public list."""
    here = session(ctx)
    home, now = models_home(os.environ), datetime.now(UTC)
    if what.endswith(_PACKAGE_SUFFIX) or Path(what).is_file():
        model = install_file(Path(what), home, now=now, sha256=sha256)
    else:
        source, target = pair(what)
        with Progress(here.t("cli.models.install.progress", pair=what)) as bar:
            model = install_from_index(
                source, target, home, now=now, sha256=sha256, progress=bar.reach
            )
    here.say("cli.models.install.done")
    _describe(here, model)
    return ExitCode.OK


@app.command("verify", help="cli.models.verify.help")
def verify(ctx: typer.Context, json: JsonOption = False) -> ExitCode:
    """Compare the files of every model with what was installed."""
    here = session(ctx)
    home = models_home(os.environ)
    faults = find_faults(home)
    for fault in faults:
        if json:
            write_rows([{"pair": fault.pair, "file": fault.file, "problem": fault.problem}])
        else:
            place = "/".join(part for part in (fault.pair, fault.file) if part)
            sentence = here.t(f"translations.fault.{fault.problem}")
            here.say("cli.models.verify.fault", place=place, sentence=sentence)
    if faults and not json:
        here.warn("cli.models.verify.again")
    if not faults and not json:
        count = len(list_models(home))
        if count:
            here.say_count("cli.models.verify.fine", count)
        else:
            here.warn("cli.models.none", folder=home)
    return ExitCode.FAULTS if faults else ExitCode.OK


def pair(text: str) -> tuple[str, str]:
    """Return source and target of a pair such as en-fr.

    Raises:
        CommandFault: it is none.
    """
    source, dash, target = text.partition("-")
    if not dash or not source.isalpha() or not target.isalpha():
        raise CommandFault("cli.models.install.bad_pair", value=text)
    return source.lower(), target.lower()


def model_row(model: InstalledModel) -> dict[str, object]:
    """Return a model as an object."""
    return {
        "pair": model.pair,
        "version": model.version,
        "licence": model.license,
        "size_bytes": model.size_bytes,
        "sha256": model.archive_sha256,
        "installed_at": model.installed_at.isoformat(),
        "folder": str(model.folder),
    }


def _describe(here: Session, model: InstalledModel) -> None:
    here.say(
        "cli.models.list.line",
        pair=model.pair,
        version=model.version,
        size=format_number(round(model.size_bytes / 1_000_000, 1), here.lang),
        licence=model.license or here.t("cli.models.list.no_licence"),
        sha256=model.archive_sha256,
        folder=model.folder,
    )
