"""Which facts messages could be about, for many messages at once.

Most messages of a stream are about no fact. They share no sense with any text and are left at that:
nothing is spelt out, encoded or compared for them. The others are searched for by spelling, words,
senses and meaning together (responders.nearness), and what is near is compared in full.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from responders import nearness
from responders.figures import Figures
from responders.listening import Said, listen
from responders.probes import Near, ProbeIndex, Unit
from responders.quantities import Agreement, Quantity, compare
from responders.reading import Reading, part_clauses
from responders.words import Lexicon
from translations.encoding import Encoder

_COMPARED: Final = 8  # facts that are compared in full, of the whole message
_EACH: Final = 2  # and of each of its sentences
_TEXTS: Final = 8  # texts of one fact that are compared in full
_SEARCHED: Final = 12  # sentences that are searched for, beside the whole
_ENCODED: Final = 4  # of which so many are encoded
_OF_MANY: Final = 2  # both, in a large bank
_MANY: Final = 20_000  # texts from which a bank is large
_AT_ONCE: Final = 4_000_000  # numbers that are held at once, of one way: 16 MB
_WHOLE: Final = -1

Asked: TypeAlias = tuple[str, str | None]  # a message, and what it quotes


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact that was compared in full."""

    fact: int
    chance: float
    near: tuple[tuple[Near, ...], ...]  # for each sentence the texts that are near


