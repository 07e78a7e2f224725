"""A part of the chat desk: cases, official posts, appeals, staff… each answers to its own words."""

from typing import Protocol, runtime_checkable

from bot.ports import Outcome, Panel, Typed
from bot.review.chat.presses import Press
from bot.storage.pages import Page
from bot.storage.panels import Prompt, Shown
from policies.roles import Reviewer


class Part(Protocol):
    """One area of the desk. It may raise what decisions raise; the desk puts that into words."""

    verbs: frozenset[str]  # of buttons
    commands: frozenset[str]  # English names, without slash (`bot.review.chat.commands`)
    prompts: frozenset[str]  # kinds of questions that it asks
    pages: frozenset[str]  # kinds of pages that it shows

    async def press(self, press: Press) -> str:
        """Do what a button says; return the line (plain text, may be empty) that answers it."""
        ...

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Do what a command says, and answer in the chat it came from."""
        ...

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the text that answers a question."""
        ...

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """Show a page to a reviewer.

        Returns:
            A panel without buttons that the pager sends; what became of it where the part has
            sent it itself, True for sent; None where it is moot by now; False where it has to be
            tried again.
        """
        ...


@runtime_checkable
class Replied(Protocol):
    """A part that takes replies to its panels, without having asked."""

    replies: frozenset[str]  # kinds of panels

    async def replied(self, to: Shown, typed: Typed, reviewer: Reviewer) -> None:
        """Take a text that replies to a panel."""
        ...
