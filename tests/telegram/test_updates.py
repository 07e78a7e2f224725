"""What an update of Telegram is to us: raw JSON in, one value out."""

import json
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from bot.listening import Either, Ignored, Unreadable
from bot.platforms.telegram.updates import Identity, UpdateReader
from bot.ports import Membership, Person, Pressed, Typed
from policies.message import Message, MessageEvent, MessageKind

BOT: Final = Identity(id=7000, username="liaison_bot")
GROUP: Final = -1001234567890
FORUM: Final = -1009999999999
CHANNEL: Final = -1005555555555
STAFF_ROOM: Final = -1004444444444
AT: Final = 1_772_636_400  # Wednesday 4 March 2026, 15:00 UTC
SENT: Final = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)

ANN: Final = {"id": 501, "is_bot": False, "first_name": "Ann", "language_code": "fr"}
BEN: Final = {"id": 502, "is_bot": False, "first_name": "Ben"}
OURSELVES: Final = {"id": 7000, "is_bot": True, "first_name": "L", "username": "liaison_bot"}
ROBOT: Final = {"id": 900, "is_bot": True, "first_name": "Robot", "username": "other_bot"}
ANONYMOUS: Final = {"id": 1087968824, "is_bot": True, "first_name": "Group"}

CHAT: Final = {"id": GROUP, "type": "supergroup", "title": "Learners"}
PRIVATE: Final = {"id": 501, "type": "private", "first_name": "Ann"}

READER: Final = UpdateReader(
    BOT, {str(GROUP), str(FORUM), f"{FORUM}/45", str(CHANNEL), "direct"}, str(STAFF_ROOM)
)


def said(**fields: Any) -> dict[str, Any]:
    """Return the JSON of a message in the group."""
    return {"message_id": 10, "date": AT, "chat": CHAT, "from": ANN} | fields


def update(**fields: Any) -> str:
    """Return the JSON of an update."""
    return json.dumps({"update_id": 77, **fields})


def of_group(text: str, **changes: Any) -> Message:
    """Return the message that we expect of the group."""
    fields: dict[str, Any] = {
        "platform": "telegram",
        "id": f"{GROUP}:10",
        "channel": str(GROUP),
        "author": "501",
        "text": text,
        "sent_at": SENT,
        "url": "https://t.me/c/1234567890/10",
        "addressed": False,
    }
    return Message(**{**fields, **changes})


OTHER: Final = {"message_id": 9, "date": AT, "chat": CHAT, "from": BEN, "text": "You are idiots"}
OUR_POST: Final = {
    "message_id": 5,
    "date": AT,
    "chat": CHAT,
    "sender_chat": {"id": CHANNEL, "type": "channel", "title": "News"},
    "is_automatic_forward": True,
    "text": "New deadline",
}
FROM_BEN: Final = {"type": "user", "date": AT, "sender_user": BEN}

