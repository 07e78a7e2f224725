"""Everything that the facts say, and that people are known to say of them, to compare with.

The texts are found by the index (responders.retrieval); only those that are near are read in full,
when they are first needed, so that a large bank costs what is looked at and no more.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from responders.reading import Reading, part_clauses, read_sentence, split_sentences
from responders.retrieval.grams import keys_of
from responders.retrieval.index import TextIndex
from responders.values import Claim, Fact, Rating
from responders.words import Lexicon, Slips
from translations.encoding import Encoder

LISTED: Final = 0.42  # nearness from which a fact is named at all
_MIN_CLAUSE: Final = 3  # concepts that a clause needs to be compared by itself
_AMOUNT: Final = 0.4  # weight of "an amount of money", against the rarest word
_UNKNOWN: Final = 0.45  # weight of a word that no fact has, against the rarest that one has
_GRAMS: Final = 3
_ROUGH: Final = 0.3  # shared concepts from which spelling is looked at as well
_NOTHING: Final = 1e-9
_READINGS: Final = 200  # texts of one fact that are read to know whom it is about
_READ: Final = 4_096  # texts kept as they were read
_WEIGHED: Final = 65_536
_SLIPS: Final = 5_000  # texts up to which misspelt words are put right: beyond, spelling finds them


class Kind(StrEnum):
    """Where a probe comes from."""

    STATEMENT = "statement"
    QUESTION = "question"
    CLAIM = "claim"  # a wrong one


@dataclass(frozen=True, slots=True)
class ProbeText:
    """One text that messages are compared with."""

    fact: int  # index of the fact in the bank
    kind: Kind
    name: str  # "statement", "question", "claim:ID", or "other-claim:ID" for one that is not wrong
    text: str


@dataclass(frozen=True, slots=True)
class Probe:
    """One such text, or one clause of it, read."""

    number: int  # place of the text
    fact: int
    kind: Kind
    name: str
    reading: Reading
    mass: float
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or one clause of it, as it is compared."""

    reading: Reading
    mass: float


@dataclass(frozen=True, slots=True)
class Near:
    """A probe that a sentence, or one clause of it, is near to."""

    reading: Reading
    probe: Probe
    score: float  # 0 to 1: the concepts and the spelling that they share
    shared: frozenset[str]
    missing: float = 0.0  # share of the probe's concepts that the sentence lacks
    besides: float = 0.0  # share of the sentence's concepts that the probe lacks


