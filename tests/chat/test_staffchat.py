"""Staff in chat: invitations by link, two people for an administrator, the roster, absences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ports import Typed
from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.office import Office
from bot.review.chat.pager import Pager
from bot.review.chat.parts import Part
from bot.review.chat.staffchat import StaffChat
from bot.states import CaseState
from bot.storage import cases, record, roster, staff
from policies.roles import Act, Reviewer, Role
from tests.chat.fakechat import CHAT_PLATFORM, ChatBench
from tests.fakes import INSULT_EN, message
from translations.values import Official

LINK = "https://t.me/liaison_bot"


@dataclass
class Here:
    """The desk with its staff part."""

    bench: ChatBench
    staff: StaffChat
    menus: list[tuple[str, Official]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    async def start(self, number: str, code: str, lang_hint: str | None = None) -> bool:
        """Somebody opens the bot by a link."""
        bench = self.bench
        person = bench.person(number)
        return await self.staff.join(
            Typed(
                key="start",
                person=person,
                chat=number,
                message="1",
                text=f"/start {code}",
                private=True,
                at=bench.bench.clock(),
                command="start",
                argument=code,
            ),
            code,
        )

    async def told(self) -> None:
        """Deliver the pages that wait."""
        pager = Pager(self.bench.office, self.bench.parts)
        while await pager.work():
            pass

    def people(self) -> dict[str, tuple[str, ...]]:
        """Return who is here, and with which accounts."""
        with self.bench.bench.app.database.read() as connection:
            return {
                one.reviewer.name: one.bound for one in staff.members(connection) if not one.revoked
            }

    def reviewer(self, name: str) -> Reviewer:
        """Return one person as they are now."""
        with self.bench.bench.app.database.read() as connection:
            return staff.named(connection, name, self.bench.bench.clock())

    def kinds(self) -> list[str]:
        """Return the kinds of what was recorded."""
        with self.bench.bench.app.database.read() as connection:
            assert record.verify(connection) == []
            return [entry.kind for entry, _ in record.events(connection)]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    """The desk, with nobody at it."""
    made: list[Here] = []

    async def menu(number: str, lang: Official) -> None:
        made[0].menus.append((number, lang))

    async def forget(number: str) -> None:
        made[0].forgotten.append(number)

    async def first(reviewer: Reviewer, chat: str) -> None:
        made[0].shown.append(f"{reviewer.name} {chat}")

    def parts(office: Office) -> list[Part]:
        part = StaffChat(office, lambda: LINK, menu=menu, forget=forget, first=first)
        if made:
            made[0].staff = part
        return [part, CaseChat(office, CaseView(office))]

    bench = ChatBench(tmp_path, parts)
    assert isinstance(bench.parts[0], StaffChat)
    made.append(Here(bench=bench, staff=bench.parts[0]))
    yield made[0]
    bench.bench.app.close()


def _link(html: str) -> str:
    found = re.search(r"start=([a-z0-9]+)", html)
    assert found is not None, html
    return found[1]


async def _invited(here: Here, admin: Reviewer, what: str) -> str:
    await here.bench.type(admin, what)
    await here.bench.press(admin, "Invite")
    return _link(here.bench.chat.last(here.bench.home(admin)).html)


async def test_an_invitation_by_link(here: Here) -> None:
    """An administrator chooses roles and gets a link; whoever opens it is bound and greeted."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    await here.bench.type(ada, "/invite Flo Tremblay officer fr")
    home = here.bench.home(ada)
    await here.bench.press(ada, "moderation")
    assert here.bench.chat.last(home).html == (
        "<b>Invite Flo Tremblay</b>\nRoles: communications officer, moderation\n"
        "May approve in: French\nThe desk speaks: French"
    )
    await here.bench.press(ada, "Invite")
    html = here.bench.chat.last(home).html
    assert html.startswith(
        "Give this to Flo Tremblay privately. It works once, until March 11, 2026:"
    )
    assert here.bench.chat.last(home).labels == []
    assert await here.start("4711", _link(html))
    flo = here.reviewer("flo tremblay")
    assert (set(flo.roles), flo.lang, set(flo.languages)) == (
        {Role.OFFICER, Role.MODERATOR},
        "fr",
        {"fr"},
    )
    assert here.menus == [("4711", "fr")]
    greeting = here.bench.chat.last("4711").html
    assert greeting.startswith("<b>Bienvenue, Flo Tremblay.</b>\nVos rôles\u00a0: ")
    assert "/suivant – " in greeting
    assert "/inviter" not in greeting


