"""From a question on somebody else's page to an answer that a person posts below it."""

from pathlib import Path

import pytest

from bot.app import build_app
from bot.deciding import NotAllowed
from bot.platforms.connected import Platforms
from bot.review.options import moderation_options
from bot.states import PublicationState
from bot.storage import publications, queue
from tests.fakes import MODERATOR, OFFICER, documents, shared_tools
from tests.feeds.server import item, rss
from tests.feeds.stage import staged

ASKED = "Do I have to repay the grant if I finish school early?"


async def test_an_article_is_answered_by_hand(tmp_path: Path) -> None:
    """Drafted, approved, handed to a person with the address, marked as posted."""
    async with staged(tmp_path) as stage:
        platforms = Platforms()
        stage.feeds.join(platforms)
        app = build_app(
            stage.settings,
            stage.database,
            documents(),
            publishers=platforms.publishers,
            moderators=platforms.moderators,
            clock=stage.clock,
            tools=shared_tools(),
            thread=stage.thread,
        )
        stage.site.put("/feed", rss(item(1, ASKED)))
        await stage.read()
        while app.pipeline.work():
            pass
        with stage.database.read() as connection:
            card = queue.card(connection, 1)
        assert card.messages[0].by_hand
        assert moderation_options(card) == []
        message, rule = card.messages[0].id, "insult"
        with pytest.raises(NotAllowed, match="read_only"):
            app.moderating.hide(1, MODERATOR, message_id=message, rule=rule, reason="-")
        assert card.draft is not None
        app.decisions.approve(1, OFFICER, text_hash=card.draft.text_hash)
        stage.clock.forward(minutes=2)
        while await app.publishing.work():
            pass
        with stage.database.read() as connection:
            (queued,) = publications.of_case(connection, 1)
        assert queued.state is PublicationState.HANDED_OFF
        app.settling.mark_posted(queued.id, OFFICER, f"{stage.site.url}/story/1#answer")
        with stage.database.read() as connection:
            (queued,) = publications.of_case(connection, 1)
        assert queued.state is PublicationState.SENT
