"""Enforcement on Telegram: what is done, what is never done, and the way back."""

from datetime import timedelta
from typing import Final

import pytest

from bot.platforms.telegram.moderator import TelegramModerator
from bot.ports import Action, ActionKind, Outcome, Refused, Sent
from tests.fakes import OPEN
from tests.telegram.places import Place
from tests.telegram.server import Kind
from tests.telegram.shown import Shown
from tests.telegram.wired import Wired, wired
from tests.telegram.world import MODERATES, Person

PROTECTED: Final = Refused(reason="protected")
TOUCHING: Final = (
    "deleteMessage",
    "restrictChatMember",
    "banChatMember",
    "banChatSenderChat",
)


def _moderator(wire: Wired, *staff: Person) -> TelegramModerator:
    numbers = {str(one.id) for one in staff}

    async def is_staff(number: str) -> bool:
        return number in numbers

    return TelegramModerator(wire.calls, is_staff=is_staff, clock=wire.clock)


def _action(kind: ActionKind, said: Shown, author: Person | Place | int, **more: object) -> Action:
    fields: dict[str, object] = {
        "kind": kind,
        "platform": "telegram",
        "channel": str(said.chat_id),
        "message_id": said.key,
        "author": str(author if isinstance(author, int) else author.id),
        "sent_at": OPEN,
    }
    return Action(**(fields | more))  # type: ignore[arg-type]  # fields of one test


def _touched(wire: Wired) -> list[str]:
    return [call.method for call in wire.server.calls if call.method in TOUCHING]


async def test_a_message_is_deleted() -> None:
    """It is gone; deleting it again does no harm; it cannot come back."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        action = _action(ActionKind.DELETE, said, wire.alice)
        assert await moderator.apply(action) == Sent(external_id="")
        assert said.deleted
        assert await moderator.apply(action) == Sent(external_id="")
        assert await moderator.lift(action) == Refused(reason="cannot_restore")


async def test_nothing_is_hidden_and_a_warning_needs_no_call() -> None:
    """Telegram cannot hide; a warning is the notice that goes to the author."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        hide = _action(ActionKind.HIDE, said, wire.alice)
        warn = _action(ActionKind.WARN, said, wire.alice)
        assert await moderator.apply(hide) == Refused(reason="cannot_hide")
        assert await moderator.apply(warn) == Sent(external_id="")
        assert await moderator.lift(warn) == Sent(external_id="")
        assert list(wire.server.calls) == []


async def test_a_restriction_and_its_end() -> None:
    """For a day the author may not write; lifted, they may do what everybody may."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        until = OPEN + timedelta(days=1)
        action = _action(ActionKind.RESTRICT, said, wire.alice, until=until)
        assert await moderator.apply(action) == Sent(external_id="")
        assert not wire.group.may_write(wire.alice)
        assert await moderator.lift(action) == Sent(external_id="")
        assert wire.group.may_write(wire.alice)
        await moderator.apply(action)
        wire.clock.forward(days=1, seconds=1)
        assert wire.group.may_write(wire.alice)


@pytest.mark.parametrize(
    ("lasts", "really"),
    [(timedelta(seconds=5), timedelta(seconds=40)), (timedelta(days=900), timedelta(days=365))],
)
async def test_no_restriction_is_for_ever_by_accident(lasts: timedelta, really: timedelta) -> None:
    """Telegram takes very short and very long times for "for ever": they are kept within reach."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        action = _action(ActionKind.RESTRICT, said, wire.alice, until=OPEN + lasts)
        await moderator.apply(action)
        (call,) = wire.server.calls_of("restrictChatMember")
        assert int(call.params["until_date"]) == int((OPEN + really).timestamp())


async def test_a_restriction_whose_time_is_over() -> None:
    """Nothing is left to do."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        action = _action(ActionKind.RESTRICT, said, wire.alice, until=OPEN)
        assert await moderator.apply(action) == Sent(external_id="")
        assert _touched(wire) == []


async def test_a_ban_and_its_end() -> None:
    """Banned, and let back in; lifting it twice throws nobody out."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        action = _action(ActionKind.BAN, said, wire.alice)
        assert await moderator.apply(action) == Sent(external_id="")
        assert wire.group.is_banned(wire.alice)
        assert await moderator.lift(action) == Sent(external_id="")
        assert not wire.group.is_banned(wire.alice)
        wire.alice.joins(wire.group)
        assert await moderator.lift(action) == Sent(external_id="")
        assert wire.group.may_write(wire.alice)