async def test_a_code_works_once_and_for_some_days(here: Here) -> None:
    """A code that was used, that is too old, or that nobody gave binds nobody; it is recorded."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    code = await _invited(here, ada, "/invite Mo moderator")
    assert await here.start("5001", code)
    assert await here.start("5002", code)
    late = await _invited(here, ada, "/invite Max moderator")
    here.bench.bench.clock.forward(days=8)
    assert await here.start("5003", late)
    assert await here.start("5004", "a" * 24)
    assert here.people() == {"Ada": (CHAT_PLATFORM,), "Mo": (CHAT_PLATFORM,), "Max": ()}
    assert here.kinds().count("staff.refused") == 3
    said = here.bench.chat.last("5004").html
    assert "This code is wrong" in said
    assert "Ce code est erroné" in said


async def test_other_links_are_somebody_elses(here: Here) -> None:
    """What is no invitation is left to the reception; "next" shows staff the next case."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    assert not await here.start("5001", "hello")
    assert not await here.start("5001", "next")
    assert await here.start(here.bench.home(ada), "next")
    assert here.shown == [f"Ada {here.bench.home(ada)}"]


async def test_one_account_is_one_person(here: Here) -> None:
    """Somebody who is bound already cannot take a second name with the same account."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    code = await _invited(here, ada, "/invite Mo moderator")
    assert await here.start(here.bench.home(ada), code)
    assert here.people()["Mo"] == ()
    assert await here.start("5001", code)
    assert here.people()["Mo"] == (CHAT_PLATFORM,)


async def test_one_more_account(here: Here) -> None:
    """Who is known at a terminal joins the chat too, with the same roles, and loses nothing."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    now = here.bench.bench.clock()
    with here.bench.bench.app.database.write("test") as connection:
        code = staff.invite(
            connection,
            name="Terry",
            roles=[Role.OFFICER],
            lang="fr",
            languages=["fr"],
            now=now,
            actor="test",
        )
        staff.bind(connection, code=code, platform="terminal", number="7", now=now)
    before = here.reviewer("Terry")
    await here.bench.type(ada, "/invite Terry")
    await here.bench.press(ada, "One more account")
    assert await here.start("5001", _link(here.bench.chat.last(here.bench.home(ada)).html))
    assert here.people()["Terry"] == (CHAT_PLATFORM, "terminal")
    assert here.reviewer("Terry") == before


async def test_revoking_takes_effect_at_once(here: Here) -> None:
    """What was claimed waits again, the buttons are dead, the menu is gone, the record says it."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    mo = here.bench.hire("Mo", Role.MODERATOR)
    here.bench.bench.arrive(message(1, INSULT_EN))
    await here.bench.type(mo, "/next")
    card = here.bench.chat.last(here.bench.home(mo), buttons=True)
    await here.bench.type(ada, "/revoke mo")
    await here.bench.press(ada, "Take rights away")
    with here.bench.bench.app.database.read() as connection:
        assert cases.load(connection, 1).flow.case is CaseState.QUEUED
    answer = await here.bench.press(mo, "Keep", card)
    assert answer == "This is for the agency's staff. It was recorded that you tried."
    assert here.forgotten == [here.bench.home(mo)]
    assert {"staff.revoked", "case.claim_lapsed", "staff.refused"} <= set(here.kinds())


async def test_the_last_administrator_stays(here: Here) -> None:
    """Nobody can leave the agency without anybody who could invite."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    await here.bench.type(ada, "/revoke Ada")
    answer = await here.bench.press(ada, "Take rights away")
    assert answer == "Ada is the only administrator. Invite another one first."
    assert "Ada" in here.people()


