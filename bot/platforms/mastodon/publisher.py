"""What goes out on Mastodon: once, to whoever names us; everything else a person posts by hand.

Each text bears an idempotency key, which the server remembers for an hour; some servers do not
know such keys. A call that leaves doubt is therefore looked up among our own statuses first.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from bot.logs import log
from bot.mastodonsettings import MastodonAccount
from bot.platforms.doubt import Sleep, seek_late
from bot.platforms.feeds.plaintext import plain
from bot.platforms.mastodon.client import MastodonClient
from bot.platforms.mastodon.faults import (
    BadToken,
    Declined,
    MastodonFault,
    NotConnected,
    TooMany,
)
from bot.platforms.mastodon.source import MastodonSource
from bot.platforms.mastodon.statuses import PLATFORM, moment_of, name_of, number_of
from bot.ports import ByHand, Deferred, Lookup, Lost, Outcome, Outgoing, Refused, Sent
from bot.settings import Settings
from bot.storage import answerable
from bot.storage.answerable import Answerable
from bot.storage.database import Database
from bot.storage.thread import StorageThread

AWAY_S: Final = 5.0  # before the next try, where the server was not there
LONGEST: Final = 500  # characters, unless the channel says otherwise
_LATE_S: Final = (1.0, 5.0)  # a status may be listed a moment after it was made
_EARLIER: Final = timedelta(minutes=2)  # clocks differ
_LISTED: Final = 40
_PAGES: Final = 5


class MastodonPublisher:
    """The `Publisher` port on Mastodon; it also says how long to leave a server alone (`Pace`).

    Args:
        sources: by the handle of their account: they know who we are.
        clients: by the handle of their account.
        settings: of the program: how long a text may be, channel by channel.
        database: where it is known who asked us.
        thread: the storage thread.
        sleep: waits until the server lists what was posted.
    """

    def __init__(
        self,
        clients: Mapping[str, MastodonClient],
        sources: Mapping[str, MastodonSource],
        settings: Settings,
        database: Database,
        thread: StorageThread,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._clients = clients
        self._sources = sources
        self._settings = settings
        self._database = database
        self._thread = thread
        self._sleep = sleep

    def lane(self, outgoing: Outgoing) -> str:
        """Return the account that speaks: what it says keeps its order."""
        return self._account(outgoing.channel).handle

    def delay_s(self, outgoing: Outgoing) -> float:
        """Return how long the server has to be left alone."""
        return self._clients[self._account(outgoing.channel).handle].wait_s()

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Send once, where somebody asked us; a person posts it by hand where nobody did."""
        account = self._account(outgoing.channel)
        client = self._clients[account.handle]
        known = await self._thread.run(self._look, outgoing)
        barred = self._barred(outgoing, account, known)
        if barred is not None:
            return barred
        number, text, visibility = None, outgoing.text, account.visibility
        if outgoing.reply_to is not None:
            number = number_of(account, outgoing.reply_to)
            try:
                answered = await client.call("status", number)
            except Declined as declined:
                gone = declined.word == "not_found"
                return Refused(reason="reply_gone" if gone else declined.word)
            except MastodonFault as fault:
                return _before(fault)
            text, visibility = addressed(text, answered), _visibility(answered, account)
        if len(text) > max(LONGEST, self._settings.channel(PLATFORM, outgoing.channel).room):
            return _by_hand(outgoing, "too_long", known.url)
        try:
            told = await client.call(
                "status_post",
                text,
                in_reply_to_id=number,
                visibility=visibility,
                language=outgoing.lang,
                idempotency_key=hashlib.sha256(outgoing.idempotency_key.encode()).hexdigest(),
            )
        except Declined as declined:
            return _by_hand(outgoing, declined.word, known.url)
        except MastodonFault as fault:
            return outcome_of(fault)
        return _sent(told, account) or Lost(reason="server_fault")

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Look for a text among our own statuses."""
        account = self._account(outgoing.channel)
        known = await self._thread.run(self._look, outgoing)
        if known.began_at is None or outgoing.recipient is not None or outgoing.media is not None:
            return Lookup.CANNOT_TELL, None
        seek = partial(self._seek, account, outgoing, known.began_at - _EARLIER)
        return await seek_late(seek, _LATE_S, self._sleep)

    async def remove(self, channel: str, external_id: str) -> Outcome:
        """Delete a status of ours; one that is gone already counts as `Sent`."""
        account = self._account(channel)
        number = number_of(account, external_id)
        if number is None:
            return Refused(reason="bad_request")
        try:
            await self._clients[account.handle].call("status_delete", number)
        except Declined as declined:
            if declined.word != "not_found":
                return Refused(reason=declined.word)
        except MastodonFault as fault:
            return outcome_of(fault)
        return Sent(external_id=external_id)

    # --- the rest ---------------------------------------------------------------------------

    def _account(self, channel: str) -> MastodonAccount:
        """Return the account that speaks on a channel; what belongs to none goes by the first."""
        client = self._clients.get(channel) or next(iter(self._clients.values()))
        return client.account

    def _barred(
        self, outgoing: Outgoing, account: MastodonAccount, known: Answerable
    ) -> Outcome | None:
        """Say why a program may not send it; None where it may."""
        if known.left_alone:
            return Refused(reason="left_alone")
        if outgoing.recipient is not None:
            return _by_hand(outgoing, "private", known.url)
        if outgoing.media is not None:
            return _by_hand(outgoing, "media", known.url)
        if outgoing.reply_to is None:
            no_account = outgoing.channel not in self._clients
            return _by_hand(outgoing, "no_account", None) if no_account else None
        if number_of(account, outgoing.reply_to) is None:
            return Refused(reason="bad_request")
        return None if known.invited else _by_hand(outgoing, "not_summoned", known.url)

    async def _seek(
        self, account: MastodonAccount, outgoing: Outgoing, since: datetime
    ) -> tuple[Lookup, Sent | None]:
        """Look through our statuses, the newest first, down to a moment."""
        client = self._clients[account.handle]
        below: str | None = None
        wanted = number_of(account, outgoing.reply_to) if outgoing.reply_to else None
        for _ in range(_PAGES):
            try:
                me = await self._sources[account.handle].whoami()
                more = {"max_id": below} if below else {}
                page = await client.call(
                    "account_statuses", me, limit=_LISTED, exclude_reblogs=True, **more
                )
            except MastodonFault:
                return Lookup.CANNOT_TELL, None
            if not isinstance(page, list):
                return Lookup.CANNOT_TELL, None
            for status in page:
                answered = status.get("in_reply_to_id")
                same = (str(answered) if answered else None) == wanted
                if same and said_in(status, outgoing.text):
                    return Lookup.FOUND, _sent(status, account)
            moments = [at for one in page if (at := moment_of(one)) is not None]
            if not page or (moments and min(moments) < since):
                return Lookup.ABSENT, None
            below = str(page[-1].get("id"))
        return Lookup.CANNOT_TELL, None

    def _look(self, outgoing: Outgoing) -> Answerable:
        with self._database.read() as connection:
            return answerable.look(connection, outgoing)


def addressed(text: str, answered: Any) -> str:
    """Return an answer that names whom it answers: otherwise they never see it."""
    person = answered.get("account") if isinstance(answered, dict) else None
    acct = str(person.get("acct") or "") if isinstance(person, dict) else ""
    name = f"@{acct}"
    return text if not acct or name.lower() in text.lower() else f"{name} {text}"


def said_in(status: Mapping[str, Any], text: str) -> bool:
    """Whether a status of ours says a text, after the names with which it begins."""
    words = plain(str(status.get("content") or "")).split()
    wanted = text.split()
    while words and words[0].startswith("@") and words != wanted:
        words = words[1:]
    return words == wanted


def outcome_of(fault: MastodonFault) -> Outcome:
    """Return what a fault says about a call that changes something at the server."""
    match fault:
        case NotConnected():
            return Deferred(retry_after_s=AWAY_S, reason=fault.word)
        case TooMany(wait_s=wait_s):
            return Deferred(retry_after_s=wait_s, reason=fault.word)
        case BadToken() | Declined():
            return Refused(reason=fault.word)
        case _:
            return Lost(reason=fault.word)


def _before(fault: MastodonFault) -> Outcome:
    """Return what a fault says while nothing was posted yet: it can be tried again."""
    outcome = outcome_of(fault)
    if isinstance(outcome, Lost):
        return Deferred(retry_after_s=AWAY_S, reason=fault.word)
    return outcome


def _visibility(answered: Any, account: MastodonAccount) -> Any:
    """Return who may see an answer: nobody who could not see what it answers."""
    theirs = answered.get("visibility") if isinstance(answered, dict) else None
    return theirs if theirs in {"direct", "private", "unlisted"} else account.visibility


def _sent(told: Any, account: MastodonAccount) -> Sent | None:
    number = str(told.get("id", "")) if isinstance(told, dict) else ""
    if not number.isalnum():
        return None
    return Sent(external_id=name_of(account, number), url=told.get("url") or told.get("uri"))


def _by_hand(outgoing: Outgoing, why: str, url: str | None) -> ByHand:
    log("mastodon.by_hand", why=why, key=outgoing.idempotency_key)
    return ByHand(link=url, reason=why)
