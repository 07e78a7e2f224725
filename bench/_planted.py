"""Errors planted in good translations: one a text, of a kind, by rules of our own making."""

import random
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

Change = Callable[[re.Match[str], random.Random], str]
_Rules = tuple[tuple[re.Pattern[str], Change], ...]

_N: Final = "[ \u00a0\u202f\u2009]"
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_DAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_UNITS: Final = {
    "en": ("days weeks months years hours minutes", "kilometres miles metres feet"),
    "fr": ("jours semaines mois ans heures minutes", "kilomètres milles mètres pieds"),
}
_WORDS: Final = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
}


def _rule(
    pattern: str, change: Change | str, *, caps: bool = False
) -> tuple[re.Pattern[str], Change]:
    compiled = re.compile(pattern, 0 if caps else re.IGNORECASE)
    if isinstance(change, str):
        text = change
        return compiled, lambda match, _rng: match.expand(text)
    return compiled, change


def _other(names: str) -> Change:
    known = names.split()

    def change(match: re.Match[str], rng: random.Random) -> str:
        return rng.choice([one for one in known if one.lower() != match[0].lower()])

    return change


def _digit(match: re.Match[str], rng: random.Random) -> str:
    """Change a digit, swap two, or lose one."""
    text = match[0]
    places = [n for n, letter in enumerate(text) if letter.isdigit()]
    how = rng.randrange(3)
    if how == 1:
        pairs = [
            (a, b)
            for a, b in pairwise(places)
            if text[a] != text[b] and not (a == places[0] and text[b] == "0")
        ]
        if pairs:
            a, b = rng.choice(pairs)
            return text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
    if how == 2 and len(places) > 1 and text.isdigit() and text[1] != "0":
        return text[:-1]
    place = rng.choice(places)
    digits = "123456789".replace(text[place], "")
    return text[:place] + rng.choice(digits) + text[place + 1 :]


def _day(match: re.Match[str], rng: random.Random) -> str:
    day = int(match["day"])
    new = rng.choice([one for one in range(2, 29) if one != day])
    start = match.start()
    return match[0][: match.start("day") - start] + str(new) + match[0][match.end("day") - start :]


def _year(match: re.Match[str], rng: random.Random) -> str:
    return match[1] + str(int(match[2]) + rng.choice([-10, -2, -1, 1, 2, 10]))


def _half(match: re.Match[str], _rng: random.Random) -> str:
    return match[1] + ("p" if match[2].lower() == "a" else "a") + match[3]


def _hour(match: re.Match[str], rng: random.Random) -> str:
    hour = int(match[1])
    return str(rng.choice([one for one in range(6, 22) if one != hour])) + match[2]


def _exchange(one: str, other: str) -> Change:
    return lambda match, _rng: other if match[0].lower() == one else one


def _stem(match: re.Match[str], _rng: random.Random) -> str:
    return match[1].rstrip()


_BE_EN: Final = "is|are|was|were|will|can|must|should|has been|have been|would|could|may"
_A: Final = "['’]"  # apostrophe
_MONTH: Final = {lang: names.replace(" ", "|") for lang, names in _MONTHS.items()}
_SUBJECTS: Final = r"(?:it|they|he|she|you|we|i|there)\b"
# before a verb, these say that it is denied already, or part of something else
_NOT_BEFORE: Final = (
    rf"(?<!\bn{_A})(?<!\bne )(?<!\bne l{_A})(?<!\ben )(?<!\by )(?<!\bc{_A})(?<!\bqu{_A})"
    rf"(?<!ne s{_A})(?<!\b[lmts]{_A})(?<![-'’])"
)
_NOT_BEFORE_TOO: Final = (
    r"(?<!\bne )(?<!\bne le )(?<!\bne se )(?<!\bse )(?<!\ble )(?<!\by )(?<![-'’])"
)
_PAS: Final = r"(?:pas|plus|jamais|point|guère)\b"
_PAS_BUT: Final = r"(?! que\b| qu['’]| seulement| plus | moins | uniquement)"

