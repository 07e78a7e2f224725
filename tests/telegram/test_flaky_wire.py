"""Publishing to Telegram while every fifth call goes wrong: nothing twice, nothing lost."""

from collections import Counter
from pathlib import Path

from sqlalchemy import insert, select

from bot.platforms.telegram.publisher import TelegramPublisher
from bot.settings import Channel
from bot.states import PublicationState
from bot.storage.cases import PUBLICATION
from tests.fakes import OPEN, Bench, build_test_app, live_settings
from tests.telegram.places import Place
from tests.telegram.server import Fault, Kind
from tests.telegram.shown import Shown
from tests.telegram.wired import Wired, wired

PLACES, TEXTS = 12, 15
FAULTS = (
    Fault(kind=Kind.FLOOD, retry_after_s=4),
    Fault(kind=Kind.SERVER),
    Fault(kind=Kind.SERVER, after=True),
    Fault(kind=Kind.SERVER_JSON, after=True),
    Fault(kind=Kind.RESET),
    Fault(kind=Kind.RESET, after=True),
    Fault(kind=Kind.GARBLED, after=True),
    Fault(kind=Kind.HANG),
)


def _queue(bench: Bench, places: list[Place]) -> None:
    with bench.app.database.write() as connection:
        for number in range(PLACES * TEXTS):
            connection.execute(
                insert(PUBLICATION).values(
                    idempotency_key=f"service:{number}",
                    kind="service",
                    state=PublicationState.HELD.value,
                    version=1,
                    platform="telegram",
                    channel=str(places[number % PLACES].id),
                    text=f"text {number}",
                    lang="en",
                    not_before=OPEN,
                    created_at=OPEN,
                    attempts=0,
                    shadow=False,
                    buttons="[]",
                )
            )


def _states(bench: Bench) -> dict[str, str]:
    with bench.app.database.read() as connection:
        rows = connection.execute(select(PUBLICATION.c.text, PUBLICATION.c.state)).all()
    return {row.text: row.state for row in rows}


def _tries(bench: Bench) -> dict[int, int]:
    with bench.app.database.read() as connection:
        rows = connection.execute(select(PUBLICATION.c.text, PUBLICATION.c.attempts)).all()
    return {int(row.text.split()[1]): row.attempts for row in rows}


def _number(shown: Shown) -> int:
    return int(shown.text.split()[1])


async def _send_all(bench: Bench, wire: Wired) -> None:
    for _ in range(200):
        while await bench.app.publishing.work():
            pass
        if "held" not in _states(bench).values():
            return
        wire.ticks.forward(5)
    raise AssertionError("it never ends")


async def test_a_fifth_of_the_calls_goes_wrong(tmp_path: Path) -> None:
    """Each text ends as sent, failed or unknown; what is out is there once.

    Those that nobody told to wait keep their order.
    """
    async with wired(timeout_s=0.1) as wire:
        places = [wire.world.group(f"Group {number}") for number in range(PLACES)]
        settings = live_settings().model_copy(
            update={
                "channels": [
                    Channel(platform="telegram", id=str(p.id), mode="live") for p in places
                ]
            }
        )
        publisher = TelegramPublisher(wire.calls)
        bench = build_test_app(
            tmp_path, settings=settings, clock=wire.clock, publishers={"telegram": publisher}
        )
        wire.server.faults.at_random(0.2, FAULTS, seed=20260304)
        _queue(bench, places)
        await _send_all(bench, wire)
        states, tries = _states(bench), _tries(bench)
        out = Counter(one.text for place in places for one in place.from_bot)
        assert set(states.values()) <= {"sent", "failed", "unknown"}
        assert len(states) == PLACES * TEXTS
        assert max(out.values()) == 1
        assert all(out[text] == 1 for text, state in states.items() if state == "sent")
        assert all(states[text] in {"sent", "unknown"} for text in out)
        doubtful = [fault for _, fault in wire.server.faults.made if fault.kind is not Kind.FLOOD]
        assert sum(state == "unknown" for state in states.values()) == len(doubtful) > 10
        for place in places:
            at_once = [number for number in map(_number, place.from_bot) if tries[number] == 1]
            assert at_once == sorted(at_once)
        bench.app.close()


async def test_an_outage_of_hours_fails_nothing(tmp_path: Path) -> None:
    """Nobody listens for five hours: no text fails, few are tried, and then all go out."""
    async with wired(timeout_s=0.2) as wire:
        places = [wire.world.group(f"Group {number}") for number in range(PLACES)]
        publisher = TelegramPublisher(wire.calls)
        bench = build_test_app(tmp_path, clock=wire.clock, publishers={"telegram": publisher})
        _queue(bench, places)
        port = wire.server.port
        await wire.server.stop()
        for _ in range(5):
            while await bench.app.publishing.work():
                pass
            wire.ticks.forward(3_600)
        assert set(_states(bench).values()) == {"held"}
        await wire.server.start(port)
        await _send_all(bench, wire)
        assert set(_states(bench).values()) == {"sent"}
        assert sum(len(place.from_bot) for place in places) == PLACES * TEXTS
        bench.app.close()
