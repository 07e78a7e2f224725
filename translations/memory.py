"""Translation memory: what people approved as a pair, found again by its text. Pure.

A match is exact (the same text), loose (but for case, accents or the last full stop), by numbers
(only numbers or protected spans differ, and were put in) or fuzzy. Only a fuzzy one is not the
translation of the text that was asked for: it is a suggestion to a person, never a translation.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translations import likeness
from translations.likeness import Slot
from translations.segments import Segment, split
from translations.values import OFFICIAL_LANGUAGES, Bilingual

FLOOR_PCT: Final = 75  # below, a match says nothing to a person
_LOOSE_PCT: Final = 99
_NUMBERS_PCT: Final = 97
_FUZZY_MOST_PCT: Final = 95
_POLARITY_PCT: Final = 70  # the most where one text says no more often than the other
_LONGEST: Final = 2_000  # characters of a text that is looked up by likeness
_LOOKED_AT: Final = 20  # candidates by letters, before words count


class UnitKind(StrEnum):
    """Where a pair was approved; the first is trusted most where two differ."""

    POST = "post"  # an official post: each half approved by a person with that language
    FACT = "fact"
    TEMPLATE = "template"
    REPLY = "reply"  # a reply of a conversation
    IMPORT = "import"  # read from a file


class MatchKind(StrEnum):
    """What a match has in common with the text."""

    EXACT = "exact"
    LOOSE = "loose"
    NUMBERS = "numbers"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A segment and its translation, as people approved them."""

    texts: Bilingual
    kind: UnitKind
    ref: str = ""  # what it is part of: "post:12", "fact:interest", a file's name
    place: int = 0  # its place there: units of one ref with consecutive places are neighbours
    approved_at: datetime | None = None
    id: int | None = None  # in the database; None where it is in none


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryMatch:
    """A unit that fits a text, and the translation that it gives."""

    unit: Unit
    kind: MatchKind
    score_pct: int
    source: str  # the unit's text in the language that was asked for
    target: str  # with the numbers of the text that was asked for
    others: int = 0  # other translations of the same text that people approved

    @property
    def translates(self) -> bool:
        """Whether the target is a translation of the text, not of one that is near it."""
        return self.kind is not MatchKind.FUZZY


class Memory:
    """All units, found by text in either direction.

    Args:
        units: what people approved.
        before: the memory as it was: what is in both is not worked out again.
    """

    def __init__(self, units: Iterable[Unit] = (), *, before: "Memory | None" = None) -> None:
        kept: dict[tuple[str, str, str, int], Unit] = {}
        for unit in units:  # the same pair twice in one place is one
            kept[(unit.texts.en, unit.texts.fr, unit.ref, unit.place)] = unit
        self._units = tuple(kept.values())
        self._by_place = {(unit.ref, unit.place): unit for unit in self._units}
        self._sides: dict[str, _Side] = {}
        for lang, forms in before.worked_out().items() if before is not None else ():
            self._sides[lang] = _Side(self._units, lang, forms)

    def __len__(self) -> int:
        return len(self._units)

    def worked_out(self) -> Mapping[str, Mapping[str, "_Forms"]]:
        """Return how texts are compared, by language, as far as anybody asked."""
        return {lang: side.forms for lang, side in self._sides.items()}

    @property
    def units(self) -> tuple[Unit, ...]:
        """All of them, in the order in which they came."""
        return self._units

    def find(
        self,
        text: str,
        *,
        source: str,
        target: str,
        before: str = "",
        after: str = "",
        floor_pct: int = FLOOR_PCT,
    ) -> MemoryMatch | None:
        """Return the best match for a text, None where none reaches the floor.

        Args:
            text: one segment, or a text as a whole.
            source: its language.
            target: the other one.
            before: the segment before it: between equal matches the same neighbours decide.
            after: the segment after it.
            floor_pct: the least score.
        """
        official = {source, target} == set(OFFICIAL_LANGUAGES)
        if not official or not self._units or not text.strip():
            return None
        side = self._side(source)
        around = (likeness.loose(before), likeness.loose(after))
        for fitting, fit in (
            (side.exact(text), _exact),
            (side.loose(text), _loose),
            (side.slotted(text), _numbers),
        ):
            found = [
                match for unit in fitting if (match := fit(text, unit, source, target)) is not None
            ]
            if found:
                return self._best(found, around, source, floor_pct)
        if floor_pct > _FUZZY_MOST_PCT:
            return None
        near = [_fuzzy(text, unit, source, target) for unit in side.near(text, floor_pct)]
        return self._best([one for one in near if one is not None], around, source, floor_pct)

    def _side(self, lang: str) -> "_Side":
        """Return the units by one language, made when it is first asked for."""
        if lang not in self._sides:
            self._sides[lang] = _Side(self._units, lang, {})
        return self._sides[lang]

    def _best(
        self, found: Sequence[MemoryMatch], around: tuple[str, str], source: str, floor_pct: int
    ) -> MemoryMatch | None:
        good = [match for match in found if match.score_pct >= floor_pct]
        if not good:
            return None
        best = max(good, key=lambda match: self._rank(match, around, source))
        rivals = {match.target for match in good if match.source == best.source} - {best.target}
        return MemoryMatch(
            unit=best.unit,
            kind=best.kind,
            score_pct=best.score_pct,
            source=best.source,
            target=best.target,
            others=len(rivals),
        )

    def _rank(
        self, match: MemoryMatch, around: tuple[str, str], source: str
    ) -> tuple[int, int, int, float, int]:
        unit = match.unit
        at = unit.approved_at.timestamp() if unit.approved_at else 0.0
        neighbours = sum(
            bool(wanted) and wanted == self._neighbour(unit, step, source)
            for wanted, step in zip(around, (-1, 1), strict=True)
        )
        return match.score_pct, neighbours, -_TRUST[unit.kind], at, unit.id or 0

    def _neighbour(self, unit: Unit, step: int, source: str) -> str:
        there = self._by_place.get((unit.ref, unit.place + step)) if unit.ref else None
        return likeness.loose(there.texts[source]) if there is not None else ""


