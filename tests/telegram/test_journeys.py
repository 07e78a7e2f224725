"""Journeys: what people live through, from the first word to the record, over the real wire."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.storage import queue, record
from policies.roles import Role
from tests.fakes import CLOSED, QUESTION_EN, THREAT_FR, FakeClock
from tests.telegram.server.faults import Kind
from tests.telegram.stage import Stage, stage

WRONG_FR: Final = "Faites attention, le gouvernement exige des intérêts sur les prêts étudiants."


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Stage]:
    """An agency that is open; at the end nothing on the wire was other than published."""
    async with stage(tmp_path) as made:
        yield made
        assert made.server.honesty.faults == []
        with made.database.read() as connection:
            assert record.verify(connection) == []


async def test_a_wrong_claim_is_corrected_after_approval(here: Stage) -> None:
    """A French-speaking officer takes the card of a wrong claim; the correction leaves once."""
    officer = await here.appoint("Odile", Role.OFFICER, lang="fr")
    citizen = here.citizen("Carl")
    said = citizen.says(here.group, WRONG_FR)
    await here.go()
    await here.say(officer, "/suivant")
    card = here.card(officer)
    press = await here.press(officer, card, "Approuver")
    assert (press.answer or "").startswith("Approuvé.")
    assert here.public() == []  # held back
    await here.later(seconds=61)
    await here.later(seconds=61)
    (answer,) = here.public()
    assert answer.reply_to == said.id
    assert "intérêt" in answer.text
    (entry,) = [one for one in here.cards(officer) if one.id == card.id]
    assert "Odile" not in answer.text  # signed by the role, not the person
    assert "Approuver" not in entry.buttons


async def test_two_reviewers_press_at_once(here: Stage) -> None:
    """The first press counts; the second person is told, and the text leaves once."""
    first = await here.appoint("Ann", Role.OFFICER)
    second = await here.appoint("Bob", Role.OFFICER)
    here.citizen("Carl").says(here.group, QUESTION_EN)
    await here.go()
    await here.say(first, "/next")
    await here.say(second, "/case 1")
    one = first.presses(here.card(first), "Approve")
    # Bob's card has no approve button any more, or is pressed as it stood
    stale = here.card(first).buttons["Approve"].replace("approve", "approve")
    two = second.presses(here.card(second), stale, stale=True)
    await here.go()
    assert (one.answer or "").startswith("Approved")
    assert two.alert
    await here.later(seconds=61)
    await here.later(seconds=61)
    assert len(here.public()) == 1


async def test_a_send_that_nobody_can_tell_of_goes_to_a_person(here: Stage) -> None:
    """The connection breaks after the text left: never sent again; a person says it is out."""
    officer = await here.appoint("Olive", Role.OFFICER)
    here.citizen("Carl").says(here.group, QUESTION_EN)
    await here.go()
    await here.say(officer, "/next")
    await here.press(officer, here.card(officer), "Approve")
    here.server.faults.plan(Kind.HANG, "sendMessage", after=True)
    await here.later(seconds=61)
    await here.later(minutes=10)
    assert len(here.public()) == 1
    with here.database.read() as connection:
        assert len(queue.in_doubt(connection)) == 1
    await here.say(officer, "/case 1")
    press = await here.press(officer, here.card(officer), "Is it out?")
    assert press.answer is not None
    await here.press(officer, here.card(officer), "It is out")
    await here.later(minutes=10)
    assert len(here.public()) == 1
    with here.database.read() as connection:
        assert queue.in_doubt(connection) == []


async def test_a_typed_reply_takes_the_place_of_the_draft(here: Stage) -> None:
    """An officer types the reply; it is checked, shown again, and goes out when approved."""
    officer = await here.appoint("Olive", Role.OFFICER)
    here.citizen("Carl").says(here.group, QUESTION_EN)
    await here.go()
    await here.say(officer, "/next")
    await here.press(officer, here.card(officer), "Edit")
    text = (
        "Learner Support Canada here: no, you keep the grant. "
        "See https://learnersupport.example/en/grants"
    )
    await here.say(officer, text)
    card = here.card(officer)
    assert "you keep the grant" in card.text
    press = await here.press(officer, card, "Approve")
    assert (press.answer or "").startswith("Approved"), press.answer
    await here.later(seconds=61)
    await here.later(seconds=61)
    (answer,) = here.public()
    assert answer.text == text


async def test_others_cannot_use_the_desk(here: Stage) -> None:
    """A member of the public who types a command of the staff is refused, and it is recorded."""
    officer = await here.appoint("Olive", Role.OFFICER)
    stranger = here.world.person("Eve")
    here.citizen("Carl").says(here.group, QUESTION_EN)
    await here.go()
    await here.say(officer, "/next")
    data = next(iter(here.card(officer).buttons.values()))
    await here.say(stranger, "/next")
    assert "agency's staff" in here.cards(stranger)[-1].text
    with here.database.read() as connection:
        kinds = [event.kind for event, _ in record.events(connection)]
    assert "staff.refused" in kinds
    assert data


async def test_a_night_with_an_acknowledgment(tmp_path: Path) -> None:
    """Who writes to the bot at night is told when we open, once, in their language."""
    async with stage(tmp_path, clock=FakeClock(CLOSED)) as here:
        citizen = here.world.person("Carl")
        await here.say(citizen, "Bonjour, est-ce que quelqu'un peut répondre à ma question?")
        await here.say(citizen, "Allô? J'attends toujours une réponse de votre part.")
        (holding,) = here.cards(citizen)
        assert "automatique" in holding.text
        assert "jeudi 5 mars" in holding.text


async def test_a_threat_is_shown_to_nobody_but_those_who_may_act(here: Stage) -> None:
    """A threat is escalated and its words are not in the staff group."""
    await here.appoint("Mona", Role.MODERATOR, lang="fr")
    here.citizen("Carl").says(here.group, THREAT_FR)
    await here.go()
    with here.database.read() as connection:
        (item,) = queue.queue(connection)
    assert item.route.value == "escalate"
    assert not any("tuer" in one.text for one in here.in_desk())


async def test_the_queue_message_leads_to_the_next_case(here: Stage) -> None:
    """The staff group has one message with counts in both languages; its button opens a case."""
    officer = await here.appoint("Olive", Role.OFFICER)
    here.citizen("Carl").says(here.group, QUESTION_EN)
    await here.go()
    (board,) = here.in_desk()
    assert "?start=next" in next(iter(board.buttons.values()))
    officer.starts_bot("next")
    await here.go()
    assert "Approve" in here.card(officer).buttons
    here.citizen("Dan").says(here.group, "Do I need a co-signer for the loan?")
    await here.later(seconds=6)
    assert [one.id for one in here.in_desk()] == [board.id]
    assert board.edits > 0
    assert "Carl" not in board.text
