"""The values that every package shares about languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

UNDETERMINED: Final = "und"

Official = Literal["en", "fr"]
OFFICIAL_LANGUAGES: Final[tuple[Official, Official]] = ("en", "fr")

Region = Literal["fr_CA", "fr_FR"]  # whose French: spacing, groups of figures, words
CANADA: Final[Region] = "fr_CA"


class Origin(StrEnum):
    """Where a text came from: what has to be approved depends on it."""

    HUMAN = "human"  # a person on our side typed it
    TEMPLATE = "template"  # approved wording
    FACT = "fact"  # sentences of approved facts
    MEMORY = "tm"  # a translation memory's: people approved it as the translation of this text
    MACHINE = "mt"  # contains machine translation
    NONE = "none"  # there is no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """One text in both official languages."""

    en: str
    fr: str

    def __getitem__(self, lang: str) -> str:
        if lang not in OFFICIAL_LANGUAGES:
            raise KeyError(lang)
        return self.fr if lang == "fr" else self.en

    def as_mapping(self) -> Mapping[str, str]:
        """Return {"en": …, "fr": …}, read-only."""
        return MappingProxyType({"en": self.en, "fr": self.fr})


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What language a text is in, as far as can be told."""

    lang: str  # ISO 639-1 code, or "und"
    confidence: float  # 0 to 1; 0 where undetermined
    reason: str = ""  # why undetermined: "short", "disagree", "unsure"; else ""
