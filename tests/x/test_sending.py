"""Sending on X: where X lets programs speak, once; everything else a person posts by hand."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.ports import (
    Action,
    ActionKind,
    ByHand,
    Deferred,
    Lookup,
    Lost,
    Outcome,
    PublicationKind,
    Refused,
    Sent,
)
from bot.storage import stopped
from bot.xsettings import XAccount, XBudget
from policies.message import Invitation
from tests.x.server import HANDLE, Fault
from tests.x.stage import Stage, known, queue, reply, set_state, staged

POST = "POST /2/tweets"
PAGE = Fault(status=503, body="<html>fault</html>", content_type="text/html")


def _asked(stage: Stage, text: str = f"@{HANDLE} Is there interest?") -> int:
    """Let somebody ask us."""
    number = stage.server.write("alex", text, ago=timedelta(minutes=1))
    known(stage, number, Invitation.SUMMONED)
    return number


async def test_an_answer_to_who_asked(tmp_path: Path) -> None:
    """It goes out once, below what it answers, and costs what it costs."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        outcome = await stage.x.publisher.send(reply(number))
        (post,) = stage.server.sent()
        assert outcome == Sent(
            external_id=post["id"], url=f"https://x.com/{HANDLE}/status/{post['id']}"
        )
        assert post["referenced_posts"] == [{"type": "replied_to", "id": str(number)}]
        assert stage.server.spec_faults == []
        assert stage.server.cost_usd == pytest.approx(0.015 + 0.005)  # and one look before


@pytest.mark.parametrize(
    ("invitation", "sent"),
    [
        (Invitation.SUMMONED, True),
        (Invitation.QUOTED, True),
        (Invitation.OWN_THREAD, True),
        (Invitation.NONE, False),
        (None, False),
    ],
)
async def test_eligibility_decides(
    tmp_path: Path, invitation: Invitation | None, sent: bool
) -> None:
    """Where nobody asked us the draft is handed off, and X is not even asked."""
    async with staged(tmp_path) as stage:
        number = stage.server.write("alex", f"@{HANDLE} hello")
        known(stage, number, invitation)
        outcome = await stage.x.publisher.send(reply(number))
        if sent:
            assert isinstance(outcome, Sent)
        else:
            link = f"https://x.com/intent/post?in_reply_to={number}"
            assert outcome == ByHand(link=link, reason="not_summoned")
            assert stage.server.calls == []


async def test_403_is_final(tmp_path: Path) -> None:
    """Where X thinks otherwise it is handed off, and never tried again."""
    async with staged(tmp_path) as stage:
        number = stage.server.write("alex", "I never named you")
        known(stage, number, Invitation.SUMMONED)
        assert isinstance(await stage.x.publisher.send(reply(number)), ByHand)
        assert stage.server.count(POST) == 1
        assert isinstance(await stage.x.publisher.send(reply(number, "Again")), ByHand)
        assert stage.server.count(POST) == 1


async def test_our_own_threads_go_on(tmp_path: Path) -> None:
    """A correction answers our own post, without anybody having asked."""
    async with staged(tmp_path) as stage:
        mine = stage.server.write(HANDLE, "Wrong news", ago=timedelta(hours=1))
        ours = reply(None, "Wrong news", idempotency_key="post:1")
        queue(stage, ours)
        set_state(stage, "post:1", state="sent", external_id=str(mine))
        assert isinstance(await stage.x.publisher.send(reply(mine, "We were wrong.")), Sent)


