"""What the doctor found: one sentence each, in both languages."""

from dataclasses import dataclass
from enum import StrEnum

from policies.faults import said
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Bilingual


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    WARNING = "warning"  # works, but somebody should look
    FAULT = "fault"  # the program cannot do its work


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    check: str  # what programs go by; docs/cli.md
    level: Level
    words: Bilingual  # what is, and what to do


def fine(check: str, key: str, **values: object) -> Finding:
    """Return a finding that all is well."""
    return Finding(check=check, level=Level.OK, words=_words(key, values))


def warning(check: str, key: str, **values: object) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(check=check, level=Level.WARNING, words=_words(key, values))


def fault(check: str, key: str, **values: object) -> Finding:
    """Return a finding that keeps the program from its work."""
    return Finding(check=check, level=Level.FAULT, words=_words(key, values))


def counted(check: str, level: Level, key: str, n: int, **values: object) -> Finding:
    """Return a finding whose sentence has a count."""
    told = {lang: catalog(lang).plural(key, n, **_in(values, lang)) for lang in OFFICIAL_LANGUAGES}
    return Finding(check=check, level=level, words=Bilingual(en=told["en"], fr=told["fr"]))


def _words(key: str, values: dict[str, object]) -> Bilingual:
    if not any(isinstance(value, Bilingual) for value in values.values()):
        return said(key, **values)
    told = {lang: catalog(lang)(key, **_in(values, lang)) for lang in OFFICIAL_LANGUAGES}
    return Bilingual(en=told["en"], fr=told["fr"])


def _in(values: dict[str, object], lang: str) -> dict[str, object]:
    return {
        name: value[lang] if isinstance(value, Bilingual) else value
        for name, value in values.items()
    }
