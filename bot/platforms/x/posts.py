"""Reads posts of X: pages as X gives them, and messages as the rest of the program knows them.

X has two names for most things ("tweet", "post"), and which one is meant changes by version; both
are read here. Ids are numbers that grow with time.
"""

import html
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from bot.ports import Unreadable
from bot.xsettings import SEARCH
from policies.message import MAX_TEXT_LENGTH, Invitation, Message, MessageEvent, MessageKind

PLATFORM: Final = "x"
_EPOCH_MS: Final = 1_288_834_974_657  # ids hold the time since then, in their upper bits
_LONGEST_ID: Final = 19
_SITE: Final = "https://x.com"
_OFFICIAL: Final = ("en", "fr")

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """One account of ours, as X knows it."""

    id: str
    handle: str  # as the settings have it: the channel's id
    ours: frozenset[str] = frozenset()  # handles of all accounts of ours, in lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of posts, newest first."""

    posts: tuple[Document, ...]
    people: Mapping[str, Document]  # by number
    others: Mapping[str, Document]  # posts that these quote or answer, by id
    more: str | None  # asks for the next page

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the ids that can be read."""
        return tuple(number for one in self.posts if (number := id_of(one)) is not None)


def read_page(document: Document) -> Page:
    """Return what a page holds; what is not of the right shape is left out."""
    includes = _dict(document.get("includes"))
    meta = _dict(document.get("meta"))
    others = [*_dicts(includes.get("posts")), *_dicts(includes.get("tweets"))]
    token = meta.get("next_token")
    return Page(
        posts=tuple(_dicts(document.get("data"))),
        people={str(one.get("id")): one for one in _dicts(includes.get("users"))},
        others={str(one.get("id")): one for one in others},
        more=token if isinstance(token, str) and token else None,
    )


def id_of(post: Document) -> int | None:
    """Return the id of a post; None where it has none that X could have given."""
    number = str(post.get("id", ""))
    fine = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_ID
    return int(number) if fine else None


def messages(
    page: Page, me: Me, own: Collection[str], *, search: str | None = None
) -> list[Message | Unreadable]:
    """Return the posts of a page, oldest first; ours and mere reposts are left out.

    Args:
        page: as X gave it.
        me: the account that asks.
        own: ids of the conversations that we began.
        search: name of the search that found them.
    """
    found: list[Message | Unreadable] = []
    for post in sorted(page.posts, key=lambda one: id_of(one) or 0):
        if _is_ours(post, page, me) or _refers(post, "retweeted"):
            continue
        try:
            found.append(_message(post, page, me, own, search))
        except (KeyError, ValueError, TypeError, AttributeError) as fault:
            key = f"unreadable:{post.get('id')}"
            found.append(Unreadable(platform=PLATFORM, key=key, fault=type(fault).__name__))
    return found


def _message(
    post: Document, page: Page, me: Me, own: Collection[str], search: str | None
) -> Message:
    number = id_of(post)
    if number is None:
        raise ValueError("no id")
    author = str(post["author_id"])
    person = _dict(page.people.get(author))
    handle = str(person.get("username") or author)
    conversation = str(post.get("conversation_id") or number)
    history = [str(one) for one in _versions(post)]
    first = history[0] if history else str(number)
    answered = _refers(post, "replied_to")
    invitation = _invitation(post, page, me, own, conversation)
    here = invitation is not Invitation.NONE
    return Message(
        platform=PLATFORM,
        id=first,
        channel=me.handle if here or search is None else f"{SEARCH}/{search}",
        author=handle,
        number=author,
        text=text_of(post)[:MAX_TEXT_LENGTH],
        sent_at=_moment(post["created_at"]),
        kind=MessageKind.COMMENT if invitation is Invitation.OWN_THREAD else MessageKind.MENTION,
        event=MessageEvent.EDITED if first != str(number) else MessageEvent.NEW,
        reply_to=answered,
        thread=conversation,
        url=link_to(str(number), handle),
        quoted=_quoted(post, page),
        media=_media(post),
        reach=_reach(person),
        invitation=invitation,
        addressed=here,
    )


def _is_ours(post: Document, page: Page, me: Me) -> bool:
    author = str(post.get("author_id"))
    handle = str(_dict(page.people.get(author)).get("username", "")).lower()
    return author == me.id or handle in me.ours


def _invitation(
    post: Document, page: Page, me: Me, own: Collection[str], conversation: str
) -> Invitation:
    """Say why we may answer through X: it lets programs answer only where they are asked."""
    answered = _refers(post, "replied_to")
    to_us = str(post.get("in_reply_to_user_id")) == me.id
    if conversation in own or (to_us and answered == conversation):
        return Invitation.OWN_THREAD
    mentions = _dicts(_dict(post.get("entities")).get("mentions"))
    named = any(
        str(one.get("id")) == me.id
        or str(one.get("username", "")).casefold() == me.handle.casefold()
        for one in mentions
    )
    if named or to_us:
        return Invitation.SUMMONED
    quoted = page.others.get(_refers(post, "quoted") or "")
    if quoted is not None and str(quoted.get("author_id")) == me.id:
        return Invitation.QUOTED
    return Invitation.NONE


def text_of(post: Document) -> str:
    """Return the text as people read it: whole, links as they were, no entities of HTML."""
    longer = _dict(post.get("note_post") or post.get("note_tweet"))
    text = str(longer.get("text") or post.get("text") or "")
    entities = _dict(longer.get("entities") if longer.get("text") else post.get("entities"))
    for one in _dicts(entities.get("urls")):
        short, whole = one.get("url"), one.get("expanded_url")
        if isinstance(short, str) and isinstance(whole, str) and short:
            text = text.replace(short, whole)
    return html.unescape(text)


def link_to(number: str, handle: str | None = None) -> str:
    """Return the address of a post."""
    return f"{_SITE}/{handle or 'i'}/status/{number}"


def answer_link(number: str) -> str:
    """Return the address that opens X's own composer for an answer."""
    return f"{_SITE}/intent/post?in_reply_to={number}"


