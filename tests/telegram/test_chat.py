"""Panels in a chat, through the real library and the fake server."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram.chat import TelegramChat
from bot.platforms.telegram.trimming import LONGEST, trim, units
from bot.ports import Button, Deferred, Panel, Priority, Refused, Sent
from tests.telegram.server import Kind, markup
from tests.telegram.wired import Wired, wired

ROWS = (
    (Button(text="Approve", data="approve|7|", style="success"),),
    (
        Button(text="Reject", data="reject|7|", style="danger"),
        Button(text="Page", url="https://a.example/"),
    ),
)


async def _show(wire: Wired, panel: Panel, reply_to: str | None = None) -> str:
    wire.alice.starts_bot()
    chat = TelegramChat(wire.calls)
    outcome = await chat.send(
        str(wire.alice.id), panel, priority=Priority.REVIEWER, reply_to=reply_to
    )
    assert isinstance(outcome, Sent)
    return outcome.external_id


async def test_a_panel_with_buttons() -> None:
    """Text in HTML, buttons in rows with their styles, no preview of links."""
    async with wired() as wire:
        name = await _show(wire, Panel(html="<b>Case 7</b> a&lt;b https://a.example", buttons=ROWS))
        last = wire.alice.private.last
        assert name == f"{wire.alice.id}:{last.id}"
        assert last.text == "Case 7 a<b https://a.example"
        assert last.keyboard == [["Approve"], ["Reject", "Page"]]
        assert last.button("Approve")["style"] == "success"
        assert last.buttons["Reject"] == "reject|7|"
        (call,) = wire.server.calls_of("sendMessage")
        assert json.loads(call.params["link_preview_options"]) == {"is_disabled": True}


async def test_a_question() -> None:
    """A panel that asks opens the answer field; a silent one makes no sound."""
    async with wired() as wire:
        await _show(wire, Panel(html="The new text?", asks_reply=True, silent=True))
        assert wire.alice.private.last.asks_reply
        assert wire.alice.private.last.silent


async def test_replacing_a_panel() -> None:
    """An edit changes text and buttons; the same again counts as done; one that is gone is told."""
    async with wired() as wire:
        chat = TelegramChat(wire.calls)
        name = await _show(wire, Panel(html="Waits", buttons=ROWS))
        where, new = str(wire.alice.id), Panel(html="Decided")
        for _ in range(2):
            outcome = await chat.edit(where, name, new, priority=Priority.REVIEWER)
            assert outcome == Sent(external_id=name)
        assert (wire.alice.private.last.text, wire.alice.private.last.keyboard) == ("Decided", [])
        number = name.partition(":")[2]  # the number alone will do
        assert isinstance(await chat.edit(where, number, new, priority=Priority.REVIEWER), Sent)
        assert await chat.remove(where, name) == Sent(external_id=name)
        assert await chat.remove(where, name) == Sent(external_id=name)
        gone = await chat.edit(where, name, Panel(html="x"), priority=Priority.REVIEWER)
        assert gone == Refused(reason="gone")


async def test_answering_a_press() -> None:
    """The line is cut to what Telegram takes; a press of long ago cannot be answered."""
    async with wired() as wire:
        chat = TelegramChat(wire.calls)
        await _show(wire, Panel(html="Waits", buttons=ROWS))
        press = wire.alice.presses(wire.alice.private.last, "Approve")
        assert isinstance(await chat.answer(press.query.id, "x" * 500, alert=True), Sent)
        assert press.answer == "x" * 199 + "…"
        assert press.alert
        late = wire.alice.presses(wire.alice.private.last, "Approve")
        wire.clock.forward(hours=1)
        assert await chat.answer(late.query.id, "Done") == Refused(reason="old")


async def test_a_card_arrives_although_the_wire_fails() -> None:
    """Staff cards are shown at least once: a failure that leaves doubt is tried again."""
    async with wired() as wire:
        wire.server.faults.plan(Kind.SERVER, "sendMessage")
        wire.server.faults.plan(Kind.FLOOD, "sendMessage", retry_after_s=2)
        await _show(wire, Panel(html="Card"))
        assert [one.text for one in wire.alice.private.from_bot] == ["Card"]


async def test_a_long_flood_holds_no_caller() -> None:
    """Told to wait ten minutes: whoever sends a card is told so, and may come again."""
    async with wired() as wire:
        wire.alice.starts_bot()
        chat, where = TelegramChat(wire.calls), str(wire.alice.id)
        wire.server.faults.plan(Kind.FLOOD, "sendMessage", retry_after_s=600)
        panel = Panel(html="Card")
        first = await chat.send(where, panel, priority=Priority.SAFETY)
        second = await chat.send(where, panel, priority=Priority.SAFETY)
        assert first == Deferred(retry_after_s=600, reason="flood")
        assert isinstance(second, Deferred)
        assert (second.reason, 560 < second.retry_after_s <= 600) == ("paced", True)
        assert wire.made("sendMessage") == 1


async def test_a_file() -> None:
    """A document goes with its name and a caption."""
    async with wired() as wire:
        wire.alice.starts_bot()
        outcome = await TelegramChat(wire.calls).document(
            str(wire.alice.id), "evidence.zip", b"PK", "Case 7", priority=Priority.REVIEWER
        )
        assert isinstance(outcome, Sent)
        assert (wire.alice.private.last.text, wire.alice.private.last.media) == (
            "Case 7",
            "document",
        )


async def test_somebody_who_blocked_the_bot() -> None:
    """A refusal is a result with a word."""
    async with wired() as wire:
        wire.alice.starts_bot()
        wire.alice.blocks_bot()
        outcome = await TelegramChat(wire.calls).send(
            str(wire.alice.id), Panel(html="Card"), priority=Priority.REVIEWER
        )
        assert outcome == Refused(reason="blocked_by_user")


async def test_a_button_that_carries_too_much() -> None:
    """A mistake of ours is found before anything is sent."""
    async with wired() as wire:
        panel = Panel(html="x", buttons=((Button(text="A", data="é" * 33),),))
        with pytest.raises(ValueError, match="66 bytes"):
            await _show(wire, panel)
        assert wire.made("sendMessage") == 0


async def test_a_panel_that_is_too_long_is_still_shown() -> None:
    """The last resort: cut, and its tags closed, so that Telegram takes it."""
    async with wired() as wire:
        await _show(wire, Panel(html=f"<blockquote><b>{'😀&amp;' * 3_000}</b></blockquote>"))
        shown = wire.alice.private.last.text
        assert markup.units(shown) <= LONGEST
        assert shown.endswith(("&…", "😀…"))


_PIECES = st.lists(
    st.sampled_from(["<b>", "</b>", "word ", "😀", "&lt;", "&#233;", "\n", "<i>x</i>"]), max_size=60
)


@given(pieces=_PIECES, longest=st.integers(min_value=2, max_value=40))
def test_a_cut_text_is_short_enough_and_closes_its_tags(pieces: list[str], longest: int) -> None:
    """Whatever was cut: as long as allowed, every open tag closed."""
    balanced = "".join(pieces)
    opened = balanced.count("<b>") - balanced.count("</b>")
    text = "<b>" * max(0, -opened) + balanced + "</b>" * max(0, opened)
    if _nested_wrongly(text):
        return
    cut = trim(text, longest)
    shown, _ = markup.parse(cut, "HTML")
    assert units(shown) <= longest
    assert cut.count("<b>") == cut.count("</b>")


def _nested_wrongly(text: str) -> bool:
    depth = 0
    for tag in text.replace("<b>", "\0+").replace("</b>", "\0-").split("\0")[1:]:
        depth += 1 if tag[0] == "+" else -1
        if depth < 0:
            return True
    return False
