"""Staff and roles in chat: invitations, who is here, who is on call, who is away."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.deciding import NotAllowed
from bot.logs import log
from bot.ports import Outcome, Panel, Typed
from bot.review.chat.commands import STAFF
from bot.review.chat.invitations import SECOND, Forget, Invitations
from bot.review.chat.markup import bold, cut, plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press
from bot.review.chat.rosterchat import RosterChat
from bot.storage import delegations, record, staff
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.record import Entry
from bot.storage.staff import AccountTaken, BadInvitation
from policies.roles import Act, Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Official

NEXT: Final = "next"  # the deep link of the queue message
_CODE: Final = 24  # characters of an invitation
_LONGEST: Final = 3500

Menu = Callable[[str, Official], Awaitable[object]]
First = Callable[[Reviewer, str], Awaitable[None]]


class StaffChat:
    """The part of the desk in chat that is about staff.

    Args:
        link: returns the bot's address, such as https://t.me/NAME; None while it is not known.
        menu: sets the command menu of a number, in a language.
        forget: takes the command menu of staff away from a number.
        first: shows a reviewer the next case in a chat.
    """

    prompts: frozenset[str] = frozenset()

    def __init__(
        self,
        office: Office,
        link: Callable[[], str | None] = lambda: None,
        *,
        menu: Menu | None = None,
        forget: Forget | None = None,
        first: First | None = None,
    ) -> None:
        self._office = office
        self._menu = menu
        self._first = first
        self._invitations = Invitations(office, link, forget)
        self._roster = RosterChat(office)
        self._presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            **self._invitations.presses,
            "s_duty_off": self._roster.off,
            "s_away_off": self._roster.back,
        }
        self._commands: Final[Mapping[str, Callable[[str, Reviewer, str], Awaitable[None]]]] = {
            "invite": self._invitations.invite,
            "revoke": self._invitations.revoke,
            "staff": self._staff,
            "duty": self._roster.duty,
            "away": self._roster.away,
        }
        self.verbs = frozenset(self._presses)
        self.commands = frozenset(self._commands)
        self.pages = frozenset({SECOND, "lapsed", "delegated"})

    async def press(self, press: Press) -> str:
        """Do what a button says."""
        return await self._presses[press.verb](press)

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Do what a command says; what it is about is shown in the private chat only."""
        chat = typed.chat if typed.private else await self._office.private_chat(reviewer)
        if chat is not None:
            await self._commands[name](typed.argument, reviewer, chat)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Never called: this part asks nothing."""
        del typed, reviewer
        raise LookupError(prompt.kind)

    async def page(self, page: Page, reviewer: Reviewer, chat: str) -> Panel | Outcome | None:
        """Show a page about staff."""
        if page.kind == SECOND:
            return await self._invitations.page(page, reviewer, chat)
        if page.kind == "delegated":
            return await self._office.app.thread.run(self._roster.delegated, page.number, reviewer)
        text = catalog(reviewer.lang)("chatstaff.lapsed", number=page.number)
        return Panel(html=plain(text))

    async def join(self, typed: Typed, code: str) -> bool:
        """Take what stands behind /start: an invitation, or the link of the queue message.

        Returns:
            False where it is neither.
        """
        if not typed.private:
            return False
        if code == NEXT:
            return await self._to_work(typed)
        if len(code) != _CODE or not code.isalnum():
            return False
        try:
            person = await self._office.app.thread.run(self._bind, typed, code)
        except (BadInvitation, AccountTaken) as fault:
            # nobody is known by name or language yet: both languages
            lines = [catalog(lang)(f"{fault.key}") for lang in OFFICIAL_LANGUAGES]
            await self._office.say(typed.chat, plain("\n\n".join(lines)))
            return True
        if self._menu is not None:
            await self._menu(typed.person.number, person.lang)
        await self._office.say(typed.chat, self._welcome(person))
        return True

    async def _to_work(self, typed: Typed) -> bool:
        reviewer = await self._office.app.thread.run(self._who, typed.person.number)
        if reviewer is None or self._first is None:
            return False
        await self._first(reviewer, typed.chat)
        return True

    def _welcome(self, person: Reviewer) -> str:
        t = catalog(person.lang)
        roles = ", ".join(sorted(t(f"staff.role.{role.name.lower()}") for role in person.roles))
        shown = ["next", "mine", "queue", "duty", "away", "help"]
        if person.may(Act.MANAGE_STAFF):
            shown += ["staff", "invite"]
        lines = [
            bold(t("chatstaff.welcome", name=person.name)),
            plain(t("chatstaff.welcome.roles", roles=roles)),
            "",
        ]
        for name in shown:
            command = STAFF[name] if person.lang == "fr" else name
            lines.append(f"/{command} – {plain(t(f'chat.help.{name}'))}")
        return "\n".join(lines)

    async def _staff(self, _argument: str, reviewer: Reviewer, chat: str) -> None:
        """List everybody."""
        if not reviewer.may(Act.MANAGE_STAFF):
            raise NotAllowed("decision.not_your_role")
        lines = await self._office.app.thread.run(self._lines, reviewer)
        await self._office.say(chat, cut("\n".join(lines), _LONGEST))

    # --- on the storage thread --------------------------------------------------------------

    def _lines(self, reviewer: Reviewer) -> list[str]:
        t = catalog(reviewer.lang)
        now = self._office.app.clock()
        with self._office.app.database.read() as connection:
            people = staff.members(connection, now)
            names = staff.names(connection)
            away = {one.from_id for one in delegations.active(connection, now)}
        lines = [bold(t("chatstaff.staff.title"))]
        for one in people:
            if one.revoked:
                continue
            who = one.reviewer
            own = who.roles - {role for role, _ in who.delegated}
            notes = []
            if who.acting_for:
                acting = ", ".join(names[number] for number in who.acting_for)
                notes.append(t("chatstaff.staff.acting", names=acting))
            if who.id in away:
                notes.append(t("chatstaff.staff.away"))
            if self._office.platform not in one.bound:
                notes.append(t("chatstaff.staff.not_here"))
            lines.append(
                plain(
                    t(
                        "chatstaff.staff.line",
                        name=who.name,
                        roles=", ".join(
                            sorted(t(f"staff.role.{role.name.lower()}") for role in own)
                        ),
                    )
                    + "".join(f"; {note}" for note in notes)
                )
            )
        return lines

    def _who(self, number: str) -> Reviewer | None:
        with self._office.app.database.read() as connection:
            now = self._office.app.clock()
            found = staff.reviewers_for(connection, self._office.platform, number, now)
        return found[0] if found else None

    def _bind(self, typed: Typed, code: str) -> Reviewer:
        app = self._office.app
        number = typed.person.number
        try:
            with app.database.write("staff") as connection:
                return staff.bind(
                    connection,
                    code=code,
                    platform=self._office.platform,
                    number=number,
                    now=app.clock(),
                    shared=False,
                )
        except (BadInvitation, AccountTaken) as fault:
            log("refused", what="invitation")
            with app.database.write("refused") as connection:
                entry = Entry(
                    kind="staff.refused",
                    actor="program",
                    subject="staff",
                    payload={
                        "what": f"invitation:{type(fault).__name__}",
                        "platform": self._office.platform,
                        "number": number,
                    },
                )
                record.append(connection, [entry], app.clock())
            raise
