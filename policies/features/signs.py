"""Signs that need no dictionary: capitals, emoji, repetition, gibberish, questions."""

from typing import Final

from policies.features.reading import Reading
from policies.features.values import Features
from policies.latepattern import late
from policies.textsigns import read_signs

_QUESTION: Final = late(
    r"(?:how|when|where|what|who|why|which|can|could|do|does|is|are|will|should"
    r"|comment|quand|ou|que|qui|quel|quelle|quels|quelles|pourquoi|combien|est-ce|peut-on|puis-je|dois-je)\b"
)


def read_text_signs(reading: Reading, features: Features) -> None:
    """Set what can be counted in the text itself."""
    text = reading.text
    signs = read_signs(text, reading.plain.text, [link.span for link in reading.links])
    whole = [(0, len(text))]
    features.set("letters", signs.letters)
    features.set("words", signs.words)
    features.set("capitals_pct", signs.capitals_pct, whole)
    if signs.emoji:
        features.set("emoji", signs.emoji, whole)
        features.set("emoji_only", signs.emoji_only, whole)
    features.set("repeated", max(signs.repeated, 1), whole)
    features.set("gibberish", signs.gibberish, whole)
    plain = reading.plain.text
    if "?" in plain or _QUESTION.match(plain):
        features.set("is_question", value=True)
