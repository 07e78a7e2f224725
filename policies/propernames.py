"""Proper names that look like something else: Dildo is a town, Dick a first name.

A name counts as it is written, capitals included. A name of one word counts only after a word that
leads up to a place or a person (in, near, Mr.; à, près de, Mme), so that an insult does not get
through with a capital.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from policies.views import Span

_WORD: Final = re.compile(r"\w+")
_ANY: Final = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}"  # what * stands for: one word with a capital
_REACH: Final = 24  # code points before a name in which its cue stands
_CUE: Final = re.compile(
    r"(?:(?<!\w)(?:in|at|from|to|near|of|via|around|outside|visit|visiting|through|toward|towards"
    r"|between|mr|mrs|ms|miss|dr|agent|minister|senator|mayor"
    r"|à|a|de|en|vers|chez|depuis|par|et|entre|visiter|mme|m|mlle|ministre|maire|mairesse)\.?"
    r"\s{1,3}|(?<!\w)d['’])\Z",
    re.IGNORECASE,
)
# « espèce de… », "bunch of…": these lead up to an insult
_NOT: Final = re.compile(
    r"(?<!\w)(?:esp[eè]ces?|bandes?|gangs?|tas|sortes?|genres?|tête|face|bunch|type|kind|sort"
    r"|piece|pack|load|son|lot)\s{1,3}(?:de|d['’]|of|à)\s{0,3}\Z",
    re.IGNORECASE,
)


class ProperNames:
    """Finds the names of one exception."""

    def __init__(self, names: Iterable[str]) -> None:
        buckets: dict[str, list[str]] = {}
        for name in sorted(names, key=lambda each: (-len(each), each)):
            first = _WORD.match(name)
            if first is not None:
                buckets.setdefault(first.group(), []).append(name)
        self._any = re.compile("|".join(map(re.escape, buckets)) or r"(?!)")
        self._patterns = {
            first: re.compile("|".join(map(_pattern, those))) for first, those in buckets.items()
        }

    def spans(self, text: str) -> list[Span]:
        """Return where names stand in a text, in order; linear in its length."""
        found: list[Span] = []
        if self._any.search(text) is None:  # nearly every text
            return found
        for word in _WORD.finditer(text):
            pattern = self._patterns.get(word.group())
            match = pattern.match(text, word.start()) if pattern else None
            if match is None or (found and match.start() < found[-1][1]):
                continue
            if _WORD.fullmatch(match.group()) and not _led_up_to(text, match.start()):
                continue
            found.append(match.span())
        return found


def outside(spans: Sequence[Span], names: Sequence[Span]) -> list[Span]:
    """Return the spans that are not wholly inside a name."""
    return [
        (start, end)
        for start, end in spans
        if not any(first <= start and end <= last for first, last in names)
    ]


def _pattern(name: str) -> str:
    words = [_ANY if word == "*" else re.escape(word) for word in name.split()]
    return rf"{' {1,3}'.join(words)}(?!\w)"


def _led_up_to(text: str, at: int) -> bool:
    before = text[max(0, at - _REACH) : at]
    return _CUE.search(before) is not None and _NOT.search(before) is None
