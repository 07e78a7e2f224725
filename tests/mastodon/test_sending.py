"""What goes out on Mastodon: once, to whoever asked, in the right language; or by hand."""

from pathlib import Path

import pytest

from bot.ports import ByHand, Deferred, Lookup, Lost, Outcome, Refused, Sent
from bot.review.options import moderation_options
from bot.states import PublicationState
from bot.storage import publications, queue
from tests.fakes import OFFICER
from tests.mastodon.server import LOCAL, Fault
from tests.mastodon.stage import Stage, answer, outbox, program, search, staged, taken_in

ASKED = f"@{LOCAL} Do I have to repay the grant if I finish school early?"
POST = "POST /api/v1/statuses"


async def _asked(stage: Stage, text: str = ASKED, author: str = "alex@b.example") -> int:
    number = stage.server.write(author, text)
    await taken_in(stage)
    return number


async def test_an_answer(tmp_path: Path) -> None:
    """It names whom it answers, stands below, and bears its language."""
    async with staged(tmp_path) as stage:
        number = await _asked(stage)
        sent = await stage.mastodon.publisher.send(answer(number, lang="fr"))
        (status,) = stage.server.sent()
        assert sent == Sent(external_id=f"social.example:{status['id']}", url=status["url"])
        assert status["content"] == "<p>@alex@b.example The grant has no interest.</p>"
        assert (status["language"], status["in_reply_to_id"]) == ("fr", str(number))
        assert status["visibility"] == "public"


@pytest.mark.parametrize("seen", ["direct", "private", "unlisted"])
async def test_nobody_sees_more_than_the_question(tmp_path: Path, seen: str) -> None:
    """An answer is as private as what it answers."""
    async with staged(tmp_path) as stage:
        number = stage.server.write("alex", ASKED, visibility=seen)
        await taken_in(stage)
        assert isinstance(await stage.mastodon.publisher.send(answer(number)), Sent)
        assert stage.server.sent()[0]["visibility"] == seen


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(on=POST, status=429), Deferred(retry_after_s=60, reason="flood")),
        (Fault(on=POST, status=401), Refused(reason="bad_token")),
        (Fault(on=POST, status=422), ByHand(reason="bad_request")),
        (Fault(on=POST, status=403), ByHand(reason="forbidden")),
        (Fault(on=POST, status=500), Lost(reason="server_fault")),
        (Fault(on=POST, status=200, body="<html>"), Lost(reason="server_fault")),
        (Fault(on=POST, status=200, body="{}"), Lost(reason="server_fault")),
        (Fault(on=POST, drop=True), Lost(reason="network")),
        (Fault(on=POST, hang_s=3.0, status=200), Lost(reason="time-out")),
        (Fault(on="GET /api/v1/statuses", status=404), Refused(reason="reply_gone")),
        (
            Fault(on="GET /api/v1/statuses", status=500),
            Deferred(retry_after_s=5, reason="server_fault"),
        ),
    ],
)
async def test_what_a_fault_says(tmp_path: Path, fault: Fault, outcome: Outcome) -> None:
    """Not out, refused, by hand, or nobody can tell."""
    async with staged(tmp_path) as stage:
        number = await _asked(stage)
        stage.server.faults.append(fault)
        found = await stage.mastodon.publisher.send(answer(number))
        if isinstance(found, ByHand):
            assert found.link == f"https://social.example/@alex@b.example/{number}"
            found = ByHand(reason=found.reason)
        assert found == outcome
        assert stage.server.sent() == []


@pytest.mark.parametrize("knows_keys", [True, False])
async def test_doubt_is_looked_up(tmp_path: Path, knows_keys: bool) -> None:
    """A status whose answer was lost is found; one that never came is absent."""
    async with staged(tmp_path) as stage:
        stage.server.knows_keys = knows_keys
        number = await _asked(stage)
        outgoing = answer(number, "See https://a.example/x?y=1&z=2 — it's « free ».")
        outbox(stage, outgoing)
        publisher = stage.mastodon.publisher
        assert await publisher.find(outgoing) == (Lookup.ABSENT, None)
        stage.server.faults.append(Fault(on=POST, late=True, drop=True))
        assert isinstance(await publisher.send(outgoing), Lost)
        lookup, sent = await publisher.find(outgoing)
        assert lookup is Lookup.FOUND
        assert sent is not None
        assert sent.external_id == f"social.example:{stage.server.sent()[0]['id']}"
        if knows_keys:  # the server remembers by itself as well
            assert await publisher.send(outgoing) == sent
            assert len(stage.server.sent()) == 1