_Forms: TypeAlias = tuple[str, str, str]  # plain, loose, slotted


def _forms(text: str, lang: str) -> _Forms:
    return likeness.plain(text), likeness.loose(text), likeness.slotted(text, lang)


_TRUST: Final = {kind: place for place, kind in enumerate(UnitKind)}


class _Side:
    """The units by their text in one language."""

    def __init__(self, units: Sequence[Unit], lang: str, known: Mapping[str, _Forms]) -> None:
        self._lang = lang
        self.forms: dict[str, _Forms] = {}  # text -> how it is compared
        self._exact: dict[str, list[Unit]] = {}
        self._loose: dict[str, list[Unit]] = {}
        self._slotted: dict[str, list[Unit]] = {}
        for unit in units:
            text = unit.texts[lang]
            if text not in self.forms:
                self.forms[text] = known.get(text) or _forms(text, lang)
            plain, loose, slotted = self.forms[text]
            self._exact.setdefault(plain, []).append(unit)
            self._loose.setdefault(loose, []).append(unit)
            if likeness.NUMBER_SLOT in slotted or likeness.SPAN_SLOT in slotted:
                self._slotted.setdefault(slotted, []).append(unit)
        self._texts = sorted((text for text in self._loose if text), key=len)
        self._lengths = [len(text) for text in self._texts]

    def exact(self, text: str) -> list[Unit]:
        return self._exact.get(likeness.plain(text), [])

    def loose(self, text: str) -> list[Unit]:
        return self._loose.get(likeness.loose(text), [])

    def slotted(self, text: str) -> list[Unit]:
        return self._slotted.get(likeness.slotted(text, self._lang), [])

    def near(self, text: str, floor_pct: int) -> list[Unit]:
        """Return units whose text is about as near as the floor asks, the nearest first."""
        wanted = likeness.loose(text)
        if not wanted or len(wanted) > _LONGEST:
            return []
        floor = max(floor_pct, 1) / 100
        # the mean over letters and words may reach the floor where letters alone do not
        cutoff = max(2 * floor - 1, floor - 0.15)
        first = bisect_left(self._lengths, int(len(wanted) * cutoff))
        last = bisect_right(self._lengths, int(len(wanted) / cutoff) + 1) if cutoff > 0 else None
        found = process.extract(
            wanted,
            self._texts[first:last],
            scorer=Levenshtein.normalized_similarity,
            processor=None,
            score_cutoff=cutoff,
            limit=_LOOKED_AT,
        )
        return [unit for near, _, _ in found for unit in self._loose[near]]


def _exact(text: str, unit: Unit, source: str, target: str) -> MemoryMatch | None:
    # 100 % only where numbers and protected spans are the same, character for character
    same = [slot.text for slot in likeness.slots(text, source)] == [
        slot.text for slot in likeness.slots(unit.texts[source], source)
    ]
    return _match(unit, MatchKind.EXACT, 100, source, target) if same else None


def _loose(text: str, unit: Unit, source: str, target: str) -> MemoryMatch | None:
    if not _same_slots(text, unit.texts[source], source):
        return None
    ends = likeness.plain(text).endswith(".")
    other = unit.texts[target].rstrip()
    if ends and other[-1:].isalnum():
        other += "."
    elif not ends and other.endswith(".") and not other.endswith(".."):
        other = other[:-1]
    return _match(unit, MatchKind.LOOSE, _LOOSE_PCT, source, target, other)


def _same_slots(one: str, other: str, lang: str) -> bool:
    return [slot.text for slot in likeness.slots(one, lang)] == [
        slot.text for slot in likeness.slots(other, lang)
    ]


