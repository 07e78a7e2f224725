"""What others measured of Argos's packages, so that people can compare before they install one.

Source: Mozilla's evaluation of translation models (firefox-translations-models, MPL-2.0), BLEU on
the test part of FLORES-200, for the Argos packages of that time.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedScore:
    """One measure of one pair."""

    measure: str
    value: float
    publisher: str


_MEASURE: Final = "BLEU, FLORES-200"

PUBLISHED: Final = MappingProxyType(
    {
        "en-fr": PublishedScore(measure=_MEASURE, value=42.7, publisher="Mozilla"),
        "fr-en": PublishedScore(measure=_MEASURE, value=39.5, publisher="Mozilla"),
    }
)
