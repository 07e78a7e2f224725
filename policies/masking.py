"""Personal data hidden for display; the text itself is not changed in storage."""

import re
from collections.abc import Iterator
from typing import Final

from policies.personal import claim_personal
from policies.personaldata.findings import Finding, settle
from policies.views import Span
from translations.catalogs import catalog

_HANDLE: Final = re.compile(r"(?<![\w@/.])@\w[\w.-]*(?:@[\w.-]+)?")
_SHOWN: Final = "•••"
_LONG: Final = 6  # a value of so many digits is hidden wherever else it stands
_PASSES: Final = 6


def mask(text: str, *, lang: str | None = None) -> str:
    """Return the text with personal data and @handles replaced by dots, or by what they are.

    What is hidden is hidden whole: every reading of a number counts, digits that touch it go along,
    and so does the same number elsewhere. Masking what is masked changes nothing.

    Args:
        text: what somebody wrote.
        lang: "en" or "fr" names each kind instead of dots: “[SIN]”, « [NAS] ».
    """
    for _ in range(_PASSES):  # what one pass hides can bring a word and a number together
        masked = _mask_once(text, lang)
        if masked == text:
            return masked
        text = masked
    return text


def _mask_once(text: str, lang: str | None) -> str:
    claims = list(claim_personal(text))
    handles = [match.span() for match in _HANDLE.finditer(text)] if "@" in text else []
    if not claims and not handles:
        return text
    kept = settle(claims, len(text)) if len(claims) > 1 else claims
    spans = [_whole(text, one.span) for one in claims] + list(_repeats(text, kept))
    joined = _join(spans)
    taken = bytearray(len(text))
    for start, end in joined:
        taken[start:end] = b"\x01" * (end - start)
    shown = {start: _name(start, end, kept, lang) for start, end in joined}
    for start, end in handles:
        if 1 not in taken[start:end]:
            joined.append((start, end))
            shown[start] = f"@{_SHOWN}"
    out: list[str] = []
    at = 0
    for start, end in sorted(joined):
        out += [text[at:start], shown[start]]
        at = end
    return "".join([*out, text[at:]])


def _name(start: int, end: int, kept: list[Finding], lang: str | None) -> str:
    if lang is None:
        return _SHOWN
    kind = next((one.kind for one in kept if start <= one.span[0] and one.span[1] <= end), "number")
    return f"[{catalog(lang)(f'personal.kind.{kind}')}]"


def _whole(text: str, span: Span) -> Span:
    """Return a span with the digits that touch it."""
    start, end = span
    while end < len(text) and text[end].isdigit():
        end += 1
    while start > 0 and text[start].isdigit() and text[start - 1].isdigit():
        start -= 1
    return start, end


def _repeats(text: str, kept: list[Finding]) -> Iterator[Span]:
    """Yield where values that were found stand elsewhere in the text."""
    for value in {text[start:end] for start, end in (one.span for one in kept)}:
        if sum(char.isdigit() for char in value) < _LONG:
            continue
        at = text.find(value)
        while at >= 0:
            yield _whole(text, (at, at + len(value)))
            at = text.find(value, at + len(value))


def _join(spans: list[Span]) -> list[Span]:
    """Return spans in order, those that overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
