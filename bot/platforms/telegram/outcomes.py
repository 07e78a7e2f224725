"""What a call to Telegram came to, as an outcome of ours; the reasons are words that never change.

An answer that nobody knows is a refusal with the reason "refused": it was answered, so nothing was
done. Whatever leaves doubt is `Lost`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.platforms.telegram.client import NotConnected, ServerFault
from bot.ports import Deferred, Lost, Outcome, Refused, Sent

T = TypeVar("T")

NOT_CONNECTED_S: Final = 5.0  # pause before the next try
FLOOD: Final = "flood"
NOT_CONNECTED: Final = "not_connected"
CHAT_MIGRATED: Final = "chat_migrated"

# what Telegram writes, in lower case -> our word; the first that is found in the answer counts
_WORDS: Final = (
    ("message is not modified", "not_modified"),
    ("message to be replied not found", "reply_gone"),
    ("replied message not found", "reply_gone"),
    ("reply message not found", "reply_gone"),
    ("message to edit not found", "gone"),
    ("message can't be edited", "gone"),
    ("message_id_invalid", "gone"),
    ("message to delete not found", "gone"),
    ("message identifier is not specified", "gone"),
    ("message can't be deleted", "cannot_delete"),
    ("query is too old", "old"),
    ("query id is invalid", "old"),
    ("message thread not found", "topic_gone"),
    ("topic_deleted", "topic_gone"),
    ("topic_closed", "topic_closed"),
    ("message is too long", "too_long"),
    ("caption is too long", "too_long"),
    ("message text is empty", "empty"),
    ("can't parse entities", "bad_markup"),
    ("entity too large", "too_long"),
    ("button_", "bad_button"),
    ("inline keyboard", "bad_button"),
    ("reply markup", "bad_button"),
    ("wrong file", "bad_file"),
    ("photo_", "bad_file"),
    ("image_process", "bad_file"),
    ("bot was blocked", "blocked_by_user"),
    ("user is deactivated", "user_gone"),
    ("can't initiate conversation", "never_started"),
    ("bot can't send messages to bots", "is_bot"),
    ("bot was kicked", "not_member"),
    ("bot is not a member", "not_member"),
    ("chat_write_forbidden", "no_rights"),
    ("chat_admin_required", "no_rights"),
    ("not enough rights", "no_rights"),
    ("have no rights", "no_rights"),
    ("need administrator rights", "no_rights"),
    ("right_forbidden", "no_rights"),
    ("user is an administrator", "protected"),
    ("can't remove chat owner", "protected"),
    ("user_admin_invalid", "protected"),
    ("can't restrict self", "protected"),
    ("method is available only for supergroups", "not_supergroup"),
    ("method is available for supergroup", "not_supergroup"),
    ("participant_id_invalid", "user_gone"),
    ("user_not_participant", "user_gone"),
    ("user not found", "user_gone"),
    ("member not found", "user_gone"),
    ("chat not found", "not_found"),
    ("peer_id_invalid", "not_found"),
    ("channel_private", "not_member"),
)  # fmt: skip


async def outcome_of(
    call: Callable[[], Awaitable[T]], sent: Callable[[T], Sent], limit_s: float | None = None
) -> Outcome:
    """Make one call and say what is known after it; it never raises, but for being cancelled.

    Args:
        call: Makes the call.
        sent: Names what came of it.
        limit_s: Longest time for the whole call, beyond the time-outs of its steps.
    """
    try:
        async with asyncio.timeout(limit_s):
            result = await call()
    except TimeoutError:
        return Lost(reason="time-out")
    except Exception as fault:  # noqa: BLE001 -- whatever the library raises has an outcome
        return outcome_of_fault(fault)
    return sent(result)


def outcome_of_fault(fault: Exception) -> Outcome:
    """Return what a failure says about the call; never a word of what Telegram wrote."""
    match fault:
        case RetryAfter():
            return Deferred(retry_after_s=seconds_of(fault), reason=FLOOD)
        case NotConnected():
            return Deferred(retry_after_s=NOT_CONNECTED_S, reason=NOT_CONNECTED)
        case ServerFault():
            return Lost(reason="server_fault")
        case ChatMigrated():
            return Refused(reason=CHAT_MIGRATED)
        case InvalidToken():
            return Refused(reason="bad_token")
        case EndPointNotFound():
            return Refused(reason="no_such_method")
        case Conflict():
            return Refused(reason="conflict")
        case BadRequest() | Forbidden():
            return Refused(reason=_word(fault.message, isinstance(fault, Forbidden)))
        case TimedOut():
            return Lost(reason="time-out")
        case TelegramError():
            return Lost(reason="network")
        case _:
            return Lost(reason=type(fault).__name__)


def seconds_of(fault: RetryAfter) -> float:
    """Return how long Telegram told us to wait, in seconds."""
    told = fault.retry_after
    return told.total_seconds() if isinstance(told, timedelta) else float(told)


def _word(message: str, forbidden: bool) -> str:
    text = message.casefold()
    for part, word in _WORDS:
        if part in text:
            return word
    return "forbidden" if forbidden else "refused"
