"""Whom a page concerns, and whether this is an hour at which they may be told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.ports import Priority
from bot.review.chat.office import Office
from bot.states import CaseState
from bot.storage import cases, delegations, pages, roster, staff
from bot.storage.cases import NoSuchCase
from bot.storage.pages import Page
from policies.roles import Act, Reviewer, Role
from translations.values import OFFICIAL_LANGUAGES

_OF: Final = ">"  # parts the key of a page from the person that it was made for
_ROUND: Final = "#"

# kinds that are about a case, and over as soon as somebody has it
_UNTIL_CLAIMED: Final = frozenset(
    {"escalation", "safety", "reminder", "deletion_limit", "language"}
)
_ACTS: Final = {
    "appeal": Act.DECIDE_APPEAL,
    "ban": Act.BAN,
    "settle": Act.APPROVE_REPLY,
    "burst": Act.MODERATE,
    "campaign": Act.MODERATE,
}
_ALWAYS: Final = frozenset({Role.DIRECTOR, Role.ADMIN})  # where danger finds nobody else


class Recipients:
    """Finds out whom a page is for."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def open_now(self) -> bool:
        """Whether these are the agency's hours."""
        return self._office.app.tools.hours.is_open(self._office.app.clock())

    def person(self, connection: Connection, number: int, now: datetime) -> Reviewer | None:
        """Return somebody with the roles that they hold today, None where they left."""
        return staff.reviewer(connection, number, now)

    def due(self, connection: Connection, queue: Sequence[Page], now: datetime) -> list[Page]:
        """Return what a person may be told now; the rest waits until they open."""
        hours = self._office.app.tools.hours
        if hours.is_open(now):
            return list(queue)
        found = []
        for page in queue:
            if page.priority is Priority.SAFETY or page.payload.get("immediate"):
                found.append(page)
            else:
                opening = hours.next_opening(now) or now + timedelta(days=1)
                pages.postpone(connection, page.id, opening, fault="closed")
        return found

    def spread(self, connection: Connection, page: Page, now: datetime) -> None:
        """Turn a page that is nobody's into one for each person whom it concerns."""
        hours = self._office.app.tools.hours
        safety = page.priority is Priority.SAFETY
        if not self._still(connection, page):
            pages.settle(connection, page.id, "moot")
            return
        if not safety and not page.payload.get("immediate") and not hours.is_open(now):
            opening = hours.next_opening(now) or now + timedelta(days=1)
            pages.postpone(connection, page.id, opening, fault="closed")
            return
        people = self._whom(connection, page, now)
        for one in people:
            pages.want(
                connection,
                kind=page.kind,
                subject=page.subject,
                key=f"{page.key}{_OF}{one.id}{_ROUND}{page.attempts}",
                now=now,
                priority=page.priority,
                reviewer_id=one.id,
                payload=page.payload,
            )
        if safety:  # again and again, until somebody has it
            minutes = self._office.app.settings.deadlines.escalate_minutes
            pages.postpone(
                connection,
                page.id,
                now + timedelta(minutes=minutes),
                fault=None if people else "nobody",
            )
        elif people:
            pages.settle(connection, page.id, "sent")
        else:
            pages.postpone(connection, page.id, now + timedelta(minutes=15), fault="nobody")

    def somebody_else(self, connection: Connection, page: Page, now: datetime) -> None:
        """One of those whom it concerns cannot be reached: the others are told at once."""
        whole, made, _ = page.key.rpartition(_OF)
        found = pages.by_key(connection, whole) if made else None
        if found is not None and found[1] == "waiting" and found[0].attempts == 1:
            pages.postpone(connection, found[0].id, now, fault="refused")

    def _still(self, connection: Connection, page: Page) -> bool:
        """Whether it still concerns anybody."""
        if page.kind not in _UNTIL_CLAIMED or not page.subject.startswith("case:"):
            return True
        try:
            case = cases.load(connection, page.number)
        except NoSuchCase:
            return False
        return case.flow.case in (CaseState.QUEUED, CaseState.OVERTAKEN)

    def _whom(self, connection: Connection, page: Page, now: datetime) -> list[Reviewer]:
        platform = self._office.platform
        away = {one.from_id for one in delegations.active(connection, now)}
        there = [
            one.reviewer
            for one in staff.members(connection, now)
            if platform in one.bound and not one.revoked
        ]
        present = [one for one in there if one.id not in away]
        able = [one for one in present if self._able(connection, page, one)]
        if page.priority is not Priority.SAFETY:
            if able:
                return able
            return [one for one in present if one.roles & _ALWAYS]
        on_call = roster.on_call(connection, now)
        called = [one for one in there if one.id in on_call]  # on call is never away
        if called and page.attempts == 0:
            return called
        everybody = [one for one in present if one in able or one.roles & _ALWAYS]
        return [*called, *(one for one in everybody if one not in called)]

    def _able(self, connection: Connection, page: Page, reviewer: Reviewer) -> bool:
        wanted = page.payload.get("role")
        if wanted is not None:
            return wanted in {role.value for role in reviewer.roles}
        if page.kind == "language":  # a reply waits for somebody who may approve in it
            return reviewer.may(Act.APPROVE_REPLY, lang=str(page.payload.get("lang")))
        if page.kind in _ACTS:
            return reviewer.may(_ACTS[page.kind])
        if not page.subject.startswith("case:"):
            return bool(reviewer.roles & _ALWAYS)
        if reviewer.may(Act.MODERATE):
            return True
        lang = self._language(connection, page.number)
        return reviewer.may(Act.APPROVE_REPLY, lang=lang)

    def _language(self, connection: Connection, case_id: int) -> str | None:
        try:
            lang = cases.load(connection, case_id).lang
        except NoSuchCase:
            return None
        return lang if lang in OFFICIAL_LANGUAGES else None
