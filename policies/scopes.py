# ruff: noqa: E501 # tables and regular expressions read better whole
"""What surrounds a word: quotation, negation, reported speech, and who it is aimed at.

All of it looks at the plain view (lower case, no accents) of one clause at a time.
"""

import re
from typing import Final

from policies.views import Span

_QUOTED: Final = re.compile(
    "«[^«»]{1,2000}»|“[^“”]{1,2000}”|\"[^\"\n]{1,2000}\"|(?m:^>[^\n]*)|(?<!\\w)'[^'\n]{3,200}'(?!\\w)"
)
_CLAUSE_END: Final = re.compile(r"[.!?;\n…](?:\s|$)|\bbut\b|\bmais\b")

_NEGATED: Final = re.compile(
    r"(?:\b(?:not|never|no|isn't|aren't|ain't|wasn't|won't|wouldn't|don't|didn't|doesn't|cannot|can't|isnt|arent|dont|wont"
    r"|pas|jamais|aucun|aucune|nullement|sans|ni|ne|n'[a-z]+|not calling [a-z]+|without)\b)"
    r"(?:\s+(?:a|an|the|any|all|such|so|very|really|being|be|to|going|gonna|saying|you|them|un|une|des|de|d'|du|les|la|le|l'|tous|toutes"
    r"|vraiment|etre|vais|va|veux|voulons|vous|te|que|qu'ils|en|pas|considered|trying|want|wanting|ever))*[\s']*$"
)
_REPORTED: Final = re.compile(
    r"\b(?:called|calls|calling|call|said|says|say|saying|told|tell|tells|telling|labelled|labeled|using|uses|use|used|word|words|term|slur|insult"
    r"|received|got|wrote|writes|posted|comments like|sentences like"
    r"|traite|traitez|appelez|dites|ecrivez|traitee|traites|traitees|traiter|traitent|traitait|appele|appelee|appelles|appeler|appellent|dit|disent|disait|disaient|dire"
    r"|ecrit|ecrivent|mot|mots|terme|insulte|insultes|qualifie|qualifiee|qualifier|recu|propos)\b"
    r"(?:[\s':,]+[\w'-]+){0,4}[\s':,]*$"
)
_FIRST_PERSON_SAYS: Final = re.compile(
    r"\b(?:i|we|je|on|nous)\s+(?:said|say|tell|dis|disons|call|am calling|told)\b"
)
_COUNTER: Final = re.compile(
    r"\b(?:(?:stop|quit|enough|unacceptable|wrong|racist|hateful|sexist|disgusting|shameful|hurtful|false|not ok|not okay|never ok|against|condemn|report(?:ed|ing)?)"
    r"\s+(?:\w+\s+){0,3}(?:say|saying|call|calling|tell|telling|to|this|that|people who|those who|who)"
    r"|(?:it is|it's|that's|this is|c'est)\s+(?:\w+\s+){0,2}(?:wrong|racist|raciste|hateful|haineux|inacceptable|unacceptable|honteux|faux|false|a lie|degueulasse)\s+(?:to|de|d'|that|que)"
    r"|(?:arretez|arrete|cessez|cesse|assez)\s+(?:de|d')|nobody should|no one should|personne ne (?:devrait|merite)|n'acceptons pas|denonce|condamne)\b"
)

PERSON: Final = re.compile(
    r"\b(?:you|u|ur|you're|youre|your face|yourself|yourselves|y'all|tu|t'es|tes|toi|vous|t'as|ta|ton|te"
    r"|he|she|he's|she's|him|her|this guy|that guy|this woman|that woman|this man|this lady|that lady|guy|lady|dude|bro|clerk|agent|agents|agente|employee|employees"
    r"|staff|commenter|commenters|poster|moron who|author|il|elle|lui|ce gars|cette femme|ce type|cet homme|le gars|la fille|madame|monsieur"
    r"|employe|employee|employes|commis|fonctionnaire|fonctionnaires|prepose|preposee|people here|commentator|everyone here|gens ici)\b|(?<!\w)@\w"
)
INSTITUTION: Final = re.compile(
    r"\b(?:department|ministry|government|govt|gov|program|programme|agency|minister|prime minister|politicians?|policy|policies|system|site|website|portal|form|rules?|law|office|service"
    r"|ministere|gouvernement|agence|ministre|premier ministre|politiciens?|politicienne|politique|systeme|portail|formulaire|regles?|loi|bureau|liberals?|conservatives?|ndp|liberaux|conservateurs"
    r"|idea|idee|decision|bureaucracy|bureaucratie|app|appli|phone line|ligne telephonique|process|processus|delay|delays|wait|attente|delai|delais|letter|lettre)\b"
)
_SECOND_PERSON: Final = re.compile(
    r"(?:\b(?:t|you(?:'re| are| all are| are all| guys are| people are)?|ur|u r|youre|u|you're all|tu es|t'es|vous etes|etes|vous|tes|toi|espece d[e'])\b"
    r"|(?<!\w)@\w+)"
    r"(?:\s+(?:a|an|the|un|une|des|les|bunch|pack|of|such|so|just|all|really|very|nothing|but|people|fucking|stupid|bloody|goddamn|total|complete|absolute|vraiment|juste|tous|toutes|toute|tout|gros|grosse|maudite?|crisse|d[e']|sale|pauvre|grand|vrai|vraie|bande|gang|tellement|ben|trop|rien|que|full|useless|lazy|sacree?|osti de|esti de|crisse de))*[\s',:]*$"
)

_NOT_ALL: Final = re.compile(r"\b(?:not all|not every|pas tous|pas toutes)\b[\w\s']{0,20}$")
_VOCATIVE: Final = re.compile(
    r"[\s,!]*(?:(?:espece|bande|gang|estie?|osti|crisse|calisse|tabarnak|maudite?|maudits|sale|sales|gros|grosse|grosses|pauvre|pauvres|petit|petite|petits|mon|ma|vieux|vieille|stupid|fucking|bloody|dirty)(?: d[e'])?\s*)+"
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
    if _REPORTED.search(before) and not _FIRST_PERSON_SAYS.search(before):
        return True
    return bool(_COUNTER.search(text[clause[0] : clause[1]]))


def said_of_reader(text: str, clause: Span, start: int) -> bool:
    """Whether the word is said directly of the reader: "you are so …", « t'es juste un … »."""
    return bool(_SECOND_PERSON.search(text[max(clause[0], start - 60) : start]))


def not_all(text: str, clause_start: int, start: int) -> bool:
    """Whether the group named at `start` is said to be such not as a whole: "not all …"."""
    return bool(_NOT_ALL.search(text[clause_start:start]))


def aimed_at_person(text: str, clause: Span, start: int, end: int) -> bool | None:
    """Whether an insult is aimed at a person: True, False (an institution or a thing), None (unclear)."""
    before = text[max(clause[0], start - 60) : start]
    if _SECOND_PERSON.search(before):
        return not re.match(
            r"\s+(?:program|system|site|website|policy|rules?|form|portal|programme|systeme)",
            text[end:],
        )
    if _VOCATIVE.fullmatch(text[clause[0] : start]):
        return True
    if not text[clause[0] : start].strip(" ,!@") and re.fullmatch(
        r"[\s.!?,]*", text[end : clause[1]]
    ):
        return True  # nothing but the insult: it is said to the reader
    whole = text[clause[0] : clause[1]]
    if INSTITUTION.search(whole):
        return False
    return True if PERSON.search(whole) else None
