"""Chats as people see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.telegram.server import markup, posting, standing
from tests.telegram.server.values import Chat, Json, Member, User
from tests.telegram.shown import NotThere, Shown, media, screen

if TYPE_CHECKING:
    from tests.telegram.world import Person, World

ENTITIES: Final = {"text": "entities", "caption": "caption_entities"}


@dataclass(frozen=True)
class Place:
    """A group or a channel, or the private chat of a person with the bot."""

    world: "World"
    chat: Chat

    @property
    def id(self) -> int:
        """Number of the chat."""
        return self.chat.id

    @property
    def messages(self) -> list[Shown]:
        """What is there now, in order, service messages too."""
        return screen(self.chat.messages)

    @property
    def from_bot(self) -> list[Shown]:
        """What the bot has said there and is still there."""
        return [one for one in self.messages if one.by_bot and not one.stored.service]

    @property
    def last(self) -> Shown:
        """The newest message of the bot.

        Raises:
            NotThere: where it has said nothing.
        """
        if not self.from_bot:
            raise NotThere(f"the bot has said nothing in {self.chat.id}")
        return self.from_bot[-1]

    def find(self, part: str) -> Shown:
        """Return the newest message of the bot that contains a text."""
        for one in reversed(self.from_bot):
            if part in one.text:
                return one
        raise NotThere(f"{part!r} is in none of {[one.text for one in self.from_bot]}")

    @property
    def owner(self) -> User:
        """Who made it."""
        number = next(n for n, one in self.chat.members.items() if one.status == "creator")
        return self.world.state.users[number]

    def standing(self, person: "Person | Place") -> Member:
        """Return how a person, or a channel that writes, stands here now."""
        return self.world.state.member(self.chat, person.id)

    def is_banned(self, person: "Person") -> bool:
        """Tell whether a person is kept out."""
        return self.standing(person).status == "kicked"

    def may_write(self, person: "Person") -> bool:
        """Tell whether a person may send texts here."""
        return standing.may_write(self.world.state, self.chat, person.id)

    def sets_bot(self, *rights: str, status: str = "administrator") -> None:
        """Let the owner change what the bot is here: administrator, member, left, kicked."""
        state = self.world.state
        new = (
            standing.administrator(*rights) if status == "administrator" else Member(status=status)
        )
        standing.change(state, self.chat, state.bot, new, self.owner)

    def promotes(self, person: "Person", *rights: str, anonymous: bool = False) -> None:
        """Let the owner make a person an administrator."""
        new = standing.administrator(*rights, anonymous=anonymous)
        standing.change(self.world.state, self.chat, person.user, new, self.owner)

    def opens_topic(self, name: str) -> int:
        """Let the owner open a topic; return its number."""
        return posting.open_topic(self.world.state, self.chat, self.owner, name).id

    def posts(self, text: str = "", *, with_media: str | None = None) -> Shown:
        """Post in the channel; it is forwarded into the discussion group, if it has one."""
        content = fields_of(self.world, text, with_media)
        stored = posting.write(self.world.state, self.chat, None, content)
        posting.announce(self.world.state, stored)
        posting.into_discussion(self.world.state, stored)
        return Shown(stored)

    def discussed(self, post: Shown) -> Shown:
        """Return the forward of a channel post in this group."""
        for one in self.messages:
            origin = one.wire.get("forward_origin", {})
            if one.wire.get("is_automatic_forward") and origin.get("message_id") == post.id:
                return one
        raise NotThere(f"post {post.id} is not discussed here")

    def migrates(self) -> "Place":
        """Become a supergroup, which has another number."""
        new = standing.migrate(self.world.state, self.chat, self.owner)
        return Place(self.world, new)


def text_fields(name: str, text: str, entities: Sequence[Json] | None) -> Json:
    """Return a text or caption with its entities."""
    found = list(entities) if entities is not None else markup.with_found(text, [])
    content: Json = {name: text} if text else {}
    return content | ({ENTITIES[name]: found} if text and found else {})


def fields_of(
    world: "World", text: str, with_media: str | None, entities: Sequence[Json] | None = None
) -> Json:
    """Return what a message says: text, or media with a caption."""
    if with_media is None:
        return text_fields("text", text, entities)
    return media(with_media, world.state.fresh()) | text_fields("caption", text, entities)
