"""Negation, and whose words a statement is, in rows of letters."""

import re
from typing import Final

from policies.latepattern import late
from policies.statements.marks import Marks
from policies.statements.values import Stance

_HEARD: Final = frozenset(
    ("heard", "hear", "hearing", "read", "reading", "entendu", "entendre", "lire", "lu")
)
_WANTS: Final = frozenset(
    ("want to", "wants to", "veut", "veulent", "needs to", "has to", "have to")
)
_NOBODY: Final = frozenset(
    ("personne", "nul", "no", "nobody", "no one", "noone", "aucun", "aucune")
)
_TO: Final = frozenset(("to", "de", "d'", "a"))
_DENIERS: Final = frozenset(
    (
        "without",
        "sans",
        "refuse to",
        "refuse de",
        "refusons de",
        "far from",
        "loin d'",
        "be denied",
        "be refused",
        "denied",
        "etre refuses",
        "etre refusees",
        "prives de",
        "privees de",
    )
)
_ENOUGH: Final = frozenset(("enough", "assez", "suffisamment", "sufficiently"))
REACH: Final = 40  # letters before and after a statement that are looked at
_SAID_AFTER: Final = late(r",[^.IY]{0,3}J")
_POINTING: Final = late(
    r"\W*(?:this|that|that's|these|those|it|it's|such|what an?|comments?|words?|things"
    r"|cela|ca|ce|c'est|cette|ces|voila|quels?|quelles?|de tels|tels)\b"
)


def denials(marks: Marks, low: int, target: int, predicate: int, *, question: bool) -> int:
    """Return how many negations govern a predicate.

    Args:
        low: index of the first letter of the sentence.
        question: whether the sentence is a question; "aren't they …" asks for a yes.
    """
    row = marks.letters
    first, last = min(target, predicate), max(target, predicate)
    low, start = max(low, first - REACH), first
    while (
        start > low
        and row[start - 1] not in ".:,b"
        and not (row[start - 1] == "&" and row[target] in "Pc")
    ):
        start -= 1
    relative = row.find("q", target, predicate) if target < predicate else -1
    link = row.rfind("C", target, predicate) if relative >= 0 else -1
    count = 0
    half = False
    for index in range(start, last + 1):
        letter = row[index]
        if letter == "N":
            if question and index - low < 3 and index < first:
                continue
            if relative >= 0 and relative < index < link and not _restricts(row, target, predicate):
                continue
            count += 1
        elif letter == "t" and marks.word(index).startswith(("pas ", "not have", "shouldn't")):
            count += 1
        elif letter == "n":
            half = not _restricts(row, index, predicate + 1) and not _whole(marks.word(predicate))
        elif letter == "0" and (index == 0 or row[index - 1] not in "DN"):
            count += 1
            half = False
        elif letter == "1" and "n" in row[max(start, index - 4) : index]:
            count += 1
    deniers = [
        row[at] for at in range(start, last + 1) if at != predicate and marks.word(at) in _DENIERS
    ]
    # several negations are one, as in « n'a jamais rien », but for what denies by itself
    return min(count - deniers.count("N"), 1) + len(deniers) or int(half)


def _whole(phrase: str) -> bool:
    """Whether a phrase has its « pas » or « que » in itself: « ne peux pas sentir »."""
    return "qu'" in phrase or bool(re.search(r"\b(?:pas|plus|ni|que|rien|jamais)\b", phrase))


def _restricts(row: str, start: int, end: int) -> bool:
    """Whether « ne » in [start, end) goes with « que »: only."""
    half = row.find("n", start, end)
    return half >= 0 and "q" in row[half:end] and "N" not in row[half:end]


def not_all(marks: Marks, target: int) -> bool:
    """Whether the group is meant in part only: "not all X"."""
    before = marks.letters[max(0, target - 3) : target]
    return bool(re.search(r"NM?D?$", before)) and "M" in before


