"""What can be wrong between facts: one says the opposite of another, or two answer one claim.

What is certain is refused; what may be meant is warned of. Certain is: the same words but for the
numbers or the denial, in both languages, on days on which both hold.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from policies.faults import FileFault
from responders.factfaults import Place, fault
from responders.polarity import read_polarity
from responders.quantities import Agreement, Quantity, Unit, compare, read_quantities
from responders.values import Claim, Fact
from responders.words import fold, split_words, stem
from translations.values import OFFICIAL_LANGUAGES

Claims = Mapping[tuple[str, str], Place]
_Variant = tuple[Fact, Claim, str, int, tuple[str, ...]]  # language, place, words

# what denies, and what comes and goes with a denial
_DENIES: Final = frozenset(
    "no not never none nothing nobody neither nor without do does did don doesn ne n pas jamais"
    " aucun aucune rien ni sans de d any a an un une des".split()
)
_ALIKE: Final = 0.75  # share of the words that two statements have in common, to be looked at
_LARGEST: Final = 400  # facts of one topic that are compared each with each
_CERTAIN: Final = frozenset({Unit.PERCENT, Unit.MONEY, Unit.DAYS, Unit.CLOCK})


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement in one language, read."""

    words: frozenset[str]  # without numbers and denials
    skeleton: tuple[str, ...]  # the same, in order
    negative: bool
    quantities: tuple[Quantity, ...]


def bank_faults(
    facts: Iterable[Fact], places: Mapping[str, Place], claims: Claims
) -> Iterator[FileFault]:
    """Yield what cannot stand together; takes time in proportion to the number of facts."""
    known = list(facts)
    yield from _versions(known, places)
    yield from _opposites(known, places)
    variants = list(_variants(known))
    yield from _true_claims(known, variants, claims)
    yield from _two_ratings(variants, claims)


def bank_warnings(
    facts: Iterable[Fact], places: Mapping[str, Place], claims: Claims
) -> Iterator[FileFault]:
    """Yield what somebody should look at: likely contradictions, one variant under two facts."""
    known = list(facts)
    yield from _unsure(known, places)
    yield from _shared(known, claims)


def _versions(facts: Sequence[Fact], places: Mapping[str, Place]) -> Iterator[FileFault]:
    by_id = {fact.id: fact for fact in facts}
    for fact in facts:
        if fact.replaces is None:
            continue
        place = places[fact.id].below("replaces")
        older = by_id.get(fact.replaces)
        if older is None:
            if fact.replaces not in places:
                yield fault(place, "replaces_nothing", id=fact.replaces)
        elif _together(fact, older):
            days = _overlap(fact, older)
            yield fault(
                place, "overlap", id=fact.id, other=older.id, start=days[0], end=days[1] or "…"
            )


def _opposites(facts: Sequence[Fact], places: Mapping[str, Place]) -> Iterator[FileFault]:
    alike: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    read = {fact.id: _read(fact) for fact in facts}
    for fact in facts:
        key = (fact.topic, *(read[fact.id][lang].skeleton for lang in OFFICIAL_LANGUAGES))
        alike[key].append(fact)
    for group in alike.values():
        for one, other in combinations(group[:_LARGEST], 2):
            if _together(one, other) and all(
                _contradict(read[one.id][lang], read[other.id][lang]) for lang in OFFICIAL_LANGUAGES
            ):
                yield fault(
                    places[other.id].below("statement"),
                    "opposite",
                    id=other.id,
                    other=one.id,
                    where=places[one.id].line,
                )


def _unsure(facts: Sequence[Fact], places: Mapping[str, Place]) -> Iterator[FileFault]:
    topics: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        topics[fact.topic].append(fact)
    for group in topics.values():
        if len(group) > _LARGEST:
            continue
        read = [(fact, _read(fact)) for fact in group]
        for (one, said), (other, told) in combinations(read, 2):
            if not _together(one, other):
                continue
            key = _doubt(said, told)
            if key is not None:
                yield fault(
                    places[other.id].below("statement"),
                    key,
                    id=other.id,
                    other=one.id,
                    where=places[one.id].line,
                )


