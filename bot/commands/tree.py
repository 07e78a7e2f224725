"""The command tree: modules load when their command runs, and help is in the reader's language."""

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import Any, TypeVar

import typer
from typer._click.core import Command as ClickCommand  # Typer exports no name for it
from typer._click.core import Context as ClickContext  # typer.Context is a subclass
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from bot.commands import COMMANDS
from bot.commands.helptext import render_help
from bot.faults import WrongUsage

Function = TypeVar("Function", bound=Callable[..., Any])


class HelpfulCommand(TyperCommand):
    """A command whose help is made from the catalogs."""

    def get_help(self, ctx: ClickContext) -> str:
        """Return the help in the reader's language."""
        return render_help(self, ctx, ())


class HelpfulGroup(TyperGroup):
    """Several commands under one name, with help from the catalogs."""

    def get_help(self, ctx: ClickContext) -> str:
        """Return the help in the reader's language."""
        rows = [(name, self.line(ctx, name)) for name in self.list_commands(ctx)]
        return render_help(self, ctx, rows)

    def line(self, ctx: ClickContext, name: str) -> str:
        """Return the key of a command's one-line help."""
        command = self.get_command(ctx, name)
        return (command.help or "") if command else ""

    def resolve_command(
        self, ctx: ClickContext, args: list[str]
    ) -> tuple[str | None, ClickCommand | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            WrongUsage: there is none; says the nearest.
        """
        command = self.get_command(ctx, args[0])
        if command is not None:
            return args[0], command, args[1:]
        near = get_close_matches(args[0], self.list_commands(ctx), n=1)
        key = "cli.usage.no_such_command_near" if near else "cli.usage.no_such_command"
        raise WrongUsage(key, ctx.command_path, name=args[0], **({"near": near[0]} if near else {}))


class Root(HelpfulGroup):
    """`liaison` itself: the registry's commands, each imported when it is asked for."""

    def list_commands(self, ctx: ClickContext) -> list[str]:
        """Return the names in the registry's order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: ClickContext, cmd_name: str) -> ClickCommand | None:
        """Import and return a command, None where there is no such name."""
        del ctx
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def line(self, ctx: ClickContext, name: str) -> str:
        """Return the key of the one-line help, without importing the command."""
        del ctx
        return f"cli.{name}.help"


class Commands(typer.Typer):
    """A group of commands; its own help is `cli.NAME.help`, each command gives its own key."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name=name,
            cls=HelpfulGroup,
            help=f"cli.{name}.help",
            add_completion=False,
            no_args_is_help=True,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
        )
        self.callback()(_nothing)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Function], Function]:
        """Add a function as a command; `help` is a key of the catalogs."""
        settings.setdefault("cls", HelpfulCommand)
        return super().command(name, **settings)


def load_command(name: str) -> ClickCommand:
    """Import a command of the registry."""
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        return get_command(found)
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, cls=HelpfulCommand, help=f"cli.{name}.help")(found)
    return get_command(single)


def _nothing() -> None:
    """A group does nothing before its commands."""