@pytest.mark.parametrize(
    "fault", [Fault(status=500), Fault(status=200, body="{}"), Fault(drop=True), Fault(status=429)]
)
async def test_what_cannot_be_looked_up(tmp_path: Path, fault: Fault) -> None:
    """Where the server does not list our statuses, nobody can tell."""
    async with staged(tmp_path) as stage:
        number = await _asked(stage)
        outbox(stage, answer(number))
        fault.on = "GET /api/v1/accounts"
        stage.server.faults.append(fault)
        assert await stage.mastodon.publisher.find(answer(number)) == (Lookup.CANNOT_TELL, None)


async def test_what_a_person_posts(tmp_path: Path) -> None:
    """Nobody asked, pictures, too long, private notices, no account of ours."""
    async with staged(tmp_path, searches=[search("#loans")]) as stage:
        number = stage.server.write("alex", "Grants cost #loans")
        await taken_in(stage)
        asked = stage.server.write("sam", ASKED)
        await taken_in(stage)
        send = stage.mastodon.publisher.send
        found = [
            await send(answer(number)),
            await send(answer(asked, media="a.png")),
            await send(answer(asked, "x" * 500)),
            await send(answer(asked, recipient="sam")),
            await send(answer(None, channel="search/loans")),
        ]
        reasons = ["not_summoned", "media", "too_long", "private", "no_account"]
        assert [one.reason for one in found if isinstance(one, ByHand)] == reasons
        assert await send(answer(1, reply_to="other.example:1")) == Refused(reason="bad_request")
        assert stage.server.sent() == []


async def test_stop_is_for_good(tmp_path: Path) -> None:
    """Whoever asks to be left alone is not answered any more."""
    async with staged(tmp_path) as stage:
        number = await _asked(stage)
        await _asked(stage, f"@{LOCAL} stop")
        outcome = await stage.mastodon.publisher.send(answer(number))
        assert outcome == Refused(reason="left_alone")


async def test_posts_and_deletion(tmp_path: Path) -> None:
    """A post of our own goes out, and is taken back; what is gone counts as taken back."""
    async with staged(tmp_path) as stage:
        publisher = stage.mastodon.publisher
        sent = await publisher.send(answer(None, "News"))
        assert isinstance(sent, Sent)
        channel = answer(None).channel
        done = Sent(external_id=sent.external_id)
        assert await publisher.remove(channel, sent.external_id) == done
        assert stage.server.sent() == []
        assert await publisher.remove(channel, sent.external_id) == done
        stage.server.faults.append(Fault(on="DELETE", status=500))
        assert await publisher.remove(channel, sent.external_id) == Lost(reason="server_fault")
        refused = Refused(reason="bad_request")
        assert await publisher.remove(channel, "other.example:1") == refused


async def test_through_the_whole_program(tmp_path: Path) -> None:
    """Read, drafted, approved, lost on the way, found, sent once, recorded with its address."""
    async with staged(tmp_path) as stage:
        app = program(stage)
        stage.server.write("alex@b.example", ASKED)
        await taken_in(stage, app)
        with stage.database.read() as connection:
            card = queue.card(connection, 1)
        assert not card.messages[0].by_hand
        assert [one.value for one in moderation_options(card)] == ["warn"]
        assert card.draft is not None
        stage.server.faults.append(Fault(on=POST, late=True, drop=True))
        app.decisions.approve(1, OFFICER, text_hash=card.draft.text_hash)
        stage.clock.forward(minutes=2)
        while await app.publishing.work():
            pass
        (status,) = stage.server.sent()
        assert stage.server.count(POST) == 1
        with stage.database.read() as connection:
            (queued,) = publications.of_case(connection, 1)
        assert (queued.state, queued.url) == (PublicationState.SENT, status["url"])