class ProbeIndex:
    """Finds and compares probes; `starts` says where each fact's texts begin."""

    def __init__(
        self,
        facts: Sequence[Fact],
        lexicon: Lexicon,
        encoder: Encoder | None = None,
        folder: Path | None = None,
    ) -> None:
        """Build the index, or bring the one in a folder up to date."""
        self._lexicon = lexicon
        self.texts = [probe for number, fact in enumerate(facts) for probe in _texts(number, fact)]
        wanted = [probe.text for probe in self.texts]
        self.index = _open_index(wanted, lexicon, encoder, folder)
        owners = np.array([probe.fact for probe in self.texts], dtype=np.int64)
        self.owners: NDArray[np.int64] = owners
        self.starts = np.searchsorted(owners, np.arange(len(facts)))
        self._rarest = log(1 + len(facts))
        self._spread = self.index.spread(owners)
        self._facts = len(facts)
        self.weigh = lru_cache(maxsize=_WEIGHED)(self._weigh)
        self.read = lru_cache(maxsize=_READ)(self._read)
        self._slips = self._find_slips()

    def __len__(self) -> int:
        return len(self.texts)

    def numbers_of(self, fact: int) -> range:
        """Return the places of a fact's texts."""
        end = self.starts[fact + 1] if fact + 1 < len(self.starts) else len(self.texts)
        return range(int(self.starts[fact]), int(end))

    def readings_of(self, fact: int) -> list[Reading]:
        """Return a fact's texts, read."""
        return [self.read(number)[0].reading for number in self.numbers_of(fact)[:_READINGS]]

    def _weigh(self, concept: str) -> float:
        if concept.startswith("#"):
            return _AMOUNT * self._rarest
        facts = int(self._spread[keys_of((concept,))[0]])
        return log(1 + self._facts / facts) if facts else _UNKNOWN * self._rarest

    def mass(self, concepts: Iterable[str]) -> float:
        """Return the summed weight of concepts; unknown words count a part of the rarest."""
        return sum(map(self.weigh, concepts))

    def correct(self, concepts: frozenset[str]) -> frozenset[str]:
        """Return the concepts with misspelt words replaced by the ones they stand for."""
        if self._slips is None:
            return concepts
        known, slips = self._slips
        better = {
            concept: f"={meant}"
            for concept in concepts
            if concept.startswith("=")
            and concept not in known
            and (meant := slips.meant(concept[1:]))
        }
        if not better:
            return concepts
        return frozenset(better.get(concept, concept) for concept in concepts)

    def unit(self, reading: Reading) -> Unit:
        """Return a sentence or a clause with what comparing it takes."""
        return Unit(reading, self.mass(reading.concepts))

    def near(
        self,
        units: Iterable[Unit],
        numbers: Iterable[int],
        lift: Callable[[int], float] | None = None,
    ) -> tuple[list[Near], float]:
        """Compare a sentence and its clauses with texts, and say how near the nearest is.

        Args:
            units: the sentence and its clauses.
            numbers: places of the texts.
            lift: how near a text is to the sentence by all ways together; taken where it is nearer.

        Returns:
            The texts and clauses that are near enough to be named, and the likeness of the nearest.
        """
        found = []
        best = 0.0
        probes = [probe for number in numbers for probe in self.read(number)]
        for unit in units:
            reading = unit.reading
            concepts = reading.concepts
            for probe in probes:
                shared = concepts & probe.reading.concepts
                if not shared:
                    continue
                common = self.mass(shared)
                score = 2 * common / max(unit.mass + probe.mass, _NOTHING)
                if score >= _ROUGH:
                    score = _blend(score, spelling(reading.folded), probe.grams)
                if lift is not None and not reading.part:
                    score = max(score, lift(probe.number))
                best = max(best, score)
                if score >= LISTED:
                    missing = 1 - common / max(probe.mass, _NOTHING)
                    besides = 1 - common / max(unit.mass, _NOTHING)
                    found.append(Near(reading, probe, score, shared, missing, besides))
        return found, best

    def _read(self, number: int) -> tuple[Probe, ...]:
        probe = self.texts[number]
        whole = read_sentence(probe.text, self._lexicon)
        readings = [whole]
        if probe.kind is not Kind.CLAIM:
            readings += [c for c in part_clauses(whole) if len(c.concepts) >= _MIN_CLAUSE]
        return tuple(
            Probe(
                number,
                probe.fact,
                probe.kind,
                probe.name,
                reading,
                self.mass(reading.concepts),
                spelling(reading.folded),
            )
            for reading in readings
        )

    def _find_slips(self) -> tuple[frozenset[str], Slips] | None:
        if len(self.texts) > _SLIPS:
            return None
        known = frozenset(
            concept
            for number in range(len(self.texts))
            for concept in self.read(number)[0].reading.concepts
            if concept.startswith("=")
        )
        return known, Slips(concept[1:] for concept in known)


@lru_cache(maxsize=256)
def spelling(text: str) -> frozenset[str]:
    """Return the runs of three characters of a sentence."""
    return frozenset(text[i : i + _GRAMS] for i in range(min(len(text), 400) - _GRAMS + 1))


def _blend(rough: float, grams: frozenset[str], other: frozenset[str]) -> float:
    """Mix the likeness of concepts with that of spelling, which the first does not see."""
    if not grams or not other:
        return rough
    likeness = 2 * len(grams & other) / (len(grams) + len(other))
    return min(1.0, 0.85 * rough + 0.15 * likeness)


def _open_index(
    texts: Sequence[str], lexicon: Lexicon, encoder: Encoder | None, folder: Path | None
) -> TextIndex:
    known = TextIndex.load(folder, encoder, lexicon) if folder is not None else None
    index = TextIndex.make(texts, encoder, known, lexicon)
    if folder is not None and (known is None or list(known.names) != list(index.names)):
        index.save(folder)
        index = TextIndex.load(folder, encoder, lexicon) or index
    return index


def _texts(number: int, fact: Fact) -> Iterator[ProbeText]:
    seen: set[tuple[Kind, str]] = set()
    for kind, name, text in _told(fact):
        if (kind, text) not in seen:
            seen.add((kind, text))
            yield ProbeText(number, kind, name, text)


def _told(fact: Fact) -> Iterator[tuple[Kind, str, str]]:
    for lang in ("en", "fr"):
        sentences = split_sentences(fact.statement[lang])
        for sentence in sentences:
            yield Kind.STATEMENT, "statement", sentence
        for first, second in pairwise(sentences):
            yield Kind.STATEMENT, "statement", f"{first} {second}"
        for question in fact.questions.get(lang, ()):
            yield Kind.QUESTION, "question", question
        for claim in fact.claims:
            kind, name = _side(claim)
            for variant in claim.variants.get(lang, ()):
                yield kind, f"{name}:{claim.id}", variant


def _side(claim: Claim) -> tuple[Kind, str]:
    """Say what a known claim is to its fact: against it, for it, or a joke about it."""
    if claim.rating.wrong:
        return Kind.CLAIM, "claim"
    true = claim.rating is Rating.TRUE
    return (Kind.STATEMENT if true else Kind.QUESTION), "other-claim"
