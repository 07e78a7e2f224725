"""Texts that the program could not finish: is it out, take it over, it is posted, give it up."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Button, Typed
from bot.review.chat import markup
from bot.review.chat.caseview import CaseView
from bot.review.chat.folding import Block, Frame, pages
from bot.review.chat.office import Office, refusal
from bot.review.chat.presses import Press, button
from bot.states import PublicationState
from bot.storage.panels import Prompt
from bot.storage.publications import Queued
from policies.roles import Reviewer
from translations.catalogs import catalog


class SettlingChat:
    """Lets people say what became of a text."""

    prompts: frozenset[str] = frozenset({"posted"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        self.presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "settle": self._settle,
            "handoff": self._hand_off,
            "copy": self._copy,
            "posted": self._posted,
            "drop": self._drop,
        }

    async def _settle(self, press: Press) -> str:
        """Ask whether the text is out, then store the answer."""
        t = catalog(press.reviewer.lang)
        one = await self._of(press, PublicationState.UNKNOWN)
        if one is None:
            return t("chat.settle.over")
        if not press.argument:
            await self._view.choose(press, [self._yes_no(press)])
            return t("chat.settle.look")
        settling = self._office.app.settling
        await self._office.app.thread.run(
            lambda: settling.settle_unknown(one.id, press.reviewer, is_out=press.argument == "out")
        )
        await self._view.refresh_subject(press.panel.subject)
        return t("chat.settle.out" if press.argument == "out" else "chat.settle.absent")

    def _yes_no(self, press: Press) -> list[Button]:
        t = catalog(press.reviewer.lang)
        return [
            button(t("chat.button.is_out"), "settle", press.panel.id, "out"),
            button(t("chat.button.is_not_out"), "settle", press.panel.id, "absent"),
        ]

    async def _hand_off(self, press: Press) -> str:
        """Take a refused text over, and give it to copy."""
        t = catalog(press.reviewer.lang)
        one = await self._of(press, PublicationState.FAILED)
        if one is None:
            return t("chat.settle.over")
        settling = self._office.app.settling
        await self._office.app.thread.run(settling.hand_off, one.id, press.reviewer)
        await self._to_copy(press, one)
        await self._view.refresh_subject(press.panel.subject)
        return t("chat.settle.copy")

    async def _to_copy(self, press: Press, one: Queued) -> None:
        """Give the text by itself, so that a tap copies it, and then the page to open."""
        block = Block(name="text", title="", body=one.outgoing.text, frame=Frame.COPY)
        for html in pages([block]):
            await self._office.say(press.chat, html)

    async def _copy(self, press: Press) -> str:
        """Give a text that is posted by hand once more."""
        t = catalog(press.reviewer.lang)
        one = await self._of(press, PublicationState.HANDED_OFF)
        if one is None:
            return t("chat.settle.over")
        await self._to_copy(press, one)
        return t("chat.settle.copy")

    async def _posted(self, press: Press) -> str:
        """Ask for the address of what was posted by hand."""
        t = catalog(press.reviewer.lang)
        one = await self._of(press, PublicationState.HANDED_OFF)
        if one is None:
            return t("chat.settle.over")
        await self._office.ask(
            press.reviewer,
            press.chat,
            "posted",
            markup.plain(t("chat.ask.posted")),
            panel_id=press.panel.id,
            detail={"publication": one.id, "subject": press.panel.subject},
        )
        return ""

    async def _drop(self, press: Press) -> str:
        """Give it up."""
        t = catalog(press.reviewer.lang)
        one = await self._of(press, PublicationState.FAILED, PublicationState.HANDED_OFF)
        if one is None:
            return t("chat.settle.over")
        settling = self._office.app.settling
        await self._office.app.thread.run(settling.drop, one.id, press.reviewer)
        await self._view.refresh_subject(press.panel.subject)
        return t("chat.settle.dropped")

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the address."""
        t = catalog(reviewer.lang)
        address = typed.text.strip()
        number = int(str(prompt.detail["publication"]))
        settling = self._office.app.settling
        try:
            await self._office.app.thread.run(settling.mark_posted, number, reviewer, address)
        except NotAllowed as refused:
            if refused.key != "decision.no_address":
                raise
            await self._office.say(typed.chat, markup.plain(refusal(refused, t)))
            return  # the question stands
        await self._office.close(prompt)
        await self._office.say(typed.chat, markup.plain(t("chat.settle.noted")))
        await self._view.refresh_subject(str(prompt.detail["subject"]))

    async def _of(self, press: Press, *states: PublicationState) -> Queued | None:
        data = await self._view.data(press.panel.number)
        return next((one for one in reversed(data.publications) if one.state in states), None)
