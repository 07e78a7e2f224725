"""The queue at a glance: one message in the staff group, in both languages, kept up to date.

It names cases by number and staff by name, never anybody of the public. It is edited at most every
five seconds, and only when it says something else; where it is gone, a new one is sent.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.logs import log
from bot.ports import Button, Panel, Priority, Refused, Sent
from bot.review.chat import glance
from bot.review.chat.glance import Glance
from bot.review.chat.office import Office
from bot.review.chat.presses import button
from bot.storage import panels
from bot.storage.panels import Shown
from policies.roles import Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES

KIND: Final = "queue"
EVERY: Final = timedelta(seconds=5)  # between two edits
AFTER_REFUSAL: Final = timedelta(seconds=60)  # the group is closed to us: look again then


class QueueBoard:
    """Keeps the staff group's message.

    Args:
        link: returns the address that opens the bot's private chat, None while it is not known.
    """

    def __init__(self, office: Office, link: Callable[[], str | None] = lambda: None) -> None:
        self._office = office
        self._link = link
        self._not_before: datetime | None = None

    async def work(self) -> int:
        """Send or edit the message where it says something else than the queue does."""
        group, now = self._office.staff_group, self._office.app.clock()
        if group is None or (self._not_before is not None and now < self._not_before):
            return 0
        seen, shown, link = await self._office.app.thread.run(self._look, group)
        html = glance.bilingual(seen, self._zone)
        said = hashlib.sha256(html.encode()).hexdigest()
        if shown is not None and shown.message is not None and shown.shown_hash == said:
            return 0
        self._not_before = now + EVERY
        if shown is not None and shown.message is not None:
            panel = Panel(html=html, buttons=self._buttons(shown.id, link), silent=True)
            outcome = await self._office.chat.edit(
                group, shown.message, panel, priority=Priority.REVIEWER
            )
            if isinstance(outcome, Sent):
                await self._office.app.thread.run(self._note, shown.id, said)
                return 1
            if not isinstance(outcome, Refused):
                return 0  # in five seconds again
        if shown is not None:
            await self._office.app.thread.run(self._retire, shown.id)
        _, sent = await self._office.show(
            None,
            group,
            KIND,
            f"{KIND}:0",
            lambda number: Panel(html=html, buttons=self._buttons(number, link), silent=True),
            shown_hash=said,
        )
        if isinstance(sent, Refused):
            log("queue.refused", reason=sent.reason)
            self._not_before = now + AFTER_REFUSAL
        return 1 if isinstance(sent, Sent) else 0

    async def show(self, reviewer: Reviewer, chat: str) -> None:
        """Show the queue to one person in their language, with a button for each kind of harm."""
        seen, _, _ = await self._office.app.thread.run(self._look, chat)
        t = catalog(reviewer.lang)
        tops = [
            (
                t("chatstaff.queue.open", route=t(f"desk.route.{row.route}"), n=row.waiting),
                row.first,
            )
            for row in seen.board.rows
            if row.waiting
        ]
        await self._office.show(
            reviewer,
            chat,
            "board",
            "board:0",
            lambda number: Panel(
                html=glance.words(seen, t, self._zone),
                buttons=(
                    *((button(text, "open", number, str(first)),) for text, first in tops),
                    (button(t("chatstaff.queue.next"), "next", number),),
                ),
            ),
        )

    @staticmethod
    def _buttons(number: int, link: str | None) -> tuple[tuple[Button, ...], ...]:
        text = " / ".join(catalog(lang)("chatstaff.queue.next") for lang in OFFICIAL_LANGUAGES)
        if link is None:
            return ((button(text, "next", number),),)
        return ((Button(text=text, url=f"{link}?start=next"),),)

    @property
    def _zone(self) -> tzinfo:
        return self._office.app.tools.hours.zone

    # --- on the storage thread --------------------------------------------------------------

    def _look(self, group: str) -> tuple[Glance, Shown | None, str | None]:
        with self._office.app.database.read() as connection:
            now = self._office.app.clock()
            seen = glance.look(connection, now)
            shown = panels.last_of_kind(connection, KIND, group)
        return seen, shown, self._link()

    def _note(self, number: int, said: str) -> None:
        with self._office.app.database.write("panel") as connection:
            panels.note(connection, number, shown_hash=said)

    def _retire(self, number: int) -> None:
        with self._office.app.database.write("panel") as connection:
            panels.note(connection, number, live=False)
