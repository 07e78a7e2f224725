"""Shows cases in chats, and keeps what was shown up to date."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Button, Outcome, Panel, Priority, Sent
from bot.review.chat import casepanels, markup
from bot.review.chat.casepanels import CardMode, CasePanel
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.wording import Reader
from bot.states import CaseState
from bot.storage import panels, queue, staff
from bot.storage.cases import NoSuchCase
from bot.storage.pages import Page
from bot.storage.panels import Shown
from bot.storage.queue import CardData
from policies.roles import Reviewer
from policies.screening_values import Handling
from translations.catalogs import catalog

_WAITING = frozenset({CaseState.QUEUED, CaseState.CLAIMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A case as one person sees it."""

    data: CardData
    reader: Reader
    panel: CasePanel


class CaseView:
    """Cards of cases: shown, refreshed, removed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._removals: set[asyncio.Task[None]] = set()

    async def show(
        self,
        reviewer: Reviewer,
        chat: str,
        case_id: int,
        *,
        priority: Priority = Priority.REVIEWER,
    ) -> bool:
        """Show a card; whether it was sent.

        Raises:
            NoSuchCase: there is none.
        """
        seen = await self._office.app.thread.run(self._seen, case_id, reviewer)
        subject = f"case:{case_id}"
        number, outcome = await self._office.show(
            reviewer,
            chat,
            "case",
            subject,
            lambda number: self._panel(seen, reviewer, number),
            shown_hash=seen.data.case.text_hash,
            priority=priority,
        )
        if isinstance(outcome, Sent):
            await self._office.app.thread.run(self._retire, subject, reviewer.id, number)
        return isinstance(outcome, Sent)

    async def refresh(self, shown: Shown, reviewer: Reviewer) -> Outcome:
        """Show the case as it stands now in the place of a card that was shown."""
        seen = await self._office.app.thread.run(self._seen, shown.number, reviewer)
        panel = await self._office.app.thread.run(self._panel, seen, reviewer, shown.id)
        return await self._office.refresh(shown, panel, shown_hash=seen.data.case.text_hash or "")

    async def refresh_subject(self, subject: str) -> None:
        """Refresh every card about something, each for its reader: it says who decided what."""
        for shown, reviewer in await self._office.app.thread.run(self._shown_to, subject):
            await self.refresh(shown, reviewer)

    async def choose(self, press: Press, rows: Sequence[Sequence[Button]]) -> None:
        """Show other buttons below the card that was pressed; "back" shows its own again."""
        seen = await self._office.app.thread.run(self._seen, press.panel.number, press.reviewer)
        back = button(catalog(press.reviewer.lang)("chat.button.back"), "card", press.panel.id)
        shown = tuple(tuple(row) for row in (*rows, (back,)))
        await self._office.refresh(press.panel, Panel(html=seen.panel.html, buttons=shown))

    async def waits(self, case_id: int) -> bool:
        """Whether somebody still has to look at the case."""
        try:
            data = await self._office.app.thread.run(self._data, case_id)
        except NoSuchCase:
            return False
        return data.case.flow.case in _WAITING

    async def data(self, case_id: int) -> CardData:
        """Return a case as it stands.

        Raises:
            NoSuchCase: there is none.
        """
        return await self._office.app.thread.run(self._data, case_id)

    async def told(self, page: Page, reviewer: Reviewer) -> Panel:
        """Say what became of something that this person decided."""
        t = catalog(reviewer.lang)
        await self.refresh_subject(page.subject)
        key = f"chat.told.{page.payload.get('what', page.kind)}"
        text = t(key, number=page.number, url=page.payload.get("url") or "").strip()
        return Panel(html=markup.plain(text), silent=page.kind == "decided")

    async def original(self, case_id: int, reviewer: Reviewer) -> tuple[str, ...]:
        """Return the messages as they were written."""
        return await self._office.app.thread.run(self._original, case_id, reviewer)

    async def more(self, shown: Shown, reviewer: Reviewer) -> tuple[str, ...]:
        """Return what did not fit onto the card."""
        seen = await self._office.app.thread.run(self._seen, shown.number, reviewer)
        return seen.panel.more

    async def moment_of(self, reviewer: Reviewer, when: datetime) -> str:
        """Return a moment as this person reads it."""
        reader = await self._office.app.thread.run(self._office.reader, reviewer)
        return reader.moment(when)

    async def clock_of(self, reviewer: Reviewer, when: datetime) -> str:
        """Return a time of day as this person reads it."""
        reader = await self._office.app.thread.run(self._office.reader, reviewer)
        return reader.clock(when)

    def snooze_rows(self, reviewer: Reviewer, panel_id: int) -> list[list[Button]]:
        """Return the times until which a case can be set aside."""
        t = catalog(reviewer.lang)
        return [
            [
                button(t("chat.snooze.hour"), "snooze", panel_id, "60"),
                button(t("chat.snooze.four"), "snooze", panel_id, "240"),
                button(t("chat.snooze.opening"), "snooze", panel_id, "open"),
            ]
        ]

    def remove_later(self, chat: str, message: str, seconds: float) -> None:
        """Take a message of ours away after a while; it stays where the program stops before."""

        async def later() -> None:
            await asyncio.sleep(seconds)
            await self._office.chat.remove(chat, message)

        task = asyncio.ensure_future(later())
        self._removals.add(task)
        task.add_done_callback(self._removals.discard)

    def close(self) -> None:
        """Let nothing run on."""
        for task in self._removals:
            task.cancel()

    # --- on the storage thread --------------------------------------------------------------

    def _data(self, case_id: int) -> CardData:
        with self._office.app.database.read() as connection:
            return queue.card(connection, case_id)

    def _seen(self, case_id: int, reviewer: Reviewer) -> Seen:
        data = self._data(case_id)
        reader = self._office.reader(reviewer)
        panel = casepanels.case_panel(data, reader, self.mode(data))
        return Seen(data=data, reader=reader, panel=panel)

    def mode(self, data: CardData) -> CardMode:
        """Return how much of this case may be shown in a chat."""
        handling = {one for message in data.messages for one in message.screening.handling}
        if Handling.SENSITIVE in handling:
            return CardMode.LINK_ONLY
        if data.case.platform != self._office.platform:
            channel = self._office.app.settings.channel(data.case.platform, data.case.channel)
            return CardMode(channel.cards)
        return CardMode(
            self._office.app.settings.channel(data.case.platform, data.case.channel).cards
        )

    def _panel(self, seen: Seen, reviewer: Reviewer, number: int) -> Panel:
        flow = seen.data.case.flow
        t = seen.reader.t
        extra: list[list[Button]] = []
        if flow.case in (CaseState.QUEUED, CaseState.SNOOZED):
            extra.append([button(t("chat.button.take"), "take", number, style="primary")])
        buttons = casepanels.case_buttons(
            seen.data,
            reviewer,
            seen.reader,
            number,
            more=bool(seen.panel.more),
            extra=extra,
        )
        return casepanels.panel_of(seen.panel, buttons)

    def _original(self, case_id: int, reviewer: Reviewer) -> tuple[str, ...]:
        return casepanels.original_panels(self._data(case_id), self._office.reader(reviewer))

    def _retire(self, subject: str, reviewer_id: int, but: int) -> None:
        """An older card of the same case for the same person is not kept up to date any more."""
        with self._office.app.database.write("panel") as connection:
            for shown in panels.live_of(connection, subject):
                if shown.reviewer_id == reviewer_id and shown.id != but:
                    panels.note(connection, shown.id, live=False)

    def _shown_to(self, subject: str) -> list[tuple[Shown, Reviewer]]:
        found: list[tuple[Shown, Reviewer]] = []
        with self._office.app.database.read() as connection:
            for shown in panels.live_of(connection, subject):
                if shown.reviewer_id is None or shown.kind != "case":
                    continue
                reviewer = staff.reviewer(connection, shown.reviewer_id)
                if reviewer is not None:
                    found.append((shown, reviewer))
        return found
