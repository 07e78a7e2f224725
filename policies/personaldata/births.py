# ruff: noqa: E501 # tables and regular expressions read better whole
"""Dates of birth: a whole date beside words of birth, in either language."""

from collections.abc import Iterator
from typing import Final

from policies.latepattern import late
from policies.personaldata.findings import Finding
from policies.personaldata.pages import Page

_MONTH: Final = (
    r"(?:jan(?:uary|vier|v)?|feb(?:ruary)?|fev(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai|june?|juin|july?|juil(?:let)?"
    r"|aug(?:ust)?|aout|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember|embre)?)\.?"
)
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_DATE: Final = (
    rf"(?P<date>{_YEAR}\s?[-/. ]\s?[01]?[0-9]\s?[-/. ]\s?[0-3]?[0-9]|[0-3]?[0-9]\s?[-/.]\s?[0-3]?[0-9]\s?[-/.]\s?(?:{_YEAR}|[0-9]{{2}})"
    rf"|[0-3]?[0-9](?:er|st|nd|rd|th)?(?: of| de)?[ \-]{_MONTH},?[ \-]{_YEAR}|{_MONTH} [0-3]?[0-9](?:st|nd|rd|th)?,? {_YEAR}|{_YEAR}[ \-]{_MONTH}[ \-][0-3]?[0-9]|{_YEAR}[01][0-9][0-3][0-9])(?![0-9])"
)
_WORD: Final = r"(?:\bborn|\bd\.?o\.?b\b\.?|date[ -]of[ -]birth|birth ?date|birth ?day|\bnee?s?\b|\bne\(e\)|date de naissance|naissance|\bd\.?d\.?n\b\.?|\bdn\b|anniversaire)"
_LINK: Final = r"[\W_]{0,4}(?:(?:on|in|is|was|the|my|le|la|est|du|au|his|her|a|of|de|son|sa|mon|ma|jour|yyyy|aaaa|mm|dd|jj|patient|child|enfant)[\W_]{1,5}){0,6}"
_PLACE: Final = r"(?:[\s,]{1,2}(?:a|in|at|near)\s[a-z'.-]{2,20}(?:[ -][a-z'.-]{2,20}){0,2}?,?)?"
_BEFORE: Final = late(_WORD + _PLACE + _LINK + _DATE)
_AFTER: Final = late(
    _DATE + r"[\W_]{0,4}(?:(?:is|est|c'est|as|my|his|her|our|ma|sa|mon|son|is)[\W_]{1,3}){0,3}"
    r"(?:\bd\.?o\.?b\b|date of birth|birth ?date|birth ?day|date de naissance|\bd\.?d\.?n\b)"
)
_THING: Final = late(
    r"\b(?:program(?:me)?|law|act|country|canada|party|internet|company|agency|department|idea|movement|union|pays|loi|parti|programme|entreprise|agence"
    r"|ministere|idee|mouvement|syndicat|projet|project|confederation|province|minister|ministre|premier|mozart|organi[sz]ation|site|website|portal|portail)\b[^.!?\n]{0,12}$"
)
_SIGNS: Final = ("born", "birth", "dob", "d.o.b", "naissance", "ddn", "d.d.n", "anniversaire")
_YEAR_ANYWHERE: Final = late(r"(?:19|20)[0-9]{2}(?![0-9])|[/.-][0-9]{2}(?![0-9])")
_NE: Final = late(r"ne(?:e|\(e\))?s?\b\W{0,3}(?:le|a|au|un)?\b\W{0,3}[0-9a-z]")


def find_births(page: Page) -> Iterator[Finding]:
    """Yield whole dates of birth; a year or an age alone is none."""
    low = page.low
    if not any(sign in low for sign in _SIGNS) and (
        "ne" not in low or _NE.search(low) is None or _YEAR_ANYWHERE.search(low) is None
    ):
        return
    for match in _BEFORE.finditer(page.low):
        if not _THING.search(page.low[max(0, match.start() - 40) : match.start()]):
            yield Finding("birth_date", page.span(*match.span("date")))
    for match in _AFTER.finditer(page.low):
        yield Finding("birth_date", page.span(*match.span("date")))
