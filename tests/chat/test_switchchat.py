"""Pauses, incidents, figures and the queue in chat, in both languages, by role."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.queueboard import QueueBoard
from bot.review.chat.switchchat import SwitchChat
from bot.storage import record, switches
from bot.storage.switches import Switches
from policies.roles import Reviewer, Role
from tests.chat.fakechat import STAFF_GROUP, ChatBench
from tests.fakes import INSULT_EN, QUESTION_EN, QUESTION_FR, THREAT_FR, message


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ChatBench]:
    """The desk with the switches and the cases."""
    made = ChatBench(
        tmp_path,
        lambda office: [
            SwitchChat(office, QueueBoard(office)),
            CaseChat(office, CaseView(office)),
        ],
    )
    yield made
    made.bench.app.close()


def _on(here: ChatBench) -> Switches:
    with here.bench.app.database.read() as connection:
        return switches.read(connection)


async def _typed(here: ChatBench, who: Reviewer, text: str) -> str:
    (said,) = await here.type(who, text)
    return said.html


async def test_pausing_everything_is_asked_again(here: ChatBench) -> None:
    """Everything is paused only after a second look; giving up changes nothing."""
    flo = here.hire("Flo", Role.OFFICER, lang="fr")
    await here.type(flo, "/pause tout")
    assert await here.press(flo, "Abandonner") == "Abandonné. Rien n'a été changé."
    assert _on(here) == Switches()
    await here.type(flo, "/pause tout")
    assert await here.press(flo, "Tout mettre en pause") == "C'est fait et inscrit au registre."
    assert _on(here) == Switches(all_paused=True)
    assert here.chat.last(here.home(flo)).html == "Tout est en pause\u00a0: rien n'est envoyé."
    assert await _typed(here, flo, "/reprendre") == (
        "Rien n'est en pause, et il n'y a pas d'incident."
    )
    with here.bench.app.database.read() as connection:
        recorded = [
            (entry.kind, entry.actor)
            for entry, _ in record.events(connection)
            if entry.kind.startswith("switch.")
        ]
    assert recorded == [("switch.on", f"staff:{flo.id}"), ("switch.off", f"staff:{flo.id}")]


async def test_one_kind_or_one_channel(here: ChatBench) -> None:
    """A kind is named in either language or by its button; a channel by its id."""
    eva = here.hire("Eva", Role.MODERATOR)
    assert (
        await _typed(here, eva, "/pause Holding replies") == "Paused everywhere: holding replies."
    )
    await here.type(eva, "/pause page")
    await here.type(eva, "/pause")
    await here.press(eva, "official posts")
    assert _on(here) == Switches(channels=frozenset({"page"}), kinds=frozenset({"holding", "post"}))
    assert (await _typed(here, eva, "/pause nonsense")).startswith(
        "There is no channel and no kind of publication called nonsense."
    )
    await here.type(eva, "/resume page")
    assert _on(here).channels == frozenset()


async def test_an_incident(here: ChatBench) -> None:
    """By word or by button."""
    flo = here.hire("Flo", Role.ADMIN, lang="fr")
    assert await _typed(here, flo, "/incident début") == "Un incident est déclaré."
    assert _on(here).incident_since == here.bench.clock()
    await here.type(flo, "/incident")
    await here.press(flo, "Y mettre fin")
    assert _on(here).incident_since is None


@pytest.mark.parametrize("command", ["/pause", "/pause all", "/resume", "/incident on"])
async def test_by_role(here: ChatBench, command: str) -> None:
    """Whoever has no right to pause does not."""
    rec = here.hire("Rec", Role.RECORDS)
    assert await _typed(here, rec, command) == "Your role does not allow this."
    assert _on(here) == Switches()


async def test_the_queue_in_private(here: ChatBench) -> None:
    """The queue in one's own language; a button opens the first case of each harm."""
    flo = here.hire("Flo", Role.OFFICER, Role.MODERATOR, lang="fr", languages=("fr",))
    here.bench.arrive(
        message(1, THREAT_FR, author="a"),
        message(2, INSULT_EN, author="b"),
        message(3, QUESTION_FR, author="c"),
    )
    (shown,) = await here.type(flo, "/file", chat=STAFF_GROUP)
    assert shown.chat == here.home(flo)
    assert shown.labels == ["Transmission (1)", "Examen (1)", "À répondre (1)", "Suivant"]
    await here.press(flo, "Examen (1)", shown)
    assert "2" in here.chat.last(here.home(flo)).html.splitlines()[0]


async def test_figures(here: ChatBench) -> None:
    """How much came, in which language, how soon somebody acted; nothing where nothing was."""
    eva = here.hire("Eva", Role.OFFICER, Role.MODERATOR)
    assert await _typed(here, eva, "/stats") == (
        "<b>Today</b>\nMessages: 0\nLanguages: none\nFor people: 0\nDecisions: 0\n"
        "Approved: 0, unedited: 0\nMedian time to acknowledgment: none\n"
        "Median time to decision: none"
    )
    here.bench.arrive(
        message(1, QUESTION_EN, author="a"),
        message(2, INSULT_EN, author="b"),
        message(3, QUESTION_FR, author="c"),
        message(4, INSULT_EN, author="d", sent_at=here.bench.clock() - timedelta(days=2)),
    )
    here.bench.clock.forward(minutes=10)
    here.bench.app.decisions.keep(2, eva)
    assert await _typed(here, eva, "/stats") == (
        "<b>Today</b>\nMessages: 3\nLanguages: English 67%, French 33%\nFor people: 3\n"
        "Decisions: 1\nApproved: 0, unedited: 0\nMedian time to acknowledgment: none\n"
        "Median time to decision: 10\u00a0min"
    )
    assert "Messages: 4" in await _typed(here, eva, "/stats week")
