# ruff: noqa: E501 # tables and regular expressions read better whole
"""Signs that the author may be a minor, as far as the message itself says: nothing is looked up.

Only what people say of themselves counts; a parent who writes about a child is no minor.
"""

import re
from typing import Final

from policies.views import Span

_AGE: Final = r"(?:[89]|1[0-7])"
_SIGNS: Final = re.compile(
    rf"\b(?:i am|i'm|im) (?:only |just |still )?{_AGE}(?: ?(?:years?[ -]old|yrs?[ -]old|y/?o)\b|(?=\s*(?:[.,;!?)]|$|and\b|but\b|so\b)))"
    r"|\b(?:i am|i'm|im) (?:still )?(?:a minor|under ?age|under 18)\b(?! (?:in|at) )"
    r"|\b(?:i am|i'm|im) in (?:the )?(?:grade (?:[1-9]|1[01])|(?:[1-9]|1[01])(?:st|nd|rd|th) grade|middle school|junior high)\b"
    rf"|\bj'ai (?:seulement |juste |encore )?{_AGE} ans\b(?! (?:d'|de |que |dans |comme |chez |a (?:mon|ce)))"
    r"|\bje suis (?:encore )?(?:une? )?mineure?\b(?! en )"
    r"|\bje suis en (?:secondaire [1-4]|[1-4]e (?:annee du )?secondaire|(?:[1-9]|1[01])e annee)\b"
)
_ABUSE: Final = re.compile(
    r"\bchild porn(?:ography)?\b|\bcsam\b|\b(?:nudes?|naked pictures?|sex (?:tape|video)s?) of (?:a |an |my )?(?:minor|child|kid|\d{1,2}[ -]year[ -]old|underage)"
    r"|\bpornographie (?:juvenile|infantile)\b|\b(?:photos?|videos?) (?:nues?|sexuelles?) d'(?:une? )?(?:mineure?|enfant)"
)


def minor_signs(plain: str) -> list[Span]:
    """Return the words of the plain view in which the author says to be a minor."""
    return [match.span() for match in _SIGNS.finditer(plain)]


def abuse_terms(plain: str) -> list[Span]:
    """Return the words of the plain view for sexual material about minors."""
    return [match.span() for match in _ABUSE.finditer(plain)]
