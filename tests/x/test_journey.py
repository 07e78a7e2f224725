"""From a post at X to our answer below it, through the whole program, or by hand."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, build_app
from bot.deciding import NotAllowed
from bot.review.commandwords import Command
from bot.review.options import moderation_options
from bot.states import CaseState, PublicationState
from bot.storage import publications, queue
from bot.storage.publications import Queued
from bot.storage.queue import CardData
from tests.fakes import MODERATOR, OFFICER, documents, shared_tools
from tests.x.server import HANDLE, Fault
from tests.x.stage import SEARCH, Stage, staged

ASKED = f"@{HANDLE} Do I have to repay the grant if I finish school early?"
WRONG = "Do they charge interest on Canada Student Loans? I think they do, loans are a scam"


@contextlib.asynccontextmanager
async def program(folder: Path) -> AsyncIterator[tuple[Stage, App]]:
    """Give the program around the loopback server."""
    async with staged(folder, searches=[SEARCH]) as stage:
        app = build_app(
            stage.settings,
            stage.database,
            documents(),
            publishers={"x": stage.x.publisher},
            moderators={"x": stage.x.moderator},
            clock=stage.clock,
            tools=shared_tools(),
            thread=stage.thread,
        )
        yield stage, app


async def _work(stage: Stage, app: App) -> None:
    await stage.read()
    while app.pipeline.work():
        pass


def _card(app: App, number: int = 1) -> CardData:
    with app.database.read() as connection:
        return queue.card(connection, number)


def _out(app: App) -> list[Queued]:
    with app.database.read() as connection:
        return publications.of_case(connection, 1)


async def _approve(stage: Stage, app: App) -> None:
    if _card(app).draft is None:  # a person writes it
        app.decisions.edit(1, OFFICER, {"en": "We have answered."}, shown_hash="")
    card = _card(app)
    assert card.draft is not None
    app.decisions.approve(1, OFFICER, text_hash=card.draft.text_hash)
    stage.forward(minutes=2)
    while await app.publishing.work():
        pass


async def test_a_question_is_answered(tmp_path: Path) -> None:
    """Read, drafted, approved, sent once, recorded with its address."""
    async with program(tmp_path) as (stage, app):
        number = stage.server.write("alex", ASKED, ago=timedelta(minutes=3))
        await _work(stage, app)
        assert not _card(app).messages[0].by_hand
        await _approve(stage, app)
        (post,) = stage.server.sent()
        assert post["referenced_posts"] == [{"type": "replied_to", "id": str(number)}]
        (queued,) = _out(app)
        assert queued.state is PublicationState.SENT
        assert queued.url == f"https://x.com/{HANDLE}/status/{post['id']}"
        assert _card(app).case.flow.case is CaseState.CLOSED
        assert stage.server.spec_faults == []


async def test_what_nobody_asked_is_handed_off(tmp_path: Path) -> None:
    """A wrong statement elsewhere: the desk says so before, then gives text, link and button."""
    async with program(tmp_path) as (stage, app):
        number = stage.server.write("alex", WRONG, ago=timedelta(minutes=3))
        await _work(stage, app)
        assert _card(app).messages[0].by_hand
        await _approve(stage, app)
        assert stage.server.sent() == []
        (queued,) = _out(app)
        assert (queued.state, queued.fault) == (PublicationState.HANDED_OFF, "not_summoned")
        assert queued.url == f"https://x.com/intent/post?in_reply_to={number}"
        with pytest.raises(NotAllowed, match="no_address"):
            app.settling.mark_posted(queued.id, OFFICER, "https://elsewhere.example/status/1")
        app.settling.mark_posted(queued.id, OFFICER, f"https://x.com/{HANDLE}/status/99?s=20")
        (queued,) = _out(app)
        assert (queued.state, queued.external_id) == (PublicationState.SENT, "99")


async def test_doubt_is_cleared_before_anything_goes_again(tmp_path: Path) -> None:
    """The answer was lost on the way: it is found, and not sent twice."""
    async with program(tmp_path) as (stage, app):
        stage.server.write("alex", ASKED, ago=timedelta(minutes=3))
        await _work(stage, app)
        stage.server.faults.append(Fault(on="POST", late=True, drop=True))
        await _approve(stage, app)
        assert len(stage.server.sent()) == 1
        assert [one.state for one in _out(app)] == [PublicationState.SENT]
        assert stage.server.count("POST") == 1


async def test_doubt_after_a_crash(tmp_path: Path) -> None:
    """What stood in `sending` when the program died is looked up at the start."""
    async with program(tmp_path) as (stage, app):
        stage.server.write("alex", ASKED, ago=timedelta(minutes=3))
        await _work(stage, app)
        stage.server.faults.append(Fault(on="POST", late=True, hang_s=0.4, status=201))
        card = _card(app)
        assert card.draft is not None
        app.decisions.approve(1, OFFICER, text_hash=card.draft.text_hash)
        stage.forward(minutes=2)
        task = asyncio.create_task(app.publishing.work())
        await stage.server.posted.wait()
        for one in app.publishing._lanes.under_way:
            one.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert [one.state for one in _out(app)] == [PublicationState.SENDING]
        assert await app.publishing.recover() == 1
        assert [one.state for one in _out(app)] == [PublicationState.SENT]
        assert len(stage.server.sent()) == 1


async def test_insults_below_our_posts_are_hidden(tmp_path: Path) -> None:
    """The desk offers to hide and to warn, nothing else; hiding reaches X, undoing too."""
    async with program(tmp_path) as (stage, app):
        mine = stage.server.write(HANDLE, "News", ago=timedelta(minutes=9))
        text = "You are a stupid bitch and everybody knows it"
        number = stage.server.write("troll", text, answers=mine, ago=timedelta(minutes=3))
        await _work(stage, app)
        card = _card(app)
        assert card.messages[0].external_id == str(number)
        assert moderation_options(card) == [Command.HIDE, Command.WARN]
        message_id = card.messages[0].id
        rule = card.messages[0].screening.labels[0].label
        for act in (app.moderating.delete, app.moderating.propose_ban):
            with pytest.raises(NotAllowed, match="only_hide"):
                act(1, MODERATOR, message_id=message_id, rule=rule, reason="insult")
        app.moderating.hide(1, MODERATOR, message_id=message_id, rule=rule, reason="insult")
        stage.forward(minutes=2)
        while await app.enforcement.work():
            pass
        assert stage.server.hidden == {str(number)}
        (action,) = _card(app).actions
        app.moderating.lift(action.id, MODERATOR, "not so bad")
        while await app.enforcement.work():
            pass
        assert stage.server.hidden == set()
