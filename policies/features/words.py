# ruff: noqa: E501 # tables and regular expressions read better whole
"""The terms of the lexicons as features: whose words they are, and at whom they are aimed.

Words inside quotation marks, under a negation, or reported are not the author's own and are counted apart.
"""

from collections.abc import Sequence
from typing import Final

from policies import aims, scopes
from policies.features import senses
from policies.features.offers import OFFERS
from policies.features.reading import Reading
from policies.features.values import Features
from policies.latepattern import late
from policies.lexicons import Hit

# own words only: a negated, reported or quoted one is not held against the author
SCOPED: Final = frozenset(
    (
        "insults",
        "abuse",
        "slurs",
        "belittling",
        "misogyny",
        "homophobia",
        "threats",
        "intimidation",
        "self_harm",
        "violence",
        "accusation",
        "illegal",
        "profanity",
        "sexual",
    )
)
_FINGER: Final = "\N{REVERSED HAND WITH MIDDLE FINGER EXTENDED}"
_DENIABLE: Final = frozenset(("white-power",))  # “there is no inferior race”
_NOT_NEGATED: Final = frozenset(("slurs", "profanity", "abuse", "sexual", "misogyny", "homophobia"))
_UNCLEAR: Final = {"self_harm": "self_harm_unclear", "threats": "threats_unclear"}
_NAMED: Final = late(
    r"\b(?:Mr|Mrs|Ms|Dr|Mme|M|Mlle)\.? [A-ZÀ-Ý]\w|\b[A-ZÀ-Ý][a-zà-ÿ'-]+ [A-ZÀ-Ý][a-zà-ÿ'-]+\b|(?<!\w)@\w{2}"
)
_EMPLOYEE: Final = late(
    r"\b(?:agent|agente|officer|employee|employees|clerk|worker|caseworker|supervisor|manager|director|directeur|directrice|my neighbou?r|employee?s?|employes?|commis|fonctionnaire|prepose|preposee|gestionnaire|superviseure?|mon voisin|ma voisine)\b"
)


def read_words(reading: Reading, features: Features) -> None:
    """Count every term as what it is: the author's own, or somebody else's."""
    finger = reading.text.find(_FINGER)
    if finger >= 0 and not scopes.within((finger, finger + 1), reading.quotes):
        features.add("abuse", (finger, finger + 1))
    if reading.hits:
        _Judge(reading, features).judge(reading.hits)


class _Judge:
    """Decides what each word found counts as."""

    def __init__(self, reading: Reading, features: Features) -> None:
        self._features = features
        self._message = reading.message
        self._plain = reading.plain
        self._text = reading.plain.text
        self._quotes = reading.quotes
        self._honoured = reading.honoured

    def judge(self, hits: Sequence[Hit]) -> None:
        own = [hit for hit in hits if hit.term.lexicon not in OFFERS and self._is_own(hit)]
        for hit in own:
            self._count(hit)

    def _is_own(self, hit: Hit) -> bool:
        lexicon = hit.term.lexicon
        if lexicon == "slurs" and senses.innocent(hit.term.id, self._text, hit.start, hit.end):
            return False  # another word that is written the same
        if lexicon not in SCOPED:
            return True
        reason = self._disowned(hit)
        if reason is None:
            return True
        self._features.add(reason, hit.span)
        if self._honoured is not None and reason not in self._honoured:
            return True  # the policy makes no exception of it
        if lexicon in _UNCLEAR:
            self._features.add(_UNCLEAR[lexicon], hit.span)
        return False

    def _disowned(self, hit: Hit) -> str | None:
        if scopes.within(hit.span, self._quotes):
            return "quoted_terms"
        clause = scopes.clause_around(self._text, hit.start, hit.end)
        lexicon = hit.term.lexicon
        if lexicon == "slurs" and senses.of_oneself(self._text, hit.start, hit.end):
            return "reported_terms"
        if (lexicon not in _NOT_NEGATED or hit.term.id in _DENIABLE) and scopes.negated(
            self._text, clause[0], hit.start
        ):
            return "negated_terms"
        if lexicon != "profanity" and scopes.reported(self._text, clause, hit.start):
            return "reported_terms"
        return None

    def _count(self, hit: Hit) -> None:
        features, lexicon = self._features, hit.term.lexicon
        if lexicon == "belittling":
            clause = scopes.clause_around(self._text, hit.start, hit.end)
            if not aims.said_of_person(self._text, clause, hit.start):
                return
            features.add("insults_at_person", hit.span)
        features.add(lexicon, hit.span)
        if hit.disguised:
            features.add("disguised_terms", hit.span)
        if lexicon == "profanity" and hit.term.register == "strong":
            features.add("profanity_strong", hit.span)
        elif lexicon == "insults":
            features.add(f"insults_{self._aim(hit)}", hit.span)
        elif lexicon == "accusation" and self._names_person(hit):
            features.add("accusations_of_person", hit.span)

    def _aim(self, hit: Hit) -> str:
        text, start, end = self._text, hit.start, hit.end
        aimed = aims.aimed_at_person(text, scopes.clause_around(text, start, end), start, end)
        if aimed is None:
            return "unclear"
        return "at_person" if aimed else "at_institution"

    def _names_person(self, hit: Hit) -> bool:
        start, end = scopes.clause_around(self._text, hit.start, hit.end)
        begin, finish = self._plain.span(start, end) if end > start else hit.span
        clause = self._message.text[begin:finish]
        return bool(_NAMED.search(clause) or _EMPLOYEE.search(self._text, start, end))
