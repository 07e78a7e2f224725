"""Denials in English: "not", "no", "never", "neither … nor", and what only looks like one."""

from typing import Final

from translations.checks import negationwords as known
from translations.checks.denials import Denials, Reader

_NOT_YET: Final = -99  # no denial so far
_SAME: Final = 8  # words within which "nothing" goes on with the "not" before it
_NOR: Final = 30  # words within which "nor" does
_PRONOUNS: Final = frozenset({"it", "you", "they", "he", "she", "we", "i", "there"})


def read_english(text: Reader) -> Denials:
    """Return the denials of an English text."""
    last = _NOT_YET
    text.found.until = not known.EN_UNTIL.isdisjoint(text.side.bag)
    for index, word in enumerate(text.texts):
        if word in known.EN_LIMITS:
            text.limit(index)
        if word == "without" and _is_sure(text, index):
            continue
        if word in known.EN_NOT or word.endswith("n't"):
            denies = _not(text, index)
        elif word == "no":
            denies = _no(text, index)
        elif word in known.EN_NEVER or word == "nor":
            denies = _never(text, index, last)
        else:
            if word in known.EN_STRONG or word == "non":
                text.deny_by_word(index)
            elif is_soft(word):
                text.soften(index)
            continue
        if denies:
            text.deny(index)
            last = index
    return text.found


def _is_sure(text: Reader, index: int) -> bool:
    """Whether nothing is denied: "without a doubt", "without delay"."""
    return not {"doubt", "delay"}.isdisjoint(text.texts[index + 1 : index + 3])


def is_soft(word: str) -> bool:
    """Whether a word could stand for a denial: "failed", "nonstandard", "harmless"."""
    if word in known.EN_SOFT:
        return True
    if word.startswith("non") and word not in known.EN_NON_BUT:
        return True
    return word.endswith("less") and len(word) > 6 and word not in known.EN_LESS_BUT


def _not(text: Reader, index: int) -> bool:
    word, before, after = text.texts[index], text.word(index - 1), text.word(index + 1)
    if before == "or" or (before == "than" and word == "not"):  # "whether or not"
        return False
    than = after in known.EN_THAN and text.word(index + 2) == "than"
    longing = after == "wait" and word in {"can't", "cannot", "cant"}
    if (
        than or longing or after in known.EN_TURNED or before == "least"
    ):  # "never fails", "at least not"
        text.maybe(index)
        return False
    if before == "if" and word == "not":
        if not text.apart(index, index + 1):
            text.maybe(index)
        return False
    if word.endswith("n't") and after in _PRONOUNS:
        end = text.words[index + 1].end
        if text.side.folded[end : end + 1] == "?":  # "isn't it?"
            text.maybe(index)
            return False
    return True


def _no(text: Reader, index: int) -> bool:
    end = text.words[index].end
    after = text.side.folded[end : end + 3].lstrip()
    inside = not text.apart(index - 1, index)
    numbered = text.side.text[end - 2] == "N" and after[:1].isdigit()
    if numbered or (after[:1] == "." and (after[1:].strip().isdigit() or inside)):
        return False  # No. 5
    following = text.word(index + 1)
    if following in known.EN_NOT_NO:
        return False
    if following in known.EN_THAN and text.word(index + 2) == "than":
        text.maybe(index)  # « sans dépasser »
        return False
    return text.word(index - 1) not in {"or", "yes"}


def _never(text: Reader, index: int, last: int) -> bool:
    word = text.texts[index]
    after = text.texts[index + 1 : index + 3]
    if word == "nothing" and (after[:1] in (["but"], ["other"]) or after == ["more", "than"]):
        text.maybe(index)
        return False
    goes_on = last >= 0 and (
        index - last < _NOR
        if word == "nor"
        else index - last < _SAME and not text.apart(last, index)
    )
    if goes_on:  # "not … nothing", "neither … nor"
        text.maybe(index)
    return not goes_on
