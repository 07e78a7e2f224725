"""Typography that a program can check: French of Canada or of France, English, hidden characters.

Canadian French is what we write unless a setting says otherwise. The French of France differs in
the narrow space before ; ! ? and between groups of figures; its words are its own affair.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from translations.values import CANADA, Region

NBSP: Final = "\u00a0"
NARROW: Final = "\u202f"  # narrow no-break space

# Zero-width, bidirectional and other invisible characters. The zero-width joiner stays legal
# inside emoji sequences.
_HIDDEN: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u27bf\U0001f000-\U0001faff])"
)

_PROTECTED: Final = re.compile(
    # FILE:LINE:COLUMN: as compilers write it, and « key: value » of a settings file
    "\\{(?:place|file|line|column)\\}:|« [a-z_]+: [a-z_]+ »"
    # "08:30-12:00": code, not speech
    r'|"[^"\s]*[\d_:/.=][^"\s]*"'
    r"|https?://[^\s<>«»]+|www\.[^\s<>«»]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?<![\w@#])[@#]\w+|\{[^{}\n]*\}"
    r"|`[^`\n]*`|<[/!]?[a-zA-Z][^<>\n]*>|\[[/a-z ]+\]|\b\d{1,2}:\d{2}:\d{2}\b|(?<!\S)--?[a-z][\w-]*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypographyFault:
    """One place that breaks a rule of French (or hides a character)."""

    rule: str  # stable name: "space-before", "colon-space", …
    start: int  # offset in code points
    end: int
    found: str
    better: str  # what should stand there; "" to remove


def _colon(match: re.Match[str]) -> str:
    return match[1] + NBSP + ":"


def _capital(match: re.Match[str]) -> str:
    if match[0] == "A":
        return "À"
    return "Ê" if match.string.startswith("tes", match.end()) else "É"


_SPACE: Final = "[ \u00a0\u202f\u2009]"
_NO_FACE: Final = "(?!;-?[()DP])"  # ;-) is a face
_Fix = str | Callable[[re.Match[str]], str]
_RULES: Final[tuple[tuple[str, re.Pattern[str], _Fix], ...]] = (
    ("space-before", re.compile(f"(?<=[^\\s,|&(=]){_SPACE}+(?=[;!?]){_NO_FACE}"), ""),
    (
        "colon-space",
        re.compile(
            f"(?<![\\s:])(?<!\\d(?=:\\d))(?:(?:{_SPACE}*(?<!\u00a0)|{_SPACE}{{2,}}):)(?=[\\s«]|$)"
        ),
        NBSP + ":",
    ),
    ("guillemet-open", re.compile(f"«(?!\u00a0\\S){_SPACE}*(?=\\S)"), "«" + NBSP),
    ("guillemet-close", re.compile(f"(?<=\\S)(?<!\\S\u00a0){_SPACE}*»"), NBSP + "»"),
    ("quotes", re.compile(r'"(?=\S)([^"\n]*?)(?<=\S)"'), lambda m: f"«{NBSP}{m[1]}{NBSP}»"),
    (
        "time",
        re.compile(f"(?<![\\w,.])([01]?\\d|2[0-4]){_SPACE}?h{_SPACE}?([0-5]\\d)(?!\\w)"),
        lambda m: f"{int(m[1])}{NBSP}h" + ("" if m[2] == "00" else f"{NBSP}{m[2]}"),
    ),
    (
        "time",
        re.compile(f"(?<![\\w,.])([01]?\\d|2[0-4])(?:{_SPACE}?)h(?![\\w'’])"),
        lambda m: f"{int(m[1])}{NBSP}h",
    ),
    (
        "sign-space",
        re.compile(f"(?<=\\d)(?!\u00a0[$%])(?:{_SPACE}*)([$%])"),
        lambda m: NBSP + m[1],
    ),
    (
        "money-order",
        re.compile(
            r"(?<!\d)(?<!\d[ \u00a0\u202f])\$\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?(?!\w)"
        ),
        lambda m: _group(m[1].replace(",", "")) + (f",{m[2]}" if m[2] else "") + NBSP + "$",
    ),
    (
        "number-groups",
        re.compile("(?<![\\w,.\u00a0-])\\d{1,3}(?:[ \u202f\u2009]\\d{3})+(?![\\w-]|[ \u00a0]?\\d)"),
        lambda m: re.sub(r"\D", NBSP, m[0]),
    ),
    (
        "ordinal",
        re.compile(r"(?<!\w)1(?:ère|ere|è|ière)(?!\w)|(?<!\w)1ier(?!\w)"),
        lambda m: "1er" if m[0] == "1ier" else "1re",
    ),
    (
        "ligature",
        re.compile(r"\b([csvbn]|ch|[CSVBN]|Ch)oeu(?=[rfdx])|\b[oO]eu(?=vr|fs?\b|il)|\boeil\b"),
        lambda m: m[0].replace("oe", "œ").replace("Oe", "Œ"),
    ),
    (
        "accent",
        re.compile(
            r"(?<!\w)(?:A(?= (?:noter|venir|propos|titre|partir|compter|vos|nos|quel)\b)"
            r"|E(?=tat(?:s|\b)|cole(?:s|\b)|tudiant|tude(?:s|\b)|conomi|valu|nergi)|E(?=tes\b))"
        ),
        _capital,
    ),
    ("apostrophe", re.compile("(?<=\\w)[\u2019\u02bc\u2032](?=\\w)"), "'"),
    (
        "median-dot",
        re.compile(
            r"(?<=[a-zéè])[·•](?:e|s|ne|trice|ère|euse)(?:[·•]s)?\b|(?<=[a-zéè])\((?:e|ne|trice)\)s?"
        ),
        lambda m: m[0],
    ),
    (
        "word",
        re.compile(r"\b(?:e-?mail|week-end|hashtag)s?\b|\bphishing\b", re.IGNORECASE),
        lambda m: _word(m[0]),
    ),
)

# What is otherwise in France.
_OF_FRANCE: Final[tuple[tuple[str, re.Pattern[str], _Fix], ...]] = (
    (
        "space-before",
        re.compile(
            "(?<=[\\w»)}\\]\"'’”%$€…])(?=[;!?])"
            f"|(?<=[^\\s,|&(=])(?:[ \u2009]|{_SPACE}{{2,}})(?=[;!?]){_NO_FACE}"
        ),
        NARROW,
    ),
    (
        "number-groups",
        re.compile("(?<![\\w,.\u00a0\u202f-])\\d{1,3}(?:[ \u2009]\\d{3})+(?![\\w-]|[ \u00a0]?\\d)"),
        lambda m: re.sub(r"\D", NARROW, m[0]),
    ),
)


def _rules(region: Region) -> tuple[tuple[str, re.Pattern[str], _Fix], ...]:
    if region == CANADA:
        return _RULES
    other = {rule for rule, _, _ in _OF_FRANCE}
    return (*_OF_FRANCE, *(row for row in _RULES if row[0] not in other | {"word"}))


_WORDS: Final = {
    "e-mail": "courriel",
    "email": "courriel",
    "week-end": "fin de semaine",
    "hashtag": "mot-clic",
    "phishing": "hameçonnage",
}


def _group(digits: str) -> str:
    return f"{int(digits):,}".replace(",", NBSP)


def _word(found: str) -> str:
    plural = found.lower().endswith("s")
    better = _WORDS[found.lower().removesuffix("s")]
    if plural:
        better = {"fin de semaine": "fins de semaine", "mot-clic": "mots-clics"}.get(
            better, better + "s"
        )
    return better.capitalize() if found[0].isupper() else better


def _touches(start: int, end: int, protected: list[tuple[int, int]]) -> bool:
    # A quotation may go around a protected span; nothing may cut or change one.
    return any(
        start < stop and begin < end and not (start < begin and stop < end)
        for begin, stop in protected
    )


def faults(text: str, lang: str, region: Region = CANADA) -> list[TypographyFault]:
    """Return what breaks the rules of a language, in the order of the text.

    English text has only one rule: no hidden or bidirectional control character.
    """
    found = [
        TypographyFault(rule="hidden", start=m.start(), end=m.end(), found=m[0], better="")
        for m in _HIDDEN.finditer(text)
    ]
    if lang == "fr":
        found += _french(text, region)
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.rule))


def _french(text: str, region: Region) -> list[TypographyFault]:
    protected = [match.span() for match in _PROTECTED.finditer(text)]
    found = []
    for rule, pattern, fix in _rules(region):
        for match in pattern.finditer(text):
            better = fix if isinstance(fix, str) else fix(match)
            start, end = match.span()
            if (better == match[0] and rule != "median-dot") or _touches(start, end, protected):
                continue
            found.append(
                TypographyFault(rule=rule, start=start, end=end, found=match[0], better=better)
            )
    return found


_PASSES: Final = 6


def without_hidden(text: str) -> str:
    """Return the text without control characters and other hidden ones."""
    return _HIDDEN.sub("", text)


def to_canadian_french(text: str) -> str:
    """Return the text with every fault that has one right answer put right, and nothing hidden."""
    return to_french(text, CANADA)


def to_french(text: str, region: Region) -> str:
    """Return the text as one region's French sets it, and nothing hidden."""
    return _settled(text, [row for row in _rules(region) if row[0] not in {"median-dot", "word"}])


