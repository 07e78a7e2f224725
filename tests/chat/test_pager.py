"""Who is told what and when: safety at any hour, the rest when people are there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports import Deferred, Lost, Panel, Priority, Refused, Typed
from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.pager import Pager
from bot.review.chat.presses import Press
from bot.storage import delegations, pages, record, roster, staff
from bot.storage.pages import PAGE, Page
from bot.storage.panels import Prompt
from policies.roles import Reviewer, Role
from tests.chat.fakechat import ChatBench
from tests.fakes import CLOSED, INSULT_EN, QUESTION_FR, THREAT_FR, Bench, message


@dataclass
class Notes:
    """A part that answers pages of kind "note" with their text."""

    verbs: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()
    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset({"note"})
    answers: list[Panel | bool | None] = field(default_factory=list)  # then the text
    broken: bool = False

    async def press(self, press: Press) -> str:
        """Never called."""
        raise AssertionError(press)

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Never called."""
        raise AssertionError(name)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Never called."""
        raise AssertionError(prompt)

    async def page(self, page: Page, reviewer: Reviewer, chat: str) -> Panel | bool | None:
        """Say what the page says."""
        del reviewer, chat
        if self.broken:
            raise RuntimeError("a fault of ours")
        return self.answers.pop(0) if self.answers else Panel(html=str(page.payload["text"]))


class Desk:
    """The desk with a pager."""

    def __init__(self, folder: Path) -> None:
        self.chat = ChatBench(folder, lambda office: [CaseChat(office, CaseView(office))])
        self.notes = Notes()
        self.pager = Pager(self.chat.office, [*self.chat.parts, self.notes])

    @property
    def bench(self) -> Bench:
        """The program."""
        return self.chat.bench

    async def work(self) -> list[tuple[str, Priority]]:
        """Page until nothing is left; return to which chats, how urgently, since the last time."""
        before = len(self.chat.chat.sent)
        while await self.pager.work():
            pass
        return [(one.chat, one.priority) for one in self.chat.chat.sent[before:]]

    def want(self, key: str, kind: str = "escalation", **more: object) -> None:
        """Ask for a page."""
        with self.bench.app.database.write("test") as connection:
            values = {"subject": "case:1", "now": self.bench.clock(), **more}
            pages.want(connection, kind=kind, key=key, **values)  # type: ignore[arg-type]  # the test says what

    def states(self) -> list[tuple[str, str, str | None]]:
        """Return kind, state and fault of every page that is somebody's."""
        with self.bench.app.database.read() as connection:
            rows = connection.execute(
                PAGE.select().where(PAGE.c.reviewer_id.is_not(None)).order_by(PAGE.c.id)
            )
            return [(row.kind, row.state, row.fault) for row in rows]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    """The desk, with nobody at it."""
    made = Desk(tmp_path)
    yield made
    made.bench.app.close()


async def test_an_escalation_goes_to_whoever_can_handle_it(here: Desk) -> None:
    """Role and language count: moderators, and officers of the case's language."""
    moderator = here.chat.hire("Mo", Role.MODERATOR)
    french = here.chat.hire("Flo", Role.OFFICER, lang="fr", languages=("fr",))
    here.chat.hire("Eva", Role.OFFICER, languages=("en",))
    here.chat.hire("Rec", Role.RECORDS)
    here.bench.arrive(message(1, QUESTION_FR))
    here.want("e")
    assert sorted(await here.work()) == [
        (here.chat.home(moderator), Priority.REVIEWER),
        (here.chat.home(french), Priority.REVIEWER),
    ]
    assert await here.work() == []


