"""Find the amounts of a text; every figure of it belongs to one of them."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from translations.amounts.values import Amount, Code, Found

Reader = Callable[[re.Match[str]], Amount | None]

_FIGURE: Final = re.compile(r"\d")
_FIGURES: Final = re.compile(r"\d+")
# A word with a figure that nothing else has read: B2B, 24/7, 1.2.3, 2025-2026.
_CODE: Final = re.compile(r"(?<!\w)\w*\d\w*(?:[-–/.:,'’]\w*\d\w*)*")
# Such a number names a place in a document: its full stop is no decimal mark.
_NAMED: Final = re.compile(
    r"(?i)\b(?:sections?|articles?|art\.|ss?\.|par(?:agraph[es]*|\.)|chap(?:ters?|itres?|\.)|versions?|v\."
    r"|figures?|tables?|tableaux?|appendi(?:x|ces)|annex(?:es?)?|parts?|parties?|clauses?|rules?"
    r"|règles?|forms?|formulaires?)\s\Z"
)


def read_amounts(text: str, lang: str, taken: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """Return the amounts of a text in order; they do not overlap.

    Args:
        text: what is read.
        lang: "en" or "fr".
        taken: places that are something else, such as links.
    """
    if not _FIGURE.search(text):
        return []
    page = _Page(text)
    for start, end in taken:
        page.take(start, end)
    for pattern, read in _readers(lang):
        for match in pattern.finditer(text):
            if page.is_free(*match.span()) and (amount := read(match)) is not None:
                page.note(match, Code(text=match[0]) if _is_named(match) else amount)
    for match in _CODE.finditer(text):
        if page.is_free(*match.span()):
            page.note(match, Code(text=match[0]))
    for match in _FIGURES.finditer(page.left()):  # of words that are partly something else
        page.note(match, Code(text=match[0]))
    return sorted(page.found, key=lambda one: one.start)


class _Page:
    """A text, and which places of it have been read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._taken = bytearray(len(text))
        self.found: list[Found] = []

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing has been read there."""
        return not any(self._taken[start:end])

    def left(self) -> str:
        """Return the text with what has been read blotted out."""
        return "".join(
            " " if taken else char for char, taken in zip(self._text, self._taken, strict=True)
        )

    def take(self, start: int, end: int) -> None:
        """Let nothing else be read there."""
        self._taken[start:end] = b"\x01" * (end - start)

    def note(self, match: re.Match[str], amount: Amount) -> None:
        """Keep what was read."""
        self.take(*match.span())
        self.found.append(Found(start=match.start(), end=match.end(), amount=amount))


def _is_named(match: re.Match[str]) -> bool:
    """Whether a number with a full stop names a place in a document."""
    if "." not in match[0] or not match[0][0].isdigit():
        return False
    return _NAMED.search(match.string[max(0, match.start() - 24) : match.start()]) is not None


def _readers(lang: str) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    if lang == "fr":
        from translations.amounts import french

        return french.READERS
    from translations.amounts import english

    return english.READERS
