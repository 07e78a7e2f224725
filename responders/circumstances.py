"""What narrows a sentence: a day, a season, a condition, a part; and whether it tells of the past.

"There are no night buses on Tuesdays" does not say that there are none. These are words of grammar
and of the calendar, not of a field: they hold for facts of any kind.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import RootModel

from policies.yamlfile import load_yaml, parse_model
from responders.words import Phrases, fold, split_words

_DATA: Final = Path(__file__).parent / "data"
_READ: Final = 4_096  # sentences whose circumstances are kept

CONDITION: Final = "condition"
#: Those that turn a rule round: what holds after something does not hold before it.
TURNING: Final = frozenset({"before", "after", "until", "outside", "without", "not-yet"})
_ENGLISH_PAST: Final = re.compile(
    r"\b(?:could not|had to|used to|did not have to|would not|was not able|were not able"
    r"|(?:was|were)(?: not)? (?!\w+ed\b|\w+n\b|told\b|cut\b|going\b))"
)
# the imperfect: « pouvait », « étaient »; not the conditional, nor words that end likewise
_FRENCH_PAST: Final = re.compile(
    r"\b(?!(?:par|re|de|satis|bien|for|sur|contre)?fait\b|sait\b|parait\b|(?:re)?connait\b|plait\b"
    r"|disparait\b|lait\b|trait\b|extrait\b|retrait\b|portrait\b|attrait\b|souhait\b|tait\b|nait\b"
    r"|abstrait\b|(?:au|se)raient\b|soustrait\b|distrait\b)\w{1,12}(?<!r)(?:ait|aient)\b"
)
_MINE: Final = re.compile(
    r"\b(?:i|we|my|our|mine|j|je|ma|mon|mes|notre|nos)\b"
    r"|\b(?:m'|nous )(?:a|ont|avait|avaient)\b|\w(?:ed|ld|ve|nt) me\b"
)
_DONE: Final = re.compile(
    r"\b(?:i|we|they|he|she|it)(?: \w+){0,1} (?:\w{2,}ed|left|quit|made|did|saw|had|said|cut|bought"
    r"|told|owed|wrote)\b"
    r"|\b(?:was|were|got|went|paid|lost|took|sent|gave|made|came|heard|found|kept)\b"
    r"|\b(?:ai|avons|avez|ont|suis|sommes)(?: (?:pas|jamais|rien|deja|tout|juste))?"
    r" (?!une\b|cette\b|toute\b|quelque\b|encore\b|juste\b)"
    r"(?:\w{2,}(?:e|es|ee|ees|i|is|it|u|us|ert)|eu|du|pu|su|vu|lu)\b"
)
# "Had to pay $45 more": the author is left out
_LEFT_OUT: Final = re.compile(
    r"\W*(?:just |finally |already )?(?:had|got|paid|went|found|called|lost|took|waited|applied"
    r"|tried|asked|bought|sent|received|left|came|saw|needed|used|missed)\b"
)
_TOLD: Final = re.compile(
    r"\b(?:says?|said|claims?|thinks?|thought|believes?|hears?|heard|tells?|told|swears?|insists?"
    r"|repeats?|keeps? (?:saying|repeating|telling)|reads?)(?: \w+){0,2} that\b"
    r"|\b(?:dit|disent|disait|repete|repetent|pretend|pretendent|affirme|affirment|soutient"
    r"|soutiennent|pense|pensent|croit|croient|jure|jurent|raconte|racontent|lu|entendu)"
    r"(?: \w+){0,2} (?:que\b|qu')"
)


class _Circumstances(RootModel[dict[str, tuple[str, ...]]]):
    """Forms by what they say."""


@lru_cache(maxsize=1)
def circumstance_forms() -> dict[tuple[str, ...], str]:
    """Return what each form says, by its words."""
    document = parse_model(load_yaml(_DATA / "circumstances.yaml"), _Circumstances)
    return {
        tuple(split_words(fold(form))): name
        for name, forms in document.root.items()
        for form in forms
    }


@lru_cache(maxsize=1)
def _phrases() -> Phrases[str]:
    return Phrases(circumstance_forms().items())


@lru_cache(maxsize=_READ)
def circumstances_of(folded: str) -> frozenset[str]:
    """Return what narrows a folded sentence, by name: the same in either language."""
    return frozenset(name for _, _, name in _phrases().find(split_words(folded)))


def tells_past(folded: str) -> bool:
    """Whether a sentence says how something was: "you had to", « on pouvait »."""
    words = " ".join(split_words(folded))
    return bool(_ENGLISH_PAST.search(words) or _FRENCH_PAST.search(words))


def tells_own(folded: str) -> bool:
    """Whether a sentence tells what happened to its author: "they cut mine", « j'ai attendu »."""
    return bool(_LEFT_OUT.match(folded) or (_MINE.search(folded) and _DONE.search(folded)))


def tells_on(folded: str) -> bool:
    """Whether a sentence tells what somebody else says: "my boss swears that …"."""
    return (" that" in folded or " qu" in folded) and bool(_TOLD.search(folded))
