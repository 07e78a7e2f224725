"""A burst becomes one card; one decision for all of it is many decisions, each with its record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.review.chat.digests import DigestChat
from bot.review.chat.pager import Pager
from bot.states import CaseState
from bot.storage import queue, record
from policies.roles import Reviewer, Role
from tests.chat.fakechat import ChatBench
from tests.fakes import THREAT_FR, message, person

SHORT = "You are a stupid bitch"  # too short to be a campaign


class Here:
    """The desk with the part for bursts."""

    def __init__(self, folder: Path) -> None:
        self.chat = ChatBench(folder, lambda office: [DigestChat(office)])

    @property
    def digests(self) -> DigestChat:
        """The part."""
        (part,) = self.chat.parts
        assert isinstance(part, DigestChat)
        return part

    def flood(self, count: int, text: str = SHORT) -> None:
        """Many people write the same."""
        self.chat.bench.arrive(
            *(message(n, text, author=f"author-{n}") for n in range(1, count + 1))
        )

    async def look(self) -> int:
        """Look for bursts and tell of them; return how many cards there were."""
        before = len(self.chat.chat.sent)
        await self.digests.work()
        pager = Pager(self.chat.office, self.chat.parts)
        while await pager.work():
            pass
        return len(self.chat.chat.sent) - before

    async def finish(self) -> None:
        """Carry out what was decided."""
        while await self.digests.work():
            pass

    def states(self) -> list[CaseState]:
        """Return the states of all cases, in order."""
        with self.chat.bench.app.database.read() as connection:
            found = queue.queue(connection, states=tuple(CaseState), limit=1000)
        return [one.state for one in sorted(found, key=lambda one: one.case_id)]

    def last(self, who: Reviewer) -> str:
        """Return what stands last in somebody's chat."""
        return self.chat.chat.last(self.chat.home(who)).html


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    """The desk, with nobody at it."""
    made = Here(tmp_path)
    yield made
    made.chat.bench.app.close()


async def test_a_burst_is_one_card(here: Here) -> None:
    """Eleven like cases: one card for each moderator, with three masked samples; once."""
    mo = here.chat.hire("Mo", Role.MODERATOR, lang="fr")
    here.chat.hire("Eva", Role.OFFICER)
    here.flood(11, f"{SHORT} @jane.doe")
    assert await here.look() == 1
    html = here.last(mo)
    assert html.startswith("<b>Vague\u00a0: 11 dossiers semblables</b>\npage. Règle\u00a0: ")
    assert html.count("<blockquote>") == 3
    assert "jane" not in html
    assert "@•••" in html
    labels = here.chat.chat.last(here.chat.home(mo)).labels
    assert labels == ["Tout conserver", "Tout supprimer", "Un par un"]
    here.chat.bench.clock.forward(seconds=10)
    assert await here.look() == 0


async def test_ten_are_no_burst(here: Here) -> None:
    """Up to the limit, cases are looked at one by one; so are those that are not alike."""
    here.chat.hire("Mo", Role.MODERATOR)
    here.flood(10)
    assert await here.look() == 0


async def test_danger_is_never_part_of_it(here: Here) -> None:
    """However many threats there are, each is looked at alone."""
    here.chat.hire("Rec", Role.MODERATOR)
    here.flood(15, THREAT_FR)
    await here.digests.work()
    with here.chat.bench.app.database.read() as connection:
        kinds = {
            row[0] for row in connection.exec_driver_sql("SELECT DISTINCT kind FROM page").all()
        }
    assert kinds == {"safety"}


async def test_keeping_all(here: Here) -> None:
    """Each case is closed with a decision of its own; progress is shown; what is done stays."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.flood(60)
    await here.look()
    await here.chat.press(mo, "Keep all")
    assert here.last(mo) == "Keep 60 messages and close their cases?"
    await here.chat.press(mo, "Keep all")
    await here.digests.work()
    assert here.last(mo) == "25 of 60 decided…"
    here.chat.restart()
    await here.finish()
    assert here.last(mo) == (
        "60 of 60 decided.\nEach can still be undone on its own card: /case and its number."
    )
    assert set(here.states()) == {CaseState.CLOSED}
    with here.chat.bench.app.database.read() as connection:
        kept = [e for e, _ in record.events(connection) if e.kind == "decision.keep"]
        assert record.verify(connection) == []
    assert (len(kept), {one.actor for one in kept}) == (60, {f"staff:{mo.id}"})
    here.chat.bench.app.decisions.undo(7, mo)
    assert here.states()[6] is CaseState.CLAIMED


async def test_what_somebody_took_is_left_out(here: Here) -> None:
    """A case that was claimed, decided or changed since the card was shown is named."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.flood(12)
    await here.look()
    other = person(77, Role.MODERATOR, Role.OFFICER)
    here.chat.bench.app.decisions.claim(3, other)
    here.chat.bench.app.decisions.keep(5, other, "fine")
    await here.chat.press(mo, "Delete all")
    await here.chat.press(mo, "Delete all")
    await here.finish()
    assert here.last(mo).splitlines()[:2] == [
        "10 of 12 decided.",
        "2 left out, taken by somebody or changed meanwhile: #3, #5",
    ]
    assert here.states()[2] is CaseState.CLAIMED