def _numbers(text: str, unit: Unit, source: str, target: str) -> MemoryMatch | None:
    """Put the text's numbers and spans in the place of the unit's, where that is beyond doubt."""
    mine = likeness.slots(text, source)
    was = likeness.slots(unit.texts[source], source)
    there = likeness.slots(unit.texts[target], target)
    if len(mine) != len(was) or len(was) != len(there):
        return None
    wanted: dict[object, Slot] = {}
    for new, old in zip(mine, was, strict=True):
        first = wanted.setdefault(_key(old), new)
        if not _fits(new, old, (source, target)) or first.text != new.text:
            return None  # or one value of the unit stands for two of the text
    if Counter(map(_key, was)) != Counter(map(_key, there)):
        return None
    out: list[str] = []
    at = 0
    old_text = unit.texts[target]
    for slot in there:
        out += [old_text[at : slot.start], _put(wanted[_key(slot)], slot, source, target)]
        at = slot.end
    done = "".join([*out, old_text[at:]])
    loose = _loose_end(text, done)
    return _match(unit, MatchKind.NUMBERS, _NUMBERS_PCT, source, target, loose)


def _loose_end(text: str, done: str) -> str:
    if likeness.plain(text).endswith("."):
        return f"{done}." if done[-1:].isalnum() else done
    return done[:-1] if done.endswith(".") and not done.endswith("..") else done


def _key(slot: Slot) -> object:
    return slot.text if slot.value is None else slot.value


def _fits(new: Slot, old: Slot, langs: tuple[str, str]) -> bool:
    """Whether one slot may stand for the other: the same kind, and the same number of things."""
    if new.value is None or old.value is None:
        # a protected span goes over as it is; a time that differs is the engine's to write
        same = new.value is None and old.value is None
        return same and (new.text == old.text or not new.text.isdigit())
    return all(
        likeness.is_plural(new.value, lang) == likeness.is_plural(old.value, lang) for lang in langs
    )


def _put(new: Slot, there: Slot, source: str, target: str) -> str:
    """Return what stands in the translation: as it was, where the value is the same."""
    if new.value is None:
        return new.text
    if new.value == there.value:
        return there.text
    return likeness.written(new.text, source, target)


def _fuzzy(text: str, unit: Unit, source: str, target: str) -> MemoryMatch | None:
    near = unit.texts[source]
    score = round(100 * likeness.likeness(likeness.loose(text), likeness.loose(near)))
    score = min(score, _FUZZY_MOST_PCT)
    if likeness.negations(text, source) != likeness.negations(near, source):
        score = min(score, _POLARITY_PCT)
    return _match(unit, MatchKind.FUZZY, score, source, target)


def _match(
    unit: Unit, kind: MatchKind, score: int, source: str, target: str, text: str | None = None
) -> MemoryMatch:
    return MemoryMatch(
        unit=unit,
        kind=kind,
        score_pct=score,
        source=unit.texts[source],
        target=unit.texts[target] if text is None else text,
    )


def aligned(texts: Bilingual) -> list[Bilingual]:
    """Return the pairs of segments of two texts that are translations of each other.

    Line by line where both have as many lines; segment by segment where both then have as many;
    else as a whole. A pair whose numbers differ is no pair: then its line stays whole.
    """
    lines = [_lines(texts[lang]) for lang in OFFICIAL_LANGUAGES]
    if len(lines[0]) != len(lines[1]):
        whole = Bilingual(en=texts.en.strip(), fr=texts.fr.strip())
        return [whole] if whole.en and whole.fr else []
    return [pair for en, fr in zip(*lines, strict=True) for pair in _line_pairs(en, fr)]


def _line_pairs(en: list[Segment], fr: list[Segment]) -> list[Bilingual]:
    if len(en) == len(fr):
        pairs = [Bilingual(en=one.text, fr=other.text) for one, other in zip(en, fr, strict=True)]
        if len(pairs) == 1 or all(map(_plausible, pairs)):
            return pairs
    return [Bilingual(en=_joined(en), fr=_joined(fr))]


def _joined(segments: list[Segment]) -> str:
    return "".join(map(str, segments)).strip()


def _plausible(pair: Bilingual) -> bool:
    values = [
        Counter(slot.value for slot in likeness.slots(pair[lang], lang) if slot.value is not None)
        for lang in OFFICIAL_LANGUAGES
    ]
    short, long = sorted((len(pair.en), len(pair.fr)))
    return values[0] == values[1] and long <= 3 * short + 20


def _lines(text: str) -> list[list[Segment]]:
    found: list[list[Segment]] = [[]]
    for segment in split(text):
        if segment.text:
            found[-1].append(segment)
        if "\n" in segment.after or "\r" in segment.after:
            found.append([])
    return [line for line in found if line]
