"""Mistakes on the command line, in the reader's language; Typer's own sentences are English."""

from typer._click.exceptions import (  # Typer exports no names for these
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperOption

from bot.commands.helptext import metavar, takes
from translations.catalogs import Catalog


def usage_words(fault: ClickException, t: Catalog) -> str:
    """Return what is wrong with the command line, and how to get help."""
    if isinstance(fault, NoArgsIsHelpError):
        return fault.format_message()  # the help page itself
    sentence = _sentence(fault, t)
    if isinstance(fault, UsageError) and fault.ctx is not None:
        return f"{sentence}\n{t('cli.usage.try_help', command=fault.ctx.command_path)}"
    return sentence


def _sentence(fault: ClickException, t: Catalog) -> str:
    if isinstance(fault, NoSuchOption):
        near = sorted(fault.possibilities or ())
        if near:
            return t("cli.usage.no_such_option_near", option=fault.option_name, near=near[0])
        return t("cli.usage.no_such_option", option=fault.option_name)
    if isinstance(fault, MissingParameter):
        return t("cli.usage.missing", name=_name(fault, t))
    if isinstance(fault, BadParameter) and fault.param is not None:
        return t("cli.usage.bad_value", name=_name(fault, t), takes=takes(fault.param, t))
    if isinstance(fault, BadOptionUsage):
        if "does not take" in fault.message:  # the only sign: a flag was given a value
            return t("cli.usage.takes_no_value", option=fault.option_name)
        return t("cli.usage.needs_value", option=fault.option_name)
    if isinstance(fault, UsageError):
        return t("cli.usage.too_many")
    return t("cli.fault.unexpected", kind=type(fault).__name__)


def _name(fault: BadParameter, t: Catalog) -> str:
    param = fault.param
    if param is None:
        return ""
    if isinstance(param, TyperOption):
        return max(param.opts, key=len)
    return metavar(param.metavar or param.name.upper(), t)
