"""Fakes of the outside world, and the whole program put together around them.

What is faked is the wire: the clock, and the platform behind the `Publisher` port. What the
platform took is a file, forced to disk line by line, so that it survives the death of our process.
"""

import asyncio
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.app import App, Documents, build_app, shipped
from bot.ports import (
    Action,
    ByHand,
    Deferred,
    Lookup,
    Lost,
    Moderator,
    Outcome,
    Outgoing,
    Probe,
    Publisher,
    Refused,
    Sent,
)
from bot.settings import Channel, ChannelAutonomy, Settings
from bot.storage import switches
from bot.storage.database import Database
from bot.sweeper import Notice
from bot.toolbox import Toolbox, build_toolbox
from bot.triagesettings import MatchingSettings
from policies.hoursfile import HoursFile, WeekFile
from policies.message import Message, MessageEvent
from policies.roles import Reviewer, Role
from translations.values import Official

PLATFORM: Final = "fake"
CHANNEL: Final = "page"
SHADOW_CHANNEL: Final = "quiet"

OPEN: Final = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)  # Wednesday, 10:00 in Toronto
CLOSED: Final = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)  # the evening of that day, 21:00

# what the shipped documents make of a text: route, language
TALK_EN: Final = "Nice weather over the campus today, the geese are back."
QUESTION_EN: Final = "Do I have to repay the grant if I finish school early?"
QUESTION_FR: Final = "Ma demande a été refusée, j'ai combien de jours pour contester ça?"
THREAT_FR: Final = "Je vais te tuer, on sait où tu habites"
DISTRESS_EN: Final = "I can't do this anymore, I want to kill myself tonight"
INSULT_EN: Final = "You are a stupid bitch and everybody knows it"


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = OPEN) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def forward(self, **delta: float) -> datetime:
        """Move the clock on; arguments as of `timedelta`."""
        self.now += timedelta(**delta)
        return self.now


class Mode(StrEnum):
    """What the wire does with the next text."""

    OK = "ok"
    DEFER = "defer"  # 429
    REFUSE = "refuse"  # 403
    LOSE_BEFORE = "lose_before"  # the connection breaks before the text is out
    LOSE_AFTER = "lose_after"  # the text is out, the answer is lost
    HANG = "hang"  # no answer at all
    RAISE = "raise"  # the library raises something of its own
    BY_HAND = "by_hand"


class FakePublisher:
    """A platform on the other side of the wire; what it took stands in a file.

    Args:
        file: what was taken, one JSON object a line.
        can_find: whether the platform lets us look a text up.
        probe: called when the text is out, and before the answer is given.
    """

    def __init__(
        self, file: Path, *, can_find: bool = True, probe: Probe = lambda _name: None
    ) -> None:
        self.file = file
        self.can_find = can_find
        self.modes: list[Mode] = []  # one for each send, then `OK`
        self._probe = probe

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Answer as the next mode says."""
        mode = self.modes.pop(0) if self.modes else Mode.OK
        match mode:
            case Mode.DEFER:
                return Deferred(retry_after_s=30, reason="429")
            case Mode.REFUSE:
                return Refused(reason="403")
            case Mode.LOSE_BEFORE:
                return Lost(reason="reset")
            case Mode.HANG:
                await asyncio.Event().wait()
            case Mode.RAISE:
                raise KeyError("from a library")
            case Mode.BY_HAND:
                return ByHand(link="https://platform.example/compose")
            case Mode.OK | Mode.LOSE_AFTER:
                pass
        append_line(self.file, _line(outgoing))
        self._probe("wire:out")
        if mode is Mode.LOSE_AFTER:
            return Lost(reason="no answer")
        return Sent(external_id=f"out-{outgoing.idempotency_key}", url="https://platform.example/1")

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Look in the file, where the platform can be asked."""
        if not self.can_find:
            return Lookup.CANNOT_TELL, None
        for line in self.taken():
            if line["key"] == outgoing.idempotency_key:
                return Lookup.FOUND, Sent(external_id=f"out-{outgoing.idempotency_key}")
        return Lookup.ABSENT, None

    def taken(self) -> list[dict[str, str | None]]:
        """Return what is out, in order."""
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]

    def texts(self) -> list[str]:
        """Return the texts that are out."""
        return [str(line["text"]) for line in self.taken()]


def _line(outgoing: Outgoing) -> dict[str, str | None]:
    return {
        "key": outgoing.idempotency_key,
        "kind": outgoing.kind.value,
        "channel": outgoing.channel,
        "reply_to": outgoing.reply_to,
        "recipient": outgoing.recipient,
        "lang": outgoing.lang,
        "text": outgoing.text,
    }


