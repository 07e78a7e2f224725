"""The ways in which people write to an institution: no accents, capitals, typing errors."""

import random
import re
import unicodedata
from typing import Final

NOISY: Final = 0.15  # share of the sentences
_MARK: Final = re.compile(r"(X\d{1,2}QZ)")
_NEAR: Final = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wertyuioipsdfghjkjkxcvbnmn",
        strict=True,
    )
)


def roughen(text: str, chance: random.Random) -> str:
    """Return a sentence as somebody in a hurry writes it, or as it is; marks stay whole."""
    if chance.random() >= NOISY:
        return text
    change = chance.choice((_bare, _bare, _small, _small, _capitals, _slip, _slip, _joined, _open))
    parts = _MARK.split(text)
    return "".join(part if place % 2 else change(part, chance) for place, part in enumerate(parts))


def _bare(text: str, chance: random.Random) -> str:
    split = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(letter for letter in split if not unicodedata.combining(letter))
    return bare.lower() if chance.random() < 0.3 else bare


def _small(text: str, chance: random.Random) -> str:
    small = text.lower()
    return small.rstrip(".!") if chance.random() < 0.5 else small


def _capitals(text: str, chance: random.Random) -> str:
    return _bare(text, chance).upper() if chance.random() < 0.5 else text.upper()


def _slip(text: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(text[:-1]) if letter.isalpha()]
    for _ in range(1 + len(places) // 40):
        if not places:
            break
        place = chance.choice(places)
        here, after = text[place], text[place + 1]
        slips = ("", here + here, _NEAR.get(here, here))
        if after.isalpha() and chance.random() < 0.4:
            text = text[:place] + after + here + text[place + 2 :]
        else:
            text = text[:place] + chance.choice(slips) + text[place + 1 :]
        places = [place for place, letter in enumerate(text[:-1]) if letter.isalpha()]
    return text


def _joined(text: str, chance: random.Random) -> str:
    return text.replace("'", " " if chance.random() < 0.4 else "")


def _open(text: str, chance: random.Random) -> str:
    return text.rstrip(" .!?") + chance.choice(("", "", "!!", " ?", "..."))
