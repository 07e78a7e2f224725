"""The sentence encoder of this process, shared by classifier and matching, and who may use it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translations.values import Bilingual

if TYPE_CHECKING:
    from pathlib import Path

    from bot.triagesettings import MatchingSettings
    from responders.facts import FactBank
    from responders.matching import Matcher
    from translations.encoding import Encoder, RememberingEncoder

_REMEMBERED: Final = 4_000  # texts whose vectors are kept, 2 kB each: a batch and its sentences


@lru_cache(maxsize=1)
def shared_encoder() -> "RememberingEncoder":
    """Return the bundled encoder; its weights are read by the first text, once for everybody."""
    from translations.encoding import RememberingEncoder, SentenceEncoder

    return RememberingEncoder(SentenceEncoder(), _REMEMBERED)


def matcher_for(
    bank: "FactBank",
    settings: "MatchingSettings",
    tell: "Callable[[Bilingual], None]",
    encoder: "Encoder | None" = None,
) -> "Matcher":
    """Return a matcher with the bundled encoder, or without where it is off or cannot be used.

    Args:
        bank: the facts.
        settings: whether vectors are wanted, and where the index is kept.
        tell: is told why there are no vectors, where that is nobody's wish.
        encoder: makes the vectors; the shared one where absent.
    """
    from responders.matching import Matcher
    from translations.errors import EncoderError

    if settings.vectors and bank.facts:
        try:
            return Matcher(bank, encoder=encoder or shared_encoder(), folder=settings.index_folder)
        except EncoderError as fault:
            tell(fault.explanation)
    return _by_words(_Bank(bank.sha256, bank), settings.index_folder)


@dataclass(frozen=True, slots=True)
class _Bank:
    """A bank that is known by its hash."""

    sha256: str
    bank: "FactBank" = field(compare=False)


@lru_cache(maxsize=2)
def _by_words(named: _Bank, folder: "Path | None") -> "Matcher":
    """Return a matcher without vectors; the last two stay: facts that ended may hold again."""
    from responders.matching import Matcher

    return Matcher(named.bank, folder=folder)
