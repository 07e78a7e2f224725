"""Tells staff what they have to know: who, when, and again until somebody has it.

Only safety reaches people outside their hours. A page that concerns several people is turned into
one for each of them, in one transaction; each of those is delivered at least once. One person is
told one thing at a time, the most urgent first, and nobody waits for somebody else's chat.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.logs import log
from bot.ports import Deferred, Outcome, Panel, Priority, Refused, Sent
from bot.review.chat.markup import plain
from bot.review.chat.office import Office
from bot.review.chat.parts import Part
from bot.review.chat.recipients import Recipients
from bot.storage import pages, record
from bot.storage.database import StorageFault
from bot.storage.pages import Page
from bot.storage.record import Entry
from policies.roles import Reviewer
from translations.catalogs import catalog

__all__ = ["Pager"]

READ: Final = 200  # pages looked at in one pass
WAIT_S: Final = 0.25  # how long one pass waits for chats that are slow
RETRY_S: Final = 30.0  # after a failure that may pass
DOUBT_S: Final = 5.0  # after a send of which nobody knows whether it arrived
TRIES: Final = 6  # of a part that does not say why it could not show something
# what nobody has to hear any more, such as after weeks in which no chat was connected
STALE: Final = frozenset({"lapsed", "reminder", "decided"})
STALE_AFTER: Final = timedelta(days=4)  # a long weekend
TOGETHER: Final = 3  # more reminders at once than this become one message


class Pager:
    """Works through the outbox to staff.

    Args:
        parts: show what a page is about; each page kind belongs to one.
    """

    def __init__(self, office: Office, parts: Sequence[Part]) -> None:
        self._office = office
        self._parts = {kind: part for part in parts for kind in part.pages}
        self._recipients = Recipients(office)
        self._busy: dict[int, asyncio.Task[None]] = {}

    async def work(self) -> int:
        """Tell whoever has to be told now; return how much there was to do."""
        done = self._collect()
        found = await self._office.app.thread.run(self._sort)
        for reviewer, chosen in found:
            if reviewer.id not in self._busy:
                self._busy[reviewer.id] = asyncio.ensure_future(self._tell(reviewer, chosen))
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=WAIT_S)
        return done + self._collect() + len(self._busy)

    async def settle(self) -> None:
        """Finish what is in hand."""
        if self._busy:
            await asyncio.wait(self._busy.values())
        self._collect()

    def _collect(self) -> int:
        finished = [number for number, task in self._busy.items() if task.done()]
        for number in finished:
            self._busy.pop(number).result()  # a fault is a fault of ours: it is heard
        return len(finished)

    # --- one person -------------------------------------------------------------------------

    async def _tell(self, reviewer: Reviewer, chosen: Sequence[Page]) -> None:
        chat = await self._office.private_chat(reviewer)
        if chat is None:  # somebody of the terminal: they see it there
            for page in chosen:
                await self._settle(page, "moot", "not_here")
            return
        if len(chosen) > 1:
            panel = self._reminders(chosen, reviewer)
            outcome = await self._office.chat.send(chat, panel, priority=Priority.REVIEWER)
            for page in chosen:
                await self._after(page, reviewer, outcome)
            return
        await self._one(chosen[0], reviewer, chat)

    async def _one(self, page: Page, reviewer: Reviewer, chat: str) -> None:
        part = self._parts.get(page.kind)
        if part is None:
            await self._settle(page, "failed", "no_part")
            return
        try:
            answer = await part.page(page, reviewer, chat)
        except LookupError:  # what it is about is gone
            answer = None
        except (StorageFault, OSError):
            raise  # the disk or the database is away: the loop waits for it
        except Exception as fault:  # noqa: BLE001 -- one page must not keep the others from people
            log("page.fault", page=page.id, kind=page.kind, fault=type(fault).__name__)
            answer = False
        match answer:
            case None:
                await self._settle(page, "moot", None)
            case True:
                await self._after(page, reviewer, Sent(external_id=""))
            case False:
                gone = page.attempts + 1 >= TRIES
                unknown = Refused(reason="not_shown")
                later = Deferred(retry_after_s=RETRY_S, reason="not_shown")
                await self._after(page, reviewer, unknown if gone else later)
            case Panel():
                quiet = page.priority is not Priority.SAFETY and not self._recipients.open_now()
                panel = replace(answer, silent=True) if quiet else answer
                outcome = await self._office.chat.send(chat, panel, priority=page.priority)
                await self._after(page, reviewer, outcome)
            case outcome:
                await self._after(page, reviewer, outcome)

    async def _after(self, page: Page, reviewer: Reviewer, outcome: Outcome) -> None:
        match outcome:
            case Sent():
                await self._settle(page, "sent", None)
            case Deferred():
                wait = timedelta(seconds=outcome.retry_after_s)
                await self._office.app.thread.run(self._postpone, page, wait, outcome.reason)
            case Refused():
                await self._office.app.thread.run(self._refused, page, reviewer, outcome.reason)
            case _:  # lost: staff are told at least once
                wait = timedelta(seconds=DOUBT_S)
                await self._office.app.thread.run(self._postpone, page, wait, "lost")

    async def _settle(self, page: Page, state: str, fault: str | None) -> None:
        await self._office.app.thread.run(self._settled, page, state, fault)

    def _reminders(self, chosen: Sequence[Page], reviewer: Reviewer) -> Panel:
        t = catalog(reviewer.lang)
        shown = ", ".join(f"#{page.number}" for page in chosen[:10])
        text = t.plural("chatstaff.reminders", len(chosen))
        tail = t("chatstaff.reminders.first", cases=shown)
        return Panel(html=f"{plain(text)}\n{plain(tail)}")

    # --- on the storage thread --------------------------------------------------------------

    def _sort(self) -> list[tuple[Reviewer, list[Page]]]:
        """Find out whom it concerns; return what each person is told next."""
        app = self._office.app
        now = app.clock()
        with app.database.read() as connection:
            waiting = pages.ready(connection, now, READ, without=self._busy)
            if not waiting:
                return []
        if any(page.reviewer_id is None for page in waiting):
            with app.database.write("pages") as connection:
                for page in waiting:
                    if page.reviewer_id is None:
                        self._recipients.spread(connection, page, now)
                waiting = pages.ready(connection, now, READ, without=self._busy)
        queues: dict[int, list[Page]] = {}
        for page in waiting:
            if page.reviewer_id is not None:
                queues.setdefault(page.reviewer_id, []).append(page)
        found: list[tuple[Reviewer, list[Page]]] = []
        with app.database.write("pages") as connection:
            for number, queue in queues.items():
                reviewer = self._recipients.person(connection, number, now)
                if reviewer is None:  # left in the meantime
                    for page in queue:
                        pages.settle(connection, page.id, "moot", fault="left")
                elif due := self._due(connection, queue, now):
                    found.append((reviewer, _next(due)))
        return found

    def _due(self, connection: Connection, queue: Sequence[Page], now: datetime) -> list[Page]:
        """Return what somebody may be told now; what is old news is told to nobody."""
        fresh = []
        for page in queue:
            if page.kind in STALE and page.created_at < now - STALE_AFTER:
                pages.settle(connection, page.id, "moot", fault="old")
            else:
                fresh.append(page)
        return self._recipients.due(connection, fresh, now)

    def _postpone(self, page: Page, wait: timedelta, fault: str) -> None:
        app = self._office.app
        with app.database.write("pages") as connection:
            pages.postpone(connection, page.id, app.clock() + wait, fault=fault)

    def _settled(self, page: Page, state: str, fault: str | None) -> None:
        with self._office.app.database.write("pages") as connection:
            pages.settle(connection, page.id, state, fault=fault)

    def _refused(self, page: Page, reviewer: Reviewer, reason: str) -> None:
        """Write down that somebody cannot be reached, and let the others know at once."""
        app = self._office.app
        now = app.clock()
        log("page.refused", staff=reviewer.id, kind=page.kind, reason=reason)
        with app.database.write("pages") as connection:
            pages.settle(connection, page.id, "failed", fault=reason)
            entry = Entry(
                kind="page.refused",
                actor="program",
                subject=page.subject,
                payload={"kind": page.kind, "staff": reviewer.id, "reason": reason},
            )
            record.append(connection, [entry], now)
            self._recipients.somebody_else(connection, page, now)


def _next(queue: list[Page]) -> list[Page]:
    """Return what one person is told next: the first page, or many reminders in one message."""
    first = queue[0]
    reminders = [one for one in queue if one.kind == "reminder" and one.payload.get("route")]
    if first in reminders and len(reminders) > TOGETHER:
        return reminders
    return [first]