async def test_one_answer_for_each_message(tmp_path: Path) -> None:
    """A second one is a person's: an automatic reply uses the message up."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        queue(stage, reply(number, "We are closed.", idempotency_key="holding:1"), state="sent")
        outcome = await stage.x.publisher.send(reply(number))
        assert isinstance(outcome, ByHand)
        assert outcome.reason == "answered"
        set_state(stage, "holding:1", state="withdrawn")
        assert isinstance(await stage.x.publisher.send(reply(number)), Sent)


async def test_stop_is_honoured_at_the_last_moment(tmp_path: Path) -> None:
    """Whoever asked to be left alone after the approval gets nothing."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        with stage.database.write() as connection:
            stopped.note(connection, "x", ["alex"], "update:x:1", stage.clock())
        assert await stage.x.publisher.send(reply(number)) == Refused(reason="left_alone")
        assert stage.server.calls == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"recipient": "alex"}, "private"),
        ({"media": "/tmp/picture.png"}, "media"),  # noqa: S108 -- never opened
        ({"text": "x" * 281}, "too_long"),
        ({"channel": "search/loans", "reply_to": None}, "no_account"),
    ],
)
async def test_what_programs_cannot_do_people_do(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    """Private texts, pictures, long texts and places without an account are handed off."""
    async with staged(tmp_path) as stage:
        outcome = await stage.x.publisher.send(replace(reply(_asked(stage)), **changes))
        assert isinstance(outcome, ByHand)
        assert (outcome.reason, stage.server.calls) == (reason, [])


async def test_without_the_label_nothing_goes_out(tmp_path: Path) -> None:
    """An account that is not said to bear X's label for automated accounts only hands off."""
    async with staged(tmp_path, accounts=[XAccount(handle=HANDLE)]) as stage:
        outcome = await stage.x.publisher.send(reply(_asked(stage)))
        assert isinstance(outcome, ByHand)
        assert (outcome.reason, stage.server.calls) == ("not_labelled", [])


async def test_what_is_gone_is_not_answered(tmp_path: Path) -> None:
    """The message is read again just before; the look can fail without harm."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        del stage.server.posts[number]
        assert await stage.x.publisher.send(reply(number)) == Refused(reason="reply_gone")
        assert stage.server.count(POST) == 0
        other = _asked(stage)
        stage.server.faults.append(Fault(on="GET /2/tweets", status=500))
        assert isinstance(await stage.x.publisher.send(reply(other)), Sent)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(on=POST, status=500), Lost(reason="server_fault")),
        (
            replace(PAGE, on=POST),
            Lost(reason="server_fault"),
        ),
        (
            replace(PAGE, on=POST, status=201),
            Lost(reason="server_fault"),
        ),
        (Fault(on=POST, status=201, body='{"data":{}}'), Lost(reason="server_fault")),
        (Fault(on=POST, drop=True), Lost(reason="network")),
        (Fault(on=POST, hang_s=3.0, status=201), Lost(reason="time-out")),
        (Fault(on=POST, half=True, hang_s=3.0), Lost(reason="time-out")),
        (Fault(on=POST, status=401), Refused(reason="bad_token")),
    ],
)
async def test_what_is_known_after_a_fault(tmp_path: Path, fault: Fault, outcome: Outcome) -> None:
    """Doubt is doubt, and is never tried again by itself."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        stage.server.faults.append(fault)
        assert await stage.x.publisher.send(reply(number)) == outcome
        assert stage.server.count(POST) == 1


async def test_429_waits_and_402_is_handed_off(tmp_path: Path) -> None:
    """Too many: certainly not out, and nothing is begun meanwhile. No credit: a person posts."""
    async with staged(tmp_path) as stage:
        number, key = _asked(stage), reply(1)
        stage.server.faults.append(Fault(on=POST, status=429))
        outcome = await stage.x.publisher.send(reply(number))
        assert outcome == Deferred(retry_after_s=60.0, reason="flood")
        assert stage.x.publisher.delay_s(key) == pytest.approx(60.0)
        stage.forward(seconds=61)
        assert stage.x.publisher.delay_s(key) == 0.0
        stage.server.faults.append(Fault(on=POST, status=402))
        outcome = await stage.x.publisher.send(reply(number))
        assert isinstance(outcome, ByHand)
        assert outcome.reason == "no_credit"
        assert stage.x.publisher.lane(key) == HANDLE
        spent = (await stage.x.budget.standing()).posts
        assert spent == 0  # neither was out: both were given back


async def test_an_outage_is_waited_out(tmp_path: Path) -> None:
    """What certainly did not leave is tried again."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        await stage.server._runner.cleanup()
        outcome = await stage.x.publisher.send(reply(number))
        assert outcome == Deferred(retry_after_s=5.0, reason="not_connected")


@pytest.mark.parametrize(
    "text",
    [
        "The grant has no interest.",
        "Voir https://canada.ca/prets pour « tout » & plus\n\n@personne",
        "It’s 5 < 6 &amp; true",
    ],
)
async def test_doubt_is_looked_up_and_found(tmp_path: Path, text: str) -> None:
    """The answer got lost, the post did not: it is found on our timeline, as X shows it."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        text = text.replace("&amp;", "and")
        outgoing = reply(number, text)
        queue(stage, outgoing)
        stage.server.faults.append(Fault(on=POST, late=True, drop=True))
        assert isinstance(await stage.x.publisher.send(outgoing), Lost)
        (post,) = stage.server.sent()
        link = "https://canada.ca/prets"
        shown = post["text"].replace("&", "&amp;").replace("<", "&lt;")
        post["text"] = shown.replace(link, "https://t.co/1")
        urls = [{"start": 0, "end": 1, "url": "https://t.co/1", "expanded_url": f"{link}/"}]
        post["entities"] = {"urls": urls}
        stage.server.write(HANDLE, "Of another day", ago=timedelta(hours=3))
        read = stage.server.read
        lookup, sent = await stage.x.publisher.find(outgoing)
        assert stage.server.read == read + 1  # what is older is not paid for
        assert (lookup, sent and sent.external_id) == (Lookup.FOUND, post["id"])


async def test_doubt_is_looked_up_and_absent(tmp_path: Path) -> None:
    """It never arrived: we look twice, for X shows a post late; then it may go again."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        outgoing = reply(number)
        queue(stage, outgoing)
        stage.server.write(HANDLE, "Something else")
        stage.server.faults.append(Fault(on=POST, drop=True))
        assert isinstance(await stage.x.publisher.send(outgoing), Lost)
        assert await stage.x.publisher.find(outgoing) == (Lookup.ABSENT, None)
        assert stage.slept == [4.0, 10.0]
        assert isinstance(await stage.x.publisher.send(outgoing), Sent)


async def test_doubt_that_stays(tmp_path: Path) -> None:
    """A timeline that does not go back far enough, or is away, tells nothing."""
    async with staged(tmp_path) as stage:
        outgoing = reply(_asked(stage))
        assert await stage.x.publisher.find(outgoing) == (Lookup.CANNOT_TELL, None)  # never begun
        queue(stage, outgoing)
        stage.forward(hours=1)
        for n in range(101):
            stage.server.write(HANDLE, f"Other {n}")
        assert await stage.x.publisher.find(outgoing) == (Lookup.CANNOT_TELL, None)
        stage.server.faults.append(Fault(on="GET /2/users", status=500))
        assert await stage.x.publisher.find(outgoing) == (Lookup.CANNOT_TELL, None)


async def test_the_same_text_twice(tmp_path: Path) -> None:
    """X refuses it: it is ours from before, or stands elsewhere and a person words it anew."""
    async with staged(tmp_path) as stage:
        number = _asked(stage)
        outgoing = reply(number)
        queue(stage, outgoing)
        first = await stage.x.publisher.send(outgoing)
        assert isinstance(first, Sent)
        again = await stage.x.publisher.send(outgoing)
        assert again == first
        other = reply(_asked(stage))
        queue(stage, other)
        outcome = await stage.x.publisher.send(other)
        assert isinstance(outcome, ByHand)
        assert outcome.reason == "duplicate"


async def test_official_posts(tmp_path: Path) -> None:
    """A post of our own goes out, with the price of its link, and can be taken down, twice."""
    async with staged(tmp_path) as stage:
        outgoing = reply(None, "News: https://canada.ca/x", kind=PublicationKind.POST)
        outcome = await stage.x.publisher.send(outgoing)
        assert isinstance(outcome, Sent)
        assert stage.server.cost_usd == pytest.approx(0.20)
        done = Sent(external_id=outcome.external_id)
        assert await stage.x.publisher.remove(HANDLE, outcome.external_id) == done
        assert await stage.x.publisher.remove(HANDLE, outcome.external_id) == done
        assert stage.server.sent() == []
        stage.server.faults.append(Fault(on="DELETE", status=500))
        assert await stage.x.publisher.remove(HANDLE, "1") == Lost(reason="server_fault")
        assert stage.server.spec_faults == []


def _action(number: int, kind: ActionKind, channel: str = HANDLE) -> Action:
    return Action(kind=kind, platform="x", channel=channel, message_id=str(number), author="alex")


async def test_replies_below_our_posts_are_hidden_and_shown(tmp_path: Path) -> None:
    """Twice does no harm; elsewhere X refuses, and a reply that is gone is gone."""
    async with staged(tmp_path) as stage:
        mine = stage.server.write(HANDLE, "News")
        number = stage.server.write("alex", "spam", answers=mine)
        elsewhere = stage.server.write("alex", "spam")
        moderator, done = stage.x.moderator, Sent(external_id="")
        for _ in range(2):
            assert await moderator.apply(_action(number, ActionKind.HIDE)) == done
        assert stage.server.hidden == {str(number)}
        assert await moderator.lift(_action(number, ActionKind.HIDE)) == done
        assert stage.server.hidden == set()
        not_ours = Refused(reason="not_our_thread")
        assert await moderator.apply(_action(elsewhere, ActionKind.HIDE)) == not_ours
        calls = len(stage.server.calls)
        found = _action(elsewhere, ActionKind.HIDE, "search/loans")
        assert await moderator.apply(found) == not_ours
        assert len(stage.server.calls) == calls
        assert await moderator.apply(_action(7, ActionKind.HIDE)) == Refused(reason="gone")
        assert stage.server.spec_faults == []


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (ActionKind.WARN, Sent(external_id="")),
        (ActionKind.DELETE, Refused(reason="cannot_delete")),
        (ActionKind.RESTRICT, Refused(reason="cannot_restrict")),
        (ActionKind.BAN, Refused(reason="cannot_restrict")),
    ],
)
async def test_what_x_does_not_have(tmp_path: Path, kind: ActionKind, outcome: Outcome) -> None:
    """Nobody's post is deleted, and nobody is blocked by a program."""
    async with staged(tmp_path) as stage:
        assert await stage.x.moderator.apply(_action(1, kind)) == outcome
        assert await stage.x.moderator.lift(_action(1, kind)) == Sent(external_id="")
        assert stage.server.calls == []


async def test_faults_while_hiding(tmp_path: Path) -> None:
    """They are told apart as everywhere."""
    async with staged(tmp_path) as stage:
        stage.server.faults.append(Fault(on="PUT", status=429))
        outcome = await stage.x.moderator.apply(_action(1, ActionKind.HIDE))
        assert outcome == Deferred(retry_after_s=60.0, reason="flood")
        stage.server.faults.append(replace(PAGE, on="PUT"))
        outcome = await stage.x.moderator.apply(_action(1, ActionKind.HIDE))
        assert outcome == Lost(reason="server_fault")


async def test_no_money_no_post(tmp_path: Path) -> None:
    """Where the budget is used up, a person posts it, for nothing."""
    async with staged(tmp_path, budget=XBudget(month_usd=0.02)) as stage:
        first = await stage.x.publisher.send(reply(None, "One"))
        second = await stage.x.publisher.send(reply(None, "Two"))
        assert isinstance(first, Sent)
        assert second == ByHand(link="https://x.com/intent/post", reason="budget")
        assert stage.server.cost_usd <= 0.02
