"""The fake Bot API server, used through the real python-telegram-bot."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import telegram
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import ReplyParameters as Answering
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.fakes import OPEN, FakeClock
from tests.telegram.places import Place
from tests.telegram.server import TOKEN, FakeTelegram, Fault, Kind, published, serve_in_thread
from tests.telegram.shown import NotThere
from tests.telegram.world import NotAllowed, Person, World

ALL = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"]
ALL += ["chat_member", "message_reaction"]


@dataclass(frozen=True, kw_only=True)
class Wire:
    """A bot, the server that it talks to, and people."""

    bot: Bot
    server: FakeTelegram
    world: World
    clock: FakeClock
    alice: Person
    group: Place

    async def updates(self) -> list[telegram.Update]:
        """Fetch what waits and confirm it."""
        found = await self.bot.get_updates(allowed_updates=ALL)
        if found:
            await self.bot.get_updates(offset=found[-1].update_id + 1, allowed_updates=ALL)
        return list(found)


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    """A group with Alice, in which the bot is an administrator; what is not as published fails."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # or the library warns of each flood
    clock = FakeClock()
    async with FakeTelegram(clock, spec=published()) as server:
        world = World(server)
        server.state.updates.allowed = ALL
        bot = Bot(TOKEN, base_url=server.base_url, base_file_url=server.base_file_url)
        async with bot:
            alice = world.person("Alice", username="alice", language_code="fr")
            group = world.group("Learners", alice)
            yield Wire(bot=bot, server=server, world=world, clock=clock, alice=alice, group=group)
        assert server.spec_faults == []


# --- the server is honest ---------------------------------------------------------------


async def test_calls_are_held_against_the_published_api(shared_dir: Path) -> None:
    """A parameter that does not exist is a fault, one sent as a form is decoded first."""
    async with (
        FakeTelegram(spec=published(shared_dir)) as server,
        httpx.AsyncClient(base_url=server.base_url + TOKEN) as client,
    ):
        await client.post("/getUpdates", data={"limit": "3", "allowed_updates": '["message"]'})
        assert server.spec_faults == []
        await client.post("/getMe", data={"nonsense": "1"})
        await client.post("/getUpdates", json={"limit": "many"})
        assert server.spec_faults == [
            "getMe: unknown parameter nonsense",
            "getUpdates.limit: str is not Integer",
        ]
        assert server.honesty.checked == 3


async def test_other_clients_and_unknown_paths() -> None:
    """GET and JSON are served; wrong tokens, methods and paths are refused as Telegram does."""
    async with (
        FakeTelegram() as server,
        httpx.AsyncClient(base_url=server.root_url) as client,
    ):
        right = f"/bot{TOKEN}"
        assert (await client.get(f"{right}/GETME")).json()["result"]["is_bot"] is True
        assert (await client.post(f"{right}/getMe", json={})).json()["ok"] is True
        for path, code, words in (
            ("/bot1:wrong/getMe", 401, "Unauthorized"),
            (f"{right}/getNothing", 404, "Not Found"),
            ("/elsewhere", 404, "Not Found"),
        ):
            answer = await client.post(path)
            assert answer.status_code == code
            assert answer.json() == {"ok": False, "error_code": code, "description": words}
        assert server.unserved == {"getNothing"}
    with pytest.raises(InvalidToken):
        async with FakeTelegram() as other, Bot("1:x", base_url=other.base_url):
            pass


# --- sending ----------------------------------------------------------------------------


