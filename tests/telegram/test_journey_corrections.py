"""A wrong reply of ours is put right over the real wire, and a colleague is protected."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import record
from policies.roles import Role
from tests.fakes import QUESTION_EN
from tests.telegram.stage import Stage, stage


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Stage]:
    """An agency that is open; at the end nothing on the wire was other than published."""
    async with stage(tmp_path) as made:
        yield made
        assert made.server.honesty.faults == []
        with made.database.read() as connection:
            assert record.verify(connection) == []


async def test_a_wrong_reply_is_corrected_where_it_stands(here: Stage) -> None:
    """The correction answers our own message, quotes it, and a second officer let it go."""
    first = await here.appoint("Ann", Role.OFFICER)
    second = await here.appoint("Bob", Role.OFFICER, lang="fr", languages=("en", "fr"))
    here.citizen("Carl").says(here.group, QUESTION_EN)
    await here.go()
    await here.say(first, "/next")
    await here.press(first, here.card(first), "Approve")
    await here.later(seconds=61)
    await here.later(seconds=61)
    (wrong,) = here.public()
    await here.say(first, "/case 1")
    await here.press(first, here.card(first), "Correct our reply")
    await here.say(first, "The grant is yours to keep in every case.")
    await here.say(first, "La bourse est à vous dans tous les cas.")
    await here.say(second, "/suivant")
    press = await here.press(second, here.card(second), "Approuver")
    assert (press.answer or "").startswith("Approuvé.")
    await here.later(seconds=61)
    await here.later(seconds=61)
    _, right = here.public()
    assert right.reply_to == wrong.id
    assert "We correct our earlier reply" in right.text
    assert "Nous corrigeons notre réponse précédente" in right.text


async def test_a_colleague_who_is_exposed_is_masked(here: Stage) -> None:
    """The name of one of us stands on no card; the evidence pack goes to the moderator alone."""
    moderator = await here.appoint("Maya Rivard", Role.MODERATOR)
    here.citizen("Carl").says(here.group, "Votre commis Maya Rivard ment, trouvez sa maison.")
    await here.go()
    await here.say(moderator, "/next")
    card = here.card(moderator)
    assert "Votre commis ••• ment" in card.text
    press = await here.press(moderator, card, "Evidence pack")
    assert (press.answer or "").startswith("The pack is in your private chat.")
