"""The chat desk: finds out who speaks, and which part of the desk it is for.

Handling an interaction twice does no harm: buttons bind to what was shown, claims are idempotent,
and a press that came too late is told who decided what.
"""

from collections.abc import Sequence
from typing import Final

from bot.deciding import Blocked, NotAllowed
from bot.logs import log
from bot.ports import Interaction, Membership, Pressed, Typed
from bot.review.chat import presses
from bot.review.chat.commands import PUBLIC, STAFF, canonical
from bot.review.chat.markup import cut, plain
from bot.review.chat.office import Office, refusal
from bot.review.chat.parts import Part, Replied
from bot.review.chat.presses import Press
from bot.states import IllegalMove
from bot.storage import panels, record, staff
from bot.storage.cases import NoSuchCase
from bot.storage.database import Conflict
from bot.storage.posts import NoSuchPost
from bot.storage.record import Entry
from policies.roles import Reviewer
from translations.catalogs import catalog

# what follows /start in an address of ours -> the command that is meant
_STARTS: Final = {"": "help", "hello": "help", "next": "next"}
_ANSWER: int = 200  # characters of the answer to a press (Bot API)
_REFUSALS = (NotAllowed, Blocked, IllegalMove, Conflict, NoSuchCase, NoSuchPost)


class ChatDesk:
    """Takes what staff press and type."""

    def __init__(self, office: Office, parts: Sequence[Part]) -> None:
        self._office = office
        self._parts = parts
        self._by_verb = {verb: part for part in parts for verb in part.verbs}
        self._by_command = {name: part for part in parts for name in part.commands}
        self._by_prompt = {kind: part for part in parts for kind in part.prompts}
        self._by_reply = {
            kind: part for part in parts if isinstance(part, Replied) for kind in part.replies
        }

    async def handle(self, interaction: Interaction) -> bool:
        """Take an interaction of staff; False where it is none, and somebody else may take it."""
        match interaction:
            case Membership():
                return False
            case Pressed():
                return await self._pressed(interaction)
            case Typed():
                return await self._typed(interaction)

    async def _pressed(self, pressed: Pressed) -> bool:
        read = presses.read(pressed.data)
        if read is None:
            return False  # a button of the reception
        reviewer = await self._who(pressed.person.number)
        if reviewer is None:
            await self._refused(pressed, f"button:{read[0]}")
            return True
        t = catalog(reviewer.lang)
        verb, number, argument = read
        shown = await self._office.app.thread.run(self._panel, number)
        part = self._by_verb.get(verb)
        if shown is None or part is None or not self._theirs(shown.reviewer_id, reviewer):
            await self._office.chat.answer(pressed.query, t("chat.press.unknown"), alert=True)
            return True
        press = Press(
            verb=verb,
            argument=argument,
            panel=shown,
            reviewer=reviewer,
            chat=pressed.chat,
            message=pressed.message,
        )
        try:
            answer, alert = await part.press(press), False
        except _REFUSALS as fault:
            answer, alert = refusal(fault, t), True
        await self._office.chat.answer(pressed.query, cut(answer, _ANSWER), alert=alert)
        return True

    async def _typed(self, typed: Typed) -> bool:
        reviewer = await self._who(typed.person.number)
        name = canonical(typed.command) if typed.command else None
        if reviewer is None:
            staff_only = name in STAFF and name not in PUBLIC
            if staff_only:
                await self._refused(typed, f"command:{name}")
            return staff_only
        try:
            return await self._of_staff(typed, name, reviewer)
        except _REFUSALS as fault:
            await self._office.say(typed.chat, plain(refusal(fault, catalog(reviewer.lang))))
            return True

    async def _of_staff(self, typed: Typed, name: str | None, reviewer: Reviewer) -> bool:
        if name == "start" and typed.argument in _STARTS:
            name = _STARTS[typed.argument]  # the button below the queue message; or just "Start"
        if name is not None:
            part = self._by_command.get(name)
            if part is None:
                return False  # a public command, or nothing of ours
            await part.command(name, typed, reviewer)
            return True
        if not typed.private:
            return False  # staff speak in a public group: the pipeline's business
        prompt = await self._office.app.thread.run(self._prompt, reviewer.id)
        if typed.reply_to is not None:
            to = await self._office.app.thread.run(self._replied_to, typed)
            about = None if prompt is None else prompt.panel_id
            if to is not None and to.id != about and self._theirs(to.reviewer_id, reviewer):
                replied = self._by_reply.get(to.kind)
                if replied is not None:
                    await replied.replied(to, typed, reviewer)
                    return True
        part = self._by_prompt.get(prompt.kind) if prompt is not None else None
        if prompt is None or part is None:
            t = catalog(reviewer.lang)
            await self._office.say(typed.chat, plain(t("chat.no_question")))
            return True
        await part.answered(prompt, typed, reviewer)
        return True

    async def _refused(self, what: Pressed | Typed, thing: str) -> None:
        """Whoever is not of us is told so, and it is recorded."""
        lang = "fr" if (what.person.lang_hint or "").startswith("fr") else "en"
        text = catalog("fr" if lang == "fr" else "en")("chat.not_staff")
        await self._office.app.thread.run(self._record, what.person.number, thing)
        log("refused", what=thing)
        if isinstance(what, Pressed):
            await self._office.chat.answer(what.query, cut(text, _ANSWER), alert=True)
        elif what.private:
            await self._office.say(what.chat, plain(text))

    # --- on the storage thread --------------------------------------------------------------

    async def _who(self, number: str) -> Reviewer | None:
        return await self._office.app.thread.run(self._reviewer, number)

    def _reviewer(self, number: str) -> Reviewer | None:
        with self._office.app.database.read() as connection:
            now = self._office.app.clock()
            found = staff.reviewers_for(connection, self._office.platform, number, now)
        return found[0] if found else None

    def _panel(self, number: int) -> panels.Shown | None:
        with self._office.app.database.read() as connection:
            return panels.load(connection, number)

    def _replied_to(self, typed: Typed) -> panels.Shown | None:
        with self._office.app.database.read() as connection:
            return panels.by_message(
                connection, self._office.platform, typed.chat, typed.reply_to or ""
            )

    def _prompt(self, reviewer_id: int) -> panels.Prompt | None:
        with self._office.app.database.read() as connection:
            return panels.open_prompt(connection, reviewer_id)

    def _record(self, number: str, thing: str) -> None:
        app = self._office.app
        with app.database.write("refused") as connection:
            entry = Entry(
                kind="staff.refused",
                actor="program",
                subject="staff",
                payload={"what": thing, "platform": self._office.platform, "number": number},
            )
            record.append(connection, [entry], app.clock())

    @staticmethod
    def _theirs(owner: int | None, reviewer: Reviewer) -> bool:
        return owner is None or owner == reviewer.id
