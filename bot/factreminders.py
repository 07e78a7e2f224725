"""Reminders before a fact is due for review or ends, to its owner or to the policy owners."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from sqlalchemy import Connection

from bot.factbook import facts_in_force
from bot.logs import log
from bot.storage import pages, staff
from bot.storage.database import Database
from policies.errors import DocumentError
from policies.roles import Role
from responders.factbank import FactBank
from responders.values import Fact

STAGES: Final = (30, 7, 0)  # days before: a month, a week, the day itself
SOON: Final = STAGES[0]
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that somebody has to see to for a fact."""

    what: str  # review, ends
    day: date
    left: int  # days; below zero where it is over
    fact: Fact


def due_soon(bank: FactBank, day: date, within: int = SOON) -> Iterator[Due]:
    """Yield what is due for review or ends within some days, and reviews that are late."""
    for fact in bank.facts:
        if fact.valid_until is not None and fact.valid_until < day:
            continue  # over: nothing to be seen to
        if fact.valid_until is not None and (fact.valid_until - day).days <= within:
            left = (fact.valid_until - day).days
            yield Due(what="ends", day=fact.valid_until, left=left, fact=fact)
        elif (fact.review_on - day).days <= within:
            left = (fact.review_on - day).days
            yield Due(what="review", day=fact.review_on, left=left, fact=fact)


class FactReminders:
    """Asks once a day what is due, and once at each stage that somebody is told."""

    def __init__(self, database: Database, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._day: date | None = None

    def sweep(self) -> int:
        """Ask for what is due to be told; return how many reminders that is."""
        now = self._clock()
        day = now.astimezone(self._zone).date()
        if day == self._day:
            return 0
        with self._database.read() as connection:
            try:
                found = facts_in_force(connection)
            except DocumentError:
                log("facts_unreadable")
                return 0
        due = [] if found is None else list(due_soon(found.bank(day), day))
        asked = 0
        if due:
            with self._database.write("remind_of_facts") as connection:
                asked = _ask(connection, due, owners(connection, now), now)
        self._day = day
        return asked


def owners(connection: Connection, now: datetime) -> dict[str, int]:
    """Return the people whom the owners of facts may be: numbers of staff by their folded names."""
    return {
        one.reviewer.name.casefold(): one.reviewer.id
        for one in staff.members(connection, now)
        if one.bound and not one.revoked
    }


def _ask(connection: Connection, due: Iterable[Due], people: dict[str, int], now: datetime) -> int:
    groups: dict[tuple[str, date, int, str], list[str]] = defaultdict(list)
    for one in due:
        stage = min(stage for stage in STAGES if max(one.left, 0) <= stage)
        groups[one.what, one.day, stage, one.fact.owner].append(one.fact.id)
    asked = 0
    for (what, day, stage, owner), names in groups.items():
        person = people.get(owner.casefold())
        payload: dict[str, object] = {
            "what": what,
            "day": day.isoformat(),
            "facts": sorted(names)[:_SHOWN],
            "n": len(names),
            "owner": owner,
        }
        if person is None:
            payload["role"] = Role.POLICY_OWNER.value
        asked += pages.want(
            connection,
            kind="fact",
            subject="fact:0",
            key=f"fact:{what}:{day}:{stage}:{owner}",
            now=now,
            reviewer_id=person,
            payload=payload,
        )
    return asked
