"""What somebody passes on without a word of their own: not theirs, but it stands there."""

from typing import Final

from policies.features.owndomains import is_own
from policies.features.reading import Reading
from policies.features.values import Features
from policies.features.words import SCOPED
from policies.textsigns import read_signs

_STRONG: Final = (SCOPED - {"profanity", "belittling"}) | {"scam", "advertising", "piracy"}


def read_passed_on(reading: Reading, features: Features) -> None:
    """Count links and strong words of what is passed on."""
    quoted = reading.message.quoted
    if not quoted or reading.text:
        return
    plain, hits = reading.lexicons.read(quoted, reading.detection.lang)
    links = read_signs(quoted, plain.text).links
    context = reading.context
    features.set(
        "passed_on_links",
        sum(1 for start, end in links if not is_own(quoted[start:end], context)),
    )
    features.set("passed_on_terms", sum(1 for hit in hits if hit.term.lexicon in _STRONG))