MESSAGES: Final = {
    "plain": (said(text="Hello"), of_group("Hello")),
    "caption": (
        said(caption="My letter", photo=[_photo := {
            "file_id": "f", "file_unique_id": "u", "width": 1, "height": 1,
        }]),
        of_group("My letter", media="photo"),
    ),
    "photo without a word": (said(photo=[_photo]), of_group("", media="photo")),
    "reply: what is answered is not the author's": (
        said(text="That is wrong", reply_to_message=OTHER),
        of_group("That is wrong", reply_to=f"{GROUP}:9", quoted="You are idiots"),
    ),
    "reply with a chosen quote": (
        said(text="No", reply_to_message=OTHER, quote={"text": "idiots", "position": 8}),
        of_group("No", reply_to=f"{GROUP}:9", quoted="idiots"),
    ),
    "reply to us": (
        said(text="Thanks", reply_to_message=OTHER | {"from": OURSELVES, "text": "Here it is"}),
        of_group("Thanks", reply_to=f"{GROUP}:9", quoted="Here it is", addressed=True),
    ),
    "forward: every word is somebody else's": (
        said(text="You are idiots", forward_origin=FROM_BEN),
        of_group("", quoted="You are idiots"),
    ),
    "block quote, after an emoji of two units": (
        said(
            text="\U0001f600 you idiots\nreally?",
            entities=[{"type": "blockquote", "offset": 3, "length": 10}],
        ),
        of_group("\U0001f600 " + " " * 10 + "\nreally?", quoted="you idiots"),
    ),
    "address behind words": (
        said(
            text="click here",
            entities=[
                {"type": "text_link", "offset": 6, "length": 4, "url": "https://spam.example/x"}
            ],
        ),
        of_group("click here\nhttps://spam.example/x"),
    ),
    "address behind forwarded words": (
        said(
            text="click here",
            forward_origin=FROM_BEN,
            entities=[
                {"type": "text_link", "offset": 6, "length": 4, "url": "https://spam.example/x"}
            ],
        ),
        of_group("", quoted="click here\nhttps://spam.example/x"),
    ),
    "mention": (said(text="Hi @Liaison_Bot!"), of_group("Hi @Liaison_Bot!", addressed=True)),
    "mention of a longer name": (said(text="Hi @liaison_bots"), of_group("Hi @liaison_bots")),
    "comment below our post": (
        said(text="At last", message_thread_id=5, reply_to_message=OUR_POST),
        of_group(
            "At last",
            reply_to=f"{GROUP}:5",
            thread=f"{GROUP}:5",
            quoted="New deadline",
            addressed=True,
        ),
    ),
    "deeper in that thread": (
        said(text="No", message_thread_id=5, reply_to_message=OTHER),
        of_group("No", reply_to=f"{GROUP}:9", thread=f"{GROUP}:5", quoted="You are idiots"),
    ),
    "topic with settings of its own": (
        said(
            text="Hello",
            chat={"id": FORUM, "type": "supergroup", "title": "F", "is_forum": True},
            message_thread_id=45,
            is_topic_message=True,
        ),
        of_group(
            "Hello",
            id=f"{FORUM}:10",
            channel=f"{FORUM}/45",
            url="https://t.me/c/9999999999/10",
        ),
    ),
    "topic without": (
        said(
            text="Hello",
            chat={"id": FORUM, "type": "supergroup", "title": "F", "is_forum": True},
            message_thread_id=46,
            is_topic_message=True,
        ),
        of_group(
            "Hello", id=f"{FORUM}:10", channel=str(FORUM), url="https://t.me/c/9999999999/10"
        ),
    ),
    "public group": (
        said(text="Hello", chat=CHAT | {"username": "learners"}),
        of_group("Hello", url="https://t.me/learners/10"),
    ),
    "another bot": (
        said(text="Beep", **{"from": ROBOT}),
        of_group("Beep", author="900", automatic=True),
    ),
    "through a bot, by a person": (said(text="Hi", via_bot=ROBOT), of_group("Hi")),
    "in the name of somebody's channel": (
        said(
            text="Buy",
            sender_chat={"id": -1007777777777, "type": "channel", "title": "Shop"},
            **{"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}},
        ),
        of_group("Buy", author="-1007777777777"),
    ),
    "poll": (
        said(
            poll={
                "id": "1", "question": "Is it fair?", "total_voter_count": 0, "is_closed": False,
                "allows_revoting": True, "is_anonymous": True, "type": "regular",
                "allows_multiple_answers": False,
                "options": [
                    {"persistent_id": "1", "text": "Yes", "voter_count": 0},
                    {"persistent_id": "2", "text": "No", "voter_count": 0},
                ],
            }
        ),
        of_group("Is it fair?\nYes\nNo", media="poll"),
    ),
    "somebody's number": (
        said(contact={"phone_number": "613-555-0199", "first_name": "Eve", "last_name": "Roy"}),
        of_group("Eve Roy 613-555-0199", media="contact"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_what_is_said_in_a_group_is_a_message(name: str) -> None:
    """The author's own words are the text; what is passed on is `quoted`; places are named."""
    raw, expected = MESSAGES[name]
    assert READER.read(update(message=raw)) == expected


def test_an_edit_is_the_same_message_with_the_time_of_the_edit() -> None:
    """The id stays; the event and the time are those of the edit."""
    raw = said(text="Better", edit_date=AT + 60)
    assert READER.read(update(edited_message=raw)) == of_group(
        "Better", event=MessageEvent.EDITED, sent_at=datetime(2026, 3, 4, 15, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "kind",
    ["sticker", "voice", "video", "document", "animation", "video_note", "audio", "location"],
)
def test_media_without_text_are_named(kind: str) -> None:
    """Whatever came is named, so that a policy can ask about it."""
    file = {"file_id": "f", "file_unique_id": "u"}
    more: dict[str, dict[str, Any]] = {
        "sticker": {"width": 1, "height": 1, "is_animated": False, "is_video": False,
                    "type": "regular"},
        "voice": {"duration": 1}, "audio": {"duration": 1}, "document": {},
        "video": {"width": 1, "height": 1, "duration": 1},
        "animation": {"width": 1, "height": 1, "duration": 1},
        "video_note": {"length": 1, "duration": 1},
        "location": {"longitude": 1.0, "latitude": 1.0},
    }  # fmt: skip
    body = more[kind] if kind == "location" else {**file, **more[kind]}
    assert READER.read(update(message=said(**{kind: body}))) == of_group("", media=kind)


NOTHING: Final = {
    "our own post, forwarded by Telegram": update(message=said(**OUR_POST)),
    "our channel": update(
        channel_post=said(text="x", chat={"id": CHANNEL, "type": "channel", "title": "News"})
    ),
    "an anonymous administrator": update(
        message=said(text="Please be kind", sender_chat=CHAT, **{"from": ANONYMOUS})
    ),
    "our channel speaks in the group": update(
        message=said(
            text="Hi", sender_chat={"id": CHANNEL, "type": "channel", "title": "News"}
        )
    ),
    "somebody left": update(message=said(left_chat_member=ANN)),
    "a pin": update(message=said(pinned_message=OTHER)),
    "a new topic": update(
        message=said(forum_topic_created={"name": "Loans", "icon_color": 7322096})
    ),
    "somebody moves while sharing a place": update(
        edited_message=said(location={"longitude": 1.0, "latitude": 1.0, "live_period": 60})
    ),
    "staff among themselves": update(
        message=said(text="lunch?", chat={"id": STAFF_ROOM, "type": "supergroup", "title": "S"})
    ),
    "a reaction": update(
        message_reaction={
            "chat": CHAT, "message_id": 10, "date": AT, "user": ANN,
            "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
    ),
    "a kind of update that is not known yet": update(something_new={"a": 1}),
    "a business message": update(
        business_message=said(text="Hi", business_connection_id="c", chat=PRIVATE)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_what_asks_nothing_of_us(name: str) -> None:
    """The agency's own words, service messages and unknown updates are passed over."""
    assert READER.read(NOTHING[name]) == Ignored()


def test_a_text_in_the_private_chat_is_for_a_desk_or_else_a_message() -> None:
    """The desks are asked first; where none takes it, it is a direct message."""
    heard = READER.read(update(message=said(text="Bonjour", chat=PRIVATE)))
    assert heard == Either(
        typed=Typed(
            key="77",
            person=Person(platform="telegram", number="501", lang_hint="fr"),
            chat="501",
            message="501:10",
            text="Bonjour",
            private=True,
            at=SENT,
        ),
        message=Message(
            platform="telegram",
            id="501:10",
            channel="direct",
            author="501",
            text="Bonjour",
            sent_at=SENT,
            kind=MessageKind.DIRECT,
            thread="direct:501",
        ),
    )


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/next", "next", ""),
        ("/Next@Liaison_Bot", "next", ""),
        ("/case 12", "case", "12"),
        ("/search  two words\nmore", "search", "two words\nmore"),
    ],
)
def test_a_command_in_a_group_is_typed_and_addressed(
    text: str, command: str, argument: str
) -> None:
    """A command without a name, or with ours, is for us; it is a message too, said to us."""
    heard = READER.read(update(message=said(text=text)))
    assert isinstance(heard, Either)
    assert (heard.typed.command, heard.typed.argument) == (command, argument)
    assert heard.typed.private is False
    assert heard.message == of_group(text, addressed=True)


@pytest.mark.parametrize("text", ["/next@other_bot", "/", "//", "/été", "see /next"])
def test_what_is_no_command_of_ours_is_a_message(text: str) -> None:
    """A command for another bot, or something that only looks like one, is what somebody said."""
    assert READER.read(update(message=said(text=text))) == of_group(text)


def test_staff_type_commands_in_their_group_and_nothing_is_screened() -> None:
    """The staff group is no channel: only its commands are heard."""
    heard = READER.read(
        update(
            message=said(text="/queue", chat={"id": STAFF_ROOM, "type": "supergroup", "title": "S"})
        )
    )
    assert isinstance(heard, Either)
    assert heard.message is None


def test_an_edit_runs_no_command() -> None:
    """A command that somebody edits is not run a second time."""
    heard = READER.read(update(edited_message=said(text="/next", edit_date=AT + 5)))
    assert isinstance(heard, Message)


def test_a_press_names_its_panel() -> None:
    """The data of the button, the panel's name and the query come through."""
    raw = {
        "id": "q1", "from": ANN, "chat_instance": "1", "data": "approve|3|",
        "message": said(chat=PRIVATE, text="card", **{"from": OURSELVES}),
    }  # fmt: skip
    assert READER.read(update(callback_query=raw)) == Pressed(
        key="77",
        person=Person(platform="telegram", number="501", lang_hint="fr"),
        chat="501",
        message="501:10",
        data="approve|3|",
        query="q1",
        private=True,
        at=SENT,
    )


def test_a_press_on_a_panel_that_is_gone_is_still_a_press() -> None:
    """Telegram keeps no old messages, but the button says what it is for."""
    raw = {
        "id": "q1", "from": ANN, "chat_instance": "1", "data": "approve|3|",
        "message": {"message_id": 10, "date": 0, "chat": PRIVATE},
    }  # fmt: skip
    heard = READER.read(update(callback_query=raw))
    assert isinstance(heard, Pressed)
    assert (heard.message, heard.data) == ("501:10", "approve|3|")


def _change(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {
        "chat": CHAT, "from": BEN, "date": AT, "old_chat_member": old, "new_chat_member": new,
    }  # fmt: skip


LEFT: Final = {"status": "left", "user": ANN}
MEMBER: Final = {"status": "member", "user": ANN}
RIGHTS: Final = dict.fromkeys(
    (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
        "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
        "can_send_other_messages", "can_add_web_page_previews", "can_change_info",
        "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag",
        "can_react_to_messages",
    ),
    False,
)  # fmt: skip
MUTED_IN: Final = {
    "status": "restricted",
    "user": ANN,
    "is_member": True,
    "until_date": 0,
    **RIGHTS,
}
MUTED_OUT: Final = MUTED_IN | {"is_member": False}


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        (LEFT, MEMBER, "joined"),
        (MUTED_OUT, MUTED_IN, "joined"),
        (MEMBER, LEFT, "left"),
        (MUTED_IN, MUTED_OUT, "left"),
        (MEMBER, {"status": "kicked", "user": ANN, "until_date": 0}, "left"),
    ],
)
def test_people_come_and_go(old: dict[str, Any], new: dict[str, Any], status: str) -> None:
    """Who is restricted is in the group or not, as Telegram says."""
    assert READER.read(update(chat_member=_change(old, new))) == Membership(
        key="77",
        chat=str(GROUP),
        person=Person(platform="telegram", number="501", lang_hint="fr"),
        status=status,
        at=SENT,
        name="Ann" if status == "joined" else "",
    )


def test_a_restriction_is_neither_coming_nor_going() -> None:
    """Who is restricted while in the group stays there."""
    assert READER.read(update(chat_member=_change(MEMBER, MUTED_IN))) == Ignored()


def test_a_service_message_tells_of_an_arrival_too() -> None:
    """Where the bot is no administrator, only the group's own line says who came."""
    heard = READER.read(update(message=said(new_chat_members=[ROBOT, ANN])))
    assert isinstance(heard, Membership)
    assert (heard.status, heard.person.number, heard.name) == ("joined", "501", "Ann")


def test_our_own_rights_changed() -> None:
    """A change of our standing is told of the chat."""
    ours = {"status": "left", "user": OURSELVES}
    heard = READER.read(
        update(my_chat_member=_change({"status": "member", "user": OURSELVES}, ours))
    )
    assert isinstance(heard, Membership)
    assert (heard.status, heard.chat) == ("our_rights", str(GROUP))


def test_a_group_that_moves_says_where() -> None:
    """A basic group that becomes a supergroup has a new number."""
    raw = said(chat={"id": -300, "type": "group", "title": "G"}, migrate_to_chat_id=GROUP)
    heard = READER.read(update(message=raw))
    assert isinstance(heard, Membership)
    assert (heard.status, heard.chat, heard.moved_to) == ("moved", "-300", str(GROUP))


def test_words_are_not_lost_because_of_what_stands_beside_them() -> None:
    """A poll of another version of the Bot API is still a poll that asks something."""
    poll = {"id": "1", "question": "Shall we burn it?", "options": "?"}
    assert READER.read(update(message=said(poll=poll))) == of_group(
        "Shall we burn it?", media="poll"
    )
    assert READER.read(update(message=said(text="Hi", entities=[{"type": 5}]))) == of_group("Hi")


def test_a_group_that_moved_keeps_its_settings() -> None:
    """The settings still call it by its old number; messages are named by the present one."""
    reader = UpdateReader(BOT, {"-300"}, "-400", {"-300": str(GROUP), "-400": "-100400"})
    assert reader.read(update(message=said(text="Hello"))) == of_group("Hello", channel="-300")
    room = {"id": -100400, "type": "supergroup", "title": "S"}
    assert reader.read(update(message=said(text="lunch?", chat=room))) == Ignored()


def test_an_agency_without_a_staff_group_hears_every_group() -> None:
    """No group is taken for one that the settings do not name."""
    assert UpdateReader(BOT).read(update(message=said(text="Hello"))) == of_group("Hello")


def test_the_pictures_of_an_album_belong_together() -> None:
    """Ten pictures at once are one conversation."""
    heard = [
        READER.read(update(message=said(message_id=number, media_group_id="88", photo=[_photo])))
        for number in (10, 11)
    ]
    assert [one.root for one in heard if isinstance(one, Message)] == [f"{GROUP}:album-88"] * 2


@pytest.mark.parametrize(
    "payload",
    [
        "[]",
        '"x"',
        update(message={"message_id": 1}),
        update(message=said(date="yesterday")),
        update(callback_query=5),
        update(message=said(chat={"id": "x"})),
    ],
)
def test_what_has_not_the_shape_of_an_update_is_unreadable(payload: str) -> None:
    """A poison update is told apart from one that asks nothing."""
    with pytest.raises(Unreadable):
        READER.read(payload)