_RULES: Final[Mapping[str, Mapping[str, _Rules]]] = {
    "number": {
        "en": (_rule(r"(?<![\w.,/$-])\d[\d,]*(?:\.\d+)?(?![\w/-]|[.,]\d)", _digit),),
        "fr": (
            _rule(
                rf"(?<![\w.,/-])\d{{1,3}}(?:{_N}\d{{3}})+(?:,\d+)?(?![\w/]|[.,]\d)"
                rf"|(?<![\w.,/-])\d+(?:,\d+)?(?![\w/-]|[.,]\d|{_N}\d)",
                _digit,
            ),
        ),
    },
    "number word": {
        lang: (_rule(rf"\b(?:{names.replace(' ', '|')})\b(?![-])", _other(names)),)
        for lang, names in _WORDS.items()
    },
    "date": {
        "en": (
            _rule(rf"\b(?:{_MONTH['en']})\b(?=,? \d)", _other(_MONTHS["en"]), caps=True),
            _rule(rf"\b(?:{_MONTH['en']}) (?P<day>[0-3]?\d)\b", _day, caps=True),
            _rule(rf"\b((?:{_MONTH['en']}) (?:\d\d?, )?)((?:19|20)\d\d)\b", _year, caps=True),
        ),
        "fr": (
            _rule(
                rf"\b(?:{_MONTH['fr']})\b(?={_N}\d)|(?<=\d{_N})(?:{_MONTH['fr']})\b",
                _other(_MONTHS["fr"]),
            ),
            _rule(rf"\b(?P<day>[0-3]?\d)(?:er)?{_N}(?:{_MONTH['fr']})\b", _day),
            _rule(rf"\b((?:{_MONTH['fr']}){_N})((?:19|20)\d\d)\b", _year),
        ),
    },
    "weekday": {
        lang: (_rule(rf"\b(?:{names.replace(' ', '|')})\b", _other(names), caps=True),)
        for lang, names in _DAYS.items()
    },
    "amount": {
        "en": (
            _rule(r"(?<=\$)\d[\d,]*(?:\.\d+)?", _digit),
            _rule(r"(?<=\d )(?:million|billion)\b", _exchange("million", "billion")),
            _rule(r"\d(?:\.\d+)?(?=%| per ?cent)", _digit),
        ),
        "fr": (
            _rule(rf"\d[\d\u00a0\u202f ]*(?:,\d+)?(?={_N}?\$)", _digit),
            _rule(rf"(?<=\d{_N})(?:million|milliard)(?=s?\b)", _exchange("million", "milliard")),
            _rule(rf"\d(?:,\d+)?(?={_N}?%|{_N}pour cent)", _digit),
        ),
    },
    "unit": {
        lang: tuple(
            _rule(rf"(?<={before}{_N})(?:{group.replace(' ', '|')})\b", _other(group))
            for group in groups
            for before in (r"\d", *(rf"\b{word}" for word in _WORDS[lang].split()))
        )
        for lang, groups in _UNITS.items()
    },
    "time": {
        "en": (
            _rule(r"(\d ?)([ap])(\.?m\b)", _half),
            _rule(r"(?<![\d:.,$])(\d\d?)(:\d\d)(?![:\d])", _hour),
        ),
        "fr": (_rule(rf"(?<![\d:.,])(\d\d?)({_N}?h(?:{_N}?\d\d)?)\b", _hour),),
    },
    "negation lost": {
        "en": (
            _rule(
                rf"\b(does|do|did|is|are|was|were|can|could|would|should|has|have|had|must)n{_A}t\b",
                r"\1",
            ),
            _rule(rf"\bcan(?:not|{_A}t)\b", "can"),
            _rule(rf"\bwon{_A}t\b", "will"),
            _rule(r"(?<!\bor)(?<!\bif) not\b(?! only| just| necessarily|-)", ""),
            _rule(r"\bnever\b", "always"),
            _rule(r"\bno longer\b(?! than)", "still"),
            _rule(r"\bnothing\b(?! but)", "everything"),
            _rule(r"\b(?:nobody|no one)\b", "everybody"),
            _rule(
                r"\bno (?=[a-z]{4,})(?!longer|later|more|less|fewer|doubt|matter|wonder|sooner)",
                "some ",
            ),
        ),
        "fr": (
            _rule(rf"\b(?:ne |n{_A})((?:\S+ ){{1,3}}?){_PAS}{_PAS_BUT}", _stem),
            _rule(r"\bne (?:pas|plus|jamais) (?!seulement)", ""),
            _rule(rf"\baucun(e?) (\w+(?: \w+){{0,3}}) (?:ne |n{_A})", r"un\1 \2 "),
            _rule(rf"\bpersonne (?:ne |n{_A})", "tout le monde "),
            _rule(rf"\brien (?:ne |n{_A})", "tout "),
        ),
    },
    "negation added": {
        "en": (
            _rule(
                rf"\b({_BE_EN})\b(?! not| n{_A}|n{_A}t| never| no\b)(?=[ ](?!{_SUBJECTS}))",
                r"\1 not",
            ),
        ),
        "fr": (
            _rule(
                rf"{_NOT_BEFORE}\b(est|étaient|était|ont|avait|aurait)\b(?![-])(?! pas| ce que)",
                r"n'\1 pas",
            ),
            _rule(
                rf"{_NOT_BEFORE_TOO}\b(sont|sera|seront|peut|peuvent|doit|doivent|pourra|pourront)\b"
                r"(?![-])(?! pas)",
                r"ne \1 pas",
            ),
        ),
    },
}
KINDS: Final = tuple(_RULES)
_FIGURES: Final = frozenset({"numbers", "dates", "units"})
# which checks have to find which kind
FOUND_BY: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset({"negation"}) if "negation" in kind else _FIGURES for kind in KINDS
}


def plant(text: str, lang: str, kind: str, rng: random.Random) -> str | None:
    """Return a text with one error of a kind, or None where the text has no place for it."""
    places = [
        (match, change)
        for pattern, change in _RULES[kind][lang]
        for match in pattern.finditer(text)
    ]
    if not places:
        return None
    match, change = rng.choice(places)
    changed = text[: match.start()] + change(match, rng) + text[match.end() :]
    return changed if changed != text else None