async def test_pressing_twice(here: Here) -> None:
    """The second press, and the second moderator, are told that it is over."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.flood(11)
    await here.look()
    card = here.chat.chat.last(here.chat.home(mo))
    await here.chat.press(mo, "Keep all")
    sure = here.chat.chat.last(here.chat.home(mo))
    await here.chat.press(mo, "Keep all")
    assert (await here.chat.press(mo, "Keep all", sure)).startswith("This is over")
    await here.finish()
    assert (await here.chat.press(mo, "Keep all", card)).startswith("This is over")


async def test_one_by_one(here: Here) -> None:
    """Whoever wants to look at each closes the card; nothing is decided."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.flood(11)
    await here.look()
    assert here.chat.chat.last(here.chat.home(mo)).labels == [
        "Keep all",
        "Delete all",
        "One by one",
    ]
    await here.chat.press(mo, "One by one")
    assert set(here.states()) == {CaseState.QUEUED}


LETTER = (
    "You are all useless clowns at this program and nobody in our town believes one word of what "
    "your letters say about the office"
)


async def test_a_campaign_is_one_card(here: Here) -> None:
    """Nearly the same text from many: counts, the reading, a masked sample, and choices for all."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.flood(7, LETTER)
    assert await here.look() == 1
    html = here.last(mo)
    assert html.startswith("<b>Campaign 1: 7 messages</b>\nFrom 7 different people\nFirst seen ")
    assert "Where: fake:page (7)" in html
    assert "<b>Reading: cannot tell</b>" in html
    labels = here.chat.chat.last(here.chat.home(mo)).labels
    assert labels[-2:] == ["Hand all over", "One by one"]
    here.chat.bench.clock.forward(seconds=10)
    assert await here.look() == 0


async def test_keeping_a_campaign(here: Here) -> None:
    """One decision closes the cases that were shown; the record has it for each and for all."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.flood(8, LETTER)
    await here.look()
    here.chat.bench.app.decisions.claim(4, person(77, Role.MODERATOR))
    await here.chat.press(mo, "Keep all")
    assert here.last(mo) == "Keep 8 messages of this campaign and close their cases?"
    await here.chat.press(mo, "Keep all")
    await here.finish()
    assert here.last(mo).splitlines()[0] == "7 of 8 decided."
    states = here.states()
    assert states.pop(3) is CaseState.CLAIMED
    assert set(states) == {CaseState.CLOSED}
    with here.chat.bench.app.database.read() as connection:
        found = [e for e, _ in record.events(connection) if e.kind.startswith("campaign")]
        assert record.verify(connection) == []
    assert [one.kind for one in found] == ["campaign.recognized", "campaign.decided"]
    assert found[1].actor == f"staff:{mo.id}"
    assert found[1].payload == {
        "choice": "keep",
        "cases": [1, 2, 3, 5, 6, 7, 8],
        "left_out": [4],
    }


async def test_who_comes_later_is_shown_again(here: Here) -> None:
    """A decision covers what was shown; later members make a new card."""
    mo = here.chat.hire("Mo", Role.MODERATOR, lang="fr")
    here.flood(6, LETTER)
    await here.look()
    await here.chat.press(mo, "Tout transmettre")
    await here.chat.press(mo, "Tout transmettre")
    await here.finish()
    here.chat.bench.clock.forward(hours=2)
    later = here.chat.bench.clock()
    here.chat.bench.arrive(
        *(message(n, LETTER, author=f"author-{n}", sent_at=later) for n in range(20, 23))
    )
    assert await here.look() >= 1
    assert here.last(mo).startswith("<b>Campagne 1\u00a0: 9 messages</b>")
