"""Signs of noise: tags, mentions, piled-up marks, pictures made of signs, slots left unfilled."""

from typing import Final

from policies.features.reading import Reading
from policies.features.values import Features
from policies.latepattern import late
from policies.skeletons import beyond_latin

_HASHTAG: Final = late(r"(?<![\w&/#])#[^\W\d_]\w{0,99}")
_MENTION: Final = late(r"(?<![\w@./-])@\w[\w.-]{0,63}")
_SLOT: Final = late(
    r"\{\{?\s?[A-Za-zÀ-ÿ][\wÀ-ÿ .'-]{0,30}\s?\}\}?"
    r"|\[(?:insert|ins[ée]rer|ins[ée]rez)\b[^\[\]\n]{0,40}\]"
    r"|%(?:[A-Z]+_)?(?:NAME|FIRSTNAME|LASTNAME|NOM|PRENOM|EMAIL|CITY|VILLE)%|<<\w{1,30}>>"
)
_ART: Final = late("[\u2500-\u259f\u25a0-\u25ff\u2800-\u28ff_/\\\\|=*#~^<>+.:;-]")
_PILE: Final = late(  # more marks on one letter than any language needs
    "[^\u0300-\u036f][\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{6,}"
)
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
    if beyond_latin(text):
        for match in _PILE.finditer(text):
            features.add("zalgo", match.span())
    if "\n" in text and text.count("\n") >= _LINES_FOR_ART - 1 and _is_art(text):
        features.set("text_art", value=True, spans=[(0, len(text))])
    if (
        "letters" not in features.values
        and len(text) > 3
        and not any(map(str.isalnum, text))
        and "emoji" not in features.values
    ):
        features.set("symbols_only", value=True, spans=[(0, len(text))])


def _is_art(text: str) -> bool:
    """Whether most of what stands on several lines are signs that draw."""
    lines = [line for line in text[:5_000].splitlines() if line.strip()]
    if len(lines) < _LINES_FOR_ART:
        return False
    drawn = sum(1 for line in lines if len(_ART.findall(line)) * 2 > len(line.replace(" ", "")))
    return drawn >= _LINES_FOR_ART and drawn * 2 > len(lines)
