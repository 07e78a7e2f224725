"""Numbers, amounts, times and units: by value, as each language writes them."""

from collections.abc import Iterator, Sequence
from typing import Final

from translations.checks.amounts import Amount, amounts, offered
from translations.checks.findings import Finding, between
from translations.checks.text import Pair, Side, Span

_SMALL: Final = 4  # below, words for numbers are often left out or put otherwise
_SAME: Final = 8  # times that one number is looked at


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Find numbers, amounts and times of day that one text has and the other has not."""
    ours, theirs = amounts(pair.source), amounts(pair.target)
    lost = _missing(ours.told, theirs.told)
    added = _missing(theirs.told, ours.told)
    lost = lost and _missing(lost, offered(pair.target))
    added = added and _missing(added, offered(pair.source))
    lost, added = _weigh(lost, added), _weigh(added, lost)
    lost_times = _lost_times(pair, forth=True)
    added_times = _lost_times(pair, forth=False)
    lost_spans = [*(one.span for one in lost), *lost_times]
    added_spans = [*(one.span for one in added), *added_times]
    if lost_spans or added_spans:
        yield between("numbers", pair, lost=sorted(lost_spans), added=sorted(added_spans))


def _missing(told: Sequence[Amount], known: Sequence[Amount]) -> list[Amount]:
    values = {value for other in known for value in other.values}
    missing = [one for one in told if values.isdisjoint(one.values)]
    if not missing:
        return missing
    others = {(other.values, other.unit): other for other in known}.values()
    return [one for one in missing if not any(one.meets(other) for other in others)]


def _weigh(missing: list[Amount], others: list[Amount]) -> list[Amount]:
    """Keep what must not be missing: digits, large numbers, and words that were changed."""
    return [
        one
        for one in missing
        if one.digits or one.values[0] >= _SMALL or any(_changed(one, other) for other in others)
    ]


def _changed(one: Amount, other: Amount) -> bool:
    """Whether a small number in words became another: of the same unit, or neither is "one"."""
    if one.unit is not None and other.unit is not None:
        return one.unit.kind == other.unit.kind
    return one.values[0] > 1 and other.values[0] > 1


def _lost_times(pair: Pair, *, forth: bool) -> list[Span]:
    here, there = (pair.source, pair.target) if forth else (pair.target, pair.source)
    ours, theirs = amounts(here), amounts(there)
    lost: list[Span] = []
    told = frozenset[int]().union(*{other.minutes for other in theirs.times})
    for one in ours.times:
        if one.minutes & told:
            continue
        if one.spelt and not theirs.times:
            continue
        if one.hours is not None and _told_otherwise(float(one.hours), theirs.told):
            continue
        if (
            any(
                minute % 60 == 0 and _told_otherwise(minute / 60, theirs.told)
                for minute in one.minutes
            )
            and not theirs.times
        ):
            continue
        lost.append(one.span)
    return lost


def _told_otherwise(hours: float, told: Sequence[Amount]) -> bool:
    """Whether a number of hours stands there as a number, and of nothing but hours."""
    return any(
        hours in one.values and (one.unit is None or one.unit.name == "hour") for one in told
    )


def check_units(pair: Pair) -> Iterator[Finding]:
    """Find numbers that count one thing in one text and another in the other."""
    ours, theirs = amounts(pair.source).told, amounts(pair.target).told
    if not ours or not theirs:
        return
    lost: list[Span] = []
    added: list[Span] = []
    counted = _by_value((*theirs, *_hours(pair.target)))
    back = _by_value((*ours, *_hours(pair.source)))
    for one in ours:
        if one.unit is not None and _counts_otherwise(one, counted):
            lost.append(one.span)
            added += [other.span for value in one.values for other in counted.get(value, ())]
    for other in theirs:
        if other.unit is not None and _counts_otherwise(other, back):
            added.append(other.span)
            lost += [one.span for value in other.values for one in back.get(value, ())]
    if lost and added:
        yield between("units", pair, lost=sorted(set(lost)), added=sorted(set(added)))


def _hours(side: Side) -> list[Amount]:
    """Return the times that can be a number of hours: « 24 h »."""
    return [one for one in offered(side) if one.unit is not None and one.unit.name == "hour"]


def _by_value(told: Sequence[Amount]) -> dict[float, list[Amount]]:
    known: dict[float, list[Amount]] = {}
    for one in told:
        for value in one.values:
            same = known.setdefault(value, [])
            if len(same) < _SAME:
                same.append(one)
    return known


def _counts_otherwise(one: Amount, known: dict[float, list[Amount]]) -> bool:
    """Whether the same number stands there, each time of something else."""
    same = [other for value in one.values for other in known.get(value, ())]
    return bool(same) and all(
        other.unit is not None and one.unit is not None and other.unit.name != one.unit.name
        for other in same
    )
