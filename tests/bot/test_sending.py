"""Sending to several places: side by side, in order for each, paced, and with a clean end."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.lanes import AT_ONCE, IN_A_ROW
from bot.ports import Deferred, Lookup, Outcome, Outgoing, PublicationKind, Sent
from bot.publishing import GIVE_UP_AFTER, Publishing
from bot.states import PublicationState
from bot.storage import publications, record
from bot.storage.cases import PUBLICATION
from bot.storage.database import DiskFull
from tests.fakes import OPEN, PLATFORM, Bench, build_test_app


@dataclass
class Wire:
    """A platform that takes texts, is slow where told so, and says who has to wait."""

    out: list[tuple[str, str]] = field(default_factory=list)  # channel and text, in order
    slow: dict[str, asyncio.Event] = field(default_factory=dict)  # by channel: until it is set
    waits_s: dict[str, float] = field(default_factory=dict)  # by channel
    outcomes: list[Outcome] = field(default_factory=list)  # one for each text, then `Sent`
    now: int = 0  # calls in flight
    most: int = 0

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Take a text."""
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            if outgoing.channel in self.slow:
                await self.slow[outgoing.channel].wait()
            else:
                await asyncio.sleep(0)
        finally:
            self.now -= 1
        if self.outcomes:
            return self.outcomes.pop(0)
        self.out.append((outgoing.channel, outgoing.text))
        return Sent(external_id=outgoing.idempotency_key)

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Nobody can tell."""
        return Lookup.CANNOT_TELL, None

    def lane(self, outgoing: Outgoing) -> str:
        """Return where it goes."""
        return outgoing.recipient or outgoing.channel

    def delay_s(self, outgoing: Outgoing) -> float:
        """Return how long it has to wait."""
        return self.waits_s.get(outgoing.channel, 0.0)


@dataclass(frozen=True)
class Here:
    """The program, and the platform behind it."""

    bench: Bench
    wire: Wire

    @property
    def publishing(self) -> Publishing:
        """What is tested."""
        return self.bench.app.publishing

    def queue(self, channel: str, *texts: str, kind: str = "service") -> None:
        """Put texts for a channel into the outbox."""
        with self.bench.app.database.write() as connection:
            before = len(connection.execute(select(PUBLICATION.c.id)).all())
            for number, text in enumerate(texts):
                connection.execute(
                    insert(PUBLICATION).values(
                        idempotency_key=f"{kind}:{before + number}",
                        kind=kind,
                        state=PublicationState.HELD.value,
                        version=1,
                        platform=PLATFORM,
                        channel=channel,
                        text=text,
                        lang="en",
                        not_before=OPEN,
                        created_at=OPEN,
                        attempts=0,
                        shadow=False,
                        buttons="[]",
                    )
                )

    def states(self) -> list[str]:
        """Return where each text stands, in order."""
        with self.bench.app.database.read() as connection:
            return list(
                connection.execute(select(PUBLICATION.c.state).order_by(PUBLICATION.c.id)).scalars()
            )

    async def work(self) -> int:
        """Send until nothing moves."""
        count = 0
        while done := await self.publishing.work():
            count += done
        return count


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    """The program with a platform of the test."""
    wire = Wire()
    bench = build_test_app(tmp_path, publishers={PLATFORM: wire})
    yield Here(bench, wire)
    bench.app.close()


async def test_order_is_kept_for_each_place(here: Here) -> None:
    """Many places at once, and in each the texts in their order."""
    for channel in ("a", "b", "c"):
        here.queue(channel, *(f"{channel}{number}" for number in range(IN_A_ROW + 5)))
    assert await here.work() == 3 * (IN_A_ROW + 5)
    for channel in ("a", "b", "c"):
        texts = [text for place, text in here.wire.out if place == channel]
        assert texts == [f"{channel}{number}" for number in range(IN_A_ROW + 5)]
    assert set(here.states()) == {"sent"}


async def test_a_slow_place_holds_nobody_up(here: Here) -> None:
    """One call hangs; texts for other places go out, also those that come meanwhile."""
    here.wire.slow["a"] = asyncio.Event()
    here.queue("a", "slow", "after it")
    here.queue("b", "quick")
    assert await here.publishing.work() == 1
    assert here.states() == ["sending", "held", "sent"]
    here.queue("c", "later")
    assert await here.publishing.work() == 1
    assert here.wire.out == [("b", "quick"), ("c", "later")]
    here.wire.slow["a"].set()
    assert await here.work() == 2
    assert here.wire.out[2:] == [("a", "slow"), ("a", "after it")]


async def test_not_everything_at_once(here: Here) -> None:
    """However many places there are, only so many calls are in flight."""
    gate = asyncio.Event()
    for number in range(AT_ONCE * 2):
        here.wire.slow[f"c{number}"] = gate
        here.queue(f"c{number}", "text")
    asyncio.get_running_loop().call_later(0.3, gate.set)
    assert await here.work() == AT_ONCE * 2
    assert here.wire.most == AT_ONCE


async def test_who_has_to_wait_is_passed_over(here: Here) -> None:
    """A paced place keeps its texts in `held`, without an intent; others go ahead."""
    here.wire.waits_s["a"] = 30.0
    here.queue("a", "must wait")
    here.queue("b", "may go")
    assert await here.work() == 1
    assert here.states() == ["held", "sent"]
    here.wire.waits_s.clear()
    assert await here.work() == 1


async def test_a_long_queue_hides_no_other(here: Here) -> None:
    """Hundreds of texts for a group that must wait: one for somebody else goes at once."""
    here.wire.waits_s["a"] = 30.0
    here.queue("a", *(str(number) for number in range(1_000)))
    here.queue("b", "mine")
    assert await here.work() == 1
    assert here.wire.out == [("b", "mine")]


async def test_told_to_wait_waits_exactly_so_long(here: Here) -> None:
    """A 429 of two hours is two hours, not one, and fails nothing."""
    here.wire.outcomes = [Deferred(retry_after_s=7_200, reason="flood")]
    here.queue("a", "text")
    await here.work()
    here.bench.clock.forward(seconds=7_199)
    assert await here.work() == 0
    here.bench.clock.forward(seconds=1)
    assert await here.work() == 1
    assert here.states() == ["sent"]


async def test_a_day_counts_from_the_first_try(here: Here) -> None:
    """A text that waited for days before its time is given a day of trying all the same."""
    here.queue("a", "text")
    here.bench.clock.forward(days=5)
    here.wire.outcomes = [Deferred(retry_after_s=60, reason="not_connected")] * 10
    await here.work()
    assert here.states() == ["held"]
    here.bench.clock.now += GIVE_UP_AFTER - timedelta(seconds=1)
    await here.work()
    assert here.states() == ["held"]
    here.bench.clock.forward(minutes=2)
    await here.work()
    assert here.states() == ["failed"]


async def test_a_clean_end(here: Here) -> None:
    """Told to stop: the call in flight is finished, nothing new sets out, `sending` is empty."""
    here.wire.slow["a"] = asyncio.Event()
    here.queue("a", "in flight", "not begun")
    working = asyncio.create_task(here.publishing.work())
    await _until(lambda: here.wire.now == 1)
    asyncio.get_running_loop().call_later(0.05, here.wire.slow["a"].set)
    await here.publishing.drain(5)
    await working
    assert here.states() == ["sent", "held"]
    assert await here.publishing.work() == 0


async def test_an_end_that_cannot_wait(here: Here) -> None:
    """A call that does not come back in time: nobody can tell, and that is what is stored."""
    here.wire.slow["a"] = asyncio.Event()
    here.queue("a", "in flight")
    working = asyncio.create_task(here.publishing.work())
    await _until(lambda: here.wire.now == 1)
    await here.publishing.drain(0.05)
    await working
    assert here.states() == ["unknown"]


async def test_what_the_disk_did_not_take_is_stored_later(tmp_path: Path) -> None:
    """The text is out and the disk is full: it is not sent again, and stored when there is room."""
    full = False

    def probe(name: str) -> None:
        if full and name == "settle:before commit":
            raise DiskFull("/data/x.db")

    wire = Wire()
    bench = build_test_app(tmp_path, publishers={PLATFORM: wire}, probe=probe)
    here = Here(bench, wire)
    here.queue("a", "text")
    full = True
    with pytest.raises(DiskFull):
        await here.work()
    with pytest.raises(DiskFull):
        await here.work()
    assert here.states() == ["sending"]
    full = False
    assert await here.work() == 1
    assert (here.states(), wire.out) == (["sent"], [("a", "text")])
    bench.app.close()


async def test_a_service_answer_has_a_record_of_its_own(here: Here) -> None:
    """What belongs to no case is recorded under its own number."""
    here.queue("a", "text", kind=PublicationKind.SERVICE.value)
    await here.work()
    with here.bench.app.database.read() as connection:
        assert publications.load(connection, 1).external_id == "service:0"
        kinds = [entry.kind for entry, _ in record.events(connection, "publication:1")]
        assert kinds == ["publication.sending", "publication.sent"]


async def _until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")
