"""What stands around a typed reply: who speaks, and what it puts right. Put on, and taken off."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.settings import Settings
from policies.hoursfile import NameFile
from responders.words import fold
from translations.catalogs import catalog

_MARK: Final = "\ue000"  # where the text stands in a sentence of the catalogs
_QUOTED: Final = 280  # characters of a wrong reply that its correction quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """Who speaks on a channel."""

    agency: NameFile
    official: NameFile | None = None  # None: the organization speaks

    @classmethod
    def of(cls, settings: Settings, official: NameFile | None) -> "Framing":
        """Return the framing of an agency's replies."""
        return cls(agency=settings.agency.name, official=official)

    def put(self, text: str, lang: str, quoted: str | None) -> str:
        """Say who speaks, where the text does not; a correction says what it puts right.

        Args:
            text: what a person typed, or its translation.
            lang: its language.
            quoted: the wrong reply that it corrects.
        """
        t = catalog(lang)
        agency = self._named(self.agency, lang)
        if self.official is not None:
            speaker = self._named(self.official, lang)
            if fold(speaker) not in fold(text):
                text = t("triage.reply.official", official=speaker, text=text)
        named = fold(agency) in fold(text)
        if quoted is not None:
            wrong = excerpt(quoted)
            if wrong in text:
                return text
            key = "delicate.correct.text" if named else "delicate.correct.text_named"
            return t(key, agency=agency, wrong=wrong, text=text)
        return text if named else t("delicate.reply.named", agency=agency, text=text)

    def taken(self, text: str, lang: str, quoted: str | None) -> str:
        """Return a text without what `put` puts around it; as it is where nothing is there."""
        for before, after in self._frames(lang, quoted):
            if text.startswith(before) and text.endswith(after):
                inner = text[len(before) : len(text) - len(after)].strip()
                if inner:
                    text = inner
        return text

    def _frames(self, lang: str, quoted: str | None) -> Iterator[tuple[str, str]]:
        """Yield what can stand before and after a text, the outermost first."""
        t = catalog(lang)
        agency = self._named(self.agency, lang)
        if quoted is not None:
            for key in ("delicate.correct.text_named", "delicate.correct.text"):
                yield _around(t(key, agency=agency, wrong=excerpt(quoted), text=_MARK))
        yield _around(t("delicate.reply.named", agency=agency, text=_MARK))
        if self.official is not None:
            speaker = self._named(self.official, lang)
            yield _around(t("triage.reply.official", official=speaker, text=_MARK))

    @staticmethod
    def _named(name: NameFile, lang: str) -> str:
        return name.fr if lang == "fr" else name.en


def _around(sentence: str) -> tuple[str, str]:
    before, _, after = sentence.partition(_MARK)
    return before, after


def excerpt(text: str) -> str:
    """Return what a correction quotes of the wrong reply: its beginning, on one line."""
    line = " ".join(text.split())
    if len(line) <= _QUOTED:
        return line
    return line[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
