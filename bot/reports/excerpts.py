"""Messages as a page may show them: masked first, then cut."""

from typing import Final

from sqlalchemy import Row

from bot.reports.values import Excerpt
from bot.review.wording import shown
from policies.masking import mask

LENGTH: Final = 220


def excerpt(row: "Row[tuple[object, ...]]", *, sensitive: bool, length: int = LENGTH) -> Excerpt:
    """Return a message row as a page may show it; a sensitive text stays at the desk."""
    return Excerpt(
        case_id=row.case_id,
        lang=row.lang,
        sent_at=row.sent_at,
        text=None if sensitive else masked(row.text, length),
    )


def masked(text: str, length: int = LENGTH) -> str:
    """Return text on one line with personal data hidden, cut at a word."""
    line = " ".join(mask(shown(text)).split())
    if len(line) <= length:
        return line
    cut = line[:length]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > length // 2 else cut).rstrip(' ,;:')}…"
