"""Numbers written in words, turned into digits: "two hundred and forty", « quatre-vingt-dix »."""

import re
from typing import Final

_UNITS: Final = {
    **dict.fromkeys(("two", "deux"), 2),
    **dict.fromkeys(("three", "trois"), 3),
    **dict.fromkeys(("four", "quatre"), 4),
    **dict.fromkeys(("five", "cinq"), 5),
    "six": 6,
    **dict.fromkeys(("seven", "sept"), 7),
    **dict.fromkeys(("eight", "huit"), 8),
    **dict.fromkeys(("nine", "neuf"), 9),
    **dict.fromkeys(("ten", "dix"), 10),
    **dict.fromkeys(("eleven", "onze"), 11),
    **dict.fromkeys(("twelve", "dozen", "douze", "douzaine"), 12),
    **dict.fromkeys(("thirteen", "treize"), 13),
    **dict.fromkeys(("fourteen", "quatorze"), 14),
    **dict.fromkeys(("fifteen", "quinze", "quinzaine"), 15),
    **dict.fromkeys(("sixteen", "seize"), 16),
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    **dict.fromkeys(("twenty", "vingt", "vingts"), 20),
    **dict.fromkeys(("thirty", "trente"), 30),
    **dict.fromkeys(("forty", "fourty", "quarante"), 40),
    **dict.fromkeys(("fifty", "cinquante"), 50),
    **dict.fromkeys(("sixty", "soixante"), 60),
    **dict.fromkeys(("seventy", "septante"), 70),
    "eighty": 80,
    **dict.fromkeys(("ninety", "nonante"), 90),
}
_ONES: Final = frozenset({"one", "un", "une", "a"})  # numbers before what follows only
_POWERS: Final = {
    **dict.fromkeys(("hundred", "cent", "cents"), 100),
    **dict.fromkeys(("thousand", "grand", "mille"), 1_000),
    **dict.fromkeys(("million", "millions"), 1_000_000),
}
_JOINS: Final = frozenset({"and", "et"})
_COUNTED: Final = frozenset(
    "day days week weeks month months year years hour hours minute minutes percent dollar dollars"
    " buck bucks grand time jour jours semaine semaines mois an ans annee annees heure heures"
    " fois piasse piasses pour".split()
)
#: Words without which, and without digits, a text has no number written in words.
NUMBER_WORDS: Final = _UNITS.keys() | _POWERS.keys() | _COUNTED
SPELT: Final = "\x02"  # stands before a number that was written in words
_PER_CENT: Final = frozenset({"per", "pour"})
_TOKEN: Final = re.compile(r"[a-z]+|[^a-z]+")
_MOST: Final = 8  # words of one number


def spell_out(folded: str) -> str:
    """Return folded text with its numbers in digits, each marked; the rest is left as it stands."""
    tokens = _TOKEN.findall(folded)
    out: list[str] = []
    at = 0
    while at < len(tokens):
        value, end = _number(tokens, at)
        if end == at:
            out.append(tokens[at])
            at += 1
        else:
            out.append(f"{SPELT}{value}")
            at = end
    return "".join(out)


def _number(tokens: list[str], start: int) -> tuple[int, int]:
    """Return the number that begins here, and where it ends; `start` where none does."""
    total, part, end, at = 0, 0, start, start
    while at < len(tokens) and at - start < 2 * _MOST:
        word = tokens[at]
        if word in _UNITS:
            part = _added(part, _UNITS[word])
        elif word in _ONES and end == start and _counts(tokens, at, word):
            part = 1
        elif word in _ONES and word != "a" and part >= 20 and part % 10 == 0:
            part += 1
        elif word in _POWERS and (end > start or _begins(tokens, at, word)):
            if word in {"cent", "cents"} and end > start and part > 9:
                break  # « vingt cents »: money
            power = _POWERS[word]
            if power == 100:
                part = max(part, 1) * power
            else:
                total, part = total + max(part, 1) * power, 0
        elif not (word in _JOINS or word in {" ", "-"}) or end == start:
            break
        if word not in _JOINS and word not in {" ", "-"}:
            end = at + 1
        at += 1
    return total + part, end


def _added(part: int, value: int) -> int:
    """Add a word to a number: « quatre-vingt » multiplies, "forty five" adds."""
    if part == 4 and value == 20:
        return 80
    return part + value


def _begins(tokens: list[str], at: int, word: str) -> bool:
    """Whether « cent » or « mille » begins a number: not in « pour cent »."""
    before = tokens[at - 2] if at > 1 else ""
    return word == "mille" or (word == "cent" and before not in _PER_CENT)


def _counts(tokens: list[str], at: int, word: str) -> bool:
    """Whether "one" or « un » is a number here: "one grand", « un an »; not "one can"."""
    following = tokens[at + 2] if at + 2 < len(tokens) and tokens[at + 1] in {" ", "-"} else ""
    if word == "a":
        return following in {"hundred", "thousand", "grand", "dozen", "million"}
    return following in _COUNTED or (word == "one" and following in _POWERS)
