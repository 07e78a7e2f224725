"""An official post over the real wire: written in chat, approved by two others, taken down."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.states import PostState
from bot.storage import posts, record
from policies.roles import Role
from tests.telegram.stage import Stage, stage

EN = "The portal is closed on March 9. https://learnersupport.example/en/portal"
FR = "Le portail est fermé le 9 mars. https://soutienauxapprenants.example/fr/portail"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Stage]:
    """An agency with a live group; at the end nothing on the wire was other than published."""
    async with stage(tmp_path) as made:
        yield made
        assert made.server.honesty.faults == []
        with made.database.read() as connection:
            assert record.verify(connection) == []


def _post(here: Stage) -> posts.PostFile:
    with here.database.read() as connection:
        return posts.load(connection, 1)


async def test_a_post_is_approved_in_both_languages_and_taken_down(here: Stage) -> None:
    """Three people, one message in both languages; what is withdrawn is gone from the group."""
    author = await here.appoint("Bea", Role.OFFICER)
    english = await here.appoint("Eva", Role.APPROVER_EN)
    french = await here.appoint("Flo", Role.APPROVER_FR, lang="fr")
    await here.say(author, "/post")
    await here.say(author, EN)
    await here.say(author, FR)
    await here.press(author, here.card(author), "Submit for approval")
    assert _post(here).flow.state is PostState.IN_APPROVAL
    await here.press(english, here.card(english), "Approve the English text")
    await here.press(french, here.card(french), "Approuver le texte français")
    assert _post(here).flow.state is PostState.APPROVED
    await here.later(seconds=61)
    assert [one.text for one in here.public()] == [
        f"(Le texte français suit.)\n\n{EN}\n\n* * *\n\n{FR}"
    ]
    assert "Elle est parue." in here.card(french).text
    await here.press(english, here.card(english), "Take down what is out")
    await here.say(english, "It opens earlier than we wrote.")
    assert here.public() == []
    assert {one.removal for one in _post(here).out} == {"removed"}
