"""What `facts diff` and `policy diff` show of changes: rows of JSON, or sentences."""

from collections.abc import Sequence
from typing import Protocol

from bot.commands.lines import write_rows
from bot.commands.session import Session


class Change(Protocol):
    """One thing that differs between two versions."""

    @property
    def kind(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def before(self) -> object: ...
    @property
    def after(self) -> object: ...
    def render(self, lang: str) -> str: ...


def show_changes(here: Session, changes: Sequence[Change], *, key: str, json: bool) -> None:
    """Show every change, and how many there are.

    Args:
        here: the call.
        changes: in the order in which they are shown.
        key: of the catalogs: `key.changes` counts them, `key.same` says that there is none.
        json: rows for a program instead.
    """
    if json:
        write_rows(
            [
                {
                    "change": one.kind,
                    "part": one.part,
                    "id": one.id,
                    "field": one.field,
                    "before": one.before,
                    "after": one.after,
                }
                for one in changes
            ]
        )
        return
    for one in changes:
        here.show(one.render(here.lang))
    if changes:
        here.warn_count(f"{key}.changes", len(changes))
    else:
        here.say(f"{key}.same")
