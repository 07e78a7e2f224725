"""Which policy a command of `liaison policy` works on."""

from pathlib import Path
from typing import Annotated

import typer

from bot.faults import CommandFault
from policies.document import SHIPPED

PolicyArgument = Annotated[
    Path | None, typer.Argument(help="cli.argument.policy", metavar="DIR", show_default=False)
]


def policy_place(argument: Path | None, option: Path | None) -> Path:
    """Return the argument or --policy, which mean the same; the shipped policy where absent.

    Raises:
        CommandFault: both are given, and differ.
    """
    if argument is not None and option is not None and argument != option:
        raise CommandFault("cli.usage.twice", option="--policy")
    return argument or option or SHIPPED