async def test_an_administrator_takes_two(here: Here) -> None:
    """With two administrators, inviting one more waits for the second; then the link comes."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    bob = here.bench.hire("Bob", Role.ADMIN, lang="fr")
    await here.bench.type(ada, "/invite Cy admin")
    assert "a second administrator is asked" in await here.bench.press(ada, "Invite")
    await here.told()
    asked = here.bench.chat.last(here.bench.home(bob))
    assert asked.html == (
        "Ada veut inviter Cy avec ces rôles\u00a0: administration. Acceptez-vous?"
    )
    here.bench.restart()
    await here.bench.press(bob, "J'accepte")
    (said,) = [one for one in here.bench.chat.texts(here.bench.home(ada)) if "start=" in one]
    code = _link(said)
    assert await here.start("5001", code)
    assert "Cy" in here.people()
    assert here.kinds().count("staff.confirmed") == 1
    assert await here.bench.press(bob, "J'accepte", asked) == (
        "C'est terminé\u00a0: la demande a été exécutée, abandonnée ou annulée."
    )


async def test_a_second_administrator_may_decline(here: Here) -> None:
    """Nothing happens where the second does not agree."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    bob = here.bench.hire("Bob", Role.ADMIN)
    here.bench.hire("Cy", Role.ADMIN)
    await here.bench.type(ada, "/revoke Cy")
    await here.bench.press(ada, "Take rights away")
    await here.told()
    await here.bench.press(bob, "I do not agree")
    assert "Cy" in here.people()
    assert here.bench.chat.standing(here.bench.home(ada))[-1].html == (
        "Bob did not agree. Nothing was changed for Cy."
    )


async def test_others_may_not(here: Here) -> None:
    """Whoever is no administrator invites and revokes nobody; strangers are recorded."""
    mo = here.bench.hire("Mo", Role.MODERATOR)
    here.bench.hire("Ada", Role.ADMIN)
    for command in ("/invite Zoe moderator", "/revoke Ada", "/staff"):
        (said,) = await here.bench.type(mo, command)
        assert said.html == "Your role does not allow this."
        await here.bench.type("666", command)
    assert here.kinds().count("staff.refused") == 3
    assert set(here.people()) == {"Mo", "Ada"}


async def test_the_roster(here: Here) -> None:
    """Whole days in the agency's zone; one for oneself, an administrator for everybody."""
    ada = here.bench.hire("Ada", Role.ADMIN)
    mo = here.bench.hire("Mo", Role.MODERATOR, lang="fr")
    await here.bench.type(ada, "/duty mo 2026-03-06 2026-03-08")
    await here.bench.type(mo, "/garde 2026-03-10")
    shown = here.bench.chat.last(here.bench.home(mo))
    assert shown.html.splitlines()[:3] == [
        "<b>De garde pour la sécurité</b>",
        "Mo\u00a0: 6 mars 2026 au 8 mars 2026",
        "Mo\u00a0: 10 mars 2026",
    ]
    with here.bench.bench.app.database.read() as connection:
        first, second = roster.upcoming(connection, here.bench.bench.clock())
    assert (first.starts_at, first.ends_at) == (
        datetime(2026, 3, 6, 5, tzinfo=UTC),
        datetime(2026, 3, 9, 4, tzinfo=UTC),  # summer time has begun
    )
    (refused,) = await here.bench.type(mo, "/garde Ada 2026-03-10")
    assert "l'administration peut le faire" in refused.html
    assert await here.bench.press(mo, "Retirer Mo, 10") == "Retiré."
    with here.bench.bench.app.database.read() as connection:
        assert roster.upcoming(connection, here.bench.bench.clock()) == [first]
    assert second.staff_id == mo.id