async def test_a_text_with_everything(wire: Wire) -> None:
    """Markup, a quote, buttons with a style and no preview come out as they went in."""
    said = wire.alice.says(wire.group, "Is the grant taxable? Tell me.")
    sent = await wire.bot.send_message(
        wire.group.id,
        '  <b>No</b>, see <a href="https://example.ca/a?b=1&amp;c=2">this</a> &lt;3 😀 <i>é</i> ',
        parse_mode="HTML",
        reply_parameters=Answering(said.id, quote="grant taxable"),
        reply_markup=InlineKeyboardMarkup(
            [[InlineKeyboardButton("Yes", callback_data="y|1", style="success")]]
        ),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
    )
    shown = wire.group.last
    assert (shown.text, shown.id) == ("No, see this <3 😀 é", sent.message_id)
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 0, 2),
        ("text_link", 8, 4),
        ("italic", 19, 1),  # after the picture, which counts twice
    ]
    assert sent.entities[1].url == "https://example.ca/a?b=1&c=2"
    assert (shown.reply_to, shown.quote, shown.silent) == (said.id, "grant taxable", True)
    assert shown.keyboard == [["Yes"]]
    assert shown.buttons == {"Yes": "y|1"}
    assert sent.date == OPEN
    assert len(await wire.updates()) == 1  # of Alice: a bot does not hear itself


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("a < b", "Can't parse entities: unclosed start tag at byte offset 2"),
        ("é</b>", "Can't parse entities: unexpected end tag at byte offset 2"),
        ("<p>x</p>", 'Can\'t parse entities: unsupported start tag "p" at byte offset 0'),
        (
            "<b><i>x</b></i>",
            (
                'Can\'t parse entities: unmatched end tag at byte offset 7, expected "</i>", '
                'found "</b>"'
            ),
        ),
        ("<b> </b>", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
    ],
)
async def test_texts_that_are_refused(wire: Wire, text: str, words: str) -> None:
    """Bad markup, nothing and too much are refused in Telegram's words."""
    with pytest.raises(BadRequest) as caught:
        await wire.bot.send_message(wire.group.id, text, parse_mode="HTML")
    assert caught.value.message.lower() == words.lower()
    assert wire.group.from_bot == []
    wire.server.honesty.faults.clear()  # the published API names the same limits


async def test_lengths_count_after_markup_in_utf16(wire: Wire) -> None:
    """4,096 units pass, however much markup stands around them."""
    sent = await wire.bot.send_message(
        wire.group.id, "<b>" + "&amp;" * 4094 + "😀</b>", parse_mode="HTML"
    )
    assert sent.text is not None
    assert len(sent.text) == 4095
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await wire.bot.send_photo(wire.group.id, b"bytes", caption="x" * 1025)
    wire.server.honesty.faults.clear()


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton("x", callback_data="é" * 33), "Button_data_invalid"),
        (InlineKeyboardButton("x", url="nowhere"), "Wrong HTTP URL"),
        (InlineKeyboardButton("x"), "Text buttons are unallowed"),
        (InlineKeyboardButton("x", callback_data="y", style="pink"), "style"),
    ],
)
async def test_buttons_that_are_refused(
    wire: Wire, button: InlineKeyboardButton, words: str
) -> None:
    """64 bytes of data, real addresses, known styles."""
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await wire.bot.send_message(
            wire.group.id, "x", reply_markup=InlineKeyboardMarkup([[button]])
        )
    wire.server.honesty.faults.clear()


async def test_answers_to_what_is_gone(wire: Wire) -> None:
    """An answer to a deleted message is refused, or stands alone where that is allowed."""
    said = wire.alice.says(wire.group, "soon gone")
    wire.alice.deletes(said)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await wire.bot.send_message(wire.group.id, "x", reply_parameters=Answering(said.id))
    alone = Answering(said.id, allow_sending_without_reply=True)
    await wire.bot.send_message(wire.group.id, "x", reply_parameters=alone)
    assert wire.group.last.reply_to is None
    other = wire.alice.says(wire.group, "short words")
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await wire.bot.send_message(
            wire.group.id, "x", reply_parameters=Answering(other.id, quote="long words")
        )


