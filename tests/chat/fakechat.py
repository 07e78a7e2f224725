"""A chat in memory, and the desk in chat around the whole program: tests press by label and type.

What is faked is the `Chat` port alone. Staff are invited and bound as in real life.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.ports import (
    Button,
    Interaction,
    Outcome,
    Panel,
    Person,
    Pressed,
    Priority,
    Sent,
    Typed,
)
from bot.review.chat.desk import ChatDesk
from bot.review.chat.office import Office
from bot.review.chat.parts import Part
from bot.storage import staff
from policies.roles import Reviewer, Role
from tests.fakes import Bench, FakeClock, build_test_app
from translations.values import Official

CHAT_PLATFORM: Final = "telegram"
STAFF_GROUP: Final = "-1009"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message of ours as it stands in a chat."""

    chat: str
    message: str
    panel: Panel
    priority: Priority
    reply_to: str | None = None

    @property
    def html(self) -> str:
        """The text, with its tags."""
        return self.panel.html

    @property
    def labels(self) -> list[str]:
        """What its buttons say, row by row."""
        return [button.text for row in self.panel.buttons for button in row]

    def button(self, label: str) -> Button:
        """Return the one button that says this, or begins so."""
        buttons = [button for row in self.panel.buttons for button in row]
        exact = [one for one in buttons if one.text == label]
        found = exact or [one for one in buttons if one.text.startswith(label)]
        assert len(found) == 1, f"{label!r} is on {len(found)} buttons of {self.labels}"
        return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file that was sent."""

    chat: str
    name: str
    content: bytes
    caption: str


@dataclass
class FakeChat:
    """The `Chat` port in memory."""

    outcomes: list[Outcome] = field(default_factory=list)  # one for each send, then `Sent`
    edit_outcomes: list[Outcome] = field(default_factory=list)  # the same, for edits
    sent: list[Bubble] = field(default_factory=list)  # as they were sent
    edited: list[Bubble] = field(default_factory=list)  # as they were after each edit
    answers: list[tuple[str, str, bool]] = field(default_factory=list)  # query, text, alert
    removed: list[tuple[str, str]] = field(default_factory=list)
    documents: list[File] = field(default_factory=list)
    _standing: dict[tuple[str, str], Bubble] = field(default_factory=dict)
    _count: int = 100

    async def send(
        self, chat: str, panel: Panel, *, priority: Priority, reply_to: str | None = None
    ) -> Outcome:
        """Take a panel."""
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None and not isinstance(outcome, Sent):
            return outcome
        self._count += 1
        number = outcome.external_id if isinstance(outcome, Sent) else str(self._count)
        bubble = Bubble(
            chat=chat, message=number, panel=panel, priority=priority, reply_to=reply_to
        )
        self.sent.append(bubble)
        self._standing[chat, number] = bubble
        return Sent(external_id=number)

    async def edit(self, chat: str, message: str, panel: Panel, *, priority: Priority) -> Outcome:
        """Replace a panel."""
        outcome = self.edit_outcomes.pop(0) if self.edit_outcomes else None
        if outcome is not None and not isinstance(outcome, Sent):
            return outcome
        bubble = Bubble(chat=chat, message=message, panel=panel, priority=priority)
        self.edited.append(bubble)
        self._standing[chat, message] = bubble
        return Sent(external_id=message)

    async def answer(self, query: str, text: str, *, alert: bool = False) -> Outcome:
        """Take the answer to a press."""
        self.answers.append((query, text, alert))
        return Sent(external_id=query)

    async def remove(self, chat: str, message: str) -> Outcome:
        """Delete a message."""
        self.removed.append((chat, message))
        self._standing.pop((chat, message), None)
        return Sent(external_id=message)

    async def document(
        self, chat: str, name: str, content: bytes, caption: str, *, priority: Priority
    ) -> Outcome:
        """Take a file."""
        del priority
        self.documents.append(File(chat=chat, name=name, content=content, caption=caption))
        self._count += 1
        return Sent(external_id=str(self._count))

    # --- what a test asks -------------------------------------------------------------------

    def standing(self, chat: str) -> list[Bubble]:
        """Return what stands in a chat now, oldest first."""
        return [bubble for (where, _), bubble in self._standing.items() if where == chat]

    def last(self, chat: str, *, buttons: bool = False) -> Bubble:
        """Return the newest message of a chat, the newest with buttons where that is asked."""
        found = [one for one in self.standing(chat) if one.panel.buttons or not buttons]
        assert found, f"nothing stands in {chat}"
        return found[-1]

    def with_button(self, chat: str, label: str) -> Bubble:
        """Return the newest message of a chat that has a button of this label."""
        for bubble in reversed(self.standing(chat)):
            if any(one == label or one.startswith(label) for one in bubble.labels):
                return bubble
        raise AssertionError(f"no button {label!r}; there are {self.last(chat).labels}")

    def texts(self, chat: str) -> list[str]:
        """Return everything a chat has ever shown: texts, edits, button labels."""
        everything = [*self.sent, *self.edited]
        found = [one for one in everything if one.chat == chat]
        return [text for one in found for text in (one.html, *one.labels)]


class ChatBench:
    """The program, its desk in chat, and the people at it.

    Args:
        folder: where the database stands.
        parts: builds the parts of the desk from the office; `restart` builds them anew.
    """

    def __init__(
        self,
        folder: Path,
        parts: Callable[[Office], Sequence[Part]],
        *,
        bench: Bench | None = None,
        staff_group: str | None = STAFF_GROUP,
    ) -> None:
        self.bench = bench or build_test_app(folder, clock=FakeClock())
        self.chat = FakeChat()
        self.office = Office(
            app=self.bench.app, chat=self.chat, platform=CHAT_PLATFORM, staff_group=staff_group
        )
        self._parts = parts
        self._keys = 0
        self.numbers: dict[int, str] = {}  # staff id -> numeric id
        self.parts: Sequence[Part] = ()
        self.desk: ChatDesk
        self.restart()

    def restart(self) -> None:
        """Forget whatever is in memory: only the database and the chat stay."""
        self.parts = self._parts(self.office)
        self.desk = ChatDesk(self.office, self.parts)

    def hire(
        self,
        name: str,
        *roles: Role,
        lang: Official = "en",
        languages: Sequence[Official] = ("en", "fr"),
        number: str | None = None,
    ) -> Reviewer:
        """Invite a person and bind them to a numeric id, which is also their private chat."""
        now = self.bench.clock()
        with self.bench.app.database.write("test") as connection:
            code = staff.invite(
                connection,
                name=name,
                roles=roles,
                lang=lang,
                languages=languages,
                now=now,
                actor="test",
            )
            bound = number or str(1000 + len(self.numbers) + 1)
            person = staff.bind(
                connection, code=code, platform=CHAT_PLATFORM, number=bound, now=now
            )
        self.numbers[person.id] = bound
        return person

    def home(self, who: Reviewer) -> str:
        """Return a person's private chat."""
        return self.numbers[who.id]

    def person(self, who: Reviewer | str) -> Person:
        """Return somebody as the platform names them; a stranger by their number."""
        number = who if isinstance(who, str) else self.numbers[who.id]
        return Person(platform=CHAT_PLATFORM, number=number)

    def pressed(self, who: Reviewer | str, bubble: Bubble, label: str) -> Pressed:
        """Return the press of a button, not handled yet."""
        data = bubble.button(label).data
        assert data is not None, f"{label!r} opens an address"
        key = self._key()
        return Pressed(
            key=key,
            person=self.person(who),
            chat=bubble.chat,
            message=bubble.message,
            data=data,
            query=f"q-{key}",
            private=not bubble.chat.startswith("-"),
            at=self.bench.clock(),
        )

    async def press(self, who: Reviewer, label: str, bubble: Bubble | None = None) -> str:
        """Press a button of the newest message that has it; return the answer to the press."""
        chosen = bubble or self.chat.with_button(self.home(who), label)
        pressed = self.pressed(who, chosen, label)
        await self.handle(pressed)
        return next(text for query, text, _ in self.chat.answers if query == pressed.query)

    async def type(
        self,
        who: Reviewer | str,
        text: str,
        *,
        reply_to: Bubble | None = None,
        chat: str | None = None,
        at: datetime | None = None,
    ) -> list[Bubble]:
        """Type a text or a command; return what was sent for it."""
        person = self.person(who)
        where = chat or (reply_to.chat if reply_to else person.number)
        command, _, argument = text.partition(" ")
        is_command = text.startswith("/")
        key = self._key()
        before = len(self.chat.sent)
        await self.handle(
            Typed(
                key=key,
                person=person,
                chat=where,
                message=f"t-{key}",
                text=text,
                private=not where.startswith("-"),
                at=at or self.bench.clock(),
                reply_to=reply_to.message if reply_to else None,
                command=command[1:].partition("@")[0].lower() if is_command else None,
                argument=argument.strip() if is_command else "",
            )
        )
        return self.chat.sent[before:]

    async def handle(self, interaction: Interaction) -> bool:
        """Hand an interaction to the desk."""
        return await self.desk.handle(interaction)

    def _key(self) -> str:
        self._keys += 1
        return str(self._keys)
