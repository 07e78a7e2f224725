"""Whether two language versions give the same figures, dates, addresses and names."""

import re
from collections.abc import Iterator
from typing import Final

from responders.quantities import Unit, read_figures
from responders.words import fold

LINK: Final = re.compile(r"https?://[^\s<>«»]*[^\s<>«».,;:!?)]")
_HANDLE: Final = re.compile(r"(?<![\w.@/])@\w{2,64}")
_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mme|Mlle|M|Dr|Dre)\b\.?[ \u00a0]([A-ZÀ-Ý][\w'’-]{1,40})"
)
_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?!\d)")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "janvier"),
            ("february", "fevrier"),
            ("march", "mars"),
            ("april", "avril"),
            ("may", "mai"),
            ("june", "juin"),
            ("july", "juillet"),
            ("august", "aout"),
            ("september", "septembre"),
            ("october", "octobre"),
            ("november", "novembre"),
            ("december", "decembre"),
        ),
        start=1,
    )
    for name in names
}
_MONTH: Final = "|".join(_MONTHS)
_DATE: Final = re.compile(
    rf"\b(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})\b|\b(?P<jour>\d{{1,2}})(?:er)?\s(?P<mois>{_MONTH})\b"
)
_DAYS: Final = {
    "monday": 1,
    "lundi": 1,
    "tuesday": 2,
    "mardi": 2,
    "wednesday": 3,
    "mercredi": 3,
    "thursday": 4,
    "jeudi": 4,
    "friday": 5,
    "vendredi": 5,
    "saturday": 6,
    "samedi": 6,
    "sunday": 7,
    "dimanche": 7,
}
_DAY: Final = re.compile(r"\b(?:" + "|".join(_DAYS) + r")\b")


def differences(english: str, french: str) -> tuple[str, ...]:
    """Return what one text gives and the other does not, as a program can read it; sorted."""
    left, right = _figures(english), _figures(french)
    found = (left - right) | (right - left)
    links = len(LINK.findall(english)), len(LINK.findall(french))
    if links[0] != links[1]:
        found.add(f"links {links[0]}/{links[1]}")
    return tuple(sorted(found))


def named_differently(english: str, french: str) -> tuple[str, ...]:
    """Return the accounts and people that only one text names; sorted."""
    left, right = (_names(text) for text in (english, french))
    return tuple(sorted(left ^ right))


def _names(text: str) -> set[str]:
    bare = LINK.sub(" ", text)
    return set(_HANDLE.findall(bare)) | {match[1] for match in _TITLED.finditer(bare)}


def _figures(text: str) -> set[str]:
    return set(_read(fold(LINK.sub(" ", text))))


def _read(folded: str) -> Iterator[str]:
    for match in _DATE.finditer(folded):
        month = _MONTHS[match["month"] or match["mois"]]
        yield f"date {month:02}-{int(match['day'] or match['jour']):02}"
    folded = _DATE.sub(" ", folded)
    for match in _YEAR.finditer(folded):
        yield f"year {match[0]}"
    for match in _DAY.finditer(folded):
        yield f"weekday {_DAYS[match[0]]}"
    for quantity in read_figures(folded):
        # "a year" has no number in English where « un an » has one
        if quantity.unit is not Unit.DAYS or quantity.value not in {1, 7, 365.25 / 12, 365.25}:
            yield f"{quantity.unit} {quantity.value:g}"
