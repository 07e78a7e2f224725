"""What is shown in which order: a round drawn from the corpus, marked, roughened, in batches."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from training.translation.marks import mark_pair
from training.translation.noise import roughen
from training.translation.normalizing import Pair
from training.translation.vocabulary import BEGIN, END, FAMILIAR

# Copies of each pair in a round. What the program answers is conversation: it comes first.
SHARES: Final = {
    "replies": 10.0,
    "tatoeba": 1.0,
    "gc_notify_ui": 1.0,
    "gc_cds_site": 0.7,
    "gc_da11yn": 0.6,
    "tico19_dev": 0.7,
    "tico19_glossary": 0.5,
    "gc_infobase": 0.3,
    "canada_laws": 0.08,
    "terms": 0.1,
}
LONG: Final = 25  # words; longer sentences cost as much as three short ones, and replies have few
LONG_SHARE: Final = 0.3  # of those, what is shown
FAMILIAR_SHARE: Final = 0.6  # of what says tu, when French is what is written
LONGEST: Final = 90  # pieces


@dataclass(frozen=True, slots=True)
class Example:
    """A pair in pieces."""

    source: list[int]
    target: list[int]  # without begin and end


def draw(pairs: Sequence[Pair], langs: tuple[str, str], number: int) -> Iterator[tuple[str, str]]:
    """Yield source and target of round `number`: the same ones for the same number."""
    chance = random.Random(f"{langs} {number}")  # noqa: S311 # no secret
    for pair in pairs:
        share = SHARES[pair.source]
        if pair.familiar and langs[1] == "fr":
            share *= FAMILIAR_SHARE
        if len(pair.en.split()) > LONG:
            share *= LONG_SHARE
        for _ in range(int(share) + (chance.random() < share % 1)):
            texts = {"en": pair.en, "fr": pair.fr}
            source, target = mark_pair(texts[langs[0]], texts[langs[1]], langs, chance)
            source = roughen(source, chance)
            if pair.familiar and langs[1] == "fr":
                source = f"{FAMILIAR} {source}"
            yield source, target


def examples(
    pairs: Sequence[Pair], langs: tuple[str, str], number: int, pieces: Any
) -> list[Example]:
    """Return round `number` in pieces."""
    sources, targets = zip(*draw(pairs, langs, number), strict=True)
    both = zip(pieces.encode(list(sources)), pieces.encode(list(targets)), strict=True)
    return [
        Example(ours, theirs)
        for ours, theirs in both
        if 0 < len(ours) < LONGEST and 0 < len(theirs) < LONGEST
    ]


def batches(found: Sequence[Example], tokens: int, seed: int) -> list[list[Example]]:
    """Return batches of about `tokens` pieces, of sentences of like length, in random order."""
    chance = random.Random(seed)  # noqa: S311 # no secret
    order = sorted(found, key=lambda one: (len(one.target) // 2, len(one.source), chance.random()))
    made: list[list[Example]] = [[]]
    longest = 0
    for one in order:
        longest = max(longest, len(one.target) + 1, len(one.source) + 1)
        if made[-1] and longest * (len(made[-1]) + 1) > tokens:
            made.append([])
            longest = max(len(one.target), len(one.source)) + 1
        made[-1].append(one)
    chance.shuffle(made)
    return made


def target_pieces(one: Example) -> list[int]:
    """Return a target with its begin and end."""
    return [BEGIN, *one.target, END]
