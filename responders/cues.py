"""Turns of phrase that change what a message says: asking, doubting, wishing, quoting, mocking."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from policies.yamlfile import load_yaml, parse_model
from responders.words import Phrases, fold, split_words, stem, word_set

_DATA: Final = Path(__file__).parent / "data"


class Cue(StrEnum):
    """What a turn of phrase does; the keys of cues.yaml."""

    ASKS = "asks"
    UNSURE = "unsure"
    WISHES = "wishes"
    PAST = "past"
    SARCASM = "sarcasm"
    EXCEPTS = "excepts"
    REPORTS = "reports"
    DENIES = "denies"
    DENIES_WHAT_FOLLOWS = "denies_what_follows"
    NOT_NEGATIVE = "not_negative"
    EXPERIENCE = "personal"
    PRAISE = "praise"
    COMPLAINS = "complains"
    OTHERS = "others"


class _CueFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    asks: tuple[str, ...] = Field(min_length=1)
    unsure: tuple[str, ...] = Field(min_length=1)
    wishes: tuple[str, ...] = Field(min_length=1)
    past: tuple[str, ...] = Field(min_length=1)
    sarcasm: tuple[str, ...] = Field(min_length=1)
    excepts: tuple[str, ...] = Field(min_length=1)
    reports: tuple[str, ...] = Field(min_length=1)
    denies: tuple[str, ...] = Field(min_length=1)
    denies_what_follows: tuple[str, ...] = Field(min_length=1)
    not_negative: tuple[str, ...] = Field(min_length=1)
    personal: tuple[str, ...] = Field(min_length=1)
    praise: tuple[str, ...] = Field(min_length=1)
    complains: tuple[str, ...] = Field(min_length=1)
    others: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one clause, and its words without those that only look negative."""

    found: frozenset[Cue]
    words: tuple[str, ...]
    content: tuple[str, ...]  # the words without those that only ask, doubt or deny
    denials: int  # how many phrases deny what follows them
    others: frozenset[str] = frozenset()  # whom or what else the words name


@lru_cache(maxsize=1)
def _phrases() -> Phrases[tuple[Cue, ...]]:
    document = parse_model(load_yaml(_DATA / "cues.yaml"), _CueFile)
    merged: dict[tuple[str, ...], list[Cue]] = {}
    for cue in Cue:
        for phrase in getattr(document, cue.value):
            words = tuple(split_words(fold(phrase)))
            merged.setdefault(words, []).append(cue)
    return Phrases((words, tuple(cues)) for words, cues in merged.items())


def read_cues(words: Sequence[str]) -> Cues:
    """Return what the turns of phrase in a clause do; the clause is split words."""
    found = _phrases().find(words)
    if not found:
        return Cues(frozenset(), tuple(words), tuple(words), 0)
    kinds: set[Cue] = set()
    others: set[str] = set()
    denials = 0
    kept = list(words)
    content = list(words)
    for start, end, cues in reversed(found):
        kinds.update(cues)
        if Cue.OTHERS in cues:
            others.add(" ".join(stem(word) for word in words[start:end]))
        if Cue.DENIES_WHAT_FOLLOWS in cues:
            denials += 1
        if not _MASKING.isdisjoint(cues):
            kept[start:end] = []
        if not _EMPTY.isdisjoint(cues):
            content[start:end] = []
    return Cues(frozenset(kinds), tuple(kept), tuple(content), denials, frozenset(others))


_EMPTY: Final = frozenset({Cue.ASKS, Cue.UNSURE, Cue.DENIES, Cue.DENIES_WHAT_FOLLOWS})
_MASKING: Final = _EMPTY | {Cue.NOT_NEGATIVE}

_PRONOUNS: Final = word_set(
    "i you we they he she it there the my your our a an any anyone someone this that student"
    " students people u"
)
_AUXILIARIES: Final = word_set("do does did can could is are am will would may should has have")
_WH: Final = word_set("how what when where who which why whats hows wheres")
_WH_NEXT: Final = word_set(
    "do does did can could is are will would should much many long often to if about the my"
)
_FRENCH_FIRST: Final = word_set("comment combien pourquoi quel quelle quels quelles")
_INVERSION: Final = re.compile(r"[a-z]-(?:t-)?(?:je|tu|il|elle|on|ils|elles|vous)\b")
_NO_INVERSION: Final = re.compile(r"\b(?:rendez|assurez|inscrivez|attendez|souvenez|mefiez)-vous\b")
_VERIFIES: Final = re.compile(
    r"\b(?:true|right|correct|really|real|legit|confirm|vrai|exact|confirmer|serieux|vraiment)\b"
)


def is_question(raw: str, folded: str, words: Sequence[str]) -> bool:
    """Whether a sentence asks: by its mark, its first words, or an inverted French verb."""
    if "?" in raw:
        return True
    if not words:
        return False
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in _AUXILIARIES and second in _PRONOUNS:
        return True
    if first in _WH and second in _WH_NEXT:
        return not (first == "when" and second in {"the", "my"})
    if first in _FRENCH_FIRST:
        return True
    return bool(_INVERSION.search(_NO_INVERSION.sub("", folded)))


def asks_to_verify(folded: str) -> bool:
    """Whether a question only asks if what was said before it is so."""
    return bool(_VERIFIES.search(folded))


_QUOTES: Final = re.compile(r"«([^«»]{1,2000})»|“([^“”]{1,2000})”|\"([^\"\n]{1,2000})\"")
_QUOTED_LINE: Final = re.compile(r"(?m)^\s*>.*$")


def part_quotes(text: str, quoted: str | None) -> tuple[str, tuple[str, ...]]:
    """Return what the author says, and the passages that the author quotes.

    Up to three quoted words are the author's own emphasis and stay where they are.
    """
    if quoted and quoted.strip():
        text = text.replace(quoted.strip(), " ")
    passages: list[str] = []

    def take(match: re.Match[str]) -> str:
        inside = next(group for group in match.groups() if group is not None)
        if len(inside.split()) <= 3:
            return f" {inside} "
        passages.append(inside)
        return " "

    if ">" in text:
        passages.extend(line.strip(" >") for line in _QUOTED_LINE.findall(text))
        text = _QUOTED_LINE.sub("", text)
    return _QUOTES.sub(take, text), tuple(passages)


_MOCKING: Final = re.compile(
    r"[🙄🤡🙃😏😂🤣😹😆]|(?:^|\s)/s\b|\bs+u{2,}r+e|\bri{2,}ght|\bye{2,}ah|\bou{3,}i|\bwo{2,}w|\bha(?:ha)+",
    re.IGNORECASE,
)
_SURELY: Final = re.compile(
    r"^\W{0,3}(?:oh |yeah |well |ah )?(?:sure|of course|right|yeah|ben oui|bien sur|mais oui"
    r"|bien oui|ouais|c'est sur)[,! ]{1,2}(?!i\b|je\b|j'|you\b|thing\b|que\b)"
)
_ONCE: Final = re.compile(
    r"\b(?:until|till|before) last\b|\bjusqu'?a?u? (?:la |l')?\w{1,12} derni"
    r"|\bavant (?:19|20)\d\d\b|\bbefore (?:19|20)\d\d\b"
)


def mocks(raw: str) -> bool:
    """Whether a sentence bears a sign of sarcasm that is no word."""
    return bool(_MOCKING.search(raw))


def mocks_first(folded: str) -> bool:
    """Whether a sentence begins with a "sure," that is rarely meant."""
    return bool(_SURELY.match(folded))


def is_over(folded: str) -> bool:
    """Whether a sentence says until when something was so: "until last spring"."""
    return bool(_ONCE.search(folded))
