"""Threads in the other language at the desk in chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.office import Office
from bot.review.chat.parts import Part
from bot.review.chat.readingchat import ReadingChat
from bot.storage import record
from bot.storage.readings import READING
from policies.roles import Role
from tests.bot.loudengine import LoudEngine
from tests.chat.fakechat import ChatBench
from tests.fakes import INSULT_EN, QUESTION_FR, THREAT_FR, message


def parts(office: Office) -> list[Part]:
    """Return the parts for cases and for reading."""
    view = CaseView(office)
    return [CaseChat(office, view), ReadingChat(office, view)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ChatBench]:
    """A desk in chat with nobody at it, and no engine."""
    bench = ChatBench(tmp_path, parts)
    yield bench
    bench.bench.app.close()


def looks(desk: ChatBench) -> int:
    """Return how often somebody looked at an original."""
    with desk.bench.app.database.read() as connection:
        kinds = [entry.kind for entry, *_ in record.events(connection)]
    return kinds.count("case.original_seen")


async def test_a_thread_is_read_in_the_reviewers_language(desk: ChatBench) -> None:
    """Each passage says that it is machine translation; the second time nobody waits."""
    ada = desk.hire("Ada", Role.OFFICER, lang="en", languages=("en", "fr"))
    desk.bench.arrive(message(1, QUESTION_FR))
    engine = LoudEngine()
    desk.bench.app.tools.engine = engine
    (bubble,) = await desk.type(ada, "/next")
    assert "Read in English" in bubble.labels, (bubble.html, bubble.labels)
    assert "Read in French" not in bubble.labels
    await desk.press(ada, "Read in English")
    told = desk.chat.texts(desk.home(ada))[-1]
    assert told.startswith("<b>The thread in English</b>")
    assert "machine translation" in told
    assert "EN " in told
    asked = len(engine.asked)
    assert asked > 0
    await desk.press(ada, "Read in English", bubble)
    assert len(engine.asked) == asked
    with desk.bench.app.database.read() as connection:
        kept = connection.execute(select(func.count()).select_from(READING)).scalar_one()
    assert kept == 1
    assert looks(desk) == 0


async def test_without_a_model_the_desk_says_what_to_install(desk: ChatBench) -> None:
    """In the reviewer's language."""
    amelie = desk.hire("Amélie", Role.MODERATOR, lang="fr", languages=("fr", "en"))
    desk.bench.arrive(message(1, INSULT_EN))
    await desk.type(amelie, "/suivant")
    answer = await desk.press(amelie, "Lire en français")
    assert answer.startswith("Aucun modèle de traduction n'est installé pour en-fr.")
    assert "liaison models install en-fr" in answer


async def test_what_the_card_hides_stands_for_a_minute(desk: ChatBench) -> None:
    """A threat is translated for whoever asks to see it, hidden until touched, and recorded."""
    ada = desk.hire("Ada", Role.MODERATOR, Role.OFFICER, lang="en", languages=("en", "fr"))
    desk.bench.arrive(message(1, THREAT_FR))
    desk.bench.app.tools.engine = LoudEngine()
    await desk.type(ada, "/next")
    answer = await desk.press(ada, "Show and read in English")
    assert answer != ""
    told = desk.chat.texts(desk.home(ada))[-1]
    assert "<tg-spoiler>" in told
    assert looks(desk) == 1
