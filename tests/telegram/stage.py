"""The whole program around a Telegram of our own: people write and press, the program works.

Nothing runs by itself: `Stage.go` reads, works, sends and shows until nothing moves, so that a test
says step by step what happens, at the time that its clock shows.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

from bot.app import App, build_app
from bot.connecting import Telegram
from bot.platforms.connected import Platforms
from bot.platforms.telegram.pacing import Rates
from bot.ports import Probe
from bot.settings import Channel, ChannelAutonomy, Settings, TelegramPlatform, TelegramWebhook
from bot.storage import staff
from bot.storage.database import Database
from bot.worker import Worker
from policies.roles import Reviewer, Role
from tests.fakes import OPEN, FakeClock, documents, live_settings, new_database
from tests.telegram.places import Place
from tests.telegram.server.fake import FakeTelegram
from tests.telegram.server.honesty import published
from tests.telegram.server.values import Member
from tests.telegram.shown import Press, Shown, screen
from tests.telegram.world import Person, World
from translations.engine import Engine
from translations.values import Official

FAST: Final = Rates(overall_per_s=10_000, chat_per_s=10_000, group_per_min=600_000)


@dataclass(kw_only=True)
class Stage:
    """An agency on Telegram: its program, its chats, its staff, and the public."""

    server: FakeTelegram
    world: World
    clock: FakeClock
    database: Database
    group: Place  # where the public talks
    desk: Place  # the staff group
    settings: Settings
    app: App
    telegram: Telegram
    worker: Worker
    staff: dict[str, Person] = field(default_factory=dict)
    reviewers: dict[str, Reviewer] = field(default_factory=dict)

    async def go(self) -> None:
        """Let the program do everything that can be done now."""
        for _ in range(2):  # what a press asks for is shown in the second round
            await self.worker.once()
            await self.telegram.settle()

    async def later(self, **delta: float) -> None:
        """Let time pass, then let the program work."""
        self.clock.forward(**delta)
        await self.go()

    async def appoint(
        self,
        name: str,
        *roles: Role,
        lang: Official = "en",
        languages: Sequence[Official] = (),
    ) -> Person:
        """Let somebody be one of the staff, known by their account on Telegram."""
        person = self.world.person(name, language_code=lang)
        with self.database.write() as connection:
            code = staff.invite(
                connection,
                name=name,
                roles=roles,
                lang=lang,
                languages=languages or (lang,),
                now=self.clock(),
                actor="program",
            )
            reviewer = staff.bind(
                connection,
                code=code,
                platform="telegram",
                number=str(person.id),
                now=self.clock(),
            )
        person.private.chat.started = True
        self.staff[name], self.reviewers[name] = person, reviewer
        return person

    async def press(self, person: Person, message: Shown, button: str) -> Press:
        """Press a button and let the program work."""
        press = person.presses(message, button)
        await self.go()
        return press

    async def say(self, person: Person, text: str, **more: Any) -> Shown:
        """Write to the bot privately and let the program work."""
        said = person.says(person.private, text, **more)
        await self.go()
        return said

    def cards(self, person: Person) -> list[Shown]:
        """Return what the bot has shown somebody privately, the oldest first."""
        return [one for one in person.sees(person.private) if one.by_bot]

    def card(self, person: Person) -> Shown:
        """Return the last panel with buttons in somebody's private chat."""
        return [one for one in self.cards(person) if one.keyboard][-1]

    def citizen(self, name: str, language_code: str | None = None) -> Person:
        """Return a member of the public who is in the group."""
        person = self.world.person(name, language_code=language_code)
        self.group.chat.members[person.id] = Member(status="member")
        return person

    def public(self) -> list[Shown]:
        """Return what the bot has said in the group and what of it still stands."""
        return [one for one in screen(self.group.chat.messages) if one.by_bot]

    def in_desk(self) -> list[Shown]:
        """Return what stands in the staff group."""
        return screen(self.desk.chat.messages)


@asynccontextmanager
async def stage(
    folder: Path,
    *,
    clock: FakeClock | None = None,
    spec: Any = None,  # the published API; found by itself where it is on the machine
    autonomy: ChannelAutonomy | None = None,
    hold_back_seconds: int = 60,
    engine: Engine | None = None,
    webhook: TelegramWebhook | None = None,
    probe: Probe = lambda _name: None,
    **more: Any,
) -> AsyncIterator[Stage]:
    """Build it all.

    Args:
        more: further settings, as `Settings` takes them.
    """
    time = clock or FakeClock(OPEN)
    async with FakeTelegram(time, spec=spec or published()) as server:
        world = World(server)
        group, desk = world.group("Learners"), world.group("Staff")
        platform = TelegramPlatform(
            base_url=server.root_url,
            staff_group=str(desk.id),
            poll_s=0,
            timeout_s=1,
            webhook=webhook,
        )
        settings = live_settings(hold_back_seconds=hold_back_seconds).model_copy(
            update={
                "telegram": platform,
                "channels": [
                    Channel(
                        platform="telegram",
                        id=str(group.id),
                        mode="live",
                        autonomy=autonomy or ChannelAutonomy(),
                    ),
                    Channel(
                        platform="telegram",
                        id="direct",
                        mode="live",
                        autonomy=autonomy or ChannelAutonomy(),
                    ),
                ],
                **more,
            }
        )
        database = new_database(folder / "liaison.db")
        telegram = Telegram(
            settings,
            platform,
            database,
            SecretStr(server.token),
            time,
            secret=SecretStr("of-the-stage"),
            rates=FAST,
            probe=probe,
        )
        platforms = Platforms()
        telegram.join(platforms)
        app = build_app(
            settings,
            database,
            documents(),
            publishers=platforms.publishers,
            moderators=platforms.moderators,
            clock=time,
            engine=engine,
            probe=probe,
        )
        worker = Worker(app, [], loops=telegram.attach(app, poll_s=0))
        try:
            await platforms.open()
            yield Stage(
                server=server,
                world=world,
                clock=time,
                database=database,
                group=group,
                desk=desk,
                settings=settings,
                app=app,
                telegram=telegram,
                worker=worker,
            )
        finally:
            await platforms.close()
            app.close()
