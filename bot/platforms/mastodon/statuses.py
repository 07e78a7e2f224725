"""Reads what a server gives: statuses, and the messages that they are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.mastodonsettings import MastodonAccount
from bot.platforms.feeds.plaintext import read
from bot.ports import Unreadable
from bot.xsettings import SEARCH
from policies.message import MAX_TEXT_LENGTH, Invitation, Message, MessageEvent, MessageKind

PLATFORM: Final = "mastodon"
_SNOWFLAKE: Final = 10**15  # numbers above it hold a time; other servers count

Document = Mapping[str, Any]


def name_of(account: MastodonAccount, status: object) -> str:
    """Return what names a status: each server counts for itself."""
    return f"{account.host}:{status}"


def number_of(account: MastodonAccount, name: str) -> str | None:
    """Return the server's own id of a status; None where it is another server's."""
    host, _, number = name.partition(":")
    return number if host == account.host and number and number.isalnum() else None


def order_of(number: str) -> tuple[int, str]:
    """Return what sorts ids by age: numbers, or texts of one length."""
    return len(number), number


def earlier(number: str, ms: int) -> str:
    """Return the id that was given so long before, where ids hold a time."""
    if number.isdecimal() and int(number) > _SNOWFLAKE:
        return str(max(0, int(number) - (ms << 16)))
    return number


def message_of(
    status: Document, account: MastodonAccount, me: str, *, search: str | None = None
) -> Message | Unreadable:
    """Return the message that a status is."""
    try:
        return _message(status, account, me, search)
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        number = status.get("id")
        key = f"unreadable:{name_of(account, number)}"
        return Unreadable(platform=PLATFORM, key=key, fault=type(fault).__name__)


def _message(status: Document, account: MastodonAccount, me: str, search: str | None) -> Message:
    person = status["account"]
    number = str(status["id"])
    handle = _whole(str(person["acct"]), account)
    answers_us = str(status.get("in_reply_to_account_id")) == me
    named = any(str(one.get("id")) == me for one in status.get("mentions") or ())
    invitation = Invitation.NONE
    if named or answers_us:
        invitation = Invitation.OWN_THREAD if answers_us else Invitation.SUMMONED
    here = invitation is not Invitation.NONE
    text, quoted = read(str(status.get("content") or ""))
    warned = str(status.get("spoiler_text") or "")
    written = _moment(status["created_at"])
    edited = status.get("edited_at")
    answered = status.get("in_reply_to_id")
    kind = MessageKind.COMMENT if answers_us else MessageKind.MENTION
    if status.get("visibility") == "direct":
        kind = MessageKind.DIRECT
    return Message(
        platform=PLATFORM,
        id=name_of(account, number),
        channel=account.handle if here or search is None else f"{SEARCH}/{search}",
        author=handle,
        text="\n\n".join(filter(None, (warned, text)))[:MAX_TEXT_LENGTH],
        sent_at=_moment(edited) if edited else written,
        kind=kind,
        event=MessageEvent.EDITED if edited else MessageEvent.NEW,
        reply_to=name_of(account, answered) if answered else None,
        url=str(status.get("url") or status.get("uri") or "") or None,
        quoted=quoted or None,
        automatic=bool(person.get("bot")),
        media="media" if status.get("media_attachments") else None,
        reach=_count(person.get("followers_count")),
        invitation=invitation,
        addressed=here,
    )


def is_ours(status: Document, me: str) -> bool:
    """Whether we wrote it, or it only passes on what another wrote."""
    person = status.get("account")
    ours = isinstance(person, Mapping) and str(person.get("id")) == me
    return ours or bool(status.get("reblog"))


def moment_of(status: Document) -> datetime | None:
    """Return when a status was made; None where that cannot be read."""
    try:
        return _moment(status["created_at"])
    except (KeyError, ValueError, TypeError):
        return None


def _whole(acct: str, account: MastodonAccount) -> str:
    return acct if "@" in acct else f"{acct}@{account.host}"


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None
