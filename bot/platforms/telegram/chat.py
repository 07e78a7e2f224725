"""Panels in chats of Telegram: staff cards, the queue message, answers to buttons.

A card may be shown twice where nobody can tell whether the first one arrived; an edit or an answer
may be repeated freely.
"""

from collections.abc import Awaitable
from typing import Final

from telegram import (
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.platforms.telegram.buttons import keyboard
from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.ids import message_id, number_of, split_channel
from bot.platforms.telegram.trimming import trim
from bot.ports import Outcome, Panel, Priority, Refused, Sent
from bot.review.chat.markup import cut

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
ANSWER: Final = 200  # characters (Bot API)
CAPTION: Final = 1024  # UTF-16 units (Bot API)


class TelegramChat:
    """The `Chat` port on Telegram."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def send(
        self, chat: str, panel: Panel, *, priority: Priority, reply_to: str | None = None
    ) -> Outcome:
        """Show a panel; `Sent.external_id` is "<chat>:<message>"."""
        where, topic = split_channel(chat)
        markup = _markup(panel)

        def call(to: int | str) -> Awaitable[Message]:
            return self._calls.bot.send_message(
                to,
                trim(panel.html),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup,
                message_thread_id=topic,
                disable_notification=panel.silent,
                reply_parameters=_answering(reply_to, allow_without=True),
            )

        return await self._calls.to_chat(where, call, named, priority=priority, repeatable=True)

    async def edit(self, chat: str, message: str, panel: Panel, *, priority: Priority) -> Outcome:
        """Replace a panel; `Refused("gone")` where it is not there any more."""
        where, _ = split_channel(chat)
        markup = keyboard(panel.buttons)

        async def call(to: int | str) -> None:
            await self._calls.bot.edit_message_text(
                trim(panel.html),
                chat_id=to,
                message_id=number_of(message),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup,
            )

        outcome = await self._calls.to_chat(
            where, call, lambda _: Sent(external_id=message), priority=priority, repeatable=True
        )
        return _fine_where("not_modified", outcome, message)

    async def answer(self, query: str, text: str, *, alert: bool = False) -> Outcome:
        """Answer a press; `Refused("old")` where it came too long ago."""
        said = cut(text, ANSWER) or None
        return await self._calls.aside(
            lambda _to: self._calls.bot.answer_callback_query(query, said, show_alert=alert),
            priority=Priority.SAFETY,  # somebody looks at a turning wheel
        )

    async def remove(self, chat: str, message: str) -> Outcome:
        """Delete a message of ours; one that is gone counts as `Sent`."""
        where, _ = split_channel(chat)
        outcome = await self._calls.to_chat(
            where,
            lambda to: self._calls.bot.delete_message(to, number_of(message)),
            lambda _: Sent(external_id=message),
            repeatable=True,
        )
        return _fine_where("gone", outcome, message)

    async def document(
        self, chat: str, name: str, content: bytes, caption: str, *, priority: Priority
    ) -> Outcome:
        """Send a file."""
        where, topic = split_channel(chat)

        def call(to: int | str) -> Awaitable[Message]:
            return self._calls.bot.send_document(
                to,
                InputFile(content, filename=name),
                caption=cut(caption, CAPTION) or None,
                message_thread_id=topic,
            )

        return await self._calls.to_chat(where, call, named, priority=priority, repeatable=True)


def named(message: Message) -> Sent:
    """Name a message that was sent."""
    return Sent(external_id=message_id(message.chat.id, message.message_id))


def _markup(panel: Panel) -> InlineKeyboardMarkup | ForceReply | None:
    if panel.asks_reply and not panel.buttons:
        return ForceReply(selective=True)
    return keyboard(panel.buttons)


def _answering(message: str | None, *, allow_without: bool) -> ReplyParameters | None:
    if message is None:
        return None
    return ReplyParameters(number_of(message), allow_sending_without_reply=allow_without)


def _fine_where(reason: str, outcome: Outcome, message: str) -> Outcome:
    if isinstance(outcome, Refused) and outcome.reason == reason:
        return Sent(external_id=message)
    return outcome
