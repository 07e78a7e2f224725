"""What a campaign looks like from outside: signals, each with its figures, and a careful reading.

Many people may send the same letter; that is their right, and most copy it word for word. So a copy
by itself says nothing. The reading is for a person to weigh: it decides nothing, and changes no
message's way.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from policies.linkdata import link_data
from policies.links import find_links

ENOUGH: Final = 5  # fewer messages, or authors of whom something is known, say nothing
BURST: Final = timedelta(minutes=5)
_BURST_OF: Final = 8
_REGULAR_PCT: Final = 15  # how much the pauses may differ and still be regular
_GAPS: Final = 7
_LONG: Final = timedelta(hours=6)

# looser than for one account alone (`accounts`): it counts only where half of them are so
_MADE_UP: Final = re.compile(r"[a-zA-Z]{2,40}[._-]?\d{4,20}")
_WRAPPERS: Final = frozenset(("t.co", "lnkd.in"))  # a platform's own, around every link


class Reading(StrEnum):
    """How a campaign may be read; a person judges."""

    PEOPLE = "people"  # people making the same point
    AUTOMATION = "automation"  # signs of automation
    UNCLEAR = "unclear"  # cannot tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One message of a campaign, as far as the signals need it."""

    author: str  # names an author; compared only
    handle: str
    at: datetime
    channel: str
    platform: str
    lang: str = "und"
    text: str = ""
    copied: bool = True  # word for word
    added: int = 0  # words of the author's own
    varied: int = 0  # single other words
    flagged: bool = False
    automatic: bool = False  # the platform says that a program wrote it
    newcomer: bool | None = None  # joined within the day before; None: not known
    heard_before: bool = False  # the author wrote to us before the campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One observation: its name, how much of it there is, of how many."""

    name: str  # a key of the catalog
    value: int  # per cent, a count, or seconds: the name tells
    of: int  # how many messages or authors were looked at
    points_to: Reading = Reading.UNCLEAR  # where it is strong enough to point anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Everything that was observed, and what it may mean."""

    observed: tuple[Signal, ...]
    reading: Reading

    @property
    def reasons(self) -> tuple[Signal, ...]:
        """The signals on which the reading rests; where it is unclear, all that point anywhere."""
        if self.reading is Reading.UNCLEAR:
            return tuple(one for one in self.observed if one.points_to is not Reading.UNCLEAR)
        return tuple(one for one in self.observed if one.points_to is self.reading)


def read_signals(voices: Sequence[Voice]) -> Signals:
    """Return the signals of a campaign's messages, in any order."""
    if not voices:
        return Signals(observed=(), reading=Reading.UNCLEAR)
    observed = (
        *_wording(voices),
        *_times(sorted(one.at for one in voices)),
        *_accounts(voices),
        *_links(voices),
    )
    people = sum(one.points_to is Reading.PEOPLE for one in observed)
    automation = sum(one.points_to is Reading.AUTOMATION for one in observed)
    reading = Reading.UNCLEAR
    if len(voices) >= ENOUGH:
        if automation >= 2 and automation > people:
            reading = Reading.AUTOMATION
        elif people >= 2 and automation == 0:
            reading = Reading.PEOPLE
    return Signals(observed=observed, reading=reading)


def _pct(count: int, of: int) -> int:
    return 100 * count // of if of else 0


def _towards(reading: Reading, *, when: bool) -> Reading:
    return reading if when else Reading.UNCLEAR


def _wording(voices: Sequence[Voice]) -> list[Signal]:
    count = len(voices)
    copied = _pct(sum(one.copied for one in voices), count)
    added = _pct(sum(one.added > 0 for one in voices), count)
    varied = _pct(sum(one.varied > 0 and one.added == 0 for one in voices), count)
    flagged = _pct(sum(one.flagged for one in voices), count)
    return [
        Signal(name="copied", value=copied, of=count),
        Signal(
            name="added",
            value=added,
            of=count,
            points_to=_towards(Reading.PEOPLE, when=added >= 20),
        ),
        Signal(  # the same sentence with other words in the same places, and nothing of one's own
            name="varied",
            value=varied,
            of=count,
            points_to=_towards(Reading.AUTOMATION, when=varied >= 60 and added < 10),
        ),
        Signal(name="flagged", value=flagged, of=count),
    ]


def _times(moments: Sequence[datetime]) -> list[Signal]:
    count = len(moments)
    span = moments[-1] - moments[0]
    densest = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > BURST:
            first += 1
        densest = max(densest, last - first + 1)
    burst = _pct(densest, count)
    pauses = [(b - a).total_seconds() for a, b in pairwise(moments)]
    mean = sum(pauses) / len(pauses) if pauses else 0.0
    spread = sum(abs(pause - mean) for pause in pauses) / len(pauses) if pauses else 0.0
    regular = len(pauses) >= _GAPS and mean >= 1 and 100 * spread <= _REGULAR_PCT * mean
    return [
        Signal(
            name="span",
            value=int(span.total_seconds()),
            of=count,
            points_to=_towards(Reading.PEOPLE, when=span >= _LONG and not regular and burst < 30),
        ),
        Signal(
            name="burst",
            value=burst,
            of=count,
            points_to=_towards(Reading.AUTOMATION, when=burst >= 70 and count >= _BURST_OF),
        ),
        Signal(
            name="regular",
            value=int(mean) if regular else 0,
            of=count,
            points_to=_towards(Reading.AUTOMATION, when=regular),
        ),
    ]


def _accounts(voices: Sequence[Voice]) -> list[Signal]:
    by_author: dict[str, Voice] = {}
    for one in voices:
        by_author.setdefault(one.author, one)
    authors = list(by_author.values())
    count = len(authors)
    made_up = _pct(sum(bool(_MADE_UP.fullmatch(one.handle)) for one in authors), count)
    known = [one for one in authors if one.newcomer is not None]
    new = _pct(sum(bool(one.newcomer) for one in known), len(known))
    before = _pct(sum(one.heard_before for one in authors), count)
    automatic = _pct(sum(one.automatic for one in voices), len(voices))
    each = len(voices) // count
    return [
        Signal(
            name="made_up_names",
            value=made_up,
            of=count,
            points_to=_towards(Reading.AUTOMATION, when=made_up >= 50),
        ),
        Signal(
            name="newcomers",
            value=new,
            of=len(known),
            points_to=_towards(Reading.AUTOMATION, when=new >= 50 and len(known) >= ENOUGH),
        ),
        Signal(
            name="heard_before",
            value=before,
            of=count,
            points_to=_towards(Reading.PEOPLE, when=before >= 30),
        ),
        Signal(
            name="automatic",
            value=automatic,
            of=len(voices),
            points_to=_towards(Reading.AUTOMATION, when=automatic >= 20),
        ),
        Signal(
            name="messages_each",
            value=each,
            of=count,
            points_to=_towards(Reading.AUTOMATION, when=each >= 3),
        ),
    ]


def _links(voices: Sequence[Voice]) -> list[Signal]:
    hosts: Counter[str] = Counter()
    shortened = 0
    for one in voices:
        found = {link.host for link in find_links(one.text)} - _WRAPPERS
        hosts.update(found)
        shortened += bool(found and found & link_data().shorteners)
    count = len(voices)
    same = _pct(hosts.most_common(1)[0][1], count) if hosts else 0
    short = _pct(shortened, count)
    return [
        Signal(name="same_link", value=same, of=count),
        Signal(
            name="shortened_links",
            value=short,
            of=count,
            points_to=_towards(Reading.AUTOMATION, when=short >= 50),
        ),
    ]
