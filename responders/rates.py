"""How often something happens, in days: "every two weeks", « une fois par mois »."""

import re
from typing import Final

_DAYS: Final = {
    **dict.fromkeys(("minute", "minutes", "min"), 1 / 1440),
    **dict.fromkeys(("hour", "hours", "heure", "heures"), 1 / 24),
    **dict.fromkeys(("day", "days", "jour", "jours"), 1.0),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), 7.0),
    **dict.fromkeys(("month", "months", "mois"), 365.25 / 12),
    **dict.fromkeys(("year", "years", "an", "ans", "annee", "annees"), 365.25),
}
_NUMBERS: Final = {
    **dict.fromkeys(("one", "une", "un", "single"), 1),
    **dict.fromkeys(("two", "deux", "other", "second"), 2),
    **dict.fromkeys(("three", "trois", "third"), 3),
    **dict.fromkeys(("four", "quatre"), 4),
    **dict.fromkeys(("five", "cinq"), 5),
    "six": 6,
    **dict.fromkeys(("eight", "huit"), 8),
    **dict.fromkeys(("ten", "dix"), 10),
    **dict.fromkeys(("twelve", "douze"), 12),
    "once": 1,
    "twice": 2,
    "thrice": 3,
}
_PERIOD: Final = "|".join(sorted(_DAYS, key=len, reverse=True))
_NUMBER: Final = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_EVERY: Final = re.compile(
    rf"\b(?:(?:every|each)\s(?:(?P<n1>{_NUMBER})\s)?|(?:tous|toutes)\sles\s(?:(?P<n2>{_NUMBER})\s)?"
    rf"|chaque\s|aux\s(?P<n3>{_NUMBER})\s)(?P<every>{_PERIOD})\b"
    rf"|\b(?P<times>once|twice|thrice|(?:{_NUMBER})\s(?:times?|fois))\s(?:only\s|seulement\s)?"
    rf"(?:a|an|per|each|every|par)\s(?P<per>{_PERIOD})\b"
)
_HINTS: Final = ("every", "each", "les ", "chaque", "aux ", "once", "twice", "times", "fois")


def find_rates(folded: str) -> tuple[tuple[float, ...], str]:
    """Return how many days lie between two times, for each rate; and the text without them."""
    if not any(hint in folded for hint in _HINTS):
        return (), folded
    rates: list[float] = []

    def take(match: re.Match[str]) -> str:
        if match["every"]:
            number = match["n1"] or match["n2"] or match["n3"] or "one"
            rates.append(_value(number) * _DAYS[match["every"]])
        else:
            rates.append(_DAYS[match["per"]] / max(1, _value(match["times"].split()[0])))
        return " "

    rest = _EVERY.sub(take, folded)
    return tuple(rates), rest


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS[number]
