"""The command line: chooses the reader's language, then runs one command.

Commands are in `bot.commands`; nothing of theirs is imported before it is needed.
"""

import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from typer._click.core import Command as ClickCommand  # Typer exports no name for it
from typer.main import get_command

from bot.commands.session import Session
from bot.commands.tree import Root
from bot.faults import ExitCode, WrongUsage, guarded
from translations.catalogs import Catalog, catalog
from translations.values import OFFICIAL_LANGUAGES, Official

PROGRAM: Final = "liaison"
_GLOBALS: Final = ("--lang", "--config")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return the exit code."""
    _open_closed_streams()
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    found, rest = take_globals(given)
    lang = choose_language(found.get("--lang"), os.environ)
    t = catalog(lang)
    return guarded(lambda: _run(found, rest, t), t)


def build_app() -> ClickCommand:
    """Return the command tree; texts in it are catalog keys, put into words when they are shown."""
    app = typer.Typer(
        cls=Root,
        name=PROGRAM,
        help="cli.help",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_globals)
    return get_command(app)


def take_globals(arguments: Sequence[str]) -> tuple[dict[str, str | None], list[str]]:
    """Split off --lang and --config, wherever they stand before `--`.

    Returns:
        Their values (None where the value is missing) and the other arguments, in order.
    """
    found: dict[str, str | None] = {}
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest.extend((argument, *waiting))
        elif name in _GLOBALS:
            found[name] = value if equals else next(waiting, None)
        else:
            rest.append(argument)
    return found, rest


def choose_language(option: str | None, environment: Mapping[str, str]) -> Official:
    """Return the reader's language: --lang, else LIAISON_LANG, else the locale, else English."""
    for wish in (option, environment.get("LIAISON_LANG")):
        start = (wish or "").strip().lower()[:2]
        if start in OFFICIAL_LANGUAGES:
            return "fr" if start == "fr" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = environment.get(name)
        if locale:
            return "fr" if locale.lower().startswith("fr") else "en"
    return "en"


def _run(found: Mapping[str, str | None], rest: list[str], t: Catalog) -> int:
    for name, value in found.items():
        if not value:
            raise WrongUsage("cli.usage.needs_value", PROGRAM, option=name)
    if found.get("--lang", "en") not in OFFICIAL_LANGUAGES:
        raise WrongUsage("cli.usage.no_such_language", PROGRAM, name=found["--lang"])
    config = found.get("--config")
    here = Session(t=t, config=Path(config) if config else None)
    app = build_app()
    # Not app.main(): that would put errors, interruptions and closed pipes in its own words.
    with app.make_context(PROGRAM, rest, obj=here) as ctx:
        code = app.invoke(ctx)
    return code if isinstance(code, int) else ExitCode.OK


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"{PROGRAM} {version('liaison-bot')}")
        raise typer.Exit(ExitCode.OK)


def _globals(
    _lang: Annotated[
        str | None, typer.Option("--lang", help="cli.option.lang", metavar="en|fr")
    ] = None,
    _config: Annotated[
        Path | None, typer.Option("--config", help="cli.option.config", metavar="FILE")
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", help="cli.option.version", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Declare the global options for the help; `take_globals` has taken two of them already."""


def _open_closed_streams() -> None:
    # Started with a stream closed (`<&-`, `>&-`), Python has None there: nothing comes or goes.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 # open till the end
            setattr(sys, name, nowhere)


def _speak_utf8() -> None:
    # What we write is UTF-8 by contract, whatever the locale says; lone surrogates cannot stop it.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
