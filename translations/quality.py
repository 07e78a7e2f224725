"""Checks of a translation: lost negation, numbers by value, protected spans, and plain breakage.

Each check looks at a text and its translation and returns whether the translation passes. A check
that fails asks a person to look; it never changes the text.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from translations.protected import spans
from translations.typography import faults


@dataclass(frozen=True, slots=True)
class _Texts:
    """A text, its translation, and their languages."""

    source: str
    target: str
    source_lang: str
    target_lang: str


Check = Callable[[_Texts], bool]

_TIMES: Final = {
    "en": re.compile(
        r"\b(\d{1,2})(?::(\d\d))?\s*(a|p)\.?m\b\.?|\b(\d{1,2}):(\d\d)\b", re.IGNORECASE
    ),
    "fr": re.compile(r"\b(\d{1,2})\s?h(?:\s?(\d{1,2}))?\b|\b(\d{1,2}):(\d\d)\b", re.IGNORECASE),
}
_CLOCK_WORDS: Final = {
    "en": {"noon": 720, "midnight": 0},
    "fr": {"midi": 720, "minuit": 0},
}
_NUMBERS: Final = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"),
    "fr": re.compile("\\d{1,3}(?:[ \u00a0\u202f\u2009]\\d{3})+(?:,\\d+)?|\\d+(?:[,.]\\d+)?"),
}
_NUMBER_WORDS: Final = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
    " quinze seize dix-sept dix-huit dix-neuf vingt",
}
_ORDINALS: Final = {
    "en": {"first": 1, "second": 2, "third": 3, "half": 2, "twice": 2, "once": 1, "both": 2},
    "fr": {"premier": 1, "première": 1, "une": 1, "deuxième": 2, "second": 2, "seconde": 2,
           "troisième": 3, "moitié": 2, "demi": 2, "demie": 2, "tiers": 3, "quart": 4},
}  # fmt: skip
_MONTHS: Final = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_NOT_EN: Final = re.compile(
    r"\b(?:not(?! only\b)"
    r"|no(?! (?:later|longer than|more than|less than|fewer|doubt|matter)\b)(?!\.)"
    r"|never|nobody|nothing|none|neither|nor|nowhere|cannot|without|no longer)\b|n['’]t\b"
    r"|\b(?:dont|cant|wont|didnt|doesnt|isnt|arent|wasnt)\b",
    re.IGNORECASE,
)
_NOT_FR: Final = re.compile(
    r"\b(?:pas(?! seulement\b| à pas\b)|jamais|aucun|aucune|aucunement|rien|ni|nul|nulle|nullement"
    r"|non|sans(?! doute\b)|guère)\b"
    r"|\b(?:ne |n['’])\S+(?: \S+){0,2} (?:plus|personne)\b"
    r"|\b(?:personne|nul) (?:ne |n['’])|\bne plus\b",
    re.IGNORECASE,
)
# Words that carry a "no" of their own: enough to answer a negation, never to ask for one.
_SOFT: Final = {
    "en": re.compile(
        r"\b(?:un\w{4,}|in(?:eligible|valid|complete|correct|sufficient)\w*"
        r"|im(?:possible|proper)\w*"
        r"|non\w*|dis\w{4,}|fail\w*|lack\w*|refus\w*|prohibit\w*|prevent\w*|avoid\w*"
        r"|den(?:y|ied|ies)"
        r"|few|little|hardly|barely|rarely|unless|other than|only|except|free of|\w+less|exempt\w*"
        r"|stop\w*|miss\w*|absen\w*|ban\w*|neg\w*|before|until|far from)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:im(?:possible|propre|prévu)\w*|in(?:admissible|valide|complet|exact|suffisant)\w*"
        r"|interdi\w*|non\S*|dé\w{4,}|échou\w*|manqu\w*|refus\w*|empêch\w*|évit\w*|peu"
        r"|à peine|rarement|hors"
        r"|sauf|faute de|absence|à moins|exempt\w*|cess\w*|autre\w*|ne |n['’]|ignor\w*"
        r"|nég\w*|loin d)",
        re.IGNORECASE,
    ),
}


def _negation(pair: _Texts) -> bool:
    """Neither text says no where the other does not."""
    hard = {"en": _NOT_EN, "fr": _NOT_FR}
    if not {pair.source_lang, pair.target_lang} <= hard.keys():
        return True
    said = bool(hard[pair.source_lang].search(pair.source))
    kept = bool(hard[pair.target_lang].search(pair.target))
    if said and not kept:
        return bool(_SOFT[pair.target_lang].search(pair.target))
    if kept and not said:
        return bool(_SOFT[pair.source_lang].search(pair.source))
    return True


def _numbers(pair: _Texts) -> bool:
    """Both texts have the same numbers, amounts and times, as each language writes them."""
    ours, theirs = _values(pair.source, pair.source_lang), _values(pair.target, pair.target_lang)
    lost = (ours - theirs).keys()
    added = (theirs - ours).keys()
    return lost <= _spoken(pair.target, pair.target_lang) and added <= _spoken(
        pair.source, pair.source_lang
    )


def _values(text: str, lang: str) -> Counter[str]:
    rest = " ".join(re.split(r"(?:https?://|www\.)\S+|\S+@\S+", text))
    found: Counter[str] = Counter()
    times = _TIMES.get(lang, _TIMES["en"])
    for clock in times.finditer(rest):
        found[f"time {_minutes(clock, lang)}"] += 1
    rest = times.sub(" ", rest)
    for number in _NUMBERS.get(lang, _NUMBERS["en"]).findall(rest):
        digits = re.sub(r"[ \u00a0\u202f\u2009]", "", number)
        digits = digits.replace(",", ".") if lang == "fr" else digits.replace(",", "")
        found[str(Decimal(digits).normalize())] += 1
    return found


def _minutes(clock: re.Match[str], lang: str) -> int:
    groups = clock.groups()
    hour = int(groups[0] or groups[-2])
    minute = int((groups[1] if groups[0] else groups[-1]) or 0)
    half = groups[2] if lang == "en" else None
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return hour * 60 + minute


def _spoken(text: str, lang: str) -> frozenset[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    values: set[str] = set()
    for word in words:
        if word in (numerals := _NUMBER_WORDS.get(lang, "").split()):
            values.add(str(Decimal(numerals.index(word)).normalize()))
        if word in _ORDINALS.get(lang, {}):
            values.add(str(_ORDINALS[lang][word]))
        if word in _CLOCK_WORDS.get(lang, {}):
            values.add(f"time {_CLOCK_WORDS[lang][word]}")
        if word in (months := _MONTHS.get(lang, "").split()):
            values.add(str(Decimal(months.index(word) + 1).normalize()))
    return frozenset(values)


def _protected(pair: _Texts) -> bool:
    """Every link, address, name, tag, placeholder and code is there, unchanged, as often."""
    return Counter(spans(pair.source)) == Counter(spans(pair.target))


def _empty(pair: _Texts) -> bool:
    """A text does not become nothing."""
    return bool(pair.target.strip()) or not pair.source.strip()


def _length(pair: _Texts) -> bool:
    """The target is between a third and three times as long, short texts aside."""
    if max(len(pair.source), len(pair.target)) < 24:
        return True
    return (
        len(pair.source) <= 3 * len(pair.target) + 12
        and len(pair.target) <= 3 * len(pair.source) + 12
    )


def _repetition(pair: _Texts) -> bool:
    """No run of words comes four times on end, as engines that lost their way do."""
    loop = re.compile(r"(\b\w[^.!?\n]{0,40}?)(?:[\s,]+\1){3,}", re.IGNORECASE)
    return loop.search(pair.target[:4000]) is None or loop.search(pair.source[:4000]) is not None


def _typography(pair: _Texts) -> bool:
    """The target follows its language's typography."""
    return not faults(pair.target, pair.target_lang)


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "negation": _negation,
        "numbers": _numbers,
        "protected": _protected,
        "empty": _empty,
        "length": _length,
        "repetition": _repetition,
        "typography": _typography,
    }
)


def failed_checks(
    source: str, target: str, *, source_lang: str, target_lang: str
) -> tuple[str, ...]:
    """Return the names of the checks that a translation fails, in a fixed order."""
    texts = _Texts(source, target, source_lang, target_lang)
    return tuple(name for name, passes in CHECKS.items() if not passes(texts))
