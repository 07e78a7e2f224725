"""What owners of facts hear of at once: taken back, over, disputed, said wrongly by many.

Reviews and ends that come are told by `bot.factreminders`, what followed an end by
`bot.factending`. Each piece of news is told once: its key says which.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy import Connection

from bot.factbook import facts_in_force, facts_mark
from bot.factcare import Care, Need, facts_in_force_to_see_to
from bot.factreminders import owners
from bot.logs import log
from bot.storage import pages
from bot.storage.database import Database
from bot.triagesettings import TriageSettings
from policies.errors import DocumentError
from policies.roles import Role

EVERY: Final = timedelta(hours=1)  # counting people reads the messages of a month
_SHOWN: Final = 10
_TOLD: Final = frozenset({Need.RETRACTED, Need.EXPIRED, Need.DISPUTED, Need.THEME})


class FactNews:
    """Asks for owners to be told, whenever other facts hold, and every hour.

    Args:
        database: where facts, messages and pages are.
        zone: of the agency.
        clock: the time now.
        limits: how many people make a dispute, or a theme.
    """

    def __init__(
        self,
        database: Database,
        zone: tzinfo,
        clock: Callable[[], datetime],
        limits: TriageSettings,
    ) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._limits = limits
        self._next: datetime | None = None
        self._mark: object = None

    def sweep(self) -> int:
        """Ask for what is new to be told; return how much that is."""
        now = self._clock()
        with self._database.read() as connection:
            mark = facts_mark(connection, now.astimezone(self._zone).date())
            if mark == self._mark and self._next is not None and now < self._next:
                return 0
            try:
                found = facts_in_force(connection)
            except DocumentError:
                log("facts_unreadable")
                return 0
            cares = facts_in_force_to_see_to(connection, found, now, self._zone, self._limits)
        asked = 0
        news = [one for one in cares if one.need in _TOLD]
        if news:
            with self._database.write("tell_owners") as connection:
                asked = self._tell(connection, news, now)
        self._mark, self._next = mark, now + EVERY
        return asked

    def _tell(self, connection: Connection, news: Sequence[Care], now: datetime) -> int:
        people, known = owners(connection, now), _known(connection)
        year, week, _ = now.astimezone(self._zone).isocalendar()
        groups: dict[tuple[str, str], list[Care]] = defaultdict(list)
        for one in news:
            groups[_key(one, f"{year}-{week}", self._limits), one.fact.owner].append(one)
        asked = 0
        for (key, name), found in groups.items():
            owner = people.get(name.casefold())
            if owner is not None and owner == found[0].by:
                continue  # who took it back knows
            new = _ask(connection, found, owner, key, now)
            if new and owner is None and {one.fact.id for one in found} <= known:
                _settle(connection, key)  # policy owners hear of it with what followed
            else:
                asked += new
        return asked


def _key(one: Care, week: str, limits: TriageSettings) -> str:
    """Say which piece of news it is; what is told together has one key."""
    match one.need:
        case Need.THEME:  # once a week, all of an owner's together
            return f"fact:theme:{week}:{one.fact.owner}"
        case Need.EXPIRED:
            return f"fact:expired:{one.day}:{one.fact.owner}"
        case Need.DISPUTED:  # news again once twice as many take part
            stage = (one.people // limits.disputed_people).bit_length()
            return f"fact:disputed:{one.fact.id}:{one.mark}:{stage}"
        case _:
            return f"fact:{one.need}:{one.fact.id}:{one.mark}"


def _known(connection: Connection) -> frozenset[str]:
    """Return the facts of which policy owners are about to be told what followed their end."""
    found: set[str] = set()
    for page in pages.of_subject(connection, "fact:0", {"fact"}):
        named = page.payload.get("facts")
        if page.payload.get("what") == "ended" and isinstance(named, list):
            found.update(str(one) for one in named)
    return frozenset(found)


def _settle(connection: Connection, key: str) -> None:
    found = pages.by_key(connection, key)
    if found is not None:
        pages.settle(connection, found[0].id, "moot", fault="told with what followed")


def _ask(
    connection: Connection, found: Sequence[Care], owner: int | None, key: str, now: datetime
) -> bool:
    first = found[0]
    payload: dict[str, object] = {
        "what": first.need.value,
        "facts": [one.fact.id for one in found[:_SHOWN]],
        "n": len(found),
        "owner": first.fact.owner,
        "people": max(one.people for one in found),
    }
    if first.day is not None:
        payload["day"] = first.day.isoformat()
    if first.reason:
        payload["reason"] = first.reason
    if owner is None:
        payload["role"] = Role.POLICY_OWNER.value
    return pages.want(
        connection,
        kind="fact",
        subject="fact:0",
        key=key,
        now=now,
        reviewer_id=owner,
        payload=payload,
    )
