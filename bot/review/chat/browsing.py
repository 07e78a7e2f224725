"""Finding cases in chat: /next, /mine, /case, /search, /settle, /cancel, /help."""

from collections.abc import Sequence
from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Panel, Typed
from bot.review.cards import message_text, sensitive
from bot.review.chat import markup
from bot.review.chat.casepanels import decides
from bot.review.chat.caseview import CaseView, word
from bot.review.chat.commands import STAFF
from bot.review.chat.folding import Block, fold
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.queuelist import in_doubt
from bot.review.settledesk import doubt_section
from bot.states import CaseState
from bot.storage import cases, finding, panels, queue
from bot.storage.cases import NoSuchCase
from bot.storage.database import Conflict
from bot.storage.publications import Queued
from bot.storage.queue import QueueItem
from policies.roles import Act, Reviewer
from translations.catalogs import Catalog, catalog

_TRIES: Final = 5  # when somebody else takes the same case at the same moment
_LISTED: Final = 10
_EXCERPT: Final = 80  # UTF-16 units
_DIGITS: Final = 15
_LONGEST: Final = 100  # characters of what is searched for
_NEEDS: Final = {
    "invite": Act.MANAGE_STAFF,
    "revoke": Act.MANAGE_STAFF,
    "pause": Act.PAUSE,
    "resume": Act.PAUSE,
    "incident": Act.PAUSE,
    "corrections": Act.APPROVE_REPLY,
    "appeals": Act.DECIDE_APPEAL,
    "appeal_for": Act.MODERATE,
}
_OF_CASES: Final = frozenset({"next", "mine", "case", "search", "settle", "claims"})


