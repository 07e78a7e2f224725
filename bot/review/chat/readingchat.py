"""Reading a case in the other language at the desk in chat.

What the card hides stays hidden, unless the person presses for it: then it stands for a minute, as
the original does, and that it was looked at is recorded.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

from bot.ports import Button, Outcome, Panel, Typed
from bot.review.cards import Veil, readable
from bot.review.chat import folding
from bot.review.chat.caseview import CaseView
from bot.review.chat.folding import Block, Frame
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.readingcards import reading_parts, reply_section
from bot.review.wording import Reader
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.queue import CardData
from bot.threadreading import Prepared, ThreadReading, finish, make, replied, targets
from policies.roles import Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES

_READ: Final = "read"
_READ_HIDDEN: Final = "read_all"


class ReadingChat:
    """The part of the desk that shows threads in the other language.

    Args:
        office: The program and the chat.
        view: Shows cards of cases; this part puts its buttons below them.
    """

    verbs = frozenset({_READ, _READ_HIDDEN})
    commands: frozenset[str] = frozenset()
    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        app = office.app
        self._reading = ThreadReading(app.database, app.tools, app.clock)
        view.extras.append(self.rows)

    def rows(
        self, data: CardData, reader: Reader, reviewer: Reviewer, panel_id: int
    ) -> Sequence[Sequence[Button]]:
        """Return a button for each language in which there is something new to read."""
        del reviewer
        hidden = self._hides(data)
        verb = _READ_HIDDEN if hidden else _READ
        made = [
            button(
                reader.t(f"reading.button.{target}{'_hidden' if hidden else ''}"),
                verb,
                panel_id,
                target,
            )
            for target in targets(data, reader.lang)
        ]
        return (tuple(made),) if made else ()

    async def press(self, press: Press) -> str:
        """Show the thread; whoever waits longer than a moment is not alone: others go on."""
        t, target = catalog(press.reviewer.lang), press.argument
        if target not in OFFICIAL_LANGUAGES:
            return t("chat.press.unknown")
        run = self._office.app.thread.run
        data = await self._view.data(press.panel.number)
        hidden = press.verb == _READ_HIDDEN and self._hides(data)
        chat = press.chat
        if hidden:
            private = await self._office.private_chat(press.reviewer)
            if private is None:
                return t("chat.author.private_only")
            chat = private
            await self._view.original(press)  # may be refused; that it was seen is recorded
        reader = await run(self._office.reader, press.reviewer)
        prepared = await run(self._prepare, data, reader, target, hidden)
        made = await asyncio.to_thread(make, prepared)
        await run(self._reading.keep, prepared, made)
        blocks = [
            Block(
                name="reading",
                title=title,
                body=body,
                frame=Frame.HIDDEN if hidden else Frame.QUOTE if words else Frame.PLAIN,
            )
            for title, body, words in reading_parts(finish(prepared, made), reader, target)
        ]
        reply = replied(prepared, made)
        if reply is not None:
            section = reply_section(reply, reader, target)
            body = "\n".join(section.lines)
            blocks.append(Block(name="reply", title=section.title, body=body, frame=Frame.QUOTE))
        title = t("reading.title", language=reader.language(target))
        head = Block(name="title", title=title, body="")
        for html in folding.pages([head, *blocks]):
            if hidden:
                await self._view.glimpse(press.reviewer, chat, html)
            else:
                await self._office.say(chat, html)
        return t("chat.glimpse") if hidden else ""

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """There is none."""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """It asks nothing."""

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """It shows no page."""

    def _hides(self, data: CardData) -> bool:
        """Whether the card hides messages that somebody may ask to see."""
        veil = self._view.veil(data)
        return any(
            not readable(one, original=False, veil=veil) and readable(one, original=True, veil=veil)
            for one in data.messages
        )

    def _prepare(self, data: CardData, reader: Reader, target: str, original: bool) -> Prepared:
        veil = Veil.MASKED if original else self._view.veil(data)
        return self._reading.prepare(data, reader, target, original=original, veil=veil)
