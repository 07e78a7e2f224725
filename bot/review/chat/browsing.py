"""Finding cases in chat: /next, /mine, /case, /search, /queue's buttons, /help."""

from collections.abc import Sequence
from typing import Final

from bot.ports import Panel, Typed
from bot.review.cards import message_text
from bot.review.chat import markup
from bot.review.chat.caseview import CaseView
from bot.review.chat.commands import STAFF
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.commandwords import Command
from bot.review.options import case_options
from bot.review.wording import shown
from bot.states import CaseState
from bot.storage import panels, queue
from bot.storage.cases import NoSuchCase
from bot.storage.queue import QueueItem
from policies.masking import mask
from policies.roles import Act, Reviewer
from translations.catalogs import catalog

_LOOK: Final = 50  # cases looked at for the next one
_LISTED: Final = 10
_EXCERPT: Final = 80
_WORK: Final = frozenset({Command.APPROVE, Command.EDIT, Command.KEEP, Command.REJECT})


class Browsing:
    """Shows reviewers the cases that they ask for."""

    commands: frozenset[str] = frozenset({"next", "mine", "case", "search", "cancel", "help"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Do what a command says; cards go to the private chat only."""
        chat = typed.chat if typed.private else await self._office.private_chat(reviewer)
        if chat is None:
            return
        match name:
            case "next":
                await self.next(reviewer, chat)
            case "mine":
                await self._mine(reviewer, chat)
            case "case":
                await self._case(typed.argument, reviewer, chat)
            case "search":
                await self._search(typed.argument, reviewer, chat)
            case "cancel":
                await self._cancel(reviewer, chat)
            case _:
                await self._help(reviewer, chat)

    async def press_next(self, press: Press) -> str:
        """Show the next case."""
        chat = await self._office.private_chat(press.reviewer) or press.chat
        await self.next(press.reviewer, chat, after=press.panel.number)
        return ""

    async def press_open(self, press: Press) -> str:
        """Show a case of a list."""
        chat = await self._office.private_chat(press.reviewer) or press.chat
        await self._case(press.argument, press.reviewer, chat)
        return ""

    async def next(self, reviewer: Reviewer, chat: str, after: int | None = None) -> None:
        """Claim and show the most urgent case that this person can do something with."""
        case_id = await self._office.app.thread.run(self._choose, reviewer, after)
        if case_id is None:
            await self._office.say(chat, markup.plain(catalog(reviewer.lang)("chat.next.none")))
            return
        await self._view.show(reviewer, chat, case_id)

    async def _mine(self, reviewer: Reviewer, chat: str) -> None:
        items = await self._office.app.thread.run(self._items_of, reviewer)
        await self._list(items, reviewer, chat, "chat.mine.title", "chat.mine.none")

    async def _case(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        number = argument.strip().lstrip("#")
        if not number.isdecimal():
            await self._office.say(chat, markup.plain(t("chat.case.which")))
            return
        try:
            await self._view.show(reviewer, chat, int(number))
        except NoSuchCase:
            await self._office.say(chat, markup.plain(t("chat.case.none", number=number)))

    async def _search(self, words: str, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        if len(words.strip()) < 2:
            await self._office.say(chat, markup.plain(t("chat.search.which")))
            return
        items = await self._office.app.thread.run(self._found, words.strip())
        await self._list(items, reviewer, chat, "chat.search.title", "chat.search.none")

    async def _list(
        self, items: Sequence[QueueItem], reviewer: Reviewer, chat: str, title: str, none: str
    ) -> None:
        t = catalog(reviewer.lang)
        if not items:
            await self._office.say(chat, markup.plain(t(none)))
            return
        lines = await self._office.app.thread.run(self._lines, items, reviewer)
        html = "\n".join([markup.bold(t(title)), *map(markup.plain, lines)])
        await self._office.show(
            reviewer,
            chat,
            "list",
            "list:0",
            lambda number: Panel(
                html=html,
                buttons=tuple(
                    (
                        button(
                            t("chat.button.open", number=item.case_id),
                            "open",
                            number,
                            str(item.case_id),
                        ),
                    )
                    for item in items
                ),
            ),
        )

    async def _cancel(self, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        was = await self._office.app.thread.run(self._give_up, reviewer.id)
        key = "chat.cancelled" if was else "chat.no_question"
        await self._office.say(chat, markup.plain(t(key)))

    async def _help(self, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        lines = [markup.bold(t("chat.help.title", name=reviewer.name))]
        for english, french in STAFF.items():
            if not self._open_to(english, reviewer):
                continue
            name = french if reviewer.lang == "fr" else english
            lines.append(f"/{name} – {markup.plain(t(f'chat.help.{english}'))}")
        await self._office.say(chat, "\n".join(lines))

    @staticmethod
    def _open_to(name: str, reviewer: Reviewer) -> bool:
        needed = {
            "invite": Act.MANAGE_STAFF,
            "revoke": Act.MANAGE_STAFF,
            "pause": Act.PAUSE,
            "resume": Act.PAUSE,
            "incident": Act.PAUSE,
            "appeals": Act.DECIDE_APPEAL,
            "appeal_for": Act.MODERATE,
        }.get(name)
        return needed is None or reviewer.may(needed)

    # --- on the storage thread --------------------------------------------------------------

    def _choose(self, reviewer: Reviewer, after: int | None) -> int | None:
        """Claim the most urgent case that waits and that this person can decide."""
        app = self._office.app
        with app.database.read() as connection:
            mine = queue.queue(
                connection, states=(CaseState.CLAIMED,), limit=_LOOK, claimed_by=reviewer.id
            )
            waiting = queue.queue(connection, states=(CaseState.QUEUED,), limit=_LOOK)
        held = [item for item in mine if item.case_id != after]
        for item in (*held, *(one for one in waiting if one.case_id != after)):
            with app.database.read() as connection:
                data = queue.card(connection, item.case_id, context=0)
            if not _WORK & set(case_options(data, reviewer)):
                continue
            app.decisions.claim(item.case_id, reviewer)
            return item.case_id
        return None

    def _items_of(self, reviewer: Reviewer) -> list[QueueItem]:
        with self._office.app.database.read() as connection:
            return queue.queue(
                connection,
                states=(CaseState.CLAIMED, CaseState.SNOOZED),
                limit=_LISTED,
                claimed_by=reviewer.id,
            )

    def _found(self, words: str) -> list[QueueItem]:
        with self._office.app.database.read() as connection:
            return queue.search(connection, words, limit=_LISTED)

    def _lines(self, items: Sequence[QueueItem], reviewer: Reviewer) -> list[str]:
        reader = self._office.reader(reviewer)
        lines = []
        for item in items:
            with self._office.app.database.read() as connection:
                data = queue.card(connection, item.case_id, context=0)
            last = data.messages[-1] if data.messages else None
            text = message_text(last, reader, original=False) if last else mask(shown(item.excerpt))
            excerpt = markup.cut(" ".join(text.split()), _EXCERPT)
            lines.append(
                reader.t(
                    "chat.list.line",
                    number=item.case_id,
                    route=reader.word("route", item.route),
                    waiting=reader.ago(item.opened_at),
                    excerpt=excerpt,
                )
            )
        return lines

    def _give_up(self, reviewer_id: int) -> bool:
        with self._office.app.database.write("prompt") as connection:
            prompt = panels.open_prompt(connection, reviewer_id)
            if prompt is not None:
                panels.close_prompt(connection, prompt.id)
        return prompt is not None
