"""What goes out to the public on Telegram: once, or not at all, or a person looks.

There is no way to look a text up, so a call that leaves doubt is never repeated.
"""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Final

from telegram import InlineKeyboardMarkup, Message, ReplyParameters

from bot.platforms.telegram.buttons import keyboard
from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.chat import CAPTION, NO_PREVIEW
from bot.platforms.telegram.ids import (
    chat_of,
    link_to,
    message_id,
    number_of,
    split_channel,
)
from bot.platforms.telegram.trimming import LONGEST, units
from bot.ports import (
    Button,
    Lookup,
    Outcome,
    Outgoing,
    Priority,
    PublicationKind,
    Refused,
    Sent,
)

PATIENCE_S: Final = 2.0  # longest wait for a turn with the intent on disk
_UNREACHABLE: Final = frozenset(
    {"blocked_by_user", "never_started", "user_gone", "not_found", "is_bot", "forbidden"}
)


class TelegramPublisher:
    """The `Publisher` port on Telegram; it also says how long a chat has to wait (`Pace`)."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def lane(self, outgoing: Outgoing) -> str:
        """Return the chat that a text goes to: what goes there keeps its order."""
        return self._calls.whereabouts(_chat(outgoing))

    def delay_s(self, outgoing: Outgoing) -> float:
        """Return how long it would have to wait for its turn."""
        paced_s = self._calls.pacer.delay_s(self.lane(outgoing), _priority(outgoing.kind))
        return max(paced_s, self._calls.away_s())

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Send once; privately where it has a recipient, else into the thread or the channel."""
        try:
            if outgoing.recipient is None:
                return await self._in_public(outgoing, outgoing.text, outgoing.buttons)
            outcome = await self._privately(outgoing, outgoing.recipient)
            if outgoing.fallback is None or not split_channel(outgoing.channel)[0].startswith("-"):
                return outcome
            if not isinstance(outcome, Refused) or outcome.reason not in _UNREACHABLE:
                return outcome
            links = tuple(one for one in outgoing.buttons if one.url is not None)
            return await self._in_public(outgoing, outgoing.fallback, links, must_answer=False)
        except ValueError:  # an address or a button that Telegram does not know: nothing was sent
            return Refused(reason="bad_request")

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:  # noqa: ARG002 -- the port's signature
        """Telegram has no history and no keys: only a person can tell."""
        return Lookup.CANNOT_TELL, None

    async def remove(self, channel: str, external_id: str) -> Outcome:
        """Delete a publication of ours; one that is gone already counts as `Sent`."""
        done = Sent(external_id=external_id)
        outcome = await self._calls.to_chat(
            chat_of(external_id) or split_channel(channel)[0],
            lambda to: self._calls.bot.delete_message(to, number_of(external_id)),
            lambda _: done,
            repeatable=True,
        )
        return done if outcome == Refused(reason="gone") else outcome

    async def _privately(self, outgoing: Outgoing, recipient: str) -> Outcome:
        return await self._send(outgoing, recipient, outgoing.text, outgoing.buttons)

    async def _in_public(
        self,
        outgoing: Outgoing,
        text: str,
        buttons: tuple[Button, ...],
        *,
        must_answer: bool = True,
    ) -> Outcome:
        """Say it where everybody reads.

        Args:
            must_answer: whether it makes no sense without the message that it answers; a neutral
                notice does, which is about a message that was deleted.
        """
        chat, topic = split_channel(outgoing.channel)
        answers: ReplyParameters | None = None
        if outgoing.reply_to is not None:
            number = number_of(outgoing.reply_to)
            answers = ReplyParameters(number, allow_sending_without_reply=not must_answer)
            there = chat_of(outgoing.reply_to)
            if there is not None and there != chat:
                chat, topic = there, None
        return await self._send(outgoing, chat, text, buttons, topic=topic, answers=answers)

    async def _send(
        self,
        outgoing: Outgoing,
        chat: str,
        text: str,
        buttons: tuple[Button, ...],
        *,
        topic: int | None = None,
        answers: ReplyParameters | None = None,
    ) -> Outcome:
        markup = keyboard([[one] for one in buttons])
        photo: bytes | None = None
        if outgoing.media is not None:
            try:
                photo = await asyncio.to_thread(Path(outgoing.media).read_bytes)
            except OSError:
                return Refused(reason="no_media")
        if units(text) > (LONGEST if photo is None else CAPTION):
            return Refused(reason="too_long")
        return await self._calls.to_chat(
            chat,
            lambda to: self._call(to, text, photo, markup, topic, answers),
            _named,
            priority=_priority(outgoing.kind),
            patience_s=PATIENCE_S,
        )

    def _call(
        self,
        to: int | str,
        text: str,
        photo: bytes | None,
        markup: InlineKeyboardMarkup | None,
        topic: int | None,
        answers: ReplyParameters | None,
    ) -> Awaitable[Message]:
        if photo is not None:
            return self._calls.bot.send_photo(
                to,
                photo,
                caption=text or None,
                reply_markup=markup,
                message_thread_id=topic,
                reply_parameters=answers,
            )
        return self._calls.bot.send_message(
            to,
            text,
            link_preview_options=NO_PREVIEW,
            reply_markup=markup,
            message_thread_id=topic,
            reply_parameters=answers,
        )


def _chat(outgoing: Outgoing) -> str:
    if outgoing.recipient is not None:
        return outgoing.recipient
    there = chat_of(outgoing.reply_to) if outgoing.reply_to else None
    return there or outgoing.channel.partition("/")[0]


def _priority(kind: PublicationKind) -> Priority:
    return Priority.SAFETY if kind is PublicationKind.CRISIS else Priority.PUBLIC


def _named(message: Message) -> Sent:
    chat = message.chat
    return Sent(
        external_id=message_id(chat.id, message.message_id),
        url=link_to(chat.id, message.message_id, chat.username, kind=str(chat.type)),
    )
