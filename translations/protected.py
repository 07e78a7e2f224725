"""What comes out of a translation byte for byte: links, addresses, names, placeholders, codes."""

import re
from typing import Final

_SPAN: Final = re.compile(
    r"\{[^{}\s]*\}"  # {placeholder}
    r"|<[/!]?[a-zA-Z][^<>\n]*>"  # <tag>
    r"|`[^`\n]+`"
    r"|(?:https?://|www\.)[^\s<>«»]*[^\s<>«».,;:!?…)\]}'\"”’]"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"  # e-mail
    r"|(?<![\w@])@\w+(?:[.@-]\w+)*"  # @name, @name@server
    r"|(?<![\w#&])#\w+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,5}(?:ca|com|org|net|example)\b(?:/[^\s<>«»]*[^\s<>«».,;:!?…)\]}'\"”’])?"
    r"|(?:\+?1[-. ])?\(?\b\d{3}\)?[-. ]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b"  # telephone
    r"|\b\d{3}[- ]\d{3}[- ]\d{3}\b(?![ ,]\d)|\b\d{4}-\d{2}-\d{2}\b"  # SIN, ISO date
    r"|\b[A-Z]{1,6}-?\d[A-Za-z0-9-]*\b"  # T4A, RC-66
    r"|\b\d-\d-\d\b"  # 9-8-8
)
_OUTER: Final = re.compile(r"[\s\u00a0,;:–—-]*")
_MARK: Final = re.compile(r"X(\d{1,3})QZ")


def spans(text: str) -> list[str]:
    """Return each protected span, in order."""
    return [match[0] for match in _SPAN.finditer(text)]


def cover(text: str) -> tuple[str, list[str]]:
    """Return the text with a mark in place of each span, and the spans.

    A mark is a made-up word that an engine copies; `uncover` says where it did not.
    """
    kept = spans(text)
    numbers = iter(range(len(kept)))
    return _SPAN.sub(lambda _: f"X{next(numbers)}QZ", text), kept


def uncover(text: str, kept: list[str]) -> str | None:
    """Return the text with its spans back, or None where a mark was lost, added or repeated."""
    found = sorted(int(number) for number in _MARK.findall(text))
    if found != list(range(len(kept))):
        return None
    return _MARK.sub(lambda mark: kept[int(mark[1])], text)


def carve(text: str) -> list[tuple[str, bool]]:
    """Return the pieces of a text, each with whether it may be translated; they join to the text.

    Spaces and separators around a span belong to what may not be translated.
    """
    pieces: list[tuple[str, bool]] = []
    place = 0
    for match in _SPAN.finditer(text):
        pieces.extend(_open(text[place : match.start()]))
        pieces.append((match[0], False))
        place = match.end()
    pieces.extend(_open(text[place:]))
    return pieces


def _open(text: str) -> list[tuple[str, bool]]:
    lead = _OUTER.match(text)
    start = lead.end() if lead else 0
    core = text[start:].rstrip(" \u00a0\t,;:–—-")
    rest = text[start + len(core) :]
    found = [(text[:start], False), (core, any(map(str.isalpha, core))), (rest, False)]
    return [piece for piece in found if piece[0]]
