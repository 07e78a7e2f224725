"""How near two texts are: their words, marks by which near texts are found, and a close look.

Words are compared without case, accents, punctuation and invisible characters; a link or a handle
counts as one word, whatever it is. What an author quotes is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from rapidfuzz.distance import LCSseq, Levenshtein
from rensa import RMinHash

from policies.views import dense_view, fold, plain_view

WORDS_READ: Final = 600  # of a longer text the first ones count: a letter is shorter
PERMUTATIONS: Final = 64
# in rows of four, so 16 bands: texts with 3 of 4 words in common share one in 997 of 1,000 cases
EDGE: Final = 8  # words at the beginning and at the end: a letter with own words around it
ADDITION: Final = 5  # words in a row that the other text lacks: the author's own
CONTAINED_WORDS: Final = 20  # a passage this long, taken over nearly whole, is enough…
CONTAINED_PCT: Final = 85  # …whatever the author wrote around it

_SEED: Final = 20_240_901  # fixed: the same text has the same marks on every machine
_MASK: Final = (1 << 30) - 1  # small numbers: a mark that fits by chance is seen at a closer look
_LINK: Final = re.compile(r"(?:https?://|www\.)\S{1,2048}")
_HANDLE: Final = re.compile(r"(?<!\w)@\w{1,64}")
_WORD: Final = re.compile(r"\w+")
_QUOTED_LINE: Final = re.compile(r"(?m)^[ \t]{0,8}>[^\n]*$")
_HIDDEN: Final = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufeff]")
_FOREIGN: Final = re.compile("[\u0370-\u04ff\uff00-\uffef\U0001d400-\U0001d7ff]")

# one of these more or less, and a text says the opposite
_TURNING: Final = frozenset(
    "not no never t cannot without nobody nothing neither nor against oppose opposes opposed always"
    " support supports pas jamais aucun aucune rien ni sans non contre toujours appuie appuyons"
    " oppose opposons".split()
)
_SMALL: Final = frozenset(
    "do does did is are was were be can will would should has have had i we you it the a don doesn"
    " didn isn aren won wouldn shouldn couldn ne n m s me nous vous je on est sont le la les l un"
    " une de d du des".split()
)
_TURN_WORDS: Final = 4  # a longer passage is an addition, not a turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What one text has of another."""

    pct: int  # words in common and in the same order, of the words of both
    copied: bool  # word for word
    added: int  # words of the author's own: passages that the other text lacks
    varied: int  # single words that stand in place of others
    turned: bool  # says the opposite: a negation more or less


COPY: Final = Likeness(pct=100, copied=True, added=0, varied=0, turned=False)


def words_of(text: str, quoted: str | None = None) -> list[str]:
    """Return the words that count, at most `WORDS_READ`; the author's own, not what is quoted."""
    if quoted and len(quoted) > EDGE and quoted in text:
        text = text.replace(quoted, " ")
    if ">" in text:
        text = _QUOTED_LINE.sub(" ", text)
    if "://" in text or "www." in text:
        text = _LINK.sub(" link ", text)
    if "@" in text:
        text = _HANDLE.sub(" handle ", text)
    if text.isascii():
        words = _WORD.findall(text.lower())
    else:
        text = _HIDDEN.sub("", text)
        view = dense_view(text, plain_view(text)) if _FOREIGN.search(text) else None
        words = _WORD.findall(view.text if view is not None else fold(text))
    return words[:WORDS_READ] if len(words) > WORDS_READ else words


def marks(words: Sequence[str]) -> list[int]:
    """Return numbers of which near texts have at least one in common."""
    digest = RMinHash(PERMUTATIONS, _SEED)
    digest.update(words)
    rows = iter(digest.digest())
    found = [hash(band) & _MASK for band in zip(rows, rows, rows, rows, strict=True)]
    found.append(_edge(words[:EDGE]))
    found.append(_edge(words[-EDGE:]))
    return found


def _edge(words: Sequence[str]) -> int:
    # not Python's own hash of a text: that one differs from process to process
    return crc32(" ".join(words).encode("utf-8", "surrogatepass")) & _MASK


def compare(sample: Sequence[str], words: Sequence[str], wanted_pct: int = 0) -> Likeness | None:
    """Return what `words` has of `sample`; None where they have too little in common.

    Args:
        sample: the text that was there first.
        words: the text in question.
        wanted_pct: words in common and in the same order, of the words of both texts; less is
            enough where a passage of `CONTAINED_WORDS` is taken over nearly whole.
    """
    if sample == words:
        return COPY
    both, shorter = len(sample) + len(words), min(len(sample), len(words))
    least = (wanted_pct * both + 199) // 200
    if shorter >= CONTAINED_WORDS:
        least = min(least, (CONTAINED_PCT * shorter + 99) // 100)
    if least > shorter:
        return None
    common = LCSseq.similarity(sample, words, score_cutoff=least)  # 0 where there is less
    contained = shorter >= CONTAINED_WORDS and 100 * common >= CONTAINED_PCT * shorter
    pct = 200 * common // both if both else 0
    if pct < wanted_pct and not contained:
        return None
    added = varied = 0
    turned = False
    for step in Levenshtein.opcodes(sample, words):
        if step.tag == "equal":
            continue
        old = sample[step.src_start : step.src_end]
        new = words[step.dest_start : step.dest_end]
        if len(new) >= ADDITION and len(new) >= 2 * len(old):
            added += len(new)
        else:
            varied += max(len(old), len(new))
            turned = turned or _turns(old, new)
    return Likeness(pct=pct, copied=False, added=added, varied=varied, turned=turned)


def _turns(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a change puts a negation in, or takes one out, and does nothing else."""
    if len(old) > _TURN_WORDS or len(new) > _TURN_WORDS:
        return False
    before = {word for word in old if word in _TURNING}
    after = {word for word in new if word in _TURNING}
    rest = {*old, *new} - before - after
    return before != after and rest <= _SMALL
