"""Signs of noise: tags, mentions, piled-up marks, pictures made of signs, slots left unfilled."""

import re
import unicodedata
from typing import Final

from policies.features.reading import Reading
from policies.features.values import Features
from policies.views import Span

_HASHTAG: Final = re.compile(r"(?<![\w&/#])#[^\W\d_]\w{0,99}")
_MENTION: Final = re.compile(r"(?<![\w@./-])@\w[\w.-]{0,63}")
_SLOT: Final = re.compile(
    r"\{\{?\s?[A-Za-zÀ-ÿ][\wÀ-ÿ .'-]{0,30}\s?\}\}?"
    r"|\[(?:insert|ins[ée]rer|ins[ée]rez)\b[^\[\]\n]{0,40}\]"
    r"|%(?:[A-Z]+_)?(?:NAME|FIRSTNAME|LASTNAME|NOM|PRENOM|EMAIL|CITY|VILLE)%|<<\w{1,30}>>"
)
_ART: Final = re.compile("[\u2500-\u259f\u25a0-\u25ff\u2800-\u28ff_/\\\\|=*#~^<>+.:;-]")
_MARKS_FOR_ZALGO: Final = 6  # marks on one letter that no writing system needs
_LINES_FOR_ART: Final = 4


def read_noise(reading: Reading, features: Features) -> None:
    """Set what makes a text tiring or unreadable."""
    text = reading.text
    if "#" in text:
        for match in _HASHTAG.finditer(text):
            features.add("hashtags", match.span())
    if "@" in text:
        for match in _MENTION.finditer(text):
            features.add("mentions", match.span())
    if "{" in text or "[" in text or "%" in text or "<<" in text:
        for match in _SLOT.finditer(text):
            features.add("unfilled_slots", match.span())
    if not text.isascii():
        for span in _zalgo(text):
            features.add("zalgo", span)
    if text.count("\n") >= _LINES_FOR_ART - 1 and _is_art(text):
        features.set("text_art", value=True, spans=[(0, len(text))])
    if (
        "letters" not in features.values
        and len(text) > 3
        and not any(map(str.isalnum, text))
        and "emoji" not in features.values
    ):
        features.set("symbols_only", value=True, spans=[(0, len(text))])


def _zalgo(text: str) -> list[Span]:
    """Return where more marks are piled on a letter than any language needs, fifty at most."""
    found: list[Span] = []
    start = run = 0
    for at, char in enumerate(text):
        if char > "\u02ff" and unicodedata.combining(char):
            start = start if run else max(at - 1, 0)
            run += 1
            continue
        if run >= _MARKS_FOR_ZALGO:
            found.append((start, at))
        run = 0
    if run >= _MARKS_FOR_ZALGO:
        found.append((start, len(text)))
    return found[:50]


def _is_art(text: str) -> bool:
    """Whether most of what stands on several lines are signs that draw."""
    lines = [line for line in text[:5_000].splitlines() if line.strip()]
    if len(lines) < _LINES_FOR_ART:
        return False
    drawn = sum(1 for line in lines if len(_ART.findall(line)) * 2 > len(line.replace(" ", "")))
    return drawn >= _LINES_FOR_ART and drawn * 2 > len(lines)