@pytest.mark.parametrize(
    "days", ["2026-02-01", "2026-03-09 2026-03-08", "2026-03-05 2029-01-01", "tomorrow", ""]
)
async def test_days_that_cannot_be(here: Here, days: str) -> None:
    """Days that are past, upside down or no days at all change nothing."""
    mo = here.bench.hire("Mo", Role.MODERATOR)
    await here.bench.type(mo, f"/duty {days}".strip())
    with here.bench.bench.app.database.read() as connection:
        assert roster.upcoming(connection, here.bench.bench.clock()) == []


async def test_somebody_stands_in(here: Here) -> None:
    """For these days the roles are held, never the languages; both are told; then it is over."""
    flo = here.bench.hire("Flo", Role.OFFICER, Role.ADMIN, lang="fr", languages=("fr",))
    eva = here.bench.hire("Eva", Role.MODERATOR, languages=("en",))
    await here.bench.type(flo, "/absence 2026-03-04 2026-03-06 Eva")
    await here.told()
    now = here.reviewer("Eva")
    assert now.roles == {Role.MODERATOR, Role.OFFICER}
    assert now.acting_for == (flo.id,)
    assert now.may(Act.APPROVE_REPLY, lang="en")
    assert not now.may(Act.APPROVE_REPLY, lang="fr")
    assert here.bench.chat.last(here.bench.home(eva)).html.startswith(
        "You stand in for Flo: March 4, 2026 to March 6, 2026. Roles: communications officer."
    )
    (listed,) = await here.bench.type(flo, "/personnel")
    assert listed.html.splitlines() == [
        "<b>Personnel</b>",
        "Eva\u00a0: modération; par intérim pour Flo",
        "Flo\u00a0: administration, agente ou agent des communications; absence en cours",
    ]
    await here.bench.type(flo, "/absence")
    await here.bench.press(flo, "Retour\u00a0: Flo")
    assert here.reviewer("Eva").roles == {Role.MODERATOR}


async def test_an_absence_ends_by_itself(here: Here) -> None:
    """After the last day the roles are gone."""
    flo = here.bench.hire("Flo", Role.OFFICER)
    here.bench.hire("Eva", Role.MODERATOR)
    await here.bench.type(flo, "/away 2026-03-04 Eva")
    assert Role.OFFICER in here.reviewer("Eva").roles
    here.bench.bench.clock.forward(days=1)
    assert here.reviewer("Eva").roles == {Role.MODERATOR}


async def test_what_a_stand_in_does_is_recorded_so(here: Here) -> None:
    """The record says for whom somebody acted."""
    flo = here.bench.hire("Flo", Role.MODERATOR)
    here.bench.hire("Eva", Role.RECORDS)
    await here.bench.type(flo, "/away 2026-03-04 Eva")
    here.bench.bench.arrive(message(1, INSULT_EN))
    here.bench.bench.app.decisions.keep(1, here.reviewer("Eva"))
    with here.bench.bench.app.database.read() as connection:
        (kept,) = [
            entry.payload for entry, _ in record.events(connection) if entry.kind == "decision.keep"
        ]
    assert kept["acting_for"] == [flo.id]


async def test_a_lapsed_claim_is_told(here: Here) -> None:
    """Whoever let a case lie hears that others can take it."""
    mo = here.bench.hire("Mo", Role.MODERATOR)
    here.bench.bench.arrive(message(1, INSULT_EN))
    here.bench.bench.app.decisions.claim(1, mo)
    here.bench.bench.clock.now += timedelta(minutes=30)
    here.bench.bench.app.sweeper.sweep()
    await here.told()
    assert here.bench.chat.last(here.bench.home(mo)).html.startswith("Your time for case 1 is over")
