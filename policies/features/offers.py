"""Scams as features: lures, calls to get in touch elsewhere, phishing wording, sums of money.

Words that are quoted, and calls that the author only tells of, are not counted.
"""

from typing import Final

from policies import scopes
from policies.features.reading import Reading
from policies.features.values import Features
from policies.latepattern import late
from policies.lexicons import Hit
from policies.offers import demands, is_told, offers, report

# counted here, not with the other lexicons
OFFERS: Final = frozenset(("scam", "lures", "contact_calls", "phishing"))
_APPS: Final = "apps"  # id of the term
_CALLS: Final = frozenset(("contact_calls", "phishing"))
_REACHED: Final = frozenset(("links", "phones", "emails", "advertising"))
_AMOUNT: Final = late(
    r"[$£€] ?\d[\d,. ]{0,15}"
    r"|\b\d[\d,. ]{0,15} ?(?:[$£€]|dollars?|euros?|usd|cad|bucks|piastres?)(?!\w)"
)


def read_offers(reading: Reading, features: Features) -> None:
    """Count what scams are made of; a question about them or a warning is a feature too."""
    found = OFFERS & reading.by_lexicon.keys() if reading.hits else frozenset()
    if not found and features.values.keys().isdisjoint(_REACHED):
        return
    plain = reading.plain
    text = plain.text
    told = report(text)
    for name in found:
        for hit in reading.by_lexicon[name]:
            if _is_own(reading, hit, told):
                features.add(name, hit.span)
                if name == "contact_calls" and hit.term.id == _APPS:
                    features.add("app_calls", hit.span)
    for start, end in demands(text):
        features.add("scam", plain.span(start, end))
    for start, end in offers(text):
        features.add("lures", plain.span(start, end))
    if told:
        features.set("scam_report", value=True, spans=[plain.span(*told)])
    if "lures" in features.values:
        for match in _AMOUNT.finditer(text):
            features.add("amounts", plain.span(*match.span()))


def _is_own(reading: Reading, hit: Hit, told: tuple[int, int] | None) -> bool:
    if scopes.within(hit.span, reading.quotes):
        return False
    if hit.term.lexicon not in _CALLS:
        return True
    text = reading.plain.text
    clause = reading.clause(hit)
    if is_told(text, hit.start) or scopes.negated(text, clause[0], hit.start):
        return False
    if told is None or hit.start < told[0]:
        return True
    return told[1] < hit.start and (told[0] < clause[0] or "," in text[told[1] : hit.start])