async def test_files_both_ways(wire: Wire) -> None:
    """A file is uploaded byte by byte, and can be fetched again."""
    wire.alice.starts_bot()
    content = b"line\r\n--\r\nline\n\x00\xff"
    sent = await wire.bot.send_document(
        wire.alice.id, content, filename="dossier é.zip", caption="<b>c</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert sent.document.file_name == "dossier é.zip"
    assert (wire.alice.private.last.media, sent.caption) == ("document", "c")
    file = await wire.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content
    again = await wire.bot.send_document(wire.alice.id, sent.document.file_id)
    assert again.document == sent.document
    photo = await wire.bot.send_photo(wire.group.id, b"picture", caption="x")
    copied = await wire.bot.copy_message(wire.alice.id, wire.group.id, photo.message_id)
    assert wire.alice.private.last.id == copied.message_id
    assert wire.alice.private.last.media == "photo"


# --- who may be written to --------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrange", "error", "words"),
    [
        (lambda _wire: None, Forbidden, "Forbidden: bot can't initiate conversation with a user"),
        (
            lambda w: (w.alice.starts_bot(), w.alice.blocks_bot()),
            Forbidden,
            "Forbidden: bot was blocked by the user",
        ),
        (
            lambda w: setattr(w.alice.user, "deactivated", True),
            Forbidden,
            "Forbidden: user is deactivated",
        ),
    ],
)
async def test_private_chats_that_refuse(
    wire: Wire, arrange: Callable[[Wire], object], error: type[TelegramError], words: str
) -> None:
    """The bot can write only to who wrote first and has not blocked it."""
    arrange(wire)
    with pytest.raises(error) as caught:
        await wire.bot.send_message(wire.alice.id, "x")
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("kicked", "Forbidden: bot was kicked from the supergroup chat"),
        ("left", "Forbidden: bot is not a member of the supergroup chat"),
    ],
)
async def test_groups_that_refuse(wire: Wire, status: str, words: str) -> None:
    """A bot that is out cannot write, and is told that it is out."""
    wire.group.sets_bot(status=status)
    with pytest.raises(Forbidden) as caught:
        await wire.bot.send_message(wire.group.id, "x")
    assert str(caught.value) == words
    (update,) = await wire.updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == status
    with pytest.raises(BadRequest, match="Chat not found"):
        await wire.bot.send_message(-1009999, "x")


async def test_a_group_becomes_a_supergroup(wire: Wire) -> None:
    """The old number refuses and names the new one; both chats say so."""
    old = wire.world.group("Small", wire.alice, kind="group")
    new = old.migrates()
    with pytest.raises(ChatMigrated) as caught:
        await wire.bot.send_message(old.id, "x")
    assert caught.value.new_chat_id == new.id
    first, second = [update.message for update in await wire.updates()]
    assert first is not None
    assert second is not None
    assert (first.migrate_to_chat_id, second.migrate_from_chat_id) == (new.id, old.id)
    await wire.bot.send_message(new.id, "x")


# --- what the bot hears -----------------------------------------------------------------


async def test_what_people_write(wire: Wire) -> None:
    """Entities, answers, quotes, media, forwards and edits reach the bot as Telegram shows them."""
    alice, group = wire.alice, wire.group
    bot = wire.server.state.bot
    first = alice.says(group, f"@{bot.username} /next@{bot.username} https://x.ca/é, #prêt")
    alice.says(group, "no", reply_to=first, quote="/next")
    alice.says(group, "look", with_media="photo")
    alice.says(group, "said he", forwarded="Somebody")
    alice.says(group, "said she", forwarded=wire.world.person("Bea"))
    alice.edits(first, "never mind")
    one, two, three, four, five, six = await wire.updates()
    assert one.message is not None
    assert list(one.message.parse_entities().values()) == [
        f"@{bot.username}",
        f"/next@{bot.username}",
        "https://x.ca/é",
        "#prêt",
    ]
    assert two.message is not None
    assert two.message.reply_to_message == one.message
    assert two.message.quote is not None
    assert (two.message.quote.text, two.message.message_thread_id) == ("/next", first.id)
    assert three.message is not None
    assert (three.message.caption, len(three.message.photo)) == ("look", 1)
    origins = [u.message.forward_origin for u in (four, five) if u.message is not None]
    assert [origin.type for origin in origins if origin is not None] == ["hidden_user", "user"]
    assert six.edited_message is not None
    assert (six.edited_message.text, six.edited_message.message_id) == ("never mind", first.id)
    assert six.edited_message.edit_date == OPEN


