"""Shows cases in chats, and keeps what was shown up to date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.deciding import NotAllowed
from bot.delicate import may_be_copied
from bot.ports import Button, Outcome, Panel, Priority, Refused, Sent
from bot.review.cards import Veil, sensitive
from bot.review.chat import casepanels, markup
from bot.review.chat.casepanels import HASH, CasePanel, Extra
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.wording import Reader
from bot.states import CaseState
from bot.storage import pages, panels, queue, record, staff
from bot.storage.cases import NoSuchCase
from bot.storage.pages import Page
from bot.storage.panels import Shown
from bot.storage.queue import CardData
from bot.storage.record import Entry
from policies.roles import Reviewer
from translations.catalogs import Catalog, catalog

_WAITING: Final = frozenset({CaseState.QUEUED, CaseState.CLAIMED})
_GLIMPSE: Final = timedelta(seconds=60)  # how long an author's name or an original stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A case as one person sees it."""

    data: CardData
    reader: Reader
    card: CasePanel


class CaseView:
    """Cards of cases: shown, refreshed, removed.

    Other parts put buttons of their own on cards through `extras`, and have the messages of a
    card blurred through `blurs`.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self.extras: list[Extra] = []
        self.blurs: list[Callable[[CardData], bool]] = []

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
        return isinstance(await self.send(reviewer, chat, case_id, priority=priority), Sent)

    async def send(
        self,
        reviewer: Reviewer,
        chat: str,
        case_id: int,
        *,
        priority: Priority = Priority.REVIEWER,
    ) -> Outcome:
        """Show a card; return what became of it.

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
            lambda number: self._panel(seen, reviewer, number, read=False),
            shown_hash=seen.data.case.text_hash,
            priority=priority,
        )
        if isinstance(outcome, Sent):
            await self._office.app.thread.run(self._retire, subject, reviewer.id, number)
        return outcome

    async def refresh(self, shown: Shown, reviewer: Reviewer) -> Outcome:
        """Show the case as it stands now in the place of a card that was shown."""
        seen = await self._office.app.thread.run(self._seen, shown.number, reviewer)
        text_hash = seen.data.case.text_hash or ""
        read = shown.detail.get("read") == text_hash
        panel = self._panel(seen, reviewer, shown.id, read=read)
        return await self._office.refresh(shown, panel, shown_hash=text_hash)

    async def refresh_subject(self, subject: str) -> None:
        """Refresh every card about something, each for its reader: it says who decided what."""
        for shown, reviewer in await self._office.app.thread.run(self._shown_to, subject):
            if isinstance(await self.refresh(shown, reviewer), Refused):
                await self._office.app.thread.run(self._end, shown.id)  # it is gone: never again

    async def choose(self, press: Press, rows: Sequence[Sequence[Button]]) -> None:
        """Show other buttons below the card that was pressed; "back" shows its own again."""
        seen = await self._office.app.thread.run(self._seen, press.panel.number, press.reviewer)
        back = button(catalog(press.reviewer.lang)("chat.button.back"), "card", press.panel.id)
        shown = tuple(tuple(row) for row in (*rows, (back,)) if row)
        await self._office.refresh(press.panel, Panel(html=seen.card.html, buttons=shown))

    async def waits(self, case_id: int) -> bool:
        """Whether somebody still has to look at the case."""
        try:
            data = await self.data(case_id)
        except NoSuchCase:
            return False
        return data.case.flow.case in _WAITING

    async def data(self, case_id: int) -> CardData:
        """Return a case as it stands.

        Raises:
            NoSuchCase: there is none.
        """
        return await self._office.app.thread.run(self._data, case_id)

    async def reader(self, reviewer: Reviewer) -> Reader:
        """Return who reads, now."""
        return await self._office.app.thread.run(self._office.reader, reviewer)

    async def told(self, page: Page, reviewer: Reviewer) -> Panel:
        """Say what became of something that this person decided."""
        t = catalog(reviewer.lang)
        await self.refresh_subject(page.subject)
        key = f"chat.told.{page.payload.get('what', page.kind)}"
        if key not in t:
            key = "chat.told.decided"
        text = t(key, number=page.number, url=page.payload.get("url") or "").strip()
        return Panel(html=markup.plain(text), silent=page.kind == "decided")

    async def more(self, press: Press) -> tuple[str, ...]:
        """Return what did not fit onto the card; from now on the draft counts as read."""
        seen = await self._office.app.thread.run(self._seen, press.panel.number, press.reviewer)
        text_hash = seen.data.case.text_hash or ""
        await self._office.app.thread.run(self._note_read, press.panel, text_hash)
        panel = self._panel(seen, press.reviewer, press.panel.id, read=True)
        await self._office.refresh(press.panel, panel, shown_hash=text_hash)
        return seen.card.more

    # --- what stands for a moment only ------------------------------------------------------

    async def original(self, press: Press) -> tuple[str, ...]:
        """Return the messages as they were written; that they were looked at is recorded."""
        return await self._office.app.thread.run(self._original, press.panel.number, press.reviewer)

    async def glimpse(self, reviewer: Reviewer, chat: str, html: str) -> None:
        """Show something that goes away after a minute, or with the next press."""
        subject = f"glimpse:{reviewer.id}"
        number, outcome = await self._office.show(
            reviewer, chat, "glimpse", subject, lambda _number: Panel(html=html, silent=True)
        )
        if isinstance(outcome, Sent):
            await self._office.app.thread.run(self._want_removal, number, reviewer)

    async def sweep(self, reviewer: Reviewer) -> None:
        """Take away what stands for a moment only."""
        for shown in await self._office.app.thread.run(self._glimpses, reviewer):
            await self._remove(shown)

    async def over(self, panel_id: int) -> None:
        """The minute of a glimpse is over."""
        shown = await self._office.app.thread.run(self._load_panel, panel_id)
        if shown is not None and shown.live:
            await self._remove(shown)

    async def _remove(self, shown: Shown) -> None:
        if shown.message is not None:
            await self._office.chat.remove(shown.chat, shown.message)
        await self._office.app.thread.run(self._end, shown.id)

    # --- on the storage thread --------------------------------------------------------------

    def _data(self, case_id: int) -> CardData:
        with self._office.app.database.read() as connection:
            return queue.card(connection, case_id)

    def _seen(self, case_id: int, reviewer: Reviewer) -> Seen:
        data = self._data(case_id)
        reader = self._office.reader(reviewer)
        blurred = any(blurs(data) for blurs in self.blurs)
        card = casepanels.case_panel(data, reader, self.veil(data), blurred=blurred)
        return Seen(data=data, reader=reader, card=card)

    def veil(self, data: CardData) -> Veil:
        """Return how much of this case may be shown in a chat before somebody asks."""
        if any(sensitive(message) for message in data.messages):
            return Veil.LINK_ONLY
        case = data.case
        return Veil(self._office.app.settings.channel(case.platform, case.channel).cards)

    def _panel(self, seen: Seen, reviewer: Reviewer, number: int, *, read: bool) -> Panel:
        extra = [
            row for more in self.extras for row in more(seen.data, seen.reader, reviewer, number)
        ]
        buttons = casepanels.case_buttons(
            seen.data,
            reviewer,
            seen.reader,
            number,
            seen.card,
            on_telegram=seen.data.case.platform == self._office.platform,
            read=read,
            extra=extra,
        )
        return casepanels.panel_of(seen.card, buttons)

    def _original(self, case_id: int, reviewer: Reviewer) -> tuple[str, ...]:
        data = self._data(case_id)
        if not may_be_copied(data):
            raise NotAllowed("delicate.no_copy")
        entry = Entry(
            kind="case.original_seen",
            actor=f"staff:{reviewer.id}",
            subject=f"case:{case_id}",
            payload={},
        )
        with self._office.app.database.write("original") as connection:
            record.append(connection, [entry], self._office.app.clock())
        return casepanels.original_panels(data, self._office.reader(reviewer))

    def _note_read(self, shown: Shown, text_hash: str) -> None:
        with self._office.app.database.write("panel") as connection:
            panels.note(connection, shown.id, detail={**shown.detail, "read": text_hash})

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
                reviewer = staff.reviewer(connection, shown.reviewer_id, self._office.app.clock())
                if reviewer is not None:
                    found.append((shown, reviewer))
        return found

    def _want_removal(self, panel_id: int, reviewer: Reviewer) -> None:
        now = self._office.app.clock()
        with self._office.app.database.write("glimpse") as connection:
            pages.want(
                connection,
                kind="glimpse",
                subject=f"panel:{panel_id}",
                key=f"glimpse:{panel_id}",
                now=now,
                priority=Priority.SAFETY,  # does not wait for anybody's hours
                reviewer_id=reviewer.id,
                not_before=now + _GLIMPSE,
            )

    def _glimpses(self, reviewer: Reviewer) -> list[Shown]:
        with self._office.app.database.read() as connection:
            return panels.live_of(connection, f"glimpse:{reviewer.id}")

    def _load_panel(self, panel_id: int) -> Shown | None:
        with self._office.app.database.read() as connection:
            return panels.load(connection, panel_id)

    def _end(self, panel_id: int) -> None:
        with self._office.app.database.write("glimpse") as connection:
            panels.note(connection, panel_id, live=False)


def bears(text_hash: str, argument: str) -> bool:
    """Whether a button that bears the beginning of a hash was made for this text."""
    return text_hash[:HASH] == argument


def word(t: Catalog, key: str, **values: object) -> str:
    """Return a sentence as HTML."""
    return markup.plain(t(key, **values))