class Browsing:
    """Shows reviewers the cases that they ask for."""

    commands: frozenset[str] = frozenset(
        {"next", "mine", "case", "search", "settle", "cancel", "help"}
    )

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Do what a command says; cards go to the private chat only."""
        chat = typed.chat if typed.private else await self._office.private_chat(reviewer)
        if chat is None:
            return
        if name in _OF_CASES and not (decides(reviewer) or reviewer.may(Act.SEE_AUTHOR)):
            raise NotAllowed("decision.not_your_role")
        match name:
            case "next":
                await self.next(reviewer, chat)
            case "mine":
                await self._mine(reviewer, chat)
            case "case":
                await self._case(typed.argument, reviewer, chat)
            case "search":
                await self._search(typed.argument.strip(), reviewer, chat)
            case "settle":
                await self._doubtful(reviewer, chat)
            case "cancel":
                await self._cancel(reviewer, chat)
            case _:
                await self._help(reviewer, chat)

    async def press_next(self, press: Press) -> str:
        """Show the next case; the one on the card is left for somebody else."""
        left = press.panel.number if press.panel.subject.startswith("case:") else None
        chat = await self._office.private_chat(press.reviewer) or press.chat
        await self.next(press.reviewer, chat, left=left)
        return ""

    async def press_open(self, press: Press) -> str:
        """Show a case of a list."""
        chat = await self._office.private_chat(press.reviewer) or press.chat
        await self._case(press.argument, press.reviewer, chat)
        return ""

    async def next(self, reviewer: Reviewer, chat: str, *, left: int | None = None) -> None:
        """Claim and show the most urgent case that this person can do something with."""
        run = self._office.app.thread.run
        if left is not None and await run(self._leave, left, reviewer):
            await self._view.refresh_subject(f"case:{left}")
        case_id, again = await run(self._take_next, reviewer)
        if case_id is None:
            key = "chat.next.again" if again else "chat.next.none"
            await self._office.say(chat, word(catalog(reviewer.lang), key))
            return
        await self._view.show(reviewer, chat, case_id)

    async def _mine(self, reviewer: Reviewer, chat: str) -> None:
        items = await self._office.app.thread.run(self._items_of, reviewer)
        await self._list(items, reviewer, chat, "chat.mine.title", "chat.mine.none")

    async def _case(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        number = argument.strip().lstrip("#")
        if not (number.isdecimal() and number.isascii() and len(number) <= _DIGITS):
            await self._office.say(chat, word(t, "chat.case.which"))
            return
        try:
            await self._view.show(reviewer, chat, int(number))
        except NoSuchCase:
            await self._office.say(chat, word(t, "chat.case.none", number=number))

    async def _search(self, words: str, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        if len(words) < 2 and not words.isdecimal():
            await self._office.say(chat, word(t, "chat.search.which"))
            return
        items = await self._office.app.thread.run(self._found, words[:_LONGEST], reviewer)
        await self._list(items, reviewer, chat, "chat.search.title", "chat.search.none")

    async def _list(
        self, items: Sequence[QueueItem], reviewer: Reviewer, chat: str, title: str, none: str
    ) -> None:
        t = catalog(reviewer.lang)
        if not items:
            await self._office.say(chat, word(t, none))
            return
        lines = await self._office.app.thread.run(self._lines, items, reviewer)
        html = "\n".join([markup.bold(t(title)), *map(markup.plain, lines)])

        def build(panel_id: int) -> Panel:
            buttons = [
                button(
                    t("chat.button.open", number=one.case_id), "open", panel_id, str(one.case_id)
                )
                for one in items
            ]
            rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
            return Panel(html=html, buttons=rows)

        await self._office.show(reviewer, chat, "list", "list:0", build)

    async def _doubtful(self, reviewer: Reviewer, chat: str) -> None:
        """List what a person has to settle: unknown, refused, to be posted by hand."""
        t = catalog(reviewer.lang)
        found = await self._office.app.thread.run(self._in_doubt)
        if not found:
            await self._office.say(chat, word(t, "chat.settle.none"))
            return
        reader = await self._view.reader(reviewer)
        section = doubt_section(found[:_LISTED], reader, words="chat")
        block = Block(name="doubt", title=section.title, body="\n".join(section.lines))
        listed = found[:_LISTED]
        numbers = dict.fromkeys(one.case_id for one in listed if one.case_id and not one.post_id)
        posts = dict.fromkeys(one.post_id for one in listed if one.post_id)

        def build(panel_id: int) -> Panel:
            buttons = [
                button(t("chat.button.open", number=one), "open", panel_id, str(one))
                for one in numbers
            ]
            buttons += [
                button(t("chat.doubt.post", number=one), "p_open", panel_id, str(one))
                for one in posts
            ]
            rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
            return Panel(html=fold([block]).html, buttons=rows)

        await self._office.show(reviewer, chat, "list", "list:0", build)

    async def _cancel(self, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        was = await self._office.app.thread.run(self._give_up, reviewer.id)
        await self._office.say(chat, word(t, "chat.cancelled" if was else "chat.no_question"))

    async def _help(self, reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        lines = [markup.bold(t("chat.help.title", name=reviewer.name))]
        lines += [
            f"/{french if reviewer.lang == 'fr' else english} – {_what(english, t)}"
            for english, french in STAFF.items()
            if _open_to(english, reviewer)
        ]
        await self._office.say(chat, "\n".join(lines))

    # --- on the storage thread --------------------------------------------------------------

    def _take_next(self, reviewer: Reviewer) -> tuple[int | None, bool]:
        """Claim the next case; without one, whether those passed over come round again now."""
        app = self._office.app
        for _ in range(_TRIES):
            with app.database.read() as connection:
                case_id = finding.next_case(connection, reviewer, app.clock())
            if case_id is None:
                with app.database.write("come_round") as connection:
                    return None, finding.come_round(connection, reviewer)
            try:
                app.decisions.claim(case_id, reviewer)
            except (NotAllowed, Conflict):
                continue  # somebody else was quicker
            return case_id, False
        return None, False

    def _leave(self, case_id: int, reviewer: Reviewer) -> bool:
        """Pass a case over; whether it was in hand and is back in the queue."""
        app = self._office.app
        with app.database.read() as connection:
            flow = cases.load(connection, case_id).flow
        if flow.case not in (CaseState.QUEUED, CaseState.CLAIMED):
            return False
        with app.database.write("pass_over") as connection:
            finding.pass_over(connection, case_id, reviewer, app.clock())
        if flow.claimed_by != reviewer.id:
            return False
        app.decisions.release(case_id, reviewer)
        return True

    def _items_of(self, reviewer: Reviewer) -> list[QueueItem]:
        with self._office.app.database.read() as connection:
            return queue.queue(
                connection, states=(CaseState.CLAIMED,), limit=_LISTED, claimed_by=reviewer.id
            )

    def _in_doubt(self) -> list[Queued]:
        with self._office.app.database.read() as connection:
            return in_doubt(connection)

    def _found(self, words: str, reviewer: Reviewer) -> list[QueueItem]:
        app = self._office.app
        if words.startswith("@"):
            if not reviewer.may(Act.SEE_AUTHOR):
                raise NotAllowed("decision.not_your_role")
            with app.database.write("search") as connection:
                now = app.clock()
                return finding.by_author(connection, words, reviewer, now, limit=_LISTED)
        with app.database.read() as connection:
            return queue.search(connection, words, limit=_LISTED)

    def _lines(self, items: Sequence[QueueItem], reviewer: Reviewer) -> list[str]:
        reader = self._office.reader(reviewer)
        lines = []
        for item in items:
            with self._office.app.database.read() as connection:
                data = queue.card(connection, item.case_id, context=0)
            text = ""
            if data.messages:
                veil, last = self._view.veil(data), data.messages[-1]
                text = message_text(last, reader, original=False, veil=veil)
                if sensitive(last):
                    text = reader.t("desk.queue.sensitive")
            lines.append(
                reader.t(
                    "chat.list.line",
                    number=item.case_id,
                    route=reader.word("route", item.route),
                    waiting=reader.ago(item.opened_at),
                    excerpt=markup.cut(" ".join(text.split()), _EXCERPT),
                )
            )
        return lines

    def _give_up(self, reviewer_id: int) -> bool:
        with self._office.app.database.write("prompt") as connection:
            prompt = panels.open_prompt(connection, reviewer_id)
            if prompt is not None:
                panels.close_prompt(connection, prompt.id)
        return prompt is not None


def _open_to(name: str, reviewer: Reviewer) -> bool:
    if name in _OF_CASES:
        return decides(reviewer) or reviewer.may(Act.SEE_AUTHOR)
    needed = _NEEDS.get(name)
    return needed is None or reviewer.may(needed)


def _what(name: str, t: Catalog) -> str:
    return word(t, f"chat.help.{name}")
