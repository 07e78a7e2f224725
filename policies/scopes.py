# ruff: noqa: E501 # tables and regular expressions read better whole
"""What surrounds a word: quotation, negation and reported speech.

All of it looks at the plain view (lower case, no accents) of one clause at a time.
"""

from typing import Final

from policies.latepattern import late
from policies.views import Span

_QUOTED: Final = late(
    "«[^«»]{1,2000}»|“[^“”]{1,2000}”|\"[^\"\n]{1,2000}\"|(?m:^>[^\n]*)|(?<!\\w)'[^'\n]{3,200}'(?!\\w)"
)
_CLAUSE_END: Final = late(r"[.!?;\n…](?:\s|$)|\bbut\b|\bmais\b")

_NEGATED: Final = late(
    r"(?:\b(?:not|never|no|isn't|aren't|ain't|wasn't|won't|wouldn't|don't|didn't|doesn't|cannot|can't|isnt|arent|dont|wont"
    r"|pas|jamais|aucun|aucune|nullement|sans|ni|ne|n'[a-z]+|not calling [a-z]+|without)\b)"
    r"(?:\s+(?:a|an|the|any|all|such|so|very|really|being|be|to|going|gonna|saying|you|them|un|une|des|de|d'|du|les|la|le|l'|tous|toutes"
    r"|vraiment|etre|vais|va|veux|voulons|vous|te|que|qu'ils|en|pas|considered|trying|want|wanting|ever))*[\s']*$"
)
_REPORTED: Final = late(
    r"\b(?:called|calls|calling|call|said|says|say|saying|told|tell|tells|telling|labelled|labeled|using|uses|use|used|word|words|term|slur|insult"
    r"|wrote|writes|posted|comments like|sentences like"
    r"|traite|traitez|appelez|dites|ecrivez|traitee|traites|traitees|traiter|traitent|traitait|appele|appelee|appelles|appeler|appellent|dit|disent|disait|disaient|dire"
    r"|ecrit|ecrivent|mot|mots|terme|insulte|insultes|qualifie|qualifiee|qualifier|propos)\b"
    r"(?:[\s':,]+[\w'-]+){0,4}[\s':,]*$"
)
# "whoever wrote that is a …": what follows is the author's own
_WHO_IS: Final = late(
    r"\b(?:who|whoever|qui|that)\s+(?:\S+\s+){1,6}?(?:is|are|was|must be|est|sont|etait)\s+(?:\S+\s+){0,4}$"
)
_FIRST_PERSON_SAYS: Final = late(
    r"\b(?:i|we|je|on|nous)\s+(?:said|say|tell|dis|disons|call|am calling|told)\b"
)
_COUNTER: Final = late(
    r"\b(?:(?:stop|quit|enough|unacceptable|wrong|racist|hateful|sexist|disgusting|shameful|hurtful|false|not ok|not okay|never ok|against|condemn|report(?:ed|ing)?)"
    r"\s+(?:\w+\s+){0,3}(?:say|saying|call|calling|tell|telling|to|this|that|people who|those who|who)"
    r"|(?:it is|it's|that's|this is|c'est)\s+(?:\w+\s+){0,2}(?:wrong|racist|raciste|hateful|haineux|inacceptable|unacceptable|honteux|faux|false|a lie|degueulasse)\s+(?:to|de|d'|that|que)"
    r"|(?:arretez|arrete|cessez|cesse|assez)\s+(?:de|d')|nobody should|no one should|personne ne (?:devrait|merite)|n'acceptons pas|denonce|condamne)\b"
)


def quoted_spans(text: str) -> list[Span]:
    """Return the parts between quotation marks, and lines that begin with >."""
    if not any(mark in text for mark in "«“\">'"):
        return []
    return [match.span() for match in _QUOTED.finditer(text)]


def within(span: Span, others: list[Span]) -> bool:
    """Whether a span lies inside one of the others."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


def clause_around(text: str, start: int, end: int) -> Span:
    """Return the clause that holds [start, end): up to punctuation, "but" or « mais »."""
    low = max(0, start - 300)
    begin = low
    for match in _CLAUSE_END.finditer(text, low, start):
        begin = match.end()
    after = _CLAUSE_END.search(text, end, min(len(text), end + 300))
    return begin, after.start() if after else min(len(text), end + 300)


def negated(text: str, clause_start: int, start: int) -> bool:
    """Whether a negation governs the word at `start`."""
    return bool(_NEGATED.search(text[max(clause_start, start - 60) : start]))


def reported(text: str, clause: Span, start: int) -> bool:
    """Whether the word is somebody else's: reported, mentioned or condemned, not used."""
    before = text[max(clause[0], start - 80) : start]
    if (
        _REPORTED.search(before)
        and not _FIRST_PERSON_SAYS.search(before)
        and not _WHO_IS.search(before)
    ):
        return True
    return bool(_COUNTER.search(text[clause[0] : clause[1]]))