def compose_link() -> str:
    """Return the address that opens X's own composer."""
    return f"{_SITE}/intent/post"


def first_id_at(moment: datetime) -> int:
    """Return the smallest id that X can have given at a moment."""
    return max(0, (int(moment.timestamp() * 1000) - _EPOCH_MS) << 22)


def moment_of(number: int) -> datetime:
    """Return when X gave an id, where ids are X's."""
    return datetime.fromtimestamp(((number >> 22) + _EPOCH_MS) / 1000, UTC)


def created_at(post: Document) -> datetime | None:
    """Return when a post was made; None where that cannot be read."""
    try:
        return _moment(post["created_at"])
    except (KeyError, ValueError, TypeError):
        return None


def answered_by(post: Document) -> str | None:
    """Return the id of the post that one answers."""
    return _refers(post, "replied_to")


def _versions(post: Document) -> Sequence[object]:
    history = post.get("edit_history_post_ids") or post.get("edit_history_tweet_ids")
    return history if isinstance(history, list) else ()


def _refers(post: Document, how: str) -> str | None:
    """Return the id of the post to which this one refers so."""
    named = post.get("referenced_posts") or post.get("referenced_tweets")
    for one in _dicts(named):
        if one.get("type") == how:
            return str(one.get("id"))
    return None


def _quoted(post: Document, page: Page) -> str | None:
    other = page.others.get(_refers(post, "quoted") or "")
    return text_of(other)[:MAX_TEXT_LENGTH] if other is not None else None


def _media(post: Document) -> str | None:
    attachments = _dict(post.get("attachments"))
    if attachments.get("media_keys"):
        return "media"
    return "poll" if attachments.get("poll_ids") else None


def _reach(person: Document) -> int | None:
    count = _dict(person.get("public_metrics")).get("followers_count")
    return count if isinstance(count, int) and count >= 0 else None


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC)


def _dict(value: object) -> Document:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[Document]:
    return list(_each(value))


def _each(value: object) -> Iterator[Document]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))
