"""Connects Telegram: the wire, what is read from it, the desk in chat, and the loops between them.

Everything of Telegram is put together here, and only here; nothing is sent before `open`.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import httpx
from pydantic import SecretStr
from telegram import User

from bot.app import App
from bot.arrivals import Arrivals
from bot.listening import Heard, Listener
from bot.platforms.connected import Platforms
from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.chat import TelegramChat
from bot.platforms.telegram.client import build_bot, close_bot, open_bot
from bot.platforms.telegram.commandmenu import CommandMenu
from bot.platforms.telegram.moderator import TelegramModerator
from bot.platforms.telegram.pacing import Pacer, Rates
from bot.platforms.telegram.publisher import TelegramPublisher
from bot.platforms.telegram.rights import Missing, Rights
from bot.platforms.telegram.source import TelegramSource
from bot.platforms.telegram.standing import record_missing
from bot.platforms.telegram.updates import PLATFORM, Identity, UpdateReader
from bot.platforms.telegram.webhook import Webhook
from bot.ports import Clock, Interaction, Membership, Probe
from bot.reception.appealing import Appealing
from bot.reception.reception import Reception
from bot.review.chat.appealchat import AppealChat
from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.claimchat import ClaimChat
from bot.review.chat.correctionchat import CorrectionChat
from bot.review.chat.delicatechat import DelicateChat
from bot.review.chat.desk import ChatDesk
from bot.review.chat.digests import DigestChat
from bot.review.chat.factpages import FactPages
from bot.review.chat.office import Office
from bot.review.chat.pager import Pager
from bot.review.chat.parts import Part
from bot.review.chat.platformpages import PlatformPages
from bot.review.chat.postchat import PostChat
from bot.review.chat.queueboard import QueueBoard
from bot.review.chat.readingchat import ReadingChat
from bot.review.chat.staffchat import StaffChat
from bot.review.chat.switchchat import SwitchChat
from bot.review.chat.wantedchat import WantedChat
from bot.settings import Settings, TelegramPlatform
from bot.storage import cursors, movedchats, staff
from bot.storage.database import Database
from bot.worker import Loop
from translations.values import Official

T = TypeVar("T")

_NAME: Final = "telegram.username"  # the bot's name as it was when we last heard of it
_LISTEN_S: Final = 0.5
_PATIENCE_S: Final = 90.0  # besides the time that a poll waits


class Telegram:
    """One bot: its wire, and once there is a program, its desks and loops.

    Args:
        platform: the settings of Telegram.
        token: proves who the bot is.
        secret: proves to us who posts updates, where the settings have a webhook.
        rates: how fast we send.
        transport: takes the place of the network in tests.
    """

    def __init__(
        self,
        settings: Settings,
        platform: TelegramPlatform,
        database: Database,
        token: SecretStr,
        clock: Clock,
        *,
        secret: SecretStr = SecretStr(""),  # noqa: B008 -- it cannot be changed
        rates: Rates | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._settings = settings
        self._platform = platform
        self._database = database
        self._clock = clock
        self._probe = probe
        self._secret = secret
        self._bot = build_bot(platform, token, transport=transport)
        self._pacer = Pacer(rates)
        self.calls = Calls(self._bot, self._pacer, limit_s=platform.timeout_s * 2)
        self.publisher = TelegramPublisher(self.calls)
        self.moderator = TelegramModerator(self.calls, is_staff=self._is_staff, clock=clock)
        self.chat = TelegramChat(self.calls)
        self.menu = CommandMenu(self.calls)
        self._number = int(token.get_secret_value().partition(":")[0] or 0)
        self._app: App | None = None
        self.source: TelegramSource | None = None
        self.webhook: Webhook | None = None
        self.listener: Listener | None = None
        self.pager: Pager | None = None
        self._made: UpdateReader | None = None

    # --- before there is a program ----------------------------------------------------------

    def join(self, platforms: Platforms) -> None:
        """Let the program publish and moderate here."""
        platforms.publishers[PLATFORM] = self.publisher
        platforms.moderators[PLATFORM] = self.moderator
        platforms.opening.append(self.open)
        platforms.closing.append(self.close)

    # --- with a program ---------------------------------------------------------------------

    def attach(self, app: App, *, poll_s: int | None = None) -> list[Loop]:
        """Build what reads, and the desk in chat; return the loops that drive them."""
        self._app = app
        office = Office(
            app=app,
            chat=self.chat,
            platform=PLATFORM,
            staff_group=self._platform.staff_group,
        )
        board = QueueBoard(office, self._link)
        digests = DigestChat(office)
        people, parts = self._parts(office, board, digests)
        desk = ChatDesk(office, parts)
        reception = Reception(
            office, Appealing(office), join=people.join, private_link=self._private_link
        )
        pager = self.pager = Pager(office, parts)
        handlers = [
            self._moved,
            self._our_rights,
            desk.handle,
            Arrivals(app).handle,
            reception.handle,
        ]
        self.listener = Listener(app, PLATFORM, self._read, handlers)
        return [
            self._reading(app, poll_s),
            Loop(name="telegram.listen", work=self.listener.work, pause_s=_LISTEN_S),
            Loop(name="telegram.page", work=pager.work, pause_s=_LISTEN_S),
            Loop(name="telegram.board", work=board.work, pause_s=_LISTEN_S),
            Loop(name="telegram.bursts", work=digests.work, pause_s=_LISTEN_S),
        ]

    def _reading(self, app: App, poll_s: int | None) -> Loop:
        """Build what brings updates here: a webhook where there is one, else a poll."""
        if self._platform.webhook is not None:
            webhook = self.webhook = Webhook(
                self.calls,
                self._platform.webhook,
                self._secret,
                self._database,
                app.thread,
                self._clock,
                wait_s=1.0 if poll_s is None else float(poll_s),
                probe=self._probe,
            )
            return Loop(
                name="telegram.webhook",
                work=webhook.work,
                pause_s=0.0,
                waits=True,
                fault=lambda: webhook.fault,
            )
        source = self.source = TelegramSource(
            self._bot,
            self._database,
            app.thread,
            self._clock,
            poll_s=self._platform.poll_s if poll_s is None else poll_s,
            jitter=random.random,
            probe=self._probe,
        )
        return Loop(
            name="telegram.poll",
            work=source.poll,
            pause_s=0.0,
            waits=True,
            patience_s=self._platform.poll_s + _PATIENCE_S,
            fault=lambda: source.fault,
        )

    def _parts(
        self, office: Office, board: QueueBoard, digests: DigestChat
    ) -> tuple[StaffChat, Sequence[Part]]:
        view = CaseView(office)
        cases = CaseChat(office, view)
        people = StaffChat(
            office,
            self._link,
            menu=self.menu.for_reviewer,
            forget=self.menu.forget_reviewer,
            first=cases.next,
        )
        return people, [
            cases,
            AppealChat(office, view),
            PostChat(office),
            DelicateChat(office, view),
            CorrectionChat(office, view),
            WantedChat(office, view),
            ReadingChat(office, view),
            people,
            SwitchChat(office, board),
            digests,
            FactPages(office),
            ClaimChat(office),
            PlatformPages(office),
        ]

    async def open(self) -> None:
        """Connect, find out who we are and what we may do; an outage is no reason not to start."""
        await open_bot(self._bot)
        for old, new in (await self._on_thread(self._moves)).items():
            self.calls.note_move(old, new)
        me = await self.calls.ask(lambda _to: self._bot.get_me())
        if isinstance(me, User) and me.username:
            await self._on_thread(self._keep_name, me.username)
        await self._look_at_rights()
        await self.menu.publish(await self._on_thread(self._reviewers), self._platform.staff_group)
        if self.webhook is not None:
            await self.webhook.open()

    async def _look_at_rights(self) -> None:
        missing = await Rights(self.calls, self._settings).at_start()
        if missing:
            await self._on_thread(self._record_missing, missing)

    async def _our_rights(self, interaction: Interaction) -> bool:
        """Look again where somebody changed what we may do in a chat of ours."""
        if not isinstance(interaction, Membership) or interaction.status != "our_rights":
            return False
        ours = {one.id.partition("/")[0] for one in self._settings.channels}
        if interaction.chat in ours | {self._platform.staff_group}:
            await self._look_at_rights()
        return True

    async def settle(self) -> None:
        """Wait until what people pressed is done, and what they are told is sent."""
        if self.listener is not None:
            await self.listener.settle()
        if self.pager is not None:
            await self.pager.settle()

    async def close(self) -> None:
        """Finish what is in hand, and give the connections back."""
        if self.webhook is not None:
            await self.webhook.close()
        await self.settle()
        await self._pacer.close()
        await close_bot(self._bot)

    async def _moved(self, interaction: Interaction) -> bool:
        """A group became a supergroup: what goes to its old number goes to the new one."""
        if not isinstance(interaction, Membership) or interaction.moved_to is None:
            return False
        await self._on_thread(self._note_move, interaction.chat, interaction.moved_to)
        self.calls.note_move(interaction.chat, interaction.moved_to)
        return True

    # --- on the storage thread --------------------------------------------------------------

    def _read(self, payload: str) -> Heard:
        return self._reader().read(payload)

    def _reader(self) -> UpdateReader:
        if self._made is None:
            self._made = UpdateReader(
                Identity(id=self._number, username=self._name()),
                {one.id for one in self._settings.channels if one.platform == PLATFORM},
                self._platform.staff_group,
                self._moves(),
            )
        return self._made

    def _moves(self) -> dict[str, str]:
        with self._database.read() as connection:
            return movedchats.load(connection, PLATFORM)

    def _note_move(self, old: str, new: str) -> None:
        with self._database.write("moved") as connection:
            movedchats.note(connection, PLATFORM, old, new, self._clock())
        self._made = None

    def _link(self) -> str | None:
        """The address of the bot."""
        name = self._name()
        return f"https://t.me/{name}" if name else None

    def _private_link(self) -> str | None:
        """The address that opens the bot's private chat and greets."""
        link = self._link()
        return f"{link}?start=hello" if link else None

    def _name(self) -> str:
        with self._database.read() as connection:
            return cursors.load(connection, _NAME) or ""

    def _keep_name(self, name: str) -> None:
        with self._database.write("name") as connection:
            cursors.save(connection, _NAME, name)
        self._made = None

    def _record_missing(self, missing: list[Missing]) -> None:
        with self._database.write("rights") as connection:
            record_missing(connection, missing, self._clock())

    def _reviewers(self) -> dict[str, Official]:
        with self._database.read() as connection:
            return {
                number: member.reviewer.lang
                for member in staff.members(connection)
                if not member.revoked
                and (number := staff.number_on(connection, member.reviewer.id, PLATFORM))
            }

    def _known(self, number: str) -> bool:
        with self._database.read() as connection:
            return bool(staff.reviewers_for(connection, PLATFORM, number))

    async def _is_staff(self, number: str) -> bool:
        return await self._on_thread(self._known, number)

    async def _on_thread(self, work: Callable[..., T], *arguments: object) -> T:
        if self._app is None:
            return await asyncio.to_thread(work, *arguments)
        return await self._app.thread.run(work, *arguments)
