"""A translation engine for tests: a word list at the wire, with the bad habits of real ones."""

from collections.abc import Callable, Sequence


class WordEngine:
    """Translates by a function, and remembers what it was asked."""

    name = "words"
    sends_text_away = False

    def __init__(self, change: Callable[[str], str]) -> None:
        self._change = change
        self.asked: list[list[str]] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return English to French and back."""
        return frozenset({("en", "fr"), ("fr", "en")})

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Return the changed texts."""
        self.asked.append(list(texts))
        return [self._change(text) for text in texts]
