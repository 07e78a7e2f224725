"""The last resort for a panel that is too long: cut it so that its tags still close."""

import html
import re
from typing import Final

LONGEST: Final = 4096  # UTF-16 units of what is shown, tags and entities not counted (Bot API)
_ELLIPSIS: Final = "…"
_PIECE: Final = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|&#?\w+;|.", re.DOTALL
)


def units(text: str) -> int:
    """Return a length as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def trim(text: str, longest: int = LONGEST) -> str:
    """Return an HTML text of at most that many units, an ellipsis where something is missing."""
    if units(text) <= longest or _shown(text) <= longest:
        return text
    room, kept, open_tags = longest - units(_ELLIPSIS), list[str](), list[str]()
    for piece in _PIECE.finditer(text):
        if piece["tag"] is None:
            room -= units(html.unescape(piece[0]))
            if room < 0:
                break
        elif not piece["end"]:
            open_tags.append(piece["tag"])
        elif open_tags:
            open_tags.pop()
        kept.append(piece[0])
    return "".join(kept) + _ELLIPSIS + "".join(f"</{tag}>" for tag in reversed(open_tags))


def _shown(text: str) -> int:
    return sum(
        units(html.unescape(piece[0])) for piece in _PIECE.finditer(text) if piece["tag"] is None
    )
