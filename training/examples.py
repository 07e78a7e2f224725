"""What a model is trained and judged on: one text with what is known of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LABELS: Final = ("hate", "abuse", "threat", "spam")


class Part(StrEnum):
    """Which part of the data an example belongs to, for good."""

    TRAIN = "train"
    VALIDATE = "validate"  # calibration and thresholds
    TEST = "test"  # looked at once, at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text."""

    text: str
    lang: str  # en or fr
    source: str  # name of the data set, or of the family of written sentences
    truth: Mapping[str, int]  # label -> 0 or 1; a label that is not known is absent
    part: Part
    weight: float = 1.0


def part_of(key: str) -> Part:
    """Return the part that a text belongs to: 60, 20 and 20 of a hundred, by its hash alone."""
    place = int.from_bytes(hashlib.sha256(key.encode("utf-8", "replace")).digest()[:4]) % 100
    if place < 60:
        return Part.TRAIN
    return Part.VALIDATE if place < 80 else Part.TEST
