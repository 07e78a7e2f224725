"""What somebody passes on without a word of their own: not theirs, but it stands there."""

from typing import Final

from policies.features.reading import Reading
from policies.features.safety import refined
from policies.features.values import Features
from policies.features.words import SCOPED
from policies.linkkinds import kinds_of
from policies.links import find_links

_OFFERS: Final = frozenset(("scam", "advertising", "piracy", "phishing"))
_STRONG: Final = (SCOPED - {"profanity", "belittling"}) | _OFFERS


def read_passed_on(reading: Reading, features: Features) -> None:
    """Count links and strong words of what is passed on."""
    quoted = reading.message.quoted
    if not quoted or reading.text:
        return
    view, found = reading.lexicons.read(quoted, reading.detection.lang)
    hits = refined(found, view, reading.lexicons)
    kinds = [kinds_of(link, reading.context.own_domains) for link in find_links(quoted)]
    features.set("passed_on_links", sum(1 for one in kinds if not (one.own or one.government)))
    features.set("passed_on_terms", sum(1 for hit in hits if hit.term.lexicon in _STRONG))
