"""What a name looks like: two names with one skeleton can be taken for one another.

Look-alike letters of other alphabets, digits that stand for letters, and pairs such as "rn" for
"m" are made one. The table is curated and small: letters that pass for Latin ones at a glance.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LOOKALIKES: Final = str.maketrans(
    dict(zip("абсԁеһіјкӏмпорԛѕтухѵѡɑвнгԍ", "abcdehijklmnopqstyxvwabhrg", strict=True))  # Cyrillic
    | dict(zip("αβγεηικνορστυχω", "abyenikvopotuxw", strict=True))  # Greek
    | dict(zip("օսհոցɡıłøđħᴏⅼ", "ouhnggllodhol", strict=True))  # Armenian and others
    | dict(zip("0134578$@|!", "oleastbsall", strict=True))
)
_NOT_LETTERS: Final = re.compile(r"[^a-z]+")


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """Return the letters that a name seems to be written with, and nothing else."""
    bare = unicodedata.normalize("NFKD", name).lower()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    bare = bare.translate(_LOOKALIKES).replace("i", "l").replace("rn", "m").replace("vv", "w")
    return _NOT_LETTERS.sub("", bare)


def beyond_latin(text: str) -> bool:
    """Whether a text has letters or signs that Western European texts do without; cheap."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return True
    return False


def mixes_alphabets(name: str) -> bool:
    """Whether Latin letters stand beside those of an alphabet that imitates them."""
    if name.isascii():
        return False
    scripts = {_alphabet(char) for char in name if char.isalpha()}
    return "LATIN" in scripts and bool(scripts & _IMITATING)


def imitates_latin(name: str) -> bool:
    """Whether every letter is of another alphabet, and each passes for a Latin one."""
    letters = [char for char in name.lower() if char.isalpha()]
    return (
        len(letters) > 2
        and not any(char.isascii() for char in letters)
        and all(_alphabet(char) in _IMITATING for char in letters)
        and all(char.translate(_LOOKALIKES).isascii() for char in letters)
    )


def near(first: str, second: str, at_most: int) -> bool:
    """Whether one becomes the other by so many letters put in, left out, changed or swapped."""
    if abs(len(first) - len(second)) > at_most:
        return False
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if older and j > 1 and left == second[j - 2] and first[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > at_most:
            return False
    return row[-1] <= at_most


_IMITATING: Final = frozenset(("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"))


@lru_cache(maxsize=2048)
def _alphabet(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