async def test_names_behind_which_people_write(wire: Wire) -> None:
    """Anonymous administrators and channels show themselves as Telegram's own accounts."""
    channel = wire.world.channel("News", discussion=wire.group)
    wire.alice.says(wire.group, "as the group", in_name_of=wire.group)
    wire.alice.says(wire.group, "as a channel", in_name_of=channel)
    shown = [update.message for update in await wire.updates()]
    assert [
        (m.from_user.username, m.sender_chat.id)
        for m in shown
        if m and m.from_user and m.sender_chat
    ] == [("GroupAnonymousBot", wire.group.id), ("Channel_Bot", channel.id)]


async def test_comments_below_a_channel_post(wire: Wire) -> None:
    """A post is forwarded into the linked group; comments stand in its thread."""
    channel = wire.world.channel("News", discussion=wire.group)
    post = channel.posts("Offices close at noon.")
    comment = wire.alice.comments(post, "Why?")
    wire.alice.says(wire.group, "And when?", reply_to=comment)
    first, forward, second, third = await wire.updates()
    assert first.channel_post is not None
    assert first.channel_post.text == "Offices close at noon."
    assert forward.message is not None
    assert forward.message.is_automatic_forward
    assert forward.message.from_user is not None
    assert (forward.message.from_user.id, forward.message.message_id) == (777000, 1)
    assert second.message is not None
    assert third.message is not None
    assert [second.message.message_thread_id, third.message.message_thread_id] == [1, 1]
    assert (await wire.bot.get_chat(channel.id)).linked_chat_id == wire.group.id
    own = await wire.bot.send_message(channel.id, "From the bot.")
    assert wire.group.messages[-1].wire["forward_origin"]["message_id"] == own.message_id
    answer = await wire.bot.send_message(
        wire.group.id, "Because.", reply_parameters=Answering(comment.id)
    )
    assert answer.message_thread_id == 1


async def test_topics_of_a_forum(wire: Wire) -> None:
    """What stands in a topic answers its first message; a reply of the bot stays in the topic."""
    forum = wire.world.group("Forum", wire.alice, forum=True)
    loans = forum.opens_topic("Loans")
    said = wire.alice.says(forum, "hello", thread=loans)
    await wire.bot.send_message(forum.id, "hi", message_thread_id=loans)
    _, update = await wire.updates()
    assert update.message is not None
    assert update.message.is_topic_message
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.forum_topic_created is not None
    assert (forum.last.thread, said.thread) == (loans, loans)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await wire.bot.send_message(forum.id, "hi", message_thread_id=999)
    forum.chat.topics[loans].closed = True
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await wire.bot.send_message(forum.id, "hi", message_thread_id=loans)


async def test_privacy_mode_and_who_is_not_heard(wire: Wire) -> None:
    """A plain member in privacy mode hears commands and answers only, and never other bots."""
    wire.server.state.reads_all_groups = False
    room = wire.world.group("Room", wire.alice, bot=())
    robot = wire.world.person("Robot", is_bot=True)
    room.chat.members[robot.id] = wire.world.state.member(room.chat, wire.alice.id)
    wire.alice.says(room, "small talk")
    wire.alice.says(room, "/help@somebody_else")
    wire.alice.says(room, "/help")
    sent = await wire.bot.send_message(room.id, "here")
    wire.alice.says(room, "thanks", reply_to=room.last)
    robot.says(room, "/help")
    assert [u.message.text for u in await wire.updates() if u.message] == ["/help", "thanks"]
    assert sent.message_id == room.last.id