def to_english(text: str) -> str:
    """Return the text as English sets it: its quotation marks, no French spaces, nothing hidden."""
    return _settled(text, _ENGLISH)


def with_guillemets(text: str) -> str:
    """Return a French text whose outer quotation marks are « »; “ ” stay inside of them."""
    inside = False
    out = []
    for char in text:
        if char in "«»":
            inside = char == "«"
        out.append(char if inside else {"“": "«", "”": "»"}.get(char, char))
    return "".join(out)


def set_for(text: str, lang: str, region: Region = CANADA) -> str:
    """Return the text as its language sets it; other languages are left as they are."""
    if lang == "fr":
        return to_french(with_guillemets(text), region)
    return to_english(text) if lang == "en" else _HIDDEN.sub("", text)


_ENGLISH: Final[tuple[tuple[str, re.Pattern[str], _Fix], ...]] = (
    ("quotes", re.compile(f"«{_SPACE}*"), "“"),
    ("quotes", re.compile(f"{_SPACE}*»"), "”"),
    (
        "space-before",
        re.compile(
            f"(?<=[^\\s,|&(=]){_SPACE}+(?=[;!?]){_NO_FACE}|(?<=[^\\s|]){_SPACE}+(?=:(?:\\s|$))"
        ),
        "",
    ),
    ("sign-space", re.compile(f"(?<=\\d){_SPACE}+(?=%)"), ""),
    ("space", re.compile("[\u00a0\u202f\u2009]"), " "),
)


def _settled(text: str, rules: Sequence[tuple[str, re.Pattern[str], _Fix]]) -> str:
    for _ in range(_PASSES):  # one repair may uncover another fault
        before, text = text, _repair(text, rules)
        if text == before:
            break
    return text


def _repair(text: str, rules: Sequence[tuple[str, re.Pattern[str], _Fix]]) -> str:
    text = _HIDDEN.sub("", text)
    protected: list[tuple[int, int]] | None = None
    for _, pattern, fix in rules:
        if pattern.search(text) is None:
            continue
        if protected is None:
            protected = [match.span() for match in _PROTECTED.finditer(text)]
        before, text = text, pattern.sub(_Outside(protected, fix), text)
        if text != before:
            protected = None
    return text


@dataclass(frozen=True, slots=True)
class _Outside:
    """Apply a fix only where it does not touch a protected span."""

    protected: list[tuple[int, int]]
    fix: _Fix

    def __call__(self, match: re.Match[str]) -> str:
        start, end = match.span()
        if _touches(start, end, self.protected):
            return match[0]
        return self.fix if isinstance(self.fix, str) else self.fix(match)
