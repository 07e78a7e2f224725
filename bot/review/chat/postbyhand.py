"""Halves of official posts that a person posts by hand: text to copy, page to open, its address."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.deciding import NotAllowed
from bot.review.chat.folding import Block, Frame, pages
from bot.review.chat.markup import plain
from bot.review.chat.office import Office
from bot.review.chat.postview import PostView
from bot.review.chat.presses import Press
from bot.states import PublicationState
from bot.storage import publications
from bot.storage.panels import Prompt
from bot.storage.publications import Queued
from policies.roles import Reviewer
from translations.catalogs import catalog

PROMPT: Final = "p_posted"


class PostByHand:
    """What buttons of an official post do once a platform does not take a half from us."""

    def __init__(self, office: Office, view: PostView) -> None:
        self._office = office
        self._view = view
        self.presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "p_byhand": self._take_over,
            "p_copy": self._copy,
            "p_posted": self._ask,
        }

    async def _take_over(self, press: Press) -> str:
        """A half that was refused is posted by hand."""
        app, number = self._office.app, press.panel.number
        one = await self._half(number, press.argument, PublicationState.FAILED)
        await app.thread.run(app.settling.hand_off, one.id, press.reviewer)
        await self._view.refresh(number, "chatpost.by.handed_off", press.reviewer)
        await self._give(press, one)
        return catalog(press.reviewer.lang)("chat.settle.copy")

    async def _copy(self, press: Press) -> str:
        """Give the text by itself, so that a tap copies it."""
        one = await self._half(press.panel.number, press.argument, PublicationState.HANDED_OFF)
        await self._give(press, one)
        return catalog(press.reviewer.lang)("chat.settle.copy")

    async def _give(self, press: Press, one: Queued) -> None:
        blocks = [Block(name="text", title="", body=one.outgoing.text, frame=Frame.COPY)]
        if one.url is not None:
            blocks.append(Block(name="place", title="", body=one.url))
        for html in pages(blocks):
            await self._office.say(press.chat, html)

    async def _ask(self, press: Press) -> str:
        """Ask where it stands."""
        one = await self._half(press.panel.number, press.argument, PublicationState.HANDED_OFF)
        await self._office.ask(
            press.reviewer,
            press.chat,
            PROMPT,
            plain(catalog(press.reviewer.lang)("chat.ask.posted")),
            panel_id=press.panel.id,
            detail={"post": press.panel.number, "publication": one.id},
        )
        return ""

    async def posted(self, prompt: Prompt, text: str, reviewer: Reviewer) -> str:
        """Take the address; the other half goes on by itself."""
        app = self._office.app
        number = int(str(prompt.detail["publication"]))
        await app.thread.run(app.settling.mark_posted, number, reviewer, text)
        post = int(str(prompt.detail["post"]))
        await self._view.refresh(post, "chatpost.by.posted", reviewer)
        return catalog(reviewer.lang)("chat.settle.noted")

    async def _half(self, post: int, half: str, state: PublicationState) -> Queued:
        return await self._office.app.thread.run(self._load, post, half, state)

    def _load(self, post: int, half: str, state: PublicationState) -> Queued:
        with self._office.app.database.read() as connection:
            for one in publications.in_state(connection, state):
                if one.post_id == post and (one.outgoing.lang or "both") == half:
                    return one
        raise NotAllowed("decision.no_such_publication")
