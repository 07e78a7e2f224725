"""What is read at X for one account: mentions, our own posts, what stands below them, searches."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.platforms.x.client import Answer, XClient
from bot.platforms.x.posts import Me
from bot.platforms.x.window import FOR_EVER, SEARCHED, Window
from bot.searchsettings import SavedSearch
from bot.xsettings import XPlatform

FIELDS: Final = {
    "tweet_fields": [
        "attachments", "author_id", "conversation_id", "created_at", "entities",
        "in_reply_to_user_id", "note_tweet", "referenced_tweets",
    ],
    "expansions": ["author_id", "referenced_tweets.id"],
    "user_fields": ["public_metrics", "username"],
}  # fmt: skip
THREADS_FOR: Final = timedelta(days=7)  # how long what stands below a post of ours is looked for
OWN_POSTS_S: Final = 600.0  # between two looks at what we posted ourselves
_THREAD_LONGEST_S: Final = 1800.0
_OLD: Final = 20  # a thread is looked at again after a twentieth of its age
_MENTIONS: Final = "GET /users/*/mentions"
_TIMELINE: Final = "GET /users/*/tweets"
_SEARCH: Final = "GET /tweets/search/recent"

Ask = Callable[[Mapping[str, Any]], Awaitable[Answer]]


class Kind(StrEnum):
    """What a stream is for; the first that is due is read first."""

    MENTIONS = "mentions"
    OWN = "own"
    THREAD = "thread"
    SEARCH = "search"


@dataclass(slots=True, kw_only=True)
class Stream:
    """One list of posts at X that grows; where it stands is on disk under its name."""

    kind: Kind
    name: str  # of its cursor
    way: str  # the kind of call, for limits
    ask: Ask
    page_name: str  # of the parameter that names the next page
    least: int  # posts that one request has to ask for
    reach: timedelta  # how far back it can be asked for
    window: Window
    every_s: float
    key: str = ""  # id of the thread, name of the search
    due: float = 0.0  # X's time
    asked: Mapping[str, str] = field(default_factory=dict)  # at the first of a row of pages
    token: str | None = None  # of the next page
    careful: bool = False  # the last answer did not come: ask for little
    empty: int = 0  # pages without a post, in a row

    @property
    def under_way(self) -> bool:
        """Whether a sweep is not over yet."""
        return self.window.sweeping or self.token is not None


def cursor(handle: str, kind: Kind, key: str = "") -> str:
    """Return the name under which it is kept how far a stream was read."""
    return f"x.{handle.lower()}.{kind.value}" + (f".{key}" if key else "")


def mentions(client: XClient, me: Me, settings: XPlatform, window: Window) -> Stream:
    """Return what names the account, replies to it included."""
    return Stream(
        kind=Kind.MENTIONS,
        name=cursor(me.handle, Kind.MENTIONS),
        way=_MENTIONS,
        ask=lambda more: client.get_users_mentions(me.id, user_auth=True, **FIELDS, **more),
        page_name="pagination_token",
        least=5,
        reach=FOR_EVER,
        window=window,
        every_s=settings.poll_s,
    )


def own_posts(client: XClient, me: Me, window: Window) -> Stream:
    """Return what the account posts itself, by whatever way: threads begin there."""
    return Stream(
        kind=Kind.OWN,
        name=cursor(me.handle, Kind.OWN),
        way=_TIMELINE,
        ask=lambda more: client.get_users_tweets(
            me.id, user_auth=True, exclude=["replies", "retweets"], **FIELDS, **more
        ),
        page_name="pagination_token",
        least=5,
        reach=FOR_EVER,
        window=window,
        every_s=OWN_POSTS_S,
    )


def thread(client: XClient, me: Me, number: str, window: Window) -> Stream:
    """Return what stands below a post of ours."""
    query = f"conversation_id:{number} -from:{me.handle}"
    return _searching(client, me, Kind.THREAD, number, query, window, 0.0)


def search(
    client: XClient, me: Me, settings: XPlatform, saved: SavedSearch, window: Window
) -> Stream:
    """Return what a saved search finds; mere reposts are not paid for."""
    query = saved.query if "is:retweet" in saved.query else f"({saved.query}) -is:retweet"
    every_s = settings.search_poll_s
    return _searching(client, me, Kind.SEARCH, saved.name, query, window, every_s)


def thread_every_s(opened: datetime, now: datetime, poll_s: float) -> float:
    """Return how often a thread is looked at: often while it is young."""
    age_s = (now - opened).total_seconds()
    return max(poll_s, min(_THREAD_LONGEST_S, age_s / _OLD))


def _searching(
    client: XClient,
    me: Me,
    kind: Kind,
    key: str,
    query: str,
    window: Window,
    every_s: float,
) -> Stream:
    return Stream(
        kind=kind,
        name=cursor(me.handle, kind, key),
        way=_SEARCH,
        ask=lambda more: client.search_recent_tweets(query, user_auth=True, **FIELDS, **more),
        page_name="next_token",
        least=10,
        reach=SEARCHED,
        window=window,
        every_s=every_s,
        key=key,
    )
