"""Help pages as plain text from the catalogs: words for screen readers and pipes, no boxes."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from enum import Enum

from typer._click.core import Command as ClickCommand  # Typer exports no name for it
from typer._click.core import Context as ClickContext
from typer._click.core import Parameter
from typer.core import TyperArgument, TyperGroup, TyperOption

from bot.commands.session import Session
from translations.catalogs import Catalog, catalog

Row = tuple[str, str]

_GLOBALS = (("--lang en|fr", "cli.option.lang"), ("--config {FILE}", "cli.option.config"))


def render_help(command: ClickCommand, ctx: ClickContext, commands: Iterable[Row]) -> str:
    """Return the help page of a command; `commands` are names and keys of their one-line help."""
    here = ctx.find_object(Session)
    t = here.t if here is not None else catalog("en")
    arguments = [p for p in command.params if isinstance(p, TyperArgument) and not p.hidden]
    options = [p for p in command.params if isinstance(p, TyperOption) and not p.hidden]
    key = command.help or ""
    parts = [usage(command, ctx, t), *_paragraphs(t(key) if key else "")]
    about = f"{key.removesuffix('.help')}.about"
    if key and about in t:
        parts.extend(_paragraphs(t(about)))
    rows: list[Row] = [(name, t(line)) for name, line in commands]
    parts.append(_section(t("cli.help.commands"), rows))
    rows = [(_argument_name(p, t), _explained(p, ctx, t)) for p in arguments]
    parts.append(_section(t("cli.help.arguments"), rows))
    rows = [(_option_name(p, t), _explained(p, ctx, t)) for p in options]
    rows.append(("--help", t("cli.option.help")))
    parts.append(_section(t("cli.help.options"), rows))
    if ctx.parent is not None:
        rows = [(name.format(FILE=metavar("FILE", t)), t(line)) for name, line in _GLOBALS]
        parts.append(_section(t("cli.help.everywhere"), rows))
    return "\n\n".join(part for part in parts if part)


def usage(command: ClickCommand, ctx: ClickContext, t: Catalog) -> str:
    """Return the line that shows how the command is called."""
    pieces = [t("cli.help.options_here")]
    for param in command.params:
        if isinstance(param, TyperArgument) and not param.hidden:
            name = _argument_name(param, t)
            pieces.append(name if param.required else f"[{name}]")
    if isinstance(command, TyperGroup):
        pieces.append(t("cli.help.command_here"))
    return t("cli.help.usage", line=f"{ctx.command_path} {' '.join(pieces)}")


def metavar(name: str, t: Catalog) -> str:
    """Return a placeholder such as FILE as the language writes it."""
    key = f"cli.metavar.{name.lower()}"
    return t(key) if key in t else name


def takes(param: Parameter, t: Catalog) -> str:
    """Return what values a parameter takes, in words."""
    if not isinstance(param, (TyperArgument, TyperOption)):
        return ""
    kind = param.type_descriptor
    if kind.choices is not None:
        names = [str(c.value) if isinstance(c, Enum) else str(c) for c in kind.choices]
        return t("cli.takes.choice", choices=", ".join(names))
    if kind.annotation in (int, float):
        low, high = param.min, param.max
        what = "cli.takes.integer" if kind.annotation is int else "cli.takes.number"
        if low is not None and high is not None:
            return t(f"{what}_between", low=low, high=high)
        return t(f"{what}_from", low=low) if low is not None else t(what)
    return t("cli.takes.path") if kind.is_path else t("cli.takes.text")


def _argument_name(param: TyperArgument, t: Catalog) -> str:
    name = metavar(param.metavar or param.name.upper(), t)
    return name if param.nargs == 1 else f"{name}…"


def _option_name(param: TyperOption, t: Catalog) -> str:
    names = ", ".join([*param.opts, *param.secondary_opts])
    if param.is_flag:
        return names
    kind = param.type_descriptor
    if param.metavar is None and kind.choices is not None:
        values = [str(c.value) if isinstance(c, Enum) else str(c) for c in kind.choices]
        return f"{names} {'|'.join(values)}"
    return f"{names} {metavar(param.metavar or param.name.upper(), t)}"


def _explained(param: TyperArgument | TyperOption, ctx: ClickContext, t: Catalog) -> str:
    text = t(param.help) if param.help else ""
    if param.required:
        return f"{text} {t('cli.help.required')}"
    default = param.get_default(ctx, call=False) if param.show_default else None
    shown = default.value if isinstance(default, Enum) else default
    if shown is None or isinstance(shown, bool) or callable(shown) or shown in ("", (), []):
        return text
    together = t("cli.help.default", value=shown).replace(" ", "\u00a0")
    return f"{text} {together}"


def _section(heading: str, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    width = _width()
    column = min(max(len(name) for name, _ in rows), 28) + 4
    lines = [_strong(heading)]
    for name, text in rows:
        head = f"  {name}".ljust(column)
        if len(head) > column or not text:
            lines.append(head.rstrip())
            head = " " * column
        if text:
            indent = " " * column
            lines.append(
                textwrap.fill(
                    text,
                    width,
                    initial_indent=head,
                    subsequent_indent=indent,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
    return "\n".join(lines)


def _paragraphs(text: str) -> list[str]:
    return [
        textwrap.fill(part, _width(), break_long_words=False, break_on_hyphens=False)
        for part in text.split("\n\n")
        if part
    ]


def _width() -> int:
    return max(60, min(100, shutil.get_terminal_size((80, 24)).columns))


def _strong(text: str) -> str:
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        return f"\x1b[1m{text}\x1b[0m"
    return text