async def test_coming_going_and_reacting(wire: Wire) -> None:
    """Joins, leaves, reactions and blocks reach a bot that asked for them."""
    bea = wire.world.person("Bea")
    bea.joins(wire.group)
    bea.reacts(wire.alice.says(wire.group, "hm"), "👍")
    bea.leaves(wire.group)
    bea.starts_bot("INVITE")
    bea.blocks_bot()
    kinds = [min(set(update.to_dict()) - {"update_id"}) for update in await wire.updates()]
    assert kinds == [
        "message",  # joined
        "chat_member",
        "message",  # hm
        "message_reaction",
        "message",  # left
        "chat_member",
        "message",  # /start INVITE
        "my_chat_member",
    ]


# --- long polling -----------------------------------------------------------------------


async def test_updates_stay_until_they_are_confirmed(wire: Wire) -> None:
    """The offset confirms; without it the same updates come again."""
    for number in range(3):
        wire.alice.says(wire.group, f"m{number}")
    first = await wire.bot.get_updates(limit=2)
    assert [u.message.text for u in first if u.message] == ["m0", "m1"]
    assert await wire.bot.get_updates(limit=2) == first
    rest = await wire.bot.get_updates(offset=first[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["m2"]
    assert await wire.bot.get_updates(offset=-1) == rest
    wire.server.state.updates.again(rest[0].to_dict())
    assert len(await wire.bot.get_updates()) == 2


async def test_a_long_poll_returns_with_the_first_news(wire: Wire) -> None:
    """It waits without a reply until something is there; a second poll ends the first one."""
    poll = asyncio.create_task(wire.bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    wire.alice.says(wire.group, "hello")
    assert len(await poll) == 1
    await wire.bot.get_updates(offset=-1)
    found = await wire.bot.get_updates(offset=10**10)
    assert found == ()
    waits = asyncio.create_task(wire.bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    async with httpx.AsyncClient() as another:
        assert (await another.get(f"{wire.server.base_url}{TOKEN}/getUpdates")).json()["ok"]
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await waits


async def test_kinds_that_were_not_asked_for(wire: Wire) -> None:
    """By default memberships and reactions are withheld."""
    await wire.bot.get_updates(allowed_updates=[])
    bea = wire.world.person("Bea")
    bea.joins(wire.group)
    bea.reacts(wire.alice.says(wire.group, "hm"), "👍")
    assert [u.effective_message is not None for u in await wire.bot.get_updates()] == [True, True]
    assert [set(one) for one in wire.server.state.updates.withheld] == [
        {"chat_member"},
        {"message_reaction"},
    ]


async def test_a_webhook_gets_each_update_until_it_takes_it(wire: Wire) -> None:
    """The secret is in the head, a fault means that the update comes again, in order."""
    seen: list[tuple[str, Any]] = []

    async def hook(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].split("\r\n")[0])
        update = json.loads(await reader.readexactly(length))
        secret = head.partition("secret-token: ")[2].split("\r\n")[0]
        seen.append((secret, update["message"]["text"]))
        status = "503 no" if len(seen) == 1 else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(hook, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        await wire.bot.set_webhook(f"http://127.0.0.1:{port}/h", secret_token="s3cret")  # noqa: S106 -- of the test
        with pytest.raises(Conflict, match="webhook is active"):
            await wire.bot.get_updates()
        for text in ("one", "two"):
            wire.alice.says(wire.group, text)
        await wire.server.until(lambda: len(seen) == 3)
        info = await wire.bot.get_webhook_info()
        await wire.bot.delete_webhook()
    assert seen == [("s3cret", "one"), ("s3cret", "one"), ("s3cret", "two")]
    assert info.last_error_message == "Wrong response from the webhook: 503"
    assert (await wire.bot.get_webhook_info()).url == ""


# --- pressing, editing, deleting --------------------------------------------------------


async def test_a_press_and_its_answer(wire: Wire) -> None:
    """The bot is told which button of which message, and the person reads the answer."""
    board = InlineKeyboardMarkup([[InlineKeyboardButton("Keep", callback_data="k|1")]])
    sent = await wire.bot.send_message(wire.group.id, "case", reply_markup=board)
    press = wire.alice.presses(wire.group.last, "keep")
    (update,) = await wire.updates()
    assert update.callback_query is not None
    assert update.callback_query.message == sent
    assert (update.callback_query.data, update.callback_query.from_user.id) == (
        "k|1",
        wire.alice.id,
    )
    assert press.answer is None
    await wire.bot.answer_callback_query(update.callback_query.id, "Kept.", show_alert=True)
    assert (await press.read(), press.alert) == ("Kept.", True)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await wire.bot.answer_callback_query(update.callback_query.id, "x" * 201)
    wire.clock.forward(minutes=16)
    with pytest.raises(BadRequest, match="Query is too old"):
        await wire.bot.answer_callback_query(update.callback_query.id)
    with pytest.raises(NotThere):
        wire.alice.presses(wire.group.last, "delete")
    wire.server.honesty.faults.clear()  # 201 characters


async def test_edits_of_the_bot(wire: Wire) -> None:
    """An edit replaces text and buttons; the same again, and others' messages, are refused."""
    board = InlineKeyboardMarkup([[InlineKeyboardButton("Keep", callback_data="k|1")]])
    sent = await wire.bot.send_message(wire.group.id, "<b>a</b>", "HTML", reply_markup=board)
    same: dict[str, Any] = {
        "text": "<b>a</b>",
        "chat_id": wire.group.id,
        "message_id": sent.message_id,
    }
    with pytest.raises(BadRequest, match="Message is not modified"):
        await wire.bot.edit_message_text(**same, parse_mode="HTML", reply_markup=board)
    await wire.bot.edit_message_text(**same, parse_mode="HTML")
    assert (wire.group.last.text, wire.group.last.keyboard) == ("a", [])
    await wire.bot.edit_message_reply_markup(wire.group.id, sent.message_id, reply_markup=board)
    assert (wire.group.last.keyboard, wire.group.last.edits) == ([["Keep"]], 2)
    said = wire.alice.says(wire.group, "mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await wire.bot.edit_message_text("x", wire.group.id, said.id)
    wire.alice.deletes(wire.group.last)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await wire.bot.edit_message_text("x", wire.group.id, sent.message_id)


async def test_deleting(wire: Wire) -> None:
    """Others' messages go for 48 hours and with the right only; a hundred at a time."""
    old = wire.alice.says(wire.group, "old")
    wire.clock.forward(hours=47)
    young = [wire.alice.says(wire.group, f"m{n}") for n in range(3)]
    wire.clock.forward(hours=1)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await wire.bot.delete_message(wire.group.id, old.id)
    assert await wire.bot.delete_message(wire.group.id, young[0].id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await wire.bot.delete_message(wire.group.id, young[0].id)
    assert await wire.bot.delete_messages(wire.group.id, [one.id for one in young])
    assert [one.text for one in wire.alice.sees(wire.group)] == ["old"]
    wire.group.sets_bot("can_pin_messages")
    last = wire.alice.says(wire.group, "last")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await wire.bot.delete_message(wire.group.id, last.id)


# --- moderating -------------------------------------------------------------------------


async def test_banning_and_restricting(wire: Wire) -> None:
    """Bans and restrictions end when they say, and people notice."""
    bot, group, alice = wire.bot, wire.group, wire.alice
    await bot.restrict_chat_member(
        group.id,
        alice.id,
        telegram.ChatPermissions.no_permissions(),
        until_date=wire.clock() + timedelta(hours=1),
    )
    with pytest.raises(NotAllowed):
        alice.says(group, "x")
    found = await bot.get_chat_member(group.id, alice.id)
    assert isinstance(found, telegram.ChatMemberRestricted)
    assert found.until_date == OPEN + timedelta(hours=1)
    wire.clock.forward(hours=1)
    alice.says(group, "again")
    await bot.ban_chat_member(group.id, alice.id)
    assert (group.is_banned(alice), alice.sees(group)) == (True, [])
    with pytest.raises(NotAllowed):
        alice.joins(group)
    await bot.unban_chat_member(group.id, alice.id, only_if_banned=True)
    alice.joins(group)
    await bot.unban_chat_member(group.id, alice.id, only_if_banned=True)
    assert group.standing(alice).inside
    await bot.unban_chat_member(group.id, alice.id)  # removes a member
    assert not group.standing(alice).inside
    statuses = [u.chat_member.new_chat_member.status for u in await wire.updates() if u.chat_member]
    assert statuses == ["restricted", "kicked", "left", "member", "left"]


async def test_whom_nobody_can_ban(wire: Wire) -> None:
    """Owners, administrators, the bot itself; and nobody where the right is missing."""
    admin = wire.world.person("Adam")
    wire.group.promotes(admin)
    for person, words in (
        (Person(wire.world, wire.group.owner), "can't remove chat owner"),
        (admin, "user is an administrator of the chat"),
        (Person(wire.world, wire.server.state.bot), "can't restrict self"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){words}"):
            await wire.bot.ban_chat_member(wire.group.id, person.id)
    with pytest.raises(BadRequest, match="User not found"):
        await wire.bot.ban_chat_member(wire.group.id, 5)
    wire.group.sets_bot("can_delete_messages")
    with pytest.raises(BadRequest, match="Not enough rights to restrict/unrestrict chat member"):
        await wire.bot.ban_chat_member(wire.group.id, wire.alice.id)
    small = wire.world.group("Small", wire.alice, kind="group")
    with pytest.raises(BadRequest, match="Method is available only for supergroups"):
        await wire.bot.restrict_chat_member(
            small.id, wire.alice.id, telegram.ChatPermissions.no_permissions()
        )


async def test_what_the_bot_can_ask(wire: Wire) -> None:
    """Chats, members, administrators and what the bot told of itself."""
    bot, group = wire.bot, wire.group
    chat = await bot.get_chat(group.id)
    assert (chat.title, chat.type) == ("Learners", "supergroup")
    assert chat.permissions is not None
    assert chat.permissions.can_send_messages
    assert await bot.get_chat_member_count(group.id) == 3
    admins = {one.user.id: one.status for one in await bot.get_chat_administrators(group.id)}
    assert admins == {group.owner.id: "creator", bot.id: "administrator"}
    me = await bot.get_chat_member(group.id, bot.id)
    assert isinstance(me, telegram.ChatMemberAdministrator)
    assert (me.can_delete_messages, me.can_promote_members) == (True, False)
    scope = telegram.BotCommandScopeChat(group.id)
    await bot.set_my_commands([("file", "La file")], scope=scope, language_code="fr")
    (command,) = await bot.get_my_commands(scope=scope, language_code="fr")
    assert (command.command, command.description) == ("file", "La file")
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([("Près", "x")])
    await bot.set_my_description("Bonjour", language_code="fr")
    assert (await bot.get_my_description(language_code="fr")).description == "Bonjour"
    await bot.set_my_short_description("x")
    await bot.set_my_name("Liaison")
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    await bot.send_chat_action(group.id, "typing")
    said = wire.alice.says(group, "x")
    await bot.set_message_reaction(group.id, said.id, "👍")
    await bot.pin_chat_message(group.id, said.id)
    pinned = (await bot.get_chat(group.id)).pinned_message
    assert pinned is not None
    assert pinned.message_id == said.id
    await bot.leave_chat(group.id)


# --- what goes wrong --------------------------------------------------------------------


async def _fails(call: Awaitable[object]) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await call
    return caught.value


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.SERVER, NetworkError),
        (Kind.SERVER_JSON, NetworkError),
        (Kind.RESET, NetworkError),
        (Kind.HANG, TimedOut),
        (Kind.GARBLED, TelegramError),
    ],
)
async def test_faults_before_and_after(
    wire: Wire, kind: Kind, error: type[TelegramError], *, after: bool
) -> None:
    """Each fault is met once; only what was processed before it is out."""
    wire.server.faults.plan(kind, "sendMessage", after=after)
    sending = wire.bot.send_message(wire.group.id, "x", read_timeout=0.2)
    assert isinstance(await _fails(sending), error)
    assert [one.text for one in wire.group.from_bot] == (["x"] if after else [])
    await wire.bot.send_message(wire.group.id, "y")
    (first, second) = wire.server.calls_of("sendmessage")
    assert (first.processed, second.processed) == (after, True)


async def _flooded(wire: Wire) -> float:
    found = await _fails(wire.bot.send_message(wire.group.id, "x"))
    assert isinstance(found, RetryAfter)
    assert isinstance(found.retry_after, timedelta)
    return found.retry_after.total_seconds()


async def test_floods(wire: Wire) -> None:
    """A planned 429 names its seconds; enforced rates refuse what is too fast."""
    wire.server.faults.plan(Kind.FLOOD, retry_after_s=7)
    assert await _flooded(wire) == 7
    assert wire.group.from_bot == []
    wire.server.rates.enforced = True
    for _ in range(20):
        await wire.bot.send_message(wire.group.id, "x")
        wire.clock.forward(seconds=1)
    assert await _flooded(wire) == 40
    wire.clock.forward(seconds=40)
    await wire.bot.send_message(wire.group.id, "x")
    assert await _flooded(wire) == 1
    assert wire.server.rates.refused == 2


async def test_faults_by_chance_are_the_same_for_a_seed(wire: Wire) -> None:
    """About the wanted share of sends goes wrong, and exactly those that the plan made."""
    wire.server.faults.at_random(0.2, [Fault(kind=Kind.SERVER)], seed=1)
    failed = 0
    for _ in range(100):
        try:
            await wire.bot.send_message(wire.group.id, "x")
        except NetworkError:
            failed += 1
    assert failed == len(wire.server.faults.made) == 17
    assert len(wire.group.from_bot) == 83


async def test_broken_updates_reach_the_client(wire: Wire) -> None:
    """The library cannot parse the batch that has one in it; raw it can be read."""
    wire.server.state.updates.push_raw({"message": {"message_id": "x", "chat": 1}})
    wire.alice.says(wire.group, "fine")
    with pytest.raises(KeyError):
        await wire.bot.get_updates()
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{wire.server.base_url}{TOKEN}/getUpdates")
    assert [one["message"]["message_id"] for one in answer.json()["result"]] == ["x", 1]


# --- for real processes -----------------------------------------------------------------


async def test_an_outage_and_a_return(wire: Wire) -> None:
    """The server can go away and come back on its port with everything that it knew."""
    port = wire.server.port
    await wire.server.stop()
    assert isinstance(await _fails(wire.bot.get_me()), NetworkError)
    await wire.server.start(port)
    assert (await wire.bot.get_chat(wire.group.id)).title == "Learners"


def test_a_server_in_a_thread() -> None:
    """People act in the loop of the server while a client elsewhere polls."""
    with serve_in_thread(spec=published()) as served:
        world = World(served.server)
        alice = served.do(lambda: world.person("Alice"))
        served.do(alice.starts_bot)
        found = httpx.post(f"{served.base_url}{TOKEN}/getUpdates").json()["result"]
        assert [one["message"]["text"] for one in found] == ["/start"]
        assert served.server.spec_faults == []
