"""What goes out on X: once, where X lets programs speak; everything else a person posts by hand.

X lets a program answer only whoever asked it, once for each message, from an account that bears
the label of automated accounts. A call that leaves doubt is looked up on our own timeline.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from bot.logs import log
from bot.platforms.doubt import Sleep, seek_late
from bot.platforms.x.account import Account, Accounts
from bot.platforms.x.budget import Budget, Item
from bot.platforms.x.faults import (
    BadToken,
    Broken,
    Declined,
    NoCredit,
    NotConnected,
    Skewed,
    TooMany,
    XFault,
)
from bot.platforms.x.posts import (
    PLATFORM,
    answer_link,
    answered_by,
    compose_link,
    created_at,
    link_to,
    read_page,
)
from bot.platforms.x.sameness import same_text
from bot.platforms.x.streams import FIELDS
from bot.ports import ByHand, Deferred, Lookup, Lost, Outcome, Outgoing, Refused, Sent
from bot.settings import Settings
from bot.storage import answerable
from bot.storage.answerable import Answerable
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from responders.lengths import has_link, size

AWAY_S: Final = 5.0  # before the next try, where X was not there
CLOCK_S: Final = 1.0
NO_CREDIT_S: Final = 900.0
_WAY: Final = "POST /tweets"
_LOOK: Final = "GET /tweets"
_LATE_S: Final = (4.0, 10.0)  # X's timeline does not show a post at once: looked at after these
_EARLIER: Final = timedelta(minutes=2)  # clocks differ
_LISTED: Final = 100
_UNSEEN: Final = frozenset({"reply_gone", "not_found"})


class XPublisher:
    """The `Publisher` port on X; it also says how long X has to be left alone (`Pace`).

    Args:
        accounts: those of the agency.
        settings: of the program: how long a text may be, channel by channel.
        budget: what it may cost.
        database: where it is known who asked us.
        thread: the storage thread.
        sleep: waits until X shows what was posted.
    """

    def __init__(
        self,
        accounts: Accounts,
        settings: Settings,
        budget: Budget,
        database: Database,
        thread: StorageThread,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._accounts = accounts
        self._settings = settings
        self._budget = budget
        self._database = database
        self._thread = thread
        self._sleep = sleep

    def lane(self, outgoing: Outgoing) -> str:
        """Return the account that speaks: what it says keeps its order."""
        return self._accounts.of(outgoing.channel).handle

    def delay_s(self, outgoing: Outgoing) -> float:
        """Return how long X has to be left alone."""
        return self._accounts.of(outgoing.channel).client.limits.wait_s(_WAY)

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Send once, where X lets us; a person posts it by hand where it does not."""
        account = self._accounts.of(outgoing.channel)
        known = await self._thread.run(self._look, outgoing)
        barred = self._barred(outgoing, account, known)
        if barred is not None:
            return barred
        if outgoing.reply_to is not None:
            gone = await self._gone(account, outgoing.reply_to)
            if gone is not None:
                return gone
        item = Item.LINK if has_link(outgoing.text) else Item.POST
        reserve = await self._budget.reserve(item, 1)
        if reserve is None:
            return _by_hand(outgoing, "budget")
        try:
            answer = await account.client.create_tweet(
                text=outgoing.text, in_reply_to_tweet_id=outgoing.reply_to, user_auth=True
            )
        except XFault as fault:
            outcome = await self._outcome(fault, outgoing, account)
            if not isinstance(outcome, Lost):
                await self._budget.settle(reserve, 0)
            if isinstance(fault, Declined) and fault.word == "not_summoned" and outgoing.reply_to:
                await self._thread.run(self._not_invited, outgoing.reply_to)
            return outcome
        data = answer.document.get("data")
        number = str(data.get("id")) if isinstance(data, dict) else ""
        if not number.isdecimal():
            return Lost(reason="server_fault")
        return Sent(external_id=number, url=link_to(number, account.handle))

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Look for a text on our own timeline; it takes a while until X shows it there."""
        if outgoing.recipient is not None or outgoing.media is not None:
            return Lookup.CANNOT_TELL, None
        account = self._accounts.of(outgoing.channel)
        known = await self._thread.run(self._look, outgoing)
        if known.began_at is None:
            return Lookup.CANNOT_TELL, None
        seek = partial(self._seek, account, outgoing, known.began_at - _EARLIER)
        return await seek_late(seek, _LATE_S, self._sleep)

    async def remove(self, channel: str, external_id: str) -> Outcome:
        """Delete a post of ours; one that is gone already counts as `Sent`."""
        account = self._accounts.of(channel)
        done = Sent(external_id=external_id)
        try:
            await account.client.delete_tweet(external_id, user_auth=True)
        except Declined as declined:
            if declined.status == 404 or declined.word in _UNSEEN:
                return done
            return Refused(reason=declined.word)
        except XFault as fault:
            return outcome_of(fault)
        return done

    # --- before it is sent ------------------------------------------------------------------

    def _barred(self, outgoing: Outgoing, account: Account, known: Answerable) -> Outcome | None:
        """Say why a program may not send it; None where it may."""
        if known.left_alone:
            return Refused(reason="left_alone")
        if outgoing.recipient is not None:
            return _by_hand(outgoing, "private", known.url)
        if outgoing.media is not None:
            return _by_hand(outgoing, "media")
        if outgoing.reply_to is not None and not outgoing.reply_to.isdecimal():
            return Refused(reason="bad_request")
        if outgoing.reply_to is not None and not known.invited:
            return _by_hand(outgoing, "not_summoned")
        if outgoing.reply_to is None and not self._accounts.known(outgoing.channel):
            return _by_hand(outgoing, "no_account")
        if known.answered:
            return _by_hand(outgoing, "answered")
        if not account.settings.automated_label:
            return _by_hand(outgoing, "not_labelled")
        room = self._settings.channel(PLATFORM, outgoing.channel).room
        if size(outgoing.text, room) > room:
            return _by_hand(outgoing, "too_long")
        return None

    async def _gone(self, account: Account, number: str) -> Outcome | None:
        """Read the message again just before answering it; None where it still stands."""
        if account.client.limits.wait_s(_LOOK) > 0:
            return None
        reserve = await self._budget.reserve(Item.READ, 1)
        if reserve is None:
            return None
        used = 1
        try:
            answer = await account.client.get_tweets([number], user_auth=True, **FIELDS)
        except XFault as fault:
            if not isinstance(fault, Broken):
                used = 0
            return None  # what X says to the answer itself decides
        finally:
            await self._budget.settle(reserve, used)
        page = read_page(answer.document)
        if page.posts:
            return None
        errors = answer.document.get("errors")
        return Refused(reason="reply_gone") if isinstance(errors, list) and errors else None

    # --- after it ---------------------------------------------------------------------------

    async def _outcome(self, fault: XFault, outgoing: Outgoing, account: Account) -> Outcome:
        """Return what a fault says about a text; what X declines for good a person posts."""
        match fault:
            case Declined(word="duplicate"):  # of a try before, or the same text elsewhere
                lookup, sent = await self.find(outgoing)
                if sent is not None:
                    return sent
                if lookup is Lookup.ABSENT:
                    return _by_hand(outgoing, "duplicate")
                return Lost(reason="duplicate")
            case Declined(word="reply_gone"):
                return Refused(reason="reply_gone")
            case Declined(word=word) if outgoing.reply_to is not None:
                return _by_hand(outgoing, word)
            case NoCredit():
                account.client.limits.pause(_WAY, NO_CREDIT_S)
                return _by_hand(outgoing, "no_credit")
            case _:
                return outcome_of(fault)

    async def _seek(
        self, account: Account, outgoing: Outgoing, since: datetime
    ) -> tuple[Lookup, Sent | None]:
        me = await account.source.whoami()
        reserve = await self._budget.reserve(Item.READ, _LISTED, 5)
        if me is None or reserve is None:
            return Lookup.CANNOT_TELL, None
        begins = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # the rest is not paid for
        more: dict[str, Any] = {"max_results": reserve.count, "start_time": begins, **FIELDS}
        try:
            answer = await account.client.get_users_tweets(me.id, user_auth=True, **more)
        except XFault as fault:
            if not isinstance(fault, Broken):
                await self._budget.settle(reserve, 0)
            return Lookup.CANNOT_TELL, None
        page = read_page(answer.document)
        await self._budget.settle(reserve, len(page.posts))
        for post in page.posts:
            if answered_by(post) == outgoing.reply_to and same_text(post, outgoing.text):
                number = str(post["id"])
                return Lookup.FOUND, Sent(external_id=number, url=link_to(number, account.handle))
        moments = [at for one in page.posts if (at := created_at(one)) is not None]
        whole = page.more is None or (bool(moments) and min(moments) < since)
        return (Lookup.ABSENT if whole else Lookup.CANNOT_TELL), None

    # --- on the storage thread --------------------------------------------------------------

    def _look(self, outgoing: Outgoing) -> Answerable:
        with self._database.read() as connection:
            return answerable.look(connection, outgoing)

    def _not_invited(self, message: str) -> None:
        with self._database.write("x") as connection:
            answerable.not_invited(connection, PLATFORM, message)


def outcome_of(fault: XFault) -> Outcome:
    """Return what a fault says about a call that changes something at X."""
    match fault:
        case NotConnected():
            return Deferred(retry_after_s=AWAY_S, reason=fault.word)
        case TooMany(wait_s=wait_s):
            return Deferred(retry_after_s=wait_s, reason=fault.word)
        case Skewed():
            return Deferred(retry_after_s=CLOCK_S, reason=fault.word)
        case NoCredit():
            return Deferred(retry_after_s=NO_CREDIT_S, reason=fault.word)
        case BadToken() | Declined():
            return Refused(reason=fault.word)
        case _:
            return Lost(reason=fault.word)


def _by_hand(outgoing: Outgoing, why: str, url: str | None = None) -> ByHand:
    log("x.by_hand", why=why, key=outgoing.idempotency_key)
    if url is None:
        url = answer_link(outgoing.reply_to) if outgoing.reply_to else compose_link()
    return ByHand(link=url, reason=why)
