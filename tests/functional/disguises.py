"""Ways of writing a word so that a program does not find it; each changes the words in brackets."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

_MARKED: Final = re.compile(r"\[([^\[\]]+)\]")
_VOWELS: Final = "aeiouyàâéèêëîïôùû"
_LEET: Final = str.maketrans("aeiosAEIOSéèê", "@310$@31O$333")
_LOOKALIKES: Final = str.maketrans("aeopcxiAEOPCXé", "аеорсхіАЕОРСХе")
_ACCENTS: Final = str.maketrans("aeiou", "áéíóú")
_LONG: Final = 4  # shorter words are not recognizable with a letter less

Disguise = Callable[[str, str], str]  # (text with marked words, language) to text


def plain(text: str) -> str:
    """Return the text without its marks."""
    return _MARKED.sub(r"\1", text)


def _each(change: Callable[[str], str]) -> Disguise:
    def disguise(text: str, lang: str) -> str:
        return _MARKED.sub(lambda found: change(found[1]), text)

    return disguise


def _swapped(word: str) -> str:
    """Two letters inside the word change places."""
    if len(word) < _LONG:
        return word
    at = len(word) // 2
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _shortened(word: str) -> str:
    """One letter inside the word is missing: a vowel where there is one."""
    if len(word) < _LONG:
        return word
    inner = range(1, len(word) - 1)
    at = next((n for n in inner if word[n].lower() in _VOWELS), 1)
    return word[:at] + word[at + 1 :]


def _starred(word: str) -> str:
    """The first vowel inside the word is a star."""
    at = next((n for n in range(1, len(word)) if word[n].lower() in _VOWELS), 1)
    return f"{word[:at]}*{word[at + 1 :]}"


def _lengthened(word: str) -> str:
    """The last vowel is there five times."""
    at = max((n for n in range(len(word)) if word[n].lower() in _VOWELS), default=0)
    return word[:at] + 5 * word[at] + word[at + 1 :]


def _split(word: str) -> str:
    """A zero-width space stands inside the word."""
    at = len(word) // 2
    return f"{word[:at]}\u200b{word[at:]}"


def _joined(text: str, lang: str) -> str:
    """No space stands before a marked word."""
    return plain(re.sub(r" (\[)", r"\1", text))


def _accented(text: str, lang: str) -> str:
    """English gets accents that it has not; French loses those that it has."""
    if lang == "en":
        return _each(lambda word: word.translate(_ACCENTS))(text, lang)
    bare = unicodedata.normalize("NFD", plain(text))
    return "".join(each for each in bare if not unicodedata.combining(each))


DISGUISES: Final[Mapping[str, Disguise]] = {
    "swapped": _each(_swapped),
    "missing": _each(_shortened),
    "joined": _joined,
    "spaced": _each(" ".join),
    "dotted": _each(".".join),
    "leet": _each(lambda word: word.translate(_LEET)),
    "stars": _each(_starred),
    "repeated": _each(_lengthened),
    "zero_width": _each(_split),
    "lookalikes": _each(lambda word: word.translate(_LOOKALIKES)),
    "accents": _accented,
}