def _doubt(left: Mapping[str, _Said], right: Mapping[str, _Said]) -> str | None:
    against = [
        lang
        for lang in OFFICIAL_LANGUAGES
        if _likeness(left[lang], right[lang]) >= _ALIKE and _contradict(left[lang], right[lang])
    ]
    same = all(left[lang].skeleton == right[lang].skeleton for lang in OFFICIAL_LANGUAGES)
    if same and len(against) == len(OFFICIAL_LANGUAGES):
        return None  # refused already
    if against:
        return "unsure"
    return "twice" if all(left[lang] == right[lang] for lang in OFFICIAL_LANGUAGES) else None


def _contradict(left: _Said, right: _Said) -> bool:
    """Whether one denies what the other says, or gives another number of the same kind."""
    numbers = compare(
        (one for one in left.quantities if one.unit in _CERTAIN),
        (one for one in right.quantities if one.unit in _CERTAIN),
    )
    if numbers is Agreement.OTHER:
        return left.negative == right.negative
    return left.negative != right.negative


def _likeness(left: _Said, right: _Said) -> float:
    union = left.words | right.words
    return len(left.words & right.words) / len(union) if union else 0.0


def _read(fact: Fact) -> dict[str, _Said]:
    return {lang: _said(fact.statement[lang]) for lang in OFFICIAL_LANGUAGES}


def _said(text: str) -> _Said:
    folded = fold(text)
    words = split_words(folded)
    kept = tuple(
        stem(word) for word in words if word not in _DENIES and not any(map(str.isdigit, word))
    )
    return _Said(
        words=frozenset(kept),
        skeleton=kept,
        negative=read_polarity(words).negative,
        quantities=read_quantities(folded),
    )


def _together(one: Fact, other: Fact) -> bool:
    """Whether there is a day on which both hold."""
    start, end = _overlap(one, other)
    return end is None or start <= end


def _overlap(one: Fact, other: Fact) -> tuple[date, date | None]:
    ends = [end for end in (one.valid_until, other.valid_until) if end is not None]
    return max(one.valid_from, other.valid_from), min(ends, default=None)


def _variants(facts: Iterable[Fact]) -> Iterator[_Variant]:
    for fact in facts:
        for claim in fact.claims:
            for lang, texts in claim.variants.items():
                for index, text in enumerate(texts):
                    yield fact, claim, lang, index, _worded(text)


def _worded(text: str) -> tuple[str, ...]:
    return tuple(split_words(fold(text)))


def _true_claims(
    facts: Sequence[Fact], variants: Sequence[_Variant], claims: Claims
) -> Iterator[FileFault]:
    """Yield claims that are called wrong and say what a fact says, word for word."""
    said: dict[tuple[str, ...], Fact] = {}
    for fact in facts:
        for text in fact.statement.as_mapping().values():
            said.setdefault(_worded(text), fact)
    for fact, claim, lang, index, words in variants:
        true = said.get(words)
        if true is not None and claim.rating.wrong and _together(true, fact):
            place = claims[fact.id, claim.id].below("variants", lang, index)
            yield fault(place, "is_true", id=claim.id, other=true.id)


def _two_ratings(variants: Sequence[_Variant], claims: Claims) -> Iterator[FileFault]:
    """Yield variants that one claim calls wrong and another calls true."""
    first: dict[tuple[str, ...], tuple[Fact, Claim]] = {}
    for fact, claim, lang, index, words in variants:
        other_fact, other = first.setdefault(words, (fact, claim))
        if other.rating.wrong != claim.rating.wrong and _together(fact, other_fact):
            place = claims[fact.id, claim.id].below("variants", lang, index)
            where = claims[other_fact.id, other.id].line
            yield fault(place, "two_ratings", id=claim.id, other=other.id, where=where)


def _shared(facts: Sequence[Fact], claims: Claims) -> Iterator[FileFault]:
    first: dict[tuple[str, ...], tuple[Fact, Claim]] = {}
    for fact, claim, lang, index, words in _variants(facts):
        other_fact, _ = first.setdefault(words, (fact, claim))
        if other_fact.id != fact.id and _together(fact, other_fact):
            place = claims[fact.id, claim.id].below("variants", lang, index)
            yield fault(place, "shared", other=other_fact.id, id=fact.id)
