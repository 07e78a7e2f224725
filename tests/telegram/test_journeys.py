"""Journeys: what people live through, from the first word to the record, over the real wire."""

from pathlib import Path

from policies.roles import Role
from tests.fakes import QUESTION_EN
from tests.telegram.stage import stage


async def test_a_question_is_answered_after_approval(tmp_path: Path) -> None:
    """Somebody asks in the group; an officer approves a card, and the answer goes out once."""
    async with stage(tmp_path) as here:
        officer = await here.appoint("Olive", Role.OFFICER)
        citizen = here.world.person("Carl")
        citizen.joins(here.group)
        asked = citizen.says(here.group, QUESTION_EN)
        await here.go()
        await here.say(officer, "/next")
        card = here.card(officer)
        assert "Approve" in [name for row in card.keyboard for name in row]
        press = await here.press(officer, card, "Approve")
        assert "Approved" in (press.answer or "")
        assert here.public() == []
        await here.later(seconds=61)
        (answer,) = here.public()
        assert answer.reply_to == asked.id
        assert here.server.honesty.faults == []
