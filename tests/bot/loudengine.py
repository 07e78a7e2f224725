"""A translation engine for tests: it says into which language it would have translated."""

from collections.abc import Sequence

from translations.errors import EngineFault
from translations.values import Bilingual


class LoudEngine:
    """Translates by saying into what, and remembers what it was asked."""

    name = "loud"

    def __init__(self, *, away: bool = False, broken: bool = False) -> None:
        self.sends_text_away = away
        self.broken = broken
        self.asked: list[str] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Both directions."""
        return frozenset({("en", "fr"), ("fr", "en")})

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Put the language before each text."""
        if self.broken:
            raise EngineFault(Bilingual(en="broken", fr="en panne"))
        self.asked += texts
        return [f"{target.upper()} {text}" for text in texts]
