"""Text for panels: escaped, in the few tags that a chat knows; lengths as Telegram counts."""

import html
import re
from typing import Final

LONGEST: Final = 4096  # UTF-16 units of one panel after its tags are taken away (Bot API)
ELLIPSIS: Final = "…"
_TAG: Final = re.compile(r"<[^<>]*>")


def plain(text: str) -> str:
    """Return text from outside or from a catalog so that no tag of it counts."""
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    """Return a title."""
    return f"<b>{plain(text)}</b>"


def quote(text: str, *, folded: bool = False) -> str:
    """Return what somebody wrote, set apart; `folded` shows it on request."""
    return f"<blockquote{' expandable' if folded else ''}>{plain(text)}</blockquote>"


def hidden(text: str) -> str:
    """Return a text that is seen only once it is touched."""
    return f"<tg-spoiler>{plain(text)}</tg-spoiler>"


def code(text: str) -> str:
    """Return a text that is copied as it is."""
    return f"<code>{plain(text)}</code>"


def units(text: str) -> int:
    """Return a length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, longest: int) -> str:
    """Return a text of at most that many UTF-16 units, an ellipsis where something is missing."""
    if units(text) <= longest:
        return text
    room, kept = longest - units(ELLIPSIS), 0
    for at, char in enumerate(text):
        kept += units(char)
        if kept > room:
            return text[:at].rstrip() + ELLIPSIS
    return text


def stripped(text: str) -> str:
    """Return a panel's text as it is read: without tags, entities undone."""
    return html.unescape(_TAG.sub("", text))
