"""The index of everything that the facts say and that people are known to say of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import Final

from responders.reading import Reading, part_clauses, read_sentence, split_sentences
from responders.values import Fact
from responders.words import Lexicon, Slips

_COMMON: Final = 0.25  # a concept in more facts than this share does not bring a fact up by itself
_MIN_CLAUSE: Final = 3  # concepts that a clause needs to be compared by itself
_ROUGH: Final = 200  # beyond so many probes, those with little in common are left out
_ROUGH_SHARE: Final = 0.4  # of what the probe with most in common has
_CANDIDATES: Final = 24  # probes that are compared in full
_UNKNOWN: Final = 0.45  # weight of a word that no fact has, against the rarest that one has
_GRAMS: Final = 3


class Kind(StrEnum):
    """Where a probe comes from."""

    STATEMENT = "statement"
    QUESTION = "question"
    MISCONCEPTION = "misconception"


@dataclass(frozen=True, slots=True)
class Probe:
    """One text that messages are compared with."""

    fact: int  # index of the fact in the bank
    kind: Kind
    name: str  # "statement", "question", or "misconception:ID"
    reading: Reading
    mass: float = 0.0
    grams: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Near:
    """A probe that a sentence, or one clause of it, is near to."""

    reading: Reading
    probe: Probe
    score: float  # 0 to 1
    shared: frozenset[str]


class ProbeIndex:
    """Finds the probes that are nearest to a sentence, by shared concepts."""

    __slots__ = ("_common", "_masses", "_postings", "_probes", "_slips", "_unknown", "_weights")

    def __init__(self, facts: Iterable[Fact], lexicon: Lexicon) -> None:
        bare = [p for index, fact in enumerate(facts) for p in _probes(index, fact, lexicon)]
        size = 1 + max((probe.fact for probe in bare), default=0)
        spread: dict[str, set[int]] = {}
        for probe in bare:
            for concept in probe.reading.concepts:
                spread.setdefault(concept, set()).add(probe.fact)
        self._weights = {name: log(1 + size / len(where)) for name, where in spread.items()}
        self._unknown = _UNKNOWN * log(1 + size)
        self._probes = [
            Probe(
                p.fact, p.kind, p.name, p.reading, self.mass(p.reading.concepts), _grams(p.reading)
            )
            for p in bare
        ]
        self._masses = [probe.mass for probe in self._probes]
        limit = max(_COMMON * size, 3)
        self._common = frozenset(name for name, where in spread.items() if len(where) > limit)
        self._postings: dict[str, list[int]] = {}
        for number, probe in enumerate(self._probes):
            for concept in probe.reading.concepts:
                self._postings.setdefault(concept, []).append(number)
        self._slips = Slips(c[1:] for c in self._weights if c.startswith("="))

    def __len__(self) -> int:
        return len(self._probes)

    def mass(self, concepts: Iterable[str]) -> float:
        """Return the summed weight of concepts; unknown words count a fixed part."""
        weights, unknown = self._weights, self._unknown
        return sum(weights.get(concept, unknown) for concept in concepts)

    def correct(self, concepts: frozenset[str]) -> frozenset[str]:
        """Return the concepts with misspelt words replaced by the ones they stand for."""
        better = {
            concept: f"={meant}"
            for concept in concepts
            if concept not in self._weights and (meant := self._slips.meant(concept[1:]))
        }
        if not better:
            return concepts
        return frozenset(better.get(concept, concept) for concept in concepts)

    def near(self, reading: Reading, floor: float) -> list[Near]:
        """Return the probes at or above the floor, best first."""
        concepts = reading.concepts
        sums: dict[int, float] = {}
        telling = [c for c in concepts if c in self._postings and c not in self._common]
        for concept in telling or (c for c in concepts if c in self._postings):
            weight = self._weights[concept]
            for number in self._postings[concept]:
                sums[number] = sums.get(number, 0.0) + weight
        if not sums:
            return []
        mass, masses, probes = self.mass(concepts), self._masses, self._probes
        if len(sums) > _ROUGH:
            floor_sum = _ROUGH_SHARE * max(sums.values())
            sums = {number: total for number, total in sums.items() if total >= floor_sum}
        common = concepts & self._common if telling else frozenset()
        weight = self.mass(common)
        rough = [(2 * (total + weight) / (mass + masses[n]), n) for n, total in sums.items()]
        if common:  # what all common concepts would give is the most that a probe can have
            rough = [
                (r - 2 * self.mass(common - probes[n].reading.concepts) / (mass + masses[n]), n)
                for r, n in nlargest(_CANDIDATES * 2, rough)
            ]
        ranked = nlargest(_CANDIDATES, rough)
        if ranked[0][0] < floor - 0.1:
            return []
        grams = _grams(reading)
        found = [
            Near(reading, probe, score, concepts & probe.reading.concepts)
            for likeness, number in ranked
            if (score := _blend(likeness, grams, (probe := probes[number]).grams)) >= floor
        ]
        return sorted(found, key=lambda near: -near.score)


def _blend(rough: float, grams: frozenset[str], other: frozenset[str]) -> float:
    """Mix the likeness of concepts with that of spelling, which the first does not see."""
    if not grams or not other:
        return rough
    likeness = 2 * len(grams & other) / (len(grams) + len(other))
    return min(1.0, 0.85 * rough + 0.15 * likeness)


def _grams(reading: Reading) -> frozenset[str]:
    text = reading.folded
    return frozenset(text[i : i + _GRAMS] for i in range(min(len(text), 400) - _GRAMS + 1))


def _probes(index: int, fact: Fact, lexicon: Lexicon) -> Iterator[Probe]:
    for lang in ("en", "fr"):
        sentences = split_sentences(fact.statement[lang])
        for sentence in sentences:
            yield from _readings(index, Kind.STATEMENT, "statement", sentence, lexicon)
        for first, second in pairwise(sentences):
            yield from _readings(index, Kind.STATEMENT, "statement", f"{first} {second}", lexicon)
        for question in fact.questions.get(lang, ()):
            yield from _readings(index, Kind.QUESTION, "question", question, lexicon)
        for wrong in fact.misconceptions:
            for variant in wrong.variants.get(lang, ()):
                name = f"misconception:{wrong.id}"
                yield from _readings(index, Kind.MISCONCEPTION, name, variant, lexicon)


def _readings(index: int, kind: Kind, name: str, text: str, lexicon: Lexicon) -> Iterator[Probe]:
    whole = read_sentence(text, lexicon)
    yield Probe(index, kind, name, whole)
    if kind is not Kind.MISCONCEPTION:
        for clause in part_clauses(whole):
            if len(clause.concepts) >= _MIN_CLAUSE:
                yield Probe(index, kind, name, clause)
