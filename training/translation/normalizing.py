"""One way of writing for both languages, and what of a pair of sentences can be trusted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from translations.typography import to_canadian_french

_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_SINGLE: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "′": "'", "…": "...", "\u00ad": ""})
_ITEM: Final = re.compile(r"^(?:\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,3}(?:\.\d+)*)\)|[•*–—-]|\d+\.)\s+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_FRENCH: Final = frozenset(
    "le la les un une des du de et est dans pour que qui sur avec au aux ce cette il elle ne pas"
    " vous nous je à en par son sa ses se plus ont sont être a été ou où votre notre mon ma tu on"
    " y".split()
)
_ENGLISH: Final = frozenset(
    "the a an of to and is in for that which on with at this it he she not you we i from by his"
    " her be has have are was were been or your our my do does did will would can if as they"
    " there".split()
)

# Second person singular. "ton" and "ta" may be nouns: they count only before a word.
_TU: Final = re.compile(
    r"\b(?:tu|toi|te|tes|tien|tienne|tiens|tiennes)\b|\bt'|\b(?:ton|ta) \w|-t(?:u|oi|'en)\b"
    r"|\bs'il te\b",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(r"^(?:ne |n'|s'il te plaît,? )?([^\W\d_]+)(-\w+)?", re.IGNORECASE)
_IMPERATIVE: Final = frozenset(
    "sois aie va viens reviens deviens tiens retiens prends apprends comprends reprends fais refais"
    " dis mets remets lis écris suis vis bois vois crois sache veuille attends descends rends"
    " réponds vends perds défends entends étends pars sors dors sers sens mens cours meurs ouvre"
    " offre couvre finis choisis réfléchis agis obéis grandis remplis saisis assieds conduis"
    " traduis construis détruis reçois tais ris dépêche calme vas laisse arrête essaie"
    " essaye".split()
)
LONGEST: Final = 40  # words


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in both languages."""

    en: str
    fr: str
    source: str  # data set
    familiar: bool = False  # the French says tu


def plain(text: str) -> str:
    """Return a text with plain apostrophes and spaces, as the tokenizer of the model sees it."""
    return _SPACES.sub(" ", text.translate(_SINGLE)).strip()


def english(text: str) -> str:
    """Return English as the model is to write it: straight quotes, no item number."""
    return plain(_ITEM.sub("", text.strip()).translate({0x201C: '"', 0x201D: '"'}))


def french(text: str) -> str:
    """Return French as the model is to write it: Canadian, but with plain spaces."""
    return plain(to_canadian_french(plain(_ITEM.sub("", text.strip()))))


def is_sound(en: str, fr: str) -> bool:
    """Whether a pair looks like a translation: lengths, numbers, languages, no table or code."""
    long, short = sorted((len(en), len(fr)), reverse=True)
    words = max(len(en.split()), len(fr.split()))
    if not 0 < words <= LONGEST or len(_LETTER.findall(en)) * 3 < len(en):
        return False
    if long > 2.0 * short + 12 or (en == fr and words > 2):
        return False
    if sorted(_DIGITS.findall(en)) != sorted(_DIGITS.findall(fr.replace(" ", ""))) and sorted(
        "".join(_DIGITS.findall(en))
    ) != sorted("".join(_DIGITS.findall(fr))):
        return False
    if any(
        mark in text for text in (en, fr) for mark in ("|", "\t", "http", "{", "}", "<", "____")
    ):
        return False
    return _is_written_in(en, _ENGLISH, _FRENCH) and _is_written_in(fr, _FRENCH, _ENGLISH)


def _is_written_in(text: str, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    return sum(word in theirs - ours for word in words) <= sum(
        word in ours - theirs for word in words
    ) + (len(words) > 4)


def is_familiar(fr: str, imperatives: frozenset[str] = frozenset()) -> bool:
    """Whether a French sentence speaks to one person as tu.

    Args:
        fr: the sentence.
        imperatives: forms in -e that `plural_imperatives` found to have one in -ez.
    """
    if _TU.search(fr):
        return True
    if (first := _FIRST.match(fr)) is None:
        return False
    word, tail = first[1].lower(), first[2] or ""
    if word in _IMPERATIVE or word in imperatives:
        return True
    return tail in {"-moi", "-le", "-la", "-les", "-lui", "-leur"} and not word.endswith(
        ("ez", "ons", "es", "ent")
    )


def plural_imperatives(sentences: Iterable[str]) -> frozenset[str]:
    """Return the forms in -e whose form in -ez begins a sentence: "ferme", because of "Fermez"."""
    found = set()
    for sentence in sentences:
        if (first := _FIRST.match(sentence)) and first[1].lower().endswith("ez"):
            found.add(first[1].lower()[:-1])
    return frozenset(found - {"entre", "nommé", "pass", "place"})