async def test_outside_hours_only_safety_rings(here: Desk) -> None:
    """What is not about safety waits until the agency opens."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.bench.arrive(message(1, INSULT_EN))
    here.bench.clock.now = CLOSED
    here.want("r", "reminder")
    here.want("n", "note", reviewer_id=mo.id, payload={"text": "decided"})
    assert await here.work() == []
    here.want("s", "safety", priority=Priority.SAFETY)
    assert await here.work() == [(here.chat.home(mo), Priority.SAFETY)]
    here.bench.clock.now = CLOSED + timedelta(hours=11, minutes=30)  # 8:30 in Toronto
    here.bench.app.decisions.claim(1, mo)
    assert await here.work() == [(here.chat.home(mo), Priority.REVIEWER)]
    assert here.chat.chat.last(here.chat.home(mo)).html == "decided"


async def test_safety_rings_the_person_on_call(here: Desk) -> None:
    """Whoever is on call is told first; a quarter of an hour later everybody, until it is had."""
    on_call = here.chat.hire("Mo", Role.MODERATOR)
    director = here.chat.hire("Dee", Role.DIRECTOR)
    now = here.bench.clock.now = CLOSED
    with here.bench.app.database.write("test") as connection:
        roster.add(
            connection,
            staff_id=on_call.id,
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(hours=8),
            created_by=None,
            now=now,
        )
    here.bench.arrive(message(1, THREAT_FR, sent_at=now))
    first, second = here.chat.home(on_call), here.chat.home(director)
    assert await here.work() == [(first, Priority.SAFETY)]
    here.bench.clock.forward(minutes=14)
    assert await here.work() == []
    here.bench.clock.forward(minutes=1)
    assert sorted(await here.work()) == [(first, Priority.SAFETY), (second, Priority.SAFETY)]
    here.bench.app.decisions.claim(1, on_call)
    here.bench.clock.forward(minutes=15)
    assert await here.work() == []


async def test_with_nobody_on_call_everybody_is_told(here: Desk) -> None:
    """Direction and administration too; who is away is not."""
    people = [
        here.chat.hire("Mo", Role.MODERATOR),
        here.chat.hire("Dee", Role.DIRECTOR),
        here.chat.hire("Ada", Role.ADMIN),
    ]
    gone = here.chat.hire("Gus", Role.MODERATOR)
    here.chat.hire("Rec", Role.RECORDS)
    now = here.bench.clock()
    with here.bench.app.database.write("test") as connection:
        delegations.add(
            connection,
            from_id=gone.id,
            to_id=None,
            roles=(),
            starts_at=now,
            ends_at=now + timedelta(days=2),
            created_by=gone.id,
            now=now,
        )
    here.bench.arrive(message(1, THREAT_FR))
    assert sorted(await here.work()) == sorted(
        (here.chat.home(one), Priority.SAFETY) for one in people
    )


async def test_who_is_on_call_cannot_be_reached(here: Desk) -> None:
    """A refusal is recorded, and the others are told at once; there is no second refusal."""
    blocked = here.chat.hire("Mo", Role.MODERATOR)
    other = here.chat.hire("Max", Role.MODERATOR)
    now = here.bench.clock()
    with here.bench.app.database.write("test") as connection:
        roster.add(
            connection,
            staff_id=blocked.id,
            starts_at=now,
            ends_at=now + timedelta(days=1),
            created_by=None,
            now=now,
        )
    here.bench.arrive(message(1, THREAT_FR))
    here.chat.chat.outcomes.append(Refused(reason="blocked_by_user"))
    assert sorted(await here.work()) == [
        (here.chat.home(blocked), Priority.SAFETY),
        (here.chat.home(other), Priority.SAFETY),
    ]
    with here.bench.app.database.read() as connection:
        kinds = [entry.kind for entry, _ in record.events(connection)]
        assert pages.unreachable(connection) == frozenset()  # the second attempt arrived
    assert kinds.count("page.refused") == 1


async def test_told_to_wait_means_exactly_that(here: Desk) -> None:
    """A page that the platform puts off is tried again then, not before."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.want("n", "note", reviewer_id=mo.id, payload={"text": "hello"})
    here.chat.chat.outcomes.append(Deferred(retry_after_s=37, reason="flood"))
    assert await here.work() == []
    here.bench.clock.forward(seconds=36)
    assert await here.work() == []
    here.bench.clock.forward(seconds=1)
    assert await here.work() == [(here.chat.home(mo), Priority.REVIEWER)]


async def test_staff_are_told_at_least_once(here: Desk) -> None:
    """Where nobody can tell whether it arrived, it is sent again."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.want("n", "note", reviewer_id=mo.id, payload={"text": "hello"})
    here.chat.chat.outcomes.append(Lost(reason="time-out"))
    assert await here.work() == []
    here.bench.clock.forward(seconds=5)
    assert await here.work() == [(here.chat.home(mo), Priority.REVIEWER)]
    assert here.states() == [("note", "sent", None)]


async def test_what_was_decided_meanwhile_is_moot(here: Desk) -> None:
    """A page about a case that nobody has to look at any more is not sent."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.bench.arrive(message(1, INSULT_EN))
    here.want("e")
    here.bench.app.decisions.keep(1, mo)
    assert await here.work() == []
    here.want("p", reviewer_id=mo.id)
    assert await here.work() == []
    assert here.states() == [("escalation", "moot", None)]


