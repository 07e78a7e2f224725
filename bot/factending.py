"""What follows when a fact no longer holds: drafts are withdrawn, replies are listed.

A fact stops when it is retracted, when its last day is over, when a newer version lacks it, or when
a newer version says something else in its place. Each case is one transaction, and doing it again
finds nothing more to do: a crash half way costs nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Final

from sqlalchemy import Connection

from bot import case as moves
from bot.factbook import facts_in_force, facts_mark, read_version
from bot.logs import log
from bot.ports import Probe
from bot.states import CaseState, DraftState
from bot.storage import cases, documents, pages, record, wanted
from bot.storage.database import Database
from bot.storage.documents import DocumentKind
from bot.storage.record import Entry
from bot.storage.wanted import Resting
from policies.errors import DocumentError
from policies.roles import Role
from responders.factbank import FactBank
from responders.factdiff import reworded, says_otherwise

BATCH: Final = 100  # replies that are listed in one transaction
VERSIONS: Final = 5  # how far back a changed statement is looked for
_SHOWN: Final = 10  # facts that a page names
_OPEN: Final = frozenset({DraftState.PROPOSED, DraftState.APPROVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A fact was given another statement by a version."""

    before: datetime  # drafts that were made before this are of the old one
    otherwise: bool  # another figure, or a denial: not only better words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Which facts do not hold, and why."""

    bank: FactBank  # as it was approved
    retracted: frozenset[str]
    day: date
    changed: Mapping[str, Sequence[Changed]]

    def draft(self, fact_id: str, created_at: datetime) -> str | None:
        """Return why a draft of that moment cannot rest on a fact, None where it can."""
        why = self._over(fact_id)
        if why is None and any(created_at < one.before for one in self.changed.get(fact_id, ())):
            return "changed"
        return why

    def reply(self, fact_id: str, created_at: datetime) -> str | None:
        """Return why a reply that is out should be put right, None where it need not."""
        why = self._over(fact_id)
        changes = self.changed.get(fact_id, ())
        if why is None and any(created_at < one.before and one.otherwise for one in changes):
            return "changed"
        return why

    def _over(self, fact_id: str) -> str | None:
        if fact_id not in self.bank:
            return "gone"
        if fact_id in self.retracted:
            return "retracted"
        until = self.bank.get(fact_id).valid_until
        return "expired" if until is not None and until < self.day else None


@dataclass(slots=True)
class Ended:
    """What was done."""

    withdrawn: list[int] = field(default_factory=list)  # cases
    wanted: list[int] = field(default_factory=list)  # publications
    facts: dict[str, str] = field(default_factory=dict)  # id -> why it does not hold


