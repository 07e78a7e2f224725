"""Buttons as the Bot API takes them."""

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ports import Button

LONGEST: Final = 64  # bytes that a button may carry (Bot API)


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return the buttons below a message, None where there are none.

    Raises:
        ValueError: a button carries too much, or nothing.
    """
    made = [[_button(one) for one in row] for row in rows if row]
    return InlineKeyboardMarkup(made) if made else None


def _button(button: Button) -> InlineKeyboardButton:
    style = button.style
    if button.url is not None:
        return InlineKeyboardButton(button.text, url=button.url, style=style)
    size = len((button.data or "").encode())
    if not 1 <= size <= LONGEST:
        raise ValueError(f"a button carries {size} bytes; 1 to {LONGEST} are possible")
    return InlineKeyboardButton(button.text, callback_data=button.data, style=style)