async def test_a_part_that_cannot_show_it_is_asked_again(here: Desk) -> None:
    """A part may say that it has to be tried again; after six times it is given up."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.notes.answers = [False] * 6
    here.want("n", "note", reviewer_id=mo.id, payload={"text": "hello"})
    for _ in range(6):
        assert await here.work() == []
        here.bench.clock.forward(seconds=30)
    assert here.states() == [("note", "failed", "not_shown")]
    with here.bench.app.database.read() as connection:
        assert pages.unreachable(connection) == {mo.id}


async def test_a_page_that_breaks_keeps_nobody_waiting(here: Desk) -> None:
    """A fault in showing one page is logged and tried again; the others arrive."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    max_ = here.chat.hire("Max", Role.MODERATOR)
    here.want("bad", "note", reviewer_id=mo.id, payload={"no": "text"})
    here.want("good", "note", reviewer_id=max_.id, payload={"text": "hello"})
    here.notes.broken = True
    assert await here.work() == []
    here.notes.broken = False
    here.bench.clock.forward(seconds=30)
    assert await here.work() == [(here.chat.home(max_), Priority.REVIEWER)]
    assert ("note", "moot", None) in here.states()  # what it was about is not there


async def test_old_news_is_no_news(here: Desk) -> None:
    """What waited for weeks because no chat was connected is not told any more."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.want("l", "lapsed", reviewer_id=mo.id)
    here.want("n", "note", reviewer_id=mo.id, payload={"text": "still of use"})
    here.bench.clock.forward(days=5)
    assert len(await here.work()) == 1
    assert ("lapsed", "moot", "old") in here.states()


async def test_safety_comes_before_what_waits(here: Desk) -> None:
    """One person gets one thing at a time, the most urgent first."""
    mo = here.chat.hire("Mo", Role.MODERATOR)
    for number in range(3):
        here.want(f"n{number}", "note", reviewer_id=mo.id, payload={"text": f"note {number}"})
    here.bench.arrive(message(1, THREAT_FR))
    assert [priority for _, priority in await here.work()] == [
        Priority.SAFETY,
        *[Priority.REVIEWER] * 3,
    ]


async def test_many_reminders_are_one_message(here: Desk) -> None:
    """A morning after a flood brings one message, not a hundred."""
    flo = here.chat.hire("Flo", Role.MODERATOR, lang="fr")
    here.bench.arrive(*(message(n, f"{INSULT_EN} {n}", author=f"a{n}") for n in range(12)))
    for number in range(1, 13):
        here.want(f"r{number}", "reminder", subject=f"case:{number}", payload={"route": "review"})
    assert await here.work() == [(here.chat.home(flo), Priority.REVIEWER)]
    assert here.chat.chat.last(here.chat.home(flo)).html == (
        "12 dossiers attendent depuis plus longtemps que prévu.\n"
        "#1, #2, #3, #4, #5, #6, #7, #8, #9, #10. /suivant montre le plus urgent."
    )
    assert {state for _, state, _ in here.states()} == {"sent"}


async def test_whoever_left_is_told_nothing(here: Desk) -> None:
    """Pages of somebody whose rights were taken away are moot at once."""
    here.chat.hire("Ada", Role.ADMIN)
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.want("n", "note", reviewer_id=mo.id, payload={"text": "hello"})
    with here.bench.app.database.write("test") as connection:
        staff.revoke(connection, name="Mo", now=here.bench.clock(), actor="test")
    assert await here.work() == []
    assert here.states() == [("note", "moot", None)]


async def test_who_is_not_here_is_not_asked(here: Desk) -> None:
    """People who are known at a terminal only do not stand in the way of others."""
    with here.bench.app.database.write("test") as connection:
        code = staff.invite(
            connection,
            name="Terry",
            roles=[Role.MODERATOR],
            lang="en",
            languages=["en"],
            now=here.bench.clock(),
            actor="test",
        )
        staff.bind(connection, code=code, platform="terminal", number="1", now=here.bench.clock())
    mo = here.chat.hire("Mo", Role.MODERATOR)
    here.bench.arrive(message(1, INSULT_EN))
    here.want("e")
    assert await here.work() == [(here.chat.home(mo), Priority.REVIEWER)]