def append_line(file: Path, line: dict[str, str | None]) -> None:
    """Append one line in one write, and wait until it is on the disk."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, (json.dumps(line) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass
class FakeModerator:
    """A platform on which messages can be hidden."""

    outcomes: list[Outcome] = field(default_factory=list)  # one for each call, then `Sent`
    hidden: set[str] = field(default_factory=set)
    calls: list[tuple[str, str, str]] = field(default_factory=list)

    async def apply(self, action: Action) -> Outcome:
        """Hide a message."""
        return self._answer("apply", action, self.hidden.add)

    async def lift(self, action: Action) -> Outcome:
        """Show it again."""
        return self._answer("lift", action, self.hidden.discard)

    def _answer(self, what: str, action: Action, do: Callable[[str], None]) -> Outcome:
        self.calls.append((what, action.kind.value, action.message_id))
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(external_id=action.message_id)
        if isinstance(outcome, Sent):
            do(action.message_id)
        return outcome


# --- people ---------------------------------------------------------------------------------


def person(number: int, *roles: Role, languages: Sequence[Official] = ("en", "fr")) -> Reviewer:
    """Return a reviewer; numbers are whoever the test says they are."""
    return Reviewer(
        id=number,
        name=f"person-{number}",
        roles=frozenset(roles),
        lang=languages[0],
        languages=frozenset(languages),
    )


MODERATOR: Final = person(1, Role.MODERATOR)
OFFICER_EN: Final = person(2, Role.OFFICER, languages=("en",))
OFFICER_FR: Final = person(3, Role.OFFICER, languages=("fr",))
OFFICER: Final = person(4, Role.OFFICER)
APPROVER_EN: Final = person(5, Role.APPROVER_EN, languages=("en",))
APPROVER_FR: Final = person(6, Role.APPROVER_FR, languages=("fr",))
RECORDS: Final = person(7, Role.RECORDS)


# --- messages and the program ---------------------------------------------------------------


def message(
    number: int | str,
    text: str,
    *,
    author: str = "someone",
    event: MessageEvent = MessageEvent.NEW,
    channel: str = CHANNEL,
    sent_at: datetime = OPEN,
    thread: str | None = None,
    automatic: bool = False,
    stated_lang: str | None = None,
) -> Message:
    """Return one message; its id is `m-NUMBER`."""
    return Message(
        platform=PLATFORM,
        id=f"m-{number}",
        channel=channel,
        author=author,
        text=text,
        sent_at=sent_at,
        event=event,
        thread=thread,
        automatic=automatic,
        stated_lang=stated_lang,
    )


@cache
def documents() -> Documents:
    """Return the shipped documents with the wording approved; read once a process."""
    from responders.crisis import load_crisis
    from responders.holding import load_holding
    from responders.notices import load_notices

    read = shipped()
    return Documents(
        policy=read.policy,
        bank=read.bank,
        templates=read.templates,
        holding=load_holding(),
        crisis=load_crisis(),
        notices=load_notices(),
    )


@cache
def shared_tools() -> Toolbox:
    """Return the parts that hold no state, built once a process from the shipped documents."""
    found, settings = documents(), live_settings()
    return build_toolbox(
        settings,
        found.policy,
        found.bank,
        found.templates,
        holding=found.holding,
        crisis=found.crisis,
    )


_DAY: Final = ["08:30-17:30"]


def live_settings(
    *, hold_back_seconds: int = 60, autonomy: ChannelAutonomy | None = None
) -> Settings:
    """Return settings with one live channel and one in shadow; rules alone, without the model."""
    return Settings(
        classifier=False,
        matching=MatchingSettings(vectors=False),
        hours=HoursFile(
            week=WeekFile(monday=_DAY, tuesday=_DAY, wednesday=_DAY, thursday=_DAY, friday=_DAY)
        ),
        channels=[
            Channel(
                platform=PLATFORM, id=CHANNEL, mode="live", autonomy=autonomy or ChannelAutonomy()
            ),
            Channel(platform=PLATFORM, id=SHADOW_CHANNEL),
        ],
        hold_back_seconds=hold_back_seconds,
    )


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The program with everything around it that a test moves."""

    app: App
    clock: FakeClock
    wire: FakePublisher
    moderator: FakeModerator
    notices: list[Notice]

    def arrive(self, *messages: Message) -> int:
        """Accept messages and work until none waits; return how many were new."""
        new = self.app.pipeline.accept(messages, self.clock())
        with self.app.database.read() as connection:
            since = switches.read(connection).incident_since
        while self.app.pipeline.work(incident_since=since):
            pass
        return new

    async def publish(self) -> int:
        """Send what is ready until nothing is."""
        count = 0
        while done := await self.app.publishing.work():
            count += done
        return count


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{file}")
        database.upgrade()
        database.close()  # the last connection takes the write-ahead log into the file
        return file.read_bytes()


def new_database(file: Path) -> Database:
    """Open a database file; one that is not there yet is made with the present schema."""
    if not file.exists():
        part = file.with_name(f"{file.name}.{os.getpid()}")
        part.write_bytes(_empty_database())
        part.replace(file)  # whole or not at all
    return Database(f"sqlite:///{file}")


def build_test_app(
    folder: Path,
    *,
    clock: FakeClock | None = None,
    settings: Settings | None = None,
    url: str | None = None,
    can_find: bool = True,
    probe: Probe = lambda _name: None,
    publishers: dict[str, Publisher] | None = None,
    in_use: Documents | None = None,
) -> Bench:
    """Put the program together around fakes; what it stores and sends is in the folder."""
    database = Database(url) if url else new_database(folder / "liaison.db")
    time = clock or FakeClock()
    wire = FakePublisher(folder / "wire.jsonl", can_find=can_find, probe=probe)
    moderator = FakeModerator()
    moderators: dict[str, Moderator] = {PLATFORM: moderator}
    notices: list[Notice] = []
    app = build_app(
        settings or live_settings(),
        database,
        in_use or documents(),
        tools=None if in_use else shared_tools(),
        publishers=publishers if publishers is not None else {PLATFORM: wire},
        moderators=moderators,
        clock=time,
        notify=notices.append,
        probe=probe,
    )
    return Bench(app=app, clock=time, wire=wire, moderator=moderator, notices=notices)
