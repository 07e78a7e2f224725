"""Facts that somebody has to see to: due, over, taken back, disputed, said wrongly again and again.

One list for all who ask: the owners are told of it, the desks show it, the report prints it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from bot.factbook import FactsInForce
from bot.factending import Changed, changed_facts
from bot.factreminders import due_soon
from bot.storage import outcomes, retractions
from bot.triagesettings import TriageSettings
from responders.factbank import FactBank, fact_hash
from responders.values import Fact

OVER: Final = 60  # days after its end in which an expired fact is still spoken of
THEME: Final = timedelta(days=7)


class Need(StrEnum):
    """Why somebody has to see to a fact, the most pressing first."""

    RETRACTED = "retracted"  # taken back at once, by one person
    EXPIRED = "expired"
    DISPUTED = "disputed"  # people say the contrary again after a reply of ours
    ENDS = "ends"
    REVIEW = "review"
    THEME = "theme"  # many people say the contrary


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """One fact, and one reason to see to it."""

    need: Need
    fact: Fact
    day: date | None = None  # of its end or review
    people: int = 0  # who dispute it, or say the contrary
    by: int | None = None  # who took it back
    reason: str | None = None  # and why

    @property
    def mark(self) -> str:
        """What tells this wording of the fact from another."""
        return fact_hash(self.fact)[:12]


def facts_to_see_to(
    connection: Connection,
    bank: FactBank,
    retracted: Collection[str],
    now: datetime,
    zone: tzinfo,
    limits: TriageSettings,
) -> list[Care]:
    """Return the facts that somebody has to see to, the most pressing first.

    Args:
        connection: to the database.
        bank: as it was approved.
        retracted: ids of the facts that were taken back.
        now: the moment that counts.
        zone: of the agency: days begin and end there.
        limits: how many people make a dispute, or a theme.
    """
    day = now.astimezone(zone).date()
    held = FactBank(tuple(fact for fact in bank.facts if fact.id not in retracted))
    found = [
        *_retracted(connection, bank, retracted),
        *_expired(held, day),
        *_disputed(connection, held, now, limits),
        *(
            Care(need=Need(one.what), fact=one.fact, day=one.day)
            for one in sorted(due_soon(held, day), key=lambda one: one.day)
        ),
        *_themes(connection, held, now, limits),
    ]
    order = list(Need)
    return sorted(found, key=lambda one: order.index(one.need))


def facts_in_force_to_see_to(
    connection: Connection,
    found: FactsInForce | None,
    now: datetime,
    zone: tzinfo,
    limits: TriageSettings,
) -> list[Care]:
    """Return the same of the version in force, nothing where there is none."""
    if found is None:
        return []
    return facts_to_see_to(connection, found.approved, found.retracted, now, zone, limits)


def _retracted(
    connection: Connection, bank: FactBank, retracted: Collection[str]
) -> Iterator[Care]:
    newest = {one.fact_id: one for one in retractions.retractions(connection)}
    for name in sorted(retracted):
        if name in bank and name in newest:
            one = newest[name]
            yield Care(need=Need.RETRACTED, fact=bank.get(name), by=one.by, reason=one.reason)


def _expired(bank: FactBank, day: date) -> Iterator[Care]:
    """Yield what is over, and nothing has taken its place."""
    replaced = {fact.replaces for fact in bank.facts if fact.valid_on(day)}
    for fact in bank.facts:
        until = fact.valid_until
        if until is None or not until < day <= until + timedelta(days=OVER):
            continue
        if fact.id not in replaced:
            yield Care(need=Need.EXPIRED, fact=fact, day=until)


def _disputed(
    connection: Connection, bank: FactBank, now: datetime, limits: TriageSettings
) -> Iterator[Care]:
    start = now - timedelta(days=limits.disputed_days)
    disputes = [one for one in outcomes.contradictions(connection, start) if one.disputed]
    if len({one.author_id for one in disputes}) < limits.disputed_people:
        return
    since = changed_facts(connection, bank)
    people: dict[str, set[int]] = defaultdict(set)
    for one in disputes:
        for fact in one.facts:
            if one.at >= _as_it_is(since, fact, start):
                people[fact].add(one.author_id)
    yield from _counted(Need.DISPUTED, bank, people, limits.disputed_people)


def _as_it_is(since: Mapping[str, Sequence[Changed]], fact: str, start: datetime) -> datetime:
    """Return from when on the fact says what it says: older disputes were of another wording."""
    return max((one.before for one in since.get(fact, ())), default=start)


def _themes(
    connection: Connection, bank: FactBank, now: datetime, limits: TriageSettings
) -> Iterator[Care]:
    people: dict[str, set[int]] = defaultdict(set)
    for one in outcomes.contradictions(connection, now - THEME):
        for fact in one.facts:
            people[fact].add(one.author_id)
    yield from _counted(Need.THEME, bank, people, limits.theme_people)


def _counted(
    need: Need, bank: FactBank, people: Mapping[str, set[int]], least: int
) -> Iterator[Care]:
    for name, who in sorted(people.items(), key=lambda one: (-len(one[1]), one[0])):
        if len(who) >= least and name in bank:
            yield Care(need=need, fact=bank.get(name), people=len(who))