@pytest.mark.parametrize("kind", [ActionKind.DELETE, ActionKind.RESTRICT, ActionKind.BAN])
async def test_whom_nobody_touches(kind: ActionKind) -> None:
    """Owner, administrator, anonymous one, linked channel, our bot, service accounts, staff."""
    async with wired() as wire:
        owner, chief, staff = (wire.world.person(name) for name in ("Owner", "Chief", "Staff"))
        group = wire.world.group("Agency", staff, wire.alice, owner=owner)
        group.promotes(chief, *MODERATES)
        news = wire.world.channel("News", discussion=group)
        moderator = _moderator(wire, staff)
        said = wire.alice.says(group, "Rude words")
        for author in (owner, chief, group, news, staff, wire.server.state.bot.id, 777000):
            outcome = await moderator.apply(_action(kind, said, author))
            assert outcome == PROTECTED, author
        assert _touched(wire) == []


async def test_a_stranger_who_writes_as_a_channel() -> None:
    """The channel is banned from the group, and let back in; it cannot be restricted."""
    async with wired() as wire:
        moderator, theirs = _moderator(wire), wire.world.channel("Theirs", bot=None)
        said = wire.alice.says(wire.group, "Buy this", in_name_of=theirs)
        ban = _action(ActionKind.BAN, said, theirs)
        assert await moderator.apply(ban) == Sent(external_id="")
        assert wire.group.standing(theirs).status == "kicked"
        assert await moderator.lift(ban) == Sent(external_id="")
        assert wire.group.standing(theirs).status != "kicked"
        restrict = _action(ActionKind.RESTRICT, said, theirs)
        assert await moderator.apply(restrict) == Refused(reason="cannot_restrict_channel")


async def test_a_message_of_two_days_ago() -> None:
    """After 48 hours Telegram lets nobody delete for others: refused without a call."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        wire.clock.forward(hours=48)
        action = _action(ActionKind.DELETE, said, wire.alice)
        assert await moderator.apply(action) == Refused(reason="too_old")
        assert list(wire.server.calls) == []
        assert await moderator.apply(_action(ActionKind.BAN, said, wire.alice)) == Sent(
            external_id=""
        )


@pytest.mark.parametrize("kind", [ActionKind.DELETE, ActionKind.RESTRICT, ActionKind.BAN])
@pytest.mark.parametrize("rights", [(), ("can_pin_messages",)])
async def test_a_right_that_is_missing(kind: ActionKind, rights: tuple[str, ...]) -> None:
    """A plain member, or an administrator without the right: said in one word."""
    async with wired() as wire:
        group = wire.world.group("Agency", wire.alice, bot=rights)
        said = wire.alice.says(group, "Rude words")
        outcome = await _moderator(wire).apply(_action(kind, said, wire.alice))
        assert outcome == Refused(reason="no_rights")


async def test_an_author_who_left() -> None:
    """Their message can be deleted and they can be banned all the same."""
    async with wired() as wire:
        moderator, said = _moderator(wire), wire.alice.says(wire.group, "Rude words")
        wire.alice.leaves(wire.group)
        for kind in (ActionKind.DELETE, ActionKind.BAN):
            assert await moderator.apply(_action(kind, said, wire.alice)) == Sent(external_id="")


@pytest.mark.parametrize("fault", [Kind.SERVER, Kind.RESET])
@pytest.mark.parametrize("kind", [ActionKind.DELETE, ActionKind.RESTRICT, ActionKind.BAN])
async def test_what_leaves_doubt_is_done_again(fault: Kind, kind: ActionKind) -> None:
    """Done, and the answer lost: it is repeated, and comes out right."""
    async with wired() as wire:
        said = wire.alice.says(wire.group, "Rude words")
        for method in TOUCHING:
            wire.server.faults.plan(fault, method, after=True)
        outcome = await _moderator(wire).apply(_action(kind, said, wire.alice))
        assert outcome == Sent(external_id="")
        assert len(_touched(wire)) == 2


async def test_a_group_that_moved() -> None:
    """An action on a group by its old number reaches the supergroup."""
    async with wired() as wire:
        old = wire.world.group("Old", wire.alice, kind="group")
        said = wire.alice.says(old, "Rude words")
        new = old.migrates()
        outcome: Outcome = await _moderator(wire).apply(_action(ActionKind.BAN, said, wire.alice))
        assert outcome == Sent(external_id="")
        assert new.is_banned(wire.alice)


async def test_private_chats_have_no_moderation() -> None:
    """In a private chat there is nothing to enforce."""
    async with wired() as wire:
        said = wire.alice.says(wire.alice.private, "Rude words")
        action = _action(ActionKind.BAN, said, wire.alice)
        assert await _moderator(wire).apply(action) == Refused(reason="private_chat")
        assert await _moderator(wire).lift(action) == Refused(reason="private_chat")
