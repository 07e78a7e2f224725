"""Sentences of a text that are in the target language already: people mix the two."""

from functools import cache
from typing import Final

from translations.detection import Detector, clean
from translations.language_words import telling_language
from translations.values import OFFICIAL_LANGUAGES

_WORDS: Final = 4  # fewer tell too little
_SURE: Final = 0.95


@cache
def _detector() -> Detector:
    return Detector()


def already_in(text: str, lang: str) -> bool:
    """Whether a sentence is surely in a language; names and short texts never are."""
    if lang not in OFFICIAL_LANGUAGES or text.count(" ") < _WORDS - 1:
        return False
    if telling_language(clean(text)) != lang:  # costs little, and says no to most
        return False
    found = _detector().detect(text)
    return found.lang == lang and found.confidence >= _SURE
