"""A program of our own on a Telegram of our own: prepared, filled, started."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from subprocess import Popen
from typing import Final

from sqlalchemy import func, select, update

from bench._samples import messages
from bot.app import approved, build_app
from bot.platforms.telegram.updates import PLATFORM
from bot.settings import Environment, load_settings
from bot.storage.cases import CASE
from bot.storage.database import Database
from bot.storage.inbox import INBOX
from bot.storage.intake import MESSAGE
from bot.storage.pages import PAGE
from bot.storage.queue import WAITING
from policies.message import Message
from policies.roles import Role
from policies.routing import Route
from tests.telegram.running import Agency, agency, stop
from tests.telegram.server import serve_in_thread
from tests.telegram.server.values import Member, User
from tests.telegram.world import Person

_BATCH: Final = 200
_START_S: Final = 60.0


class Crowd:
    """People of whom each says one thing."""

    def __init__(self, here: Agency) -> None:
        self._here = here
        self._numbers = count(50_000_000)

    def says(self, text: str) -> str:
        """Let somebody new write in the group; return the name of the message. In the loop."""
        number = next(self._numbers)
        user = User(id=number, first_name=f"P{number}")
        person = Person(self._here.world, user)
        place = self._here.groups[0]
        place.chat.members[number] = Member(status="member")
        shown = person.says(place, text)
        del place.chat.members[number]  # so that the crowd does not grow without end
        return shown.key


def texts(number: int) -> list[str]:
    """Return so many different texts of all kinds."""
    return [one.text for one in messages(number)]


def plain_texts(here: Agency, number: int) -> list[str]:
    """Return so many texts that page nobody: the bench says how often somebody is paged."""
    database = here.office.open()
    with database.read() as connection:
        urgent = connection.execute(
            select(MESSAGE.c.text).where(MESSAGE.c.route == Route.ESCALATE.value)
        ).scalars()
        begin = tuple({text.partition(" (")[0] for text in urgent}) or ("\0",)
    database.close()
    found = [text for text in texts(number * 2) if not text.startswith(begin)]
    return found[:number]


def open_cases(database: Database) -> int:
    """Return how many cases wait for a person."""
    with database.read() as connection:
        return connection.execute(
            select(func.count())
            .select_from(CASE)
            .where(CASE.c.state.in_([one.value for one in WAITING]))
        ).scalar_one()


def worked(database: Database) -> int:
    """Return how many messages are worked on."""
    with database.read() as connection:
        return connection.execute(
            select(func.count()).select_from(INBOX).where(INBOX.c.state == "done")
        ).scalar_one()


def fill(here: Agency, wanted: int) -> int:
    """Let cases wait in the database before the program starts; return how many do."""
    database = here.office.open()
    settings = load_settings(here.office.config, Environment())
    app = build_app(settings, database, approved(database, settings), publishers={}, moderators={})
    channel, now = str(here.groups[0].id), datetime.now(UTC)
    try:
        for turn in range(40):
            found = open_cases(database)
            if found >= wanted:
                break
            batch = [
                _placed(one, channel, f"{turn}-{n}", now)
                for n, one in enumerate(messages(max(_BATCH, wanted)))
            ]
            for start in range(0, len(batch), _BATCH):
                app.pipeline.accept(batch[start : start + _BATCH], now)
                while app.pipeline.work():
                    pass
                if open_cases(database) >= wanted:
                    break
        with database.write("fill") as connection:  # nobody is paged about what is old
            connection.execute(update(PAGE).values(state="moot"))
        return open_cases(database)
    finally:
        app.close()


def _placed(one: Message, channel: str, name: str, now: datetime) -> Message:
    return replace(
        one,
        platform=PLATFORM,
        channel=channel,
        id=f"{channel}:old-{name}",
        author=f"old-{name}",
        sent_at=now - timedelta(minutes=30),
    )


@contextmanager
def running(
    folder: Path, *, waiting: int = 0, keep: int | None = None
) -> Iterator[tuple[Agency, "Popen[bytes]"]]:
    """Start the program on a prepared database; it polls when this yields."""
    with serve_in_thread(check=False, enforce_rates=True, keep=keep) as served:
        served.server.rates.slack = timedelta(seconds=0.3)  # a loaded machine is no metronome
        reviewers = {"Rita": ("fr", "en"), "Sam": ("en", "fr"), "Tom": ("en",)}
        answers = {"Tom": [Role.OFFICER]}  # nobody pushes cards into the chat of who asks for them
        here = agency(folder, served, reviewers=reviewers, others=answers)  # type: ignore[arg-type]  # literals
        if waiting:
            print(f"  {fill(here, waiting):,} cases wait before the program starts", flush=True)
        process = here.start()
        try:
            end = time.monotonic() + _START_S
            while served.server.polls < 2:
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"the program does not poll:\n{here.said()}")
                time.sleep(0.1)
            yield here, process
        finally:
            if process.poll() is None:
                stop(process)


def resident_mb(process_id: int) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def share(sorted_values: list[float], part: float) -> float:
    """Return the value below which a part of them lies."""
    if not sorted_values:
        return float("nan")
    return sorted_values[min(len(sorted_values) - 1, int(part * len(sorted_values)))]
