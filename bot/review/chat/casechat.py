"""Cases at the desk in chat: cards, and what their buttons, commands and answers do.

What was shown is what an approval binds to: the button bears the beginning of its hash. Nothing is
kept in memory: a press works after a restart, and one that came too late shows the card as it
stands.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Final

from bot.deciding import Blocked, NotAllowed
from bot.ports import Outcome, Panel, Priority, Typed
from bot.review.chat.acting import Acting
from bot.review.chat.browsing import Browsing
from bot.review.chat.caseview import CaseView, bears, word
from bot.review.chat.later import Later
from bot.review.chat.office import Office
from bot.review.chat.presses import Press
from bot.review.chat.settling import SettlingChat
from bot.review.chat.typing import Typing
from bot.review.wording import duration, shown
from bot.states import IllegalMove
from bot.storage import publications
from bot.storage.cases import NoSuchCase
from bot.storage.database import Conflict
from bot.storage.pages import Page
from bot.storage.panels import Prompt, Shown
from policies.roles import Reviewer
from translations.catalogs import catalog

__all__ = ["CaseChat"]

_TOLD: Final = frozenset({"decided", "returned"})
_OPEN_CARD: Final = frozenset({"refused", "unknown", "handed_off"})  # outcomes with work to do


class CaseChat:
    """The part of the desk in chat that is about cases."""

    replies: frozenset[str] = frozenset({"case"})  # kinds of panels: a reply is a new text

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        self._browsing = Browsing(office, view)
        self._typing = Typing(office, view)
        self._acting = Acting(office, view)
        self._settling = SettlingChat(office, view)
        self._presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "approve": self._approve,
            "edit": self._typing.edit,
            "reject": self._typing.reason,
            "keep": self._typing.reason,
            "escalate": self._typing.reason,
            "undo": self._undo,
            "take": self._take,
            "original": self._original,
            "author": self._author,
            "more": self._more,
            "card": self._card,
            "next": self._browsing.press_next,
            "open": self._browsing.press_open,
            **Later(office, view).presses,
            **self._acting.presses,
            **self._settling.presses,
        }
        self.verbs = frozenset(self._presses)
        self.commands = self._browsing.commands
        self.prompts = self._typing.prompts | self._acting.prompts | self._settling.prompts
        self.pages = _TOLD | {
            "escalation",
            "safety",
            "reminder",
            "handed_over",
            "language",
            "settle",
            "glimpse",
        }

    async def show_case(
        self, reviewer: Reviewer, chat: str, case_id: int, priority: Priority = Priority.REVIEWER
    ) -> bool:
        """Show a card, for other parts; whether it was sent."""
        return await self._view.show(reviewer, chat, case_id, priority=priority)

    async def press(self, press: Press) -> str:
        """Do what a button says; where that is refused, the card shows why."""
        await self._view.sweep(press.reviewer)
        try:
            return await self._presses[press.verb](press)
        except (NotAllowed, IllegalMove, Conflict, Blocked):
            if press.panel.kind == "case":
                with suppress(NoSuchCase):
                    await self._view.refresh(press.panel, press.reviewer)
            raise

    async def next(self, reviewer: Reviewer, chat: str) -> None:
        """Show the next case, as /next does."""
        await self._browsing.next(reviewer, chat)

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Do what a command says."""
        await self._view.sweep(reviewer)
        await self._browsing.command(name, typed, reviewer)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the text that answers a question."""
        if prompt.kind in self._typing.prompts:
            await self._typing.answered(prompt, typed, reviewer)
        elif prompt.kind in self._acting.prompts:
            await self._acting.answered(prompt, typed, reviewer)
        else:
            await self._settling.answered(prompt, typed, reviewer)

    async def replied(self, to: Shown, typed: Typed, reviewer: Reviewer) -> None:
        """Take a reply to a card: the new text of its draft."""
        await self._typing.replied(to, typed, reviewer)

    # --- pages ------------------------------------------------------------------------------

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """Show a page about a case."""
        match page.kind:
            case "glimpse":
                await self._view.over(page.number)
                return None
            case "decided" | "returned":
                return await self._told(page, reviewer, chat)
            case "settle":
                case_id = await self._office.app.thread.run(self._case_of, page.number)
            case _:
                case_id = page.number if await self._view.waits(page.number) else None
        if case_id is None:
            return None
        return await self._view.send(reviewer, chat, case_id, priority=page.priority)

    async def _told(self, page: Page, reviewer: Reviewer, chat: str) -> "Panel | Outcome | None":
        try:
            panel = await self._view.told(page, reviewer)
            if page.kind == "returned" or page.payload.get("what") in _OPEN_CARD:
                await self._office.chat.send(chat, panel, priority=page.priority)
                return await self._view.send(reviewer, chat, page.number, priority=page.priority)
        except NoSuchCase:
            return None
        return panel

    def _case_of(self, publication_id: int) -> int | None:
        with self._office.app.database.read() as connection:
            try:
                return publications.load(connection, publication_id).case_id
            except LookupError:
                return None

    # --- decisions --------------------------------------------------------------------------

    async def _approve(self, press: Press) -> str:
        t, app = catalog(press.reviewer.lang), self._office.app
        shown_hash = press.panel.shown_hash or ""
        if not bears(shown_hash, press.argument):
            raise NotAllowed("decision.refusal.stale_text")
        outcome = await app.thread.run(
            lambda: app.decisions.approve(press.panel.number, press.reviewer, text_hash=shown_hash)
        )
        await self._view.refresh_subject(press.panel.subject)
        reader = await self._view.reader(press.reviewer)
        if outcome.held_until is None:
            flow = outcome.case.flow
            missing = sorted(flow.needs - {lang for _, lang in flow.approvals})
            return t("chat.approved.half", languages=reader.languages(missing))
        return t(
            "chat.approved",
            duration=duration(outcome.held_until - reader.now, t),
            time=reader.clock(outcome.held_until),
        )

    async def _undo(self, press: Press) -> str:
        return await self._simply(press, self._office.app.decisions.undo)

    async def _take(self, press: Press) -> str:
        return await self._simply(press, self._office.app.decisions.claim)

    async def _simply(self, press: Press, act: Callable[[int, Reviewer], object]) -> str:
        await self._office.app.thread.run(act, press.panel.number, press.reviewer)
        await self._view.refresh_subject(press.panel.subject)
        return catalog(press.reviewer.lang)(f"chat.done.{press.verb}")

    # --- looking ----------------------------------------------------------------------------

    async def _original(self, press: Press) -> str:
        t = catalog(press.reviewer.lang)
        chat = await self._office.private_chat(press.reviewer)
        if chat is None:
            return t("chat.author.private_only")
        for html in await self._view.original(press):
            await self._view.glimpse(press.reviewer, chat, html)
        return t("chat.glimpse")

    async def _author(self, press: Press) -> str:
        t = catalog(press.reviewer.lang)
        chat = await self._office.private_chat(press.reviewer)
        if chat is None:
            return t("chat.author.private_only")
        handle = await self._office.app.thread.run(
            self._office.app.decisions.show_author, press.panel.number, press.reviewer
        )
        html = word(t, "chat.author", number=press.panel.number, handle=shown(handle))
        await self._view.glimpse(press.reviewer, chat, html)
        return t("chat.author.recorded")

    async def _more(self, press: Press) -> str:
        for html in await self._view.more(press):
            await self._office.say(press.chat, html)
        return ""

    async def _card(self, press: Press) -> str:
        await self._view.refresh(press.panel, press.reviewer)
        return ""