def of_author(marks: Marks, low: int, index: int) -> bool:
    """Whether a feeling or a wish at `index` is the author's: "I hate", "somebody should"."""
    if marks.word(index).startswith(("j'", "i ")):
        return True
    words, joined = 0, False
    for at in range(index - 1, max(low, index - 9) - 1, -1):
        letter = marks.letters[at]
        if letter in ".,:b":
            break
        if _is_author(marks, at):
            return True
        joined = joined or letter == "&"
        words += letter in "w&"
        if words > 2 or not (_is_passed(marks, at) or (joined and letter in "GPKXVMsO")):
            return False
    return words < 2


def _is_author(marks: Marks, at: int) -> bool:
    """Whether the author, or nobody at all, is meant at a letter: "I", "we should", "no one"."""
    letter = marks.letters[at]
    if letter == "H":
        return marks.word(at) not in _WANTS
    return letter in "IWfjM5" or (letter in "N0" and marks.word(at) in _NOBODY)


def _is_passed(marks: Marks, at: int) -> bool:
    """Whether a letter may stand between a verb and whose verb it is."""
    letter, word = marks.letters[at], marks.word(at)
    if letter == "w":
        return not word.startswith(("stop", "quit", "arret", "cess"))  # "stop attacking X"
    if letter == "R":
        return word.startswith(("decent", "normal", "corrects"))  # "no decent person would …"
    if letter == "o":
        return word in _TO and marks.letters[max(0, at - 1)] in "HhILCgN"
    return letter in "&NnikmhDLc1Ctg0ArH"


def enough(marks: Marks, start: int, end: int) -> bool:
    """Whether "enough" stands there: not enough of something good is a complaint."""
    return any(marks.word(index) in _ENOUGH for index in range(start, min(end, len(marks.spans))))


def reported(marks: Marks, low: int, high: int, first: int, last: int) -> bool:
    """Whether the statement in [first, last] is somebody else's, or condemned, in its sentence."""
    row = marks.letters
    for at in range(first - 1, max(low, first - REACH) - 1, -1):
        letter = row[at]
        if letter in ",b":
            break
        if letter == "J":
            return not _says_so(marks, low, at)
        if letter == "F" and not _denied(row, low, at):
            return True
    return _SAID_AFTER.search(row, last + 1, min(high, last + REACH)) is not None


def _says_so(marks: Marks, low: int, at: int) -> bool:
    """Whether the author says it: "I said", « ce n'est pas raciste de dire »."""
    row = marks.letters
    for index in range(at - 1, max(low, at - 5) - 1, -1):
        letter = row[index]
        if letter == "I":
            return marks.word(at) not in _HEARD
        if letter == "F":
            return _denied(row, low, index)
        if letter not in "NnihwcDCoq":
            return False
    return False


def _denied(row: str, low: int, at: int) -> bool:
    return "N" in row[max(low, at - 3) : at]


def condemned_next(marks: Marks, high: int) -> bool:
    """Whether the sentence that begins at `high` condemns what was just said: "This is racist"."""
    row = marks.letters
    while high < len(row) and row[high] == ".":
        high += 1
    end = row.find(".", high)
    end = len(row) if end < 0 else end
    if not any(letter in "FJ" for letter in row[high : min(end, high + 9)]):
        return False
    return high < end and bool(_POINTING.match(marks.text, marks.spans[high][0]))


def agreed(marks: Marks, low: int, high: int) -> bool:
    """Whether the author agrees with what is quoted or reported, there or in the next sentence."""
    row = marks.letters
    end = row.find(".", min(high + 1, len(row)))
    found = row.find("+", low, len(row) if end < 0 else end)
    return found >= 0 and not _denied(row, low, found)


def stance_of(marks: Marks, low: int, high: int, first: int, last: int) -> Stance:
    """Return whose words the statement in [first, last] of a sentence is."""
    if not (reported(marks, low, high, first, last) or condemned_next(marks, high)):
        return Stance.OWN
    return Stance.OWN if agreed(marks, low, high) else Stance.REPORTED
