"""What an engine that lost its way does: nothing, too much, the same again, the wrong language."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from translations.checks.findings import Finding, wording
from translations.checks.text import Pair, Side
from translations.detection import Detector

_SHORT: Final = 24  # characters, below which length tells nothing
_AGAIN: Final = 3  # times that a loop goes round again
_RUN: Final = 6  # words on end that stand untranslated
_TOLD: Final = 20  # letters from which a language can be told
_READ: Final = 4000  # characters that are searched for loops
_LOOP: Final = re.compile(r"(\b\w[^.!?\n]{0,40}?)(?:[\s,]+\1){3,}", re.IGNORECASE)
_TWICE: Final = {
    "en": frozenset("the a an of to in and or for with is are from by".split()),
    "fr": frozenset("le la les de du des un une et ou a dans pour sur avec est par".split()),
}
_CAPITAL: Final = re.compile(r"\b[A-ZÀ-Ý]\w+")
# small words that only one of the languages has: a run without any may be a name
_SMALL: Final = {
    "en": frozenset("the of and to is are for with that this be by from it your you not".split()),
    "fr": frozenset("le la les des du et un une est dans pour que qui vous votre pas".split()),
}


def check_empty(pair: Pair) -> Iterator[Finding]:
    """Find a text that became nothing."""
    if pair.source.text.strip() and not pair.target.text.strip():
        yield Finding(check="empty", kind="found")


def check_length(pair: Pair) -> Iterator[Finding]:
    """Find a target that is not between a third of its source and three times as long."""
    ours, theirs = len(pair.source.text), len(pair.target.text)
    if max(ours, theirs) < _SHORT or not theirs:
        return
    if ours > 3 * theirs + 12 or theirs > 3 * ours + 12:
        yield Finding(check="length", kind="found", values={"source": ours, "target": theirs})


def check_repetition(pair: Pair) -> Iterator[Finding]:
    """Find a run of words that comes four times on end, or a small word that comes twice."""
    source, target = pair.source, pair.target
    if _repeats(target):
        loop = _LOOP.search(target.text[:_READ])
        if loop and not _LOOP.search(source.text[:_READ]):
            span = loop.start(), min(loop.end(), loop.start() + 2 * len(loop[1]) + 2)
            yield wording("repetition", pair, span)
            return
    twice = _twice(target)
    if twice is not None and _twice(source) is None:
        yield wording("repetition", pair, twice)


def _twice(side: Side) -> tuple[int, int] | None:
    """Return where a small word stands twice on end."""
    texts = side.texts
    if len(texts) == len(side.bag):
        return None
    small = _TWICE.get(side.lang, frozenset())
    for n, (last, text) in enumerate(pairwise(texts)):
        if last == text and text in small:
            before, word = side.words[n : n + 2]
            if side.between(before, word) == " " and side.text[word.start].islower():
                return before.start, word.end
    return None


def _repeats(side: Side) -> bool:
    """Whether a word comes four times: only then is there a loop to look for."""
    spare = len(side.texts) - len(side.bag)
    return spare >= _AGAIN and Counter(side.texts).most_common(1)[0][1] > _AGAIN


def check_untranslated(pair: Pair) -> Iterator[Finding]:
    """Find a part of the source that stands in the target as it was."""
    source, target = pair.source, pair.target
    if not pair.official or len(target.words) < 4:
        return
    small = _SMALL[source.lang]
    if small.isdisjoint(target.bag):
        return
    ours = source.texts
    theirs = target.texts
    if ours == theirs:
        yield Finding(check="untranslated", kind="whole", target_spans=((0, len(target.text)),))
        return
    if len(small & target.bag) < 2:
        return
    runs = {tuple(ours[n : n + _RUN]) for n in range(len(ours) - _RUN + 1)}
    for n in range(len(theirs) - _RUN + 1):
        run = theirs[n : n + _RUN]
        if tuple(run) in runs and sum(word in small for word in run) >= 2:
            span = _whole_run(pair, n, runs)
            if not _is_name(target, span):
                yield wording("untranslated", pair, span)
                return


def _whole_run(pair: Pair, first: int, runs: set[tuple[str, ...]]) -> tuple[int, int]:
    words = pair.target.words
    last = first + _RUN
    while last < len(words) and tuple(w.text for w in words[last - _RUN + 1 : last + 1]) in runs:
        last += 1
    return words[first].start, words[last - 1].end


def _is_name(side: Side, span: tuple[int, int]) -> bool:
    """Whether what stands untranslated is a name: two of its words, or more, have capitals."""
    return len(_CAPITAL.findall(side.text, *span)) > 2


def check_language(pair: Pair) -> Iterator[Finding]:
    """Find a target that is in another language than it should be."""
    target = pair.target
    if target.lang not in _SMALL or sum(map(len, target.texts[:20])) < _TOLD:
        return
    other = "fr" if target.lang == "en" else "en"
    if len(_SMALL[target.lang] & target.bag) > 2 * len(_SMALL[other] & target.bag):
        return  # most texts: its own small words, and few of the other language's
    found = _detector().detect(target.text).lang
    if found not in {"und", target.lang}:
        yield Finding(
            check="language",
            kind="found",
            values={"lang": found},
            target_spans=((0, len(target.text)),),
        )


@lru_cache(maxsize=1)
def _detector() -> Detector:
    return Detector()
