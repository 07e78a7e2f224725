"""What goes to the public: once, to the right place, byte for byte; never twice."""

from pathlib import Path

import pytest

from bot.lanes import Pace
from bot.platforms.telegram.pacing import Rates
from bot.platforms.telegram.publisher import TelegramPublisher
from bot.ports import (
    Button,
    Deferred,
    Lookup,
    Lost,
    Outgoing,
    PublicationKind,
    Refused,
    Sent,
)
from tests.telegram.server import Kind
from tests.telegram.wired import Wired, wired

TEXT = "2 < 3 & <b>not bold</b>: https://agency.example/a_b *c*"


def _reply(wire: Wired, **more: object) -> Outgoing:
    fields: dict[str, object] = {
        "idempotency_key": "k",
        "kind": PublicationKind.REPLY,
        "platform": "telegram",
        "channel": str(wire.group.id),
        "text": TEXT,
        "lang": "en",
        "reply_to": None,
    }
    return Outgoing(**(fields | more))  # type: ignore[arg-type]  # fields of one test


async def test_a_reply_goes_below_its_message() -> None:
    """The text as it was approved, no preview, at the message that it answers, with its address."""
    async with wired() as wire:
        question = wire.alice.says(wire.group, "When do you open?")
        outcome = await TelegramPublisher(wire.calls).send(_reply(wire, reply_to=question.key))
        last = wire.group.last
        assert (last.text, last.reply_to) == (TEXT, question.id)
        number = str(wire.group.id).removeprefix("-100")
        assert outcome == Sent(
            external_id=f"{wire.group.id}:{last.id}", url=f"https://t.me/c/{number}/{last.id}"
        )


async def test_a_reply_to_what_is_gone_is_not_sent() -> None:
    """The question was deleted: a reply that stands alone would puzzle everybody."""
    async with wired() as wire:
        question = wire.alice.says(wire.group, "When do you open?")
        wire.alice.deletes(question)
        outcome = await TelegramPublisher(wire.calls).send(_reply(wire, reply_to=question.key))
        assert outcome == Refused(reason="reply_gone")
        assert wire.group.from_bot == []


async def test_topics_channels_and_comments() -> None:
    """A topic by its number; a public channel with its name; a comment in the linked group."""
    async with wired() as wire:
        publisher = TelegramPublisher(wire.calls)
        forum = wire.world.group("Forum", wire.alice, forum=True)
        topic = forum.opens_topic("Loans")
        await publisher.send(_reply(wire, channel=f"{forum.id}/{topic}"))
        assert forum.last.thread == topic
        news = wire.world.channel("News", username="agency_news", discussion=wire.group)
        outcome = await publisher.send(_reply(wire, channel=str(news.id)))
        assert isinstance(outcome, Sent)
        assert outcome.url == f"https://t.me/agency_news/{news.last.id}"
        comment = wire.alice.comments(news.posts("Our lines are open."), "Really?")
        answer = _reply(wire, channel=str(news.id), reply_to=comment.key)
        assert publisher.lane(answer) == str(wire.group.id)
        assert isinstance(await publisher.send(answer), Sent)
        assert wire.group.last.reply_to == comment.id


async def test_a_picture_with_its_text(tmp_path: Path) -> None:
    """The text is the caption; a picture that is not there, or a caption too long, is refused."""
    async with wired() as wire:
        publisher = TelegramPublisher(wire.calls)
        picture = tmp_path / "a.png"
        picture.write_bytes(b"\x89PNG")
        await publisher.send(_reply(wire, media=str(picture)))
        assert (wire.group.last.media, wire.group.last.text) == ("photo", TEXT)
        missing = _reply(wire, media=str(tmp_path / "none.png"))
        assert await publisher.send(missing) == Refused(reason="no_media")
        long = _reply(wire, media=str(picture), text="x" * 1_025)
        assert await publisher.send(long) == Refused(reason="too_long")
        assert await publisher.send(_reply(wire, text="x" * 4_097)) == Refused(reason="too_long")
        assert wire.made("sendPhoto") + wire.made("sendMessage") == 1


async def test_a_notice_goes_privately() -> None:
    """Whoever talks with the bot is told in private, with buttons; nothing shows in the group."""
    async with wired() as wire:
        wire.alice.starts_bot()
        said = wire.alice.says(wire.group, "Rude words")
        notice = _reply(
            wire,
            kind=PublicationKind.NOTICE,
            recipient=str(wire.alice.id),
            reply_to=said.key,
            fallback="A message here was removed.",
            buttons=(Button(text="Contest", data="appeal|1"),),
        )
        outcome = await TelegramPublisher(wire.calls).send(notice)
        assert outcome == Sent(external_id=f"{wire.alice.id}:{wire.alice.private.last.id}")
        assert wire.alice.private.last.keyboard == [["Contest"]]
        assert wire.group.from_bot == []


