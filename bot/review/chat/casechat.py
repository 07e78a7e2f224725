"""Cases at the desk in chat: cards, and what their buttons, commands and answers do.

What was shown is what an approval binds to (`Shown.shown_hash`). Nothing is kept in memory: a press
works after a restart, and one that came too late shows the card as it stands.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.ports import Outcome, Panel, Sent, Typed
from bot.review.chat import markup
from bot.review.chat.acting import Acting
from bot.review.chat.browsing import Browsing
from bot.review.chat.caseview import CaseView
from bot.review.chat.office import Office
from bot.review.chat.presses import Press
from bot.review.chat.settling import SettlingChat
from bot.review.chat.typing import Typing
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from policies.roles import Reviewer
from translations.catalogs import catalog

__all__ = ["CaseChat"]

_AUTHOR_FOR_S: Final = 60.0  # how long the author's name stands in the chat


class CaseChat:
    """The part of the desk in chat that is about cases."""

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        self._browsing = Browsing(office, view)
        self._typing = Typing(office, view)
        self._acting = Acting(office, view)
        self._settling = SettlingChat(office, view)
        self._presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "approve": self._approve,
            "keep": self._keep,
            "release": self._release,
            "escalate": self._typing.begin,
            "edit": self._typing.begin,
            "reject": self._typing.begin,
            "snooze": self._snooze,
            "undo": self._undo,
            "original": self._original,
            "author": self._author,
            "more": self._more,
            "take": self._take,
            "card": self._card,
            "next": self._browsing.press_next,
            "open": self._browsing.press_open,
            **self._acting.presses,
            **self._settling.presses,
        }
        self.verbs = frozenset(self._presses)
        self.commands = self._browsing.commands
        self.prompts = self._typing.prompts | self._acting.prompts | self._settling.prompts
        self.pages = frozenset({"escalation", "safety", "reminder", "decided", "returned"})

    async def press(self, press: Press) -> str:
        """Do what a button says."""
        return await self._presses[press.verb](press)

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Do what a command says."""
        await self._browsing.command(name, typed, reviewer)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the text that answers a question."""
        if prompt.kind in self._typing.prompts:
            await self._typing.answered(prompt, typed, reviewer)
        elif prompt.kind in self._acting.prompts:
            await self._acting.answered(prompt, typed, reviewer)
        else:
            await self._settling.answered(prompt, typed, reviewer)

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """Show a page about a case."""
        if page.kind in {"decided", "returned"}:
            return await self._view.told(page, reviewer)
        if not await self._view.waits(page.number):
            return None
        return await self._view.send(reviewer, chat, page.number, priority=page.priority)

    # --- decisions --------------------------------------------------------------------------

    async def _approve(self, press: Press) -> str:
        shown_hash = press.panel.shown_hash or ""
        outcome = await self._office.app.thread.run(
            lambda: self._office.app.decisions.approve(
                press.panel.number, press.reviewer, text_hash=shown_hash
            )
        )
        await self._view.refresh_subject(press.panel.subject)
        t = catalog(press.reviewer.lang)
        if outcome.held_until is None:
            return t("chat.approved.half")
        return t(
            "chat.approved", time=await self._view.clock_of(press.reviewer, outcome.held_until)
        )

    async def _keep(self, press: Press) -> str:
        await self._decide(press, self._office.app.decisions.keep)
        return catalog(press.reviewer.lang)("chat.done.keep")

    async def _release(self, press: Press) -> str:
        await self._decide(press, self._office.app.decisions.release)
        return catalog(press.reviewer.lang)("chat.done.release")

    async def _undo(self, press: Press) -> str:
        await self._decide(press, self._office.app.decisions.undo)
        return catalog(press.reviewer.lang)("chat.done.undo")

    async def _take(self, press: Press) -> str:
        await self._decide(press, self._office.app.decisions.claim)
        return catalog(press.reviewer.lang)("chat.done.take")

    async def _decide(self, press: Press, act: Callable[[int, Reviewer], object]) -> None:
        await self._office.app.thread.run(act, press.panel.number, press.reviewer)
        await self._view.refresh_subject(press.panel.subject)

    async def _snooze(self, press: Press) -> str:
        t = catalog(press.reviewer.lang)
        if not press.argument:
            await self._view.choose(press, self._view.snooze_rows(press.reviewer, press.panel.id))
            return ""
        until = self._until(press.argument)
        await self._office.app.thread.run(
            lambda: self._office.app.decisions.snooze(press.panel.number, press.reviewer, until)
        )
        await self._view.refresh_subject(press.panel.subject)
        return t("chat.done.snooze", time=await self._view.moment_of(press.reviewer, until))

    def _until(self, argument: str) -> datetime:
        now, hours = self._office.app.clock(), self._office.app.tools.hours
        if argument == "open":
            closing_over = hours.next_opening(now + timedelta(hours=12))
            return closing_over or now + timedelta(days=1)
        return now + timedelta(minutes=int(argument))

    # --- looking ----------------------------------------------------------------------------

    async def _original(self, press: Press) -> str:
        for html in await self._view.original(press.panel.number, press.reviewer):
            await self._office.say(press.chat, html)
        return ""

    async def _author(self, press: Press) -> str:
        handle = await self._office.app.thread.run(
            self._office.app.decisions.show_author, press.panel.number, press.reviewer
        )
        t = catalog(press.reviewer.lang)
        chat = await self._office.private_chat(press.reviewer)
        if chat is None:
            return t("chat.author.private_only")
        text = t("chat.author", number=press.panel.number, handle=handle)
        outcome = await self._office.say(chat, markup.plain(text))
        if isinstance(outcome, Sent):
            self._view.remove_later(chat, outcome.external_id, _AUTHOR_FOR_S)
        return t("chat.author.recorded")

    async def _more(self, press: Press) -> str:
        for html in await self._view.more(press.panel, press.reviewer):
            await self._office.say(press.chat, html)
        return ""

    async def _card(self, press: Press) -> str:
        await self._view.refresh(press.panel, press.reviewer)
        return ""
