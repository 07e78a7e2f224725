"""People who use Telegram: they write, press, join, leave and read; tests drive them.

Everything happens at once and in the loop of the server; with a server in a thread, call it
through `Served.do`. Nothing here waits for the bot: use `server.until` or `Press.read`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.telegram.places import ENTITIES, Place, fields_of, text_fields
from tests.telegram.server import markup, posting, standing
from tests.telegram.server.fake import FakeTelegram
from tests.telegram.server.state import Query
from tests.telegram.server.values import Chat, Json, Member, User, seconds
from tests.telegram.shown import NotThere, Press, Shown, screen

MODERATES: Final = ("can_delete_messages", "can_restrict_members", "can_pin_messages")
POSTS: Final = ("can_post_messages", "can_edit_messages", "can_delete_messages")


class NotAllowed(AssertionError):
    """Telegram does not let the person do that."""


class World:
    """Everybody and every chat around one bot."""

    def __init__(self, server: FakeTelegram) -> None:
        self.server = server
        self.state = server.state
        self._numbers = iter(range(2_000_001, 10**9))

    def person(
        self,
        first_name: str,
        *,
        username: str | None = None,
        language_code: str | None = None,
        is_bot: bool = False,
        number: int | None = None,
        last_name: str | None = None,
    ) -> "Person":
        """Let a person have an account; the bot cannot write to them before they write first."""
        user = User(
            id=number or next(self._numbers),
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_bot=is_bot,
        )
        return Person(self, self.state.add_user(user))

    def group(
        self,
        title: str,
        *members: "Person",
        owner: "Person | None" = None,
        bot: Iterable[str] | None = MODERATES,
        kind: str = "supergroup",
        forum: bool = False,
        username: str | None = None,
    ) -> "Place":
        """Make a group.

        Args:
            title: of the group.
            members: who is in it already; no update tells of them.
            owner: who made it; somebody whom nobody knows, where none is named.
            bot: its rights as an administrator; empty: a plain member; None: not there.
            kind: supergroup, or group for a basic one.
            forum: whether it has topics.
            username: of a public group.
        """
        place = Place(self, self.state.add_chat(kind, title, username=username, is_forum=forum))
        self._settle(place.chat, owner, bot)
        for one in members:
            place.chat.members.setdefault(one.id, Member(status="member"))
        return place

    def channel(
        self,
        title: str,
        *,
        owner: "Person | None" = None,
        discussion: "Place | None" = None,
        bot: Iterable[str] | None = POSTS,
        username: str | None = None,
    ) -> "Place":
        """Make a channel, with the group in which its posts are discussed."""
        place = Place(self, self.state.add_chat("channel", title, username=username))
        self._settle(place.chat, owner, bot)
        if discussion is not None:
            place.chat.linked, discussion.chat.linked = discussion.id, place.id
        return place

    def _settle(self, chat: Chat, owner: "Person | None", bot: Iterable[str] | None) -> None:
        founder = owner or self.person("Founder")
        chat.members[founder.id] = Member(status="creator")
        if bot is None:
            return
        rights = tuple(bot)
        chat.members[self.state.bot.id] = (
            standing.administrator(*rights) if rights else Member(status="member")
        )


@dataclass(frozen=True)
class Person:
    """Somebody with a Telegram account."""

    world: World
    user: User

    @property
    def id(self) -> int:
        """Numeric id."""
        return self.user.id

    @property
    def private(self) -> Place:
        """The private chat with the bot."""
        return Place(self.world, self.world.state.private(self.user))

    def sees(self, place: Place) -> list[Shown]:
        """Return what the person can read in a chat."""
        if place.chat.person is None and not place.standing(self).inside:
            return []
        return screen(place.chat.messages, self.id)

    # --- writing -----------------------------------------------------------------------

    def says(
        self,
        place: Place,
        text: str = "",
        *,
        reply_to: Shown | None = None,
        quote: str | None = None,
        thread: int | None = None,
        with_media: str | None = None,
        forwarded: "Person | Place | Shown | str | None" = None,
        in_name_of: Place | None = None,
        entities: Sequence[Json] | None = None,
        **fields: Any,
    ) -> Shown:
        """Write a message.

        Args:
            place: where.
            text: what; with media it is the caption.
            reply_to: which message it answers, also one of another chat.
            quote: which words of that message it quotes.
            thread: topic, or thread below a message.
            with_media: photo, video, animation, voice, audio, sticker or document.
            forwarded: from whom it is forwarded; a name for somebody who hides it.
            in_name_of: the group itself for an anonymous administrator, or a channel.
            entities: instead of those that Telegram finds by itself.
            fields: further fields of the `Message`.

        Raises:
            NotAllowed: where Telegram would not let the person write.
        """
        self._must_be_able(place, in_name_of)
        content = fields_of(self.world, text, with_media, entities) | fields
        if forwarded is not None:
            content["forward_origin"] = _origin(self.world, forwarded)
        stored = posting.write(
            self.world.state,
            place.chat,
            self.user,
            content,
            in_name_of=in_name_of.chat if in_name_of else None,
            reply_to=reply_to.stored if reply_to else None,
            quote=_quote(reply_to, quote),
            thread=thread,
        )
        posting.announce(self.world.state, stored)
        return Shown(stored)

    def comments(self, post: Shown, text: str, **more: Any) -> Shown:
        """Comment below a channel post, in its discussion group."""
        group = Place(self.world, self.world.state.chats[post.stored.chat.linked or 0])
        if not group.standing(self).inside:
            group.chat.members[self.id] = Member(status="member")
        root = group.discussed(post)
        return self.says(group, text, reply_to=root, thread=root.id, **more)

    def edits(self, message: Shown, text: str, *, entities: Sequence[Json] | None = None) -> Shown:
        """Change a message of one's own."""
        stored = message.stored
        if stored.author != self.id or stored.deleted:
            raise NotAllowed("only messages of one's own that are there can be edited")
        name = "caption" if message.media else "text"
        content = text_fields(name, text, entities)
        stored.earlier.append(stored.wire)
        kept = {k: v for k, v in stored.wire.items() if k not in {name, ENTITIES[name]}}
        stored.wire = kept | content | {"edit_date": seconds(self.world.state.clock())}
        posting.announce(self.world.state, stored, edited=True)
        return message

    def deletes(self, message: Shown) -> None:
        """Delete a message; Telegram tells no bot of that."""
        message.stored.deleted = True

    def reacts(self, message: Shown, emoji: str | None) -> None:
        """React to a message, or take the reaction back with None."""
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        stored = message.stored
        update = {
            "chat": stored.chat.as_json(),
            "message_id": stored.id,
            "date": seconds(self.world.state.clock()),
            "user": self.user.as_json(),
            "old_reaction": stored.reactions.get(self.id, []),
            "new_reaction": new,
        }
        stored.reactions[self.id] = new
        if self.world.state.member(stored.chat, self.world.state.bot.id).governs:
            self.world.state.updates.push("message_reaction", update)

    def presses(self, message: Shown, button: str, *, stale: bool = False) -> Press:
        """Press a button, named by its text, data or part of its text.

        Args:
            message: below which the button is.
            button: which; with `stale` its data, which may be from before an edit.
            stale: whether the screen of the person is behind.
        """
        stored, state = message.stored, self.world.state
        if stored.deleted and not stale:
            raise NotThere("the message is gone")
        found = {"callback_data": button} if stale else message.button(button)
        if "callback_data" not in found:
            raise NotThere(f"{button!r} opens {found.get('url')}")
        query = Query(id=str(40_000_000_000 + state.fresh()), user=self.user, at=state.clock())
        state.queries[query.id] = query
        gone = {"chat": stored.chat.as_json(), "message_id": stored.id, "date": 0}
        update = {
            "id": query.id,
            "from": self.user.as_json(),
            "message": gone if stored.deleted else dict(stored.wire),
            "chat_instance": str(-stored.chat.id * 31),
            "data": found["callback_data"],
        }
        state.updates.push("callback_query", update)
        return Press(query, self.world.server.until)

    # --- coming and going --------------------------------------------------------------

    def starts_bot(self, payload: str = "") -> Shown:
        """Press "Start" in the private chat, after a deep link where there is a payload."""
        place = self.private
        if place.chat.blocked:
            standing.block(self.world.state, self.user, blocked=False)
        return self.says(place, f"/start {payload}".strip())

    def blocks_bot(self) -> None:
        """Block the bot."""
        standing.block(self.world.state, self.user, blocked=True)

    def joins(self, place: Place) -> None:
        """Join a group or a channel."""
        old = place.standing(self)
        if old.status == "kicked":
            raise NotAllowed("the person is banned")
        new = Member(status="member")
        if old.status == "restricted":  # stays so after leaving and coming back
            new = Member(status="restricted", permissions=old.permissions, until=old.until)
        standing.change(self.world.state, place.chat, self.user, new, self.user)

    def leaves(self, place: Place) -> None:
        """Leave a group or a channel."""
        old = place.standing(self)
        new = Member(status="left")
        if old.status == "restricted":
            new = Member(
                status="restricted",
                permissions=old.permissions,
                until=old.until,
                is_member=False,
            )
        standing.change(self.world.state, place.chat, self.user, new, self.user)

    def _must_be_able(self, place: Place, in_name_of: Place | None) -> None:
        if place.chat.person is not None:
            if place.chat.person.id != self.id:
                raise NotAllowed("a private chat of somebody else")
            place.chat.started, place.chat.blocked = True, False
            return
        if in_name_of is None and not place.may_write(self):
            raise NotAllowed(f"{place.standing(self).status} may not write")
        if in_name_of is not None and place.standing(in_name_of).status == "kicked":
            raise NotAllowed("the channel is banned")


def _quote(reply_to: Shown | None, words: str | None) -> Json | None:
    if words is None:
        return None
    if reply_to is None or words not in reply_to.text:
        raise NotThere(f"{words!r} is not in what is answered")
    before = reply_to.text[: reply_to.text.index(words)]
    return {"text": words, "position": markup.units(before), "is_manual": True}


def _origin(world: World, source: "Person | Place | Shown | str") -> Json:
    date = seconds(world.state.clock())
    if isinstance(source, str):
        return {"type": "hidden_user", "date": date, "sender_user_name": source}
    if isinstance(source, Person):
        return {"type": "user", "date": date, "sender_user": source.user.as_json()}
    if isinstance(source, Shown):
        return posting.origin_of(source.stored)
    if source.chat.type == "channel":
        found: Json = {"type": "channel", "date": date, "chat": source.chat.as_json()}
        return found | {"message_id": 1}
    return {"type": "chat", "date": date, "sender_chat": source.chat.as_json()}
