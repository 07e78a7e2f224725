"""Off topic: a message that shares nothing with what its channel is about.

Words are compared by their stems, in both languages at once, because people mix them. False alarms
matter more than misses: one word of the channel's topics, or one that anybody uses who deals with a
public service, is enough to be on topic.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict

from policies.views import fold
from policies.yamlfile import load_yaml, parse_model

GENERAL: Final = Path(__file__).parent / "data" / "scope" / "general.yaml"
ENOUGH_WORDS: Final = 12  # shorter messages are never off topic: nobody can tell

_WORD: Final = re.compile(r"[a-z]{3,40}")
_ENDING: Final = re.compile(r"(?:es|s|x|e)$")
_KEPT: Final = 5  # letters of a stem


class _General(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    en: Annotated[str, AfterValidator(str.split)]
    fr: Annotated[str, AfterValidator(str.split)]


def is_off_topic(plain: str, scope: Sequence[str]) -> bool:
    """Whether a text (its plain view) has words enough, none of the scope's or of general use."""
    words = _WORD.findall(plain, 0, 5_000)
    if len(words) < ENOUGH_WORDS:
        return False
    stems = {stem(word) for word in words}
    return stems.isdisjoint(_stems(tuple(scope))) and stems.isdisjoint(_general())


def stem(word: str) -> str:
    """Return the beginning of a word of either language, lower case and without accents.

    Rough on purpose: two words that share it by chance make a message on topic, which does no harm.
    """
    return _ENDING.sub("", word)[:_KEPT]


@lru_cache(maxsize=64)
def _stems(scope: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word) for entry in scope for word in _WORD.findall(fold(entry)))


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    """Return the stems of words that anybody uses who deals with a public service."""
    general = parse_model(load_yaml(GENERAL), _General)
    return frozenset(stem(fold(word)) for word in (*general.en, *general.fr))
