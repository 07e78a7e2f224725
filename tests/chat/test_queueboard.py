"""The staff group's message: what it says, when it changes, and what it never says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ports import Refused
from bot.review.chat.queueboard import QueueBoard
from bot.storage import switches
from policies.roles import Role
from tests.chat.fakechat import STAFF_GROUP, ChatBench
from tests.fakes import INSULT_EN, QUESTION_FR, THREAT_FR, message


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ChatBench]:
    """The program with a staff group."""
    made = ChatBench(tmp_path, lambda _office: [])
    yield made
    made.bench.app.close()


def _board(here: ChatBench, link: str | None = "https://t.me/liaison_bot") -> QueueBoard:
    return QueueBoard(here.office, lambda: link)


async def test_both_languages_in_one_message(here: ChatBench) -> None:
    """The message gives counts by harm and age, who has what, in English and in French."""
    ada = here.hire("Ada", Role.MODERATOR, Role.OFFICER)
    here.bench.arrive(
        message(1, THREAT_FR, author="a"),
        message(2, INSULT_EN, author="b"),
        message(3, QUESTION_FR, author="c"),
    )
    here.bench.app.decisions.claim(2, ada)
    assert await _board(here).work() == 1
    html = here.chat.last(STAFF_GROUP).html
    assert html == (
        "<b>Queue</b>\n"
        "<b>Escalated: 1 waiting</b>\n"
        "   1 under 15 min; first #1, oldest since 10:00 a.m.\n"
        "<b>Review: 0 waiting, 1 with somebody</b>\n"
        "   1 under 15 min; first #2, oldest since 10:00 a.m.\n"
        "<b>To answer: 1 waiting</b>\n"
        "   1 under 15 min; first #3, oldest since 10:00 a.m.\n"
        "Newest: #3, #2, #1\n"
        "Ada has #2\n"
        "\n"
        "<b>File d'attente</b>\n"
        "<b>Transmission\u00a0: 1 en attente</b>\n"
        "   1 depuis moins de 15 min; d'abord #1, le plus ancien depuis 10\u00a0h\n"
        "<b>Examen\u00a0: 0 en attente, 1 chez quelqu'un</b>\n"
        "   1 depuis moins de 15 min; d'abord #2, le plus ancien depuis 10\u00a0h\n"
        "<b>À répondre\u00a0: 1 en attente</b>\n"
        "   1 depuis moins de 15 min; d'abord #3, le plus ancien depuis 10\u00a0h\n"
        "Derniers arrivés\u00a0: #3, #2, #1\n"
        "Ada a #2"
    )


async def test_nothing_of_the_public_is_in_the_group(here: ChatBench) -> None:
    """Neither texts nor handles nor pseudonyms are shown to the group."""
    here.bench.arrive(message(1, INSULT_EN, author="loud.person"))
    await _board(here).work()
    with here.bench.app.database.read() as connection:
        pseudonym = connection.exec_driver_sql("SELECT pseudonym FROM author").scalar_one()
    html = here.chat.last(STAFF_GROUP).html
    assert not [word for word in ("stupid", "loud.person", pseudonym) if word in html]


async def test_edited_at_most_every_five_seconds(here: ChatBench) -> None:
    """A new case shows within five seconds; what says the same already is left alone."""
    board = _board(here)
    await board.work()
    assert await board.work() == 0
    here.bench.arrive(message(1, INSULT_EN))
    assert await board.work() == 0
    here.bench.clock.forward(seconds=5)
    assert await board.work() == 1
    assert "Review: 1 waiting" in here.chat.last(STAFF_GROUP).html
    here.bench.clock.forward(seconds=5)
    assert await board.work() == 0
    assert (len(here.chat.sent), len(here.chat.edited)) == (1, 1)


async def test_the_same_message_after_a_restart(here: ChatBench) -> None:
    """A program that starts again goes on with the message that stands there."""
    await _board(here).work()
    here.bench.arrive(message(1, INSULT_EN))
    assert await _board(here).work() == 1
    assert (len(here.chat.sent), len(here.chat.edited)) == (1, 1)
    assert await _board(here).work() == 0


async def test_a_message_that_is_gone_is_sent_anew(here: ChatBench) -> None:
    """Where somebody deleted the message, the next change brings a new one."""
    board = _board(here)
    await board.work()
    here.bench.arrive(message(1, INSULT_EN))
    here.bench.clock.forward(seconds=5)
    here.chat.edit_outcomes.append(Refused(reason="gone"))
    assert await board.work() == 1
    assert [bubble.html.count("Review: 1 waiting") for bubble in here.chat.sent] == [0, 1]
    here.bench.arrive(message(2, INSULT_EN, author="b"))
    here.bench.clock.forward(seconds=5)
    await board.work()
    assert "Review: 2 waiting" in here.chat.last(STAFF_GROUP).html


async def test_a_group_that_is_closed_is_left_alone_for_a_minute(here: ChatBench) -> None:
    """A group that refuses us is not tried again at once."""
    board = _board(here)
    here.chat.outcomes.append(Refused(reason="not_member"))
    assert await board.work() == 0
    here.bench.clock.forward(seconds=59)
    assert await board.work() == 0
    here.bench.clock.forward(seconds=1)
    assert await board.work() == 1


async def test_what_is_paused_and_who_is_on_call(here: ChatBench) -> None:
    """A pause and an incident stand below the counts."""
    with here.bench.app.database.write("test") as connection:
        for name in (switches.EVERYTHING, switches.INCIDENT, switches.kind_pause("reply")):
            switches.turn(connection, name, on=True, now=here.bench.clock(), actor="test")
    await _board(here).work()
    assert here.chat.last(STAFF_GROUP).html == (
        "<b>Queue</b>\nNothing waits.\nEverything is paused: nothing is sent.\n"
        "Paused everywhere: replies.\nAn incident is declared.\n"
        "\n"
        "<b>File d'attente</b>\nRien n'attend.\nTout est en pause\u00a0: rien n'est envoyé.\n"
        "En pause partout\u00a0: réponses.\nUn incident est déclaré."
    )


async def test_the_button_opens_the_private_chat(here: ChatBench) -> None:
    """The button is a link to the bot's private chat; a callback while the name is unknown."""
    await _board(here).work()
    (row,) = here.chat.last(STAFF_GROUP).panel.buttons
    assert [(one.text, one.url) for one in row] == [
        ("Next / Suivant", "https://t.me/liaison_bot?start=next")
    ]


async def test_no_group_no_message(tmp_path: Path) -> None:
    """Without a staff group nothing is sent."""
    made = ChatBench(tmp_path, lambda _office: [], staff_group=None)
    assert await _board(made).work() == 0
    assert made.chat.sent == []
    made.bench.app.close()
