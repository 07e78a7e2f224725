# ruff: noqa: E501 # tables and regular expressions read better whole
"""At whom an insult is aimed: the reader, somebody who works or writes here, or an institution.

The noun named first in a clause is the one that is spoken of: in "the employees at your department
are fools" the employees, in "your department is run by fools" the department. All of it looks at the
plain view (lower case, no accents) of one clause.
"""

import re
from typing import Final

from policies.latepattern import late
from policies.views import Span

_READER: Final = late(
    r"(?:\b(?:you(?:'re| are| all are| are all| guys are| people are| were| all| lot| lot are)?|ur|u r|youre|u|yall|y'all|tu es|t'es|t es|vous etes|v(?:ou)?s ete?s|etes|vous autres|vous|tu|tes|toi|t|espece d[e']|espece|es-tu|etes-vous|are you|aren't you|si)\b"
    r"|(?<!\w)@\w+)"
    r"(?:\s+(?:[dl]')?(?:a|an|the|un|une|des|les|of|bunch|pack|such|so|just|all|really|very|nothing|but|people|fucking|fuckin|stupid|bloody|damn|goddamn|total|complete|absolute|utter|real|big|fat|old|ugly|dirty|little|incompetent|pathetic|disgusting|vraiment|juste|tous|toutes|toute|tout|gros|grosse|maudite?s?|crisse|d[e']|sale|pauvre|grand|grande|vrai|vraie|vrais|petit|petite|vieux|vieille|belle|beau|bande|gang|tellement|ben|bien|donc|trop|si|assez|rien|que|qu|full|useless|lazy|brain-dead|ignorant|worthless|miserable|lousy|arrogant|smug|nasty|vile|filthy|rotten|sorry|silly|spineless|gutless|heartless|greedy|rude|slimy|two-faced|pompous|lying|thieving|overpaid|wretched|clueless|snivelling|sniveling|hopeless|inbred|deranged|twisted|sick|cowardly|brainless|proper|right|bleeding|flaming|freaking|frigging|effing|goddamned|damned|puny|tiny|whiny|mindless|soulless|corrupt|crooked|dumb|dim|dense|thick|sad|such an|quite|clearly|obviously|literally|basically|even|seriously|one|some|kind of|worse than|truly|completely|totally|absolutely|utterly|simply|still|probably|both|always|no better than|sacree?|osti de|esti de|estie de|hostie de|crisse de|criss de|calisse de|tabarnak de|plein de|pleins de|ramassis de|incompetents|clowns|and|et|ou|or|not only|as|d'|l')\b['\s]*|\s*,\s*)*[\s',:]*$"
)
# "what a pathetic little worm you are"
_EXCLAIMED: Final = late(r"\bwhat an? (?:[\w'-]+ ){0,3}$")
_EXCLAIMED_OF: Final = late(
    r"[\w' -]{0,30}? (?:you|he|she|they|this \w+|that \w+)(?: all)? (?:are|is)\b"
)
_VOCATIVE: Final = late(
    r"[\s,!]*(?:(?:espece|bande|gang|estie?|osti|hostie|crisse|criss|calisse|tabarnak|maudite?s?|sales?|gros|grosses?|pauvres?|petite?s?|mon|ma|vieux|vieille|stupid|fucking|bloody|dirty|you|u|t|hey|heille|eille|yo|lol|mdr|ok|well|listen|ecoute|coudonc)(?: d[e'])?[\s,]*)+"
)
_STAFF: Final = late(
    r"\b(?:he|she|he's|she's|him|her|this guy|that guy|guys?|lady|ladies|dude|bro|girl|woman|man|clerks?|agents?|agente|agentes|employees?|staff(?:ed)?|staffers?|workers?|caseworkers?|trainees?|interns?|receptionists?|cashiers?|secretary|secretaries|supervisors?|manager|managers|officer|officers|advisors?|operators?|person|commenters?|posters?|author|commentator|whoever|people here|everyone here|everybody here|call cent(?:er|re)|counter|(?:front |service |help ?)?desk|reception|neighbou?r|teacher|professor|landlord"
    r"|il|elle|lui|ce gars|ce type|cet homme|cette femme|cette fille|le gars|la fille|les gars|les filles|gars|fille|madame|monsieur|type|bonhomme|bonne femme|dame|employes?|employees?|commis|fonctionnaires?|preposes?|preposee?s?|stagiaires?|receptionnistes?|secretaires?|superviseure?s?|gerante?s?|gestionnaires?|conseillers?|conseilleres?|celui|celle|ceux|celles|l'auteur|l'autrice|gens ici|monde ici|comptoir|guichet|centre d'appels?|accueil|voisine?|proprio)\b|(?<!\w)@\w"
)
_PRONOUN: Final = frozenset(("he", "she", "he's", "she's", "him", "her", "il", "elle", "lui"))
_HOLDER: Final = late(
    r"\b(?:departments?|ministr(?:y|ies)|governments?|govt|gov|program(?:me)?s?|agency|agencies|minister|prime minister|premier|mayor|president|politicians?|mps?|polic(?:y|ies)|systems?|offices?|website|site|portal|forms?|rules?|laws?|services?|liberals?|conservatives?|ndp|parliament|ottawa|idea|decisions?|bureaucracy|app|phone line|process|delays?|wait|letters?|printer|computer|laptop|machine|password|link|page|document|software|bank|university|college|party"
    r"|ministere|gouvernement|agence|ministre|premier ministre|maire|mairesse|deputee?s?|politiciens?|politiciennes?|politiques?|systemes?|portail|formulaires?|regles?|lois?|bureaux?|liberaux|conservateurs|parlement|idees?|bureaucratie|appli|application|ligne telephonique|processus|attente|delais?|lettres?|imprimante|ordinateur|machine|mot de passe|lien|fenetre|logiciel|banque|universite|cegep|parti)\b"
)
_NAMING: Final = late(r"(?:especes?|bande|gang|maudite? gang|ramassis) d|you ")
_SUBORDINATE: Final = late(
    r"\b(?:that|thinks?|says?|said|believes?|claims?|que|qu|pense|dit|croit|trouve|and|et|but|mais)\b"
)
_LINK: Final = late(
    r"\b(?:is|was|are|were|'s|est|etait|sont|etaient|must be|faut etre|has to be)\b(?:\s+(?:a|an|the|un|une|des|such|so|just|all|really|very|real|total|complete|fucking|vraiment|tellement|juste|tous|toutes|vrai|vraie|gros|grosse|maudite?s?|ben|trop|bien|donc|d[e']|as))*[\s']*$"
)


