"""Arguments and options that several commands share, so that they look the same everywhere."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.faults import CommandFault

DEFAULT_NOW: Final = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)  # docs/cli.md
STANDARD_INPUT: Final = Path("-")

MessagesArgument = Annotated[
    Path, typer.Argument(help="cli.argument.messages", metavar="FILE", show_default=False)
]
TextArgument = Annotated[
    Path, typer.Argument(help="cli.argument.text", metavar="FILE", show_default=False)
]
DatabaseOption = Annotated[str | None, typer.Option("--db", help="cli.option.db", metavar="URL")]
JsonOption = Annotated[bool, typer.Option("--json", help="cli.option.json")]
PolicyOption = Annotated[
    Path | None, typer.Option("--policy", help="cli.option.policy", metavar="DIR")
]
FactsOption = Annotated[
    Path | None, typer.Option("--facts", help="cli.option.facts", metavar="DIR")
]
BatchOption = Annotated[
    int, typer.Option("--batch", help="cli.option.batch", metavar="NUMBER", min=1, max=10_000)
]
AsOption = Annotated[str | None, typer.Option("--as", help="cli.option.as", metavar="NAME")]
LabelsOption = Annotated[
    str | None, typer.Option("--labels", help="cli.option.labels", metavar="NAMES")
]
NoClassifierOption = Annotated[
    bool, typer.Option("--no-classifier", help="cli.option.no_classifier")
]
TopOption = Annotated[
    int, typer.Option("--top", help="cli.option.top", metavar="NUMBER", min=1, max=100)
]
NowOption = Annotated[str | None, typer.Option("--now", help="cli.option.now", metavar="TIME")]
OutOption = Annotated[Path | None, typer.Option("--out", help="cli.option.out", metavar="DIR")]


def moment(value: str | None, option: str = "--now", default: datetime = DEFAULT_NOW) -> datetime:
    """Return an option's date and time in UTC.

    Raises:
        CommandFault: it is none, or it has no zone.
    """
    if value is None:
        return default
    try:
        read = datetime.fromisoformat(value)
        aware = read.astimezone(UTC) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        aware = None
    if aware is None:
        raise CommandFault("cli.usage.bad_moment", option=option, value=value)
    return aware