class FactEnding:
    """Withdraws and lists, whenever other facts hold than before.

    Args:
        database: where cases and documents are.
        zone: of the agency: a fact's last day ends at its midnight.
        clock: the time now.
        probe: called at each crash point; tests kill there.
    """

    def __init__(
        self,
        database: Database,
        zone: tzinfo,
        clock: Callable[[], datetime],
        probe: Probe = lambda _name: None,
    ) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._probe = probe
        self._done: object = None

    def sweep(self) -> int:
        """Do what follows where something changed since; return how much there was."""
        now = self._clock()
        with self._database.read() as connection:
            mark = facts_mark(connection, now.astimezone(self._zone).date())
        if mark == self._done:
            return 0
        ended = self.end()
        self._done = mark
        return len(ended.withdrawn) + len(ended.wanted)

    def end(self) -> Ended:
        """Withdraw every draft and list every reply that rests on a fact that does not hold."""
        now = self._clock()
        ended = Ended()
        with self._database.read() as connection:
            stops = _stops(connection, now.astimezone(self._zone).date())
            if stops is None:
                return ended
            drafts = wanted.open_drafts(connection)
            replies = wanted.replies_out(connection)
        for draft in drafts:
            found = {
                fact: why
                for fact in draft.facts
                if (why := stops.draft(fact, draft.created_at)) is not None
            }
            if found:
                self._withdraw(draft, found, now, ended)
        self._list(replies, stops, now, ended)
        if ended.withdrawn or ended.wanted:
            self._tell(ended, now)
        return ended

    def _withdraw(
        self, draft: Resting, found: Mapping[str, str], now: datetime, ended: Ended
    ) -> None:
        with self._database.write("withdraw", self._probe) as connection:
            case = cases.load(connection, draft.case_id)
            if case.draft_id != draft.id or case.flow.draft not in _OPEN:
                return  # somebody was faster
            reason = f"fact_{next(iter(found.values()))}"
            due: dict[str, object] = {}
            if case.flow.claimed_by is None:
                due = {"due_at": max(now, case.wanted_at or now), "due_kind": "reminder"}
            after = cases.move(
                connection, case, moves.Change(still_needed=True), now, reason=reason, **due
            )
            if after.flow.case is CaseState.SNOOZED:
                cases.move(connection, after, moves.Wake(), now, reason=reason, **due)
            entry = Entry(
                kind="draft.withdrawn",
                actor="program",
                subject=f"case:{case.id}",
                payload={"draft": draft.id, "facts": dict(found)},
            )
            record.append(connection, [entry], now)
        ended.withdrawn.append(case.id)
        ended.facts.update(found)

    def _list(self, replies: Sequence[Resting], stops: Stops, now: datetime, ended: Ended) -> None:
        due = [
            (reply, fact, why)
            for reply in replies
            for fact in reply.facts
            if (why := stops.reply(fact, reply.created_at)) is not None
        ]
        for at in range(0, len(due), BATCH):
            with self._database.write("want_corrections", self._probe) as connection:
                for reply, fact, why in due[at : at + BATCH]:
                    if wanted.want(connection, reply, fact, why, now):
                        ended.wanted.append(reply.id)
                        ended.facts[fact] = why
        still = {fact for _, fact, _ in due}
        with self._database.write("unwant_corrections", self._probe) as connection:
            for number, fact, why in wanted.unsettled(connection):
                if fact not in still and why != "changed":  # it holds again
                    wanted.settle(connection, number, by=None, note="holds_again", now=now)

    def _tell(self, ended: Ended, now: datetime) -> None:
        names = sorted(ended.facts)
        changed = [name for name in names if ended.facts[name] == "changed"]
        with self._database.write("tell_of_facts", self._probe) as connection:
            pages.want(
                connection,
                kind="fact",
                subject="fact:0",
                key=f"fact:ended:{now.isoformat()}",
                now=now,
                payload={
                    "what": "ended",
                    "role": Role.POLICY_OWNER.value,
                    "facts": names[:_SHOWN],
                    "n": len(names),
                    "changed": changed[:_SHOWN],
                    "drafts": len(ended.withdrawn),
                    "replies": len(set(ended.wanted)),
                },
            )
            if ended.wanted:
                pages.want(
                    connection,
                    kind="wanted",
                    subject="wanted:0",
                    key=f"wanted:{now.isoformat()}",
                    now=now,
                    payload={"role": Role.OFFICER.value},
                )


def _stops(connection: Connection, day: date) -> Stops | None:
    try:
        found = facts_in_force(connection)
    except DocumentError:
        log("facts_unreadable")
        return None
    if found is None:
        return None
    return Stops(
        bank=found.approved,
        retracted=found.retracted,
        day=day,
        changed=changed_facts(connection, found.approved),
    )


def changed_facts(connection: Connection, newest: FactBank) -> dict[str, list[Changed]]:
    """Return which facts say something else than in one of the versions before."""
    approved = documents.approved(connection, DocumentKind.FACTS)[:VERSIONS]
    found: dict[str, list[Changed]] = {}
    later, since = newest, approved[0].approved_at if approved else None
    for version in approved[1:]:
        try:
            bank = read_version(version)
        except DocumentError:
            continue  # of before a rule that it breaks
        for fact in bank.facts:
            if fact.id in later and since is not None:
                new = later.get(fact.id)
                if reworded(fact, new):
                    change = Changed(before=since, otherwise=says_otherwise(fact, new))
                    found.setdefault(fact.id, []).append(change)
        later, since = bank, version.approved_at
    return found
