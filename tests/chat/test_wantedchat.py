"""Replies that rest on what no longer holds are put right from the list, in chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.correctionchat import CorrectionChat
from bot.review.chat.factpages import FactPages
from bot.review.chat.office import Office
from bot.review.chat.pager import Pager
from bot.review.chat.parts import Part
from bot.review.chat.wantedchat import WantedChat
from bot.states import CaseState
from bot.storage import record
from policies.roles import Reviewer, Role
from tests.bot.test_correctiondesk import NEW, changed, gone, listed
from tests.bot.test_desk import card
from tests.chat.fakechat import ChatBench


def parts(office: Office) -> list[Part]:
    """Return the parts that corrections need."""
    view = CaseView(office)
    return [
        CaseChat(office, view),
        CorrectionChat(office, view),
        WantedChat(office, view),
        FactPages(office),
    ]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ChatBench]:
    """A desk in chat with nobody at it."""
    bench = ChatBench(tmp_path, parts)
    yield bench
    bench.bench.app.close()


async def told(desk: ChatBench, who: Reviewer) -> str:
    """Let the pager work; return everything that this person was told."""
    pager = Pager(desk.office, desk.parts)
    for _ in range(3):
        await pager.work()
        await pager.settle()
    return "\n".join(desk.chat.texts(desk.home(who)))


async def test_it_is_put_right_with_what_holds_today(desk: ChatBench) -> None:
    """Listed, opened, corrected by the fact's own words with one press; then off the list."""
    zoe = desk.hire("Zoé", Role.OFFICER, lang="fr")
    eve = desk.hire("Eve", Role.OFFICER)
    await changed(desk.bench)
    (shown,) = await desk.type(zoe, "/rectifications")
    assert "Réponses à rectifier\u00a0: 1" in shown.html
    assert "son fait dit maintenant autre chose" in shown.html
    await desk.press(zoe, "1\u00a0: You do not have to repay")
    entry = desk.chat.last(desk.home(zoe))
    assert "Ce qui vaut aujourd'hui" in entry.html
    assert NEW.fr in entry.html
    assert entry.labels == [
        "Rectifier avec ce qui vaut aujourd'hui",
        "Rédiger la rectification",
        "Aucune rectification nécessaire",
        "Dossier 1",
    ]
    answer = await desk.press(zoe, "Rectifier avec ce qui vaut aujourd'hui")
    assert answer.startswith("La rectification est dans le dossier 1.")
    await desk.press(zoe, "Approuver")
    desk.bench.clock.forward(seconds=61)
    await desk.bench.publish()
    assert card(desk.bench).case.flow.case is CaseState.CLOSED
    assert NEW.en in str(desk.bench.wire.taken()[-1]["text"])
    assert listed(desk.bench) == 0
    (none,) = await desk.type(eve, "/corrections")
    assert "No reply has to be put right." in none.html


async def test_it_is_written_or_dismissed(desk: ChatBench) -> None:
    """Where nothing holds in its place a person writes, in both languages; or says why not."""
    ola = desk.hire("Ola", Role.OFFICER)
    await gone(desk.bench)
    await desk.type(ola, "/corrections 1")
    assert "Correct with what holds today" not in desk.chat.last(desk.home(ola)).labels
    await desk.press(ola, "Write the correction")
    await desk.type(ola, "You keep the grant in every case.")
    await desk.type(ola, "Vous gardez la bourse dans tous les cas.")
    draft = card(desk.bench).draft
    assert draft is not None
    assert draft.texts["fr"].endswith("Vous gardez la bourse dans tous les cas.")
    await desk.type(ola, "/corrections 1")
    begun = desk.chat.last(desk.home(ola))
    assert "A correction has been written" in begun.html
    assert begun.labels == ["No correction needed", "Case 1"]
    await desk.press(ola, "No correction needed")
    (said,) = await desk.type(ola, "It was taken down by the page.")
    assert said.html == "Entry 1 is off the list. Your reason is recorded."
    assert listed(desk.bench) == 0
    with desk.bench.app.database.read() as connection:
        notes = [
            entry.payload["note"]
            for entry, _ in record.events(connection, "case:1")
            if entry.kind == "correction.not_wanted"
        ]
    assert notes == ["It was taken down by the page."]


async def test_officers_are_told_and_others_are_not(desk: ChatBench) -> None:
    """The list comes by itself to officers; moderators get neither it nor the command."""
    ola, mo = desk.hire("Ola", Role.OFFICER), desk.hire("Mo", Role.MODERATOR)
    await gone(desk.bench)
    assert "Replies to put right: 1" in await told(desk, ola)
    assert "put right" not in await told(desk, mo)
    (refused,) = await desk.type(mo, "/corrections")
    assert "Replies to put right" not in refused.html


async def test_a_page_that_came_too_late_is_moot(desk: ChatBench) -> None:
    """Whoever is told is told of something: what was settled meanwhile is nobody's news."""
    ola = desk.hire("Ola", Role.OFFICER)
    await gone(desk.bench)
    desk.bench.app.corrections.dismiss(1, ola, "harmless")
    assert "Replies to put right" not in await told(desk, ola)
