"""The part of the settings about the translation engine of this machine."""

from pydantic import Field

from bot.settingspart import Part
from translations.engine import EngineOptions
from translations.values import CANADA, Region


class TranslationSettings(Part):
    """How the engine works; see docs/translation.md."""

    region: Region = CANADA  # whose French machine translations are written in
    beam: int = Field(default=1, ge=1, le=16)  # 1 is fastest; 4 is a little better
    threads: int = Field(default=2, ge=1, le=64)  # of processor, for one text
    timeout_s: int = Field(default=20, ge=1, le=3_600)  # then the engine is stopped

    send_text_away: bool = False  # to an engine elsewhere; never personal data

    def options(self) -> EngineOptions:
        """Return what the engine is set up with."""
        return EngineOptions(
            beam=self.beam,
            region=self.region,
            threads=self.threads,
            timeout_s=float(self.timeout_s),
        )