@pytest.mark.parametrize("blocked", [True, False])
async def test_a_notice_that_cannot_be_private_is_neutral(blocked: bool) -> None:
    """Never started, or blocked: the neutral text goes into the thread, with links only."""
    async with wired() as wire:
        if blocked:
            wire.alice.starts_bot()
            wire.alice.blocks_bot()
        said = wire.alice.says(wire.group, "Rude words")
        notice = _reply(
            wire,
            kind=PublicationKind.NOTICE,
            recipient=str(wire.alice.id),
            reply_to=said.key,
            fallback="A message here was removed.",
            buttons=(
                Button(text="Contest", data="appeal|1"),
                Button(text="The rule", url="https://t.me/liaison_test_bot?start=n1"),
            ),
        )
        outcome = await TelegramPublisher(wire.calls).send(notice)
        last = wire.group.last
        assert isinstance(outcome, Sent)
        assert outcome.external_id == f"{wire.group.id}:{last.id}"
        assert (last.text, last.keyboard) == ("A message here was removed.", [["The rule"]])
        assert wire.made("sendMessage") == 2


async def test_a_neutral_notice_about_what_is_gone() -> None:
    """The message was deleted, as it should be: the neutral text stands in its topic."""
    async with wired() as wire:
        forum = wire.world.group("Forum", wire.alice, forum=True)
        topic = forum.opens_topic("Loans")
        said = wire.alice.says(forum, "Rude words", thread=topic)
        wire.alice.deletes(said)
        notice = _reply(
            wire,
            kind=PublicationKind.NOTICE,
            channel=f"{forum.id}/{topic}",
            recipient=str(wire.alice.id),
            reply_to=said.key,
            fallback="A message here was removed.",
        )
        assert isinstance(await TelegramPublisher(wire.calls).send(notice), Sent)
        assert (forum.last.text, forum.last.thread) == ("A message here was removed.", topic)


async def test_a_notice_without_a_neutral_text() -> None:
    """Where there is nothing to say in the thread, the refusal is the result."""
    async with wired() as wire:
        notice = _reply(wire, kind=PublicationKind.NOTICE, recipient=str(wire.alice.id))
        outcome = await TelegramPublisher(wire.calls).send(notice)
        assert outcome == Refused(reason="never_started")


@pytest.mark.parametrize(
    "kind", [Kind.SERVER, Kind.SERVER_JSON, Kind.RESET, Kind.GARBLED, Kind.HANG]
)
async def test_what_leaves_doubt_is_never_sent_again(kind: Kind) -> None:
    """Out, and the answer lost: one call, and nobody can tell; nor can it be looked up."""
    async with wired(timeout_s=0.2) as wire:
        publisher = TelegramPublisher(wire.calls)
        wire.server.faults.plan(kind, "sendMessage", after=True)
        assert isinstance(await publisher.send(_reply(wire)), Lost)
        assert len(wire.group.from_bot) == wire.made("sendMessage") == 1
        assert await publisher.find(_reply(wire)) == (Lookup.CANNOT_TELL, None)


async def test_a_private_time_out_does_not_go_public() -> None:
    """Where nobody can tell whether the private notice is out, the thread stays quiet."""
    async with wired() as wire:
        wire.alice.starts_bot()
        said = wire.alice.says(wire.group, "Rude words")
        wire.server.faults.plan(Kind.RESET, "sendMessage", after=True)
        notice = _reply(
            wire, recipient=str(wire.alice.id), reply_to=said.key, fallback="Something was removed."
        )
        assert isinstance(await TelegramPublisher(wire.calls).send(notice), Lost)
        assert wire.group.from_bot == []


async def test_the_pace_is_known_before_the_intent() -> None:
    """After twenty texts in a minute a group has to wait, and says for how long; others do not."""
    async with wired(rates=Rates(chat_per_s=100)) as wire:
        publisher: object = TelegramPublisher(wire.calls)
        assert isinstance(publisher, Pace)
        assert isinstance(publisher, TelegramPublisher)
        for _ in range(20):
            assert publisher.delay_s(_reply(wire)) == 0
            assert isinstance(await publisher.send(_reply(wire)), Sent)
        assert 59 < publisher.delay_s(_reply(wire)) <= 60
        assert publisher.delay_s(_reply(wire, recipient="5")) == 0
        late = await publisher.send(_reply(wire))
        assert isinstance(late, Deferred)
        assert (late.reason, late.retry_after_s > 50) == ("paced", True)
        assert wire.made("sendMessage") == 20


@pytest.mark.parametrize(
    "wrong", [{"channel": "news"}, {"reply_to": "-100:x"}, {"channel": "-100/x"}]
)
async def test_addresses_that_are_none(wrong: dict[str, str]) -> None:
    """What Telegram could not know is refused before any call."""
    async with wired() as wire:
        outcome = await TelegramPublisher(wire.calls).send(_reply(wire, **wrong))
        assert isinstance(outcome, Refused)
        assert list(wire.server.calls) == []