def said_of_person(text: str, clause: Span, start: int) -> bool:
    """Whether a word is said directly of the reader or of an employee: "you are so …", « le commis est … »."""
    before = text[max(clause[0], start - 80) : start]
    if _READER.search(before):
        return True
    if _EXCLAIMED.search(before):
        return bool(_EXCLAIMED_OF.match(text, start, clause[1]))
    link = _LINK.search(before)
    if link is None or _first_named(before) is not True:
        return False
    person = _STAFF.search(before)
    if person is None or person.group().startswith("@"):
        return False
    return not _SUBORDINATE.search(before, person.end(), link.start())


def aimed_at_person(text: str, clause: Span, start: int, end: int) -> bool | None:
    """Whether an insult is aimed at a person: True, False (an institution or a thing), None (unclear)."""
    before = text[max(clause[0], start - 100) : start]
    after = text[end : min(clause[1], end + 100)]
    if _READER.search(before):
        return not re.match(
            r"\s+(?:program|system|site|website|polic|rules?|form|portal|decision)", after
        )
    if _VOCATIVE.fullmatch(text[clause[0] : start]):
        return True
    if not before.strip(" ,!@") and _NAMING.match(text, start):
        return True  # « espèce d'… »
    stops = re.match(r"\s*(?:[,.!?;:]|$)", after)
    if stops and not before.strip(" ,!@") and not re.search(r"\w", after):
        return True  # nothing but the insult: it is said to the reader
    named = _first_named(f"{before} \x00 {after}")
    if named is True and _is_of_holder(text, clause, before):
        return False
    if named is None and stops and "," in before:
        called = before.rpartition(",")[2]
        if not called.strip() or _VOCATIVE.fullmatch(called):
            return True  # "listen, you …": called so
    return named


def _first_named(clause: str) -> bool | None:
    """Return True where a person is named first, False an institution or a thing, None neither."""
    person, thing = _STAFF.search(clause), _HOLDER.search(clause)
    if person is None:
        return None if thing is None else False
    return thing is None or person.start() < thing.start()


def _is_of_holder(text: str, clause: Span, before: str) -> bool:
    """Whether "he" or "she" is the minister, or whoever else holds an office, of the sentence before."""
    person = _STAFF.search(before)
    if person is None or person.group() not in _PRONOUN:
        return False
    earlier = text[max(0, clause[0] - 160) : clause[0]]
    holders = [match.end() for match in _HOLDER.finditer(earlier)]
    people = [match.end() for match in _STAFF.finditer(earlier) if match.group() not in _PRONOUN]
    return bool(holders) and (not people or holders[-1] > people[-1])