@dataclass(frozen=True, slots=True)
class Looked:
    """A message as it is heard, and the facts that it could be about, likeliest first."""

    said: tuple[Said, ...]
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """A message, and what is searched for: its sentences by number, and the whole."""

    text: str
    said: tuple[Said, ...]
    numbers: tuple[int, ...]

    def folded(self, number: int) -> str:
        if number == _WHOLE:
            return " ".join(one.reading.folded for one in self.said)
        return self.said[number].reading.folded

    def senses(self, number: int) -> set[str]:
        chosen = self.said if number == _WHOLE else (self.said[number],)
        clauses = (clause for one in chosen for clause in one.reading.clauses)
        return set[str]().union(*(clause.concepts for clause in clauses))

    def raw(self, number: int) -> str:
        return self.text if number == _WHOLE else self.said[number].raw


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one message is searched for."""

    rows: range  # its places among all that is asked
    encoded: Mapping[int, str]  # what is encoded, by such places


class Search:
    """Looks for facts in one index."""

    __slots__ = ("_encoder", "_figures", "_index", "_lexicon")

    def __init__(
        self,
        index: ProbeIndex,
        lexicon: Lexicon,
        encoder: Encoder | None,
        figures: Sequence[Sequence[Quantity]],
    ) -> None:
        """Take an index, and the figures of each fact's statement."""
        self._index = index
        self._figures = Figures(figures)
        self._lexicon = lexicon
        self._encoder = encoder

    def look(self, messages: Sequence[Asked], *, far: bool) -> list[Looked]:
        """Return what each message could be about.

        Args:
            messages: any number.
            far: search for every message, also for one that shares no sense with any fact.
        """
        found: list[Looked] = []
        for some in self._portions([self._rows(*message) for message in messages]):
            found += self._look(some, far=far)
        return found

    def _rows(self, text: str, quoted: str | None) -> _Rows:
        heard = listen(text, quoted, self._lexicon)
        said = tuple(replace(one, reading=self._corrected(one.reading)) for one in heard)
        if len(said) < 2:
            return _Rows(text, said, tuple(range(len(said))))
        most = _OF_MANY if self._large else _SEARCHED
        full = sorted(range(len(said)), key=lambda n: (-len(said[n].reading.concepts), n))
        return _Rows(text, said, (_WHOLE, *full[:most]))

    @property
    def _large(self) -> bool:
        return len(self._index) >= _MANY

    def _portions(self, rows: Sequence[_Rows]) -> Iterator[list[_Rows]]:
        """Yield as many messages at a time as fit into memory."""
        most = max(1, _AT_ONCE // max(1, len(self._index)))
        some: list[_Rows] = []
        size = 0
        for one in rows:
            if some and size + len(one.numbers) > most:
                yield some
                some, size = [], 0
            some.append(one)
            size += len(one.numbers)
        if some:
            yield some

    def _look(self, messages: Sequence[_Rows], *, far: bool) -> list[Looked]:
        asked = [(one, number) for one in messages for number in one.numbers]
        if not asked or not len(self._index):
            return [Looked(one.said, ()) for one in messages]
        index = self._index
        senses = index.index.sense_rows([one.senses(number) for one, number in asked])
        plans = list(self._plans(messages, senses.max(axis=1), far=far))
        kept = [row for plan in plans if plan is not None for row in plan.rows]
        if not kept:
            return [Looked(one.said, ()) for one in messages]
        place = {row: at for at, row in enumerate(kept)}
        likeness = index.index.likeness(
            [asked[row][0].folded(asked[row][1]) for row in kept],
            senses[kept],
            {place[row]: text for plan in plans if plan for row, text in plan.encoded.items()},
        )
        with_meaning = [bool(plan.encoded) for plan in plans if plan for _ in plan.rows]
        scored = nearness.score(likeness, index.starts, np.array(with_meaning))
        found = []
        for one, plan in zip(messages, plans, strict=True):
            seen: tuple[Seen, ...] = ()
            if plan is not None:
                part = scored.part(place[plan.rows.start], place[plan.rows.stop - 1] + 1)
                seen = self._compare(one, part, meaning=bool(plan.encoded), far=far)
            found.append(Looked(one.said, seen))
        return found

    def _plans(
        self, messages: Sequence[_Rows], shared: NDArray[np.float32], *, far: bool
    ) -> Iterator[_Plan | None]:
        """Yield how each message is searched for; None for one that shares no sense with any text.

        Args:
            messages: what is asked.
            shared: of each of their rows, the share of senses that the nearest text has as well.
            far: search thoroughly.
        """
        start = 0
        for one in messages:
            rows = range(start, start + len(one.numbers))
            start = rows.stop
            if not rows:
                yield None
            elif far:
                yield _Plan(rows, self._all(one, rows))
            elif (most := shared[rows.start : rows.stop].max()) < self._related:
                yield None
            elif self._encoder is None or most >= nearness.CLEAR:
                yield _Plan(rows, {})
            else:
                yield _Plan(rows, _likeliest(one, rows, shared))

    @property
    def _related(self) -> float:
        return nearness.RELATED if self._encoder is None else nearness.RELATED_MEANING

    def _all(self, one: _Rows, rows: range) -> dict[int, str]:
        """Return what is encoded of a message: the whole, and the sentences that say most."""
        if self._encoder is None:
            return {}
        most = 1 + (_OF_MANY if self._large else _ENCODED)
        return {row: one.raw(number) for row, number in zip(rows, one.numbers[:most], strict=False)}

    def _compare(
        self, asked: _Rows, scored: nearness.Scored, *, meaning: bool, far: bool
    ) -> tuple[Seen, ...]:
        index = self._index
        row_of = {number: row for row, number in enumerate(asked.numbers)}
        scores = scored.facts()
        whole = nearness.whole(meaning=meaning)
        units: dict[int, list[Unit]] = {}
        seen = []
        chosen = scored.nearest(scores, _COMPARED, _EACH)
        told = self._figures.facts(one.reading.quantities for one in asked.said)
        for fact in dict.fromkeys((*chosen, *told)):
            if not far and not scored.worth[:, fact].any():
                continue
            numbers = self._nearest_texts(fact, scored.texts)
            near: list[tuple[Near, ...]] = []
            best = 0.0
            for number, one in enumerate(asked.said):
                row = row_of.get(number)
                if row is None or not scored.worth[row, fact]:
                    near.append(())
                    continue
                if number not in units:
                    units[number] = [index.unit(part) for part in _parts(one.reading)]
                lift = partial(_hybrid, scored.texts[row] / whole) if meaning else None
                found, nearest = index.near(units[number], numbers, lift)
                near.append(tuple(found))
                best = max(best, nearest)
            figure = fact in told or any(_same_figure(n) for some in near for n in some)
            total = nearness.add_up(float(scores[fact]), best, figure=figure)
            seen.append(Seen(fact, nearness.chance(total, meaning=meaning), tuple(near)))
        return tuple(sorted(seen, key=lambda one: -one.chance))

    def _nearest_texts(self, fact: int, totals: NDArray[np.float32]) -> list[int]:
        numbers = self._index.numbers_of(fact)
        if len(numbers) <= _TEXTS:
            return list(numbers)
        best = totals[:, numbers.start : numbers.stop].max(axis=0)
        return [numbers.start + int(n) for n in np.argsort(-best, kind="stable")[:_TEXTS]]

    def _corrected(self, reading: Reading) -> Reading:
        concepts = self._index.correct(reading.concepts)
        if concepts == reading.concepts:
            return reading
        clauses = tuple(
            replace(clause, concepts=self._index.correct(clause.concepts))
            for clause in reading.clauses
        )
        return replace(reading, concepts=concepts, clauses=clauses)


def _likeliest(one: _Rows, rows: range, shared: NDArray[np.float32]) -> dict[int, str]:
    """Return the sentence that shares most with a text, to stand for the whole as well."""
    best = max(rows[-len(one.said) :] if len(rows) > 1 else rows, key=lambda row: shared[row])
    text = one.raw(one.numbers[best - rows.start])
    return {rows.start: text, best: text}


def _parts(reading: Reading) -> tuple[Reading, ...]:
    """Return the sentence and its clauses; "no loan without a guarantor" stays whole."""
    if any(clause.condition for clause in reading.clauses):
        return (reading,)
    return (reading, *part_clauses(reading))


def _same_figure(near: Near) -> bool:
    if near.reading.part:
        return False
    return compare(near.reading.quantities, near.probe.reading.quantities) is Agreement.SAME


def _hybrid(row: NDArray[np.float32], number: int) -> float:
    """Return what all ways together say of a text."""
    return float(row[number])
