"""The words of dates, and their patterns, in both languages."""

import re
from typing import Final

MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
WEEKDAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
ZONES: Final = {  # as English abbreviates them: as French does
    "ET": "HE", "EST": "HNE", "EDT": "HAE", "CT": "HC", "CST": "HNC", "CDT": "HAC",
    "MT": "HR", "MST": "HNR", "MDT": "HAR", "PT": "HP", "PST": "HNP", "PDT": "HAP",
    "AT": "HA", "AST": "HNA", "ADT": "HAA", "NT": "HT", "NST": "HNT", "NDT": "HAT",
}  # fmt: skip
UNITS: Final = {"GB": "Go", "MB": "Mo", "KB": "Ko", "TB": "To"}  # others are the same in both

_EN_SHORT: Final = "Jan Feb Mar Apr _ Jun Jul Aug Sept? Oct Nov Dec".split()
_FR_SHORT: Final = "janv f[ée]vr _ avr _ _ juill _ sept oct nov d[ée]c".split()


def _english_month() -> str:
    names = []
    for name, short in zip(MONTHS["en"].split(), _EN_SHORT, strict=True):
        # "may" and "march" in small letters are words of another kind
        plain = name if name in {"May", "March"} else f"[{name[0]}{name[0].lower()}]{name[1:]}"
        names.append(f"{plain}|{name.upper()}" + (f"|{short}(?:\\.|\\b)" if short != "_" else ""))
    return "|".join(names)


def _french_month() -> str:
    names = []
    for name, short in zip(MONTHS["fr"].split(), _FR_SHORT, strict=True):
        loose = name.replace("é", "[ée]").replace("û", "[ûu]")
        loose = f"[{name[0]}{name[0].upper()}]{loose[1:]}" if loose[0] != "[" else loose
        names.append(f"{loose}|{name.upper()}" + (f"|{short}\\." if short != "_" else ""))
    return "|".join(names)


MONTH: Final = {"en": f"(?:{_english_month()})", "fr": f"(?:{_french_month()})"}
WEEKDAY: Final = {
    "en": r"(?:[Mm]on|[Tt]ues?|[Ww]ednes|[Tt]hurs?|[Ff]ri|[Ss]atur|[Ss]un)day"
    r"|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.",
    "fr": r"(?:[Ll]un|[Mm]ar|[Mm]ercre|[Jj]eu|[Vv]endre|[Ss]ame)di|[Dd]imanche",
}
_PLAIN: Final = str.maketrans("éûÉÛ", "euEU")


def month_number(text: str, lang: str) -> int:
    """Return 1 to 12 for what `MONTH` matched."""
    start = text.rstrip(".").translate(_PLAIN).lower()
    names = MONTHS[lang].translate(_PLAIN).lower().split()
    return 1 + next(place for place, name in enumerate(names) if name.startswith(start[:4]))


def weekday_number(text: str, lang: str) -> int:
    """Return 0 to 6 for what `WEEKDAY` matched; Monday is 0."""
    start = text.rstrip(".").lower()
    names = WEEKDAYS[lang].lower().split()
    return next(place for place, name in enumerate(names) if name.startswith(start[:3]))


def ends_with_word(text: str, words: frozenset[str]) -> bool:
    """Whether the last word before a place is one of these."""
    found = re.search(r"[^\W\d_]+['’]?\s*\Z", text[-24:])
    return found is not None and found[0].strip().lower() in words
