"""Inviting and revoking in chat: confirmed before it happens, an administrator's by two people.

What is asked for stands in the panel's detail, so that it survives a restart; the panel's number
names the request for whoever confirms it.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from sqlalchemy import Connection

from bot.deciding import NotAllowed
from bot.ports import Outcome, Panel
from bot.review.chat.invitationpanels import (
    read_invitation,
    request_panel,
    role_names,
    toggled,
    words_of,
)
from bot.review.chat.markup import code, plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.storage import pages, panels, record, staff
from bot.storage.pages import Page
from bot.storage.panels import Shown
from bot.storage.record import Entry
from bot.storage.staff import INVITATION_LASTS, NoSuchPerson, StaffFault, StaffMember
from policies.roles import Act, Reviewer, Role
from translations.catalogs import catalog
from translations.formats import format_date
from translations.values import OFFICIAL_LANGUAGES

SECOND: Final = "second_admin"

Forget = Callable[[str], Awaitable[object]]


class Invitations:
    """Lets administrators invite and revoke.

    Args:
        link: returns the bot's address, None while it is not known.
        forget: takes the command menu away from a number.
    """

    def __init__(
        self, office: Office, link: Callable[[], str | None], forget: Forget | None = None
    ) -> None:
        self._office = office
        self._link = link
        self._forget = forget
        self.presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "s_role": self._toggle,
            "s_lang": self._toggle,
            "s_reads": self._toggle,
            "s_yes": self._yes,
            "s_no": self._no,
            "s_second": self._second,
            "s_decline": self._decline,
        }

    async def invite(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        """Ask for the roles of somebody, or offer somebody known one more account."""
        self._must(reviewer)
        name, roles, languages = read_invitation(argument)
        called = staff.cleaned(name)
        if called is None:
            raise NotAllowed("chatstaff.invite.how")
        known = await self._office.app.thread.run(self._known, called)
        detail: dict[str, object] = {"what": "again", "name": called}
        if known is None:
            lang = languages[0] if len(languages) == 1 else reviewer.lang
            detail = {
                "what": "invite",
                "name": called,
                "roles": [role.value for role in roles],
                "languages": languages,
                "lang": lang,
            }
        await self._ask(detail, reviewer, chat)

    async def revoke(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        """Ask whether all rights of somebody are to be taken away."""
        self._must(reviewer)
        known = await self._office.app.thread.run(self._known, " ".join(argument.split()))
        if known is None:
            raise NotAllowed("chatstaff.nobody", name=argument.strip() or "?")
        await self._ask({"what": "revoke", "name": known.name}, reviewer, chat)

    async def _ask(self, detail: Mapping[str, object], reviewer: Reviewer, chat: str) -> None:
        t = catalog(reviewer.lang)
        await self._office.show(
            reviewer,
            chat,
            "staff",
            f"staff:{reviewer.id}",
            lambda number: request_panel(detail, number, t),
            detail=detail,
        )

    # --- presses ----------------------------------------------------------------------------

    async def _toggle(self, press: Press) -> str:
        self._must(press.reviewer)
        detail = toggled(self._open(press.panel).detail, press.verb, press.argument)
        await self._office.app.thread.run(self._note, press.panel.id, detail)
        panel = request_panel(detail, press.panel.id, catalog(press.reviewer.lang))
        await self._office.refresh(press.panel, panel)
        return ""

    async def _no(self, press: Press) -> str:
        t = catalog(press.reviewer.lang)
        panel = Panel(html=plain(t("chatstaff.given_up")))
        await self._office.refresh(self._open(press.panel), panel, live=False)
        return t("chatstaff.given_up")

    async def _yes(self, press: Press) -> str:
        self._must(press.reviewer)
        t = catalog(press.reviewer.lang)
        shown = self._open(press.panel)
        if shown.detail["what"] == "invite" and not shown.detail["roles"]:
            raise NotAllowed("chatstaff.invite.no_role")
        asked = await self._office.app.thread.run(self._ask_second, shown, press.reviewer)
        if asked:
            text = t("chatstaff.second.waits", name=shown.detail["name"])
            await self._office.refresh(shown, Panel(html=plain(text)))
            return text
        secret, number = await self._office.app.thread.run(self._do, shown, press.reviewer, None)
        text = await self._done(shown, secret, number, press.reviewer)
        await self._office.refresh(shown, Panel(html=text), live=False)
        return ""

    async def _second(self, press: Press) -> str:
        self._must(press.reviewer)
        t = catalog(press.reviewer.lang)
        request = await self._request(press)
        owner = await self._office.app.thread.run(self._owner, request)
        if owner is None or owner.id == press.reviewer.id:
            raise NotAllowed("chatstaff.over")
        secret, number = await self._office.app.thread.run(self._do, request, owner, press.reviewer)
        text = await self._done(request, secret, number, owner)
        await self._office.refresh(request, Panel(html=text), live=False)
        done = t("chatstaff.second.done", name=request.detail["name"])
        await self._office.refresh(press.panel, Panel(html=plain(done)), live=False)
        return done

    async def _decline(self, press: Press) -> str:
        self._must(press.reviewer)
        request = await self._request(press)
        owner = await self._office.app.thread.run(self._owner, request)
        if owner is not None:
            text = catalog(owner.lang)(
                "chatstaff.second.declined",
                name=request.detail["name"],
                by=press.reviewer.name,
            )
            await self._office.refresh(request, Panel(html=plain(text)), live=False)
        said = catalog(press.reviewer.lang)("chatstaff.given_up")
        await self._office.refresh(press.panel, Panel(html=plain(said)), live=False)
        return said

    async def _done(
        self, shown: Shown, secret: str | None, number: str | None, owner: Reviewer
    ) -> str:
        """Return what whoever asked is told; take the menu away from whoever left."""
        t, name = catalog(owner.lang), shown.detail["name"]
        if secret is None:
            if number is not None and self._forget is not None:
                await self._forget(number)
            return plain(t("chatstaff.revoked", name=name))
        until = format_date((self._office.app.clock() + INVITATION_LASTS).date(), t.lang)
        link = await self._office.app.thread.run(self._link)
        what = f"{link}?start={secret}" if link else f"/start {secret}"
        return "\n".join([plain(t("chatstaff.invited", name=name, until=until)), "", code(what)])

    # --- the second administrator -----------------------------------------------------------

    async def page(self, page: Page, reviewer: Reviewer, chat: str) -> Outcome | None:
        """Ask a second administrator."""
        request = await self._office.app.thread.run(self._load, int(str(page.payload["request"])))
        if request is None or not request.live or not reviewer.may(Act.MANAGE_STAFF):
            return None
        owner = await self._office.app.thread.run(self._owner, request)
        if owner is None:
            return None
        t, detail = catalog(reviewer.lang), request.detail
        text = t(
            f"chatstaff.second.{detail['what']}",
            by=owner.name,
            name=detail["name"],
            roles=role_names(detail.get("roles", []), t),
        )
        _, outcome = await self._office.show(
            reviewer,
            chat,
            "staff_second",
            f"request:{request.id}",
            lambda number: Panel(
                html=plain(text),
                buttons=(
                    (
                        button(t("chatstaff.button.agree"), "s_second", number, style="danger"),
                        button(t("chatstaff.button.decline"), "s_decline", number),
                    ),
                ),
            ),
        )
        return outcome

    async def _request(self, press: Press) -> Shown:
        found = await self._office.app.thread.run(self._load, press.panel.number)
        if found is None or not found.live or not press.panel.live:
            raise NotAllowed("chatstaff.over")
        return found

    @staticmethod
    def _must(reviewer: Reviewer) -> None:
        if not reviewer.may(Act.MANAGE_STAFF):
            raise NotAllowed("decision.not_your_role")

    @staticmethod
    def _open(shown: Shown) -> Shown:
        if not shown.live:
            raise NotAllowed("chatstaff.over")
        return shown

    # --- on the storage thread --------------------------------------------------------------

    def _known(self, name: str) -> Reviewer | None:
        """Return who has this name and an account already."""
        with self._office.app.database.read() as connection:
            try:
                found = staff.named(connection, name)
            except NoSuchPerson:
                return None
            bound = {one.reviewer.id for one in staff.members(connection) if one.bound}
            return found if found.id in bound else None

    def _ask_second(self, shown: Shown, reviewer: Reviewer) -> bool:
        """Ask the other administrators where that is needed; whether it is."""
        app = self._office.app
        with app.database.write("staff") as connection:
            people = [
                one
                for one in staff.members(connection)
                if one.bound and not one.revoked and Role.ADMIN in one.reviewer.roles
            ]
            others = [one for one in people if one.reviewer.id != reviewer.id]
            if not others or not self._of_admin(connection, shown.detail):
                return False
            here = self._confirmers(others, str(shown.detail["name"]))
            if not here:
                raise NotAllowed("chatstaff.second.nobody")
            for one in here:
                pages.want(
                    connection,
                    kind=SECOND,
                    subject=f"request:{shown.id}",
                    key=f"{SECOND}:{shown.id}:{one.reviewer.id}",
                    now=app.clock(),
                    reviewer_id=one.reviewer.id,
                    payload={"request": shown.id},
                )
            return True

    def _confirmers(self, others: list[StaffMember], name: str) -> list[StaffMember]:
        """Those who are here; the person it is about only where there is nobody else."""
        here = [one for one in others if self._office.platform in one.bound]
        return [one for one in here if one.reviewer.name != name] or here

    @staticmethod
    def _of_admin(connection: Connection, detail: Mapping[str, object]) -> bool:
        if detail["what"] == "invite":
            return Role.ADMIN.value in list(detail["roles"])  # type: ignore[call-overload]  # JSON
        try:
            return Role.ADMIN in staff.named(connection, str(detail["name"])).roles
        except NoSuchPerson:
            return False

    def _do(
        self, shown: Shown, owner: Reviewer, second: Reviewer | None
    ) -> tuple[str | None, str | None]:
        """Invite or revoke, once; return the code, or the number of whoever left."""
        app = self._office.app
        now, detail, actor = app.clock(), shown.detail, f"staff:{owner.id}"
        name = str(detail["name"])
        with app.database.write("staff") as connection:
            current = panels.load(connection, shown.id)
            if current is None or not current.live:
                raise NotAllowed("chatstaff.over")
            panels.note(connection, shown.id, live=False)
            secret = number = None
            try:
                match detail["what"]:
                    case "revoke":
                        left = staff.named(connection, name)
                        number = staff.number_on(connection, left.id, self._office.platform)
                        staff.revoke(connection, name=left.name, now=now, actor=actor)
                    case "again":
                        secret = staff.invite_again(connection, name=name, now=now, actor=actor)
                    case _:
                        secret = staff.invite(
                            connection,
                            name=name,
                            roles=[Role(role) for role in words_of(detail["roles"])],
                            lang="fr" if detail["lang"] == "fr" else "en",
                            languages=[
                                one
                                for one in OFFICIAL_LANGUAGES
                                if one in words_of(detail["languages"])
                            ],
                            now=now,
                            actor=actor,
                        )
            except StaffFault as fault:
                raise NotAllowed(fault.key, what=name) from fault
            if second is not None:
                entry = Entry(
                    kind="staff.confirmed",
                    actor=f"staff:{second.id}",
                    subject=f"staff:{owner.id}",
                    payload={"what": detail["what"], "request": shown.id},
                )
                record.append(connection, [entry], now)
            return secret, number

    def _owner(self, request: Shown) -> Reviewer | None:
        """Return who asked, None where they may not any more."""
        with self._office.app.database.read() as connection:
            found = staff.reviewer(connection, request.reviewer_id or 0)
        return found if found is not None and found.may(Act.MANAGE_STAFF) else None

    def _load(self, number: int) -> Shown | None:
        with self._office.app.database.read() as connection:
            return panels.load(connection, number)

    def _note(self, number: int, detail: Mapping[str, object]) -> None:
        with self._office.app.database.write("panel") as connection:
            panels.note(connection, number, detail=detail)
