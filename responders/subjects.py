"""What a sentence names that no text of a fact does: somebody or something else.

"Greenhouse flowers can't be insured" is near to a claim on greenhouse vegetables, and may be right.
Only words that are spelt as ordinary ones are looked at: a slip is no other subject.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from policies.vocabulary import known_words
from policies.yamlfile import load_yaml, parse_model
from responders.circumstances import circumstance_forms
from responders.dates import MONTH_NAMES
from responders.numberwords import NUMBER_WORDS
from responders.words import stem

_DATA: Final = Path(__file__).parent / "data"
_SHORTEST: Final = 4  # letters of a word that names something
_ALIKE: Final = 5  # letters with which two forms of a word begin: « mensuel », « mensuelle »
_COMMON: Final = 0.25  # share of a topic's facts that name what goes without saying there
_FEW: Final = 3  # and so many of them at least


# what bears a number as its name
_NUMBERED: Final = re.compile(
    r"\b(line|ligne|route|bus|autobus|form|formulaire|section|schedule|annexe|highway|autoroute"
    r"|phase|zone|article|gate|platform|quai)s?\s(?:no\.?\s|number\s|numero\s)?(\d{1,4})\b"
)
_KINDS: Final = {
    "ligne": "line", "autobus": "bus", "formulaire": "form", "annexe": "schedule",
    "autoroute": "highway", "quai": "platform",
}  # fmt: skip
# what stands before a hyphen and makes another kind of what stands after it
_COMPOUND: Final = re.compile(
    r"\b(grands?|grande|arriere|beaux?|belles?|demi|mi|step|grand|great|ex|half|vice|non|sous|semi"
    r"|pre|post|quasi)-([a-z]{4,})\b"
)


class _GeneralWords(BaseModel):
    model_config = ConfigDict(extra="forbid")
    en: str
    fr: str
    concepts: tuple[str, ...]


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    """Return the concepts that go with any subject."""
    document = parse_model(load_yaml(_DATA / "general-words.yaml"), _GeneralWords)
    words = {*document.en.split(), *document.fr.split(), *NUMBER_WORDS, *MONTH_NAMES}
    words |= {word for form in circumstance_forms() for word in form}
    return frozenset({f"={stem(word)}" for word in words} | {*document.concepts})


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """Return the stems of the ordinary words of both languages."""
    return frozenset(map(stem, known_words()))


def other_subjects(concepts: Iterable[str], known: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return what is named in a sentence, and in no text of the fact.

    Args:
        concepts: of the sentence, or of the clause that counts.
        known: the concepts of the texts of the fact, and of what is common in its topic.
    """
    told = frozenset[str]().union(*known)
    beginnings = {
        name[: _ALIKE + 1] for name in told if name.startswith("=") and len(name) > _ALIKE
    }
    return frozenset(
        concept
        for concept in concepts
        if concept not in told
        and concept not in _general()
        and concept[: _ALIKE + 1] not in beginnings
        and _names_something(concept)
    )


def names_another(folded: str, known: Iterable[str]) -> bool:
    """Whether a sentence names another one of a kind: line 9 beside line 7, « grands-pères ».

    Args:
        folded: the sentence.
        known: the texts of the fact, folded.
    """
    texts = list(known)
    here = _numbered(folded)
    if here and (there := _numbered(" ".join(texts))):
        for kind, numbers in here.items():
            if kind in there and numbers.isdisjoint(there[kind]):
                return True
    return any(
        not any(compound[0] in text for text in texts)
        and any(re.search(rf"(?<!-)\b{compound[2]}\b", text) for text in texts)
        for compound in _COMPOUND.finditer(folded)
    )


def _numbered(folded: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(folded):
        found.setdefault(_KINDS.get(match[1], match[1]), set()).add(match[2])
    return found


def common_concepts(facts: Sequence[Iterable[frozenset[str]]]) -> frozenset[str]:
    """Return what is named in many of the facts of one topic.

    Args:
        facts: the concepts of each text, by fact.
    """
    counts = Counter(concept for texts in facts for concept in frozenset[str]().union(*texts))
    least = max(_FEW, _COMMON * len(facts))
    return frozenset(concept for concept, times in counts.items() if times >= least)


def _names_something(concept: str) -> bool:
    if concept.startswith("#"):
        return False
    if not concept.startswith("="):
        return True
    return len(concept) > _SHORTEST and concept[1:] in _ordinary()
