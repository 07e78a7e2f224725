"""What a button carries: a verb, the number of the panel that it stands on, and an argument."""

from dataclasses import dataclass
from typing import Final

from bot.ports import Button
from bot.storage.panels import Shown
from policies.roles import Reviewer

LONGEST: Final = 64  # bytes (Bot API)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A reviewer pressed a button of a panel that was shown to them."""

    verb: str
    argument: str
    panel: Shown
    reviewer: Reviewer
    chat: str
    message: str


def button(
    text: str, verb: str, panel_id: int, argument: str = "", style: str | None = None
) -> Button:
    """Return a button that comes back as a `Press`."""
    data = f"{verb}|{panel_id}|{argument}"
    if len(data.encode()) > LONGEST:
        raise ValueError(f"the button {verb} carries more than {LONGEST} bytes")
    return Button(text=text, data=data, style=style)


def read(data: str) -> tuple[str, int, str] | None:
    """Return verb, panel and argument; None where it is not a button of ours."""
    verb, first, rest = data.partition("|")
    number, second, argument = rest.partition("|")
    if not (first and second and verb and number.isdecimal()):
        return None
    return verb, int(number), argument
