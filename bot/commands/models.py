"""`liaison models`: the translation models of this machine."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.lines import write_rows
from bot.commands.options import JsonOption
from bot.commands.progress import Progress
from bot.commands.session import Session, session
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from translations.bundled import model_store
from translations.formats import format_number
from translations.models import (
    InstalledModel,
    install_file,
    list_models,
    list_versions,
    models_home,
    remove_model,
    roll_back,
)
from translations.package_index import available_models, install_from_index
from translations.publishedscores import PUBLISHED

if TYPE_CHECKING:
    from translations.argos import ArgosEngine

app = Commands("models")

_PACKAGE_SUFFIX = ".argosmodel"

PairArgument = Annotated[str, typer.Argument(help="cli.models.pair", metavar="PAIR")]


@app.command("list", help="cli.models.list.help")
def show(
    ctx: typer.Context,
    available: Annotated[
        bool, typer.Option("--available", help="cli.models.list.available")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="cli.models.list.all")] = False,
    json: JsonOption = False,
) -> ExitCode:
    """List what is in use, every version that is kept, or what the public list offers."""
    here = session(ctx)
    if available:
        _offers(here, json=json)
        return ExitCode.OK
    home = models_home(os.environ)
    used = model_store(os.environ).models()
    models = list(used)
    if every:
        for model in list_models(home):
            models += list_versions(home, model.source, model.target)[1:]
        models.sort(key=lambda model: model.pair)  # stable: what is in use stays first
    if json:
        write_rows([{**model_row(model), "in_use": model in used} for model in models])
        return ExitCode.OK
    if not models:
        here.warn("cli.models.none", folder=home)
    for model in models:
        _describe(here, model)
        if model not in used:
            here.say("cli.models.list.earlier", pair=model.pair)
    if any(model.compact for model in used):
        here.say("cli.models.list.better")
    return ExitCode.OK


def _offers(here: Session, *, json: bool) -> None:
    for offer in available_models():
        name = f"{offer.source}-{offer.target}"
        score = PUBLISHED.get(name)
        if json:
            row: dict[str, object] = {"pair": name, "version": offer.version}
            write_rows([row | ({"scores": {score.measure: score.value}} if score else {})])
        else:
            here.say("cli.models.list.offer", pair=name, version=offer.version)
            _published(here, name)


@app.command("install", help="cli.models.install.help")
def install(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="cli.models.install.what", metavar="MODEL")],
    sha256: Annotated[
        str | None, typer.Option("--sha256", help="cli.models.install.sha256", metavar="HASH")
    ] = None,
) -> ExitCode:
    """Install a package from a file, or by its pair from the public list; it is tried out first."""
    here = session(ctx)
    home, now, trial = models_home(os.environ), datetime.now(UTC), _engine().try_out
    if what.endswith(_PACKAGE_SUFFIX) or Path(what).is_file():
        model = install_file(Path(what), home, now=now, sha256=sha256, trial=trial)
    else:
        source, target = pair(what)
        with Progress(here.t("cli.models.install.progress", pair=what)) as bar:
            model = install_from_index(
                source, target, home, now=now, sha256=sha256, trial=trial, progress=bar.reach
            )
    here.say("cli.models.install.done")
    _describe(here, model)
    return ExitCode.OK


@app.command("verify", help="cli.models.verify.help")
def verify(ctx: typer.Context, json: JsonOption = False) -> ExitCode:
    """Compare the files of every model with what was installed."""
    here = session(ctx)
    store = model_store(os.environ)
    faults = store.faults()
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
        count = len(store.models())
        if count:
            here.say_count("cli.models.verify.fine", count)
        else:
            here.warn("cli.models.none", folder=store.home)
    return ExitCode.FAULTS if faults else ExitCode.OK


@app.command("rollback", help="cli.models.rollback.help")
def rollback(
    ctx: typer.Context,
    which: PairArgument,
    version: Annotated[
        str | None,
        typer.Option("--version", help="cli.models.rollback.version", metavar="VERSION"),
    ] = None,
) -> ExitCode:
    """Go back to the version before, or to another one that is kept."""
    here = session(ctx)
    source, target = pair(which)
    model = roll_back(models_home(os.environ), source, target, version=version)
    here.say("cli.models.rollback.done")
    _describe(here, model)
    return ExitCode.OK


@app.command("remove", help="cli.models.remove.help")
def remove(ctx: typer.Context, which: PairArgument) -> ExitCode:
    """Remove what was installed of a pair; what comes with the program counts again."""
    here = session(ctx)
    source, target = pair(which)
    remove_model(models_home(os.environ), source, target)
    here.say("cli.models.remove.done", pair=f"{source}-{target}")
    for model in model_store(os.environ).models():
        if (model.source, model.target) == (source, target):
            _describe(here, model)
    return ExitCode.OK


def _engine() -> "ArgosEngine":
    from translations.argos import ArgosEngine

    return ArgosEngine(model_store(os.environ))


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
        "compact": model.compact,
        "bundled": model.bundled,
        "scores": dict(model.scores),
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
    if model.compact:
        here.say("cli.models.list.compact" if not model.bundled else "cli.models.list.bundled")
    for measure, value in model.scores:
        text = format_number(round(value, 2), here.lang)
        here.say("cli.models.list.score", measure=measure, value=text)
    if not model.scores and not model.compact:
        _published(here, model.pair)


def _published(here: Session, name: str) -> None:
    if (score := PUBLISHED.get(name)) is not None:
        value = format_number(score.value, here.lang)
        here.say(
            "cli.models.list.published",
            measure=score.measure,
            value=value,
            publisher=score.publisher,
        )
